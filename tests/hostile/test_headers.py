"""Names and addresses that end up in headers, links and paths stay in their place (T081, T082, T091, T095)."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest

from kalends.domain import limits
from tests.cast import PUBLIC_URL
from tests.hostile.programs import LATER, Programs, why
from tests.pages.site import UNKNOWN

EVIL = "https://evil.example"
INJECTED = "\r\nX-Evil: 1"
NO_FILE_NAMES = [
    "",
    ".",
    "..",
    ".htaccess",
    "../../x",
    "..\\x",
    "/etc/passwd",
    "a/b",
    "a.ics",
    "a b",
    'a"b',
    f'a"{INJECTED}',
    "a;b",
    "a%2fb",
    "a\0b",
    "événement",
    "１２",
    "a\u202eb",
    "x" * (limits.FILE_NAME + 1),
    "x" * 300,
]
NO_MAIL_ADDRESSES = [
    f"jack@x.example{INJECTED}",
    "jack@x.example\nATTENDEE:mailto:e@x.example",
    "jack@x.example;CN=Jill",
    "jack@x.example:jill@x.example",
    "jack@x.example,jill@x.example",
    "jack@x.example jill@x.example",
    '"jack jill"@x.example',
    "Jack <jack@x.example>",
    "mailto:jack@x.example",
    "jack@x.example?bcc=jill@x.example",
    "jack@[127.0.0.1]",
    "jack@x.example\0",
    "ｊack@x.example",
    "@x.example",
    "jack@",
    "j" * 320 + "@x.example",
]
NO_WEB_ADDRESSES = [
    f"https://x.example/{INJECTED}",
    "https://x.example/a b",
    "https://x.example/\\evil",
    "https:evil.example",
    "//evil.example",
    "\\\\evil.example",
    "javascript:alert(1)//https://x.example",
    "data:text/html,x",
    "https://x.example@evil.example/",
    "file:///etc/passwd",
    "https://",
    "https://x.example/\u2028",
]


class TestAFileName:
    def test_that_is_no_plain_word_is_refused(self, programs_on_one: Programs) -> None:
        before = programs_on_one.events()
        for name in NO_FILE_NAMES:
            if "\0" not in name:  # which no body may hold, whatever the field
                assert programs_on_one.refused(iCalFileName=name).startswith("iCalFileName: ")
            assert programs_on_one.send(iCalFileName=name).status_code == 400
        assert programs_on_one.events() == before

    @pytest.mark.parametrize("name", ["con", "-", "__proto__", "x" * limits.FILE_NAME, "event-2", "config"])
    def test_that_is_one_is_in_the_header_as_it_is(self, programs_on_one: Programs, name: str) -> None:
        prokey = programs_on_one.make(iCalFileName=name)
        answer = programs_on_one.ask("GET", f"/{prokey}/{name}.ics")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        assert answer.headers["Content-Disposition"] == f'inline; filename="{name}.ics"'
        assert programs_on_one.ask("GET", f"/{prokey}/event.ics").status_code == 404

    @pytest.mark.parametrize(
        "path",
        [
            "EVENT.ics", "event.ICS", "event.ics/", "event.ics%00", "event.ics%0d%0aX-Evil:1", "%2e/event.ics",
            "..%2f..%2f..%2fetc%2fpasswd", "..%5c..%5cevent.ics", "%2e%2e%2fevent.ics", "event.ics;x", "event-0.ics",
            "event-01.ics", "event-1.ics", "event-٢.ics", "event%ff.ics", "event.ics.", "%65vent", "x" * 300 + ".ics",
        ],
    )  # fmt: skip
    def test_is_asked_for_exactly_or_not_found(self, programs_on_one: Programs, path: str) -> None:
        answer = programs_on_one.ask("GET", f"/{programs_on_one.make()}/{path}")
        assert answer.status_code == 404
        assert "root:" not in answer.text
        assert "X-Evil" not in answer.headers


class TestAMailAddress:
    @pytest.mark.parametrize("field", ["organizer_email", "attendee_email"])
    def test_is_one_or_refused_by_its_field(self, programs_on_one: Programs, field: str) -> None:
        before = programs_on_one.events()
        for address in NO_MAIL_ADDRESSES:
            if "\0" not in address:
                assert programs_on_one.refused({field: address}).startswith(f"dates[0].{field}: ")
        assert programs_on_one.events() == before

    @pytest.mark.parametrize(
        "address", ["jack?bcc=jill@x.example", "j&cc=k@x.example", "j%2Ck@x.example", "j/k#l@x.example"]
    )
    def test_with_signs_of_an_address_of_the_web_has_one_recipient(
        self, programs_on_one: Programs, address: str
    ) -> None:
        prokey = programs_on_one.make({"organizer_email": address} | LATER)
        link = f"mailto:{quote(address, safe='@')}"
        assert f'href="{link}"' in programs_on_one.page(prokey)
        assert f"\r\nORGANIZER:{link}\r\n" in programs_on_one.file(prokey).decode()
        assert (urlsplit(link).query, urlsplit(link).fragment, unquote(urlsplit(link).path)) == ("", "", address)


class TestAWebAddress:
    def test_is_one_or_refused_by_its_field(self, programs_on_one: Programs) -> None:
        group = {"name": "Elsewhere", "subscription": "external"}
        style = {"name": "Blue", "options": ["ical"], "buttonStyle": "custom"}
        for address in NO_WEB_ADDRESSES:
            asked: list[tuple[str, dict[str, Any], str]] = [
                ("/group", {**group, "subscription_cal_url": address}, "subscription_cal_url"),
                ("/style", {**style, "customCss": address}, "customCss"),
                ("/style", {**style, "customCss": "https://x.example/a.css", "images": [address]}, "images[0]"),
                ("/cta-block", {"name": "Thanks", "type": "link", "url": address}, "url"),
            ]
            for path, body, field in asked:
                assert why(programs_on_one.by_key("POST", path, body)).startswith(f"{field}: "), address
            assert programs_on_one.converse(image_url=address).status_code == 400
        assert [programs_on_one.by_key("GET", f"{path}/all").json() for path in ("/style", "/cta-block")] == [[], []]


class TestAZoneName:
    def test_cannot_bring_a_line_along(self, programs_on_one: Programs) -> None:
        before = programs_on_one.events()
        for zone in (f"Europe/Berlin{INJECTED}", "Europe/Berlin;X=1", "Europe/Berlin:1", '"Europe/Berlin"'):
            assert programs_on_one.refused({"timeZone": zone}).startswith("dates[0].timeZone: ")
            assert programs_on_one.converse(timezone=zone).status_code == 400
        assert programs_on_one.events() == before


class TestGoingElsewhere:
    """Wherever a page sends somebody: to our own address, or to one of the calendars' own."""

    HOSTS = (
        "calendar.google.com",
        "outlook.office.com",
        "outlook.live.com",
        "teams.microsoft.com",
        "calendar.yahoo.com",
    )

    @pytest.mark.parametrize(
        "service",
        [
            "%2f%2fevil.example", "..%2f..%2fevil.example", "/evil.example", "google%2f..%2f..", "google%0d%0aX-Evil:1",
            "GOOGLE", "google%20", "unknown", "..%2fical", "ical;x", "google%00", "https:evil.example",
            "%5c%5cevil.example",
        ],
    )  # fmt: skip
    def test_by_a_calendar_that_does_not_exist_is_not_found(self, programs_on_one: Programs, service: str) -> None:
        prokey = programs_on_one.make(LATER)
        for letter, key in (("o", prokey), ("s", programs_on_one.group)):
            answer = programs_on_one.ask("GET", f"/{key}/{letter}/{service}")
            assert (answer.status_code, "Location" in answer.headers) == (404, False)
            assert "X-Evil" not in answer.headers

    @pytest.mark.parametrize("service", ["google", "ms365", "outlookcom", "msteams", "yahoo"])
    def test_by_a_calendar_goes_to_that_calendar_only(self, programs_on_one: Programs, service: str) -> None:
        prokey = programs_on_one.make(LATER | {"name": f"@evil.example/{EVIL}?next={EVIL}#"})
        params = dict.fromkeys(("next", "returnTo", "redirect", "url", "attendee", "domain"), EVIL)
        answer = programs_on_one.ask("GET", f"/{prokey}/o/{service}", {"Host": "evil.example"}, params=params)
        assert urlsplit(answer.headers["Location"]).netloc in self.HOSTS

    @pytest.mark.parametrize(
        "evil", ["//evil.example", "/\\evil.example", EVIL, f"en{INJECTED}", "en&o=1", "x" * 1_000]
    )
    def test_after_an_answer_stays_on_the_event_s_page(self, programs_on_one: Programs, evil: str) -> None:
        prokey = programs_on_one.make(LATER, rsvp=True)
        form = {"answer": "yes", "name": evil, "mail": "vera@x.example", "next": evil, "returnTo": evil}
        form["name"] = evil if INJECTED not in evil and len(evil) < 300 else "Vera"
        programs_on_one.world.clock.move(timedelta(minutes=1))  # who reads no page may not answer often
        answer = programs_on_one.ask(
            "POST", f"/{prokey}/answer", {"Host": "evil.example"}, data=form, params={"lang": evil, "next": evil}
        )
        assert answer.status_code == 303
        assert answer.headers["Location"].partition("?")[0] == f"/{prokey}"
        assert "evil" not in answer.headers["Location"]
        assert "X-Evil" not in answer.headers

    def test_no_page_is_made_of_the_host_that_was_asked(self, programs: Programs) -> None:
        prokey = programs.make(LATER)
        headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
        for path in (
            f"/{prokey}",
            f"/{prokey}/config.json",
            f"/{prokey}/event.ics",
            f"/{programs.group}",
            f"/{UNKNOWN}",
        ):
            answer = programs.ask("GET", path, headers)
            assert "evil" not in answer.text
            assert "gopher" not in answer.text
        assert PUBLIC_URL in programs.page(prokey)
