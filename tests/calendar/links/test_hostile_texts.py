"""Whatever people type, an address goes where it should, says what they typed, and is short enough."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kalends.calendar.links import Device, Service, link, subscription
from kalends.domain import limits
from tests.calendar.links.builders import said, timed

NAUGHTY = Path(__file__).parents[3].parent / "shared" / "vectors" / "strings" / "blns.json"
needs_vectors = pytest.mark.skipif(not NAUGHTY.is_file(), reason="needs ../shared/vectors/strings/blns.json")
WEB = [it for it in Service if not it.is_file]
TITLES = {"text", "subject", "title"}


def check_harmless(text: str, device: Device) -> None:
    shown = text.encode("utf-8", "replace").decode()
    for service in WEB:
        plain = link(service, timed(summary="a", location="a", description_html="a"), device)
        url = link(service, timed(summary=text, location=text, description_html=text), device)
        assert url.isascii()
        assert url.isprintable()
        assert " " not in url
        assert len(url) <= limits.LINK_CHARACTERS
        assert urlsplit(url)[:3] == urlsplit(plain)[:3]
        assert set(said(url)) <= set(said(plain))
        (title,) = [value for name, value in said(url).items() if name in TITLES] or [""]
        assert title == shown or (title.endswith("…") and shown.startswith(title[:-1])) or not title.strip()
        feed = subscription(service, "https://kalends.test/g/calendar.ics", text)
        assert feed is None or (feed.isascii() and urlsplit(feed).netloc in urlsplit(url).netloc)


class TestHostileTexts:
    @needs_vectors
    def test_of_the_list_that_everybody_should_survive(self) -> None:
        for text in json.loads(NAUGHTY.read_text()):
            check_harmless(text, Device.DESKTOP)

    @given(st.text(max_size=300), st.sampled_from(Device))
    @settings(max_examples=100, deadline=None)
    def test_of_any_other_sort(self, text: str, device: Device) -> None:
        check_harmless(text, device)
