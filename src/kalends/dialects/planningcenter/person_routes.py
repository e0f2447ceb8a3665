"""The organization, people and memberships (reference §1.8, §1.9)."""

from falcon.asgi import Request, Response
from msgspec.structs import replace

from kalends.actions.membership import MembershipList, list_memberships, show_membership
from kalends.actions.person import list_people, show_myself, show_organization, show_person
from kalends.dialects.context import Context
from kalends.dialects.planningcenter import abilities, person_write, query, write
from kalends.dialects.planningcenter.errors import bad_request
from kalends.dialects.planningcenter.jsonapi import Included
from kalends.dialects.planningcenter.parents import organization, parent
from kalends.dialects.planningcenter.query import Asked
from kalends.dialects.planningcenter.write import Show
from kalends.domain.membership import MembershipQuery
from kalends.domain.pattern import Pattern, pattern
from kalends.domain.person import PersonQuery

_LEADS = {"leader": True, "member": False}


class Root:
    """`/groups/v2` and `/groups/v2/me`."""

    def __init__(self, context: Context) -> None:
        self.store, self.home = context.store, context.public_url

    async def on_get(self, req: Request, resp: Response) -> None:
        actor, asked = req.context.actor, query.read(req, abilities.NOTHING)
        found = await self.store.read(show_organization, actor)
        data = person_write.organization(found, write.show(req, asked, self.home))
        write.single(req, resp, data, parent=organization(actor), can=abilities.NOTHING)

    async def on_get_me(self, req: Request, resp: Response) -> None:
        actor, asked = req.context.actor, query.read(req, abilities.NOTHING)
        found = await self.store.read(show_myself, actor)
        data = person_write.person_alone(found, write.show(req, asked, self.home))
        write.single(req, resp, data, parent=organization(actor), can=abilities.NOTHING)

    on_head, on_head_me = on_get, on_get_me


class People:
    """`/people`, `/groups/{group}/people`, and one of them."""

    def __init__(self, context: Context) -> None:
        self.store, self.home = context.store, context.public_url

    async def on_get(self, req: Request, resp: Response, **ids: str) -> None:
        actor, asked = req.context.actor, query.read(req, abilities.PEOPLE)
        _, containing = parent(ids, actor)
        page = await self.store.read_long(list_people, actor, _people(asked, ids.get("group")))
        show = write.show(req, asked, self.home)
        data = [person_write.person(it, show) for it in page.items]
        rows = write.Rows(data, page.total or 0, containing, abilities.PEOPLE)
        write.listed(req, resp, asked, rows, self.home)

    async def on_get_one(self, req: Request, resp: Response, person: str, group: str | None = None) -> None:
        actor, asked = req.context.actor, query.read(req, abilities.NOTHING)
        _, containing = parent({} if group is None else {"group": group}, actor)
        within = None if group is None else query.number(group)
        found = await self.store.read(show_person, actor, query.number(person), within)
        data = person_write.person_alone(found, write.show(req, asked, self.home))
        write.single(req, resp, data, parent=containing, can=abilities.NOTHING)

    on_head, on_head_one = on_get, on_get_one


class Memberships:
    """Under a group, a person, or neither; one of them; and the actor's own in a group."""

    def __init__(self, context: Context) -> None:
        self.store, self.home = context.store, context.public_url

    async def on_get(self, req: Request, resp: Response, **ids: str) -> None:
        actor, asked = req.context.actor, query.read(req, abilities.MEMBERSHIPS)
        whose, containing = parent(ids, actor)
        people = "person" in asked.include
        found = await self.store.read_long(list_memberships, actor, _memberships(asked), whose, people=people)
        show = write.show(req, asked, self.home)
        data = [person_write.membership(it, show) for it in found.page.items]
        also = _people_of(found, show)
        rows = write.Rows(data, found.page.total or 0, containing, abilities.MEMBERSHIPS, also)
        write.listed(req, resp, asked, rows, self.home)

    async def on_get_one(self, req: Request, resp: Response, membership: str, **ids: str) -> None:
        await self._single(req, resp, MembershipQuery(number=query.number(membership)), ids)

    async def on_get_mine(self, req: Request, resp: Response, group: str) -> None:
        await self._single(req, resp, MembershipQuery(person=req.context.actor.person or 0), {"group": group})

    async def _single(self, req: Request, resp: Response, wanted: MembershipQuery, ids: dict[str, str]) -> None:
        actor, asked = req.context.actor, query.read(req, abilities.MEMBERSHIP)
        whose, containing = parent(ids, actor)
        people = "person" in asked.include
        found = await self.store.read(show_membership, actor, wanted, whose, people=people)
        show = write.show(req, asked, self.home)
        data, also = person_write.membership(found.page.items[0], show), _people_of(found, show)
        write.single(req, resp, data, parent=containing, can=abilities.MEMBERSHIP, also=also)

    on_head, on_head_one, on_head_mine = on_get, on_get_one, on_get_mine


def _people(asked: Asked, group: str | None) -> PersonQuery:
    order = asked.order[0] if asked.order else "last_name"
    return PersonQuery(
        group=None if group is None else query.number(group),
        first_name=_name(asked, "first_name"),
        last_name=_name(asked, "last_name"),
        order=order.removeprefix("-"),
        descending=order.startswith("-"),
        limit=asked.limit,
        offset=asked.offset,
    )


def _memberships(asked: Asked) -> MembershipQuery:
    order = asked.order[0] if asked.order else "joined_at"
    found = MembershipQuery(
        first_name=_name(asked, "person.first_name"),
        last_name=_name(asked, "person.last_name"),
        order=order.removeprefix("-"),
        descending=order.startswith("-"),
        limit=asked.limit,
        offset=asked.offset,
    )
    if (role := asked.where.get("role")) is None:
        return found
    if role not in _LEADS:
        raise bad_request(f"where[role] must be one of {', '.join(_LEADS)}", "where[role]")
    return replace(found, leads=_LEADS[role])


def _name(asked: Asked, name: str) -> Pattern | None:
    return pattern(asked.where[name]) if name in asked.where else None


def _people_of(found: MembershipList, show: Show) -> Included:
    """The people of a page once each, in its order."""
    also = Included()
    for it in found.page.items:
        if (who := found.people.get(it.person)) is not None and also.wants("Person", it.person):
            also.put("Person", it.person, person_write.person(who, show))
    return also
