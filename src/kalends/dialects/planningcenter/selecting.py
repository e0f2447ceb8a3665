"""Filters, order and pages of lists that are short enough to be read whole: labels, attendances, answers."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypeVar

from kalends.dialects.planningcenter.query import Asked
from kalends.domain.occurrence import Page
from kalends.domain.pattern import pattern
from kalends.domain.text import fold

T = TypeVar("T")
Keys: TypeAlias = Mapping[str, Callable[[T], str | int]]
"""By the name of an order or a `where`: what is compared. Text is compared without case."""


def page(items: Iterable[T], asked: Asked, keys: Keys[T]) -> Page[T]:
    """The page asked for. Without an order the items stay as they come."""
    found = [item for item in items if all(_fits(keys[name](item), given) for name, given in asked.where.items())]
    for key in asked.order[:1]:
        read = keys[key.removeprefix("-")]
        found.sort(key=lambda item: _sortable(read(item)), reverse=key.startswith("-"))
    return Page(tuple(found[asked.offset : asked.offset + asked.limit]), len(found))


def _fits(value: str | int, given: str) -> bool:
    return str(value) == given if isinstance(value, int) else pattern(given).matches(value)


def _sortable(value: str | int) -> str | int:
    return value if isinstance(value, int) else fold(value)
