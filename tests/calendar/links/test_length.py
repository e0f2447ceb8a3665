"""An address is short enough for every browser, mail program and server, whatever people wrote."""

from urllib.parse import unquote

import pytest

from kalends.calendar.links import Device, Service, link, needs_note
from kalends.calendar.links.said import shortened
from kalends.domain import limits
from tests.calendar.links.builders import PAGE, said, timed, whole_days

WEB = [it for it in Service if not it.is_file]
BODY = {
    Service.GOOGLE: "details",
    Service.MS365: "body",
    Service.OUTLOOKCOM: "body",
    Service.MSTEAMS: "content",
    Service.YAHOO: "desc",
}
LONG = "<p>" + " ".join(f"word{number}" for number in range(3_000)) + "</p>"


class TestLongDescriptions:
    @pytest.mark.parametrize("service", WEB)
    def test_end_at_a_word_with_an_ellipsis_and_the_page(self, service: Service) -> None:
        url = link(service, timed(description_html=LONG, location=None))
        assert limits.LINK_CHARACTERS - 30 < len(url) <= limits.LINK_CHARACTERS
        told, _, page = said(url)[BODY[service]].replace("<br>", "\n").partition("…\n\n")
        assert page == PAGE
        words = told.split(" ")
        assert words == [f"word{number}" for number in range(len(words))]

    @pytest.mark.parametrize("service", WEB)
    def test_are_whole_while_they_fit(self, service: Service) -> None:
        fits = "x" * (limits.LINK_CHARACTERS - len(link(service, timed(description_html="x"))) + 1)
        assert len(link(service, timed(description_html=fits))) == limits.LINK_CHARACTERS
        assert said(link(service, timed(description_html=fits)))[BODY[service]].endswith(fits)
        assert PAGE in said(link(service, timed(description_html=fits + "x")))[BODY[service]]

    @pytest.mark.parametrize("service", WEB)
    @pytest.mark.parametrize("device", Device)
    @pytest.mark.parametrize(
        "text", ["歌" * 20_000, "👩‍🎤" * 6_000, "&amp;" * 4_000, "<p>" * 10 + "a b " * 5_000, "\n" * 9_000]
    )
    def test_of_any_sort_are_short_enough(self, service: Service, device: Device, text: str) -> None:
        url = link(service, timed(description_html=text), device)
        assert len(url) <= limits.LINK_CHARACTERS
        assert "Choir & Friends" in said(url).values()

    def test_keep_what_must_be_said(self) -> None:
        url = link(Service.YAHOO, timed(description_html=LONG), note="One date of several.")
        assert said(url)["desc"].endswith("…\n\nOne date of several.")
        assert said(link(Service.MS365, timed(), note="1 < 2"))["body"].endswith("</ul><br><br>1 &lt; 2")


class TestLongTitlesAndPlaces:
    @pytest.mark.parametrize("service", WEB)
    def test_are_shortened_last(self, service: Service) -> None:
        title, place = "日本の歌" * 75, "⛪" * 1_000
        url = link(service, timed(summary=title, location=place, description_html=LONG))
        assert len(url) <= limits.LINK_CHARACTERS
        assert "日本の歌" in unquote(url)
        long_place = link(service, timed(location=place, description_html=LONG))
        assert len(long_place) <= limits.LINK_CHARACTERS
        assert "Choir & Friends" in unquote(long_place)
        assert "⛪…" in unquote(long_place)


class TestRules:
    def test_one_of_the_greatest_length_goes_along(self) -> None:
        rule = "FREQ=YEARLY;BYYEARDAY=100"
        rule += ",100" * ((limits.LINK_RULE_CHARACTERS - len(rule)) // 4)
        rule += "," * (limits.LINK_RULE_CHARACTERS - len(rule))
        assert said(link(Service.GOOGLE, whole_days(rrule=rule)))["recur"] == f"RRULE:{rule}"
        assert not needs_note(Service.GOOGLE, whole_days(rrule=rule))
        assert needs_note(Service.GOOGLE, whole_days(rrule=rule + ","))

    def test_a_long_one_stays_out_and_is_told_of(self) -> None:
        rule = "FREQ=YEARLY;BYYEARDAY=" + ",".join(map(str, range(1, 250)))
        assert "recur" not in said(link(Service.GOOGLE, whole_days(rrule=rule)))
        assert needs_note(Service.GOOGLE, whole_days(rrule=rule))

    @pytest.mark.parametrize("freq", ["HOURLY", "MINUTELY", "SECONDLY"])
    def test_one_that_nobody_keeps_stays_out_too(self, freq: str) -> None:
        vevent = timed(rrule=f"FREQ={freq};COUNT=3")
        assert "recur" not in said(link(Service.GOOGLE, vevent))
        assert needs_note(Service.GOOGLE, vevent)

    def test_only_google_needs_no_word_about_it(self) -> None:
        assert [it for it in WEB if not needs_note(it, whole_days(rrule="FREQ=DAILY"))] == [Service.GOOGLE]
        assert not any(needs_note(it, whole_days()) for it in WEB)


class TestShortening:
    def test_ends_with_a_word(self) -> None:
        assert shortened("one two three", 9) == "one two…"
        assert shortened("one two three", 7) == "one two…"
        assert shortened("one two three", 13) == "one two three"

    def test_of_words_that_are_not_set_apart_ends_anywhere(self) -> None:
        assert shortened("a " + "歌" * 50, 20) == "a " + "歌" * 18 + "…"

    def test_never_divides_what_looks_like_one_character(self) -> None:
        assert shortened("👩‍🎤👩‍🎤", 4) == "👩‍🎤…"
        assert shortened("e\u0301e\u0301", 1) == ""
        assert shortened("⛪️⛪️", 3) == "⛪️…"

    def test_to_nothing_is_nothing(self) -> None:
        assert shortened("one two", 0) == ""
        assert shortened("   x", 2) == ""
