"""The shapes of what `/v1` answers (reference §1.2 to §1.13), for its description."""

from kalends.dialects.addtocalendarpro import (
    answer_read,
    component_routes,
    event_read,
    group_read,
    occurrence_read,
    webhook_read,
)
from kalends.dialects.addtocalendarpro.answer_words import KNOWN
from kalends.dialects.addtocalendarpro.read import shapes
from kalends.dialects.addtocalendarpro.template_words import RESOURCES, SHOWN_WHEN_ON, Resource
from kalends.dialects.openapi import (
    Shape,
    anything,
    either,
    flag,
    given,
    many,
    maybe,
    named,
    record,
    sent,
    text,
    whole,
    word,
)

PROKEY: Shape = text("A prokey", format="uuid")
_ID = whole("A number of this account's")
_TEXT_ID = text("A number, as text")
_MOMENT = text("UTC with milliseconds", pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
_MOMENTS = {"date_created": _MOMENT, "date_updated": maybe(_MOMENT)}
_REFERENCE = maybe(whole("A template's id"))
_REFERENCES = ("layout", "landingpage", "rsvp_block", "cta_block")
_LATER = ("landingpage", "public_event_overview", "prokey")  # than 2024

_DATE = {
    **shapes(event_read.DATE),
    "name": text(),
    "startDate": text(),
    "organizer_name": text(),
    "organizer_email": text(),
}
_EVENT = {
    **shapes(event_read.EVENT),
    "dates": many(named("v1.Date"), minItems=1),
    "sequence": text("A number, as text; it rises with each change of time, recurrence or status"),
    **_MOMENTS,
    **dict.fromkeys(_REFERENCES, _REFERENCE),
    "event_group": PROKEY,
    "prokey": PROKEY,
}
_GROUP = {
    **shapes(group_read.GROUP),
    **_MOMENTS,
    "name": text(),
    **dict.fromkeys(("layout", "landingpage", "cta_block"), _REFERENCE),
    "events": many(PROKEY, "Oldest first"),
    "prokey": PROKEY,
}
_THEN = {"event_group": record({"prokey": PROKEY})}
_GROUP_THEN = {"events": many(record({"prokey": many(PROKEY)}))}
_LISTED = {"id": _ID, "label": text("By what people tell it apart")}


def template_name(resource: Resource) -> str:
    """What a kind of template is called among the shapes."""
    return f"v1.{resource.kind.replace('_', ' ').title().replace(' ', '')}"


def _without_later(fields: dict[str, Shape]) -> dict[str, Shape]:
    return {name: shape for name, shape in fields.items() if name not in _LATER}


def _template(resource: Resource) -> Shape:
    own = shapes(resource.table) | ({"size": text("0 to 10, as text")} if "size" in resource.table else {})
    if "fields" in own:
        own["fields"] = many(named("v1.FormField"))
    told = {name: _REFERENCE if name.startswith("email_") else shape for name, shape in own.items()}
    return record({"id": _ID, "name": text(), **told, **_MOMENTS}, SHOWN_WHEN_ON)


_FORM_FIELD = {
    "type": word("text", "number", "checkbox", "radio", "label", "hidden"),
    "name": maybe(text()),
    "required": flag(),
    "label": maybe(text()),
    "placeholder": maybe(text()),
    "default": {"type": ["string", "boolean", "null"]},
}

_WEBHOOK = {
    "id": _ID,
    **shapes(webhook_read.WEBHOOK),
    "active": flag(),
    **_MOMENTS,
    "last_execution": maybe(_MOMENT),
    "switched_off": maybe(text("Why the server itself made it inactive")),
}
_ANSWER = {
    "id": text(format="uuid"),
    "status": word(*KNOWN),
    "email": text(),
    "amount": whole(minimum=1),
    "payload": anything("What the form asks"),
    "prokey": PROKEY,
    **_MOMENTS,
}
_LISTED_MAIL = {"id": _ID, "name": text(), "type": text()}
_DELIVERY = {
    "id": _ID,
    "message": text("The same at every try"),
    "status": word("waiting", "delivered", "failed"),
    "attempts": whole(),
    "response": maybe(whole("The status of the last answer")),
    "error": maybe(text()),
    "date_created": _MOMENT,
    "next_attempt": maybe(_MOMENT),
    "delivered": maybe(_MOMENT),
}
_SECRET = {"secret": text("Shown this once")}
_DONE_BY_ID = {"status": word("success"), "message": word("created", "updated", "deleted"), "id": _TEXT_ID}
_ANSWERED = {"answer_status": word(*KNOWN)}
_ADDRESS, _SIZE = {"url": text(format="uri")}, {"width": whole("Pixels"), "height": whole("Pixels")}
_DONE_THEN = {"success": word("Created", "Updated", "Deleted"), "id": text()}

SHAPES: dict[str, Shape] = {
    "v1.Error": record({"status": word("error"), "message": text()}),
    "v1.Date": record(_DATE),
    "v1.Event": record(_EVENT),
    "v1.Event.2024": many(record({**_without_later(_EVENT), **_THEN}), minItems=1, maxItems=1),
    "v1.LatestEvent": record({**_LISTED, **_EVENT}),
    "v1.LatestEvent.2024": many(record({**_LISTED, **_without_later(_EVENT), **_THEN}), minItems=1, maxItems=1),
    "v1.ListedEvent": record({**_LISTED, "prokey": PROKEY, "dates": many(named("v1.Date"))}, ["dates"]),
    "v1.Meeting": record({"id": _ID, "recurrence_id": text("Its original start, by its own clock"), **_DATE}),
    "v1.Skipped": record({"dates": many(text("A day, or a start where a day has several"))}),
    "v1.Group": record(_GROUP),
    "v1.Group.2024": record({**_without_later(_GROUP), **_GROUP_THEN}),
    "v1.LatestGroup": record({**_LISTED, **_GROUP}),
    "v1.LatestGroup.2024": record({**_LISTED, **_without_later(_GROUP), **_GROUP_THEN}),
    "v1.ListedGroup": record({**_LISTED, "prokey": PROKEY, "name": text()}),
    "v1.FormField": record(_FORM_FIELD, ["name", "required", "label", "placeholder", "default"]),
    **{template_name(it): _template(it) for it in RESOURCES},
    "v1.ListedTemplate": record({"id": _ID, "name": text()}),
    "v1.Picture": record({"id": text("As the template names it", format="uuid"), **_ADDRESS, **_SIZE}),
    "v1.Pictured": record({**_DONE_BY_ID, **_ADDRESS}),
    "v1.Pictured.2024": record({**_DONE_THEN, **_ADDRESS}),
    "v1.File": record({"name": text(), "icsFile": text(format="uri"), "icsBody": text()}, ["icsFile"]),
    "v1.CustomDomains": record(
        {"default_custom_domain": maybe(whole()), "available_custom_domains": many(record({}), maxItems=0)}
    ),
    "v1.Credits": record(
        {"granted": maybe(whole()), "created": whole(), "updated": whole(), "used": whole(), "left": maybe(whole())}
    ),
    "v1.Done": record({"status": word("success"), "message": word("created", "updated", "deleted"), "prokey": PROKEY}),
    "v1.DoneById": record(_DONE_BY_ID),
    "v1.Done.2024": record(_DONE_THEN),
    "v1.Answered": record(_DONE_BY_ID | _ANSWERED),
    "v1.Answered.2024": record(_DONE_THEN | _ANSWERED),
    "v1.Secret": record(_DONE_BY_ID | _SECRET),
    "v1.Secret.2024": record(_DONE_THEN | _SECRET),
    "v1.Answer": record(_ANSWER),
    "v1.ExportedAnswer": record({**_ANSWER, "name": maybe(text()), "occurrence": maybe(_TEXT_ID)}),
    "v1.Webhook": record(_WEBHOOK),
    "v1.Delivery": record(_DELIVERY),
    "v1.ListedEmailTemplate": record(_LISTED_MAIL),
    "v1.EmailTemplate": record(_LISTED_MAIL | {"subject": text(), "text": text(), "button_label": text(), **_MOMENTS}),
}


def of_any_age(name: str) -> Shape:
    """As it is now, and as it was for keys of 2024."""
    return either(named(name), named(f"{name}.2024"))


DONE, DONE_BY_ID = of_any_age("v1.Done"), either(named("v1.DoneById"), named("v1.Done.2024"))
INVITED = sent({"status": word("success"), "message": word("invited"), "invited": whole(minimum=0)}, ["invited"])
_GROUP_OF_EVENT = either(given(maybe(PROKEY)), sent({"prokey": PROKEY}))
NEW_EVENT = sent(
    {**shapes(event_read.NEW_EVENT), "event_group": _GROUP_OF_EVENT, "new_event_group_name": maybe(text())}, ["dates"]
)
EVENT, NEW_GROUP, GROUP = (sent(shapes(it)) for it in (event_read.EVENT, group_read.NEW_GROUP, group_read.GROUP))
WEBHOOK = sent(shapes(webhook_read.WEBHOOK))
MEETING = sent(shapes(occurrence_read.MEETING))
SPLIT = sent(
    {**shapes(event_read.NEW_EVENT), "occurrence": either(whole(), text())}, ["occurrence"], "A meeting, and changes"
)


def new_template(resource: Resource) -> Shape:
    """What is sent to make a template, or to change one."""
    settable = {key: shape for key, shape in shapes(resource.table).items() if key not in resource.not_by_api}
    return sent({"name": maybe(text()), **settable})


NEW_ANSWER, ANSWER = sent(shapes(answer_read.NEW), ["email"]), sent(shapes(answer_read.CHANGED))
COMPONENT_FORM = sent(shapes(component_routes.BODY), ["prokey", "email"])
