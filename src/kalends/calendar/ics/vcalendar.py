"""One VCALENDAR as bytes (RFC 5545 §3.4, RFC 7986), from events or from events rendered before."""

import re
from collections.abc import Iterable
from datetime import timedelta

from kalends.calendar.ics import line
from kalends.calendar.ics.model import Vcalendar
from kalends.calendar.ics.vevent import UTC_NAMES, render_vevent
from kalends.calendar.ics.vtimezone import render_vtimezone

_PRODID = "-//Kalends//Kalends//EN"
# A zone in use and a year it is used in. Only a property of ours can begin a line; folded text begins with a space.
_ZONE_USE = re.compile(rb"\nDTSTART;TZID=([^:\r\n]+):([0-9]{4})")


def render_calendar(calendar: Vcalendar, rendered_vevents: Iterable[bytes] | None = None) -> bytes:
    """The file from BEGIN:VCALENDAR to its END, the same bytes for the same values.

    rendered_vevents: what `render_vevent` gave for the calendar's events; then `calendar.vevents` is not looked at.
    A VTIMEZONE comes before the events for each zone they use. A calendar without events holds one VTIMEZONE, since
    it must not be empty (§3.6). Raises Refused INVALID for an unknown zone.
    """
    rendered = map(render_vevent, calendar.vevents) if rendered_vevents is None else rendered_vevents
    events = b"".join(rendered)
    zones = _vtimezones(events) or (b"" if events else render_vtimezone(calendar.zone or "Etc/UTC", 1970, 1970))
    return line.content(_head(calendar)) + zones + events + b"END:VCALENDAR\r\n"


def _head(calendar: Vcalendar) -> list[str]:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODID}", "CALSCALE:GREGORIAN"]
    if calendar.method:
        lines.append(f"METHOD:{line.text(calendar.method)}")
    if calendar.name:
        lines += [f"{name}:{line.text(calendar.name)}" for name in ("NAME", "X-WR-CALNAME")]
    if calendar.description:
        lines += [f"{name}:{line.text(calendar.description)}" for name in ("DESCRIPTION", "X-WR-CALDESC")]
    if calendar.zone:
        lines.append(f"X-WR-TIMEZONE:{line.text(calendar.zone)}")
    if calendar.url:
        lines.append(f"URL:{line.plain(calendar.url)}")
    if calendar.source:
        lines.append(f"SOURCE;VALUE=URI:{line.plain(calendar.source)}")
    return lines + _refresh(calendar.refresh)


def _refresh(every: timedelta | None) -> list[str]:
    if every is None:
        return []
    return [f"REFRESH-INTERVAL;VALUE=DURATION:{line.duration(every)}", f"X-PUBLISHED-TTL:{line.duration(every)}"]


def _vtimezones(events: bytes) -> bytes:
    years: dict[str, list[int]] = {}
    for name, year in set(_ZONE_USE.findall(events)):
        years.setdefault(name.decode(), []).append(int(year))
    used = sorted((name, min(used), max(used)) for name, used in years.items() if name not in UTC_NAMES)
    return b"".join(render_vtimezone(*use) for use in used)
