"""An event's page for one person, by its address: placeholders filled, and the form begun with name and mail."""

import json
import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest

from kalends.domain import limits
from kalends.domain.event import Event
from kalends.domain.place import new_place
from tests.builders import date
from tests.pages.site import Site, words

LATER: dict[str, Any] = {"start_date": "2026-03-09", "end_date": "2026-03-09"}
HI: dict[str, Any] = {"name": "Hi %%who%%", "description": "<p>For <em>%%who%%</em>, %%else%%</p>", **LATER}
VERA = {"who": "<b>Vera</b> & %%who%%"}


def query(values: object, name: str = "customVar") -> str:
    return f"?{name}={quote(values if isinstance(values, str) else json.dumps(values))}"


def begun(site: Site, event: Event, rest: str) -> list[str]:
    """What stands in the form's fields for name and mail."""
    text = site.get(event, rest).text
    return [unescape(it) for it in re.findall(r'<input id="(?:name|mail)" [^>]*?value="([^"]*)"', text)]


class TestPlaceholders:
    @pytest.mark.parametrize("name", ["customVar", "customvar"])
    def test_are_filled_with_text_alone(self, site: Site, name: str) -> None:
        event = site.make(date(place=new_place("At %%who%%'s", "%%who%% Street"), **HI))
        read = site.get(event, query(VERA, name))
        text = words(read)
        assert "Hi <b>Vera</b> & %%who%%" in text
        assert "At <b>Vera</b> & %%who%%'s <b>Vera</b> & %%who%% Street" in text
        assert "<p>For <em>&lt;b&gt;Vera&lt;/b&gt; &amp; %%who%%</em>, %%else%%</p>" in read.text
        assert "<b>V" not in read.text

    def test_are_as_they_were_for_the_next_visitor(self, site: Site) -> None:
        event = site.make(date(**HI))
        for rest, name in (("", "%%who%%"), (query({"who": "Vera"}), "Vera"), ("", "%%who%%")):
            assert f"<title>Hi {name}</title>" in site.get(event, rest).text

    def test_stay_filled_from_there_on(self, site: Site) -> None:
        event = site.make(date(**HI), date(name="Bye %%who%%"), title="Both, %%who%%")
        text = site.get(event, query({"who": "Vera"})).text
        assert "Both, Vera" in text
        links = [unescape(it) for it in re.findall(r'href="([^"]*)"', text)]
        asked = quote('{"who":"Vera"}')
        own = [it for it in links if f"/{event.prokey}" in it and ("/o/" in it or "?" in it)]
        assert len(own) > 10
        assert all(f"customVar={asked}" in it for it in own)
        assert "dates" in (site.world.get(next(it for it in own if "/o/google" in it)).headers["Location"])
        assert not [it for it in links if f"/{site.group}" in it and "customVar" in it]

    def test_stay_filled_when_the_form_is_to_be_mended(self, site: Site) -> None:
        event = site.make(date(**HI), rsvp=True)
        (action,) = re.findall(r'action="([^"]*/answer[^"]*)"', site.get(event, query({"who": "Vera"})).text)
        answer = site.answer(event, unescape(action).partition("/answer")[2], answer="")
        assert (answer.status_code, "Hi Vera" in answer.text) == (422, True)

    @pytest.mark.parametrize("values", ["{", "[]", '{"a":[]}', '{"a":"\\n"}', '{"a":1,"a":2}', '{"a":"\\ud800"}'])
    def test_that_are_none_are_refused(self, site: Site, values: str) -> None:
        assert site.get(site.make(), query(values)).status_code == 400

    def test_are_only_so_many(self, site: Site) -> None:
        event = site.make()
        for more, status in ((0, 200), (1, 400)):
            values = {str(name): 1 for name in range(limits.PLACEHOLDERS + more)}
            assert site.get(event, query(values)).status_code == status

    def test_of_no_event_are_of_no_interest(self, site: Site) -> None:
        assert site.get(site.group, query("{")).status_code == 200


class TestTheForm:
    def test_begins_with_whom_the_address_names(self, site: Site) -> None:
        event = site.make(date(**LATER), rsvp=True)
        assert begun(site, event, "?attendee=Vera%20%3Cb%3E|vera@example.org") == ["Vera <b>", "vera@example.org"]
        assert begun(site, event, "?attendee=vera@example.org") == ["", "vera@example.org"]
        assert begun(site, event, "") == ["", ""]

    @pytest.mark.parametrize(
        "told", ["", "|", "Vera|", "Vera", "a%01|b@c.example", "x" * 400 + "|v@example.org", "a|b|c"]
    )
    def test_begins_empty_with_what_is_nobody(self, site: Site, told: str) -> None:
        assert begun(site, site.make(date(**LATER), rsvp=True), f"?attendee={told}") == ["", ""]
