"""The only clock of the server; tests bring their own."""

from datetime import UTC, datetime


class SystemClock:
    """What the machine says. Implements dialects/context.py: Clock."""

    def now(self) -> datetime:
        """Aware UTC."""
        return datetime.now(UTC)
