"""The description of `/groups/v2`: every route, what it can be asked for, and what it answers.

Read off the routes and off what each list is told to be able to do; only what no table has is written here.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from msgspec import Struct

from kalends.dialects.openapi import (
    JSON,
    NO_BODY,
    Answer,
    Api,
    Asked,
    Operation,
    Shape,
    either,
    many,
    named,
    text,
    whole,
    word,
)
from kalends.dialects.planningcenter import abilities, group_query, shapes
from kalends.dialects.planningcenter.abilities import Abilities
from kalends.dialects.planningcenter.auth import FIRST, NEWEST
from kalends.dialects.planningcenter.errors import MEDIA_TYPE
from kalends.dialects.planningcenter.routes import ROUTES, Route
from kalends.dialects.planningcenter.write import PATH
from kalends.domain import limits

_MEDIA = MEDIA_TYPE.partition(";")[0]
_ERROR = Answer(named("groups.Error"), _MEDIA)
_ALWAYS = {**dict.fromkeys((400, 401, 404, 503), _ERROR), 429: Answer(named("groups.TooMany"), JSON)}
_HIDDEN = {403: _ERROR}  # who may see a meeting may yet not see its answers (§1.5)
_ONE = {
    "events": "event",
    "attendances": "attendance",
    "notes": "note",
    "rsvps": "rsvp",
    "locations": "location",
    "groups": "group",
    "memberships": "membership",
    "people": "person",
    "group_types": "group_type",
    "campuses": "campus",
    "tag_groups": "tag_group",
    "tags": "tag",
}
_LISTED = {
    "attendance": abilities.ATTENDANCES,
    "note": abilities.NOTES,
    "rsvp": abilities.RSVPS,
    "membership": abilities.MEMBERSHIPS,
    "person": abilities.PEOPLE,
}
_ALONE = {
    "event": abilities.EVENT,
    "note": abilities.NOTES,
    "group": abilities.GROUP,
    "location": abilities.LOCATION,
    "membership": abilities.MEMBERSHIP,
    "my_membership": abilities.MEMBERSHIP,
}
_KINDS = {
    "organization": "Organization",
    "me": "Person",
    "my_membership": "Membership",
    "note": "EventNote",
    "rsvp": "RSVP",
    "group_type": "GroupType",
    "tag_group": "TagGroup",
}
_SPELLED = {"me": "asking person", "my_membership": "asking person's membership", "rsvp": "RSVP", "rsvps": "RSVPs"}
_REFUSED = {"POST": "create", "PATCH": "update", "DELETE": "delete"}
_VERSION = either(text(format="date"), word("LATEST"))
_HEADERS = (
    Asked("X-PCO-API-Version", _VERSION, f"{NEWEST} unless it is earlier; then {FIRST}", "header"),
    Asked("Prefer", text(), "handling=strict: 400 for what of the query stands for nothing", "header"),
)
_UNCHANGED = Asked("If-None-Match", text("An ETag"), "304 where the answer still has it", "header")
_PAGES = (
    Asked("per_page", whole(minimum=1, maximum=limits.PAGE_LIST, default=25)),
    Asked("offset", whole(minimum=0, maximum=limits.OFFSET, default=0)),
)
_ARGUMENTS = {
    "campus": Asked("campus_id", many(shapes.ID), "Goes with filter=campus"),
    "enrollment": Asked("enrollment", many(text()), "Goes with filter=enrollment: strategies"),
    "group": Asked("group_id", many(shapes.ID), "Goes with filter=group"),
    "group_type": Asked("group_type_id", many(shapes.GROUP_TYPE_ID), "Goes with filter=group_type"),
    "people_database_searchable": Asked("people_database_searchable", text(), "Goes with the filter of this name"),
    "tag": Asked("tag_id", many(shapes.ID), "Goes with filter=tag"),
}


class Address(Struct, frozen=True):
    """What a path leads to: the last thing it names. above: what that is of, innermost first.

    edge: the path's own word for it. name: the same of one. listed: many of them. target: its id is named once more.
    """

    edge: str
    name: str
    listed: bool
    target: bool
    above: tuple[str, ...]

    @property
    def kind(self) -> str:
        return kind_of(self.name)

    @property
    def of(self) -> str:
        """For the name of an operation."""
        return "".join(f"_of_{name}" for name in self.above)

    @property
    def told(self) -> str:
        one = self.edge in _ONE and not self.listed
        what = _a(self.name) if one else f"the {_spelled(self.edge)}"
        return what + "".join(f" of {_a(name)}" for name in self.above) + (", by id" if self.target else "")


def address(path: str) -> Address:
    """What this path of ours leads to."""
    parts = path.removeprefix(PATH).split("/")[1:] or ["organization"]
    edge = next(part for part in reversed(parts) if not part.startswith("{"))
    ids = [part[1:-1] for part in reversed(parts) if part.startswith("{")]
    ended, plural = parts[-1].startswith("{"), edge in _ONE
    return Address(edge, _ONE.get(edge, edge), plural and not ended, ended and not plural, tuple(ids[ended:]))


def kind_of(name: str) -> str:
    """The type of a resource that a path or an `include` calls by this name."""
    return _KINDS.get(name, name.title())


def _spelled(name: str) -> str:
    return _SPELLED.get(name, name.replace("_", " "))


def _a(name: str) -> str:
    return f"{'an' if name[0] in 'aeo' or name == 'rsvp' else 'a'} {_spelled(name)}"


def _operations() -> Iterator[Operation]:
    for route in ROUTES:
        at = address(route.path)
        yield _get(route, at)
        yield from (_refused(method, route, at) for method in _REFUSED if _serves(method, route))


def _get(route: Route, at: Address) -> Operation:
    can = _abilities(route, at)
    also = _beside(can)
    shape = shapes.listed(at.kind, also, can) if at.listed else shapes.single(at.kind, also, can)
    verb = "list" if at.listed else "show"
    return Operation(
        method="GET",
        path=route.path,
        name=f"groups_{verb}_{at.edge if at.listed else at.name}{at.of}{'_by_id' if at.target else ''}",
        told=f"{verb.title()} {at.told}",
        tag=f"groups.{at.kind}",
        asks=(*_query(at, can, also), *_HEADERS, _UNCHANGED),
        answers={200: Answer(shape, _MEDIA), 304: NO_BODY, **_ALWAYS, **(_HIDDEN if at.kind == "RSVP" else {})},
    )


def _refused(method: str, route: Route, at: Address) -> Operation:
    """Whoever they are: this API is for reading (§6)."""
    verb = _REFUSED[method]
    return Operation(
        method=method,
        path=route.path,
        name=f"groups_{verb}_{at.name}{at.of}",
        told=f"Nobody may {verb} {_a(at.name)} over this API",
        tag=f"groups.{at.kind}",
        asks=_HEADERS[:1],
        answers={403: _ERROR, **_ALWAYS},
    )


def _serves(method: str, route: Route) -> bool:
    suffix = "" if route.suffix is None else f"_{route.suffix}"
    served = route.serve.func if isinstance(route.serve, partial) else route.serve
    return hasattr(served, f"on_{method.lower()}{suffix}")


def _abilities(route: Route, at: Address) -> Abilities:
    """What a list can do is said where its route is, if it is not the same for all such lists."""
    if not at.listed:
        return _ALONE.get(at.name, abilities.NOTHING)
    said = route.serve.keywords if isinstance(route.serve, partial) else {}
    can: Abilities = said["vertex"].can if "vertex" in said else said.get("can") or _LISTED[at.name]
    return can


def _beside(can: Abilities) -> list[str]:
    """The types of what may go along."""
    return sorted({kind_of(step) for path in (*can.include, *can.include_besides) for step in path.split(".")})


def _query(at: Address, can: Abilities, also: Iterable[str]) -> Iterator[Asked]:
    if can.include:
        yield Asked("include", many(word(*can.include, *can.include_besides)))
    for kind in sorted({at.kind, *also}):
        of = shapes.VERTICES[kind]
        told = "Only these attributes and relationships"
        yield Asked(
            f"fields[{kind.title() if kind.isupper() else kind}]", many(word(*of.attributes, *of.relations)), told
        )
    if at.listed:
        yield from _selection(at, can)


def _selection(at: Address, can: Abilities) -> Iterator[Asked]:
    for name in (*can.where, *can.where_besides):
        yield Asked(f"where[{name.replace('.', '][')}]", _where(at, name))
    if can.order:
        yield Asked("order", word(*(sign + key for key in can.order if can.known_order(key) for sign in ("", "-"))))
    filters = [name for name in can.filters if can.known_filter(name)]
    if filters:
        yield Asked("filter", many(word(*filters)), "All hold together")
    yield from (_ARGUMENTS[name] for name in filters if name in _ARGUMENTS)
    yield from _PAGES


def _where(at: Address, name: str) -> Shape:
    """What one of a list must be like. name: with dots for brackets."""
    if name.startswith(("starts_at", "ends_at")):
        return text("A day or a moment; in UTC where it has no offset")
    if name.endswith("archive_status"):
        return word(*group_query.ARCHIVED)
    if name == "role" and at.kind == "Membership":
        return shapes.MEMBER_ROLE
    if name.endswith("id"):
        return shapes.GROUP_TYPE_ID if "group_type" in (at.name, *name.split(".")) else shapes.ID
    return text("Compared without case; a % at its start or end stands for anything")


API = Api(
    tags={f"groups.{kind}": it.about for kind, it in shapes.VERTICES.items()},
    places={
        **{part[1:-1]: shapes.ID for route in ROUTES for part in route.path.split("/") if part.startswith("{")},
        "group_type": shapes.GROUP_TYPE_ID,
        "rsvp": shapes.RSVP_ID,
    },
    shapes=shapes.SHAPES,
    operations=tuple(_operations()),
    security={
        "groups.Application": {
            "type": "http",
            "scheme": "basic",
            "description": "An application's id as the name, its secret as the password",
        }
    },
)
