"""What a webhook's request is made of."""

import msgspec
import pytest

from kalends.domain import limits, payload
from kalends.domain.payload import Worded
from kalends.domain.webhook import Element, Pair, Trigger, Webhook
from tests.builders import MONDAY

THING = Worded(
    {"name": "Tea\r\nX-Evil: 1", "seats": 3, "open": True, "dates": [{"name": "ü"}]}, {"id": "7", "name": "no"}
)


def hook(value: str, url: str = "https://a.example/") -> Webhook:
    pair = (Pair("own", value),)
    return Webhook(1, "Ours", url, Trigger.CREATED, Element.EVENT, MONDAY, headers=pair, fields=pair)


class TestPlaceholders:
    @pytest.mark.parametrize(
        ("told", "filled"),
        [
            ("{{seats}} and {{ open }}", "3 and true"),
            ("{{id}}", "7"),
            ("{{dates.0.name}}", "ü"),
            ("{{dates.1.name}}{{dates.x}}{{nothing}}{{name.x}}{{dates.99999999}}", ""),
            ("{{}} {{{seats}}} {seats} {{a b}} {{", "{{}} {3} {seats} {{a b}} {{"),
            ("{{dates}}", '[{"name":"ü"}]'),
        ],
    )
    def test_are_filled_in_by_what_the_thing_says(self, told: str, filled: str) -> None:
        assert msgspec.json.decode(payload.body(hook(told), THING))["own"] == filled

    def test_cannot_end_the_line_of_a_header(self) -> None:
        assert payload.headers(hook("{{name}}{{dates.0.name}}"), THING) == {"own": "Tea%0D%0AX-Evil: 1%C3%BC"}

    def test_cannot_grow_without_bound(self) -> None:
        long = Worded({"name": "x" * 10_000}, {})
        assert len(payload.headers(hook("{{name}}" * 50), long)["own"]) == limits.WEBHOOK_VALUE

    def test_of_many_braces_are_found_at_once(self) -> None:
        assert msgspec.json.decode(payload.body(hook("{{" * 1_000), THING))["own"] == "{{" * 1_000


class TestAnAddress:
    @pytest.mark.parametrize(
        ("url", "asked"),
        [
            ("https://a.example/", "https://a.example/?own=3%26x%3D%20y"),
            ("https://a.example/?b=1#c", "https://a.example/?b=1&own=3%26x%3D%20y"),
        ],
    )
    def test_without_a_body_bears_the_fields(self, url: str, asked: str) -> None:
        assert payload.address(hook("{{seats}}&x= y", url), THING) == asked
