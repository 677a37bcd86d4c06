"""How official documents look (GB/T 9704-2012): fonts, scale, the size of the red head."""

# Fonts by their role, with what stands in where they are not installed.
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
GENERIC = ("serif", "sans-serif")
# What the patched Qt of wkhtmltopdf takes for a millimetre at 96 dpi is 1.28 of one.
SCALE = 0.78125
SMALLEST_SCALE, LARGEST_SCALE = 0.2, 5
# In points: the largest red head, the text area's 156 mm, the size below which nothing is a head.
HEAD_SIZE, LINE_WIDTH, BODY_SIZE = 36, 436, 16


def font_family(role: str, own: str = "") -> str:
    """Return the value of CSS ``font-family`` for a role; the office's ``own`` fonts come first.

    It holds nothing that could end it inside a style sheet, whatever ``own`` says.

    >>> font_family("hei", "My Hei; }")
    "'My Hei', '黑体', 'SimHei', 'STHeiti', 'Microsoft YaHei', 'Noto Sans CJK SC', \
'Source Han Sans SC', 'WenQuanYi Zen Hei', sans-serif"
    """
    usual, kind = FONTS[role]
    names = [
        _clean_font_name(name) for part in (own, usual, FALLBACKS[kind]) for name in part.split(",")
    ]
    return ", ".join(name if name in GENERIC else f"'{name}'" for name in names if name)


def _clean_font_name(name: str) -> str:
    return "".join(char for char in name if char.isalnum() or char in " _-").strip()


def read_scale(value: str | None) -> float:
    """Return the zoom that a setting asks for; what is no sensible one stands for the usual one.

    >>> read_scale("0.8"), read_scale("much"), read_scale("90"), read_scale(None)
    (0.8, 0.78125, 0.78125, 0.78125)
    """
    try:
        scale = float(value or SCALE)
    except ValueError:
        return SCALE
    return scale if SMALLEST_SCALE <= scale <= LARGEST_SCALE else SCALE


def head_size(organ: str) -> int:
    """Return the size in points at which a name in the red head fills at most one line.

    >>> head_size("县委办公室"), head_size("专" * 20), head_size("专" * 99)
    (36, 21, 16)
    """
    size = min(HEAD_SIZE, LINE_WIDTH / max(len(organ), 1))
    return max(int(size), BODY_SIZE)
