"""Lists that are asked for in many forms: statements put together from fixed fragments, each translated once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from msgspec import Struct

from kalends.domain.pattern import Pattern
from kalends.store.instants import micros
from kalends.store.sql import Sql

_FORMS = 512  # statements kept of one list
_LIKE_SIGNS = str.maketrans({"!": "!!", "%": "!%", "_": "!_"})
LIKE = "LIKE {} ESCAPE '!'"

Asked = tuple[tuple[str, ...], dict[str, object]]
"""Names of conditions, in a fixed order, and the values they need."""


class Paged(Protocol):
    """A query of a list that comes in pages."""

    @property
    def order(self) -> str: ...
    @property
    def descending(self) -> bool: ...
    @property
    def limit(self) -> int: ...
    @property
    def offset(self) -> int: ...


class Cut(Struct, frozen=True):
    """Which part of a list, and in which order. limit stands in the statement: PostgreSQL plans by it (see below)."""

    order: str
    descending: bool
    limit: int
    skips: bool  # whether rows are passed over; how many is a value


def cut(query: Paged, order: str | None = None) -> Cut:
    """The part that a query asks for. order: instead of the query's own."""
    return Cut(order or query.order, query.descending, query.limit, query.offset > 0)


class Listing:
    """One list. No text of a request ever comes into a statement: only names of what stands here, and whole numbers.

    rows, total: statements with "{where}" after their own conditions; rows also with "{order}" and "{cut}".
    conditions: by name. orders: by name, the columns to sort by; a last one always tells equal rows apart.
    A plan that PostgreSQL keeps has to guess a bound that is a value, as a tenth of the table; it then throws the plan
    away and makes one for each request, which takes longer than all the rest.
    """

    def __init__(
        self, rows: str, total: str, conditions: Mapping[str, str], orders: Mapping[str, Sequence[str]]
    ) -> None:
        self._rows, self._total, self._conditions, self._orders = rows, total, conditions, orders
        self.page = lru_cache(_FORMS)(self._page)
        self.total = lru_cache(_FORMS)(self._counted)

    def _page(self, conditions: tuple[str, ...], cut: Cut) -> Sql:
        direction = " DESC" if cut.descending else ""
        columns = ", ".join(column + direction for column in self._orders[cut.order])
        part = f"LIMIT {cut.limit:d}" + (" OFFSET :offset" if cut.skips else "")
        return Sql(self._rows.format(where=self._where(conditions), order=columns, cut=part))

    def _counted(self, conditions: tuple[str, ...]) -> Sql:
        return Sql(self._total.format(where=self._where(conditions)))

    def _where(self, conditions: tuple[str, ...]) -> str:
        return "".join(f" AND {self._conditions[name]}" for name in conditions)


def asked(query: Struct, names: Sequence[str], prefix: str = "") -> Asked:
    """What of `names` the query sets (not None), as conditions and values; a pattern with an open end is a `…_like`."""
    conditions: list[str] = []
    values: dict[str, object] = {}
    for name in names:
        value = getattr(query, name)
        if value is None:
            continue
        inexact = isinstance(value, Pattern) and not value.exact
        conditions.append(f"{prefix}{name}_like" if inexact else prefix + name)
        values[prefix + name] = _stored(value)
    return tuple(conditions), values


def _stored(value: object) -> object:
    if isinstance(value, datetime):
        return micros(value)
    if not isinstance(value, Pattern):
        return value
    if value.exact:
        return value.text
    return "%" * value.open_start + value.text.translate(_LIKE_SIGNS) + "%" * value.open_end
