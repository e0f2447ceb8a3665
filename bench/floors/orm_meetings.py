"""Planning Center's list in floor (c): the page, its total and its groups as JSON:API."""

import base64
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from bench.floors.orm_events import Event, EventDate, Occurrence
from bench.floors.orm_record import Group
from bench.floors.orm_session import Reading, credential
from bench.floors.orm_shapes import moment

router = APIRouter()


class Linkage(BaseModel):
    """Another object's type and id."""

    type: str
    id: str


class Attributes(BaseModel):
    """An event's attributes (reference §1.2)."""

    attendance_requests_enabled: bool = False
    automated_reminder_enabled: bool = False
    canceled: bool
    canceled_at: str | None
    description: str | None
    ends_at: str | None
    image: dict[str, str] = {}
    location_type_preference: str
    multi_day: bool
    name: str
    reminders_sent: bool = False
    reminders_sent_at: str | None = None
    repeating: bool
    starts_at: str | None
    virtual_location_url: str | None
    visitors_count: int | None


class Resource(BaseModel):
    """One object of JSON:API."""

    type: str
    id: str
    attributes: Attributes | dict[str, Any]
    relationships: dict[str, dict[str, Linkage | None]] = {}
    links: dict[str, str]


class Document(BaseModel):
    """A page of them."""

    links: dict[str, str]
    data: list[Resource]
    included: list[Resource]
    meta: dict[str, Any]


@router.get("/groups/v2/events")
async def meetings(
    session: Reading,
    request: Request,
    authorization: Annotated[str, Header()],
    per_page: Annotated[int, Query(ge=1, le=100)] = 25,
    offset: int = 0,
    include: str = "",
) -> Document:
    """The first meetings of an organization, by start."""
    secret = base64.b64decode(authorization.removeprefix("Basic ")).decode()
    asker = await credential(session, request.app.state.database.keyring, "application", secret)
    here = asker.organization_id
    total = await session.scalar(select(func.sum(Group.occurrences)).where(Group.organization_id == here))
    page = await session.scalars(
        select(Occurrence)
        .where(Occurrence.organization_id == here, Occurrence.live == 1)
        .order_by(Occurrence.starts_at, Occurrence.number)
        .limit(per_page)
        .offset(offset)
        .options(
            joinedload(Occurrence.of_event).load_only(Event.rrule),
            joinedload(Occurrence.of_date).joinedload(EventDate.where),
            joinedload(Occurrence.group),
        )
    )
    found = page.all()
    groups = {one.group.number: one.group for one in found} if include else {}
    return Document(
        links={"self": str(request.url)},
        data=[_meeting(one) for one in found],
        included=[_group(one) for one in groups.values()],
        meta={"total_count": int(total or 0), "count": len(found), "next": {"offset": offset + per_page}},
    )


def _meeting(one: Occurrence) -> Resource:
    attributes = Attributes(
        canceled=one.cancelled == 1, canceled_at=moment(one.cancelled_at), description=one.of_date.description,
        ends_at=moment(one.ends_at), location_type_preference="physical" if one.place else "virtual", multi_day=False,
        name=one.name, repeating=one.of_event.rrule is not None, starts_at=moment(one.starts_at),
        virtual_location_url=one.of_date.virtual_url, visitors_count=one.visitors,
    )  # fmt: skip
    relationships: dict[str, dict[str, Linkage | None]] = {
        "attendance_submitter": {"data": None},
        "group": {"data": Linkage(type="Group", id=str(one.group_number))},
        "location": {"data": Linkage(type="Location", id=str(one.place)) if one.place else None},
        "repeating_event": {"data": Linkage(type="RepeatingEvent", id=str(one.event))},
    }
    links = {"self": f"http://localhost/groups/v2/events/{one.number}"}
    return Resource(type="Event", id=str(one.number), attributes=attributes, relationships=relationships, links=links)


def _group(group: Group) -> Resource:
    attributes = {"name": group.name, "created_at": moment(group.created_at), "memberships_count": group.members}
    links = {"self": f"http://localhost/groups/v2/groups/{group.number}"}
    return Resource(type="Group", id=str(group.number), attributes=attributes, links=links)
