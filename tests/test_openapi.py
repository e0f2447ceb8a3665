"""The description: whole, valid, and served. That answers are as it says is seen to in every test (described.py)."""

import re

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from kalends.app import MOUNTS
from kalends.openapi import described
from tests.cast import PUBLIC_URL, World
from tests.described import description
from tests.test_policy import routes

_NAME = re.compile(r"[a-z0-9_]+")
_REFERENCE = re.compile(r'"#/components/schemas/([^"]+)"')


def told() -> set[tuple[str, str]]:
    return {(method.upper(), path) for path, its in description()["paths"].items() for method in its}


class TestTheDescription:
    def test_tells_of_every_route_and_of_no_other(self) -> None:
        served = {route for place in set(MOUNTS.values()) for route in routes(place)} | {("GET", "/health")}
        assert sorted(served ^ told()) == []

    def test_is_what_the_standard_says_it_must_be(self) -> None:
        assert [str(error) for error in OpenAPIV31SpecValidator(description()).iter_errors()] == []

    def test_calls_every_operation_by_a_name_of_its_own(self) -> None:
        names = [it["operationId"] for its in description()["paths"].values() for it in its.values()]
        assert len(names) == len(set(names))
        assert all(_NAME.fullmatch(name) for name in names)

    def test_uses_every_shape_that_it_names(self) -> None:
        used = set(_REFERENCE.findall(described(PUBLIC_URL).decode()))
        assert used == set(description()["components"]["schemas"])

    def test_never_lets_a_request_end_in_a_failure_of_ours(self) -> None:
        answers = [it["responses"] for its in description()["paths"].values() for it in its.values()]
        assert not [it for it in answers if "500" in it]


class TestReading:
    def test_anybody_gets_it_from_anywhere(self, world: World) -> None:
        answer = world.get("/openapi.json")
        assert answer.json()["servers"] == [{"url": PUBLIC_URL}]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"

    def test_the_page_shows_every_operation(self, world: World) -> None:
        page = world.get("/docs").text
        assert all(
            f'id="{it["operationId"]}"' in page for its in description()["paths"].values() for it in its.values()
        )

    @pytest.mark.parametrize("path", ["/docs/x", "/openapi.json/x"])
    def test_beneath_it_there_is_nothing(self, world: World, path: str) -> None:
        assert world.get(path).status_code == 404
