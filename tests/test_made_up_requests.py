"""Some made-up requests for every kind of route; the long proofs ask thousands (prove/test_made_up_requests.py)."""

import msgspec
import pytest

from tests.databases import SQLITE, Databases
from tests.described import description
from tests.made_up import ask_made_up, operations
from tests.stage import Stage


def alike(method: str, path: str) -> bytes:
    """What is described of a route, but for what is in its path; PUT and PATCH do the same."""
    told = description()["paths"][path][method.lower()]
    asks = [it for it in told.get("parameters", []) if it.get("in") != "path"]
    return msgspec.json.encode([path.split("/")[1], asks, told.get("requestBody"), told["responses"]], order="sorted")


EVERY = [it for start in ("/v1", "/v3", "/pictures", "/groups", "") for it in operations(start)]
SOME = [*{alike(*it): it for it in EVERY}.values()]  # one of those that are alike


@pytest.fixture
def stage(databases: Databases) -> Stage:
    return Stage(databases.migrated(SQLITE))


class TestEveryRoute:
    @pytest.mark.parametrize(("method", "path"), SOME)
    def test_answers_whatever_is_asked_as_described(self, stage: Stage, method: str, path: str) -> None:
        assert ask_made_up(stage, method, path, 2 if method == "GET" else 3)
