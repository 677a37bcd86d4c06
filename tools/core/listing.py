"""Names one after another, set apart as a language does it; pure Python, no ORM."""

from collections.abc import Iterable

from babel import Locale


def join_names(names: Iterable[str], lang: str | None) -> str:
    """Return names one after another, with the mark that ``lang`` puts between them.

    For lists that are cut short or go on in another sentence; a whole list in a sentence is given
    to a translation as it is, which sets “and” before the last name. ``names``: texts;
    ``lang``: an Odoo language code such as ``zh_CN``.

    >>> join_names(["1", "2", "3"], "en_US")
    '1, 2, 3'
    >>> join_names(["1", "2", "3"], "zh_CN")
    '1、2、3'
    >>> join_names([], "zh_CN")
    ''
    """
    pattern: str = Locale.parse(lang or "en_US").list_patterns["standard"]["middle"]
    mark = pattern.replace("{0}", "").replace("{1}", "")
    return mark.join(names)
