from markupsafe import Markup

from odoo import api, models

from ...tools.prints.official import paragraphs

# Fonts of official documents (GB/T 9704-2012) with what stands in where they are not installed.
FONTS = {
    # role: (what offices have, what servers have)
    "title": ("方正小标宋简体, 方正小标宋_GBK, FZXiaoBiaoSong-B05S, STZhongsong", "serif"),
    "song": ("SimSun, 宋体, NSimSun, STSong", "serif"),
    "fang": ("仿宋_GB2312, FangSong_GB2312, 仿宋, FangSong, STFangsong", "serif"),
    "kai": ("楷体_GB2312, KaiTi_GB2312, 楷体, KaiTi, STKaiti", "serif"),
    "hei": ("黑体, SimHei, STHeiti, Microsoft YaHei", "sans"),
}
FALLBACKS = {
    "serif": "Noto Serif CJK SC, Source Han Serif SC, Noto Sans CJK SC, serif",
    "sans": "Noto Sans CJK SC, Source Han Sans SC, WenQuanYi Zen Hei, sans-serif",
}
# What the patched Qt of wkhtmltopdf takes for a millimetre at 96 dpi is 1.28 of one.
SCALE = "0.78125"
# In points: the largest red head, the text area's 156 mm, the size below which nothing is a head.
HEAD_SIZE, LINE_WIDTH, BODY_SIZE = 36, 436, 16


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
        # sudo: plain settings, but the parameters' table is the administrator's
        get_param = self.env["ir.config_parameter"].sudo().get_param
        fonts = {}
        for role, (usual, kind) in FONTS.items():
            own = get_param(f"rectification_campaign.font_{role}") or ""
            names = [*own.split(","), *usual.split(","), *FALLBACKS[kind].split(",")]
            names = [self._clean_font_name(name) for name in names]
            quoted = [
                name if name in ("serif", "sans-serif") else f"'{name}'" for name in names if name
            ]
            # Markup: the names are clean, and a style sheet would not know an escaped quote.
            fonts[role] = Markup(", ".join(quoted))
        return fonts

    @api.model
    def _get_head(self, organ):
        """Return the red head of ``organ`` for a page: its name, as large as one line allows."""
        size = min(HEAD_SIZE, LINE_WIDTH / max(len(organ), 1))
        return {"organ": organ, "organ_size": max(int(size), BODY_SIZE)}

    @api.model
    def _get_imprint(self, date):
        """Return when a document was issued, as its imprint says it: 2026年5月8日印发."""
        return self.env._("Issued on %s", date or "")

    @api.model
    def _get_paragraphs(self, text):
        """Return the lines of a document's body as ``[(level, heading, rest)]``."""
        return paragraphs(text)

    @api.model
    def _clean_font_name(self, name):
        """Return a font's name without what could end it inside a style sheet."""
        return "".join(char for char in name if char.isalnum() or char in " _-").strip()

    @api.model
    def _get_scale(self):
        """Return the zoom at which the style sheet's millimetres are millimetres on paper."""
        value = (
            self.env["ir.config_parameter"]
            .sudo()  # sudo: see above
            .get_param("rectification_campaign.print_scale")
        )
        try:
            scale = float(value or SCALE)
        except ValueError:
            scale = 0.0
        return scale if 0.2 <= scale <= 5 else float(SCALE)
