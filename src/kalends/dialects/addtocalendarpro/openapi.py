"""The description of `/v1`: every route, what it takes, and what it answers."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from kalends.dialects.addtocalendarpro import component_routes, shapes
from kalends.dialects.addtocalendarpro.answer_words import KNOWN
from kalends.dialects.addtocalendarpro.shapes import DONE, DONE_BY_ID, INVITED, PROKEY, SHAPES, SPLIT, of_any_age
from kalends.dialects.addtocalendarpro.template_words import RESOURCES, Resource
from kalends.dialects.openapi import (
    JSON,
    Answer,
    Api,
    Asked,
    Operation,
    Shape,
    either,
    flag,
    many,
    named,
    sent,
    text,
    whole,
    word,
)
from kalends.domain import limits

_ERROR = Answer(named("v1.Error"))
_MOMENT = text("now, or UTC such as 2025-11-03T20:06:27Z")
_NUMBER = text("A number", pattern="^[0-9]{1,16}$")
_PAGE = (Asked("page", whole(minimum=1), "800 to a page"),)
_WINDOW = (
    Asked("from", _MOMENT, "What is not over by then"),
    Asked("to", _MOMENT, "What has begun by then"),
    *_PAGE,
)
_LIST = (
    Asked("group", text("A group's prokey"), "Only its events; needs no key where the group shows them to anyone"),
    *_WINDOW,
    Asked("dates", flag(), "Also with their dates (an extension)"),
)
_ANSWERS = (
    Asked("status", word(*KNOWN), "Else all that are not waitlisted"),
    Asked("occurrence", _NUMBER, "Only of this meeting (an extension)"),
    *_PAGE,
    Asked("format", word("csv", "json"), "All of them as a file (an extension)"),
)
_BUTTON = "button"
_ALWAYS = (401, 403, 404, 429, 503)
_SENDING = (400, 413)
_CREDIT = 402
_TAG = text("Of what is answered; for `If-Match`")
_KEY = text("Whatever is unique to this request", minLength=1, maxLength=limits.REPEATABLE_KEY, pattern="^[!#-~]+$")
_ONCE = Asked("Idempotency-Key", _KEY, "Asked again under it, it is not done again (an extension)", place="header")
_IF_MATCH = Asked(
    "If-Match", text(pattern='^(\\*|"[^"]*")$'), "Only to what still has this `ETag` (an extension)", place="header"
)
_REPLAYED = word("true", told="Only where it had been done before")
_PICTURES = ("image/jpeg", "image/png", "image/webp")


class _Route(Struct, frozen=True):
    """A method and a path, with its name and what it is for."""

    method: str
    path: str
    name: str
    told: str
    asks: tuple[Asked, ...] = ()
    body: Mapping[str, Shape] = {}

    def answering(self, status: int, shape: Shape, *refusals: int) -> Operation:
        """refusals: statuses besides those that every route may answer."""
        wrong = _SENDING if self.body else (400,) if self.asks and self.path != "/v1/ics/{prokey}" else ()
        answers = {status: Answer(shape), **dict.fromkeys((*_ALWAYS, *wrong, *refusals), _ERROR)}
        return Operation(
            method=self.method, path=self.path, name=f"v1_{self.name}", told=self.told, tag=_tag(self.path),
            asks=self.asks, body=self.body, answers=answers, open=self.asks == _LIST,
        )  # fmt: skip


def _tagged(of: Operation) -> Operation:
    """Its answer has a tag."""
    return replace(of, answers={**of.answers, 200: replace(of.answers[200], headers={"ETag": _TAG})})


def _once(of: Operation) -> Operation:
    """It heeds `Idempotency-Key`."""
    done = {status: replace(it, headers={"Idempotency-Replayed": _REPLAYED})
            for status, it in of.answers.items() if status < 300}  # fmt: skip
    return replace(of, asks=(*of.asks, _ONCE), answers={**of.answers, **done, 400: _ERROR, 422: _ERROR})


def _careful(of: Operation) -> Operation:
    """It heeds `If-Match` too."""
    of = _once(of)
    return replace(of, asks=(*of.asks, _IF_MATCH), answers={**of.answers, 412: _ERROR})


def _tag(path: str) -> str:
    return "/".join(path.split("/")[:3])


def _revisions(path: str, name: str, told: str, body: Shape) -> tuple[_Route, _Route]:
    """PATCH, and PUT, which does the same."""
    return (
        _Route("PATCH", path, f"revise_{name}", told, body={JSON: body}),
        _Route("PUT", path, f"put_{name}", told, body={JSON: body}),
    )


def _events() -> Iterator[Operation]:
    path, one = "/v1/event", "/v1/event/{prokey}"
    listed = many(named("v1.ListedEvent"))
    yield _Route("GET", f"{path}/all", "list_events", "List events", _LIST).answering(200, listed)
    last = _Route("GET", f"{path}/latest", "latest_event", "The event made last")
    yield last.answering(200, of_any_age("v1.LatestEvent"))
    yield _tagged(_Route("GET", one, "show_event", "Show an event").answering(200, of_any_age("v1.Event")))
    new = _Route("POST", path, "create_event", "Create an event", body={JSON: shapes.NEW_EVENT})
    yield _once(new.answering(201, DONE, _CREDIT))
    for route in _revisions(one, "event", "Change an event", shapes.EVENT):
        yield _careful(route.answering(200, DONE, _CREDIT, 409))
    yield _careful(_Route("DELETE", one, "delete_event", "Delete an event").answering(200, DONE))


def _meetings() -> Iterator[Operation]:
    path = "/v1/event/{prokey}"
    every, one = f"{path}/occurrence/all", f"{path}/occurrence/{{number}}"
    yield _Route("GET", every, "list_meetings", "List the meetings of an event", _WINDOW).answering(
        200, many(named("v1.Meeting"))
    )
    yield _Route("GET", one, "show_meeting", "Show one meeting").answering(200, named("v1.Meeting"))
    for route in _revisions(one, "meeting", "Move, rename, cancel or restore one meeting", shapes.MEETING):
        yield route.answering(200, DONE_BY_ID, _CREDIT, 409)
    skipped, split = f"{path}/skipped", f"{path}/split"
    yield _Route("GET", skipped, "show_skipped", "The days that a series leaves out").answering(
        200, named("v1.Skipped")
    )
    days = sent({"dates": many(text())}, ["dates"])
    yield _Route("PUT", skipped, "put_skipped", "Say which days a series leaves out", body={JSON: days}).answering(
        200, DONE, _CREDIT
    )
    cut = _Route("POST", split, "split_event", "Split a series in two at a meeting", body={JSON: SPLIT})
    yield _once(cut.answering(201, DONE, _CREDIT))
    told = "Invite the group's members and who has answered, by mail (an extension)"
    yield _Route("POST", f"{path}/invitation", "invite", told).answering(200, INVITED, 409)


def _groups() -> Iterator[Operation]:
    path, one = "/v1/group", "/v1/group/{prokey}"
    yield _Route("GET", f"{path}/all", "list_groups", "List groups", _PAGE).answering(
        200, many(named("v1.ListedGroup"))
    )
    last = _Route("GET", f"{path}/latest", "latest_group", "The group made last")
    yield last.answering(200, of_any_age("v1.LatestGroup"))
    yield _tagged(_Route("GET", one, "show_group", "Show a group").answering(200, of_any_age("v1.Group")))
    new = _Route("POST", path, "create_group", "Create a group", body={JSON: shapes.NEW_GROUP})
    yield _once(new.answering(201, DONE))
    for route in _revisions(one, "group", "Change a group", shapes.GROUP):
        yield _careful(route.answering(200, DONE, _CREDIT, 409))
    yield _careful(_Route("DELETE", one, "delete_group", "Delete a group with all its events").answering(200, DONE))


def _templates(it: Resource) -> Iterator[Operation]:
    path, one, shape = f"/v1/{it.name}", f"/v1/{it.name}/{{number}}", named(shapes.template_name(it))
    body, called = shapes.new_template(it), it.kind.replace("_", " ")
    yield _Route("GET", f"{path}/all", f"list_{it.kind}s", f"List each {called}", _PAGE).answering(
        200, many(named("v1.ListedTemplate"))
    )
    yield _Route("GET", f"{path}/latest", f"latest_{it.kind}", f"The {called} made last").answering(200, shape)
    yield _tagged(_Route("GET", one, f"show_{it.kind}", f"Show a {called}").answering(200, shape))
    new = _Route("POST", path, f"create_{it.kind}", f"Create a {called}", body={JSON: body})
    yield _once(new.answering(201, DONE_BY_ID))
    for route in _revisions(one, it.kind, f"Change a {called}", body):
        yield _careful(route.answering(200, DONE_BY_ID))
    told = f"Delete a {called}; what uses it stays"
    yield _careful(_Route("DELETE", one, f"delete_{it.kind}", told).answering(200, DONE_BY_ID))


def _answers() -> Iterator[Operation]:
    path, one, shape = "/v1/rsvp-answers", "/v1/rsvp-answers/{prokey}/{answer_id}", named("v1.Answer")
    last = _Route("GET", f"{path}/latest", "latest_answer", "The answer given last", _ANSWERS[:1])
    yield last.answering(200, shape)
    listed = _Route("GET", f"{path}/{{prokey}}", "list_answers", "List the answers to an event", _ANSWERS)
    files = listed.answering(200, either(many(shape), many(named("v1.ExportedAnswer"))))
    yield replace(files, answers={**files.answers, 200: Answer(files.answers[200].shape, media="*/*")})
    new = _Route(
        "POST",
        f"{path}/{{prokey}}",
        "create_answer",
        "Answer for somebody (an extension)",
        body={JSON: shapes.NEW_ANSWER},
    )
    yield _once(new.answering(201, of_any_age("v1.Answered"), 409))
    last_of = _Route(
        "GET", f"{path}/{{prokey}}/latest", "latest_answer_to", "The last answer to an event", _ANSWERS[:2]
    )
    yield last_of.answering(200, shape)
    yield _Route("GET", one, "show_answer", "Show an answer (an extension)").answering(200, shape)
    for route in _revisions(one, "answer", "Change an answer (an extension)", shapes.ANSWER):
        yield route.answering(200, of_any_age("v1.Answered"), 409)
    inform = (Asked("inform", flag(), "false writes nobody"),)
    yield _Route("DELETE", one, "delete_answer", "Delete an answer (an extension)", inform).answering(200, DONE_BY_ID)


def _component() -> Iterator[Operation]:
    """What the vendor's own button asks, without a credential (reference §3.3)."""
    wrong = {status: Answer(sent({"error": whole()})) for status in (400, 403, 404, 409, 413, 429, 503)}
    asks = (Asked("prokey", PROKEY, needed=True),)
    yield Operation(
        method="GET",
        path=component_routes.SEATS,
        name="v1_component_seats",
        told="Seats taken",
        tag=_BUTTON,
        asks=asks,
        answers={200: Answer(sent({"total": whole()}, ["total"])), **wrong},
        open=True,
    )
    taken = sent({"status": word("success", "waitlisted", "doi")}, ["status"])
    yield Operation(
        method="POST", path=component_routes.FORM, name="v1_component_form", told="An answer",
        tag=_BUTTON, body={JSON: shapes.COMPONENT_FORM}, answers={200: Answer(taken), **wrong}, open=True,
    )  # fmt: skip


def _images() -> Iterator[Operation]:
    picture: Mapping[str, Shape] = {media: {"type": "string", "format": "binary"} for media in _PICTURES}
    for place, told in (("header_image", "above the text"), ("image", "behind the page")):
        path = f"/v1/landingpage/{{number}}/{place}"
        yield _Route("GET", path, f"show_{place}", f"The picture {told} (an extension)").answering(
            200, named("v1.Picture")
        )
        put = _Route("PUT", path, f"put_{place}", f"Put a picture {told} (an extension)", body=picture)
        yield put.answering(200, of_any_age("v1.Pictured"))
        gone = _Route("DELETE", path, f"delete_{place}", f"Take the picture {told} away (an extension)")
        yield gone.answering(200, DONE_BY_ID)


def _webhooks() -> Iterator[Operation]:
    path, one, shape = "/v1/webhook", "/v1/webhook/{number}", named("v1.Webhook")
    told, secret = named("v1.Delivery"), of_any_age("v1.Secret")
    yield _Route("GET", f"{path}/all", "list_webhooks", "List webhooks", _PAGE).answering(
        200, many(named("v1.ListedTemplate"))
    )
    yield _Route("GET", f"{path}/latest", "latest_webhook", "The webhook made last").answering(200, shape)
    yield _Route("GET", one, "show_webhook", "Show a webhook").answering(200, shape)
    new = _Route("POST", path, "create_webhook", "Create a webhook", body={JSON: shapes.WEBHOOK})
    yield _once(new.answering(201, secret, 409))
    for route in _revisions(one, "webhook", "Change a webhook", shapes.WEBHOOK):
        yield route.answering(200, DONE_BY_ID)
    yield _Route("DELETE", one, "delete_webhook", "Delete a webhook").answering(200, DONE_BY_ID)
    every = f"{one}/deliveries"
    yield _Route("GET", every, "list_deliveries", "What it was told (an extension)", _PAGE).answering(200, many(told))
    again = _Route("POST", f"{every}/{{delivery}}/replay", "replay_delivery", "Tell it once more (an extension)")
    yield again.answering(200, told, 409)
    other = _Route("POST", f"{one}/secret", "rotate_secret", "Give it a new secret (an extension)")
    yield _once(other.answering(200, secret))
    yield _Route("POST", f"{one}/test", "send_sample", "Send it a sample (an extension)").answering(201, told, 409)


def _mail_templates() -> Iterator[Operation]:
    path, shape = "/v1/email-template", named("v1.EmailTemplate")
    yield _Route("GET", f"{path}/all", "list_email_templates", "List the mail templates").answering(
        200, many(named("v1.ListedEmailTemplate"))
    )
    yield _Route("GET", f"{path}/latest", "latest_email_template", "The last mail template").answering(200, shape)
    yield _Route("GET", f"{path}/{{type_}}", "show_email_template", "Show a mail template").answering(200, shape)


def _others() -> Iterator[Operation]:
    asks = (Asked("responseType", text(), "object: with names and addresses"),)
    bodies = either(many(text("A calendar file")), many(named("v1.File")))
    yield _Route("GET", "/v1/ics/{prokey}", "files", "An event's calendar files", asks).answering(200, bodies)
    yield _Route("GET", "/v1/custom-domains", "custom_domains", "Domains of the organization's own: none").answering(
        200, named("v1.CustomDomains")
    )
    yield _Route("GET", "/v1/credits", "credits", "What deeds have cost so far (an extension)").answering(
        200, named("v1.Credits")
    )


API = Api(
    tags={
        "/v1/event": "Events, their dates and single meetings",
        "/v1/group": "Groups of events",
        **{f"/v1/{it.name}": f"Templates: {it.kind.replace('_', ' ')}" for it in RESOURCES},
        "/v1/rsvp-answers": "Answers to events",
        _BUTTON: "What the vendor's own button asks",
        "/v1/webhook": "What is told to other servers when something happens",
        "/v1/email-template": "Mails as they are built in",
        "/v1/ics": "Calendar files as text",
        "/v1/custom-domains": "Other hosts for pages",
        "/v1/credits": "What deeds cost",
    },
    places={
        "prokey": PROKEY,
        "number": _NUMBER,
        "delivery": _NUMBER,
        "answer_id": text("An answer's id"),
        "type_": text("Its type or id"),
    },
    shapes=SHAPES,
    operations=(
        *_events(),
        *_meetings(),
        *_groups(),
        *(operation for it in RESOURCES for operation in _templates(it)),
        *_answers(),
        *_component(),
        *_images(),
        *_webhooks(),
        *_mail_templates(),
        *_others(),
    ),
    security={"v1.Key": {"type": "apiKey", "in": "header", "name": "Authorization", "description": "The bare key"}},
)
