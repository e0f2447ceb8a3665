"""Hostile calendars cost little and are refused, or read in part, with a reason (T098)."""

import resource
from collections.abc import Callable

import pytest

from kalends.domain.errors import Kind, Refused
from kalends.domain.external_calendar import Copy
from kalends.jobs.reading_apart import copy_apart, read_apart
from tests.loop import run

HEAD, TAIL = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "END:VCALENDAR\r\n"
ZONE = "Europe/Berlin"
MOST_CPU_S = 4  # two for the reading, and what it takes to begin on a busy machine
OBSERVANCE = "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0117\r\nTZOFFSETTO:+0213\r\nEND:STANDARD\r\n"
CLOCKS = OBSERVANCE * 40_000


def event(number: int = 1, *lines: str) -> str:
    more = "".join(f"{line}\r\n" for line in lines)
    start = f"BEGIN:VEVENT\r\nUID:{number}@x\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID={ZONE}:20260106T193000\r\n"
    return f"{start}SUMMARY:Rehearsal\r\n{more}END:VEVENT\r\n"


def filled(one: Callable[[int], str], octets: int = 5_242_000) -> str:
    """As many of them as there is room for."""
    return "".join(one(number) for number in range(octets // len(one(1_000_000))))


def full(number: int) -> str:
    return event(
        number,
        "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20271231T000000Z",
        "EXDATE;TZID=Europe/Berlin:20260113T193000",
        "LOCATION:Town hall\\, Main St",
        f"DESCRIPTION:{'lorem ipsum ' * 6}",
        "X-ALT-DESC;FMTTYPE=text/html:<p>lorem <b>ipsum</b></p>",
        "ORGANIZER;CN=Olga:mailto:olga@x.test",
        "GEO:52.5;13.4",
    )


REFUSED = {
    "a hundred megabytes": lambda: event() * 600_000,
    "nothing but line feeds": lambda: "\n" * 5_000_000,
    "components ten thousand deep": lambda: "BEGIN:VEVENT\r\n" * 10_000,
    "another end than begin": lambda: "BEGIN:VEVENT\r\nEND:VALARM\r\n",
}
READ_IN_PART = {
    "a megabyte of events": (lambda: filled(full, 1_000_000), 1),  # on a busy machine, two take the time that there is
    "one line of five megabytes": (lambda: event(1, "DESCRIPTION:" + "a" * 5_000_000) + event(2), 1),
    "a rule within a second": (lambda: event(1, "RRULE:FREQ=SECONDLY") + event(2), 1),
    "rules that never come true": (lambda: event(1, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30") * 1_000 + event(2), 0),
    "a million further dates": (lambda: event(1, "RDATE:" + ",".join(["20260101"] * 500_000)) + event(2), 1),
    "two hundred thousand lines left out": (lambda: event(1, *["EXDATE:20260101T000000Z"] * 200_000) + event(2), 1),
    "a zone of forty thousand clocks": (
        lambda: f"BEGIN:VTIMEZONE\r\nTZID:X\r\n{CLOCKS}END:VTIMEZONE\r\n" + event().replace(ZONE, "X") + event(2),
        1,
    ),
    "a source that is itself": (lambda: "SOURCE;VALUE=URI:http://127.0.0.1/\r\n" + event(), 0),
    "tangled html": (lambda: event(1, "X-ALT-DESC;FMTTYPE=text/html:" + "<p><svg><style><a title='" * 4_000), 0),
}  # fmt: skip


def used_s() -> float:
    """Time of the processor of all processes started so far that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


@pytest.mark.parametrize("made", REFUSED.values(), ids=REFUSED)
def test_a_file_of_this_kind_is_refused_at_once(made: Callable[[], str]) -> None:
    before = used_s()
    with pytest.raises(Refused) as refused:
        run(copy_apart((HEAD + made() + TAIL).encode(), ZONE))
    assert refused.value.kind in (Kind.INVALID, Kind.TOO_LARGE)
    assert used_s() - before < MOST_CPU_S


@pytest.mark.parametrize(("made", "left_out"), READ_IN_PART.values(), ids=READ_IN_PART)
def test_of_a_file_of_this_kind_the_rest_is_read(made: Callable[[], str], left_out: int) -> None:
    before = used_s()
    copy: Copy = run(copy_apart((HEAD + made() + TAIL).encode(), ZONE))
    assert used_s() - before < MOST_CPU_S
    assert copy.events >= 1
    assert len(copy.left_out) >= left_out
    assert all(it.reason for it in copy.left_out)


class TestTheBounds:
    """Even if nothing else held a file up."""

    @pytest.fixture(autouse=True)
    def boundless(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("CALENDAR_LINES", "CALENDAR_LINES_READ", "EVENTS_PER_FOREIGN_CALENDAR"):
            monkeypatch.setenv(f"KALENDS_LIMIT_{name}", "1000000000")

    def test_of_time_bite(self) -> None:
        before = used_s()
        with pytest.raises(Refused, match="more time or memory"):
            run(copy_apart((HEAD + filled(event) + TAIL).encode(), ZONE))
        assert used_s() - before < MOST_CPU_S + 1

    def test_of_memory_bite(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KALENDS_LIMIT_CALENDAR_MEMORY_BYTES", "20000000")
        with pytest.raises(Refused, match="more time or memory"):
            run(read_apart((HEAD + "X:\n" * 1_500_000 + TAIL).encode(), ZONE))


def test_strangers_bytes_are_read_where_no_secret_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from kalends.jobs.reading_apart import environment

    monkeypatch.setenv("KALENDS_SECRET", "x" * 40)
    monkeypatch.setenv("KALENDS_DATABASE_URL", "postgresql://user:password@host/name")
    assert not [name for name in environment() if name in ("KALENDS_SECRET", "KALENDS_DATABASE_URL", "PGPASSWORD")]
