"""Floor (c): FastAPI and SQLAlchemy's ORM doing the same, the way their documentation shows it."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, HTTPException
from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from bench.floors import orm_meetings
from bench.floors.orm_events import Event, EventDate
from bench.floors.orm_making import make
from bench.floors.orm_record import Credential, Group, Membership
from bench.floors.orm_session import Database, Reading, Writing, key_holder, key_writer
from bench.floors.orm_shapes import Created, EventIn, EventLine, EventOut, event_out, line

router = APIRouter()
Asker = Annotated[Credential, Depends(key_holder)]
Maker = Annotated[Credential, Depends(key_writer)]


def build(data: Path, database: str) -> FastAPI:
    """data: where the installation's secret is. database: a file of SQLite, or postgresql://…"""
    app = FastAPI()
    app.state.database = Database(data, database)
    app.include_router(router)
    app.include_router(orm_meetings.router)
    return app


@router.get("/v1/event/all")
async def listed(session: Reading, asker: Asker, group: str) -> list[EventLine]:
    """The events of a group."""
    found = await _group(session, asker, group)
    events = await session.scalars(
        select(Event)
        .where(Event.organization_id == asker.organization_id, Event.group_number == found.number)
        .where(Event.deleted_at.is_(None))
        .order_by(Event.number)
        .limit(800)
        .options(selectinload(Event.dates))
    )
    return [line(event) for event in events]


@router.get("/v1/event/{prokey}")
async def one(session: Reading, asker: Asker, prokey: str) -> EventOut:
    """One event with its dates."""
    found = (
        await session.execute(
            select(Event, Membership.role)
            .join(Event.group)
            .outerjoin(Membership, _in_group(asker))
            .where(Event.organization_id == asker.organization_id, Event.prokey == prokey)
            .where(Event.deleted_at.is_(None), Group.deleted_at.is_(None))
            .options(joinedload(Event.group), selectinload(Event.dates).joinedload(EventDate.where))
        )
    ).first()
    if found is None or not _may_see(asker, found[1]):
        raise HTTPException(404)
    return event_out(found[0])


@router.post("/v1/event", status_code=201)
async def created(session: Writing, asker: Maker, body: EventIn) -> Created:
    """A new event with its meetings."""
    group = await _group(session, asker, body.event_group)
    return Created(prokey=await make(session, asker, group, body))


async def _group(session: AsyncSession, asker: Credential, prokey: str) -> Group:
    found = (
        await session.execute(
            select(Group, Membership.role)
            .outerjoin(Membership, _in_group(asker))
            .where(Group.organization_id == asker.organization_id, Group.prokey == prokey, Group.deleted_at.is_(None))
        )
    ).first()
    if found is None or not _may_see(asker, found[1]):
        raise HTTPException(404)
    group: Group = found[0]
    return group


def _in_group(asker: Credential) -> ColumnElement[bool]:
    return and_(
        Membership.organization_id == Group.organization_id,
        Membership.group_number == Group.number,
        Membership.person == asker.person,
        Membership.left_at.is_(None),
    )


def _may_see(asker: Credential, role: str | None) -> bool:
    return role is not None or asker.owner.role == "administrator"
