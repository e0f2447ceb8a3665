"""References to templates, as they hold now: a deleted one is gone at once, though rows lose it in slices."""

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from kalends.domain.event import Event, ordinary
from kalends.domain.group import Group
from kalends.store.sql import Sql
from kalends.store.transaction import Statements

_GOING = Sql("""
  SELECT number FROM templates WHERE organization_id = :o AND deleted_at IS NOT NULL AND number IN (:numbers...)
""")
_NAMES = ("layout", "landingpage", "cta_block")
T = TypeVar("T", bound=Event | Group)


class References(Statements):
    """What of rows that were read refers to a deleted template. Rows that name no template cost nothing."""

    __slots__ = ()

    async def without_deleted(self, things: Sequence[T]) -> list[T]:
        """The same without such references."""
        named = {number for it in things for number in (it.layout, it.landingpage, it.cta_block, _form(it))}
        numbers = sorted(number for number in named if number is not None)
        going = {row[0] for row in await self.all(_GOING, numbers=numbers)} if numbers else set()
        return [_without(it, going) for it in things] if going else list(things)


def _form(thing: Event | Group) -> int | None:
    return thing.rsvp_block if isinstance(thing, Event) else None


def _without(thing: T, going: set[int]) -> T:
    gone = {name: None for name in _NAMES if getattr(thing, name) in going}
    if isinstance(thing, Event) and thing.rsvp_block in going:
        return replace(thing, rsvp_block=None, settings=ordinary(thing.settings), **gone)
    return replace(thing, **gone)
