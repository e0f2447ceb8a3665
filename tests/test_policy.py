"""Every route answers everybody as the policy says, and none is without a policy."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import httpx
import pytest
from falcon import inspect

from kalends.actions.event import delete_event
from kalends.actions.group import create_group, delete_group, set_group_status
from kalends.app import MOUNTS
from kalends.dialects.context import Context
from kalends.domain.group import GroupPatch, Status
from tests.asking import along, filled, kind_of
from tests.databases import SQLITE, Databases
from tests.policy import COMPONENT, POLICY, PUBLIC, ROLES, THINGS, rows
from tests.stage import CANARY, UNKNOWN_ID, Stage

DIALECTS, PAGES, BUTTON = rows(POLICY), rows(PUBLIC), rows(COMPONENT)
OPEN = {MOUNTS[""], MOUNTS["docs"]}  # what asks for no credential
OUTSIDE = ("nobody", "bad", "expired", "theirs", "stranger")
_STATIC = re.compile(r'/static/([^"?]+)')
_FILES = re.compile(r"(?:event|calendar)\.ics")


def routes(place: str) -> Iterator[tuple[str, str]]:
    """(method, path) of everything that an application of MOUNTS serves; HEAD goes with GET."""
    nothing: Any = None
    app = import_module(place).build(Context(nothing, nothing, nothing, nothing, "http://kalends.test"))
    for route in inspect.inspect_routes(app):
        for method in route.methods:
            if not method.internal and method.method != "HEAD":
                yield method.method, route.path


def uncovered(served: set[tuple[str, str]], policy: set[tuple[str, str]]) -> list[str]:
    """Routes without a policy, and policies without a route."""
    return sorted(f"{method} {path}" for method, path in served ^ policy)


@pytest.fixture
def stage(databases: Databases) -> Stage:
    return Stage(databases.migrated(SQLITE))


class TestTheHouse:
    def test_every_route_of_a_dialect_has_a_policy(self) -> None:
        served = {route for place in set(MOUNTS.values()) - OPEN for route in routes(place)}
        assert uncovered(served, set(DIALECTS) | set(BUTTON)) == []

    def test_every_public_page_has_a_policy(self) -> None:
        plain = [(method, re.sub(r"\{(event|group)\}", "{prokey}", path)) for method, path in PAGES]
        policy = {(method, _FILES.sub("{file}", path).replace("{colour}", "{name}")) for method, path in plain}
        assert uncovered({route for place in OPEN for route in routes(place)}, policy) == []

    def test_every_policy_speaks_of_everybody(self) -> None:
        assert all(len(answers) == len(ROLES) for answers in DIALECTS.values())
        assert all(len(answers) == len(THINGS) for answers in (PAGES | BUTTON).values())


class TestTheRuleBites:
    def test_on_a_route_without_a_policy_and_a_policy_without_a_route(self) -> None:
        assert uncovered({("GET", "/a"), ("GET", "/b")}, {("GET", "/b"), ("PUT", "/b")}) == ["GET /a", "PUT /b"]


class TestDialects:
    @pytest.mark.parametrize(("method", "path"), DIALECTS, ids=str)
    def test_a_route_answers_everybody_as_the_policy_says(self, stage: Stage, method: str, path: str) -> None:
        answered = []
        for role in ROLES:
            answer = ask(stage, role, method, path)
            answered.append("-" if answer is None else str(answer.status_code))
            if answer is None:
                continue
            assert role not in OUTSIDE or CANARY not in answer.text
            if answer.is_success and method != "GET":
                stage = Stage(stage.store)
        assert tuple(answered) == DIALECTS[method, path]

    @pytest.mark.parametrize(
        ("method", "path"),
        [route for route, answers in DIALECTS.items() if "{" in route[1] and answers[ROLES.index("theirs")] == "404"],
        ids=str,
    )
    def test_what_is_another_organization_s_is_as_if_it_never_was(self, stage: Stage, method: str, path: str) -> None:
        theirs = ask(stage, "theirs", method, path)
        unknown = ask(stage, "theirs", method, path, unknown=True)
        assert theirs is not None
        assert unknown is not None
        assert theirs.content == unknown.content
        assert without_counts(theirs) == without_counts(unknown)


class TestPages:
    @pytest.mark.parametrize(("method", "path"), PAGES, ids=str)
    def test_a_page_is_as_open_as_the_policy_says(self, stage: Stage, method: str, path: str) -> None:
        found = tuple(str(visit(stage, method, path, thing).status_code) for thing in THINGS)
        assert found == PAGES[method, path]

    @pytest.mark.parametrize(("method", "path"), BUTTON, ids=str)
    def test_so_is_what_the_button_asks(self, stage: Stage, method: str, path: str) -> None:
        found = []
        for thing in THINGS:
            prokey = _event(stage, thing, rsvp=True)
            body = {"prokey": prokey, "email": "vera@example.net"} if method == "POST" else None
            found.append(str(stage.ask(method, path, params={"prokey": prokey}, json=body).status_code))
        assert tuple(found) == BUTTON[method, path]


def ask(stage: Stage, role: str, method: str, path: str, *, unknown: bool = False) -> httpx.Response | None:
    kind = kind_of(path)
    assert kind is not None
    headers = stage.headers(role, kind)
    if headers is None:
        return None
    return stage.ask(method, filled(stage, path, unknown=unknown), headers, **along(stage, method, path))


def without_counts(answer: httpx.Response) -> list[tuple[str, str]]:
    """The headers, but for those that count requests."""
    return [(name, value) for name, value in answer.headers.items() if "count" not in name and "remaining" not in name]


def visit(stage: Stage, method: str, path: str, thing: str) -> httpx.Response:
    """Look at an event's or a group's page, or answer there."""
    event = _event(stage, thing, rsvp=method == "POST") if "{event}" in path else ""
    group = _group(stage, thing) if "{group}" in path else ""
    form = {"answer": "yes", "mail": "vera@example.net", "name": "Vera"} if method == "POST" else None
    name = _STATIC.findall(stage.get("/").text)[0] if "{name}" in path else ""
    named = {
        "whose": "person",
        "secret": "unknown",
        "service": "google",
        "colour": "336699.css",
        "answer": UNKNOWN_ID,
        "letter": "1-1",
        "token": "0" * 32,
        "mail": "unknown",
        "position": "0",
    }
    return stage.ask(method, path.format(event=event, group=group, name=name, **named), data=form)


def _event(stage: Stage, thing: str, *, rsvp: bool) -> str:
    if thing == "unknown":
        return UNKNOWN_ID
    group, who = stage.choir, stage.olga
    if thing == "members":
        group = stage.board
    if thing == "theirs":
        group, who = stage.theirs.group, stage.theirs.otto
    event = stage.new_event(group, who, CANARY, draft=thing == "draft", rsvp=rsvp)
    if thing == "deleted":
        stage.do(delete_event, who.acting(), event.prokey, now=stage.clock.now())
    return event.prokey


def _group(stage: Stage, thing: str) -> str:
    now, olga = stage.clock.now(), stage.olga.acting()
    known = {"unknown": UNKNOWN_ID, "open": stage.choir.prokey, "members": stage.board.prokey}
    if thing in known:
        return known[thing]
    if thing == "theirs":
        return stage.theirs.group.prokey
    group = stage.do(create_group, olga, GroupPatch(name="Altos"), now=now)
    if thing == "draft":
        stage.do(set_group_status, olga, group.prokey, Status.DRAFT, now=now)
    else:
        stage.do(delete_group, olga, group.prokey, now=now)
    return group.prokey
