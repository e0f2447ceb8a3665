"""How each route is asked: what fills its address, and what goes with it."""

import re
from typing import Any

from kalends.actions.event import revise_event
from kalends.actions.occurrence import meetings_of
from kalends.domain import access
from kalends.domain.access import CredentialKind
from kalends.domain.event import Event, EventPatch
from tests.stage import CANARY, TEMPLATES, UNKNOWN_ID, UNKNOWN_NUMBER, Stage, picture

_NAMES = re.compile(r"\{(\w+)\}")
_PICTURED = "/v1/landingpage/{number}/"
_OF_A_SERIES = ("/skipped", "/split")
_MEETING = {"name": "Rehearsal", "start_at": "2026-03-03T19:00:00+01:00", "end_at": "2026-03-03T21:00:00+01:00"}


def kind_of(path: str) -> CredentialKind | None:
    """What is shown there; None for the public pages."""
    first = path.split("/")[1]
    kinds = {"v1": CredentialKind.KEY, "v3": CredentialKind.TOKEN, "pictures": CredentialKind.TOKEN}
    return CredentialKind.APPLICATION if first == "groups" else kinds.get(first)


def filled(stage: Stage, path: str, *, unknown: bool = False) -> str:
    """The address with the ids of what is there; unknown: the last of them of nothing that is there."""
    if path.endswith(_OF_A_SERIES):
        stage.event, stage.later = _series(stage)
    if path.endswith("/latest") and path.split("/")[2] in TEMPLATES:
        stage.new_template(path.split("/")[2])
    if path.startswith(_PICTURED) and not unknown:
        path = path.replace("{number}", stage.new_pictured(path.rpartition("/")[2]))
    names = _NAMES.findall(path)
    for position, name in enumerate(names):
        before, _, _ = path.partition(f"{{{name}}}")
        last = unknown and position == len(names) - 1
        path = path.replace(f"{{{name}}}", _no_id(before, name) if last else _id(stage, before, name), 1)
    return path


def _no_id(before: str, name: str) -> str:
    return UNKNOWN_ID if name in ("prokey", "answer_id") else f"{UNKNOWN_ID}.png" if name == "name" else UNKNOWN_NUMBER


def _series(stage: Stage) -> tuple[Event, int]:
    """A weekly event of the choir, and the number of its second meeting."""
    weekly = EventPatch(simplified=True, simple_type="weekly", count=3)
    event = stage.new_event(stage.choir, stage.olga, CANARY)
    event = stage.do(revise_event, stage.olga.acting(), event.prokey, weekly, now=stage.clock.now())
    return event, stage.see(meetings_of, access.system(stage.organization), event.number)[1].number


def _own_id(stage: Stage, noun: str, name: str) -> str:
    if name == "answer_id":
        return str(stage.get(f"/v1/rsvp-answers/{stage.event.prokey}/latest", stage.olga.by_key).json()["id"])
    if name == "number":
        return str(stage.meeting.number) if noun == "event" else stage.new_template(noun)
    return stage.choir.prokey if noun == "group" else stage.event.prokey


def _id(stage: Stage, before: str, name: str) -> str:
    """before: the address up to the id, filled in."""
    first, second = before.split("/")[1:3]
    if first == "v1" and name in ("number", "prokey", "answer_id"):
        return _own_id(stage, second, name)
    if name in stage.labels:
        return stage.labels[name]
    if name == "delivery":
        return stage.new_delivery(before.split("/")[3])
    known: dict[str, object] = {
        "type_": "rsvp_doi",
        "conversation": stage.choir.number,
        "group": stage.choir.number,
        "event": stage.meeting.number,
        "person": stage.mika.number,
        "location": stage.meeting.place.number if stage.meeting.place else 0,
    }
    if name in known:
        return str(known[name])
    if name == "name":
        return stage.new_picture()
    if name == "membership":
        return stage.first(f"/groups/v2/people/{stage.mika.number}/memberships")
    return stage.first(before.rstrip("/"))


def along(stage: Stage, method: str, path: str) -> dict[str, Any]:
    """What goes with a request that changes something, or that the address alone does not say. path: the template."""
    event_id = {"params": {"event_id": stage.event.prokey.replace("-", "")}}
    date = {"name": "Rehearsal", "startDate": "2026-03-03"}
    conversation = "/v3/conversations/{conversation}/events"
    asked: dict[tuple[str, str], dict[str, Any]] = {
        ("POST", "/v1/event"): {"json": {"event_group": stage.choir.prokey, "dates": [date]}},
        ("PATCH", "/v1/event/{prokey}"): {"json": {"dates": [{"name": "Moved"}]}},
        ("PUT", "/v1/event/{prokey}"): {"json": {"dates": [{"name": "Moved"}]}},
        ("PATCH", "/v1/event/{prokey}/occurrence/{number}"): {"json": {"name": "Moved"}},
        ("PUT", "/v1/event/{prokey}/occurrence/{number}"): {"json": {"name": "Moved"}},
        ("PUT", "/v1/event/{prokey}/skipped"): {"json": {"dates": ["2026-03-09"]}},
        ("POST", "/v1/event/{prokey}/split"): {"json": {"occurrence": stage.later}},
        ("POST", "/v1/rsvp-answers/{prokey}"): {"json": {"email": "vera@example.net"}},
        ("PATCH", "/v1/rsvp-answers/{prokey}/{answer_id}"): {"json": {"status": "declined"}},
        ("PUT", "/v1/rsvp-answers/{prokey}/{answer_id}"): {"json": {"status": "declined"}},
        ("POST", "/v1/group"): {"json": {"name": "Altos"}},
        ("PATCH", "/v1/group/{prokey}"): {"json": {"name": "Altos"}},
        ("PUT", "/v1/group/{prokey}"): {"json": {"name": "Altos"}},
        ("GET", f"{conversation}/show"): event_id,
        ("POST", f"{conversation}/create"): {"json": {**_MEETING, "timezone": "Europe/Berlin"}},
        ("POST", f"{conversation}/update"): {**event_id, "json": {"name": "Moved"}},
        ("DELETE", f"{conversation}/delete"): event_id,
        ("POST", f"{conversation}/rsvp"): {"params": {**event_id["params"], "going": "true"}},
        ("DELETE", f"{conversation}/rsvp/delete"): event_id,
        ("POST", "/v3/groups/{group}/messages"): {"json": {"message": {"text": "Hi", "source_guid": "1"}}},
        ("POST", "/pictures"): {"content": picture()},
    }
    for place in ("header_image", "image"):
        asked["PUT", f"/v1/landingpage/{{number}}/{place}"] = {"content": picture()}
    for resource, least in TEMPLATES.items():
        asked["POST", f"/v1/{resource}"] = {"json": least}
        for change in ("PATCH", "PUT"):
            asked[change, f"/v1/{resource}/{{number}}"] = {"json": {"name": "Bold"}}
    return asked.get((method, path), {})
