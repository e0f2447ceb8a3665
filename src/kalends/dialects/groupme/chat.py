"""Lines of a conversation as GroupMe's messages: what people wrote, and changes in words (README, "Words")."""

from typing import NamedTuple

import msgspec

from kalends.dialects.groupme.moments import seconds
from kalends.domain.answer import PartStat
from kalends.domain.message import Change, ChangeName, Message

_CREATED = "calendar.event.created"
_UPDATED = "calendar.event.updated"
_CANCELLED = "calendar.event.cancelled"
_STARTING = "calendar.event.starting"
_TYPES = {
    ChangeName.EVENT_CREATED: _CREATED,
    ChangeName.EVENT_CANCELLED: _CANCELLED,
    ChangeName.EVENT_DELETED: _CANCELLED,
    ChangeName.OCCURRENCE_CANCELLED: _CANCELLED,
}
_UNDECIDED = ("calendar.event.user.undecided", "is undecided about")
_ANSWERS = {  # state: (type, words)
    PartStat.ACCEPTED.value: ("calendar.event.user.going", "is going to"),
    PartStat.DECLINED.value: ("calendar.event.user.not_going", "is not going to"),
    PartStat.TENTATIVE.value: ("calendar.event.user.maybe_going", "might go to"),
}
_UPDATES = {
    "time": "the time for ",
    "location": "the location for ",
    "name": "the name for ",
    "description": "the description for ",
}


_UNITS = (("week", 10_080), ("day", 1_440), ("hour", 60), ("minute", 1))


class Sender(NamedTuple):
    """Who a message comes from, in GroupMe's words."""

    name: str
    id: str
    type: str
    system: bool = False
    avatar_url: str | None = None


_SERVICE = Sender("GroupMe Calendar", "calendar", "service")
_SYSTEM = Sender("GroupMe", "system", "system", system=True)


def message(line: Message, public_url: str) -> dict[str, object]:
    """One message. public_url: see Context."""
    if line.change is not None:
        return _told(line, line.change, public_url)
    sent = [] if line.attachments is None else msgspec.Raw(line.attachments.encode())
    return _shape(line, _person(line, public_url), {"attachments": sent, "text": line.text})


def event_id(public_id: str) -> str:
    """A meeting's UUID as GroupMe writes it: 32 hex digits without dashes."""
    return public_id.replace("-", "")


def address(public_url: str, prokey: str, meeting: int | None) -> str:
    """The page of an event, or of one of its meetings by number."""
    return f"{public_url}/{prokey}" + ("" if meeting is None else f"?o={meeting}")


def _told(line: Message, change: Change, public_url: str) -> dict[str, object]:
    if change.name == ChangeName.OCCURRENCE_STARTING:
        return _starting(line, change)
    kind, text, more = _worded(line, change, public_url)
    told = {
        **more,
        "event": {"id": _event_id(change), "name": change.snapshot.get("name")},
        "user": {"id": str(line.sender or 0), "nickname": line.sender_name},
    }
    sender = _person(line, public_url) if kind == _CREATED else _SYSTEM if kind == _CANCELLED else _SERVICE
    view = "full" if kind == _CREATED else "brief"
    attachments = [{"event_id": _event_id(change), "type": "event", "view": view}]
    return _shape(line, sender, {"attachments": attachments, "text": text, "event": {"data": told, "type": kind}})


def _starting(line: Message, change: Change) -> dict[str, object]:
    """A reminder: its data names no event and nobody; `minutes` is text."""
    name, minutes = change.snapshot.get("name"), int(change.snapshot.get("minutes") or 0)
    said: dict[str, object] = {"event_name": name, "minutes": str(minutes), "call_started": False}
    attachments = [{"event_id": _event_id(change), "type": "event", "view": "brief"}]
    event = {"data": said, "type": _STARTING}
    text = f"'{name}' is starting {_in(minutes)}"
    return _shape(line, _SERVICE, {"attachments": attachments, "text": text, "event": event})


def _in(minutes: int) -> str:
    """In the largest unit that leaves no rest."""
    if not minutes:
        return "now"
    unit, size = next((unit, size) for unit, size in _UNITS if minutes % size == 0)
    count = minutes // size
    return f"in {count} {unit}" + ("s" if count > 1 else "")


def _worded(line: Message, change: Change, public_url: str) -> tuple[str, str, dict[str, object]]:
    """The type, the text, and what the data holds besides event and user."""
    who, name = line.sender_name, f"'{change.snapshot.get('name')}'"
    if change.name == ChangeName.RSVP_ANSWERED:
        kind, words = _ANSWERS.get("".join(change.fields), _UNDECIDED)
        return kind, f"{who} {words} {name}", {}
    kind = _TYPES.get(change.name, _UPDATED)
    if kind == _CREATED:
        url = address(public_url, str(change.snapshot.get("prokey")), None)
        return kind, f"{who} created event {name} {url}", {"url": url}
    if kind == _CANCELLED:
        return kind, f"{who} canceled {name}", {"conversation": {"id": str(line.group)}}
    what = next((words for field, words in _UPDATES.items() if field in change.fields), "")
    fields = [f"calendar.event.field.{field}" for field in change.fields if field in _UPDATES]
    return kind, f"{who} updated {what}the event {name}", {"updated_fields": fields}


def _event_id(change: Change) -> str:
    return event_id(str(change.snapshot.get("occurrence")))


def _person(line: Message, public_url: str) -> Sender:
    avatar = line.sender_avatar and public_url + line.sender_avatar
    return Sender(line.sender_name, str(line.sender or 0), "user", avatar_url=avatar)


def _shape(line: Message, sender: Sender, said: dict[str, object]) -> dict[str, object]:
    return {
        **said,
        "avatar_url": sender.avatar_url,
        "created_at": seconds(line.created_at),
        "favorited_by": [],
        "group_id": str(line.group),
        "id": str(line.number),
        "name": sender.name,
        "platform": "gm",
        "pinned_at": None,
        "pinned_by": "",
        "sender_id": sender.id,
        "sender_type": sender.type,
        "source_guid": line.source_guid or f"{line.number:032x}",
        "system": sender.system,
        "user_id": sender.id,
    }
