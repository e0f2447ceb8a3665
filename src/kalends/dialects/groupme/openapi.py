"""The description of `/v3` and `/pictures`: every route, what it takes, and what it answers."""

from collections.abc import Mapping

from msgspec import Struct

from kalends.dialects.groupme.shapes import EVENT_ID, LINE, NEW_EVENT, REVISION, SHAPES, envelope
from kalends.dialects.openapi import (
    JSON,
    Answer,
    Api,
    Asked,
    Operation,
    Shape,
    many,
    named,
    record,
    text,
    whole,
    word,
)

_FAILURE = Answer(named("v3.Failure"))
_ALWAYS = (400, 401, 404, 429, 503)
_NUMBER = text("A number", pattern="^[1-9][0-9]{0,15}$")
_EVENT = (Asked("event_id", EVENT_ID, needed=True),)
_PER_PAGE = Asked("limit", whole(minimum=1), "20 where it is not said")


class _Route(Struct, frozen=True):
    """A method and a path, with its name and what it is for."""

    method: str
    path: str
    name: str
    told: str
    asks: tuple[Asked, ...] = ()
    body: Mapping[str, Shape] = {}

    def answering(self, status: int, response: Shape, *refusals: int) -> Operation:
        """refusals: statuses besides those that every route may answer."""
        good = {status: Answer(envelope(response))}
        return self.described({**good, **dict.fromkeys((*_ALWAYS, *refusals), _FAILURE)})

    def described(self, answers: Mapping[int, Answer]) -> Operation:
        tag = "/".join(self.path.split("/")[: 3 if self.path.startswith("/v3") else 2])
        return Operation(
            method=self.method, path=self.path, name=f"v3_{self.name}", told=self.told, tag=tag, asks=self.asks,
            body=self.body, answers=answers, open="{name}" in self.path,
        )  # fmt: skip


_EVENTS = "/v3/conversations/{conversation}/events"
_MESSAGES = "/v3/groups/{group}/messages"
_SHOWN = record({"event": named("v3.Event")})
_PAGE = record({"events": many(named("v3.Event")), "next": text("The path of the next page")}, ["next"])
_MADE = record({"event": named("v3.Event"), "message": named("v3.Message"), "share_token": text()})
_LINES = record({"count": whole(), "messages": many(named("v3.Message"))})
_PICTURE = record({"payload": record({"url": text(format="uri"), "picture_url": text(format="uri")})})
_IMAGES = ("image/jpeg", "image/png", "image/gif", "image/webp")

_WINDOW = (
    Asked("end_at", text(), "Events that end at this moment or later"),
    Asked("after", text(), "From `next`"),
    _PER_PAGE,
)
_GOING = (*_EVENT, Asked("going", word("true", "false"), needed=True))
_BOUNDS = (*(Asked(name, text()) for name in ("before_id", "since_id", "after_id")), _PER_PAGE)
_GROUPS = (
    Asked("page", whole(minimum=1)),
    Asked("per_page", whole(minimum=1), "10 where it is not said"),
    Asked("omit", text(), "memberships: without who is in them"),
)

_CONVERSATIONS = (
    _Route("GET", f"{_EVENTS}/list", "list_events", "List a group's events", _WINDOW).answering(200, _PAGE),
    _Route("GET", f"{_EVENTS}/show", "show_event", "Show an event", _EVENT).answering(200, _SHOWN),
    _Route("POST", f"{_EVENTS}/create", "create_event", "Create an event", body={JSON: NEW_EVENT}).answering(
        201, _MADE, 413
    ),
    _Route(
        "POST", f"{_EVENTS}/update", "revise_event", "Change an event", (Asked("event_id", EVENT_ID),), {JSON: REVISION}
    ).answering(200, _SHOWN, 403, 413),
    _Route("DELETE", f"{_EVENTS}/delete", "cancel_event", "Cancel an event", _EVENT).answering(
        200, {"type": "null"}, 403
    ),
    _Route("POST", f"{_EVENTS}/rsvp", "answer", "Say whether one comes", _GOING).answering(200, _SHOWN, 409),
    _Route("DELETE", f"{_EVENTS}/rsvp/delete", "clear_answer", "Take an answer back", _EVENT).answering(200, _SHOWN),
)
_TALK = (
    _Route("GET", "/v3/groups", "list_groups", "List one's groups", _GROUPS).answering(200, many(named("v3.Group"))),
    _Route("GET", "/v3/groups/{group}", "show_group", "Show a group").answering(200, named("v3.Group")),
    _Route("GET", "/v3/groups/{group}/subgroups", "list_subgroups", "There are none").answering(
        200, many(named("v3.Group"), maxItems=0)
    ),
    _Route("GET", _MESSAGES, "list_messages", "List messages", _BOUNDS).described(
        {
            200: Answer(envelope(_LINES)),
            304: Answer(media=None, told="There is none"),
            **dict.fromkeys(_ALWAYS, _FAILURE),
        }
    ),
    _Route("POST", _MESSAGES, "post_message", "Write a message", body={JSON: LINE}).answering(
        201, record({"message": named("v3.Message")}), 409, 413
    ),
    _Route("GET", "/v3/users/me", "show_self", "Who is asking").answering(200, named("v3.User")),
)
_PICTURES = (
    _Route("POST", "/pictures", "add_picture", "Keep a picture", body={media: {} for media in _IMAGES}).described(
        {
            200: Answer(_PICTURE),
            **dict.fromkeys((*_ALWAYS, 413), _FAILURE),
        }
    ),
    _Route("GET", "/pictures/{name}", "show_picture", "A picture").described(
        {
            200: Answer(media="image/*"),
            **dict.fromkeys((404, 503), _FAILURE),
        }
    ),
)

API = Api(
    tags={
        "/v3/conversations": "Events of a group's conversation",
        "/v3/groups": "Groups and their messages",
        "/v3/users": "Who is asking",
        "/pictures": "Pictures for events",
    },
    places={"conversation": _NUMBER, "group": _NUMBER, "name": text("An id and the kind of picture")},
    shapes=SHAPES,
    operations=(*_CONVERSATIONS, *_TALK, *_PICTURES),
    security={
        "v3.Token": {"type": "apiKey", "in": "query", "name": "token"},
        "v3.Header": {"type": "apiKey", "in": "header", "name": "X-Access-Token"},
    },
)
