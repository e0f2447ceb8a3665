"""Three edges of an event: who came, what was noted, who said they would come (reference §1.3 to §1.5)."""

from typing import TypeVar

from falcon.asgi import Request, Response

from kalends.actions.attendance import Attendances, list_attendances
from kalends.actions.invitee import list_invitees
from kalends.actions.note import list_notes
from kalends.dialects.context import Context
from kalends.dialects.planningcenter import abilities, attendance_write, person_write, query, selecting, write
from kalends.dialects.planningcenter.errors import forbidden
from kalends.dialects.planningcenter.jsonapi import Included, Linkage
from kalends.dialects.planningcenter.selecting import Keys
from kalends.domain.attendance import Attendance
from kalends.domain.errors import Kind, Refused, not_found
from kalends.domain.invitee import Invitee
from kalends.domain.note import Note
from kalends.domain.occurrence import Entry

Found = TypeVar("Found", Attendance, Note)

_ANSWER_VERTEX = "PlanningCenterGraph::V2023_07_10::Vertices::RsvpVertex"  # as in their refusals (§1.5)
_ONE_NOTE = abilities.Abilities(include=abilities.NOTES.include, pages=False)
_ATTENDANCE_KEYS: Keys[Attendance] = {
    "role": lambda it: it.role,
    "first_name": lambda it: it.person.first_name,
    "last_name": lambda it: it.person.last_name,
    "person.first_name": lambda it: it.person.first_name,
    "person.last_name": lambda it: it.person.last_name,
}
_ANSWER_KEYS: Keys[Invitee] = {"response": attendance_write.response}


class EventAttendances:
    """`/events/{event}/attendances`, one of them, and the person of one."""

    def __init__(self, context: Context) -> None:
        self.store, self.home = context.store, context.public_url

    async def on_get(self, req: Request, resp: Response, event: str) -> None:
        asked = query.read(req, abilities.ATTENDANCES)
        found = await self._found(req, event, people="person" in asked.include)
        rows = [it for it in found.attendances if it.attended or "attended" not in asked.filters]
        page, show = selecting.page(rows, asked, _ATTENDANCE_KEYS), write.show(req, asked, self.home)
        also = Included()
        for it in page.items:
            if (who := found.people.get(it.person.number)) is not None:
                also.put("Person", it.person.number, person_write.person(who, show))
        data = [attendance_write.attendance(it, show) for it in page.items]
        told = write.Rows(data, page.total or 0, _event(event), abilities.ATTENDANCES, also)
        write.listed(req, resp, asked, told, self.home)

    async def on_post(self, req: Request, _resp: Response, **_ids: str) -> None:
        """As theirs (§1.3)."""
        raise forbidden(f"User with id {req.context.actor.person} cannot create a Attendance.")

    async def on_get_one(self, req: Request, resp: Response, event: str, attendance: str) -> None:
        asked = query.read(req, abilities.NOTHING)
        row = _one((await self._found(req, event, people=False)).attendances, attendance)
        data = attendance_write.attendance(row, write.show(req, asked, self.home))
        write.single(req, resp, data, parent=_event(event), can=abilities.NOTHING)

    async def on_get_person(
        self, req: Request, resp: Response, event: str, attendance: str, target: str | None = None
    ) -> None:
        asked = query.read(req, abilities.NOTHING)
        found = await self._found(req, event, people=True)
        who = found.people.get(_one(found.attendances, attendance).person.number)
        if who is None:
            raise not_found()
        data = write.only(target, person_write.person_alone(who, write.show(req, asked, self.home)))
        write.single(req, resp, data, parent={"type": "Attendance", "id": attendance}, can=abilities.NOTHING)

    async def _found(self, req: Request, event: str, *, people: bool) -> Attendances:
        return await self.store.read_long(list_attendances, req.context.actor, query.number(event), people=people)

    on_head, on_head_one, on_head_person = on_get, on_get_one, on_get_person


class EventNotes:
    """`/events/{event}/notes`, one of them, and who wrote it."""

    def __init__(self, context: Context) -> None:
        self.store, self.home = context.store, context.public_url

    async def on_get(self, req: Request, resp: Response, event: str) -> None:
        asked = query.read(req, abilities.NOTES)
        page = selecting.page(await self._found(req, event), asked, {})
        show, also = write.show(req, asked, self.home), Included()
        for note in page.items:
            if "owner" in show.include and note.author and (owner := attendance_write.owner(note, show)):
                also.put("Owner", note.author.number, owner)
        data = [attendance_write.note(note, show) for note in page.items]
        write.listed(
            req, resp, asked, write.Rows(data, page.total or 0, _event(event), abilities.NOTES, also), self.home
        )

    async def on_get_one(self, req: Request, resp: Response, event: str, note: str) -> None:
        asked = query.read(req, _ONE_NOTE)
        found, show = _one(await self._found(req, event), note), write.show(req, asked, self.home)
        owner = attendance_write.owner(found, show) if "owner" in show.include else None
        data, also = attendance_write.note(found, show), [] if owner is None else [owner]
        write.single(req, resp, data, parent=_event(event), can=_ONE_NOTE, also=also)

    async def on_get_owner(
        self, req: Request, resp: Response, event: str, note: str, target: str | None = None
    ) -> None:
        asked = query.read(req, abilities.NOTHING)
        found = _one(await self._found(req, event), note)
        owner = attendance_write.owner(found, write.show(req, asked, self.home))
        if owner is None:
            raise not_found()
        parent = {"type": "EventNote", "id": note}
        write.single(req, resp, write.only(target, owner), parent=parent, can=abilities.NOTHING)

    async def _found(self, req: Request, event: str) -> tuple[Note, ...]:
        return await self.store.read_long(list_notes, req.context.actor, query.number(event))

    on_head, on_head_one, on_head_owner = on_get, on_get_one, on_get_owner


class EventAnswers:
    """`/events/{event}/rsvps`, and one of them."""

    def __init__(self, context: Context) -> None:
        self.store, self.home = context.store, context.public_url

    async def on_get(self, req: Request, resp: Response, event: str) -> None:
        asked = query.read(req, abilities.RSVPS)
        entry, invitees = await self._found(req, event)
        page, show = selecting.page(invitees, asked, _ANSWER_KEYS), write.show(req, asked, self.home)
        data = [attendance_write.rsvp(it, entry, show) for it in page.items]
        write.listed(req, resp, asked, write.Rows(data, page.total or 0, _event(event), abilities.RSVPS), self.home)

    async def on_get_one(self, req: Request, resp: Response, event: str, rsvp: str) -> None:
        asked = query.read(req, abilities.NOTHING)
        entry, invitees = await self._found(req, event)
        rows = [attendance_write.rsvp(it, entry, write.show(req, asked, self.home)) for it in invitees]
        row = next((row for row in rows if row["id"] == rsvp), None)
        if row is None:
            raise not_found()
        write.single(req, resp, row, parent=_event(event), can=abilities.NOTHING)

    async def _found(self, req: Request, event: str) -> tuple[Entry, tuple[Invitee, ...]]:
        """Who may see the event but not this is refused, not shown an empty list (§1.5, §6)."""
        actor = req.context.actor
        try:
            return await self.store.read_long(list_invitees, actor, query.number(event))
        except Refused as refused:
            if refused.kind is not Kind.NOT_ALLOWED:
                raise
            raise forbidden(f"User with id {actor.person} cannot read {_ANSWER_VERTEX}.") from refused

    on_head, on_head_one = on_get, on_get_one


def _one(rows: tuple[Found, ...], given: str) -> Found:
    """The row of this number. Raises NOT_FOUND."""
    number = query.number(given)
    for row in rows:
        if row.number == number:
            return row
    raise not_found()


def _event(number: str) -> Linkage:
    return {"type": "Event", "id": number}
