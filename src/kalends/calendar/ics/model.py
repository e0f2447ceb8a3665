"""What one iCalendar file says, as values: all that the emitter needs and nothing of where it comes from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Whom a personal file, or an invitation, is for (§3.8.4.1). participation: PARTSTAT. asked: a reply is wanted."""

    mail: str
    name: str = ""
    participation: str = "NEEDS-ACTION"
    asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Vevent:
    """One VEVENT (RFC 5545 §3.6.1). Texts are as people wrote them; the emitter escapes.

    dtstamp, created, last_modified: aware UTC; dtstamp is the last revision, never the time of rendering (§3.8.7.2).
    dtstart, dtend, recurrence_id, exdates: all naive wall-clock times in `zone`, or all dates; dtend is exclusive.
    zone: IANA name. None for dates, and for a floating time. A name of UTC gives times with Z.
    description_html: HTML already cleaned. geo: latitude, longitude. organizer: name, mail address; without an
    address there is none. transparent: None when nobody said. rrule: as `rule_text` gives it.
    follows: UID of the series that this one continues. alarms: leads before the start.
    attendee: only in what is sent to this one person; never in a file or feed that others see (§3.8.4.1).
    """

    uid: str
    dtstamp: datetime
    dtstart: datetime | date
    dtend: datetime | date
    sequence: int = 0
    zone: str | None = None
    summary: str | None = None
    created: datetime | None = None
    last_modified: datetime | None = None
    description_html: str | None = None
    location: str | None = None
    geo: tuple[float, float] | None = None
    url: str | None = None
    conference: str | None = None
    organizer: tuple[str, str] | None = None
    status: str | None = None
    transparent: bool | None = None
    rrule: str | None = None
    exdates: tuple[datetime | date, ...] = ()
    recurrence_id: datetime | date | None = None
    follows: str | None = None
    alarms: tuple[timedelta, ...] = ()
    categories: tuple[str, ...] = ()
    attendee: Attendee | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vcalendar:
    """One VCALENDAR (RFC 5545 §3.4, RFC 7986).

    method: None leaves METHOD out, as stored CalDAV objects must (RFC 4791 §4.1).
    refresh: how often a subscriber may come back. source: the address that the feed is fetched from.
    zone: the calendar's own zone, for clients that show one.
    """

    name: str | None = None
    vevents: tuple[Vevent, ...] = ()
    method: str | None = "PUBLISH"
    refresh: timedelta | None = None
    source: str | None = None
    url: str | None = None
    description: str | None = None
    zone: str | None = None
