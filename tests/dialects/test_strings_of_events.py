"""Texts that have broken others, in every field of an event that two dialects write.

Each comes back equal from all three, or is refused by both alike. What a text may become is a rule of the dialects'
READMEs: a description is HTML in `/v1`, where it is cleaned, and in `/groups/v2`; in `/v3` it is plain text, every
character of which stands for itself in the others. Line ends become line feeds where there may be several lines.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from typing import Any, TypeAlias

from msgspec import Struct

from kalends.calendar.description import plain_text
from kalends.domain import text
from kalends.store.nouns import Rows
from kalends.store.transaction import Store
from tests.dialects.naughty import OURS, Sender, texts, with_line_feeds

FIELDS = ("name", "description", "location")
CONTROLS_IN_HTML = {"a&#11;b"}  # which is plain text for /v3
NO_PLACE = {""}  # for /v1, while a location of /v3 needs a name
ONLY_BY_ONE = {
    "name": (set[str](), set[str]()),
    "description": (CONTROLS_IN_HTML, set()),
    "location": (set(), NO_PLACE),
}
FIRST = datetime(2026, 3, 2)
Told: TypeAlias = dict[str, Any]


class Sent(Struct):
    """An event with one text in some of its fields. start: no two begin at the same time, by which each is found."""

    value: str
    fields: tuple[str, ...]
    start: datetime

    def told(self, field: str, otherwise: str | None = None) -> str | None:
        return self.value if field in self.fields else otherwise


def in_v1(sent: Sent) -> Told:
    start, end = sent.start, sent.start + timedelta(minutes=1)
    return {
        "name": sent.told("name", "Rehearsal"), "description": sent.told("description"),
        "location": sent.told("location"), "timeZone": "Etc/GMT", "startDate": start.date().isoformat(),
        "startTime": f"{start:%H:%M}", "endDate": end.date().isoformat(), "endTime": f"{end:%H:%M}",
    }  # fmt: skip


def in_v3(sent: Sent) -> Told:
    place = sent.told("location")
    return {
        "name": sent.told("name", "Rehearsal"), "description": sent.told("description"),
        "location": None if place is None else {"name": place, "address": place}, "timezone": "Etc/GMT",
        "start_at": sent.start.isoformat(), "end_at": (sent.start + timedelta(minutes=1)).isoformat(),
    }  # fmt: skip


def make_in_v1(sender: Sender, sent: Sent) -> bool:
    body = {"event_group": sender.choir.prokey, "dates": [in_v1(sent)]}
    return sender.takes("POST", "/v1/event", sender.olga.by_key, body)


def make_in_v3(sender: Sender, sent: Sent) -> bool:
    path = f"/v3/conversations/{sender.choir.number}/events/create"
    return sender.takes("POST", path, sender.olga.by_token, in_v3(sent))


class Telling:
    """What became of each text in each field. events: what was taken. refused: by field."""

    def __init__(self, sender: Sender, take: Callable[[Sent], bool]) -> None:
        self.sender, self.take = sender, take
        self.events: list[Sent] = []
        self.refused: dict[str, set[str]] = {field: set() for field in FIELDS}

    def tell(self, value: str) -> None:
        """In all fields at once, or in each alone where one of them does not take it."""
        if not self._taken(value, FIELDS):
            for field in FIELDS:
                if not self._taken(value, (field,)):
                    self.refused[field].add(value)

    def _taken(self, value: str, fields: tuple[str, ...]) -> bool:
        sent = Sent(value, fields, FIRST + timedelta(minutes=len(self.events)))
        taken = self.take(sent)
        if taken:
            self.events.append(sent)
        return taken


def seen_in_v1(sender: Sender) -> list[Told]:
    dates = [it["dates"][0] for it in sender.read("/v1/event/all?dates=true", sender.olga.by_key)]
    dates.sort(key=lambda it: (it["startDate"], it["startTime"]))
    return [{field: it[field] for field in FIELDS} for it in dates]


def seen_in_v3(sender: Sender) -> list[Told]:
    page = sender.converse(f"/conversations/{sender.choir.number}/events/list?limit=200")
    found = page["events"]
    while "next" in page:
        page = sender.converse(page["next"].removeprefix("/v3"))
        found += page["events"]
    return [{field: it.get(field) for field in FIELDS} for it in found]


def seen_in_v2(sender: Sender) -> list[Told]:
    rows, beside = sender.rows(f"/groups/{sender.choir.number}/events", order="starts_at", include="location")
    places = {it["id"]: it["attributes"] for it in beside}
    found = []
    for row in rows:
        linked = row["relationships"]["location"]["data"]
        place = None if linked is None else places[linked["id"]]
        found.append({
            "name": row["attributes"]["name"], "description": row["attributes"]["description"],
            "location": None if place is None else (place["name"], place["full_formatted_address"]),
        })  # fmt: skip
    return found


def as_plain(html: str | None) -> str | None:
    """HTML as `/v3` tells it; without tags, every character of it."""
    return html if html is None else plain_text(html) if "<" in html else unescape(html)


def expected(sent: Sent, *, by_key: bool) -> tuple[Told, Told, Told]:
    """What /v1, /v3 and /groups/v2 show of it."""
    name, told, place = sent.told("name", "Rehearsal"), sent.told("description"), sent.told("location")
    html = plain = None
    if told is not None:
        html = text.clean_html(told, "") if by_key else text.escape_text(with_line_feeds(told))
        plain = as_plain(html) if by_key else with_line_feeds(told)
    v1, v3, v2 = None, None, None
    if place in NO_PLACE:
        place = None
    if place is not None:
        place = with_line_feeds(place)
        v1 = place if by_key else f"{place}, {place}"
        v3 = {"name": place} if by_key else {"name": place, "address": place}
        v2 = (place, None if by_key else place)
    return (
        {"name": name, "description": html if by_key else html or None, "location": v1},
        {"name": name, "description": plain or None, "location": v3},
        {"name": name, "description": html or "", "location": v2},
    )


def told(sender: Sender, make: Callable[[Sender, Sent], bool], values: list[str]) -> Telling:
    telling = Telling(sender, lambda sent: make(sender, sent))
    for value in values:
        telling.tell(value)
    return telling


class TestAnEvent:
    def test_comes_back_equal_from_every_dialect_or_is_refused_by_both(self, database: Store[Rows], kind: str) -> None:
        refused = []
        for by_key, make in ((True, make_in_v1), (False, make_in_v3)):
            telling = told(Sender(database), make, texts(kind))
            assert len(telling.events) > 80
            seen = zip(*(see(telling.sender) for see in (seen_in_v1, seen_in_v3, seen_in_v2)), strict=True)
            for sent, shown in zip(telling.events, seen, strict=True):
                assert shown == expected(sent, by_key=by_key), (sent.value, sent.fields)
            refused.append(telling.refused)
        v1, v3 = refused
        assert {field: (v1[field] - v3[field], v3[field] - v1[field]) for field in FIELDS} == ONLY_BY_ONE


class TestAMeetingOfASeries:
    def test_takes_alone_what_an_event_takes(self, database: Store[Rows]) -> None:
        sender = Sender(database)
        series = {"simplified_recurrence": True, "recurrence_simple_type": "weekly", "recurrence_count": 2}
        body = {"event_group": sender.choir.prokey, "dates": [in_v1(Sent("", (), FIRST))], **series}
        assert sender.takes("POST", "/v1/event", sender.olga.by_key, body)
        conversation = f"/conversations/{sender.choir.number}/events"
        event_id = sender.converse(f"{conversation}/list")["events"][1]["event_id"]
        prokey = sender.read("/v1/event/latest", sender.olga.by_key)["prokey"]
        number = sender.read(f"/v1/event/{prokey}/occurrence/all", sender.olga.by_key)[1]["id"]
        alone = Sender(database)
        for value in OURS:
            for field in FIELDS:
                sent = Sent(value, (field,), FIRST)
                path, body = f"/v1/event/{prokey}/occurrence/{number}", {field: in_v1(sent)[field]}
                taken = sender.takes("PATCH", path, sender.olga.by_key, body)
                assert taken == make_in_v1(alone, sent), (value, field)
                path, body = f"/v3{conversation}/update?event_id={event_id}", {field: in_v3(sent)[field]}
                taken = sender.takes("POST", path, sender.olga.by_token, body)
                assert taken == make_in_v3(alone, sent), (value, field)
