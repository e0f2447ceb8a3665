"""Reading addresses: prokeys, ids, pages and moments."""

import re
from datetime import UTC, datetime

from falcon.asgi import Request

from kalends.actions.event import EventList
from kalends.actions.series import MeetingsOf
from kalends.dialects.addtocalendarpro import read
from kalends.domain import limits
from kalends.domain.errors import invalid, not_found

_PROKEY = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", re.ASCII)
_NOTHING = "00000000-0000-0000-0000-000000000000"
# A plus sign that was not escaped arrives as a space.
_MOMENT = re.compile(r"([0-9-]{10}T[0-9:]{8})(\.[0-9]{1,9})?(?:(Z)|[ +]([0-9:]{5})|-([0-9:]{5}))", re.ASCII)
_YES_NO = {"true": True, "false": False, "": False}


def prokey(given: str) -> str:
    """A prokey as it is stored; for what cannot be one the nil UUID, which nothing has, so that both look alike."""
    return given.lower() if _PROKEY.fullmatch(given) else _NOTHING


def number(given: str) -> int:
    """A template's id from an address. Raises NOT_FOUND for what cannot be one."""
    found = read.number(given)
    if found is None:
        raise not_found()
    return found


def offset(req: Request) -> int:
    """How many items come before the page asked for (`page`, from 1). Raises INVALID outside 1 to limits.PAGES_V1."""
    given = req.get_param("page")
    if given is None:
        return 0
    page = read.number(given)
    if page is None or not 1 <= page <= limits.PAGES_V1:
        raise invalid(f"must be a whole number from 1 to {limits.PAGES_V1}", "page")
    return (page - 1) * limits.PAGE_V1


def flag(req: Request, name: str) -> bool:
    """`true` or `false`; absent is false."""
    given = req.get_param(name)
    if given is None:
        return False
    if given not in _YES_NO:
        raise invalid("must be true or false", name)
    return _YES_NO[given]


def event_list(req: Request, now: datetime) -> EventList:
    """The parameters of `GET /event/all` (seed 001). An empty `group` is none."""
    group = req.get_param("group")
    return EventList(
        group=prokey(group) if group else None,
        since=_moment(req, "from", now),
        until=_moment(req, "to", now),
        dates=limits.DATES_PER_EVENT_LISTED,
        offset=offset(req),
    )


def meetings_of(req: Request, key: str, now: datetime) -> MeetingsOf:
    """The same parameters for the meetings of one event."""
    return MeetingsOf(
        prokey=prokey(key), since=_moment(req, "from", now), until=_moment(req, "to", now), offset=offset(req)
    )


def _moment(req: Request, name: str, now: datetime) -> datetime | None:
    """`now`, or ISO 8601 with a zone: the docs' `2025-11-03T20:06:27Z`, also with fractions or an offset (§9.20)."""
    given = req.get_param(name)
    if given is None or given == "now":
        return now if given else None
    moment = instant(given)
    if moment is None:
        raise invalid("must be now, or UTC such as 2025-11-03T20:06:27Z", name)
    return moment


def instant(given: str) -> datetime | None:
    """Aware UTC; None for what is no moment."""
    found = _MOMENT.fullmatch(given)
    if found is None:
        return None
    local, fraction, _, east, west = found.groups()
    offset_text = f"+{east}" if east else f"-{west}" if west else "+00:00"
    try:
        return datetime.fromisoformat(f"{local}{(fraction or '')[:7]}{offset_text}").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
