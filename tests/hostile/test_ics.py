"""Whatever is sent to whichever dialect, files hold what was meant, and nothing of others (T090-T097, T100, T112)."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.hostile.programs import LATER, Programs

NAUGHTY = Path(__file__).resolve().parents[3] / "shared/vectors/strings/blns.json"
ENDS = ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\x00", "\x7f"]
TYPED = [
    "a;b,c:d\\e",
    "a\\nATTENDEE:mailto:e@x.example",
    'Jack "F"; ,:^n^^^\'',
    "BEGIN:VEVENT",
    "END:VCALENDAR",
    ":;=,\"'",
    "a\tb",
    "é" * 200,
    "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}" * 60,
    "e\N{COMBINING ACUTE ACCENT}" * 90,
    "\\" * 200,
    "\u202eevil\u202c",
    " x ",
]
RULES = [
    "FREQ=DAILY;COUNT=3",
    "RRULE:FREQ=DAILY;COUNT=3",
    "RRULE:RRULE:FREQ=DAILY;COUNT=3",
    "rrule:freq=daily;count=3",
    "RRULE:FREQ=DAILY;COUNT=3;",
    "RRULE:FREQ=DAILY;COUNT=3;X-A=1",
    "RRULE:FREQ=DAILY;FREQ=WEEKLY;COUNT=3",
    "RRULE:FREQ=DAILY;COUNT=3\nDTSTART:19700101T000000Z",
    "RRULE:FREQ=DAILY;COUNT=3\r\nEXDATE:20260302T190000",
    "RRULE:FREQ=DAILY;COUNT=3\\nDTSTART:19700101T000000Z",
    "RRULE:FREQ=DAILY;UNTIL=20260304T000000Z:X",
    "EXRULE:FREQ=DAILY;COUNT=3",
    "RRULE;X=1:FREQ=DAILY;COUNT=3",
]


def vevents(file: bytes) -> list[Any]:
    """As another implementation reads them."""
    read: Any = icalendar.Calendar.from_ical(file)
    return list(read.walk("VEVENT"))


def property_names(file: bytes) -> list[str]:
    whole = file.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")
    return [line.partition(":")[0].partition(";")[0] for line in whole]


def check_form(file: bytes) -> None:
    """Lines end in CRLF and nothing else does (RFC 5545 §3.1), none is too long, no control but TAB is left."""
    assert file.count(b"\r") == file.count(b"\n") == file.count(b"\r\n")
    assert max(map(len, file.split(b"\r\n"))) <= 75
    assert not [octet for octet in file if (octet < 32 and octet not in b"\r\n\t") or octet == 127]
    assert file.decode().split("\r\n") == [*file.decode().splitlines(), ""]


class TestTexts:
    def test_of_one_line_are_refused_with_more_in_them(self, programs: Programs) -> None:
        """Reliability T090: by both dialects that make events, whatever ends the line."""
        for end in ENDS:
            told = f"a{end}ATTENDEE:mailto:e@x.example"
            for field in ("name", "organizer_name", "attendee_name"):
                assert programs.send({field: told}).status_code == 400, repr(end)
            assert programs.send(title_event_series=told).status_code == 400, repr(end)
            assert programs.converse(name=told).status_code == 400, repr(end)
        assert programs.events() == []

    def test_of_several_lines_stay_in_their_property(self, programs: Programs) -> None:
        told = "".join(f"a{end}ATTENDEE:mailto:e@x.example" for end in ("\n", "\r\n"))
        fields = {"description": told, "location": told}
        plain = programs.file(programs.make({"description": "a", "location": "a"}))
        for prokey in (programs.make(fields), programs.make({"description": f"<p>{told}</p>", "location": told})):
            file = programs.file(prokey)
            check_form(file)
            (event,) = vevents(file)
            assert str(event["LOCATION"]) == told.replace("\r\n", "\n")
            assert {*property_names(file)} - {*property_names(plain)} <= {"X-ALT-DESC"}

    def test_of_every_other_sort_read_back_equal(self, programs: Programs) -> None:
        led = {"organizer_email": "olga@x.example"}
        for told in TYPED:
            name = told[:50] if "\t" not in told else "Olga"
            fields = {"name": told.replace("\t", " "), "location": told, "organizer_name": name}
            file = programs.file(programs.make(led | fields))
            check_form(file)
            (event,) = vevents(file)
            assert str(event["SUMMARY"]) == fields["name"]
            assert str(event["LOCATION"]) == told
            assert event["ORGANIZER"] == "mailto:olga@x.example"
            if "\\\\" not in name:  # which this reader, unlike RFC 5545 §3.1, takes for an escaped one
                assert event["ORGANIZER"].params["CN"] == name.strip()  # as this reader has it

    @pytest.mark.skipif(not NAUGHTY.is_file(), reason="../shared/vectors is not here")
    def test_that_are_naughty_read_back_equal_from_the_feed(self, programs: Programs) -> None:
        strings = [it for it in json.loads(NAUGHTY.read_text(encoding="utf-8")) if it.strip() and it.isprintable()]
        for first in range(0, len(strings), 200):
            programs.make(*({"name": it, "location": it} for it in strings[first : first + 200]))
        feed = programs.file(programs.group, "calendar.ics")
        check_form(feed)
        read = vevents(feed)
        assert sorted(str(it["SUMMARY"]) for it in read) == sorted(strings)
        assert all(str(it["SUMMARY"]) == str(it["LOCATION"]) for it in read)
        assert {*feed.decode().replace("\r\n ", "").split("\r\n")} & {"ATTENDEE", "END:VEVENT"} == {"END:VEVENT"}


class TestARule:
    def test_is_one_line_of_a_file_or_refused(self, programs: Programs) -> None:
        """Reliability T094."""
        taken = []
        for rule in RULES:
            answer = programs.send(recurrence=rule)
            if answer.status_code == 400:
                assert answer.json()["message"].startswith("recurrence: ")
                continue
            taken.append(rule)
            _, _, file = programs.file(answer.json()["prokey"]).partition(b"BEGIN:VEVENT")
            assert b"\r\nRRULE:FREQ=DAILY;COUNT=3\r\n" in file
            assert [name for name in property_names(file) if name in ("DTSTART", "RRULE", "EXRULE", "EXDATE")] == [
                "DTSTART", "RRULE",
            ]  # fmt: skip
        assert taken == RULES[:2]
        assert len(programs.events()) == len(taken)


class TestHtml:
    def test_in_a_file_is_what_the_page_shows(self, programs: Programs) -> None:
        """Reliability T100: X-ALT-DESC is shown by readers as a page is."""
        told = "<p onclick=x>Bring <a href='javascript:x'>water</a></p><script>alert(1)</script><img src=x onerror=y>"
        (event,) = vevents(programs.file(programs.make({"description": told})))
        assert str(event["X-ALT-DESC"]) == "<html><body><p>Bring <a>water</a></p></body></html>"
        assert str(event["DESCRIPTION"]) == "Bring water"


class TestPeople:
    """Reliability T096 and T097: a published file names no attendee (RFC 5545 §3.8.4.1), and tells of no answer."""

    def test_named_as_attendee_are_in_no_file(self, programs: Programs) -> None:
        someone = {"attendee_name": "Santa", "attendee_email": "santa@x.example"}
        prokey = programs.make(someone | LATER, recurrence="FREQ=DAILY;COUNT=3")
        files = [programs.file(prokey), programs.file(programs.group, "calendar.ics"), programs.file(prokey, "o/ical")]
        for file in [*files, programs.by_key("GET", f"/ics/{prokey}").content]:
            assert b"DTSTART" in file
            assert b"ATTENDEE" not in file
            assert b"santa" not in file.lower()

    def test_who_answered_are_in_no_file_and_on_no_page(self, programs: Programs) -> None:
        prokey = programs.make(LATER, rsvp=True)
        form = {"answer": "yes", "name": "Vera Secret", "mail": "vera@secret.example", "amount": "1"}
        assert programs.ask("POST", f"/{prokey}/answer", data=form).status_code == 303
        id_ = prokey.replace("-", "")
        going = f"/v3/conversations/{programs.world.choir.number}/events/rsvp?going=true&event_id={id_}"
        programs.ask("POST", going, programs.world.mika.by_token)
        public = [f"/{prokey}", f"/{prokey}/config.json", f"/{programs.group}", f"/{programs.group}/calendar.ics"]
        shown = [programs.ask("GET", path).text for path in public]
        shown.append(programs.by_key("GET", f"/ics/{prokey}").text)
        for text in shown:
            assert prokey in text
            for secret in ("secret", "Mika", "mika@"):
                assert secret not in text


class TestTheLastOfAllMoments:
    @pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati", None])
    @pytest.mark.parametrize("until", ["99991231T235959Z", "99991231", "99991231T235959", "22010101T000000Z"])
    def test_as_the_end_of_a_rule_is_the_end_of_the_years_we_keep(
        self, programs_on_one: Programs, until: str, zone: str | None
    ) -> None:
        """Reliability T112; and its page is there."""
        prokey = programs_on_one.make({"timeZone": zone}, recurrence=f"RRULE:FREQ=YEARLY;UNTIL={until}")
        assert programs_on_one.event(prokey)["recurrence"] == f"RRULE:FREQ=YEARLY;UNTIL={until}"
        assert "2026" in programs_on_one.page(prokey)
        (event,) = vevents(programs_on_one.file(prokey))
        (end,) = event["RRULE"]["UNTIL"]
        assert datetime(2200, 12, 31, tzinfo=UTC) < end < datetime(2201, 1, 2, tzinfo=UTC)
