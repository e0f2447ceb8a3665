"""Writing answers: how resources are shown, documents with their links and meta, bytes with their tag."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode
from zlib import crc32

import msgspec
from falcon.asgi import Request, Response
from msgspec import Struct

from kalends.dialects.planningcenter import jsonapi
from kalends.dialects.planningcenter.abilities import Abilities
from kalends.dialects.planningcenter.auth import FIRST
from kalends.dialects.planningcenter.errors import MEDIA_TYPE
from kalends.dialects.planningcenter.jsonapi import Fields, Resource
from kalends.dialects.planningcenter.query import Asked
from kalends.domain.errors import not_found

PATH = "/groups/v2"

_KEPT = 1_024
_NO_PICTURE: dict[str, str] = {}
_encode = msgspec.json.Encoder().encode


class Show(Struct, frozen=True):
    """How resources are shown. home: the public address of this server. base: the one of this API.

    fields: by type, what was asked for. include: paths. old: in the version before 2023-07-10.
    """

    home: str
    base: str
    fields: dict[str, frozenset[str]]
    include: frozenset[str]
    old: bool = False

    def wanted(self, kind: str) -> Fields:
        """The attributes and relationships asked for by `fields[kind]`; None for the usual ones."""
        return self.fields.get(kind)


def show(req: Request, asked: Asked, home: str) -> Show:
    """How this request wants to see things."""
    return Show(home, home + PATH, asked.fields, asked.include, req.context.version == FIRST)


def moment(when: datetime | None) -> datetime | None:
    """In whole seconds; the encoder writes it as UTC with Z (§2.4)."""
    return when if when is None or not when.microsecond else when.replace(microsecond=0)


def picture(path: str | None, home: str) -> dict[str, str]:
    """An image hash; empty without an image, as in seed 004. We keep one size (README)."""
    return _NO_PICTURE if path is None else dict.fromkeys(("thumbnail", "medium", "original"), home + path)


def single(
    req: Request,
    resp: Response,
    data: Resource,
    *,
    parent: jsonapi.Linkage,
    can: Abilities,
    also: Iterable[object] = (),
) -> None:
    """Answer with one resource. parent: what contains it. also: what goes along."""
    _answer(req, resp, jsonapi.single(data, also, {**_includable(can), "parent": _parent(parent)}))


def only(target: str | None, found: Resource) -> Resource:
    """The same resource. Raises NOT_FOUND when the address goes on with the id of another one."""
    if target is not None and target != found["id"]:
        raise not_found()
    return found


class Rows(Struct, frozen=True):
    """A page of a list. total: how many there are in all. parent: what contains them. also: what goes along."""

    data: Sequence[object]
    total: int
    parent: jsonapi.Linkage
    can: Abilities
    also: Iterable[object] = ()


def listed(req: Request, resp: Response, asked: Asked, rows: Rows, home: str) -> None:
    """Answer with a page of a list (§2.4)."""
    count, offset = len(rows.data), asked.offset
    links = {"self": home + _address(req.path, asked.sent)}
    meta: dict[str, Any] = {"total_count": rows.total, "count": count}
    if offset > 0:
        meta["prev"] = {"offset": max(0, offset - asked.limit)}
        links["prev"] = home + _address(req.path, asked.sent, meta["prev"]["offset"])
    if count and offset + count < rows.total:
        meta["next"] = {"offset": offset + count}
        links["next"] = home + _address(req.path, asked.sent, offset + count)
    meta |= rows.can.told
    meta["parent"] = _parent(rows.parent)
    _answer(req, resp, jsonapi.collection(links, rows.data, rows.also, meta))


def _answer(req: Request, resp: Response, document: dict[str, Any]) -> None:
    if req.context.ignored:
        document["meta"]["ignored"] = req.context.ignored
    body = _encode(document)
    tag = f'W/"{crc32(body):08x}-{len(body):x}"'
    resp.set_header("ETag", tag)
    if req.get_header("If-None-Match") == tag:
        resp.status = 304
        return
    resp.content_type = MEDIA_TYPE
    resp.data = body


@lru_cache(_KEPT)
def _address(path: str, sent: tuple[tuple[str, str], ...], offset: int | None = None) -> str:
    """A page below this server: parameters as they came, by name, brackets left as they are (§2.4)."""
    if offset is not None:
        sent = tuple(sorted({**dict(sent), "offset": str(offset)}.items()))
    query = urlencode(sent, quote_via=quote, safe="[],:")
    return f"{quote(path)}?{query}" if query else quote(path)


def _includable(can: Abilities) -> dict[str, Any]:
    return {"can_include": can.include} if can.include else {}


def _parent(parent: jsonapi.Linkage) -> dict[str, str]:
    return {"id": parent["id"], "type": parent["type"]}
