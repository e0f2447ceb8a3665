"""The lines of a calendar file by component, with everything left away that is not read."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from kalends.domain import limits
from kalends.domain.errors import Refused, invalid

_HEAD = frozenset(
    {"NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC", "X-WR-TIMEZONE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"}
)
_EVENT = frozenset(
    {
        *("UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "EXRULE"),
        *("SEQUENCE", "CREATED", "LAST-MODIFIED", "SUMMARY", "DESCRIPTION", "X-ALT-DESC", "STYLED-DESCRIPTION"),
        *("LOCATION", "GEO", "URL", "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"),
        *("ORGANIZER", "STATUS", "TRANSP", "CLASS", "CATEGORIES"),
    }
)
_ZONE = frozenset({"TZID", "X-LIC-LOCATION"})
# Its BEGIN is read too: it says where one observance ends and the next begins.
_OBSERVANCE = frozenset({"DTSTART", "RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO", "BEGIN"})
_READ = {
    ("VCALENDAR",): _HEAD,
    ("VCALENDAR", "VEVENT"): _EVENT,
    ("VCALENDAR", "VEVENT", "VALARM"): frozenset({"TRIGGER"}),
    ("VCALENDAR", "VTIMEZONE"): _ZONE,
    ("VCALENDAR", "VTIMEZONE", "STANDARD"): _OBSERVANCE,
    ("VCALENDAR", "VTIMEZONE", "DAYLIGHT"): _OBSERVANCE,
}
_NOTHING: frozenset[str] = frozenset()
_FIELD = "file"


class Line(Struct, frozen=True):
    """One property. name: upper case. text: the whole line, name, parameters and value. within: "VALARM" of such."""

    name: str
    text: str
    within: str = ""


class Section(Struct):
    """One VEVENT or VTIMEZONE. fault: why it cannot be read, for people; its lines then stop short."""

    lines: list[Line]
    fault: str | None = None


class Sections(Struct):
    """A whole file. head: by name, the first of each. unread: VEVENTs that found no room."""

    head: dict[str, Line]
    vevents: list[Section]
    vtimezones: list[Section]
    unread: int = 0


def divided(lines: Iterable[str]) -> Sections:
    """The file's parts, however many VCALENDARs it holds.

    Raises INVALID for a file that is no calendar, whose BEGIN and END do not match (a cut one among them), or whose
    components lie in each other too deep.
    """
    found, room = Sections({}, [], []), limits.CALENDAR_LINES_READ
    part: Section | None = None
    for path, line in _placed(lines):
        if len(path) == 1:
            if line.name in _HEAD and len(line.text) <= limits.CALENDAR_LINE_CHARACTERS:
                found.head.setdefault(line.name, line)
        elif len(path) == 2 and line.name == "BEGIN":
            part = _begun(found, path[1])
        elif part is not None and line.name in _READ.get(path, _NOTHING):
            room -= _add(part, line, room)
    return found


def _begun(found: Sections, component: str) -> Section | None:
    """What the lines that follow belong to; None where nobody reads them."""
    if component == "VTIMEZONE":
        found.vtimezones.append(Section([]))
        return found.vtimezones[-1]
    if component != "VEVENT":
        return None
    if len(found.vevents) >= limits.EVENTS_PER_FOREIGN_CALENDAR:
        found.unread += 1
        return None
    found.vevents.append(Section([]))
    return found.vevents[-1]


def _add(section: Section, line: Line, room: int) -> bool:
    """Whether it was taken; a section with a fault takes nothing more."""
    if section.fault:
        return False
    if room <= 0:
        section.fault = f"the file has more than {limits.CALENDAR_LINES_READ} lines to be read"
    elif len(line.text) > limits.CALENDAR_LINE_CHARACTERS:
        section.fault = f"{line.name} has more than {limits.CALENDAR_LINE_CHARACTERS} characters"
    elif len(section.lines) >= limits.CALENDAR_LINES_PER_PART:
        section.fault = f"it has more than {limits.CALENDAR_LINES_PER_PART} lines"
    else:
        section.lines.append(line)
    return section.fault is None


def _placed(lines: Iterable[str]) -> Iterator[tuple[tuple[str, ...], Line]]:
    """Each property and each BEGIN with the components around it; a BEGIN's own is the last of them."""
    path: tuple[str, ...] = ()
    begun = False
    for text in lines:
        name = _name(text)
        if name == "BEGIN":
            path = (*path, text[6:].strip().upper())
            if path[0] != "VCALENDAR":
                break
            if len(path) > limits.CALENDAR_DEPTH:
                raise invalid(f"components lie in each other deeper than {limits.CALENDAR_DEPTH}", _FIELD)
            begun = True
            yield path, Line("BEGIN", text, path[-1])
        elif name == "END":
            path = _closed(path, text[4:].strip().upper())
        elif path:
            yield path, Line(name, text, path[-1] if len(path) > 2 else "")
    if not begun:
        raise invalid("the file holds no calendar", _FIELD)
    if path:
        raise invalid(f"the file is cut off: there is no END:{path[-1][:40]}", _FIELD)


def _closed(path: tuple[str, ...], name: str) -> tuple[str, ...]:
    if not path or path[-1] != name:
        raise _mismatch(path, name)
    return path[:-1]


def _mismatch(path: tuple[str, ...], name: str) -> Refused:
    open_ = path[-1][:40] if path else "nothing"
    return invalid(f"END:{name[:40]} where {open_} is open", _FIELD)


def _name(text: str) -> str:
    """What stands before the first colon or semicolon."""
    colon, semicolon = text.find(":"), text.find(";")
    end = min(colon, semicolon) if semicolon >= 0 <= colon else max(colon, semicolon)
    return text[: max(end, 0)].strip().upper()
