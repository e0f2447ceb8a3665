"""What a calendar file from elsewhere says. Only types that one process can send to another as JSON."""

from msgspec import Struct


class ForeignEvent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One VEVENT with the meetings that differ from it. Texts are unescaped and otherwise as they came.

    start, end, exdates, recurrence_id: local, "20260106T193000", or "20260106" of a day; the end is exclusive.
    zone: IANA name; None for days, and for times that are on nobody's clock ("floating"). rdates: start and end each.
    recurrence_id: by the clock of the series. modified: LAST-MODIFIED, else DTSTAMP, "20260106T183000Z".
    organizer: name, mail address. leads_s: of alarms before the start. private: CLASS says that it is not for all.
    digest: of all that is read here but DTSTAMP, which some programs set to the moment of asking.
    """

    uid: str
    start: str
    end: str
    zone: str | None = None
    sequence: int = 0
    created: str | None = None
    modified: str | None = None
    summary: str = ""
    description: str | None = None
    html: str | None = None
    location: str | None = None
    geo: tuple[float, float] | None = None
    url: str | None = None
    conference: str | None = None
    organizer: tuple[str, str] | None = None
    status: str | None = None
    transparent: bool | None = None
    private: bool = False
    categories: tuple[str, ...] = ()
    rule: str | None = None
    exdates: tuple[str, ...] = ()
    rdates: tuple[tuple[str, str], ...] = ()
    recurrence_id: str | None = None
    leads_s: tuple[int, ...] = ()
    overrides: tuple["ForeignEvent", ...] = ()
    digest: str = ""


class LeftOut(Struct, frozen=True):
    """An event that could not be taken, or a meeting of one. reason: a sentence for people."""

    uid: str
    summary: str
    reason: str


class ForeignCalendar(Struct, frozen=True, kw_only=True):
    """One file. zone: the calendar's own, for times without one. refresh_s: how often it asks to be fetched."""

    name: str | None = None
    description: str | None = None
    zone: str | None = None
    refresh_s: int | None = None
    events: tuple[ForeignEvent, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
