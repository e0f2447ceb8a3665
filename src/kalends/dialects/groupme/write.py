"""Events in GroupMe's shape."""

from collections.abc import Iterable

from kalends.actions.occurrence import Meeting
from kalends.dialects.groupme import chat
from kalends.dialects.groupme.description import to_text
from kalends.dialects.groupme.moments import in_utc, in_zone, wall_in_zone
from kalends.domain.answer import Answer, PartStat
from kalends.domain.occurrence import Occurrence
from kalends.domain.place import Place

_SHARE_TOKEN_CHARACTERS = 8


def event(meeting: Meeting, public_url: str) -> dict[str, object]:
    """One event. What is not set is left out, never null (reference §5.3)."""
    it = meeting.occurrence
    start, end = _times(it)
    return {
        **_told(it, public_url),
        "start_at": start,
        "end_at": end,
        "is_all_day": it.all_day,
        "timezone": it.zone,
        "reminders": meeting.reminders,
        "conversation_id": str(it.group),
        "event_id": chat.event_id(it.public_id),
        "creator_id": str(it.creator or 0),
        **_answers(meeting.answers),
        "created_at": in_utc(it.created_at),
        "updated_at": in_utc(it.updated_at or it.created_at),
        "id": chat.event_id(it.public_id),
        "end_at_set": True,
        "share_url": share_url(it, public_url),
    }


def share_url(it: Occurrence, public_url: str) -> str:
    """The event's page; a meeting other than the first has its number in it."""
    first = it.public_id == it.event_prokey and not it.repeating
    return chat.address(public_url, it.event_prokey, None if first else it.number)


def share_token(it: Occurrence) -> str:
    """Eight characters that a program may show; they open nothing."""
    return chat.event_id(it.public_id)[:_SHARE_TOKEN_CHARACTERS]


def _told(it: Occurrence, public_url: str) -> dict[str, object]:
    told: dict[str, object] = {"name": it.name}
    if it.description:
        told["description"] = to_text(it.description)
    if it.image is not None:
        told["image_url"] = public_url + it.image
    if it.place is not None:
        told["location"] = _location(it.place)
    return told


def _location(place: Place) -> dict[str, object]:
    """Coordinates as they were received, number or text."""
    parts = {"lat": place.lat, "lng": place.lng, "name": place.name, "address": place.address}
    return {name: value for name, value in parts.items() if value is not None}


def _times(it: Occurrence) -> tuple[str, str]:
    """What was sent beside an all-day flag comes back; otherwise an all-day event goes from midnight to midnight."""
    if it.typed_start is not None and it.typed_end is not None:
        return wall_in_zone(it.typed_start, it.zone), wall_in_zone(it.typed_end, it.zone)
    return in_zone(it.starts_at, it.zone), in_zone(it.ends_at, it.zone)


def _answers(answers: tuple[Answer, ...]) -> dict[str, object]:
    """Members by id; `going_count` also counts those who answered by mail alone and have no id."""
    timed = (PartStat.ACCEPTED, PartStat.DECLINED, PartStat.TENTATIVE, PartStat.WAITLISTED)
    return {
        "going": _who(answers, PartStat.ACCEPTED),
        "not_going": _who(answers, PartStat.DECLINED),
        "maybe_going": _who(answers, PartStat.TENTATIVE),
        "waitlisted": _who(answers, PartStat.WAITLISTED),
        "going_count": sum(it.state is PartStat.ACCEPTED for it in answers),
        "rsvp_list": {
            str(it.person): in_utc(it.answered_at) for it in answers if it.person is not None and it.state in timed
        },
    }


def _who(answers: Iterable[Answer], state: PartStat) -> list[str]:
    return [str(it.person) for it in answers if it.person is not None and it.state is state]
