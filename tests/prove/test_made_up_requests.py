"""Ten thousand made-up requests for each dialect: never a failure of ours, never an answer that is not described.

PROVE_REQUESTS says how many for each; half of them are asked on SQLite, half on PostgreSQL.
"""

import os

import pytest

from kalends.store.nouns import Rows
from kalends.store.transaction import Store
from tests.databases import KINDS, SQLITE
from tests.made_up import ask_made_up, operations
from tests.stage import Stage

REQUESTS = int(os.environ.get("PROVE_REQUESTS", "10000"))
DIALECTS = {"/v1": ["/v1"], "/v3": ["/v3", "/pictures"], "/groups/v2": ["/groups"], "pages": [""]}
ON = [SQLITE, KINDS[-1]]
ONE_STAGE = 25  # requests until everything is there anew: what is deleted answers little


def shares() -> list[tuple[str, str, int]]:
    """(method, path, how many requests on each database)."""
    of_dialects = [[it for start in starts for it in operations(start)] for starts in DIALECTS.values()]
    return [(*it, -(-REQUESTS // len(ON) // len(found))) for found in of_dialects for it in found]


@pytest.mark.parametrize("kind", ON, indirect=True)
@pytest.mark.parametrize(("method", "path", "share"), shares())
def test_every_route_answers_whatever_is_asked_as_described(
    database: Store[Rows], method: str, path: str, share: int
) -> None:
    asked = 0
    while asked < share:
        asked += ask_made_up(Stage(database), method, path, min(ONE_STAGE, share - asked))
