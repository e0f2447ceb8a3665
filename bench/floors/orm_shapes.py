"""What floor (c) reads and writes, as Pydantic models."""

from datetime import UTC, datetime

from pydantic import BaseModel, Field

from bench.floors.orm_events import Event, EventDate


class DateIn(BaseModel):
    """One date of `POST /v1/event`."""

    name: str = Field(min_length=1, max_length=300)
    description: str | None = None
    startDate: str  # noqa: N815
    startTime: str | None = None  # noqa: N815
    endDate: str | None = None  # noqa: N815
    endTime: str | None = None  # noqa: N815
    timeZone: str | None = None  # noqa: N815
    location: str | None = None
    status: str | None = None
    availability: str | None = None
    organizer_name: str | None = None
    organizer_email: str | None = None
    attendee_name: str | None = None
    attendee_email: str | None = None


class EventIn(BaseModel):
    """The body of `POST /v1/event`."""

    event_group: str
    dates: list[DateIn] = Field(min_length=1, max_length=200)
    simplified_recurrence: bool = False
    recurrence_simple_type: str | None = None
    recurrence_count: int | None = None


class DateOut(DateIn):
    """One date of an event as answered."""

    name: str


class EventOut(BaseModel):
    """An event as answered."""

    status: str
    dates: list[DateOut]
    title_event_series: str | None
    simplified_recurrence: bool
    recurrence: str | None
    recurrence_interval: int | None = None
    recurrence_count: int | None = None
    recurrence_byDay: str | None = None  # noqa: N815
    recurrence_byMonthDay: str | None = None  # noqa: N815
    recurrence_byMonth: str | None = None  # noqa: N815
    recurrence_weekstart: str | None = None
    recurrence_simple_type: str | None = None
    layout: int | None
    landingpage: int | None
    iCalFileName: str | None  # noqa: N815
    rsvp: bool
    rsvp_block: int | None
    cta: bool
    cta_block: int | None
    hideButton: bool  # noqa: N815
    distribution: bool
    sequence: str
    date_created: str
    date_updated: str | None
    event_group: str
    prokey: str


class EventLine(BaseModel):
    """An event in a list."""

    id: int
    prokey: str
    label: str


class Created(BaseModel):
    """What making an event answers."""

    status: str = "success"
    message: str = "created"
    prokey: str


def moment(micros: int | None) -> str | None:
    """ISO 8601 in UTC with milliseconds."""
    if micros is None:
        return None
    return datetime.fromtimestamp(micros / 1_000_000, UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def date_out(date: EventDate) -> DateOut:
    """A date as answered."""
    return DateOut(
        name=date.name, description=date.description, startDate=date.start_date, startTime=date.start_time,
        endDate=date.end_date, endTime=date.end_time, timeZone=date.zone,
        location=None if date.where is None else date.where.name, status=date.status, availability=date.availability,
        organizer_name=date.organizer_name or "", organizer_email=date.organizer_email or "",
        attendee_name=date.attendee_name, attendee_email=date.attendee_email,
    )  # fmt: skip


def event_out(event: Event) -> EventOut:
    """An event as answered."""
    return EventOut(
        status=event.status, dates=[date_out(date) for date in event.dates], title_event_series=event.title,
        simplified_recurrence=event.rrule is not None, recurrence=event.rrule, layout=event.layout,
        landingpage=event.landingpage, iCalFileName=None, rsvp=False, rsvp_block=event.rsvp_block, cta=False,
        cta_block=event.cta_block, hideButton=False, distribution=True, sequence=str(event.sequence),
        date_created=moment(event.created_at) or "", date_updated=moment(event.updated_at),
        event_group=event.group.prokey, prokey=event.prokey,
    )  # fmt: skip


def line(event: Event) -> EventLine:
    """An event in a list."""
    first = min(date.start_date for date in event.dates)
    return EventLine(id=event.number, prokey=event.prokey, label=f"{event.dates[0].name}, {first}")
