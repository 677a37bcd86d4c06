"""Checks of what was found against what the text says: running numbers and declared counts."""

from collections.abc import Iterable
from dataclasses import replace

from .draft import Draft, Numbered
from .nodes import Declared


def check_numbers(draft: Draft) -> None:
    """Note gaps, repeats and steps back in the numbers of sections, areas, items and phases.

    A number follows the one before it in its list. The first of a list is 1; an item's may also go
    on with the list before, as items often run through all areas.
    """
    last_item = 0
    for entry in sorted(draft.numbers, key=lambda number: number.start):
        allowed = {1} if entry.previous is None else {entry.previous + 1}
        if entry.kind == "item" and entry.previous is None:
            allowed.add(last_item + 1)
        if entry.number not in allowed:
            before = entry.previous
            if before is None:
                before = last_item if entry.kind == "item" and entry.number <= last_item else 0
            _note_number(draft, entry, before)
        if entry.kind == "item":
            last_item = entry.number


def _note_number(draft: Draft, entry: Numbered, previous: int) -> None:
    span = (entry.start, entry.end)
    if entry.number == previous:
        draft.note("number_repeated", *span, found=entry.number)
    elif entry.number < previous:
        draft.note("number_backwards", *span, found=entry.number, previous=previous)
    else:
        draft.note("number_gap", *span, expected=previous + 1, found=entry.number)


def check_counts(draft: Draft, declared: Iterable[Declared]) -> list[Declared]:
    """Note the declared counts that differ from what was found; return all, without repeats.

    A count in an area's own heading is about that area.
    """
    found = {
        "areas": len(draft.areas),
        "phases": len(draft.phases),
        "items": sum(len(area.items) for area in draft.areas),
    }
    result: list[Declared] = []
    seen: set[tuple[str, int, int | None]] = set()
    for entry in declared:
        entry = replace(entry, area=_area_at(draft, entry))
        key = (entry.what, entry.count, entry.area)
        if key in seen:
            continue
        seen.add(key)
        result.append(entry)
        actual = found[entry.what]
        if entry.area is not None:
            actual = len(draft.areas[entry.area].items)
        if actual != entry.count:
            draft.note(
                "count_differs",
                entry.start,
                entry.end,
                what=entry.what,
                declared=entry.count,
                found=actual,
            )
    return result


def _area_at(draft: Draft, entry: Declared) -> int | None:
    """Return the index of the area in whose heading a count stands, if it counts its items."""
    if entry.what != "items" or len(draft.areas) < 2:
        return None
    for index, area in enumerate(draft.areas):
        if area.start <= entry.start < area.end:
            return index
    return None
