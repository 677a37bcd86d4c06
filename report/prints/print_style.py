from markupsafe import Markup

from odoo import api, models

from ...tools.prints.official import paragraphs
from ...tools.prints.style import FONTS, font_family, head_size, read_scale


class RectificationPrint(models.AbstractModel):
    """How official documents look: fonts and scale, as the office has set them."""

    _name = "rectification.print"
    _description = "Print Style"

    @api.model
    def _get_fonts(self):
        """Return ``{role: value of CSS font-family}`` for title, song, fang, kai and hei.

        An office's own font, from the settings, comes first; then the usual ones, then what
        servers have.
        """
        # Markup: the names are clean, and a style sheet would not know an escaped quote.
        return {
            role: Markup(font_family(role, self._get_setting(f"font_{role}"))) for role in FONTS
        }

    @api.model
    def _get_scale(self):
        """Return the zoom at which the style sheet's millimetres are millimetres on paper."""
        return read_scale(self._get_setting("print_scale"))

    @api.model
    def _get_head(self, organ):
        """Return the red head of ``organ`` for a page: its name, as large as one line allows."""
        return {"organ": organ, "organ_size": head_size(organ)}

    @api.model
    def _get_imprint(self, date):
        """Return when a document was issued, as its imprint says it: 2026年5月8日印发."""
        return self.env._("Issued on %s", date or "")

    @api.model
    def _get_paragraphs(self, text):
        """Return the lines of a document's body as ``[(level, heading, rest)]``."""
        return paragraphs(text)

    @api.model
    def _get_setting(self, name):
        # sudo: a plain setting, but the parameters' table is the administrator's
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param(f"rectification_campaign.{name}") or ""
