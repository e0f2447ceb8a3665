"""What deeds ask of the store about conversations."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from kalends.domain.group import Group
from kalends.domain.message import Message


class MessageQuery(Struct, frozen=True, kw_only=True):
    """Which lines: those above and below these numbers, both exclusive. ascending: the oldest of them first."""

    above: int = 0
    below: int = 2**63 - 1
    ascending: bool = False
    limit: int = 20


class MessageReads(Protocol):
    """Reading. Every method is scoped to the actor's organization; deleted groups and lines are not there."""

    async def conversations(self, person: int, limit: int, offset: int) -> list[Group]:
        """Published groups of kind "group" that the person is in, the one that spoke last first."""

    async def messages(self, group: int, query: MessageQuery) -> list[Message]:
        """Lines of one group with their senders and changes."""

    async def message_counts(self, groups: Sequence[int]) -> dict[int, int]:
        """Group to how many lines it has; groups without any are left out."""

    async def last_messages(self, groups: Sequence[int]) -> dict[int, Message]:
        """Group to its last line."""


class MessageWrites(MessageReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def has_message(self, group: int, source_guid: str) -> bool:
        """Was a line with this id of the sender's said there before?"""
