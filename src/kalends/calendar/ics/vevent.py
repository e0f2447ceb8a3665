"""One VEVENT as bytes (RFC 5545 §3.6.1)."""

from datetime import date, datetime, timedelta
from functools import cache

from kalends.calendar.description import plain_text
from kalends.calendar.ics import line
from kalends.calendar.ics.model import Attendee, Vevent
from kalends.calendar.mail_link import mail_link
from kalends.calendar.zones import to_instant, zone

# Names under which the zone table knows UTC; their times are written with Z and need no VTIMEZONE.
UTC_NAMES = frozenset(
    {
        *("UTC", "UCT", "Universal", "Zulu", "GMT", "GMT0", "GMT+0", "GMT-0", "Greenwich"),
        *("Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu"),
        *("Etc/GMT", "Etc/GMT0", "Etc/GMT+0", "Etc/GMT-0", "Etc/Greenwich"),
    }
)


def render_vevent(vevent: Vevent) -> bytes:
    """The component from BEGIN:VEVENT to its END, the same bytes for the same values.

    Raises Refused INVALID for a zone that is not in the table.
    """
    lines = ["BEGIN:VEVENT", f"UID:{line.text(vevent.uid)}", f"DTSTAMP:{line.instant(vevent.dtstamp)}"]
    lines += _times(vevent)
    lines += _words(vevent)
    lines += _state(vevent)
    for lead in vevent.alarms:
        lines += _alarm(lead, vevent.summary)
    lines.append("END:VEVENT")
    return line.content(lines)


def _times(vevent: Vevent) -> list[str]:
    lines = []
    if vevent.recurrence_id is not None:
        lines.append(_time("RECURRENCE-ID", vevent, vevent.recurrence_id))
    lines.append(_time("DTSTART", vevent, vevent.dtstart))
    lines.append(_time("DTEND", vevent, vevent.dtend))
    if vevent.rrule:
        lines.append(f"RRULE:{line.plain(vevent.rrule)}")
    if vevent.exdates:
        lines.append(_time("EXDATE", vevent, *vevent.exdates))
    return lines


def _time(name: str, vevent: Vevent, *values: datetime | date) -> str:
    first = values[0]
    if not isinstance(first, datetime):
        return f"{name};VALUE=DATE:" + ",".join(map(line.day, values))
    moments = [value for value in values if isinstance(value, datetime)]
    if vevent.zone is None:
        return f"{name}:" + ",".join(map(line.wall_clock, moments))
    if vevent.zone in UTC_NAMES:
        return f"{name}:" + ",".join(line.wall_clock(moment) + "Z" for moment in moments)
    if _is_second_time(vevent):
        return f"{name}:" + ",".join(line.instant(to_instant(moment, vevent.zone)) for moment in moments)
    return name + _tzid(vevent.zone) + ",".join(map(line.wall_clock, moments))


def _is_second_time(vevent: Vevent) -> bool:
    """Whether only UTC can say it: with a TZID, a time that happens twice is always the first one (§3.3.5)."""
    times = (vevent.dtstart, vevent.dtend)
    return vevent.rrule is None and any(isinstance(moment, datetime) and moment.fold for moment in times)


@cache
def _tzid(name: str) -> str:
    return f";TZID={zone(name).key}:"


def _words(vevent: Vevent) -> list[str]:
    lines = []
    if vevent.summary is not None:
        lines.append(f"SUMMARY:{line.text(vevent.summary)}")
    if vevent.description_html:
        lines.append(f"DESCRIPTION:{line.text(plain_text(vevent.description_html))}")
        if "<" in vevent.description_html:
            body = f"<html><body>{vevent.description_html}</body></html>"
            lines.append(f"X-ALT-DESC;FMTTYPE=text/html:{line.text(body)}")
    if vevent.location:
        lines.append(f"LOCATION:{line.text(vevent.location)}")
    if vevent.geo is not None:
        lines.append(f"GEO:{vevent.geo[0]:.6f};{vevent.geo[1]:.6f}")
    if vevent.url:
        lines.append(f"URL:{line.plain(vevent.url)}")
    if vevent.conference:
        lines.append(f"CONFERENCE;VALUE=URI;FEATURE=VIDEO:{line.plain(vevent.conference)}")
    if vevent.follows:
        lines.append(f"RELATED-TO;RELTYPE=SIBLING:{line.text(vevent.follows)}")
    if vevent.categories:
        lines.append("CATEGORIES:" + ",".join(map(line.text, vevent.categories)))
    if vevent.organizer is not None and vevent.organizer[1]:
        lines.append(_organizer(*vevent.organizer))
    if vevent.attendee is not None:
        lines.append(_attendee(vevent.attendee))
    return lines


def _organizer(name: str, mail: str) -> str:
    common_name = f";CN={line.parameter(name)}" if name else ""
    return f"ORGANIZER{common_name}:{line.plain(mail_link(mail))}"


def _attendee(it: Attendee) -> str:
    common_name = f";CN={line.parameter(it.name)}" if it.name else ""
    asked = ";RSVP=TRUE" if it.asked else ""
    return f"ATTENDEE{common_name};PARTSTAT={it.participation}{asked}:{line.plain(mail_link(it.mail))}"


def _state(vevent: Vevent) -> list[str]:
    lines = []
    if vevent.status:
        lines.append(f"STATUS:{line.text(vevent.status)}")
    if vevent.transparent:
        lines += ["TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"]
    elif vevent.transparent is not None:
        lines.append("TRANSP:OPAQUE")
    lines.append(f"SEQUENCE:{vevent.sequence}")
    if vevent.created is not None:
        lines.append(f"CREATED:{line.instant(vevent.created)}")
    if vevent.last_modified is not None:
        lines.append(f"LAST-MODIFIED:{line.instant(vevent.last_modified)}")
    return lines


def _alarm(lead: timedelta, summary: str | None) -> list[str]:
    said = f"DESCRIPTION:{line.text(summary or 'Reminder')}"
    return ["BEGIN:VALARM", "ACTION:DISPLAY", said, f"TRIGGER:{line.duration(-lead)}", "END:VALARM"]
