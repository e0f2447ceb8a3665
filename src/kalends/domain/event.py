"""An event and its dates: what an organiser wrote, kept as written, with the rules for writing and rewriting it."""

from datetime import datetime
from enum import StrEnum

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from kalends.domain.group import Status, Visibility
from kalends.domain.place import Place


class DateStatus(StrEnum):
    """STATUS of a VEVENT (RFC 5545 §3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Transparency(StrEnum):
    """TRANSP of a VEVENT (RFC 5545 §3.8.2.7): does it take up time in a free/busy search?"""

    TRANSPARENT = "TRANSPARENT"
    OPAQUE = "OPAQUE"


class EventSettings(Struct, frozen=True, omit_defaults=True):
    """How an event is presented. Stored as JSON.

    rsvp: answers are asked for on the public page. distribution: the date itself is handed out.
    file_name: the calendar file's name without ending; None is "event".
    """

    rsvp: bool = False
    call_to_action: bool = False
    button_hidden: bool = False
    distribution: bool = True
    file_name: str | None = None


def ordinary(settings: EventSettings) -> EventSettings:
    """Of an event whose RSVP form is gone: it asks for no answers any more (reference atcp §1.9)."""
    return replace(settings, rsvp=False)


class Recurrence(Struct, frozen=True, omit_defaults=True):
    """Recurrence as it was typed: six simple fields, or one RRULE. Stored as JSON.

    simplified: True reads the simple fields, False reads `rule`.
    by_day like "2MO,TU"; by_month like "1,2,12"; by_month_day like "3,23"; weekstart like "MO".
    exdate: what the rule leaves out, in order: local days like "20261224", or single starts like "20261224T193000".
    follows: UID of the series that this one continues, since it was split off it; None for all others.
    """

    simplified: bool = False
    rule: str | None = None
    simple_type: str | None = None
    interval: int | None = None
    by_day: str | None = None
    by_month: str | None = None
    by_month_day: str | None = None
    count: int | None = None
    weekstart: str | None = None
    exdate: tuple[str, ...] = ()
    follows: str | None = None


class EventDate(Struct, frozen=True):
    """One date of an event: one VEVENT with a UID of its own.

    start_date: "YYYY-MM-DD" or dynamic like "today+4"; start_time: "HH:MM[:SS]" or None. Wall-clock in `zone`.
    end_date: the last day (inclusive); None is the start's. end_time: None with start_time None.
    zone: IANA name as typed; None was not typed (a timed date is then in Etc/GMT).
    all_day: times, where present, are kept for the dialect that sent them and otherwise ignored.
    folds: 1 for the second of two equal wall-clock times.
    """

    number: int
    uid: str
    name: str
    start_date: str
    start_time: str | None = None
    start_fold: int = 0
    end_date: str | None = None
    end_time: str | None = None
    end_fold: int = 0
    zone: str | None = None
    all_day: bool = False
    description: str | None = None  # HTML of the seed's few tags
    place: Place | None = None
    virtual_url: str | None = None
    image: str | None = None  # address path of an asset of ours
    status: DateStatus | None = None
    availability: Transparency | None = None
    organizer_name: str | None = None
    organizer_email: str | None = None
    attendee_name: str | None = None
    attendee_email: str | None = None

    @property
    def is_off(self) -> bool:
        """Is it cancelled as a whole?"""
        return self.status is DateStatus.CANCELLED


class Event(Struct, frozen=True):
    """One event with its dates in order, as stored.

    rrule: canonical, without prefix; None for no recurrence. first_start, last_end: aware UTC over all fixed
    dates; None without any; last_end None also when endless. dynamic: some date counts from today. rows_until:
    occurrences are written up to this local start ("YYYYMMDD…"); None when all are. sequence: RFC 5545 §3.8.7.4.
    revised_at: the last revision (DTSTAMP). group_prokey: of the group it is in, for reading.
    """

    number: int
    prokey: str
    group: int
    creator: int | None
    dates: tuple[EventDate, ...]
    created_at: datetime
    revised_at: datetime
    updated_at: datetime | None = None
    status: Status = Status.PUBLISHED
    visibility: Visibility | None = None
    title: str | None = None
    recurrence: Recurrence = Recurrence()
    rrule: str | None = None
    layout: int | None = None
    landingpage: int | None = None
    rsvp_block: int | None = None
    cta_block: int | None = None
    settings: EventSettings = EventSettings()
    first_start: datetime | None = None
    last_end: datetime | None = None
    dynamic: bool = False
    rows_until: str | None = None
    zone_table: str = ""
    sequence: int = 0
    group_prokey: str = ""


class DatePatch(Struct, frozen=True, kw_only=True):
    """A change to one date, or a new one. UNSET keeps, None clears. Descriptions are HTML, cleaned by the domain."""

    name: str | None | UnsetType = UNSET
    start_date: str | None | UnsetType = UNSET
    start_time: str | None | UnsetType = UNSET
    start_fold: int | UnsetType = UNSET
    end_date: str | None | UnsetType = UNSET
    end_time: str | None | UnsetType = UNSET
    end_fold: int | UnsetType = UNSET
    zone: str | None | UnsetType = UNSET
    all_day: bool | UnsetType = UNSET  # unset: all day exactly when there is no start_time
    description: str | None | UnsetType = UNSET
    place: Place | None | UnsetType = UNSET
    place_told: str | None | UnsetType = UNSET  # a free text instead of `place`; see place.retold
    virtual_url: str | None | UnsetType = UNSET
    image: str | None | UnsetType = UNSET
    status: DateStatus | None | UnsetType = UNSET
    availability: Transparency | None | UnsetType = UNSET
    organizer_name: str | None | UnsetType = UNSET
    organizer_email: str | None | UnsetType = UNSET
    attendee_name: str | None | UnsetType = UNSET
    attendee_email: str | None | UnsetType = UNSET


class EventPatch(Struct, frozen=True, kw_only=True):
    """A change to an event, or a new one. UNSET keeps, None clears. `dates` is positional."""

    dates: tuple[DatePatch, ...] | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    title: str | None | UnsetType = UNSET
    simplified: bool | None | UnsetType = UNSET
    rule: str | None | UnsetType = UNSET
    simple_type: str | None | UnsetType = UNSET
    interval: int | None | UnsetType = UNSET
    by_day: str | None | UnsetType = UNSET
    by_month: str | None | UnsetType = UNSET
    by_month_day: str | None | UnsetType = UNSET
    count: int | None | UnsetType = UNSET
    weekstart: str | None | UnsetType = UNSET
    exdate: tuple[str, ...] | UnsetType = UNSET
    layout: int | None | UnsetType = UNSET
    landingpage: int | None | UnsetType = UNSET
    rsvp_block: int | None | UnsetType = UNSET
    cta_block: int | None | UnsetType = UNSET
    rsvp: bool | UnsetType = UNSET
    call_to_action: bool | UnsetType = UNSET
    button_hidden: bool | UnsetType = UNSET
    distribution: bool | UnsetType = UNSET
    file_name: str | None | UnsetType = UNSET
    reminders: tuple[int, ...] | UnsetType = UNSET  # chat reminders, seconds before the start
