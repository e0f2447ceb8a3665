"""Describing an API (OpenAPI 3.1, JSON Schema 2020-12): the shapes of what goes in and out, what each route does."""

from collections.abc import Collection, Iterable, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias

from msgspec import Struct

Shape: TypeAlias = dict[str, Any]
"""A JSON Schema."""

JSON = "application/json"


def text(told: str = "", **more: object) -> Shape:
    """A text. told: what it is, for who reads the description; more: further keywords, e.g. `format`."""
    return _shape("string", told, more)


def word(*words: str, told: str = "") -> Shape:
    """One of these texts."""
    return _shape("string", told, {"enum": list(words)})


def whole(told: str = "", **more: object) -> Shape:
    """A whole number."""
    return _shape("integer", told, more)


def decimal(told: str = "", **more: object) -> Shape:
    """Any number."""
    return _shape("number", told, more)


def flag(told: str = "", **more: object) -> Shape:
    """True or false."""
    return _shape("boolean", told, more)


def many(of: Shape, told: str = "", **more: object) -> Shape:
    """A list."""
    return _shape("array", told, {"items": of, **more})


def record(fields: Mapping[str, Shape], optional: Collection[str] = (), told: str = "") -> Shape:
    """An object with these keys and no others; all of them are there but the optional ones."""
    needed = [name for name in fields if name not in optional]
    return {**sent(fields, needed, told), "additionalProperties": False}


def sent(fields: Mapping[str, Shape], needed: Collection[str] = (), told: str = "") -> Shape:
    """An object that a client sends: keys that are not described are ignored; only the needed ones must be there."""
    required = {"required": list(needed)} if needed else {}
    return _shape("object", told, {"properties": dict(fields), **required})


def anything(told: str = "") -> Shape:
    """An object whose keys are not ours to say."""
    return _shape("object", told, {})


def maybe(shape: Shape) -> Shape:
    """The same, or null."""
    if "$ref" in shape or not isinstance(shape.get("type"), str):
        return {"anyOf": [shape, {"type": "null"}]}
    nullable = {**shape, "type": [shape["type"], "null"]}
    return {**nullable, "enum": [*shape["enum"], None]} if "enum" in shape else nullable


def given(shape: Shape) -> Shape:
    """The same without null: what `maybe` makes of it, undone."""
    kinds, words = [it for it in shape["type"] if it != "null"], [it for it in shape.get("enum", ()) if it is not None]
    return {**shape, "type": kinds[0] if len(kinds) == 1 else kinds, **({"enum": words} if words else {})}


def either(*shapes: Shape) -> Shape:
    """One of several."""
    return {"anyOf": list(shapes)}


def named(name: str) -> Shape:
    """The shape that an Api knows by this name."""
    return {"$ref": f"#/components/schemas/{name}"}


def _shape(kind: str, told: str, more: Mapping[str, object]) -> Shape:
    return {"type": kind, **({"description": told} if told else {}), **more}


class Asked(Struct, frozen=True):
    """A parameter in a query or a header. What is in a list is sent with commas: `a,b`."""

    name: str
    shape: Shape
    told: str = ""
    place: str = "query"
    needed: bool = False


class Answer(Struct, frozen=True):
    """What comes back. shape: None for no body, or one of no JSON. told: "" for the status's own name.

    headers: those worth telling of, by name.
    """

    shape: Shape | None = None
    media: str | None = JSON
    told: str = ""
    headers: Mapping[str, Shape] = {}


NO_BODY = Answer(media=None)


class Operation(Struct, frozen=True, kw_only=True):
    """What a method does at a path. body: what is sent, by media type. open: without a credential, too."""

    method: str
    path: str
    name: str
    told: str
    tag: str
    asks: tuple[Asked, ...] = ()
    body: Mapping[str, Shape] = {}
    answers: Mapping[int, Answer]
    open: bool = False


class Api(Struct, frozen=True, kw_only=True):
    """A part of the server that is described by itself.

    tags: name to what it is about. places: path parameters by name. shapes: named ones. security: schemes by name,
    one of which every operation that is not open needs.
    """

    tags: Mapping[str, str]
    places: Mapping[str, Shape]
    shapes: Mapping[str, Shape]
    operations: tuple[Operation, ...]
    security: Mapping[str, Shape] = {}


def document(apis: Iterable[Api], info: Shape, url: str) -> Shape:
    """The OpenAPI document. url: the address before every path."""
    every = tuple(apis)
    paths: dict[str, Shape] = {}
    for api in every:
        for it in api.operations:
            paths.setdefault(it.path, {})[it.method.lower()] = _operation(it, api)
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": url}],
        "tags": [{"name": name, "description": told} for api in every for name, told in api.tags.items()],
        "paths": paths,
        "components": {
            "schemas": {name: shape for api in every for name, shape in api.shapes.items()},
            "securitySchemes": {name: scheme for api in every for name, scheme in api.security.items()},
        },
    }


def _operation(it: Operation, api: Api) -> Shape:
    places = [part[1:].partition("}")[0] for part in it.path.split("/") if part.startswith("{")]
    security: list[Shape] = [{name: []} for name in api.security]
    told: Shape = {
        "operationId": it.name,
        "summary": it.told,
        "tags": [it.tag],
        "parameters": [*(_place(name, api.places[name]) for name in places), *(_asked(asked) for asked in it.asks)],
        "responses": {str(status): _answer(status, answer) for status, answer in sorted(it.answers.items())},
        "security": [*security, {}] if it.open else security,
    }
    if it.body:
        content = {media: {"schema": shape} for media, shape in it.body.items()}
        told["requestBody"] = {"required": True, "content": content}
    return told


def _place(name: str, shape: Shape) -> Shape:
    return {"name": name, "in": "path", "required": True, "schema": shape}


def _asked(it: Asked) -> Shape:
    told: Shape = {"description": it.told} if it.told else {}
    if it.shape.get("type") == "array":
        told["explode"] = False
    return {"name": it.name, "in": it.place, "required": it.needed, **told, "schema": it.shape}


def _answer(status: int, it: Answer) -> Shape:
    said: Shape = {"description": it.told or HTTPStatus(status).phrase}
    if it.media is not None:
        said["content"] = {it.media: {"schema": it.shape} if it.shape is not None else {}}
    if it.headers:
        said["headers"] = {name: {"schema": shape} for name, shape in it.headers.items()}
    return said
