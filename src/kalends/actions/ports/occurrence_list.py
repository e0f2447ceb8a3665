"""What deeds ask of the store about lists of meetings with filters and order."""

from typing import Protocol

from kalends.domain.occurrence import Entry, OccurrenceQuery


class OccurrenceListReads(Protocol):
    """Reading. Only meetings of published events in published groups; drafts and deleted ones are not there."""

    async def entries(self, query: OccurrenceQuery) -> list[Entry]:
        """A page of meetings, cancelled and dropped ones too."""

    async def count_entries(self, query: OccurrenceQuery) -> int:
        """How many meetings `query` means, whatever the page: from the groups' counters or by counting."""
