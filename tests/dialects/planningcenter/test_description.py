"""What `/openapi.json` says of `/groups/v2` holds; what is answered, every other test holds against it besides."""

from typing import Any

import pytest

from kalends.dialects.openapi import Shape
from kalends.dialects.planningcenter.openapi import API, address
from kalends.dialects.planningcenter.routes import ROUTES
from kalends.dialects.planningcenter.shapes import VERTICES
from kalends.domain.errors import Unavailable
from tests import described
from tests.dialects.planningcenter.lobby import Lobby

READING = [operation for operation in API.operations if operation.method == "GET"]


def test_everything_that_can_be_asked_for_means_something(one_lobby: Lobby, ids: dict[str, str]) -> None:
    for path in (operation.path for operation in READING):
        told = described.description()["paths"][path]["get"]["parameters"]
        query = "&".join(f"{it['name']}={_example(it)}" for it in told if it["in"] == "query")
        asked = f"{one_lobby.filled(path, ids).removeprefix('/groups/v2')}?{query}"
        assert "ignored" not in one_lobby.read(asked, Prefer="handling=strict")["meta"], path


def test_what_is_described_is_all_there_unless_fields_ask_for_less(one_lobby: Lobby, ids: dict[str, str]) -> None:
    for path in (operation.path for operation in READING):
        data = one_lobby.read(one_lobby.filled(path, ids).removeprefix("/groups/v2"))["data"]
        for row in data if isinstance(data, list) else [data]:
            told = VERTICES[row["type"]].attributes
            usual = {name for name, shape in told.items() if not shape.get("description", "").startswith("Only ")}
            assert row["attributes"].keys() == usual, path


def test_refusals_come_after_the_version(one_lobby: Lobby, ids: dict[str, str]) -> None:
    mine = one_lobby.olga.by_application
    for operation in API.operations:
        if operation.method != "GET":
            path = one_lobby.filled(operation.path, ids)
            early = one_lobby.ask(operation.method, path, {**mine, "X-PCO-API-Version": "2001-01-01"})
            answer = one_lobby.ask(operation.method, path, mine)
            assert (early.status_code, answer.status_code) == (400, 403), operation.name


def test_every_route_is_described_once() -> None:
    assert [it.path for it in READING] == [route.path for route in ROUTES]
    names = [it.name for it in API.operations]
    assert len(names) == len(set(names))


def test_a_database_out_of_reach_is_a_described_refusal(one_lobby: Lobby, monkeypatch: pytest.MonkeyPatch) -> None:
    async def failing(*_: Any, **__: Any) -> None:
        raise Unavailable("the disk is full")

    monkeypatch.setattr(type(one_lobby.store), "read", failing)
    answer = one_lobby.call("/me")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/groups/v2", "the organization"),
        ("/groups/v2/events", "the events"),
        ("/groups/v2/events/{event}/rsvps/{rsvp}", "an RSVP of an event"),
        ("/groups/v2/tag_groups/{tag_group}/tags/{tag}/groups", "the groups of a tag of a tag group"),
        ("/groups/v2/events/{event}/location/{target}", "the location of an event, by id"),
        ("/groups/v2/locations/{location}", "a location"),
        ("/groups/v2/groups/{group}/my_membership", "the asking person's membership of a group"),
    ],
)
def test_a_path_is_read_aloud(path: str, told: str) -> None:
    assert address(path).told == told


def _example(told: dict[str, Any]) -> str:
    """All words of a list, else the first thing that fits."""
    schema: Shape = told["schema"]
    if schema["type"] == "array":
        return ",".join(schema["items"].get("enum", ["1"]))
    if schema["type"] == "integer":
        return str(schema["minimum"] or schema["default"])
    if "_at]" in told["name"]:
        return "2026-01-01T00:00:00Z"
    return str(schema.get("enum", ["1"])[0])
