"""What stands in GroupMe's addresses: ids, and the query's words."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from urllib.parse import quote
from uuid import UUID

from falcon.asgi import Request
from msgspec import Struct

from kalends.actions.occurrence import Meeting, MeetingList
from kalends.actions.ports.message import MessageQuery
from kalends.dialects.groupme.moments import lower_bound
from kalends.domain import limits
from kalends.domain.answer import PartStat
from kalends.domain.errors import invalid, not_found

_NUMBER = re.compile(r"[1-9][0-9]{0,15}")
_EVENT_ID = re.compile(r"[0-9a-f]{32}")
_MESSAGE_ID = re.compile(r"[0-9]{1,18}")
_COUNT = re.compile(r"[0-9]{1,9}")
_AFTER = re.compile(r"(-?[0-9]{1,17})_([0-9]{1,16})")
_GOING = {"true": PartStat.ACCEPTED, "false": PartStat.DECLINED}
_NO_BODY: Mapping[str, object] = MappingProxyType({})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class GroupPage(Struct, frozen=True):
    """Which groups. members: whether to tell who is in them."""

    limit: int
    offset: int
    members: bool


def parameters(req: Request) -> dict[str, str]:
    """The query by name; what is given empty counts as not given. Raises INVALID for a name given twice."""
    found: dict[str, str] = {}
    for name, value in req.params.items():
        if isinstance(value, list):
            raise invalid("is given more than once", name[: limits.NAME])
        if value:
            found[name] = value
    return found


def number(text: str) -> int:
    """The id of a group or conversation. Raises NOT_FOUND for anything that cannot be one."""
    if not _NUMBER.fullmatch(text):
        raise not_found()
    return int(text)


def event(conversation: str, words: dict[str, str], body: Mapping[str, object] = _NO_BODY) -> tuple[int, str]:
    """A conversation's number and an event's public id, from `event_id` in the query.

    One client has it in the body instead (reference §4.2); in both it must be the same. Raises INVALID when absent,
    NOT_FOUND for anything that cannot be an id.
    """
    asked, sent = words.get("event_id"), body.get("event_id")
    if asked is not None and sent is not None and asked != sent:
        raise invalid("the event_id in the query and in the body differ")
    found = sent if asked is None else asked
    if found is None:
        raise invalid("event_id is required")
    if not isinstance(found, str) or not _EVENT_ID.fullmatch(found):
        raise not_found()
    return number(conversation), str(UUID(found))


def going(words: dict[str, str]) -> PartStat:
    """The answer that `going` gives: exactly `true` or `false`."""
    if words.get("going") not in _GOING:
        raise invalid("must be true or false", "going")
    return _GOING[words["going"]]


def meetings(words: dict[str, str]) -> MeetingList:
    """Which events: `end_at` is a lower bound on the end, absent without bound; `after` comes from `next`."""
    since = lower_bound(words["end_at"], "end_at") if "end_at" in words else None
    limit = _count(words, "limit", 20, limits.PAGE_MEETINGS)
    return MeetingList(since=since, after=_after(words["after"]) if "after" in words else None, limit=limit)


def next_page(conversation: int, query: MeetingList, last: Meeting) -> str:
    """The path of the page after `last`, without the token."""
    start, words = last.occurrence.starts_at, [f"limit={query.limit}"]
    if query.since is not None:
        words.append(f"end_at={quote(query.since.isoformat().replace('+00:00', 'Z'), safe=':')}")
    words.append(f"after={(start - _EPOCH) // _MICROSECOND}_{last.occurrence.number}")
    return f"/v3/conversations/{conversation}/events/list?{'&'.join(words)}"


def messages(words: dict[str, str]) -> MessageQuery:
    """Which messages: before_id newest first, since_id newest first, after_id oldest first; one of them at most."""
    limit = _count(words, "limit", 20, limits.PAGE_MESSAGES)
    bounds = [name for name in ("before_id", "since_id", "after_id") if name in words]
    if not bounds:
        return MessageQuery(limit=limit)
    if len(bounds) > 1:
        raise invalid("before_id, since_id and after_id exclude each other")
    (name,) = bounds
    if not _MESSAGE_ID.fullmatch(words[name]):
        raise invalid("must be the id of a message", name)
    bound = int(words[name])
    if name == "before_id":
        return MessageQuery(below=bound, limit=limit)
    return MessageQuery(above=bound, ascending=name == "after_id", limit=limit)


def groups(words: dict[str, str]) -> GroupPage:
    """Which groups: `page` from 1, `per_page` 10, and `omit=memberships`."""
    page = _count(words, "page", 1, 10**9)
    per_page = _count(words, "per_page", 10, limits.PAGE_CONVERSATIONS)
    omitted = words.get("omit", "").split(",")
    return GroupPage(per_page, (page - 1) * per_page, "memberships" not in omitted)


def _count(words: dict[str, str], name: str, usual: int, most: int) -> int:
    text = words.get(name)
    if text is None:
        return min(usual, most)
    if not _COUNT.fullmatch(text) or not 1 <= int(text) <= most:
        raise invalid(f"{name} must be between 1 and {most}")
    return int(text)


def _after(text: str) -> tuple[datetime, int]:
    found = _AFTER.fullmatch(text)
    if found is None:
        raise invalid("must come from a next page", "after")
    try:
        return _EPOCH + timedelta(microseconds=int(found[1])), int(found[2])
    except OverflowError as error:
        raise invalid("must come from a next page", "after") from error
