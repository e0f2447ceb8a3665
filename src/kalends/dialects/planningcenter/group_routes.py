"""/groups/v2/groups, alone and under campuses, group types, people and tags (reference §1.7)."""

from falcon.asgi import Request, Response

from kalends.actions.group_list import place_of_group, search_groups, show_place, view_group
from kalends.actions.label import list_labels
from kalends.dialects.context import Context
from kalends.dialects.planningcenter import (
    abilities,
    event_query,
    group_query,
    group_write,
    location_write,
    query,
    write,
)
from kalends.dialects.planningcenter.abilities import Abilities
from kalends.dialects.planningcenter.jsonapi import Included
from kalends.dialects.planningcenter.parents import organization, parent
from kalends.domain.errors import not_found
from kalends.domain.label import LabelKind


class Groups:
    """A list of groups. can: what this list can be asked for."""

    def __init__(self, context: Context, can: Abilities) -> None:
        self.store, self.home, self.can = context.store, context.public_url, can

    async def on_get(self, req: Request, resp: Response, **ids: str) -> None:
        actor, asked = req.context.actor, query.read(req, self.can)
        whose, containing = parent(ids, actor)
        await self._check_tag_group(req, ids)
        wanted, want = group_query.groups(asked, actor), event_query.want(asked.include, asked.fields)
        found = await self.store.read_long(search_groups, actor, wanted, want, whose)
        show, also = write.show(req, asked, self.home), Included()
        for group in found.page.items:
            group_write.put_beside(also, group, found.related, show)
        data = [group_write.group(group, found.related, show) for group in found.page.items]
        rows = write.Rows(data, found.page.total or 0, containing, self.can, also)
        write.listed(req, resp, asked, rows, self.home)

    async def _check_tag_group(self, req: Request, ids: dict[str, str]) -> None:
        """In `/tag_groups/{tag_group}/tags/{tag}/groups` the tag must be in that tag group."""
        if "tag_group" in ids:
            above = query.number(ids["tag_group"])
            tags = await self.store.read(list_labels, req.context.actor, LabelKind.TAG, above)
            if query.number(ids["tag"]) not in {tag.number for tag in tags}:
                raise not_found()

    on_head = on_get


class OneGroup:
    """One group, also as one of a list; `/groups/{group}/enrollment`; `/groups/{group}/location`."""

    def __init__(self, context: Context) -> None:
        self.store, self.home = context.store, context.public_url

    async def on_get(self, req: Request, resp: Response, group: str, **ids: str) -> None:
        actor, asked = req.context.actor, query.read(req, abilities.GROUP)
        whose, containing = parent(ids, actor)
        want = event_query.want(asked.include, asked.fields)
        found, beside = await self.store.read(view_group, actor, query.number(group), want, whose)
        show, also = write.show(req, asked, self.home), Included()
        group_write.put_beside(also, found, beside, show)
        data = group_write.group_alone(found, beside, show)
        write.single(req, resp, data, parent=containing, can=abilities.GROUP, also=also)

    async def on_get_enrollment(self, req: Request, resp: Response, group: str) -> None:
        asked = query.read(req, abilities.NOTHING)
        want = event_query.want((), {})
        found, _ = await self.store.read(view_group, req.context.actor, query.number(group), want)
        data = group_write.enrollment(found, write.show(req, asked, self.home))
        write.single(req, resp, data, parent={"type": "Group", "id": group}, can=abilities.NOTHING)

    async def on_get_location(self, req: Request, resp: Response, group: str, target: str | None = None) -> None:
        asked = query.read(req, abilities.LOCATION)
        want = event_query.want(asked.include, asked.fields, "group.")
        found = await self.store.read(place_of_group, req.context.actor, query.number(group), want)
        show, (place, whose, beside) = write.show(req, asked, self.home), found
        also = Included(but=(location_write.TYPE, place.number))
        if "group" in show.include:
            group_write.put(also, whose, beside, show, "group.")
        data = write.only(target, location_write.location_alone(place, whose, show))
        write.single(req, resp, data, parent={"type": "Group", "id": group}, can=abilities.LOCATION, also=also)

    on_head, on_head_enrollment, on_head_location = on_get, on_get_enrollment, on_get_location


class Locations:
    """`/locations/{location}`, which real links point at (§1.6), and its group."""

    def __init__(self, context: Context) -> None:
        self.store, self.home = context.store, context.public_url

    async def on_get(self, req: Request, resp: Response, location: str) -> None:
        actor, asked = req.context.actor, query.read(req, abilities.LOCATION)
        want = event_query.want(asked.include, asked.fields, "group.")
        place, group, beside = await self.store.read_long(show_place, actor, query.number(location), want)
        show, also = write.show(req, asked, self.home), Included(but=(location_write.TYPE, place.number))
        if "group" in show.include:
            group_write.put(also, group, beside, show, "group.")
        data = location_write.location_alone(place, group, show)
        write.single(req, resp, data, parent=organization(actor), can=abilities.LOCATION, also=also)

    async def on_get_group(self, req: Request, resp: Response, location: str, target: str | None = None) -> None:
        asked = query.read(req, abilities.GROUP)
        want = event_query.want(asked.include, asked.fields)
        _, group, beside = await self.store.read_long(show_place, req.context.actor, query.number(location), want)
        show, also = write.show(req, asked, self.home), Included()
        group_write.put_beside(also, group, beside, show)
        data = write.only(target, group_write.group_alone(group, beside, show))
        write.single(req, resp, data, parent={"type": "Location", "id": location}, can=abilities.GROUP, also=also)

    on_head, on_head_group = on_get, on_get_group
