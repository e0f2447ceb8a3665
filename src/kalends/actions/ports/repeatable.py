"""What deeds ask of the store about those that may be asked for again."""

from datetime import datetime
from typing import Protocol

from kalends.domain.repeatable import Earlier, Repeatable


class RepeatableWrites(Protocol):
    """Inside a deed's transaction. Every method is scoped to the actor's organization."""

    async def begin_repeatable(self, person: int, asked: Repeatable) -> Earlier:
        """Note it, or give what was noted under this key of the person's; another deed that has it is waited for."""

    async def end_repeatable(self, person: int, asked: Repeatable, made: str) -> None:
        """It is done, and this is what it made."""

    async def forget_repeatables(self, before: datetime, most: int) -> int:
        """Remove up to `most` that were asked for before then; how many."""
