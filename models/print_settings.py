from odoo import api, fields, models

from odoo.addons.base.models.ir_actions_report import _wkhtml


class ResConfigSettings(models.TransientModel):
    """How an office prints: its own fonts, its code in document numbers, the printing program."""

    _inherit = "res.config.settings"

    rectification_document_prefix = fields.Char(
        "Office Code",
        config_parameter="rectification_campaign.document_prefix",
        help="What stands before 〔2026〕12号 in the numbers of new documents.",
    )
    rectification_font_title = fields.Char(
        "Font of Titles", config_parameter="rectification_campaign.font_title"
    )
    rectification_font_fang = fields.Char(
        "Font of Texts", config_parameter="rectification_campaign.font_fang"
    )
    rectification_font_hei = fields.Char(
        "Font of First Headings", config_parameter="rectification_campaign.font_hei"
    )
    rectification_font_kai = fields.Char(
        "Font of Second Headings", config_parameter="rectification_campaign.font_kai"
    )
    rectification_font_song = fields.Char(
        "Font of Page Numbers", config_parameter="rectification_campaign.font_song"
    )
    rectification_print_scale = fields.Float(
        "Scale of Prints",
        config_parameter="rectification_campaign.print_scale",
        digits=(6, 5),
        default=0.78125,
        help="Zoom at which a millimetre of the layout is one on paper; 0.78125 for wkhtmltopdf "
        "with patched Qt.",
    )
    rectification_print_state = fields.Selection(
        [
            ("good", "wkhtmltopdf with patched Qt is installed: prints are complete."),
            ("plain", "wkhtmltopdf lacks the Qt patches: prints come out without page numbers."),
            ("none", "wkhtmltopdf is not installed: nothing can be printed as PDF."),
        ],
        "Printing Program",
        compute="_compute_rectification_print_state",
    )

    @api.depends_context("uid")
    def _compute_rectification_print_state(self):
        program = _wkhtml()
        state = "good" if program.is_patched_qt else "plain"
        if program.state in ("install", "broken"):
            state = "none"
        self.rectification_print_state = state
