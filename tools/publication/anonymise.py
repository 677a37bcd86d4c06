"""Taking names out of a text that is published: 王海澜 becomes 王某, 禾湾镇 becomes 某镇.

Plain functions without the ORM: they know nothing but the text and the names they are given.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping

COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "夏侯",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "长孙",
        "宇文",
        "司徒",
        "司空",
        "东方",
        "独孤",
        "南宫",
        "端木",
        "公冶",
        "申屠",
        "淳于",
        "单于",
        "轩辕",
        "呼延",
        "闻人",
        "澹台",
        "濮阳",
        "拓跋",
        "百里",
        "东郭",
        "西门",
        "万俟",
        "鲜于",
        "赫连",
    ]
)
ORDINALS = "甲乙丙丁戊己庚辛壬癸"
SOMEBODY = "某"
# How a unit of a kind is called when its name is not said, unless its own ending says it better.
KIND_FORMS = {
    "committee": "某党委",
    "department": "某单位",
    "township": "某乡镇",
    "village": "某村",
    "community": "某社区",
    "enterprise": "某企业",
    "school": "某学校",
    "hospital": "某医院",
    "institute": "某研究所",
}
ENDINGS = (
    "街道",
    "镇",
    "乡",
    "社区",
    "村",
    "中学",
    "小学",
    "幼儿园",
    "学校",
    "医院",
    "局",
    "公司",
    "研究所",
)
# Blanks that set a name apart without changing it: 王　海, or characters nobody sees.
_BLANK = r"[\s\u200b\u200c\u200d\u2060\ufeff]*"
_REGION = re.compile(r"^[\u4e00-\u9fff]{1,6}?(?:自治县|县|市|区|旗)(?=[\u4e00-\u9fff]{3,}$)")


def anonymise(text: str, persons: Iterable[str] = (), units: Iterable[tuple[str, str]] = ()) -> str:
    """Return ``text`` without the names of ``persons`` and ``units``.

    ``persons``: names; ``units``: pairs of a name and a kind (a key of ``KIND_FORMS``). Blanks
    between the characters of a name do not hide it. Two persons who would both become 王某
    become 王某甲 and 王某乙, two towns 甲镇 and 乙镇.

    >>> anonymise("王海澜、李　萍在会上读文件。", ["王海澜", "李萍"])
    '王某、李某在会上读文件。'
    >>> anonymise("王海澜让王小雨重报。", ["王小雨", "王海澜"])
    '王某甲让王某乙重报。'
    >>> anonymise("欧阳明月说不知道。", ["欧阳明月"])
    '欧阳某说不知道。'
    >>> towns = [("禾湾镇", "township"), ("砚溪乡", "township")]
    >>> anonymise("禾湾镇与砚溪乡重复报表。", units=towns)
    '某镇与某乡重复报表。'
    """
    # Units first: a person's name may stand inside one's (海澜 in 海澜公司), hardly the reverse.
    text = _replace(text, {name: _unit_form(name, kind) for name, kind in units}, _distinguish_unit)
    return _replace(text, {name: _person_form(name) for name in persons}, _distinguish_person)


def find_names(text: str, names: Iterable[str]) -> list[str]:
    """Return those of ``names`` that stand in ``text``, in the order of the text.

    >>> find_names("由王 海澜牵头。", ["李萍", "王海澜"])
    ['王海澜']
    """
    known = {name for name in map(_clean, names) if name}
    found: list[str] = []
    for match in _pattern(known).finditer(text or "") if known else ():
        name = _squeeze(match.group(), known)
        if name not in found:
            found.append(name)
    return found


def short_names(name: str) -> list[str]:
    """Return the names under which a unit is known: in full, and with less of the county before it.

    >>> short_names("青禾县民政局")
    ['青禾县民政局', '县民政局', '民政局']
    >>> short_names("禾湾镇")
    ['禾湾镇']
    """
    name = _clean(name)
    region = _REGION.match(name)
    if not region:
        return [name]
    return [name, name[region.end() - 1 :], name[region.end() :]]


def _replace(
    text: str, form_by_name: Mapping[str, str], distinguish: Callable[[str, int], str]
) -> str:
    form_by_name = {_clean(name): form for name, form in form_by_name.items() if _clean(name)}
    names = find_names(text, form_by_name)
    if not names:
        return text
    by_form: dict[str, list[str]] = {}
    for name in names:
        by_form.setdefault(form_by_name[name], []).append(name)
    replacement = {}
    for form, alike in by_form.items():
        # Two names of one unit, long and short, are one unit.
        owners = [name for name in alike if not any(_is_short(name, other) for other in alike)]
        for name in alike:
            owner = next((other for other in owners if _is_short(name, other)), name)
            number = owners.index(owner)
            replacement[name] = distinguish(form, number) if len(owners) > 1 else form
    return _pattern(names).sub(
        lambda match: replacement[_squeeze(match.group(), replacement)], text
    )


def _is_short(name: str, other: str) -> bool:
    return name != other and name in short_names(other)


def _clean(name: str | None) -> str:
    return re.sub(r"\s+", " ", name or "").strip()


def _squeeze(found: str, names: Collection[str]) -> str:
    """Return the name that ``found``, blanks and all, stands for."""
    if found in names:
        return found
    bare = re.sub(_BLANK, "", found)
    return next(name for name in names if re.sub(_BLANK, "", name) == bare)


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    # The longest first: 王海澜 is not 王海 with something behind it.
    alternatives = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(
        "|".join(
            _BLANK.join(re.escape(character) for character in re.sub(_BLANK, "", name))
            for name in alternatives
        )
    )


def _person_form(name: str) -> str:
    name = _clean(name)
    if not "\u4e00" <= name[:1] <= "\u9fff":
        return "某人"
    surname = name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else name[:1]
    return surname + SOMEBODY


def _unit_form(name: str, kind: str) -> str:
    if kind == "committee":
        return KIND_FORMS[kind]
    ending = next((ending for ending in ENDINGS if name.endswith(ending)), "")
    return SOMEBODY + ending if ending else KIND_FORMS.get(kind, "某单位")


def _distinguish_person(form: str, number: int) -> str:
    return form + _ordinal(number)


def _distinguish_unit(form: str, number: int) -> str:
    return _ordinal(number) + form[len(SOMEBODY) :]


def _ordinal(number: int) -> str:
    return ORDINALS[number] if number < len(ORDINALS) else str(number + 1)
