"""/groups/v2/events, alone and under groups, group types and people (seed 004; reference §1.2)."""

from falcon.asgi import Request, Response

from kalends.actions.occurrence_list import list_occurrences, show_entry
from kalends.dialects.context import Context
from kalends.dialects.planningcenter import (
    abilities,
    event_query,
    event_write,
    group_write,
    location_write,
    query,
    write,
)
from kalends.dialects.planningcenter.abilities import Abilities
from kalends.dialects.planningcenter.errors import forbidden
from kalends.dialects.planningcenter.jsonapi import Included, Linkage
from kalends.dialects.planningcenter.parents import parent
from kalends.domain.errors import not_found


class Events:
    """A list of events. can: what this list can be asked for."""

    def __init__(self, context: Context, can: Abilities) -> None:
        self.store, self.clock, self.home, self.can = context.store, context.clock, context.public_url, can

    async def on_get(self, req: Request, resp: Response, **ids: str) -> None:
        actor, asked = req.context.actor, query.read(req, self.can)
        wanted = event_query.occurrences(asked, actor, self.clock.now())
        whose, containing = parent(ids, actor)
        read = self.store.read_long if event_query.is_long(wanted, actor, whose) else self.store.read
        want = event_query.want(asked.include, asked.fields, "group.")
        found = await read(list_occurrences, actor, wanted, want, whose)
        show, entries = write.show(req, asked, self.home), found.page.items
        data, also = event_write.listed(entries, show), event_write.beside(entries, found.related, show)
        rows = write.Rows(data, found.page.total or 0, containing, self.can, also)
        write.listed(req, resp, asked, rows, self.home)

    async def on_post(self, req: Request, _resp: Response, **_ids: str) -> None:
        """Events are read only over this API (§1.2, §6)."""
        raise forbidden(f"User with id {req.context.actor.person} cannot create a Event.")

    on_head = on_get


class OneEvent:
    """One event, also as one of a list."""

    def __init__(self, context: Context) -> None:
        self.store, self.home = context.store, context.public_url

    async def on_get(self, req: Request, resp: Response, event: str, **ids: str) -> None:
        actor, asked = req.context.actor, query.read(req, abilities.EVENT)
        whose, containing = parent(ids, actor)
        want = event_query.want(asked.include, asked.fields, "group.")
        found = await self.store.read(show_entry, actor, query.number(event), want, whose)
        show = write.show(req, asked, self.home)
        data, also = event_write.event_alone(found.entry, show), event_write.beside([found.entry], found.related, show)
        write.single(req, resp, data, parent=containing, can=abilities.EVENT, also=also)

    async def on_patch(self, req: Request, _resp: Response, **_ids: str) -> None:
        """Whether it exists is not told."""
        raise forbidden(f"User with id {req.context.actor.person} cannot update a Event.")

    async def on_delete(self, req: Request, _resp: Response, **_ids: str) -> None:
        raise forbidden(f"User with id {req.context.actor.person} cannot destroy a Event.")

    on_head = on_get


class GroupOfEvent:
    """The group that meets."""

    def __init__(self, context: Context) -> None:
        self.store, self.home = context.store, context.public_url

    async def on_get(self, req: Request, resp: Response, event: str, target: str | None = None) -> None:
        asked = query.read(req, abilities.GROUP)
        want = event_query.want(asked.include, asked.fields)
        found = await self.store.read(show_entry, req.context.actor, query.number(event), want)
        show, also, group = write.show(req, asked, self.home), Included(), found.entry.group
        group_write.put_beside(also, group, found.related, show)
        data = write.only(target, group_write.group_alone(group, found.related, show))
        write.single(req, resp, data, parent=_event(event), can=abilities.GROUP, also=also)

    on_head = on_get


class LocationOfEvent:
    """Where it is; nothing where it has no place."""

    def __init__(self, context: Context) -> None:
        self.store, self.home = context.store, context.public_url

    async def on_get(self, req: Request, resp: Response, event: str, target: str | None = None) -> None:
        asked = query.read(req, abilities.LOCATION)
        want = event_query.want(asked.include, asked.fields, "group.")
        found = await self.store.read(show_entry, req.context.actor, query.number(event), want)
        show, place = write.show(req, asked, self.home), found.entry.occurrence.place
        if place is None:
            raise not_found()
        also = Included(but=(location_write.TYPE, place.number))
        if "group" in show.include:
            group_write.put(also, found.entry.group, found.related, show, "group.")
        data = write.only(target, location_write.location_alone(place, found.entry.group, show))
        write.single(req, resp, data, parent=_event(event), can=abilities.LOCATION, also=also)

    on_head = on_get


def _event(number: str) -> Linkage:
    return {"type": "Event", "id": number}
