"""Reading bodies: which keys are known, what they are called here, and of which type they must be.

Only types are checked here; what a value may be is the domain's question. Refusals name our fields, which
`errors.py` spells in the vendor's words.
"""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeAlias, TypeVar

from falcon.asgi import Request
from msgspec import Struct

from kalends.dialects import openapi
from kalends.dialects.body import read_body
from kalends.dialects.openapi import Shape
from kalends.dialects.strict_json import strict_object
from kalends.domain import limits
from kalends.domain.errors import invalid

T = TypeVar("T")


class Reader(Struct, Generic[T], frozen=True):
    """A value and our name of its field, to the value as the domain takes it. Raises INVALID for a wrong type.

    takes: the shape of what it can read, as the API's description tells it.
    """

    read: Callable[[object, str], T]
    takes: Shape

    def __call__(self, value: object, field: str) -> T:
        return self.read(value, field)


def taking(shape: Shape) -> Callable[[Callable[[object, str], T]], Reader[T]]:
    """Makes a function a reader of this shape."""
    return lambda read: Reader(read, shape)


Table: TypeAlias = Mapping[str, tuple[str, Reader[Any]]]
"""The vendor's key to our name and how its value is read."""

_NUMBER_DIGITS = 16  # numbers stay below 2^53


async def body(req: Request) -> dict[str, object]:
    """The request's body, which must be one JSON object."""
    req.context.body = await read_body(req, limits.BODY_BYTES)
    return strict_object(req.context.body)


def fields(values: Mapping[str, object], table: Table, at: str = "") -> dict[str, object]:
    """What is known of an object, under our names. Unknown keys are ignored (reference §9.9); absent ones stay absent.

    at: our name of the object with a dot, e.g. "dates[0]."; "" for the body itself.
    """
    known: dict[str, object] = {}
    for key, value in values.items():
        if key in table:
            name, reader = table[key]
            known[name] = reader(value, at + name)
    return known


def shapes(table: Table) -> dict[str, Shape]:
    """What each of the vendor's keys takes."""
    return {key: reader.takes for key, (_, reader) in table.items()}


def words(*tables: Table) -> dict[str, str]:
    """Our names to the vendor's."""
    return {name: key for table in tables for key, (name, _) in table.items()}


@taking(openapi.maybe(openapi.text()))
def text(value: object, field: str) -> str | None:
    """Text or null."""
    if value is None or isinstance(value, str):
        return value
    raise invalid("must be a text", field)


@taking(openapi.maybe(openapi.whole()))
def whole(value: object, field: str) -> int | None:
    """A whole number or null; `true` is none, nor is 1.0."""
    if value is None or type(value) is int:
        return value
    raise invalid("must be a whole number", field)


@taking({"type": ["integer", "string", "null"], "description": "A template's id"})
def reference(value: object, field: str) -> int | None:
    """A template's id, as a number or as a text holding one (reference §1.2), or null."""
    if isinstance(value, str):
        value = number(value)
        if value is None:
            raise invalid("must be an id", field)
    return whole(value, field)


def number(value: str) -> int | None:
    """The number that a text holds; None where it holds none that we could have given."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= _NUMBER_DIGITS else None


def flag(usual: bool) -> Reader[bool]:
    """True or false; null puts the usual back."""

    @taking(openapi.maybe(openapi.flag(default=usual)))
    def read(value: object, field: str) -> bool:
        if value is None:
            return usual
        if isinstance(value, bool):
            return value
        raise invalid("must be true or false", field)

    return read


@taking(openapi.maybe(openapi.flag()))
def nullable_flag(value: object, field: str) -> bool | None:
    """True, false or null."""
    if value is None or isinstance(value, bool):
        return value
    raise invalid("must be true or false", field)


def word(choices: Mapping[str, object]) -> Reader[object]:
    """One of the words, as what it stands for; or null."""
    told = f"must be one of {', '.join(choices)}"

    @taking(openapi.maybe(openapi.word(*choices)))
    def read(value: object, field: str) -> object:
        if value is None:
            return None
        if isinstance(value, str) and value in choices:
            return choices[value]
        raise invalid(told, field)

    return read


def required(reader: Reader[Any]) -> Reader[object]:
    """As `reader`, but never null."""

    @taking(openapi.given(reader.takes) if isinstance(reader.takes["type"], list) else reader.takes)
    def read(value: object, field: str) -> object:
        if value is None:
            raise invalid("cannot be null", field)
        return reader(value, field)

    return read


def items(reader: Reader[Any]) -> Reader[object]:
    """A list of what `reader` reads, as a tuple; or null."""

    @taking(openapi.maybe(openapi.many(reader.takes)))
    def read(value: object, field: str) -> object:
        if value is None:
            return None
        if not isinstance(value, list):
            raise invalid("must be a list", field)
        return tuple(reader(item, f"{field}[{position}]") for position, item in enumerate(value))

    return read


@taking(openapi.maybe({"type": "object", "additionalProperties": {"type": "string"}}))
def texts_by_name(value: object, field: str) -> dict[str, str] | None:
    """An object whose values are all text, or null."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise invalid("must be an object", field)
    for item in value.values():
        if not isinstance(item, str):
            raise invalid("must hold texts only", field)
    return value
