"""A seeded, stratified, weighted draw that anyone can repeat.

Each item gets a number u between 0 and 1 from SHA-256 of “seed:key”, and from it -ln(u) / weight;
in each stratum the items with the smallest values are drawn. So neither the order of the frame nor
the computer matters, and an item of weight 2 stands in for two items of weight 1. The number drawn
in a stratum is proportional to its size (largest remainders), at least one where the sample allows.

>>> frame = [Item(f"W{number}", "village" if number % 4 else "school", 1) for number in range(40)]
>>> [item.key for item in draw(frame, 4, "seal")]
['W36', 'W5', 'W2', 'W13']
>>> draw(frame, 4, "seal") == draw(frame[::-1], 4, "seal")
True
>>> draw(frame, 4, "seal") == draw(frame, 4, "another seed")
False
>>> allocate({"village": 30, "school": 10}, 4)
{'school': 1, 'village': 3}
>>> allocate({"village": 98, "school": 1, "hospital": 1}, 4)
{'hospital': 1, 'school': 1, 'village': 2}
>>> heavy = [Item("A", "", 50)] + [Item(f"B{number}", "", 1) for number in range(50)]
>>> sum(draw(heavy, 1, f"seed {number}")[0].key == "A" for number in range(400)) > 150
True
>>> read_frame(write_frame(frame[:2])) == frame[:2]
True

From the command line, with the frame that a draw recorded:

    python3 sampling.py frame.csv SIZE SEED
"""

import csv
import io
import sys
from collections.abc import Iterable, Mapping
from hashlib import sha256
from math import log
from typing import NamedTuple

HEADINGS = ("key", "stratum", "weight", "name")
BITS = 53  # what a float holds exactly


class Item(NamedTuple):
    """One thing that can be drawn: a key that stays the same, its stratum and its weight."""

    key: str
    stratum: str
    weight: int
    name: str = ""


def chance(seed: str, key: str) -> float:
    """Return the number between 0 and 1 that belongs to ``key`` under ``seed``."""
    digest = sha256(f"{seed}:{key}".encode()).digest()
    return ((int.from_bytes(digest[:8], "big") >> (64 - BITS)) + 1) / ((1 << BITS) + 1)


def allocate(sizes: Mapping[str, int], count: int) -> dict[str, int]:
    """Return ``{stratum: number to draw}``, proportional to ``sizes`` and adding up to ``count``.

    Every stratum gets one as long as ``count`` allows it; what remains goes by largest remainder.
    Raises ValueError when there are not ``count`` items.
    """
    total = sum(sizes.values())
    if count > total:
        raise ValueError(f"{count} of {total}")
    strata = sorted(stratum for stratum, size in sizes.items() if size)
    least = 1 if count >= len(strata) else 0
    shares = {stratum: count * sizes[stratum] / total for stratum in strata}
    numbers = {stratum: min(max(int(shares[stratum]), least), sizes[stratum]) for stratum in strata}
    while sum(numbers.values()) != count:
        step = 1 if sum(numbers.values()) < count else -1
        open_strata = [
            stratum
            for stratum in strata
            if (numbers[stratum] < sizes[stratum] if step > 0 else numbers[stratum] > least)
        ]
        # The stratum furthest behind its share gets one more, the one furthest ahead one less.
        stratum = max(open_strata, key=lambda name: step * (shares[name] - numbers[name]))
        numbers[stratum] += step
    return numbers


def draw(items: Iterable[Item], count: int, seed: str) -> list[Item]:
    """Return ``count`` of ``items``, stratum by stratum, each in the order drawn.

    Raises ValueError when there are not that many.
    """
    strata: dict[str, list[Item]] = {}
    for item in items:
        strata.setdefault(item.stratum, []).append(item)
    numbers = allocate({stratum: len(group) for stratum, group in strata.items()}, count)
    drawn: list[Item] = []
    for stratum, number in numbers.items():
        ranked = sorted(
            strata[stratum],
            key=lambda item: (-log(chance(seed, item.key)) / item.weight, item.key),
        )
        drawn += ranked[:number]
    return drawn


def write_frame(items: Iterable[Item]) -> str:
    """Return the frame as the text of a CSV file."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(HEADINGS)
    writer.writerows((item.key, item.stratum, item.weight, item.name) for item in items)
    return target.getvalue()


def read_frame(text: str) -> list[Item]:
    """Return the items of a frame written by ``write_frame``."""
    rows = csv.DictReader(io.StringIO(text))
    return [Item(row["key"], row["stratum"], int(row["weight"]), row["name"]) for row in rows]


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as source:
        for drawn_item in draw(read_frame(source.read()), int(sys.argv[2]), sys.argv[3]):
            sys.stdout.write(f"{drawn_item.key},{drawn_item.stratum},{drawn_item.name}\n")
