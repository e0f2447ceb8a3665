"""Fetching the calendars that groups show from elsewhere."""

from kalends.actions.subscription import Answered, Wanted, keep_copy, keep_failure, wanted
from kalends.domain import limits
from kalends.domain.access import system
from kalends.domain.errors import Refused
from kalends.jobs.reading_apart import copy_apart
from kalends.jobs.worker import Errand
from kalends.net.client import Client, Fetched, TooLarge, Unreachable

_CALENDAR = "text/calendar, text/plain;q=0.5, */*;q=0.1"


class Subscriptions:
    """The handler of such jobs. client: the way out."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def __call__(self, errand: Errand) -> None:
        """One group's; the deed that keeps what came asks for the next time. A failure is the calendar's, not ours."""
        group = int(errand.job.payload["group"])
        what = await errand.store.read(wanted, system(errand.job.organization), group)
        if what is None:
            return
        try:
            answered = await self._fetched(what)
        except (Unreachable, TooLarge, Refused) as error:
            told = error.reason if isinstance(error, Refused) else str(error)
            await errand.do(keep_failure, group, what.url, told, now=errand.clock.now())
        else:
            await errand.do(keep_copy, group, answered, now=errand.clock.now())

    async def _fetched(self, what: Wanted) -> Answered:
        asked = {"If-None-Match": what.etag, "If-Modified-Since": what.last_modified, "Accept": _CALENDAR}
        said = {name: value for name, value in asked.items() if value is not None}
        found = await self._client.get(what.url, said, limits.CALENDAR_BYTES)
        if found.status == 304 and (what.etag or what.last_modified):
            return Answered(what.url, None)
        if found.status != 200:
            raise Unreachable
        copy = await copy_apart(found.body, what.home)
        return Answered(what.url, copy, _header(found, "etag"), _header(found, "last-modified"))


def _header(found: Fetched, name: str) -> str | None:
    """What is sent back the next time: one line of plain text, or nothing."""
    value = found.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and 0 < len(value) <= limits.NAME else None
