"""Some made-up requests for every route; the long proofs ask thousands (prove/test_made_up_requests.py)."""

import pytest

from tests.databases import SQLITE, Databases
from tests.made_up import ask_made_up, operations
from tests.stage import Stage


@pytest.fixture
def stage(databases: Databases) -> Stage:
    return Stage(databases.migrated(SQLITE))


class TestEveryRoute:
    @pytest.mark.parametrize(
        ("method", "path"), [it for start in ("/v1", "/v3", "/pictures", "/groups", "") for it in operations(start)]
    )
    def test_answers_whatever_is_asked_as_described(self, stage: Stage, method: str, path: str) -> None:
        ask_made_up(stage, method, path, 3)
