"""What deeds ask of the store about changes and the lines that tell them."""

from typing import Protocol

from kalends.domain.message import Change, Message


class ChangeWrites(Protocol):
    """Writing, inside a deed's transaction."""

    async def add_change(self, change: Change) -> None:
        """Keep what happened."""

    async def add_message(self, message: Message) -> Message:
        """Append a line to a group's conversation, under its row lock; returns it with its number."""
