"""What deeds ask of the store about changes and the lines that tell them."""

from typing import Protocol

from kalends.domain.message import Change, Message
from kalends.domain.webhook import Element, Trigger


class ChangeWrites(Protocol):
    """Writing, inside a deed's transaction."""

    async def add_change(self, change: Change, heard: tuple[Trigger, Element] | None = None) -> bool:
        """Keep what happened. True when an active webhook listens for `heard`: asked along, it costs nothing."""

    async def add_message(self, message: Message) -> Message:
        """Append a line to a group's conversation, under its row lock; returns it with its number."""
