"""A calendar file (RFC 5545) with one event, in plain Python.

>>> from datetime import datetime
>>> text = calendar_file(
...     "rectification-study-7@county", "学习教育",
...     datetime(2026, 5, 8, 1, 0), datetime(2026, 5, 8, 2, 30),
...     place="201, main building", notes="Bring the plan;\\nread it first",
...     stamp=datetime(2026, 5, 1, 0, 0),
... ).decode()
>>> for line in text.split("\\r\\n")[4:11]: print(line)
UID:rectification-study-7@county
DTSTAMP:20260501T000000Z
DTSTART:20260508T010000Z
DTEND:20260508T023000Z
SUMMARY:学习教育
LOCATION:201\\, main building
DESCRIPTION:Bring the plan\\;\\nread it first
>>> fold("SUMMARY:" + "学" * 30).split("\\r\\n")[1][:2]
' 学'
"""

from datetime import datetime

LINE_OCTETS = 75


def escape(text: str) -> str:
    """Return ``text`` as a calendar value: commas, semicolons and line ends are marked."""
    marked = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return marked.replace("\r\n", "\n").replace("\n", "\\n")


def fold(line: str) -> str:
    """Break a line into pieces of at most 75 octets, never inside a character."""
    pieces, piece, octets = [], "", 0
    for character in line:
        width = len(character.encode())
        if octets + width > LINE_OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += character
        octets += width
    return "\r\n".join([*pieces, piece])


def calendar_file(
    uid: str,
    summary: str,
    start: datetime,
    end: datetime,
    place: str = "",
    notes: str = "",
    stamp: datetime | None = None,
) -> bytes:
    """Return the file as bytes. ``start``, ``end`` and ``stamp`` are naive datetimes in UTC."""
    rows = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//rectification_campaign//study//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{(stamp or start):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        f"DTEND:{end:%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{escape(summary)}",
    ]
    if place:
        rows.append(f"LOCATION:{escape(place)}")
    if notes:
        rows.append(f"DESCRIPTION:{escape(notes)}")
    rows += ["END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(fold(row) for row in rows).encode()
