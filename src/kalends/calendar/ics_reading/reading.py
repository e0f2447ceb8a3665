"""A whole calendar file from elsewhere: each event with the meetings that differ, and what could not be taken."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from kalends.calendar.ics_reading.content import duration, parsed
from kalends.calendar.ics_reading.event import Read, basic, read_event
from kalends.calendar.ics_reading.lines import unfolded
from kalends.calendar.ics_reading.model import ForeignCalendar, ForeignEvent, LeftOut
from kalends.calendar.ics_reading.sections import Section, Sections, divided
from kalends.calendar.ics_reading.zone_names import ZoneNames, by_name
from kalends.domain import limits
from kalends.domain.errors import Refused

_SHOWN = 100  # characters of what is said of an event that was left out


def read_calendar(body: bytes) -> ForeignCalendar:
    """The events of a file, in its order. What is wrong with one of them leaves out that one only.

    Takes what programs write against the rules: line feeds alone, no VERSION, several VCALENDARs, zones by names of
    Windows or of their own. Of an event sent twice the newer one counts (RFC 5546 §2.1.5). Raises Refused TOO_LARGE or
    INVALID for a file that is no calendar in UTF-8, is cut off, or passes a bound of domain/limits.py as a whole.
    """
    sections = divided(unfolded(body))
    names, left_out = ZoneNames(sections.vtimezones), list[LeftOut]()
    series: dict[str, ForeignEvent] = {}
    alone: defaultdict[str, list[Read]] = defaultdict(list)
    for section in sections.vevents:
        try:
            read = _named(read_event(section, names))
        except Refused as refused:
            left_out.append(_left_out(section, refused.reason))
            continue
        uid = read.event.uid
        if read.instead_of is not None:
            alone[uid].append(read)
        elif uid not in series or _age(read.event) >= _age(series[uid]):
            series[uid] = read.event
    if sections.unread:
        most = limits.EVENTS_PER_FOREIGN_CALENDAR
        left_out.append(LeftOut("", f"{sections.unread} further events", f"a calendar has at most {most} events"))
    events = (*_joined(series, alone, left_out), *_orphans(series, alone))
    return ForeignCalendar(events=events, left_out=tuple(left_out[: limits.LEFT_OUT_SHOWN]), **_head(sections))


def _named(read: Read) -> Read:
    """An event without a UID gets one that stays while the event does (§3.8.4.7 demands one)."""
    if read.event.uid:
        return read
    made = hashlib.sha256(f"{read.event.summary}\n{read.event.start}\n{read.event.zone}".encode()).hexdigest()[:32]
    return Read(replace(read.event, uid=made), read.instead_of)


def _joined(
    series: dict[str, ForeignEvent], alone: dict[str, list[Read]], left_out: list[LeftOut]
) -> list[ForeignEvent]:
    """Each whole event with the meetings that stand for some of its own."""
    return [_with(event, alone.get(uid, ()), left_out) for uid, event in series.items()]


def _with(event: ForeignEvent, alone: Sequence[Read], left_out: list[LeftOut]) -> ForeignEvent:
    if not alone:
        return event
    if event.rule is None and not event.rdates:
        left_out += [LeftOut(event.uid, it.event.summary, "it stands for a meeting of no series") for it in alone]
        return event
    newest: dict[str, ForeignEvent] = {}
    for it in alone:
        wall = basic(it.instead_of.in_zone(event.zone)) if it.instead_of is not None else ""
        if wall not in newest or _age(it.event) >= _age(newest[wall]):
            newest[wall] = replace(it.event, recurrence_id=wall, rule=None, rdates=(), exdates=())
    digest = hashlib.sha256("".join([event.digest, *(it.digest for it in newest.values())]).encode()).hexdigest()[:32]
    return replace(event, overrides=tuple(newest.values()), digest=digest)


def _orphans(series: dict[str, ForeignEvent], alone: dict[str, list[Read]]) -> list[ForeignEvent]:
    """Meetings whose series is not in the file, as when only one of it was shared: events by themselves."""
    found = []
    for uid, reads in alone.items():
        if uid not in series:
            for it in reads:
                wall = "" if it.instead_of is None else basic(it.instead_of.wall)
                found.append(replace(it.event, uid=f"{uid}-{wall}", rule=None, rdates=(), exdates=()))
    return found


def _age(event: ForeignEvent) -> tuple[int, str]:
    """Rises with each revision."""
    return event.sequence, event.modified or ""


def _head(sections: Sections) -> dict[str, Any]:
    said = {name: line.text.partition(":")[2].strip() for name, line in sections.head.items()}
    return {
        "name": said.get("NAME") or said.get("X-WR-CALNAME"),
        "description": said.get("DESCRIPTION") or said.get("X-WR-CALDESC"),
        "zone": by_name(said["X-WR-TIMEZONE"]) if said.get("X-WR-TIMEZONE") else None,
        "refresh_s": _seconds(said.get("REFRESH-INTERVAL") or said.get("X-PUBLISHED-TTL")),
    }


def _seconds(value: str | None) -> int | None:
    try:
        every = duration(value) if value else timedelta()
    except Refused:
        return None
    return int(every.total_seconds()) or None


def _left_out(section: Section, reason: str) -> LeftOut:
    """What is known of an event that could not be read; its words are cut, since nobody checked them."""
    said: dict[str, str] = {}
    for line in section.lines:
        if line.name in ("UID", "SUMMARY") and not line.within:
            try:
                said.setdefault(line.name, parsed(line.text).text[:_SHOWN])
            except Refused:
                continue
    return LeftOut(said.get("UID", ""), said.get("SUMMARY", ""), reason)
