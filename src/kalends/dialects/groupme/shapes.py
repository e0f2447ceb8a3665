"""The shapes of what GroupMe's addresses take and answer (reference §5 to §8), for their description."""

from kalends.dialects.openapi import (
    Shape,
    anything,
    decimal,
    either,
    flag,
    many,
    maybe,
    named,
    record,
    sent,
    text,
    whole,
    word,
)

_ID = text("A number, as text", pattern="^[0-9]+$")
EVENT_ID = text("A UUID without dashes", pattern="^[0-9a-f]{32}$")
_LOCAL = text("By the event's clock, with its offset, like 2021-07-11T20:45:00-05:00")
_UTC = text("Like 2021-07-12T02:52:50Z", format="date-time")
_SECONDS = whole("Seconds since 1970")
_COORDINATE: Shape = {"type": ["number", "string"]}  # of the type it was sent with
_ADDRESS = text(format="uri")

_EVENT: dict[str, Shape] = {
    "name": text(),
    "description": text(),
    "image_url": _ADDRESS,
    "location": record(
        {"lat": _COORDINATE, "lng": _COORDINATE, "name": text(), "address": text()}, ["lat", "lng", "name", "address"]
    ),
    "start_at": _LOCAL,
    "end_at": _LOCAL,
    "is_all_day": flag(),
    "timezone": text("A zone's name, like America/Chicago"),
    "reminders": many(whole(), "Seconds before the start"),
    "conversation_id": _ID,
    "event_id": EVENT_ID,
    "creator_id": _ID,
    "going": many(_ID),
    "not_going": many(_ID),
    "maybe_going": many(_ID),
    "waitlisted": many(_ID),
    "going_count": whole("Also those who have no id"),
    "rsvp_list": {"type": "object", "additionalProperties": _UTC, "description": "When each answered, by id"},
    "created_at": _UTC,
    "updated_at": _UTC,
    "id": EVENT_ID,
    "end_at_set": flag(),
    "share_url": _ADDRESS,
}

_MEMBER: dict[str, Shape] = {
    "id": _ID,
    "user_id": _ID,
    "nickname": text(),
    "name": text(),
    "image_url": maybe(_ADDRESS),
    "muted": flag(),
    "autokicked": flag(),
    "roles": many(word("admin", "owner", "user")),
}

_MESSAGE: dict[str, Shape] = {
    "attachments": many(anything()),
    "text": maybe(text()),
    "event": record({"data": anything(), "type": text()}),
    "avatar_url": maybe(_ADDRESS),
    "created_at": _SECONDS,
    "favorited_by": many(_ID, maxItems=0),
    "group_id": _ID,
    "id": _ID,
    "name": text(),
    "platform": word("gm"),
    "pinned_at": {"type": "null"},
    "pinned_by": text(),
    "sender_id": text(),
    "sender_type": word("user", "service", "system"),
    "source_guid": text(),
    "system": flag(),
    "user_id": text(),
}

_PREVIEW: dict[str, Shape] = {
    "nickname": maybe(text()),
    "text": maybe(text()),
    "image_url": maybe(_ADDRESS),
    "attachments": many(anything()),
}

_GROUP: dict[str, Shape] = {
    "id": _ID,
    "group_id": _ID,
    "name": text(),
    "phone_number": {"type": "null"},
    "type": word("private"),
    "description": text(),
    "image_url": maybe(_ADDRESS),
    "creator_user_id": maybe(_ID),
    "created_at": _SECONDS,
    "updated_at": _SECONDS,
    "muted_until": {"type": "null"},
    "members": maybe(many(named("v3.Member"))),
    "members_count": whole(),
    "children_count": whole(),
    "share_url": _ADDRESS,
    "messages": record(
        {
            "count": whole(),
            "last_message_id": maybe(_ID),
            "last_message_created_at": maybe(_SECONDS),
            "preview": record(_PREVIEW),
        }
    ),
}

_USER: dict[str, Shape] = {
    "id": _ID,
    "user_id": _ID,
    "name": text(),
    "email": maybe(text()),
    "phone_number": {"type": "null"},
    "image_url": maybe(_ADDRESS),
    "created_at": _SECONDS,
    "updated_at": _SECONDS,
    "sms": flag(),
    "locale": text(),
}

SHAPES: dict[str, Shape] = {
    "v3.Event": record(_EVENT, ["description", "image_url", "location"]),
    "v3.Member": record(_MEMBER),
    "v3.Message": record(_MESSAGE, ["event"], "event: what happened to an event, where that is what is told"),
    "v3.Group": record(_GROUP),
    "v3.User": record(_USER),
    "v3.Failure": record(
        {"meta": record({"code": whole(), "errors": many(text(), minItems=1)}), "response": {"type": "null"}}
    ),
}

_SENT_LOCATION = sent(
    {
        "name": text(),
        "address": maybe(text()),
        "lat": maybe(either(decimal(), text())),
        "lng": maybe(either(decimal(), text())),
    },
    ["name"],
)
_SENT: dict[str, Shape] = {
    "name": text(),
    "description": maybe(text()),
    "start_at": text("ISO 8601; the four of start_at, end_at, timezone and is_all_day come together"),
    "end_at": text("ISO 8601"),
    "timezone": text("A zone's name, like America/Chicago"),
    "is_all_day": flag(),
    "location": maybe(_SENT_LOCATION),
    "image_url": maybe(text("The address of a picture that was sent to /pictures")),
    "reminders": maybe(many(whole(), "At most 2, seconds before the start", maxItems=2)),
}
NEW_EVENT = sent({**_SENT, "is_all_day": maybe(flag())}, ["name", "start_at", "end_at", "timezone"])
REVISION = sent({**_SENT, "event_id": EVENT_ID})
_LINE = {"text": maybe(text()), "source_guid": maybe(text()), "attachments": maybe(many(anything()))}
LINE = sent({"message": sent(_LINE)}, ["message"])


def envelope(response: Shape) -> Shape:
    """Around what is answered: `meta.errors` is null when all went well."""
    return record({"meta": record({"code": whole(), "errors": {"type": "null"}}), "response": response})
