"""JSON:API 1.0 documents as they are served: order of keys, linkage, sparse fieldsets (reference §2.4 to §2.6).

Knows nothing of events. Members that would be empty are missing, with three exceptions that clients count on:
`included`, `links` and `meta` are always there.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from msgspec import Raw

Resource: TypeAlias = dict[str, Any]
Linkage: TypeAlias = dict[str, str]
Fields: TypeAlias = frozenset[str] | None
"""Names of attributes and relationships that were asked for; None: the usual ones."""


def linkage(kind: str, number: int | str | None) -> Linkage | None:
    """Which resource is meant; None for no resource."""
    return None if number is None else {"type": kind, "id": str(number)}


def relation(target: Linkage | list[Linkage] | None, related: str | None = None) -> dict[str, object]:
    """A relationship. related: its address, where the relation was asked for with `include`."""
    return {"data": target} if related is None else {"links": {"related": related}, "data": target}


def resource(kind: str, number: int | str, attributes: dict[str, Any], fields: Fields = None) -> Resource:
    """A resource without relationships and links; both are put in by whoever knows them, in this order."""
    if fields is not None:
        attributes = {name: value for name, value in attributes.items() if name in fields}
    return {"type": kind, "id": str(number), "attributes": attributes}


def related(found: Resource, relationships: dict[str, Any], fields: Fields = None) -> Resource:
    """The same resource with those of the relationships that were asked for."""
    if fields is not None:
        relationships = {name: value for name, value in relationships.items() if name in fields}
    if relationships:
        found["relationships"] = relationships
    return found


def linked(found: Resource, itself: str, edges: dict[str, str] | None = None) -> Resource:
    """The same resource with links: edges by name first, then its own address."""
    found["links"] = {"self": itself} if edges is None else {**dict(sorted(edges.items())), "self": itself}
    return found


def single(data: Resource, included: Iterable[object], meta: dict[str, Any]) -> dict[str, Any]:
    """A document of one resource: without top-level links."""
    return {"data": data, "included": list(included), "meta": meta}


def collection(
    links: dict[str, str], data: Sequence[object], included: Iterable[object], meta: dict[str, Any]
) -> dict[str, Any]:
    """A document of a list. data: resources, or what is written like them."""
    return {"links": links, "data": data, "included": list(included), "meta": meta}


class Included:
    """What goes along with the primary data: each resource once, in the order of being met. but: that data itself."""

    def __init__(self, but: tuple[str, int] | None = None) -> None:
        self._rows: dict[tuple[str, int], Resource | Raw] = {}
        self._but = but

    def wants(self, kind: str, number: int) -> bool:
        """Is it still missing?"""
        return (kind, number) != self._but and (kind, number) not in self._rows

    def put(self, kind: str, number: int, row: Resource | Raw) -> None:
        self._rows[kind, number] = row

    def __iter__(self) -> Iterator[Resource | Raw]:
        return iter(self._rows.values())
