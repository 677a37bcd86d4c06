from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.core.chinese_numerals import to_chinese
from ...tools.office_files.columns import FIGURES, NUMBER, TEXT, Column, Figures, share_width
from ...tools.prints.charts import stacked_bars
from .finding import UNTOLD_STATES

SUMMARY = ("found", "closed", "in_progress", "not_begun", "rate")
# How many items and rules a report tells of; the ledger and the list of rules have them all.
ITEMS_TOLD, RULES_TOLD = 10, 40


class RectificationCampaign(models.Model):
    """The final report of a campaign (总结报告) on paper.

    A person writes the text and chooses the typical problems; figures, chart, the items found most
    often and the rules made are the ledger's on the day of the print, and nobody types them.
    """

    _inherit = "rectification.campaign"

    final_report = fields.Text(
        copy=False,
        groups="rectification_campaign.group_observer",
        help="What a person writes: course of the campaign, what it achieved, what is left. The "
        "print adds figures, chart, tables and mechanisms. Lines beginning with 一、 （一） 1. or "
        "（1） are printed as headings.",
    )
    typical_finding_ids = fields.Many2many(
        "rectification.finding",
        "rectification_campaign_typical_rel",
        "campaign_id",
        "finding_id",
        "Typical Problems",
        domain="[('campaign_id', '=', id), ('state', 'not in', ('draft', 'rejected'))]",
        copy=False,
        groups="rectification_campaign.group_observer",
        help="Findings that the final report tells of, without the names of persons.",
    )
    typical_without_units = fields.Boolean(
        "Without Units' Names",
        groups="rectification_campaign.group_observer",
        help="The typical problems name no unit either.",
    )
    mechanism_count = fields.Integer("Long-Term Mechanisms", compute="_compute_mechanism_count")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    def _compute_mechanism_count(self):
        counts = dict(
            self.env["rectification.mechanism"]._read_group(
                [("campaign_id", "in", self.ids)], ["campaign_id"], ["__count"]
            )
        )
        for campaign in self:
            campaign.mechanism_count = counts.get(campaign._origin, 0)

    def _search_rules(self):
        """Return the rules of the campaign that are in force or were, by unit."""
        return self.env["rectification.mechanism"].search(
            [("campaign_id", "=", self.id), ("state", "!=", "draft")],
            order="unit_id, date_in_force, id",
        )

    # ------------------------------------------------------------
    # CONSTRAINTS
    # ------------------------------------------------------------

    @api.constrains("typical_finding_ids")
    def _check_typical_findings(self):
        for campaign in self:
            strange = campaign.typical_finding_ids.filtered(
                lambda finding, campaign=campaign: finding.campaign_id != campaign
            )
            if strange:
                raise ValidationError(
                    self.env._(
                        "%(findings)s: found in another campaign, and no typical problem of "
                        "%(campaign)s.",
                        findings=strange._get_names(),
                        campaign=campaign.name,
                    )
                )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_mechanisms(self):
        """Open the long-term mechanisms of this campaign."""
        return self._get_records_action(
            "rectification_mechanism_action", default_campaign_id=self[:1].id
        )

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_report_name(self):
        """Return the name of the printed final report's file, without its ending."""
        self.ensure_one()
        return self.env._("%s - Final Report", self.display_name)

    def _get_report_page(self):
        """Return what the printed final report shows: the text, and sections of figures.

        ``sections``: dictionaries with heading, sentences, chart (SVG or "") and tables.
        """
        self.ensure_one()
        sections = [
            self._get_figures_section(),
            self._get_items_section(),
            self._get_typical_section(),
            self._get_rules_section(),
        ]
        for number, section in enumerate(filter(None, sections), 1):
            section["heading"] = self._number_heading(number, section["heading"])
        return {
            "title": self._get_report_name_on_paper(),
            "body": self.final_report,
            "sections": [section for section in sections if section],
            # 专项整治情况
            "attachment": self.env._("The Campaign in Figures and Examples"),
            "signature": self.organiser,
            "date": self.env["rectification.ledger"]._format_date(fields.Date.context_today(self)),
        }

    def _get_report_name_on_paper(self):
        return self.env._("Final Report on\n%s", self.name)

    def _number_heading(self, number, heading):
        if (self.env.lang or "").startswith("zh"):
            return f"{to_chinese(number)}、{heading}"
        return f"{number}. {heading}"

    def _get_figures_section(self):
        """Return figures in sentences, as a chart by area, and as tables by area and unit kind."""
        ledger = self.env["rectification.ledger"]
        domain = [("campaign_id", "=", self.id)]
        figures = ledger._get_figures(domain)
        areas = ledger._get_summary(domain, "area_id", self.catalogue_id.area_ids)
        part = {name: 1 + FIGURES.index(name) for name in FIGURES}
        bars = [
            (row[0], [row[part["closed"]], row[part["in_progress"]], row[part["not_begun"]]])
            for row in areas
        ]
        labels = ledger._get_headings()
        legend = [labels[name][0] for name in ("closed", "in_progress", "not_begun")]
        return {
            "heading": self.env._("Figures"),
            "sentences": [
                self.env._(
                    "Units that take part: %(units)s; lists handed in: %(submitted)s, of them "
                    "accepted: %(accepted)s; mechanisms made: %(mechanisms)s.",
                    units=self.dossier_count,
                    submitted=self.submitted_count,
                    accepted=self.accepted_count,
                    mechanisms=len(self._get_rules()),
                ),
                ledger._get_figures_text(figures) or self.env._("Nothing was found."),
            ],
            # Markup: drawn by ourselves, every text in it escaped
            "chart": Markup(stacked_bars(bars, legend)) if figures.found else "",
            "tables": [
                self._get_report_table("summary_area", areas),
                self._get_report_table("unit_kind", self._get_kind_rows(domain)),
            ],
        }

    def _get_items_section(self):
        """Return the problem items found most often, with in how many units; None without any."""
        ledger = self.env["rectification.ledger"]
        domain = [("campaign_id", "=", self.id)]
        figures = {
            problem_id: row
            for problem_id, row in ledger._get_figures(domain, "problem_id").items()
            if row.found
        }
        units = dict(
            self.env["rectification.finding"]._read_group(
                [*domain, ("state", "!=", "rejected")], ["problem_id"], ["unit_id:count_distinct"]
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
            for problem in problems[:ITEMS_TOLD]
        ]
        if not rows:
            return None
        columns = ledger._get_columns(("item_number", "item", "found", "summary_unit", "closed"))
        # 涉及单位数
        columns[3] = Column("units", self.env._("Units Concerned"), NUMBER, 5)
        columns[1] = columns[1]._replace(width=24)
        return {
            "heading": self.env._("Problems Found Most Often"),
            "sentences": [],
            "chart": "",
            "tables": [{"columns": share_width(columns), "rows": rows}],
        }

    def _get_typical_section(self):
        """Return the typical problems that somebody chose, without names; None without any."""
        findings = self.typical_finding_ids.filtered(
            lambda finding: finding.state not in UNTOLD_STATES
        ).sorted(lambda finding: (finding.problem_number, finding.id))
        if not findings:
            return None
        ledger = self.env["rectification.ledger"]
        names = ("index", "summary_unit", "item", "description", "progress")
        columns = ledger._get_columns(names)
        columns[1] = columns[1]._replace(width=6)
        columns[2] = columns[2]._replace(width=8)
        hidden = findings._get_names_to_hide(units=self.typical_without_units)
        states = dict(findings._fields["state"]._description_selection(self.env))
        rows = []
        for number, finding in enumerate(findings, 1):
            texts = [
                finding.unit_id.name,
                f"{finding.problem_number}. {finding.problem_id.name}",
                finding.description,
                "\n".join(filter(None, (states[finding.state], finding.result))),
            ]
            rows.append([str(number), *findings._tell_without_names(texts, hidden)])
        return {
            "heading": self.env._("Typical Problems"),
            "sentences": [],
            "chart": "",
            "tables": [{"columns": share_width(columns), "rows": rows, "long": True}],
        }

    def _get_rules_section(self):
        """Return the rules made, changed or abolished for good; None without any."""
        rules = self._get_rules()
        if not rules:
            return None
        ledger = self.env["rectification.ledger"]
        kinds = dict(rules._fields["kind"]._description_selection(self.env))
        counted = "、".join(
            self.env._("%(kind)s: %(count)s", kind=label, count=count)
            for kind, label in kinds.items()
            if (count := len(rules.filtered(lambda rule, kind=kind: rule.kind == kind)))
        )
        sentences = [self.env._("Long-term mechanisms by kind: %s.", counted)]
        if len(rules) > RULES_TOLD:
            sentences.append(
                self.env._(
                    "The first %(shown)s follow; all %(count)s are in the list of long-term "
                    "mechanisms.",
                    shown=RULES_TOLD,
                    count=len(rules),
                )
            )
        columns = ledger._get_columns(
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
                ledger._format_date(rule.date_in_force),
                rule.unit_id.name or self.organiser,
            ]
            for number, rule in enumerate(rules[:RULES_TOLD], 1)
        ]
        return {
            "heading": self.env._("Long-Term Mechanisms"),
            "sentences": sentences,
            "chart": "",
            "tables": [{"columns": share_width(columns), "rows": rows, "long": True}],
        }

    def _get_rules(self):
        """Return the rules of the campaign that are in force or were, the leading group's first."""
        rules = self._search_rules()
        return rules.filtered(lambda rule: not rule.unit_id) + rules.filtered("unit_id")

    def _get_kind_rows(self, domain):
        """Return a row of figures for each kind of unit that takes part."""
        ledger = self.env["rectification.ledger"]
        labels = dict(
            self.env["rectification.unit"]._fields["kind"]._description_selection(self.env)
        )
        kinds = [
            kind for (kind,) in self.env["rectification.dossier"]._read_group(domain, ["unit_kind"])
        ]
        figures = ledger._get_figures(domain, "unit_kind")
        return [[labels.get(kind, ""), *figures.get(kind, Figures()).cells] for kind in kinds]

    def _get_report_table(self, head, rows):
        """Return columns and rows of texts of a table of figures with its total."""
        ledger = self.env["rectification.ledger"]
        columns = ledger._get_columns((head, *SUMMARY))
        columns[0] = columns[0]._replace(width=14)
        places = [1 + FIGURES.index(name) for name in SUMMARY]
        total = [sum(row[place] for row in rows) for place in places]
        total[-1] = total[1] / total[0] if total[0] else 0
        lines = [[row[0], *(row[place] for place in places)] for row in rows]
        lines.append([self.env._("Total"), *total])
        return {
            "columns": share_width(columns),
            "rows": [[*map(str, line[:-1]), f"{line[-1]:.1%}"] for line in lines],
        }

    def _get_mechanism_list(self):
        """Return the printed list of the campaign's rules; drafts are not among them."""
        self.ensure_one()
        rules = self._search_rules()
        return {**rules._get_list(), "campaign": self.name, "organiser": self.organiser}
