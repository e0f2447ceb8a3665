"""Every document of every address: JSON:API 1.0 as theirs is (reference §2.4 to §2.6, §4.1)."""

import re
from typing import Any

import pytest

from kalends.dialects.planningcenter.routes import ROUTES
from kalends.dialects.planningcenter.shapes import FIELDS
from tests.dialects.planningcenter.lobby import Lobby

PATHS = sorted({route.path for route in ROUTES})
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
META = [
    "total_count", "count", "prev", "next", "can_order_by", "can_query_by", "can_include", "can_filter", "parent",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_is_a_sound_document(one_lobby: Lobby, ids: dict[str, str], path: str) -> None:
    address = one_lobby.filled(path, ids)
    document = one_lobby.read(address.removeprefix("/groups/v2"))
    listed = isinstance(document["data"], list)
    assert list(document) == (["links", "data", "included", "meta"] if listed else ["data", "included", "meta"])
    assert list(document["meta"]) == [name for name in META if name in document["meta"]]
    assert all(value not in (None, [], {}) for value in document["meta"].values())
    assert list(document["meta"]["parent"]) == ["id", "type"]
    rows = document["data"] if listed else [document["data"]]
    assert rows, "the fixture makes one of everything"
    for row in rows:
        _check_resource(row)
    if listed:
        assert document["links"]["self"].endswith(address)


@pytest.mark.parametrize("path", [path for path in PATHS if not path.endswith("{target}")])
def test_the_address_it_calls_its_own_leads_back_to_it(one_lobby: Lobby, ids: dict[str, str], path: str) -> None:
    data = one_lobby.read(one_lobby.filled(path, ids).removeprefix("/groups/v2"))["data"]
    for row in data if isinstance(data, list) else [data]:
        again = one_lobby.read(row["links"]["self"])["data"]
        assert (again["type"], again["id"], again["attributes"]) == (row["type"], row["id"], row["attributes"])


@pytest.mark.parametrize("path", PATHS)
def test_the_fields_that_can_be_asked_for_are_those_there_are(one_lobby: Lobby, ids: dict[str, str], path: str) -> None:
    address = one_lobby.filled(path, ids).removeprefix("/groups/v2")
    include = "include=enrollment" if "enrollment" in one_lobby.read(address)["meta"].get("can_include", ()) else ""
    every = "&".join(f"fields[{kind}]={','.join(sorted(names))}" for kind, names in FIELDS.items())
    row, shown = {"type": ""}, set()
    for version in ("2018-08-01", "2023-07-10"):
        named = one_lobby.read(f"{address}?{include}&{every}", one_lobby.olga, **{"X-PCO-API-Version": version})
        row, plain = _rows(named["data"])[0], _rows(one_lobby.read(address)["data"])[0]
        assert "ignored" not in named["meta"]
        assert _names(plain) <= _names(row)
        shown |= _names(row)
    assert shown == FIELDS[row["type"]]


def test_of_every_type_there_are_fields(one_lobby: Lobby, ids: dict[str, str]) -> None:
    documents = [one_lobby.read(one_lobby.filled(path, ids).removeprefix("/groups/v2")) for path in PATHS]
    assert {row["type"] for it in documents for row in _rows(it["data"])} == FIELDS.keys()


def _rows(data: Any) -> list[Any]:
    return data if isinstance(data, list) else [data]


def _names(row: dict[str, Any]) -> set[str]:
    return {*row["attributes"], *row.get("relationships", ())}


def _check_resource(row: dict[str, Any]) -> None:
    members = ["type", "id", "attributes", "relationships", "links"]
    assert list(row) == [name for name in members if name in row]
    assert isinstance(row["id"], str)
    assert list(row["attributes"]) == sorted(row["attributes"])
    assert not row["attributes"].keys() & {"type", "id"}
    assert not row["attributes"].keys() & row.get("relationships", {"x": 1}).keys()
    assert "relationships" not in row or row["relationships"]
    for name, value in row["attributes"].items():
        assert not name.endswith("_at") or value is None or MOMENT.fullmatch(value)
    for relation in row.get("relationships", {}).values():
        assert relation["data"] is None or list(relation["data"]) == ["type", "id"]
    assert all(isinstance(link, str) and link.startswith("http://kalends.test/") for link in row["links"].values())
