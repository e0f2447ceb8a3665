"""Our own button: its script, its data and its frame."""

import gzip
import re
from datetime import timedelta
from typing import Any

import pytest

from kalends.actions.meeting import cancel_meeting
from kalends.actions.template import create_template
from kalends.domain.event import DateStatus, Event
from kalends.domain.template import TemplateKind, TemplatePatch
from tests.builders import date, day
from tests.cast import PUBLIC_URL
from tests.pages.site import UNKNOWN, Site, words

IPHONE = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"}
PIXEL = {"User-Agent": "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Mobile"}
LATER = {"start_date": "2026-03-09", "end_date": "2026-03-09"}


def data(site: Site, of: Event | str, query: str = "", **headers: str) -> Any:
    answer = site.get(of, f"/button.json{query}", **headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    return answer.json()


def style(site: Site, **choices: Any) -> int:
    patch, now = TemplatePatch(name="S", choices=choices), site.world.clock.now()
    return site.world.do(create_template, site.world.olga.acting(), TemplateKind.STYLE, patch, now=now).number


def types(told: Any) -> list[str]:
    return [it["type"] for it in told["items"]]


class TestScript:
    def test_is_small(self, site: Site) -> None:
        assert len(gzip.compress(site.world.get("/button.js").content)) < 10_000

    def test_is_script_for_any_page_and_asked_for_again_soon(self, site: Site) -> None:
        headers = site.world.get("/button.js").headers
        assert headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Cache-Control"] == "public, max-age=300"

    def test_is_not_sent_again_while_it_is_the_same(self, site: Site) -> None:
        first = site.world.get("/button.js")
        again = site.world.get("/button.js", {"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
        head = site.world.ask("HEAD", "/button.js")
        assert (head.status_code, head.headers["ETag"]) == (200, first.headers["ETag"])

    def test_names_no_other_server_and_needs_no_leave_for_code_from_texts(self, site: Site) -> None:
        text = site.world.get("/button.js").text
        assert "://" not in text
        assert not re.search(r"\beval\b|new Function|innerHTML|document\.write|\bcookie\b|localStorage", text)


class TestEvents:
    def test_offer_every_calendar(self, site: Site) -> None:
        event = site.make(date(**LATER))
        told = data(site, event)
        assert (told["name"], told["label"], told["url"]) == (
            "Rehearsal",
            "Add to calendar",
            f"{PUBLIC_URL}/{event.prokey}",
        )
        assert types(told) == ["google", "apple", "outlookcom", "ms365", "yahoo", "msteams", "ical"]
        for item in told["items"]:
            assert item["url"] == f"{PUBLIC_URL}/{event.prokey}/o/{item['type']}"
            assert site.world.get(item["url"].removeprefix(PUBLIC_URL)).status_code in (200, 302)

    def test_a_telephone_has_its_own_calendar_first(self, site: Site) -> None:
        event = site.make(date(**LATER))
        assert (types(data(site, event, **IPHONE))[0], "ical" in types(data(site, event, **IPHONE))) == ("apple", False)
        assert "apple" not in types(data(site, event, **PIXEL))
        assert "User-Agent" in site.get(event, "/button.json").headers["Vary"]

    def test_a_series_is_offered_to_those_that_keep_its_rule(self, site: Site) -> None:
        event = site.make(rule="RRULE:FREQ=WEEKLY;COUNT=9")
        assert types(data(site, event)) == ["google", "apple", "ical"]

    def test_one_meeting_of_it_to_all(self, site: Site) -> None:
        event = site.make(rule="RRULE:FREQ=WEEKLY;COUNT=9")
        meeting = site.meetings(event)[2]
        told = data(site, event, f"?o={meeting.number}")
        assert len(types(told)) == 7
        assert all(item["url"].endswith(f"?o={meeting.number}") for item in told["items"])

    def test_a_style_chooses(self, site: Site) -> None:
        event = site.make(date(**LATER), layout=style(site, options=("yahoo", "ical")))
        assert types(data(site, event)) == ["yahoo", "ical"]
        assert types(data(site, event, **IPHONE)) == ["apple", "yahoo"]
        assert types(data(site, event, **PIXEL)) == ["yahoo", "ical"]

    def test_and_for_telephones_apart(self, site: Site) -> None:
        chosen = style(site, options=("yahoo",), options_mobile=("google", "ms365"), options_ios=("ical",))
        event = site.make(date(**LATER), layout=chosen)
        assert [types(data(site, event, **it)) for it in ({}, PIXEL, IPHONE)] == [
            ["yahoo"],
            ["google", "ms365"],
            ["apple"],
        ]
        only_mobile = site.make(date(**LATER), layout=style(site, options=("yahoo",), options_mobile=("google",)))
        assert types(data(site, only_mobile, **IPHONE)) == ["google"]

    def test_where_nothing_of_it_is_left_there_is_the_file(self, site: Site) -> None:
        event = site.make(rule="RRULE:FREQ=DAILY", layout=style(site, options=("yahoo",)))
        assert [types(data(site, event, **it)) for it in ({}, PIXEL, IPHONE)] == [["ical"], ["ical"], ["apple"]]

    @pytest.mark.parametrize(
        ("fields", "label"),
        [
            ({"rsvp": True}, "Answer this invitation"),
            ({"button_hidden": True}, "Rehearsal"),
        ],
        ids=["answers", "hidden"],
    )
    def test_without_dates_to_give_leads_to_the_page(self, site: Site, fields: Any, label: str) -> None:
        event = site.make(date(**LATER), **fields)
        told = data(site, event)
        assert (told["items"], told["label"], told["url"]) == ([], label, f"{PUBLIC_URL}/{event.prokey}")

    def test_what_is_cancelled_or_over_says_so(self, site: Site) -> None:
        cancelled, over = site.make(date(**LATER, status=DateStatus.CANCELLED)), site.make()
        site.world.clock.move(timedelta(days=1))
        assert (data(site, cancelled)["label"], types(data(site, cancelled))) == ("This event is cancelled.", [])
        assert (data(site, over)["label"], types(data(site, over))) == ("This event is over.", [])

    def test_so_does_a_cancelled_meeting_alone(self, site: Site) -> None:
        event = site.make(rule="RRULE:FREQ=WEEKLY;COUNT=9")
        meeting = site.meetings(event)[2]
        site.alone(cancel_meeting, meeting)
        told = data(site, event, f"?o={meeting.number}")
        assert (told["label"], told["items"]) == ("This date is cancelled.", [])
        assert told["url"].endswith(f"?o={meeting.number}")

    def test_days_that_move_with_today_can_be_saved(self, site: Site) -> None:
        assert len(types(data(site, site.make(day(start_date="today+4"))))) == 7


class TestGroups:
    def test_offer_to_subscribe(self, site: Site) -> None:
        told = data(site, site.group)
        assert (told["name"], told["label"]) == ("Choir", "Subscribe in your calendar")
        assert types(told) == ["google", "apple", "outlookcom", "ms365", "ical"]
        for item in told["items"]:
            assert site.world.get(item["url"].removeprefix(PUBLIC_URL)).status_code == 302


class TestData:
    def test_is_for_any_page(self, site: Site) -> None:
        answer = site.get(site.group, "/button.json")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        again = site.get(site.group, "/button.json", **{"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.headers["Access-Control-Allow-Origin"]) == (304, "*")

    def test_is_in_the_language_asked_for(self, site: Site) -> None:
        event = site.make(date(**LATER))
        told = data(site, event, "?lang=ar")
        assert (told["language"], told["direction"]) == ("ar", "rtl")
        assert told["label"] != data(site, event)["label"]
        assert data(site, event, **{"Accept-Language": "de"})["label"] == "In den Kalender"


class TestFrame:
    def test_may_stand_in_any_page_and_is_the_only_one(self, site: Site) -> None:
        event = site.make(date(**LATER))
        policy = site.get(event, "/embed").headers["Content-Security-Policy"].split("; ")
        assert "frame-ancestors *" in policy
        assert "default-src 'none'" in policy
        for path in (f"/{event.prokey}", f"/{site.group}", f"/{UNKNOWN}/embed"):
            policy = site.world.get(path).headers["Content-Security-Policy"].split("; ")
            assert "frame-ancestors 'none'" in policy

    def test_says_what_and_when_and_offers_it_all_without_script(self, site: Site) -> None:
        event = site.make(date(name="Tour <b>", **LATER))
        answer = site.get(event, "/embed")
        read = words(answer)
        for text in ("Tour <b>", "9 March 2026", "Europe/Berlin", "Add to calendar", "Google Calendar", "Yahoo"):
            assert text in read
        assert "<script" not in answer.text
        links = re.findall(r'<a [^>]*href="([^"]*)"([^>]*)>', answer.text)
        assert len(links) >= 8
        assert all('target="_blank" rel="noopener"' in rest for _, rest in links)
        assert all(url.startswith(f"{PUBLIC_URL}/{event.prokey}") for url, _ in links)

    def test_offers_nothing_that_cannot_be_had(self, site: Site) -> None:
        read = words(site.get(site.make(date(**LATER), rsvp=True), "/embed"))
        assert "Answer this invitation" in read
        assert "Google" not in read

    def test_of_a_group_subscribes(self, site: Site) -> None:
        assert words(site.get(site.group, "/embed")).startswith("Choir Subscribe in your calendar")
