"""Looking through the meetings of all groups, with filters and order."""

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.parent import Parent, within
from kalends.actions.ports import Read
from kalends.actions.related import NO_WANT, Related, Want, related
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.errors import not_found
from kalends.domain.occurrence import Entry, OccurrenceQuery, Page


class EntryList(Struct, frozen=True):
    """Part of a list of meetings, how many there are in all, and what is shown beside their groups."""

    page: Page[Entry]
    related: Related


class Shown(Struct, frozen=True):
    """One meeting, and what is shown beside its group."""

    entry: Entry
    related: Related


async def list_occurrences(
    read: Read, actor: Actor, query: OccurrenceQuery, want: Want, parent: Parent | None = None
) -> EntryList:
    """Meetings of the groups the actor may see, cancelled ones too. Raises NOT_FOUND for a parent they may not see."""
    access.check_reads(actor)
    query = replace(query, group=await within(read, actor, parent, query.group))
    page = await _page(read, query)
    return EntryList(page, await related(read, {it.group.number: it.group for it in page.items}.values(), want))


async def show_entry(
    read: Read, actor: Actor, number: int, want: Want = NO_WANT, parent: Parent | None = None
) -> Shown:
    """One meeting in the list of `parent`. Raises NOT_FOUND when it is not in there."""
    found = await list_occurrences(read, actor, OccurrenceQuery(number=number, limit=1), want, parent)
    if not found.page.items:
        raise not_found()
    return Shown(found.page.items[0], found.related)


async def _page(read: Read, query: OccurrenceQuery) -> Page[Entry]:
    if query.nothing or query.group.nothing:
        return Page((), 0)
    items = tuple(await read.entries(query))
    if items and len(items) < query.limit:
        return Page(items, query.offset + len(items))
    return Page(items, await read.count_entries(query))
