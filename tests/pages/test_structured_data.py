"""What machines read on the pages: schema.org, OpenGraph, the preview and the QR code."""

import io
import json
import re
from html import unescape
from typing import Any

import pytest
from PIL import Image, ImageChops

from kalends.actions.meeting import cancel_meeting, revise_meeting
from kalends.domain import limits
from kalends.domain.event import DateStatus, Event
from kalends.domain.occurrence import OccurrencePatch
from kalends.domain.place import new_place
from kalends.pages import preview_image, structured_data
from kalends.pages.picture_routes import qr_code
from kalends.pages.preview import Dated, Preview
from kalends.pages.preview_image import draw
from tests.builders import date, day
from tests.pages.site import UNKNOWN, Site

BASE = "http://kalends.test"
SCHEMA = "https://schema.org/"
MARCH: dict[str, Any] = {"start_date": "2026-03-09", "end_date": "2026-03-09"}


def data(site: Site, event: Event | str, rest: str = "") -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', site.get(event, rest).text, re.DOTALL)
    read: dict[str, Any] = json.loads(found)
    return read


def tag(text: str, name: str) -> str:
    (found,) = re.findall(rf'<meta (?:property|name)="{name}" content="([^"]*)">', text)
    return unescape(found)


class TestAnEvent:
    def test_says_what_when_and_where(self, site: Site) -> None:
        place = new_place("St. Anne's", "Main Street 1", "52.5", "13.4")
        told = "<p>Bring <b>water</b></p>"
        event = site.make(date(place=place, description=told, organizer_name="Olga & Co", **MARCH))
        found = data(site, event)
        assert (found["@context"], found["@type"], found["name"]) == (SCHEMA, "Event", "Rehearsal")
        assert (found["startDate"], found["endDate"]) == ("2026-03-09T19:00+01:00", "2026-03-09T21:00+01:00")
        assert (found["eventStatus"], found["eventAttendanceMode"]) == (
            f"{SCHEMA}EventScheduled",
            f"{SCHEMA}OfflineEventAttendanceMode",
        )
        assert found["location"]["address"] == "Main Street 1"
        assert found["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": "52.5", "longitude": "13.4"}
        assert found["organizer"] == {"@type": "Organization", "name": "Olga & Co"}
        assert found["description"] == "Bring water"
        assert found["url"].startswith(f"{BASE}/{event.prokey}")
        assert found["image"] == [f"{BASE}/{event.prokey}/preview.png"]

    def test_of_whole_days_has_no_times(self, site: Site) -> None:
        found = data(site, site.make(day(start_date="2026-06-01", end_date="2026-06-03")))
        assert (found["startDate"], found["endDate"]) == ("2026-06-01", "2026-06-03")

    def test_cancelled(self, site: Site) -> None:
        event = site.make(date(status=DateStatus.CANCELLED, **MARCH))
        assert data(site, event)["eventStatus"] == f"{SCHEMA}EventCancelled"

    @pytest.mark.parametrize("name", ["https://meet.example.org/choir", "Online", "world-wide"])
    def test_online(self, site: Site, name: str) -> None:
        found = data(site, site.make(date(place=new_place(name, None), **MARCH)))
        assert found["eventAttendanceMode"] == f"{SCHEMA}OnlineEventAttendanceMode"
        assert found["location"]["@type"] == "VirtualLocation"

    def test_never_gives_the_virtual_address_away(self, site: Site) -> None:
        event = site.make(date(virtual_url="https://meet.example.org/secret", place=new_place("Hall", None), **MARCH))
        found = data(site, event)
        assert found["eventAttendanceMode"] == f"{SCHEMA}MixedEventAttendanceMode"
        assert "secret" not in json.dumps(found)

    def test_counted_from_today(self, site: Site) -> None:
        assert data(site, site.make(date(start_date="today+4", end_date="today+4")))["startDate"][:10] == "2026-01-09"


class TestASeries:
    def weekly(self, site: Site) -> Event:
        return site.make(date(), simplified=True, simple_type="weekly", by_day="MO", count=20)

    def test_has_its_schedule_and_its_next_dates(self, site: Site) -> None:
        found = data(site, self.weekly(site))
        assert found["@type"] == "EventSeries"
        schedule = found["eventSchedule"]
        assert (schedule["repeatFrequency"], schedule["byDay"]) == ("P1W", [f"{SCHEMA}Monday"])
        assert (schedule["repeatCount"], schedule["scheduleTimezone"]) == (20, "Europe/Berlin")
        assert [it["startDate"][:10] for it in found["subEvent"]][:2] == ["2026-01-05", "2026-01-12"]

    def test_of_which_one_was_moved_or_cancelled(self, site: Site) -> None:
        event = self.weekly(site)
        _, second, third, *_ = site.meetings(event)
        times: dict[str, Any] = {
            "start_date": "2026-01-13",
            "start_time": "18:00",
            "end_date": "2026-01-13",
            "end_time": "20:00",
        }
        site.alone(revise_meeting, second, OccurrencePatch(zone="Europe/Berlin", all_day=False, **times))
        site.alone(cancel_meeting, third)
        moved = data(site, event, f"?o={second.number}")
        assert moved["previousStartDate"] == "2026-01-12T19:00+01:00"
        assert moved["eventStatus"] == f"{SCHEMA}EventRescheduled"
        assert data(site, event, f"?o={third.number}")["eventStatus"] == f"{SCHEMA}EventCancelled"

    def test_of_an_intricate_rule_names_its_dates_only(self, site: Site) -> None:
        event = site.make(date(), simplified=True, simple_type="monthly", by_day="2MO,TU", count=8)
        found = data(site, event)
        assert "eventSchedule" not in found
        assert len(found["subEvent"]) == 8


class TestAGroup:
    def test_lists_its_events(self, site: Site) -> None:
        site.make(date(**MARCH))
        found = data(site, site.group)
        assert found["@type"] == "ItemList"
        assert [it["item"]["name"] for it in found["itemListElement"]] == ["Rehearsal"]


class TestHostileTexts:
    @pytest.mark.parametrize(
        "text", ["</script><script>alert(1)</script>", "<!--", "\u2028\u2029", '"}', "&lt;", "]]>"]
    )
    def test_stay_inside_their_script_element_and_come_back_as_they_were(self, text: str) -> None:
        written = structured_data.script({"name": text})
        assert not set("<>&\u2028\u2029") & set(written)
        assert json.loads(written) == {"name": text}

    def test_on_the_page(self, site: Site) -> None:
        name = "</script><script>alert(1)</script><!--"
        assert data(site, site.make(date(name=name, **MARCH)))["name"] == name


def watched(monkeypatch: pytest.MonkeyPatch) -> list[Preview]:
    """What is drawn from now on; each picture has seven octets."""
    drawn: list[Preview] = []

    def remember(preview: Preview) -> bytes:
        drawn.append(preview)
        return b"picture"

    monkeypatch.setattr(preview_image, "draw", remember)
    return drawn


class TestPreviews:
    def test_are_named_for_those_who_share_the_address(self, site: Site) -> None:
        event = site.make(date(name='"Bach" & sons', place=new_place("Hall", None), **MARCH))
        text = site.get(event).text
        assert tag(text, "og:title") == '"Bach" & sons'
        assert tag(text, "og:description") == "Monday, 9 March 2026, 19:00 to 21:00 · Hall"
        assert tag(text, "og:url") == f"{BASE}/{event.prokey}"
        assert tag(text, "og:image").startswith(f"{BASE}/{event.prokey}/preview.png?")

    def test_of_a_group_say_its_name_and_what_it_is_about(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        drawn = watched(monkeypatch)
        site.world.apart()
        site.group_has(description="We sing.")
        address = tag(site.get(site.group).text, "og:image")
        assert address.startswith(f"{BASE}/{site.group}/preview.png?")
        assert site.world.get(address.removeprefix(BASE)).content == b"picture"
        assert [(it.title, it.place, it.dated.day) for it in drawn] == [("Choir", "We sing.", "")]

    def test_of_a_group_have_no_tile_since_it_has_no_date(self, site: Site) -> None:
        pictures = [Image.open(io.BytesIO(site.get(it, "/preview.png").content)) for it in (site.group, site.make())]
        inside_a_tile = [picture.convert("RGB").getpixel((90, 400)) for picture in pictures]
        assert inside_a_tile == [(0xF7, 0xF5, 0xF0), (0xFF, 0xFF, 0xFF)]

    @pytest.mark.parametrize("name", ["Rehearsal", "x" * 300, "春のコンサート", "أمسية", "\U0001f3b6", " ", "a\u202eb"])
    def test_are_pictures_of_the_usual_size_whatever_the_title(self, site: Site, name: str) -> None:
        event = site.make(date(name=name if name.strip() else "x", place=new_place("Hall " * 100, "1\n2\n3"), **MARCH))
        for rest in ("/preview.png", "/preview.png?lang=ar"):
            answer = site.get(event, rest)
            assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
            picture = Image.open(io.BytesIO(answer.content))
            assert (picture.format, picture.size) == ("PNG", (1200, 630))

    def test_change_with_the_event(self, site: Site) -> None:
        event = site.make(date(**MARCH))
        before, again = (site.get(event, "/preview.png").content for _ in range(2))
        site.revise(event, dates=(date(name="Concert", **MARCH),))
        assert before == again
        assert site.get(event, "/preview.png").content != before

    def test_are_drawn_once(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        drawn = watched(monkeypatch)
        site.world.apart()
        event = site.make(date(**MARCH))
        for rest in ("", "?lang=de", "?lang=de", ""):
            assert site.get(event, f"/preview.png{rest}").content == b"picture"
        assert [it.dated.month for it in drawn] == ["Mar", "Mär"]

    def test_are_let_go_where_there_is_no_room(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        drawn = watched(monkeypatch)
        monkeypatch.setattr(limits, "PREVIEWS_KEPT_BYTES", 13)
        site.world.apart()
        event = site.make(date(**MARCH))
        for rest in ("", "?lang=de", ""):
            site.get(event, f"/preview.png{rest}")
        assert len(drawn) == 3

    def test_say_the_date_in_english_where_no_font_can_say_it_otherwise(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(preview_image, "_FONTS", (None,))  # Pillow's own, which has no Japanese
        japanese, english = Dated("4月", "4", "2026年4月4日", "", ""), Dated("Apr", "4", "4 April 2026", "", "")
        pictures = [draw(Preview("Concert", "", dated, english)) for dated in (japanese, english)]
        assert pictures[0] == pictures[1]

    @pytest.mark.parametrize("rtl", [False, True])
    def test_begin_on_the_side_that_the_language_begins_on(self, rtl: bool) -> None:
        dated = Dated("Apr", "4", "4 April 2026", "", "", rtl)
        with Image.open(io.BytesIO(draw(Preview("Concert", "", dated, dated)))) as drawn:
            picture = drawn.convert("RGB")
        paper = Image.new("RGB", picture.size, picture.getpixel((0, 0)))
        left, _, right, _ = ImageChops.difference(picture, paper).getbbox() or (0, 0, 0, 0)
        room = left, 1200 - right
        assert room.index(min(room)) == int(rtl)
        assert max(room) > 3 * min(room)

    def test_of_nothing_are_nothing(self, site: Site) -> None:
        members_only = site.make(group=site.world.board.prokey)
        for rest in ("/preview.png", "/qr.svg"):
            assert site.get(members_only, rest).content == site.get(UNKNOWN, rest).content
            assert site.get(site.world.board.prokey, rest).content == site.get(UNKNOWN, rest).content
        assert site.get(site.group, "/qr.svg").status_code == 404


class TestTheQrCode:
    def test_is_the_page_s_address(self, site: Site) -> None:
        event = site.make(date(**MARCH))
        answer = site.get(event, "/qr.svg")
        assert answer.headers["Content-Type"] == "image/svg+xml"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.content == qr_code(f"{BASE}/{event.prokey}")
        assert answer.content != qr_code(f"{BASE}/{UNKNOWN}")

    def test_stands_on_the_page_for_paper(self, site: Site) -> None:
        event = site.make(date(**MARCH))
        assert f'<img src="/{event.prokey}/qr.svg" alt="QR code with the address of this page"' in site.get(event).text
