"""Checks of what was found against what the text says: running numbers and declared counts."""

from dataclasses import replace


def check_numbers(draft):
    """Note gaps, repeats and steps back in the numbers of areas, phases and items."""
    _check_row(draft, [(area.number, area.start, area.end) for area in draft.areas])
    _check_row(draft, [(phase.number, phase.start, phase.end) for phase in draft.phases])
    previous = 0
    for area in draft.areas:
        previous = _check_row(
            draft, [(item.number, item.start, item.end) for item in area.items], previous
        )


def _check_row(draft, row, before=0):
    """Check one list; its first number is 1 or goes on with the list before. Return its last."""
    previous = before
    for position, (number, start, end) in enumerate(row):
        if number is None:
            continue
        restarts = number == 1 and position == 0
        if number != previous + 1 and not restarts:
            _note_number(draft, number, previous, before == 0 or position, start, end)
        previous = number
    return previous


def _note_number(draft, number, previous, may_continue, start, end):
    if number == previous:
        draft.note('number_repeated', start, end, found=number)
    elif number < previous and may_continue:
        draft.note('number_backwards', start, end, found=number, previous=previous)
    else:
        expected = previous + 1 if number > previous else 1
        draft.note('number_gap', start, end, expected=expected, found=number)


def check_counts(draft, declared):
    """Note the declared counts that differ from what was found; return all, without repeats.

    A count in an area's own heading is about that area.
    """
    found = {
        'areas': len(draft.areas), 'phases': len(draft.phases),
        'items': sum(len(area.items) for area in draft.areas),
    }
    result, seen = [], set()
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
            draft.note('count_differs', entry.start, entry.end, what=entry.what,
                       declared=entry.count, found=actual)
    return result


def _area_at(draft, entry):
    """Return the index of the area in whose heading a count stands, if it counts its items."""
    if entry.what != 'items' or len(draft.areas) < 2:
        return None
    for index, area in enumerate(draft.areas):
        if area.start <= entry.start < area.end:
            return index
    return None
