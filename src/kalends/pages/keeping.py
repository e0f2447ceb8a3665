"""For how long a page that was written once is still right."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kalends.actions.page import EventPage, GroupPage
from kalends.domain.occurrence import Occurrence
from kalends.pages.visit import Visit

_QUARTER_S = 900  # midnight in every zone is on a quarter of an hour in UTC

_QUARTER = timedelta(seconds=_QUARTER_S)

Key = tuple[object, ...]


def place(visit: Visit, prokey: str, *asked: str | None) -> Key:
    """Where a page is found again. asked: what else of the address it depends on."""
    return prokey, *asked, visit.language.tag, visit.asked, visit.device


def good_until(page: EventPage | GroupPage, visit: Visit) -> datetime:
    """Until when the page stays as it is while its group's version does, which answers and templates raise too."""
    moments = [moment for it in page.meetings for moment in (it.starts_at, it.ends_at)]
    if isinstance(page, EventPage) and page.chosen:
        moments += page.chosen.starts_at, page.chosen.ends_at
    if isinstance(page, EventPage) and page.terms and page.terms.closes_at:
        moments.append(page.terms.closes_at)
    quarter = visit.now + _QUARTER - timedelta(seconds=visit.now.timestamp() % _QUARTER_S)
    return min([quarter, *(moment for moment in moments if moment > visit.now)])


def event_key(page: EventPage, visit: Visit) -> Key:
    """What all words of an event's page depend on: other words have another key.

    A group's version rises with every deed in it, and with those on the templates that are used there.
    """
    chosen = page.chosen.number if page.chosen else 0
    changes = _passed([*page.meetings, *([page.chosen] if page.chosen else [])], visit.now)
    closed = page.terms is not None and page.terms.closes_at is not None and visit.now >= page.terms.closes_at
    return (*_asked(page.event.prokey, page.group.version, visit), chosen, changes, closed)


def group_key(page: GroupPage, visit: Visit) -> Key:
    """The same for a group's page."""
    return (*_asked(page.group.prokey, page.group.version, visit), page.past, _passed(page.meetings, visit.now))


def _asked(prokey: str, version: int, visit: Visit) -> Key:
    quarter = int(visit.now.timestamp()) // _QUARTER_S
    return prokey, version, quarter, visit.language.tag, visit.asked, visit.device


def _passed(meetings: Iterable[Occurrence], now: datetime) -> tuple[tuple[int, bool, bool], ...]:
    """Which meetings there are, and which of them have begun and ended."""
    return tuple((it.number, it.starts_at <= now, it.ends_at <= now) for it in meetings)
