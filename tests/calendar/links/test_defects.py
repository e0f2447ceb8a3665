"""What others get wrong about such links (reference §5.8, and zones in general), and these do not."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kalends.calendar.links import Service, link
from tests.calendar.links.builders import said, timed, whole_days

WEB = [it for it in Service if not it.is_file]


class TestZones:
    @pytest.mark.parametrize(
        "zone", ["Europe/Budapest", "Europe/Istanbul", "US/Eastern", "CET", "Etc/GMT+5", "Etc/GMT-3", "Asia/Kathmandu"]
    )
    def test_none_is_taken_for_another_by_a_part_of_its_name(self, zone: str) -> None:
        vevent = timed(zone=zone)
        local = datetime(2050, 3, 10, 10, 15, tzinfo=ZoneInfo(zone))
        google = said(link(Service.GOOGLE, vevent))
        assert (google["ctz"], google["dates"]) == (zone, "20500310T101500/20500310T233000")
        assert datetime.fromisoformat(said(link(Service.MS365, vevent))["startdt"]) == local
        assert datetime.fromisoformat(said(link(Service.YAHOO, vevent))["st"]) == local
        teams = said(link(Service.MSTEAMS, vevent))["startTime"]
        assert datetime.fromisoformat(teams).utcoffset() == local.utcoffset()

    @pytest.mark.parametrize("zone", ["Etc/GMT", "UTC", "Etc/UTC", "GMT"])
    def test_utc_has_the_one_name_that_all_know(self, zone: str) -> None:
        google = said(link(Service.GOOGLE, timed(zone=zone)))
        assert (google["ctz"], google["dates"]) == ("UTC", "20500310T101500/20500310T233000")
        assert said(link(Service.MSTEAMS, timed(zone=zone)))["startTime"] == "2050-03-10T10:15:00+00:00"

    def test_a_time_in_a_gap_takes_the_offset_before_it(self) -> None:
        vevent = timed(dtstart=datetime(2026, 3, 8, 2, 30), dtend=datetime(2026, 3, 8, 4), zone="America/Los_Angeles")
        assert said(link(Service.GOOGLE, vevent))["dates"] == "20260308T033000/20260308T040000"
        assert said(link(Service.OUTLOOKCOM, vevent))["startdt"] == "2026-03-08T10:30:00Z"

    def test_the_second_of_two_equal_times_is_told_from_the_first(self) -> None:
        first = timed(dtstart=datetime(2026, 11, 1, 1, 30), dtend=datetime(2026, 11, 1, 3), zone="America/Los_Angeles")
        second = timed(dtstart=datetime(2026, 11, 1, 1, 30, fold=1), dtend=first.dtend, zone=first.zone)
        assert said(link(Service.GOOGLE, first))["dates"] == "20261101T013000/20261101T030000"
        assert said(link(Service.GOOGLE, second))["dates"] == "20261101T093000Z/20261101T110000Z"
        assert said(link(Service.YAHOO, first))["st"] == "20261101T083000Z"
        assert said(link(Service.YAHOO, second))["st"] == "20261101T093000Z"

    def test_half_hours_count(self) -> None:
        vevent = timed(zone="Australia/Lord_Howe", dtstart=datetime(2050, 1, 10, 9), dtend=datetime(2050, 7, 10, 9))
        teams = said(link(Service.MSTEAMS, vevent))
        assert (teams["startTime"][-6:], teams["endTime"][-6:]) == ("+11:00", "+10:30")


class TestTexts:
    def test_list_items_stay_apart(self) -> None:
        for service, name in ((Service.YAHOO, "desc"), (Service.MSTEAMS, "content")):
            assert said(link(service, timed(location=None)))[name] == "Bring water & bread\n\n- one\n- two"

    def test_entities_are_characters_in_plain_text_and_entities_in_html(self) -> None:
        vevent = timed(description_html="<p>1 &lt; 2 &amp; 3 &gt; 2</p>")
        assert said(link(Service.YAHOO, vevent))["desc"] == "1 < 2 & 3 > 2"
        assert said(link(Service.GOOGLE, vevent))["details"] == "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"

    def test_a_link_keeps_its_words_and_its_address(self) -> None:
        vevent = timed(description_html='<p>See <a href="https://x.example/?a=1&amp;b=2">there</a></p>')
        assert said(link(Service.YAHOO, vevent))["desc"] == "See there (https://x.example/?a=1&b=2)"

    def test_lines_without_markup_stay_lines(self) -> None:
        vevent = timed(description_html="one\ntwo &lt;b&gt;")
        assert said(link(Service.MS365, vevent))["body"] == "one<br>two &lt;b&gt;"
        assert said(link(Service.YAHOO, vevent))["desc"] == "one\ntwo <b>"

    @pytest.mark.parametrize("service", WEB)
    @pytest.mark.parametrize(
        "text",
        ["a&b=c", "x#y", "50 % + 1", "\"quotes\" 'here'", "?@evil.example/", "//evil.example", "\ud83d", "日本 🎻"],
    )
    def test_no_text_can_leave_its_parameter(self, service: Service, text: str) -> None:
        plain = link(service, timed(summary="T", location="L", description_html="D"))
        url = link(service, timed(summary=text, location=text, description_html="D"))
        assert url.isascii()
        assert set(said(url)) == set(said(plain))
        assert text.encode(errors="replace").decode() in said(url).values()
        assert url.partition("?")[0] == plain.partition("?")[0]


class TestWholeDays:
    def test_several_for_yahoo_depend_on_nobody_s_zone(self) -> None:
        read = said(link(Service.YAHOO, whole_days(3)))
        assert (read["st"], read["et"], "dur" in read) == ("20500310", "20500313", False)

    def test_a_zone_they_came_with_is_of_no_consequence(self) -> None:
        for service in WEB:
            assert link(service, whole_days(2, zone="Asia/Tokyo")) == link(service, whole_days(2))
