"""Every address of this dialect, and the way from each to its deed."""

from falcon.asgi import App, Request, Response
from msgspec.structs import replace

from kalends.actions import answer, asset, message, occurrence
from kalends.actions.meeting import cancel_meeting
from kalends.dialects.body import read_body
from kalends.dialects.context import Context
from kalends.dialects.groupme import chat, description, envelope, errors, group_write, query, read, write
from kalends.dialects.groupme.auth import TokenAuthentication
from kalends.dialects.strict_json import strict_object
from kalends.domain import limits
from kalends.domain.access import visitor
from kalends.domain.answer import PartStat
from kalends.domain.asset import MEDIA_TYPES, public_id_in
from kalends.domain.errors import not_found


class Resource:
    """What every resource is made of."""

    def __init__(self, context: Context) -> None:
        self.store, self.clock, self.gate = context.store, context.clock, context.gate
        self.url = context.public_url


class Events(Resource):
    """/v3/conversations/{conversation}/events/… (seed 003)."""

    async def on_get_list(self, req: Request, resp: Response, conversation: str) -> None:
        number, asked = query.number(conversation), query.meetings(query.parameters(req))
        one_more = replace(asked, limit=asked.limit + 1)
        found = await self.store.read(occurrence.list_meetings, req.context.actor, number, one_more)
        shown = found[: asked.limit]
        page: dict[str, object] = {"events": [write.event(meeting, self.url) for meeting in shown]}
        if len(found) > len(shown):
            page["next"] = query.next_page(number, asked, shown[-1])
        envelope.success(resp, page)

    async def on_get_show(self, req: Request, resp: Response, conversation: str) -> None:
        number, public_id = query.event(conversation, query.parameters(req))
        meeting = await self.store.read(occurrence.show_meeting, req.context.actor, number, public_id)
        envelope.success(resp, {"event": write.event(meeting, self.url)})

    async def on_post_create(self, req: Request, resp: Response, conversation: str) -> None:
        number, patch = query.number(conversation), read.new_event(await _object(req), self.url)
        new = await self.store.write(message.announce_event, req.context.actor, number, patch, now=self.clock.now())
        told = {
            "event": write.event(new.meeting, self.url),
            "message": chat.message(new.message, self.url),
            "share_token": write.share_token(new.meeting.occurrence),
        }
        envelope.success(resp, told, 201)

    async def on_post_update(self, req: Request, resp: Response, conversation: str) -> None:
        body = await _object(req)
        number, public_id = query.event(conversation, query.parameters(req), body)
        patch, now = read.revision(body, self.url), self.clock.now()
        if isinstance(patch.description, str):
            present = await self.store.read(occurrence.show_meeting, req.context.actor, number, public_id)
            patch = description.spared(patch, present.occurrence)
        meeting = await self.store.write(message.revise_announced, req.context.actor, number, public_id, patch, now=now)
        envelope.success(resp, {"event": write.event(meeting, self.url)})

    async def on_delete_delete(self, req: Request, resp: Response, conversation: str) -> None:
        number, public_id = query.event(conversation, query.parameters(req))
        now = self.clock.now()
        await self.store.write(cancel_meeting, req.context.actor, number, public_id, now=now)
        envelope.success(resp, None)

    async def on_post_rsvp(self, req: Request, resp: Response, conversation: str) -> None:
        words = query.parameters(req)
        await self._answer(req, resp, query.event(conversation, words), query.going(words))

    async def on_delete_no_rsvp(self, req: Request, resp: Response, conversation: str) -> None:
        await self._answer(req, resp, query.event(conversation, query.parameters(req)), PartStat.NONE)

    async def _answer(self, req: Request, resp: Response, event: tuple[int, str], state: PartStat) -> None:
        meeting = await self.store.write(answer.answer_meeting, req.context.actor, *event, state, now=self.clock.now())
        envelope.success(resp, {"event": write.event(meeting, self.url)})


class Groups(Resource):
    """/v3/groups (reference §8.2)."""

    async def on_get(self, req: Request, resp: Response) -> None:
        page = query.groups(query.parameters(req))
        found = await self.store.read_long(
            message.list_conversations, req.context.actor, members=page.members, limit=page.limit, offset=page.offset
        )
        envelope.success(resp, [group_write.group(it, self.url) for it in found])

    async def on_get_one(self, req: Request, resp: Response, group: str) -> None:
        found = await self.store.read_long(message.show_conversation, req.context.actor, query.number(group))
        envelope.success(resp, group_write.group(found, self.url))

    async def on_get_subgroups(self, req: Request, resp: Response, group: str) -> None:
        """No topics yet: always none, for those who may see the group."""
        await self.store.read(message.check_joined, req.context.actor, query.number(group))
        envelope.success(resp, [])


class Messages(Resource):
    """/v3/groups/{group}/messages (reference §8.3)."""

    async def on_get(self, req: Request, resp: Response, group: str) -> None:
        asked = query.messages(query.parameters(req))
        found = await self.store.read_long(message.list_messages, req.context.actor, query.number(group), asked)
        if found.messages:
            envelope.success(resp, group_write.lines(found, self.url))
        else:
            envelope.nothing_new(resp)

    async def on_post(self, req: Request, resp: Response, group: str) -> None:
        number, words = query.number(group), read.words(await _object(req))
        line = await self.store.write(message.post_message, req.context.actor, number, words, now=self.clock.now())
        envelope.success(resp, {"message": chat.message(line, self.url)}, 201)


class Users(Resource):
    """/v3/users (reference §8.4)."""

    async def on_get_me(self, req: Request, resp: Response) -> None:
        envelope.success(resp, group_write.user(await self.store.read(message.show_self, req.context.actor), self.url))


class Pictures(Resource):
    """POST /pictures: the picture service (reference §8.4)."""

    async def on_post(self, req: Request, resp: Response) -> None:
        from kalends.dialects.pictures import made_anew  # the image library is large, and seldom needed

        made = await made_anew(await read_body(req, limits.PICTURE_BYTES))
        kept = await self.store.write(asset.add_picture, req.context.actor, made, now=self.clock.now())
        envelope.picture(resp, self.url + kept.path)


class Picture(Resource):
    """GET /pictures/{name}: a picture itself, for anyone who has its address. It never changes."""

    public = True

    async def on_get(self, _req: Request, resp: Response, name: str) -> None:
        path = f"/pictures/{name}"
        owner = await self.gate.whose(public_id_in(path) or "")
        if owner is None or owner[1] != "asset":
            raise not_found()
        kept, content = await self.store.read_long(asset.show_picture, visitor(owner[0]), path)
        resp.data, resp.content_type = content, MEDIA_TYPES[kept.kind]
        resp.set_headers(envelope.PICTURE_HEADERS)


_EVENTS = "/v3/conversations/{conversation}/events"
ROUTES: list[tuple[str, type[Resource], str | None]] = [  # path, resource, which of its handlers
    (f"{_EVENTS}/list", Events, "list"),
    (f"{_EVENTS}/show", Events, "show"),
    (f"{_EVENTS}/create", Events, "create"),
    (f"{_EVENTS}/update", Events, "update"),
    (f"{_EVENTS}/delete", Events, "delete"),
    (f"{_EVENTS}/rsvp", Events, "rsvp"),
    (f"{_EVENTS}/rsvp/delete", Events, "no_rsvp"),
    ("/v3/groups", Groups, None),
    ("/v3/groups/{group}", Groups, "one"),
    ("/v3/groups/{group}/subgroups", Groups, "subgroups"),
    ("/v3/groups/{group}/messages", Messages, None),
    ("/v3/users/me", Users, "me"),
    ("/pictures", Pictures, None),
    ("/pictures/{name}", Picture, None),
]


def build(context: Context) -> App[Request, Response]:
    """The dialect as an ASGI application."""
    app = App(middleware=[TokenAuthentication(context)])
    for path, resource, suffix in ROUTES:
        app.add_route(path, resource(context), suffix=suffix)
    errors.install(app)
    return app


async def _object(req: Request) -> dict[str, object]:
    return strict_object(await read_body(req, limits.BODY_BYTES))
