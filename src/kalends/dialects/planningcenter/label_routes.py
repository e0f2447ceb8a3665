"""Group types, campuses, tag groups and tags, alone and as edges of a group (reference §1.8, §1.9)."""

from collections.abc import Callable

from falcon.asgi import Request, Response
from msgspec import Struct

from kalends.actions.label import labels_of_group, list_labels, show_label
from kalends.dialects.context import Context
from kalends.dialects.planningcenter import abilities, group_query, label_write, query, selecting, write
from kalends.dialects.planningcenter.abilities import Abilities
from kalends.dialects.planningcenter.jsonapi import Resource
from kalends.dialects.planningcenter.parents import organization
from kalends.dialects.planningcenter.query import Asked
from kalends.dialects.planningcenter.selecting import Keys
from kalends.dialects.planningcenter.write import Show
from kalends.domain import access
from kalends.domain.errors import not_found
from kalends.domain.label import Label, LabelKind

_KEYS: Keys[Label] = {"id": label_write.group_type_id, "name": lambda it: it.name, "position": lambda it: it.position}
_PUBLIC = {"church_center_visible": True, "public": True, "not_church_center_visible": False}


class Vertex(Struct, frozen=True):
    """A kind of label in their words. name: of the id in an address."""

    kind: LabelKind
    name: str
    can: Abilities
    write: Callable[[Label, Show], Resource]


GROUP_TYPE = Vertex(LabelKind.GROUP_TYPE, "group_type", abilities.GROUP_TYPES, label_write.group_type)
CAMPUS = Vertex(LabelKind.CAMPUS, "campus", abilities.CAMPUSES, label_write.campus)
TAG_GROUP = Vertex(LabelKind.TAG_GROUP, "tag_group", abilities.TAG_GROUPS, label_write.tag_group)
TAG = Vertex(LabelKind.TAG, "tag", abilities.TAGS, label_write.tag)


class Labels:
    """A list of labels of one kind, in the organization or in a tag group; and one of them."""

    def __init__(self, context: Context, vertex: Vertex) -> None:
        self.store, self.home, self.vertex = context.store, context.public_url, vertex

    async def on_get(self, req: Request, resp: Response, tag_group: str | None = None) -> None:
        actor, asked = req.context.actor, query.read(req, self.vertex.can)
        above = None if tag_group is None else query.number(tag_group)
        labels = await self.store.read(list_labels, actor, self.vertex.kind, above)
        if self.vertex is GROUP_TYPE and access.viewer(actor) is None:
            labels = label_write.with_unique(labels)
        parent = organization(actor) if tag_group is None else {"type": "TagGroup", "id": tag_group}
        write.listed(req, resp, asked, self._page(req, asked, labels, parent), self.home)

    async def on_get_one(self, req: Request, resp: Response, tag_group: str | None = None, **ids: str) -> None:
        actor, asked = req.context.actor, query.read(req, abilities.NOTHING)
        given = ids[self.vertex.name] if ids else tag_group or ""
        number = group_query.group_type(given) if self.vertex is GROUP_TYPE else query.number(given)
        label = await self.store.read(show_label, actor, self.vertex.kind, number)
        parent = organization(actor)
        if self.vertex is TAG and tag_group is not None:
            parent = {"type": "TagGroup", "id": tag_group}
            if label is None or label.parent != query.number(tag_group):
                raise not_found()
        self._single(req, resp, asked, label, parent)

    async def on_get_of_group(self, req: Request, resp: Response, group: str) -> None:
        asked = query.read(req, self.vertex.can)
        labels = await self._of_group(req, group)
        write.listed(req, resp, asked, self._page(req, asked, labels, {"type": "Group", "id": group}), self.home)

    async def on_get_one_of_group(self, req: Request, resp: Response, group: str, **ids: str) -> None:
        """One campus or tag of a group, or its group type, which may be named by its id once more."""
        asked = query.read(req, abilities.NOTHING)
        labels = await self._of_group(req, group)
        wanted = [it for it in labels if not ids or it.number == query.number(ids[self.vertex.name])]
        if not wanted:
            raise not_found()
        self._single(req, resp, asked, wanted[0], {"type": "Group", "id": group})

    async def _of_group(self, req: Request, group: str) -> tuple[Label, ...]:
        actor, kind = req.context.actor, self.vertex.kind
        return await self.store.read(labels_of_group, actor, query.number(group), kind)

    def _page(self, req: Request, asked: Asked, labels: tuple[Label, ...], parent: dict[str, str]) -> write.Rows:
        asked_for = {_PUBLIC[name] for name in asked.filters}
        page = selecting.page((it for it in labels if asked_for <= {it.settings.public}), asked, _KEYS)
        show = write.show(req, asked, self.home)
        data = [self.vertex.write(label, show) for label in page.items]
        return write.Rows(data, page.total or 0, parent, self.vertex.can)

    def _single(self, req: Request, resp: Response, asked: Asked, label: Label | None, parent: dict[str, str]) -> None:
        show = write.show(req, asked, self.home)
        data = label_write.group_type(None, show) if label is None else self.vertex.write(label, show)
        edges = {name: f"{data['links']['self']}/{name}" for name in _EDGES[self.vertex.kind]}
        data["links"] = {**edges, **data["links"]}
        write.single(req, resp, data, parent=parent, can=abilities.NOTHING)

    on_head, on_head_one = on_get, on_get_one
    on_head_of_group, on_head_one_of_group = on_get_of_group, on_get_one_of_group


_EDGES = {
    LabelKind.GROUP_TYPE: ("events", "groups"),
    LabelKind.CAMPUS: ("groups",),
    LabelKind.TAG_GROUP: ("tags",),
    LabelKind.TAG: ("groups",),
}
