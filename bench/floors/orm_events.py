"""Events, their dates and their meetings as SQLAlchemy ORM models."""

from sqlalchemy.orm import Mapped, relationship

from bench.floors.orm_record import Base, Group, Place, key


class EventDate(Base):
    __tablename__ = "event_dates"
    organization_id: Mapped[int] = key()
    number: Mapped[int] = key()
    event: Mapped[int]
    position: Mapped[int]
    uid: Mapped[str]
    name: Mapped[str]
    start_date: Mapped[str]
    start_time: Mapped[str | None]
    start_fold: Mapped[int]
    end_date: Mapped[str | None]
    end_time: Mapped[str | None]
    end_fold: Mapped[int]
    zone: Mapped[str | None]
    all_day: Mapped[int]
    description: Mapped[str | None]
    place: Mapped[int | None]
    virtual_url: Mapped[str | None]
    image: Mapped[str | None]
    status: Mapped[str | None]
    availability: Mapped[str | None]
    organizer_name: Mapped[str | None]
    organizer_email: Mapped[str | None]
    attendee_name: Mapped[str | None]
    attendee_email: Mapped[str | None]
    removed_at: Mapped[int | None]
    where: Mapped[Place | None] = relationship(
        primaryjoin=(
            "and_(foreign(EventDate.organization_id) == Place.organization_id,"
            " foreign(EventDate.place) == Place.number)"
        ),
        viewonly=True,
    )


class Event(Base):
    __tablename__ = "events"
    organization_id: Mapped[int] = key()
    number: Mapped[int] = key()
    prokey: Mapped[str]
    group_number: Mapped[int]
    creator: Mapped[int | None]
    status: Mapped[str]
    visibility: Mapped[str | None]
    title: Mapped[str | None]
    recurrence: Mapped[str]
    rrule: Mapped[str | None]
    layout: Mapped[int | None]
    landingpage: Mapped[int | None]
    rsvp_block: Mapped[int | None]
    cta_block: Mapped[int | None]
    settings: Mapped[str]
    first_start: Mapped[int | None]
    last_end: Mapped[int | None]
    dynamic: Mapped[int]
    rows_until: Mapped[str | None]
    zone_table: Mapped[str]
    sequence: Mapped[int]
    revised_at: Mapped[int]
    created_at: Mapped[int]
    updated_at: Mapped[int | None]
    deleted_at: Mapped[int | None]
    dates: Mapped[list[EventDate]] = relationship(
        primaryjoin=(
            "and_(Event.organization_id == foreign(EventDate.organization_id),"
            " Event.number == foreign(EventDate.event), EventDate.removed_at.is_(None))"
        ),
        order_by=EventDate.position,
        viewonly=True,
    )
    group: Mapped[Group] = relationship(
        primaryjoin=(
            "and_(foreign(Event.organization_id) == Group.organization_id, foreign(Event.group_number) == Group.number)"
        ),
        viewonly=True,
    )


class Occurrence(Base):
    __tablename__ = "occurrences"
    organization_id: Mapped[int] = key()
    number: Mapped[int] = key()
    public_id: Mapped[str]
    event: Mapped[int]
    event_date: Mapped[int]
    group_number: Mapped[int]
    ordinal: Mapped[int]
    recurrence_id: Mapped[str]
    override: Mapped[str | None]
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    name: Mapped[str]
    name_fold: Mapped[str]
    place: Mapped[int | None]
    live: Mapped[int]
    cancelled: Mapped[int]
    cancelled_at: Mapped[int | None]
    cancelled_by: Mapped[int | None]
    dropped_at: Mapped[int | None]
    reminders_sent_at: Mapped[int | None]
    attendance_submitter: Mapped[int | None]
    visitors: Mapped[int | None]
    of_event: Mapped[Event] = relationship(
        primaryjoin=(
            "and_(foreign(Occurrence.organization_id) == Event.organization_id,"
            " foreign(Occurrence.event) == Event.number)"
        ),
        viewonly=True,
    )
    of_date: Mapped[EventDate] = relationship(
        primaryjoin=(
            "and_(foreign(Occurrence.organization_id) == EventDate.organization_id,"
            " foreign(Occurrence.event_date) == EventDate.number)"
        ),
        viewonly=True,
    )
    group: Mapped[Group] = relationship(
        primaryjoin=(
            "and_(foreign(Occurrence.organization_id) == Group.organization_id,"
            " foreign(Occurrence.group_number) == Group.number)"
        ),
        viewonly=True,
    )
