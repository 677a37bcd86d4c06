import io

from odoo import api, models

from odoo.addons.base.models.ir_actions_report import _wkhtml

from ...tools.prints.fonts import find_missing, name_character, show_missing

OWN_PREFIX = "rectification_campaign."
# An attribute on the <html> of our pages; Odoo hands it on to the arguments of wkhtmltopdf.
EXACT = "data-report-exact"


class IrActionsReport(models.Model):
    """Print the pages of this addon as laid out: own style sheet, exact sizes, system fonts.

    Odoo's report layout loads web fonts into every page, which makes a ledger of 500 rows slow and
    large. A character that no font has is named on the page and to the user, never dropped. Reports
    of other addons are not touched.
    """

    _inherit = "ir.actions.report"

    def _get_layout(self):
        if len(self) == 1 and (self.report_name or "").startswith(OWN_PREFIX):
            return self.env.ref("rectification_campaign.print_layout")
        return super()._get_layout()

    def _prepare_html(self, html, report_model=False):
        parts = super()._prepare_html(html, report_model=report_model)
        if parts and EXACT in parts[-1]:
            bodies, res_ids, __, footer, arguments = parts
            # Our pages have no header; an empty one would be loaded for every page.
            return bodies, res_ids, "", footer, arguments
        return parts

    def _run_wkhtmltopdf(
        self,
        bodies,
        report_ref=False,
        header=None,
        footer=None,
        landscape=False,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        run = super()._run_wkhtmltopdf
        arguments = {
            "report_ref": report_ref,
            "header": header,
            "footer": footer,
            "landscape": landscape,
            "specific_paperformat_args": specific_paperformat_args,
            "set_viewport_size": set_viewport_size,
        }
        if EXACT not in (specific_paperformat_args or {}):
            return run(bodies, **arguments)
        bodies = self._show_missing_characters(bodies)
        if _wkhtml().is_patched_qt:
            return run(bodies, **arguments)
        # Without the Qt patches there are no page numbers and one document at a time; the print
        # still comes out.
        arguments.update(header=None, footer=None)
        documents = [io.BytesIO(run([body], **arguments)) for body in bodies]
        if len(documents) == 1:
            return documents[0].getvalue()
        return self._merge_pdfs(documents).getvalue()

    def _build_wkhtmltopdf_args(
        self,
        paperformat_id,
        landscape,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        arguments = super()._build_wkhtmltopdf_args(
            paperformat_id,
            landscape,
            specific_paperformat_args=specific_paperformat_args,
            set_viewport_size=set_viewport_size,
        )
        if EXACT not in (specific_paperformat_args or {}):
            return arguments
        exact = {
            "--dpi": "96",
            # A millimetre of the style sheet is one on paper.
            "--zoom": str(self.env["rectification.print"]._get_scale()),
            # Nothing on these pages is loaded or drawn by a script.
            "--javascript-delay": "0",
        }
        kept = []
        rest = iter(arguments)
        for argument in rest:
            if argument in exact:
                next(rest)
            else:
                kept.append(argument)
        for name, value in exact.items():
            kept += [name, value]
        if "--disable-smart-shrinking" not in kept:
            kept.append("--disable-smart-shrinking")
        return kept

    @api.model
    def _show_missing_characters(self, bodies):
        """Return the pages with what no font can draw named on them, and warn the user."""
        missing = find_missing("".join(bodies))
        if not missing:
            return bodies
        # A page that is only looked at may come over a connection that cannot write.
        if not self.env.cr.readonly:
            self.env.user._bus_send(
                "simple_notification",
                {
                    "type": "warning",
                    "sticky": True,
                    "title": self.env._("Characters missing in the print"),
                    "message": self.env._(
                        "No font on this server has %s. The print names them in their place; write "
                        "them in by hand, or have a font that has them installed and print again.",
                        "、".join(
                            f"{character} ({name_character(character)})" for character in missing
                        ),
                    ),
                },
            )
        return [show_missing(body, missing) for body in bodies]
