"""Rules that others get wrong, or that would never end: alike in every view, or refused by field (T110 to T118)."""

import re
import time
from typing import Any

import pytest

from kalends.domain import limits
from tests.calendar.test_hostile_rules import ENDLESS, NEVER_TRUE
from tests.hostile.programs import Programs, why

CPU_S = 0.1  # fifty milliseconds where nothing else runs
NINE: dict[str, Any] = {"startTime": "09:00", "endTime": "10:00"}
MANY = "1," * limits.RULE_LIST_ITEMS + "1"
RULES = [
    ("FREQ=MONTHLY;BYDAY=2MO,TU;COUNT=8", "2026-01-06", "01-06 01-12 01-13 01-20 01-27 02-03 02-09 02-10"),
    ("FREQ=WEEKLY;BYDAY=FR;COUNT=3", "2026-01-06", "01-06 01-09 01-16"),
    ("FREQ=MONTHLY;COUNT=5", "2026-01-31", "01-31 03-31 05-31 07-31 08-31"),
    ("FREQ=YEARLY;COUNT=2", "2028-02-29", "02-29 02-29"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "2026-01-06", "01-06 01-11 01-20 01-25"),
    ("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "2026-01-06", "01-06 01-18 01-20 02-01"),
    ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "2026-01-06", "01-06"),
    ("FREQ=YEARLY;INTERVAL=400;BYMONTH=2;BYMONTHDAY=29", "2026-01-06", "01-06"),
]
NO_RULES = [
    "FREQ=MINUTELY",
    "FREQ=SECONDLY;INTERVAL=59",
    "FREQ=HOURLY;BYMINUTE=0,30",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=-1",
    "FREQ=DAILY;INTERVAL=999999999999",
    "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;COUNT=-5",
    "FREQ=DAILY;COUNT=1000000000",
    "FREQ=HOURLY;UNTIL=20281231T000000Z",
    "FREQ=DAILY;COUNT=2;UNTIL=20270101",
    "FREQ=MONTHLY;BYSETPOS=1",
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0",
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367",
    "FREQ=YEARLY;BYMONTH=13",
    "FREQ=MONTHLY;BYMONTHDAY=0",
    "FREQ=MONTHLY;BYMONTHDAY=32",
    "FREQ=MONTHLY;BYDAY=6MO",
    "FREQ=WEEKLY;BYDAY=2MO",
    "FREQ=DAILY;BYHOUR=24",
    f"FREQ=DAILY;BYHOUR={MANY}",
    "FREQ=DAILY;" + "BYSECOND=" + "1," * 5_000 + "1",
    "FREQ=DAILY;X=" + "x" * 10_000,
]
SIMPLE: list[tuple[str, Any]] = [
    *(
        ("recurrence_simple_type", it)
        for it in ("secondly", "minutely", "hourly", "DAILY", "weekly;COUNT=2", "daily\n")
    ),
    *(("recurrence_interval", it) for it in (0, -1, 999_999_999_999, 2**62, "2", 1.0, True)),
    *(("recurrence_count", it) for it in (0, -5, limits.OCCURRENCES_PER_RULE + 1, 2**62, "8", False)),
    *(("recurrence_byDay", it) for it in ("2MO,", "6MO", "mo", "MO;COUNT=2", "MO\nTU", "0MO", "MO TU", ["MO"])),
    *(("recurrence_byMonth", it) for it in ("13", "0", "-1", "1,,2", "１", "1" * 5_000, 1)),
    *(("recurrence_byMonthDay", it) for it in ("32", "0", "1;2", "-32", ",", " 1")),
    *(("recurrence_weekstart", it) for it in ("XX", "MO,TU", "mo", "1MO")),
]
_TIMES = re.compile(r'<li[^>]*>\s*<span class="line">(?:<a [^>]*>)?<time datetime="[0-9]{4}-([0-9-]{5})T')


class TestARule:
    @pytest.mark.parametrize(("rule", "start", "days"), RULES)
    def test_gives_the_same_days_in_every_view(self, programs: Programs, rule: str, start: str, days: str) -> None:
        """A start off its rule is its first day all the same (RFC 5545 §3.8.5.3), and counts."""
        prokey = programs.make({"startDate": start} | NINE, recurrence=f"RRULE:{rule}")
        assert " ".join(it["start_at"][5:10] for it in programs.meetings()) == days
        assert " ".join(it["starts_at"][5:10] for it in programs.planned()) == days
        assert " ".join(_TIMES.findall(programs.page(prokey))) == days
        assert f"DTSTART;TZID=Europe/Berlin:{start.replace('-', '')}T090000" in programs.file(prokey).decode()

    def test_that_is_none_is_refused_by_its_field_and_changes_nothing(self, programs: Programs) -> None:
        prokey = programs.make(recurrence="RRULE:FREQ=DAILY;COUNT=2")
        before, listed = programs.event(prokey), programs.events()
        for rule in NO_RULES:
            assert programs.refused(recurrence=f"RRULE:{rule}").startswith("recurrence: "), rule
            changed = programs.by_key("PATCH", f"/event/{prokey}", {"recurrence": f"RRULE:{rule}", "rsvp": True})
            assert why(changed).startswith("recurrence: "), rule
        assert (programs.event(prokey), programs.events()) == (before, listed)
        assert len(programs.meetings()) == 2

    def test_of_simple_fields_that_is_none_is_refused_by_the_one_at_fault(self, programs: Programs) -> None:
        for field, value in SIMPLE:
            sent = {"simplified_recurrence": True, "recurrence_simple_type": "monthly", field: value}
            assert programs.refused(**sent).startswith(f"{field}: "), (field, value)
        assert programs.events() == []


class TestAHostileRule:
    @pytest.mark.parametrize("rule", [*NEVER_TRUE, *ENDLESS, "FREQ=HOURLY;COUNT=3660", "FREQ=DAILY;COUNT=3660"])
    def test_is_taken_or_refused_in_a_moment_and_so_is_its_page(self, programs_on_one: Programs, rule: str) -> None:
        programs_on_one.make()
        spent = []
        for _ in range(2):  # others use the machine too
            began = time.process_time()
            answer = programs_on_one.send(recurrence=f"RRULE:{rule}")
            if answer.status_code == 201:
                programs_on_one.page(answer.json()["prokey"])
            spent.append(time.process_time() - began)
        assert min(spent) < CPU_S
