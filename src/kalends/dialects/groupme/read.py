"""What comes in: events and messages as GroupMe's clients send them. Fields that are not named here are ignored."""

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from kalends.dialects.groupme.description import to_html
from kalends.dialects.groupme.moments import to_wall
from kalends.domain.asset import public_id_in
from kalends.domain.errors import invalid
from kalends.domain.message import Words
from kalends.domain.occurrence import OccurrencePatch
from kalends.domain.place import Place, new_place
from kalends.domain.timing import clock

Body: TypeAlias = Mapping[str, object]

_REQUIRED = ("name", "start_at", "end_at", "timezone")
_TIMES = ("start_at", "end_at", "timezone", "is_all_day")
_LEADS_S = (0, 300, 900, 1800, 3600, 7200, 86400, 172800, 604800)
_MOST_REMINDERS = 2


def new_event(body: Body, public_url: str) -> OccurrencePatch:
    """A new event. The first required field that is missing is named; `is_all_day` is false unless sent."""
    for name in _REQUIRED:
        _required(body, name)
    all_day = False if body.get("is_all_day") is None else body["is_all_day"]
    return revision({**body, "is_all_day": all_day}, public_url)


def revision(body: Body, public_url: str) -> OccurrencePatch:
    """A change: what is absent stays, what is null goes. The four time fields come together or not at all."""
    return replace(
        _times(body),
        name=_name(body),
        description=_description(body),
        place=_location(body),
        image=_image(body, public_url),
        reminders=_reminders(body),
    )


def words(body: Body) -> Words:
    """A message. An event's attachment comes from making the event, never from a client (reference §7)."""
    message = body.get("message")
    if not isinstance(message, dict):
        raise invalid("message is required")
    attachments = message.get("attachments")
    if attachments is None:
        attachments = []
    if not isinstance(attachments, list) or not all(isinstance(it, dict) for it in attachments):
        raise invalid("must be a list of objects", "attachments")
    if any(it.get("type") == "event" for it in attachments):
        raise invalid("cannot hold an event; make the event instead", "attachments")
    return Words(_text(message, "text"), tuple(attachments), _text(message, "source_guid"))


def _times(body: Body) -> OccurrencePatch:
    sent = [name for name in _TIMES if name in body]
    if not sent:
        return OccurrencePatch()
    if len(sent) < len(_TIMES):
        raise invalid("start_at, end_at, timezone and is_all_day must be sent together")
    zone, all_day = _required(body, "timezone"), body["is_all_day"]
    if not isinstance(all_day, bool):
        raise invalid("must be true or false", "is_all_day")
    start, end = (to_wall(_required(body, name), name, zone) for name in ("start_at", "end_at"))
    return OccurrencePatch(
        start_date=start.date().isoformat(),
        start_time=clock(start),
        start_fold=start.fold,
        end_date=end.date().isoformat(),
        end_time=clock(end),
        end_fold=end.fold,
        zone=zone,
        all_day=all_day,
    )


def _name(body: Body) -> str | UnsetType:
    return _required(body, "name") if "name" in body else UNSET


def _description(body: Body) -> str | None | UnsetType:
    if "description" not in body:
        return UNSET
    text = _text(body, "description")
    return to_html(text) if text else None


def _location(body: Body) -> Place | None | UnsetType:
    """Coordinates stay of the type they were sent with (reference §12, rule 8)."""
    if "location" not in body:
        return UNSET
    sent = body["location"]
    if sent is None:
        return None
    if not isinstance(sent, dict):
        raise invalid("must be an object", "location")
    if not sent.get("name"):
        raise invalid("location.name is required")
    name, address = _text(sent, "name", "location.name"), _text(sent, "address", "location.address")
    return new_place(name or "", address, sent.get("lat"), sent.get("lng"))


def _image(body: Body, public_url: str) -> str | None | UnsetType:
    """The path of a picture of ours; whether it exists is asked of the store."""
    if "image_url" not in body:
        return UNSET
    url = _text(body, "image_url")
    if not url:
        return None
    path = url.removeprefix(public_url)
    if path == url or public_id_in(path) is None:
        raise invalid("must be the address of a picture that was put into the picture service here", "image_url")
    return path


def _reminders(body: Body) -> tuple[int, ...] | UnsetType:
    if "reminders" not in body:
        return UNSET
    sent = [] if body["reminders"] is None else body["reminders"]
    if not isinstance(sent, list) or not all(type(it) is int and it in _LEADS_S for it in sent):
        raise invalid(f"must be a list of seconds out of {', '.join(map(str, _LEADS_S))}", "reminders")
    if len(sent) > _MOST_REMINDERS or len(set(sent)) < len(sent):
        raise invalid(f"must be at most {_MOST_REMINDERS} different ones", "reminders")
    return tuple(sent)


def _required(body: Body, name: str) -> str:
    value = _text(body, name)
    if not value:
        raise invalid(f"{name} is required")
    return value


def _text(body: Body, name: str, told: str | None = None) -> str | None:
    """The text at `name`, None where there is none. told: its name in refusals, where that is another."""
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise invalid("must be a string", told or name)
    return value
