"""One VEVENT (RFC 5545 §3.6.1) from elsewhere."""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from kalends.calendar.ics_reading.content import Content, Moment, duration, instant, moment, parsed
from kalends.calendar.ics_reading.model import ForeignEvent
from kalends.calendar.ics_reading.sections import Section
from kalends.calendar.ics_reading.zone_names import ZoneNames
from kalends.domain import limits
from kalends.domain.errors import Refused, invalid

_DAY = timedelta(days=1)
_LONGEST_LEAD = timedelta(days=28)
_GEO = re.compile(r"\s*([+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?)\s*[;,]\s*([+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?)\s*", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_CONFERENCES = ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")
_ASKED_AT = "DTSTAMP"


class Read(Struct, frozen=True):
    """A VEVENT, and the meeting of its series that it stands for; None where it is a whole one."""

    event: ForeignEvent
    instead_of: Moment | None


class _Said:
    """The properties of one VEVENT, parsed as they are asked for."""

    def __init__(self, section: Section) -> None:
        self.every: dict[str, list[Content]] = {}
        for line in section.lines:
            name = "VALARM" if line.within == "VALARM" else line.name
            if name != "BEGIN" and line.name != "BEGIN":
                self.every.setdefault(name, []).append(parsed(line.text))

    def first(self, *names: str) -> Content | None:
        return next((self.every[name][0] for name in names if name in self.every), None)

    def text(self, name: str) -> str | None:
        found = self.first(name)
        return found.text.strip() or None if found else None

    def word(self, name: str) -> str:
        return (self.text(name) or "").upper()


def read_event(section: Section, names: ZoneNames) -> Read:
    """Raises INVALID for what no calendar could show; odd details are passed over."""
    if section.fault:
        raise invalid(section.fault)
    said = _Said(section)
    if said.first("EXRULE"):
        raise invalid("it has an EXRULE, which nobody knows any more")
    start = _start(said, names)
    if start is None:
        raise invalid("it has no start")
    end = _end(said, start, names)
    instead_of = said.first("RECURRENCE-ID")
    if instead_of is not None and instead_of.parameters.get("RANGE"):
        raise invalid("it changes this meeting and all that follow, in a way that programs gave up")
    event = ForeignEvent(
        uid=said.text("UID") or "",
        start=basic(start.wall),
        end=basic(end),
        zone=start.zone,
        rule=_rule(said),
        exdates=tuple(_exdates(said, start, names)),
        rdates=tuple(_rdates(said, start, end, names)),
        digest=_digest(section),
        **_words(said),
        **_state(said),
    )
    return Read(event, None if instead_of is None else _moments(instead_of, names, 1)[0])


def basic(wall: Any) -> str:
    """A local day or time as recurrence ids have it."""
    return str(wall.isoformat()).replace("-", "").replace(":", "")


def _start(said: _Said, names: ZoneNames) -> Moment | None:
    found = said.first("DTSTART")
    return None if found is None else _moments(found, names, 1)[0]


def _end(said: _Said, start: Moment, names: ZoneNames) -> Any:
    """By the clock of the start, exclusive (§3.6.1 says what holds where nothing is said)."""
    told, length = said.first("DTEND"), said.first("DURATION")
    if told is not None:
        moment_ = _moments(told, names, 1)[0]
        if moment_.is_day != start.is_day:
            raise invalid("start and end are both days, or both times")
        end = moment_.in_zone(start.zone)
        if start.is_day and end == start.wall:
            end += _DAY  # a common fault: the last day instead of the one after it
    elif length is not None:
        end = start.later(duration(length.value)).wall
    else:
        end = start.wall + _DAY if start.is_day else start.wall
    if end < start.wall:
        raise invalid("the end is before the start")
    return end


def _moments(content: Content, names: ZoneNames, most: int) -> list[Moment]:
    """The values of a property of times; PERIODs give their starts. Raises INVALID."""
    if content.value.count(",") >= most:
        raise invalid(f"{content.name} names more than {most} times")
    found = []
    for text in content.value.split(","):
        bare = moment(text.partition("/")[0], None)
        tzid = content.parameters.get("TZID")
        if tzid and bare.zone is None and not bare.is_day:
            bare = Moment(bare.wall, names.meant(tzid, bare.wall.year))
        found.append(bare)
    return found


def _every_moment(said: _Said, name: str, names: ZoneNames, most: int) -> Iterator[tuple[Content, list[Moment]]]:
    for content in said.every.get(name, ()):
        if content.value.strip():
            yield content, _moments(content, names, most)


def _exdates(said: _Said, start: Moment, names: ZoneNames) -> Iterator[str]:
    most = limits.EXDATES_PER_EVENT
    for _, moments in _every_moment(said, "EXDATE", names, most):
        for one in moments:
            wall = one.in_zone(start.zone)
            yield basic(wall)[:8] if start.is_day else basic(wall)


def _rdates(said: _Said, start: Moment, end: Any, names: ZoneNames) -> Iterator[tuple[str, str]]:
    """Further meetings, of the same length unless a PERIOD says another one."""
    for content, moments in _every_moment(said, "RDATE", names, limits.DATES_PER_EVENT):
        for text, one in zip(content.value.split(","), moments, strict=True):
            if one.is_day != start.is_day:
                raise invalid("RDATE names days for an event with times, or times for one of days")
            wall: Any = one.in_zone(start.zone)
            yield basic(wall), basic(_period_end(text, one, start, names, content) or wall + (end - start.wall))


def _period_end(text: str, one: Moment, start: Moment, names: ZoneNames, content: Content) -> Any:
    told = text.partition("/")[2]
    if not told:
        return None
    if told.startswith(("P", "+P")):
        return one.later(duration(told)).in_zone(start.zone)
    return _moments(Content("RDATE", content.parameters, told), names, 1)[0].in_zone(start.zone)


def _rule(said: _Said) -> str | None:
    """RRULE in upper case without the parts that are somebody's own. Raises INVALID for two of them."""
    rules = said.every.get("RRULE", [])
    if len(rules) > 1:
        raise invalid("it has two recurrence rules")
    if not rules:
        return None
    parts = [part.strip() for part in rules[0].value.upper().replace(" ", "").strip(";").split(";")]
    return ";".join(part for part in parts if not part.startswith("X-")) or None


def _words(said: _Said) -> dict[str, Any]:
    html = next((it.text for it in _styled(said)), None)
    categories = [it for content in said.every.get("CATEGORIES", ())[:10] for it in content.value.split(",")[:20]]
    return {
        "summary": said.text("SUMMARY") or "",
        "description": said.text("DESCRIPTION"),
        "html": html,
        "location": said.text("LOCATION"),
        "geo": _geo(said),
        "url": None if (url := said.first("URL")) is None else url.value.strip() or None,
        "conference": None if (found := said.first(*_CONFERENCES)) is None else found.value.strip() or None,
        "organizer": _organizer(said),
        "categories": tuple(dict.fromkeys(Content("", {}, it).text.strip()[:100] for it in categories if it.strip())),
    }


def _styled(said: _Said) -> Iterator[Content]:
    for name in ("STYLED-DESCRIPTION", "X-ALT-DESC", "DESCRIPTION"):
        yield from (it for it in said.every.get(name, ()) if it.parameters.get("FMTTYPE", "").lower() == "text/html")


def _geo(said: _Said) -> tuple[float, float] | None:
    found = said.first("GEO")
    match = None if found is None else _GEO.fullmatch(found.value)
    if match is None or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
        return None
    return float(match[1]), float(match[2])


def _organizer(said: _Said) -> tuple[str, str] | None:
    found = said.first("ORGANIZER")
    scheme, _, mail = ("", "", "") if found is None else found.value.partition(":")
    return (found.parameters.get("CN", ""), mail.strip()) if found and scheme.lower() == "mailto" else None


def _state(said: _Said) -> dict[str, Any]:
    sequence, status = said.text("SEQUENCE") or "", said.word("STATUS")
    modified = next((it.value for name in ("LAST-MODIFIED", _ASKED_AT) if (it := said.first(name))), "")
    created = said.first("CREATED")
    return {
        "sequence": int(sequence) if _NUMBER.fullmatch(sequence) else 0,
        "modified": _stamp(modified),
        "created": _stamp(created.value if created else ""),
        "status": status if status in ("TENTATIVE", "CONFIRMED", "CANCELLED") else None,
        "transparent": {"TRANSPARENT": True, "OPAQUE": False}.get(said.word("TRANSP")),
        "private": said.word("CLASS") in ("PRIVATE", "CONFIDENTIAL"),
        "leads_s": tuple(sorted(set(_leads(said)), reverse=True))[: limits.REMINDERS_PER_EVENT],
    }


def _stamp(value: str) -> str | None:
    found: datetime | None = instant(value)
    return None if found is None or found.year < limits.YEAR_FIRST else f"{basic(found.replace(tzinfo=None))}Z"


def _leads(said: _Said) -> Iterator[int]:
    """Of alarms that go by the start; others have no meaning for those who did not set them."""
    for trigger in said.every.get("VALARM", ()):
        if trigger.parameters.get("RELATED", "START").upper() != "START":
            continue
        try:
            lead = -duration(trigger.value)
        except Refused:
            continue  # at a fixed moment
        if timedelta() <= lead <= _LONGEST_LEAD:
            yield int(lead.total_seconds())


def _digest(section: Section) -> str:
    lines = "\n".join(line.text for line in section.lines if line.name != _ASKED_AT)
    return hashlib.sha256(lines.encode()).hexdigest()[:32]
