"""Which age of the API a key speaks (DESIGN §6, Eras): a reader and a writer, and nothing else."""

from collections.abc import Sequence
from typing import Literal, Protocol

from falcon.asgi import Request

from kalends.actions.event import GroupChoice
from kalends.dialects.addtocalendarpro import era_2024, era_current
from kalends.dialects.addtocalendarpro.write import Body, Deed
from kalends.domain.event import Event, EventPatch
from kalends.domain.group import Group, GroupPatch


class Era(Protocol):
    """What a module of an era offers."""

    def new_event(self, body: dict[str, object]) -> tuple[GroupChoice, EventPatch]: ...
    def event_patch(self, body: dict[str, object]) -> EventPatch: ...
    def event(self, of: Event) -> Body: ...
    def new_group(self, body: dict[str, object]) -> GroupPatch: ...
    def group_patch(self, body: dict[str, object]) -> GroupPatch: ...
    def group(self, of: Group, events: Sequence[str]) -> dict[str, object]: ...
    def done(self, deed: Deed, key: Literal["prokey", "id"], value: str, /) -> Body: ...


_EARLIER: dict[str, Era] = {"2024": era_2024}
_CURRENT: Era = era_current


def era(req: Request) -> Era:
    """The era of the key that the request came with."""
    return _EARLIER.get(req.context.actor.era, _CURRENT)
