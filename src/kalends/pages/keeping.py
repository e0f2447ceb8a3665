"""For how long a page that was written once is still right."""

from datetime import datetime, timedelta

from kalends.actions.page import EventPage, GroupPage
from kalends.pages.visit import Visit

_QUARTER_S = 900  # midnight in every zone is on a quarter of an hour in UTC

_QUARTER = timedelta(seconds=_QUARTER_S)

Key = tuple[object, ...]


def place(visit: Visit, prokey: str, meeting: str | None) -> Key:
    """Where a page is found again. meeting: the one asked for, as written in the address."""
    return prokey, meeting, visit.language.tag, visit.asked, visit.device


def good_until(page: EventPage | GroupPage, visit: Visit) -> datetime:
    """Until when the page stays as it is while its version does.

    That rises with every deed in the group, answers too, and with those on templates.
    """
    moments = [moment for it in page.meetings for moment in (it.starts_at, it.ends_at)]
    if isinstance(page, EventPage) and page.chosen:
        moments += page.chosen.starts_at, page.chosen.ends_at
    if isinstance(page, EventPage) and page.terms and page.terms.closes_at:
        moments.append(page.terms.closes_at)
    quarter = visit.now + _QUARTER - timedelta(seconds=visit.now.timestamp() % _QUARTER_S)
    return min([quarter, *(moment for moment in moments if moment > visit.now)])
