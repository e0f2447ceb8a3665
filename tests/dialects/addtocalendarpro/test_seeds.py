"""The seeds' own examples, read from the seeds: comments away, placeholders filled in, nothing else changed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.dialects.addtocalendarpro.office import Office
from tests.dialects.addtocalendarpro.test_conversations import PLACEHOLDERS, values

__all__ = ["values"]

SEEDS = Path(__file__).resolve().parents[4] / "shared/seeds"
pytestmark = [
    pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is not here"),
    pytest.mark.parametrize(("seed", "key"), [("001", "key"), ("002", "key_2024")]),
]

LEAST, FULL = "at least provide the following fields", "Potential request with all fields"


def example(seed: str, *headings: str) -> Any:
    """The JSON that follows the last of these words, each looked for behind the one before."""
    (path,) = SEEDS.glob(f"{seed}_*")
    text = path.read_text(encoding="utf-8")
    for words in headings:
        text = text.partition(words)[2]
    text = re.sub(r"(?<!:)//.*", "", text[re.search(r"^[{\[]", text, re.MULTILINE).start() :])  # type: ignore[union-attr]
    return json.JSONDecoder().raw_decode(re.sub(r",(\s*[}\]])", r"\1", text))[0]


def filled(body: dict[str, Any], values: dict[str, str]) -> dict[str, Any]:
    body |= {name: values[name] for name in body.keys() & values.keys()}
    body["event_group"] = values["group"]
    for date in body["dates"]:
        date["timeZone"] = PLACEHOLDERS["timeZone"]
    return body


@pytest.mark.parametrize("request_heading", [LEAST, FULL])
def test_a_request_is_taken_and_answered_with_the_seed_s_keys(
    office: Office, values: dict[str, str], seed: str, key: str, request_heading: str
) -> None:
    answer = office.caller(values[key]).post("/event", filled(example(seed, request_heading), values))
    expected = example(seed, FULL, "Potential response")
    assert {**expected, **{name: answer[name] for name in ("id", "prokey") if name in expected}} == answer


def test_what_was_asked_for_in_full_is_shown_in_full(
    office: Office, values: dict[str, str], seed: str, key: str
) -> None:
    body = filled(example(seed, FULL), values)
    made = office.caller(values[key]).post("/event", body)
    shown = office.get(f"/event/{made.get('prokey') or made['id']}")
    told = {name: str(value) if name in ("layout", "landingpage", "rsvp_block", "cta_block") else value
            for name, value in shown.items()}  # fmt: skip
    assert {name: told[name] for name in body} == body


def test_an_event_is_shown_with_the_seed_s_keys_in_the_seed_s_order(
    office: Office, values: dict[str, str], seed: str, key: str
) -> None:
    expected = example(seed, "Potential response")
    shown = office.caller(values[key]).get(f"/event/{office.event(values['group'])}")
    if seed == "002":
        (expected,), (shown,) = expected, shown
    assert list(shown) == list(expected)
    assert shown["dates"][0].keys() >= expected["dates"][0].keys()
    typed = {name: type(value) for name, value in expected.items() if value is not None and shown[name] is not None}
    assert {name: type(shown[name]) for name in typed} == typed
