"""What the printed final report of a campaign (总结报告) says beside the text a person wrote."""

from markupsafe import Markup

from odoo.models import BaseModel

from ...tools.office_files.columns import FIGURES, NUMBER, TEXT, Column, Figures, share_width
from ...tools.prints.charts import stacked_bars
from ...tools.publication.anonymise import anonymise
from ...tools.publication.final_report import (
    SUMMARY,
    ReportTable,
    Section,
    make_summary_rows,
    number_heading,
)
from ..core import clock
from ..core.selection import get_labels

# How many items and rules a report shows; the ledger and the list of rules have them all.
ITEMS_SHOWN, RULES_SHOWN = 10, 40


class FinalReport:
    """Figures, the items found most often, the typical problems chosen, and the rules made.

    All of it is the ledger's on the day of the print, and nobody types it.
    """

    def __init__(self, campaign: BaseModel) -> None:
        self.env = campaign.env
        self.campaign = campaign
        self.ledger = self.env["rectification.ledger"]
        self.domain = [("campaign_id", "=", campaign.id)]
        rules = campaign._search_rules()
        # The leading group's own come first.
        self.rules = rules.filtered(lambda rule: not rule.unit_id) + rules.filtered("unit_id")

    def get_page(self) -> dict:
        """Return what the print shows: the text, and :class:`Section` after section of figures."""
        sections = [
            section
            for section in (
                self._get_figures_section(),
                self._get_items_section(),
                self._get_typical_section(),
                self._get_rules_section(),
            )
            if section
        ]
        for number, section in enumerate(sections, 1):
            section["heading"] = number_heading(number, section["heading"], self.env.lang or "")
        return {
            "title": self.env._("Final Report on\n%s", self.campaign.name),
            "body": self.campaign.final_report,
            "sections": sections,
            # 专项整治情况
            "attachment": self.env._("The Campaign in Figures and Examples"),
            "signature": self.campaign.organiser,
            "date": clock.format_day(self.env, clock.today(self.env)),
        }

    # ------------------------------------------------------------
    # Sections
    # ------------------------------------------------------------

    def _get_figures_section(self) -> Section:
        """Return figures in sentences, as a chart by area, and as tables by area and unit kind."""
        figures = self.ledger._get_figures(self.domain)
        areas = self.ledger._get_summary(
            self.domain, "area_id", self.campaign.catalogue_id.area_ids
        )
        sentences = [
            self.env._(
                "Units that take part: %(units)s; lists handed in: %(submitted)s, of them "
                "accepted: %(accepted)s; mechanisms made: %(mechanisms)s.",
                units=self.campaign.dossier_count,
                submitted=self.campaign.submitted_count,
                accepted=self.campaign.accepted_count,
                mechanisms=len(self.rules),
            ),
            self.ledger._get_figures_text(figures) or self.env._("Nothing was found."),
        ]
        return {
            "heading": self.env._("Figures"),
            "sentences": sentences,
            "chart": self._draw_areas(areas) if figures.found else "",
            "tables": [
                self._make_summary_table("summary_area", areas),
                self._make_summary_table("unit_kind", self._get_kind_rows()),
            ],
        }

    def _get_items_section(self) -> Section | None:
        """Return the problem items found most often, with in how many units; None without any."""
        figures = {
            problem_id: row
            for problem_id, row in self.ledger._get_figures(self.domain, "problem_id").items()
            if row.found
        }
        if not figures:
            return None
        units = dict(
            self.env["rectification.finding"]._read_group(
                [*self.domain, ("state", "!=", "rejected")],
                ["problem_id"],
                ["unit_id:count_distinct"],
            )
        )
        problems = self.env["rectification.problem"].browse(figures)
        problems = problems.sorted(lambda problem: (-figures[problem.id].found, problem.number))
        rows = [
            [
                str(problem.number),
                problem.name,
                str(figures[problem.id].found),
                str(units.get(problem, 0)),
                str(figures[problem.id].closed),
            ]
            for problem in problems[:ITEMS_SHOWN]
        ]
        columns = self.ledger._get_columns(
            ("item_number", "item", "found", "summary_unit", "closed")
        )
        columns[1] = columns[1]._replace(width=24)
        # 涉及单位数
        columns[3] = Column("units", self.env._("Units Concerned"), NUMBER, 5)
        return {
            "heading": self.env._("Problems Found Most Often"),
            "sentences": [],
            "chart": "",
            "tables": [self._make_table(columns, rows)],
        }

    def _get_typical_section(self) -> Section | None:
        """Return the typical problems that somebody chose, without names; None without any."""
        findings = self.campaign.typical_finding_ids._filter_publishable().sorted(
            lambda finding: (finding.problem_number, finding.id)
        )
        if not findings:
            return None
        names = ("index", "summary_unit", "item", "description", "progress")
        columns = self.ledger._get_columns(names)
        columns[1] = columns[1]._replace(width=6)
        columns[2] = columns[2]._replace(width=8)
        persons, units = findings._get_names_to_hide(units=self.campaign.typical_without_units)
        states = get_labels(findings, "state")
        rows = []
        for number, finding in enumerate(findings, 1):
            texts = [
                finding.unit_id.name,
                f"{finding.problem_number}. {finding.problem_id.name}",
                finding.description,
                "\n".join(filter(None, (states[finding.state], finding.result))),
            ]
            rows.append([str(number), *(anonymise(text, persons, units) for text in texts)])
        return {
            "heading": self.env._("Typical Problems"),
            "sentences": [],
            "chart": "",
            "tables": [self._make_table(columns, rows, long=True)],
        }

    def _get_rules_section(self) -> Section | None:
        """Return the rules made, changed or abolished for good; None without any."""
        rules = self.rules
        if not rules:
            return None
        kinds = get_labels(rules, "kind")
        counted = "、".join(
            self.env._("%(kind)s: %(count)s", kind=label, count=count)
            for kind, label in kinds.items()
            if (count := len(rules.filtered(lambda rule, kind=kind: rule.kind == kind)))
        )
        sentences = [self.env._("Long-term mechanisms by kind: %s.", counted)]
        if len(rules) > RULES_SHOWN:
            sentences.append(
                self.env._(
                    "The first %(shown)s follow; all %(count)s are in the list of long-term "
                    "mechanisms.",
                    shown=RULES_SHOWN,
                    count=len(rules),
                )
            )
        columns = self.ledger._get_columns(
            ("index", "rule", "rule_kind", "rule_number", "in_force_from", "unit")
        )
        # On paper a date and a number take more than in a spreadsheet.
        columns[2] = Column("rule_kind", self.env._("Kind"), TEXT, 3)
        columns[3] = columns[3]._replace(width=9)
        columns[4] = columns[4]._replace(width=8)
        rows = [
            [
                str(number),
                rule.name,
                kinds[rule.kind],
                rule.document_number or "",
                clock.format_day(self.env, rule.date_in_force),
                rule.unit_id.name or self.campaign.organiser,
            ]
            for number, rule in enumerate(rules[:RULES_SHOWN], 1)
        ]
        return {
            "heading": self.env._("Long-Term Mechanisms"),
            "sentences": sentences,
            "chart": "",
            "tables": [self._make_table(columns, rows, long=True)],
        }

    # ------------------------------------------------------------
    # Parts of sections
    # ------------------------------------------------------------

    def _get_kind_rows(self):
        """Return a row of figures for each kind of unit that takes part."""
        labels = get_labels(self.env["rectification.unit"], "kind")
        kinds = self.env["rectification.dossier"]._read_group(self.domain, ["unit_kind"])
        figures = self.ledger._get_figures(self.domain, "unit_kind")
        return [[labels.get(kind, ""), *figures.get(kind, Figures()).cells] for (kind,) in kinds]

    def _draw_areas(self, areas):
        parts = ("closed", "in_progress", "not_begun")
        places = [1 + FIGURES.index(name) for name in parts]
        headings = self.ledger._get_headings()
        legend = [headings[name][0] for name in parts]
        bars = [(row[0], [row[place] for place in places]) for row in areas]
        # Markup: drawn by ourselves, every text in it escaped
        return Markup(stacked_bars(bars, legend))

    def _make_summary_table(self, head, rows) -> ReportTable:
        """Return a table of figures with its total; ``head``: the name of the first column."""
        columns = self.ledger._get_columns((head, *SUMMARY))
        columns[0] = columns[0]._replace(width=14)
        return self._make_table(columns, make_summary_rows(rows, self.env._("Total")))

    def _make_table(self, columns, rows, long=False) -> ReportTable:
        return {"columns": share_width(columns), "rows": rows, "long": long}
