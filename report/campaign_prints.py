from markupsafe import Markup

from odoo import fields, models

from ..tools.charts import stacked_bars
from .ledger import FIGURES

SUMMARY = ("found", "closed", "in_progress", "not_begun", "rate")


class RectificationCampaign(models.Model):
    """What a campaign hands out: its ledger as a workbook, its final report on paper."""

    _inherit = "rectification.campaign"

    final_report = fields.Text(
        help="What a person writes: course of the campaign, what it achieved, what is left. The "
        "print adds figures, chart and tables. Lines beginning with 一、 （一） 1. or （1） are "
        "printed as headings.",
    )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_export_ledger(self):
        """Download the whole ledger of the campaign, as far as the user may see it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/rectification/ledger/campaign/{self.id}",
            "target": "download",
        }

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    def _get_ledger_name(self):
        """Return the name of the workbook's file, without its ending."""
        self.ensure_one()
        return self.env._("%s - Ledger", self.display_name)

    def _get_report_name(self):
        """Return the name of the printed final report's file, without its ending."""
        self.ensure_one()
        return self.env._("%s - Final Report", self.display_name)

    def _get_report_page(self):
        """Return what the printed final report shows: text, figures, chart and tables."""
        self.ensure_one()
        ledger = self.env["rectification.ledger"]
        domain = [("campaign_id", "=", self.id)]
        figures = ledger._get_figures(domain)
        areas = ledger._get_summary(domain, "area_id", self.catalogue_id.area_ids)
        part = {name: 1 + FIGURES.index(name) for name in FIGURES}
        bars = [
            (row[0], [row[part["closed"]], row[part["in_progress"]], row[part["not_begun"]]])
            for row in areas
        ]
        labels = ledger._get_labels()
        legend = [labels[name][0] for name in ("closed", "in_progress", "not_begun")]
        return {
            "title": self._get_report_name_on_paper(),
            "body": self.final_report,
            "taking_part": self.env._(
                "Units taking part: %(units)s; lists handed in: %(submitted)s, of them accepted: "
                "%(accepted)s; mechanisms made: %(mechanisms)s.",
                units=self.dossier_count,
                submitted=self.submitted_count,
                accepted=self.accepted_count,
                mechanisms=self.env["rectification.mechanism"].search_count(
                    [*domain, ("state", "!=", "draft")]
                ),
            ),
            "figures": ledger._get_figures_text(figures) or self.env._("Nothing was found."),
            # Markup: drawn by ourselves, every text in it escaped
            "chart": Markup(stacked_bars(bars, legend)) if figures.found else "",
            "tables": [
                self._get_report_table("summary_area", areas),
                self._get_report_table("unit_kind", self._get_kind_rows(domain)),
            ],
            "attachment": self.env._("Figures of the Campaign"),
            "signature": self.organiser,
            "date": ledger._format_date(fields.Date.context_today(self)),
        }

    def _get_report_name_on_paper(self):
        return self.env._("Final Report on %s", self.name)

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
        return [
            [labels.get(kind, ""), *ledger._get_figure_cells(figures.get(kind))] for kind in kinds
        ]

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
            "columns": ledger._share_width(columns),
            "rows": [[*map(str, line[:-1]), f"{line[-1]:.1%}"] for line in lines],
        }
