from odoo import api, fields, models

from odoo.addons.base.models.ir_actions_report import _wkhtml

from ...tools.prints.fonts import find_missing, get_coverage, name_character
from ...tools.prints.style import SCALE

# How many names with rare characters are shown.
SHOWN_NAMES = 20


class ResConfigSettings(models.TransientModel):
    """How prints look, and whether this server can make them."""

    _inherit = "res.config.settings"

    # numbers
    rectification_document_prefix = fields.Char(
        "Office Code",
        config_parameter="rectification_campaign.document_prefix",
        help="What stands before 〔2026〕12号 in the numbers of new documents.",
    )
    # fonts and scale
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
        default=SCALE,
        help="Zoom at which a millimetre of the layout is one on paper; 0.78125 for wkhtmltopdf "
        "with patched Qt.",
    )
    # this server
    rectification_print_state = fields.Selection(
        [
            ("good", "wkhtmltopdf with patched Qt is installed: prints are complete."),
            ("plain", "wkhtmltopdf lacks the Qt patches: prints come out without page numbers."),
            ("none", "wkhtmltopdf is not installed: nothing can be printed as PDF."),
        ],
        "Printing Program",
        compute="_compute_rectification_print_state",
    )
    rectification_missing_characters = fields.Text(
        "Rare Characters",
        compute="_compute_rectification_missing_characters",
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends_context("uid")
    def _compute_rectification_print_state(self):
        program = _wkhtml()
        state = "good" if program.is_patched_qt else "plain"
        if program.state in ("install", "broken"):
            state = "none"
        self.rectification_print_state = state

    @api.depends_context("uid", "lang")
    def _compute_rectification_missing_characters(self):
        self.rectification_missing_characters = self._describe_missing_characters()

    # ------------------------------------------------------------
    # BUSINESS
    # ------------------------------------------------------------

    @api.model
    def _describe_missing_characters(self):
        """Return a sentence on the names of units and people that the fonts cannot print."""
        if not get_coverage():
            return self.env._(
                "Which characters the fonts of this server have cannot be told: fontconfig "
                "(fc-list) is missing."
            )
        named = []
        for model in ("rectification.unit", "rectification.unit.member"):
            # sudo: who sets up the server sees every name, those of unit heads included
            for record in self.env[model].sudo().search_fetch([], ["name"]):
                missing = find_missing(record.name or "")
                if missing:
                    codes = ", ".join(map(name_character, missing))
                    named.append(f"{record.name} ({codes})")
        if not named:
            return self.env._("The fonts of this server have every character of all names.")
        shown = "、".join(named[:SHOWN_NAMES])
        if len(named) > SHOWN_NAMES:
            shown = self.env._(
                "%(names)s and %(count)s more", names=shown, count=len(named) - SHOWN_NAMES
            )
        return self.env._(
            "No font of this server has every character of these names: %s. Prints name the "
            "character by its number until a font that has it is installed.",
            shown,
        )
