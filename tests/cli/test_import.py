"""`kalends import` and `kalends export`: events from elsewhere, and for elsewhere."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.cli.command_line import CommandLine, embedded_only

SERIES = """\
BEGIN:VEVENT
UID:weekly@elsewhere.example
DTSTAMP:20260101T000000Z
LAST-MODIFIED:20260101T000000Z
SEQUENCE:3
DTSTART;TZID=W. Europe Standard Time:20260106T193000
DURATION:PT2H
RRULE:FREQ=WEEKLY;COUNT=6
EXDATE;TZID=Europe/Berlin:20260120T193000
SUMMARY:Rehearsal
LOCATION:Church\\, Main St 1
GEO:52.52;13.4
DESCRIPTION:Bring water
ORGANIZER;CN=Olga:mailto:olga@example.org
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT15M
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:weekly@elsewhere.example
DTSTAMP:20260101T000000Z
SEQUENCE:3
RECURRENCE-ID;TZID=Europe/Berlin:20260113T193000
DTSTART;TZID=Europe/Berlin:20260114T180000
DTEND;TZID=Europe/Berlin:20260114T200000
SUMMARY:Dress rehearsal
END:VEVENT
BEGIN:VEVENT
UID:weekly@elsewhere.example
DTSTAMP:20260101T000000Z
SEQUENCE:3
RECURRENCE-ID;TZID=Europe/Berlin:20260127T193000
DTSTART;TZID=Europe/Berlin:20260127T193000
DTEND;TZID=Europe/Berlin:20260127T213000
SUMMARY:Rehearsal
STATUS:CANCELLED
END:VEVENT
"""
FESTIVAL = """\
BEGIN:VEVENT
UID:festival@elsewhere.example
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20260610
DTEND;VALUE=DATE:20260613
SUMMARY:Festival
TRANSP:TRANSPARENT
END:VEVENT
"""
BROKEN = """\
BEGIN:VEVENT
UID:broken@elsewhere.example
DTSTART:20260610T100000Z
DTEND:20260609T100000Z
SUMMARY:Backwards
END:VEVENT
"""
NOT_OURS = re.compile(
    rb"^(?:DTSTAMP|CREATED|LAST-MODIFIED|URL|SEQUENCE|UID|NAME|X-WR-CALNAME):.*\r\n(?: .*\r\n)*", re.MULTILINE
)


def calendar(folder: Path, *vevents: str, name: str = "theirs.ics") -> str:
    path = folder / name
    path.write_text("BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(vevents) + "END:VCALENDAR\n", "utf-8")
    return str(path)


def totals(lines: list[dict[str, Any]]) -> str:
    assert lines[-1]["what"] == "in all"
    return str(lines[-1]["event"])


def exported(kalends: CommandLine, folder: Path, name: str, *words: str) -> bytes:
    kalends("export", str(folder / name), *words)
    return (folder / name).read_bytes()


class TestImporting:
    def test_makes_events_with_their_rules_and_meetings_that_differ(self, choir: CommandLine, tmp_path: Path) -> None:
        lines = choir("import", calendar(tmp_path, SERIES, FESTIVAL, BROKEN), "--group", "Choir")
        assert totals(lines) == "2 created, 1 left out"
        assert ("Backwards", "the end is before the start") in [(it["event"], it["reason"]) for it in lines]
        body = exported(choir, tmp_path, "ours.ics", "--group", "Choir").decode()
        assert body.count("UID:weekly@elsewhere.example") == 3
        assert "EXDATE;TZID=Europe/Berlin:20260120T193000" in body
        assert "RECURRENCE-ID;TZID=Europe/Berlin:20260113T193000\r\nDTSTART;TZID=Europe/Berlin:20260114T180000" in body
        assert body.count("STATUS:CANCELLED") == 1
        assert "TRIGGER:-PT15M" in body
        assert "DTSTART;VALUE=DATE:20260610\r\nDTEND;VALUE=DATE:20260613" in body
        assert min(int(it) for it in re.findall("SEQUENCE:([1-9])", body)) >= 3  # it only ever rises

    def test_a_second_time_changes_nothing(self, choir: CommandLine, tmp_path: Path) -> None:
        source = calendar(tmp_path, SERIES, FESTIVAL)
        choir("import", source, "--group", "Choir")
        before = exported(choir, tmp_path, "before.ics", "--group", "Choir")
        assert totals(choir("import", source, "--group", "Choir")) == "2 unchanged"
        assert exported(choir, tmp_path, "after.ics", "--group", "Choir") == before

    def test_a_newer_version_revises_the_event_it_became(self, choir: CommandLine, tmp_path: Path) -> None:
        choir("import", calendar(tmp_path, SERIES, FESTIVAL), "--group", "Choir")
        newer = FESTIVAL.replace("SUMMARY:Festival", "SUMMARY:Summer festival").replace("UID:", "SEQUENCE:1\nUID:")
        lines = choir("import", calendar(tmp_path, SERIES, newer, name="newer.ics"), "--group", "Choir")
        assert totals(lines) == "1 revised, 1 unchanged"
        assert [it["name"] for it in choir("event", "list")] == ["Rehearsal", "Summer festival"]

    def test_an_older_version_does_not(self, choir: CommandLine, tmp_path: Path) -> None:
        choir("import", calendar(tmp_path, SERIES), "--group", "Choir")
        older = SERIES.replace("SEQUENCE:3", "SEQUENCE:2").replace("SUMMARY:Rehearsal", "SUMMARY:Practice")
        lines = choir("import", calendar(tmp_path, older, name="older.ics"), "--group", "Choir")
        assert totals(lines) == "1 older than what is here"
        assert choir("event", "list")[0]["name"] == "Rehearsal"

    def test_a_meeting_that_differs_no_more_is_like_the_others_again(self, choir: CommandLine, tmp_path: Path) -> None:
        choir("import", calendar(tmp_path, SERIES), "--group", "Choir")
        plain = SERIES[: SERIES.index("BEGIN:VEVENT", 9)].replace("SEQUENCE:3", "SEQUENCE:4")
        choir("import", calendar(tmp_path, plain, name="plain.ics"), "--group", "Choir")
        meetings = choir("event", "meetings", choir("event", "list")[0]["prokey"])
        assert {(it["name"], it["cancelled"]) for it in meetings} == {("Rehearsal", False)}
        assert "2026-01-13T18:30:00Z" in [it["starts_at"] for it in meetings]

    def test_a_dry_run_says_what_would_happen_and_keeps_nothing(self, choir: CommandLine, tmp_path: Path) -> None:
        lines = choir("import", calendar(tmp_path, SERIES, BROKEN), "--group", "Choir", "--dry-run")
        assert totals(lines) == "1 created, 1 left out; nothing was kept"
        assert choir("event", "list") == []

    def test_what_is_private_becomes_a_draft(self, choir: CommandLine, tmp_path: Path) -> None:
        private = FESTIVAL.replace("TRANSP:TRANSPARENT", "CLASS:PRIVATE")
        assert totals(choir("import", calendar(tmp_path, private), "--group", "Choir")) == "1 created as a draft"
        assert choir("event", "list")[0]["status"] == "draft"

    def test_dates_listed_one_by_one_become_dates_of_one_event(self, choir: CommandLine, tmp_path: Path) -> None:
        listed = FESTIVAL.replace("TRANSP:", "RDATE;VALUE=DATE:20260710,20260810\nTRANSP:")
        choir("import", calendar(tmp_path, listed), "--group", "Choir")
        assert choir("event", "list")[0]["dates"] == 3
        choir("import", calendar(tmp_path, FESTIVAL, name="fewer.ics"), "--group", "Choir")
        assert choir("event", "list")[0]["dates"] == 1

    def test_edits_made_here_stay_as_long_as_the_source_does(self, choir: CommandLine, tmp_path: Path) -> None:
        source = calendar(tmp_path, FESTIVAL)
        choir("import", source, "--group", "Choir")
        prokey = choir("event", "list")[0]["prokey"]
        choir("event", "draft", prokey)
        assert totals(choir("import", source, "--group", "Choir")) == "1 unchanged"
        assert choir("event", "list")[0]["status"] == "draft"

    def test_a_deleted_event_comes_again_under_another_uid(self, choir: CommandLine, tmp_path: Path) -> None:
        source = calendar(tmp_path, FESTIVAL)
        choir("import", source, "--group", "Choir")
        choir("event", "revoke", choir("event", "list")[0]["prokey"])
        assert totals(choir("import", source, "--group", "Choir")) == "1 created"
        assert totals(choir("import", source, "--group", "Choir")) == "1 unchanged"

    def test_a_link_goes_where_people_see_it(self, choir: CommandLine, tmp_path: Path) -> None:
        linked = FESTIVAL.replace("TRANSP:", "URL:https://festival.example/\nTRANSP:")
        choir("import", calendar(tmp_path, linked), "--group", "Choir")
        assert (
            "https://festival.example/" in exported(choir, tmp_path, "all.json", "--all", "--format", "json").decode()
        )

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            (b"", "holds no calendar"),
            (b"<!doctype html><title>Log in</title>", "holds no calendar"),
            (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n", "cut off"),
            ("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".encode("utf-16"), "not in UTF-8"),
        ],
    )
    @embedded_only
    def test_a_file_that_is_no_calendar_is_refused(
        self, choir: CommandLine, tmp_path: Path, body: bytes, told: str
    ) -> None:
        path = tmp_path / "odd.ics"
        path.write_bytes(body)
        assert told in choir.refuses("import", str(path), "--group", "Choir")

    @embedded_only
    def test_a_file_that_is_not_there_is_refused(self, choir: CommandLine, tmp_path: Path) -> None:
        assert "No such file" in choir.refuses("import", str(tmp_path / "none.ics"), "--group", "Choir")

    @embedded_only
    def test_an_address_inside_is_refused(self, choir: CommandLine) -> None:
        refused = choir.refuses("import", "http://127.0.0.1:8229/private.ics", "--group", "Choir")
        assert refused == "kalends: the address could not be fetched\n"


class TestExporting:
    def test_and_importing_again_gives_the_same(self, choir: CommandLine, tmp_path: Path) -> None:
        choir("import", calendar(tmp_path, SERIES, FESTIVAL), "--group", "Choir")
        choir(
            "event", "create", "Choir", "--name", "Concert; été, 🎶", "--start", "2026-05-01T19:00", "--end", "T21:00",
            "--zone", "America/New_York", "--description", "<p>Brahms <strong>and</strong> Björk</p>",
            "--location", "Hall", "--address", "Main St 1\nNew York", "--lat", "40.7", "--lng", "-74",
        )  # fmt: skip
        first = exported(choir, tmp_path, "first.ics", "--group", "Choir")
        choir("group", "create", "Second choir", "--by", "Olga")
        lines = choir("import", str(tmp_path / "first.ics"), "--group", "Second choir")
        assert totals(lines) == "3 created"
        second = exported(choir, tmp_path, "second.ics", "--group", "Second choir")
        assert second != first
        assert NOT_OURS.sub(b"", second) == NOT_OURS.sub(b"", first)
        assert totals(choir("import", str(tmp_path / "first.ics"), "--group", "Second choir")) == "3 unchanged"

    def test_and_importing_into_the_same_group_makes_nothing_twice(self, choir: CommandLine, tmp_path: Path) -> None:
        choir("import", calendar(tmp_path, SERIES), "--group", "Choir")
        choir("event", "create", "Choir", "--name", "Concert", "--start", "2026-05-01T19:00", "--end", "T21:00")
        first = exported(choir, tmp_path, "first.ics", "--group", "Choir")
        told = totals(choir("import", str(tmp_path / "first.ics"), "--group", "Choir"))
        assert told.endswith("1 made here, and left as it is"), told
        assert "created" not in told
        assert exported(choir, tmp_path, "second.ics", "--group", "Choir") == first

    def test_of_all_groups_holds_everything_that_is_in_them(self, choir: CommandLine, tmp_path: Path) -> None:
        choir("group", "create", "Board", "--visibility", "members", "--by", "Olga")
        for group in ("Choir", "Board"):
            choir("event", "create", group, "--name", f"{group} meets", "--start", "2026-05-01")
        choir("event", "create", "Choir", "--name", "Later", "--start", "2026-06-01", "--draft")
        told = msgspec.json.decode(exported(choir, tmp_path, "all.json", "--all", "--format", "json"))
        names = {it["name"]: [event["dates"][0]["name"] for event in it["events"]] for it in told["groups"]}
        assert names == {"Choir": ["Choir meets", "Later"], "Board": ["Board meets"]}
        assert exported(choir, tmp_path, "all.ics", "--all").count(b"BEGIN:VEVENT") == 2

    @embedded_only
    def test_never_writes_over_a_file(self, choir: CommandLine, tmp_path: Path) -> None:
        exported(choir, tmp_path, "all.ics", "--all")
        assert "File exists" in choir.refuses("export", str(tmp_path / "all.ics"), "--all")

    @embedded_only
    def test_wants_to_know_of_what(self, choir: CommandLine, tmp_path: Path) -> None:
        assert "--group" in choir.refuses("export", str(tmp_path / "all.ics"))
