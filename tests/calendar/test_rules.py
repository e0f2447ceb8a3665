"""Which recurrence rules are taken, and how a rule is spelled."""

from datetime import UTC, date, datetime

import pytest

from kalends.calendar.recurrence import Freq, Rule, RuleDay, Weekday, check_rule, is_endless, parse_rule, rule_text
from kalends.calendar.recurrence import settled as settled_rule
from kalends.domain import limits
from kalends.domain.errors import Kind, Refused

START = datetime(2026, 1, 6, 9, 0)

# The rule, and the part that the reason must name.
REFUSED = [
    ("", "part"),
    ("RRULE:", "part"),
    ("INTERVAL=2", "FREQ"),
    ("FREQ=FORTNIGHTLY", "FREQ"),
    ("freq=daily", "freq"),
    ("FREQ=daily", "FREQ"),
    ("FREQ=DAILY;", "part"),
    ("FREQ=DAILY;;COUNT=2", "part"),
    ("FREQ=", "FREQ"),
    ("FREQ", "FREQ"),
    ("FREQ=DAILY;FREQ=WEEKLY", "FREQ"),
    ("FREQ=DAILY;COUNT=2;COUNT=2", "COUNT"),
    ("RRULE:RRULE:FREQ=DAILY", "RRULE"),
    ("RRULE:FREQ=DAILY\nDTSTART:19700101T000000Z", "FREQ"),
    ("FREQ=DAILY\r\nATTENDEE:mailto:e@x", "FREQ"),
    ("FREQ=DAILY;COUNT=2\n", "COUNT"),
    ("FREQ=DAILY; COUNT=2", "COUNT"),
    ("FREQ=DAILY;X-EVERY=2", "X-EVERY"),
    ("FREQ=DAILY;BYEASTER=0", "BYEASTER"),
    ("FREQ=DAILY;INTERVAL=0", "INTERVAL"),
    ("FREQ=DAILY;INTERVAL=-1", "INTERVAL"),
    ("FREQ=DAILY;INTERVAL=+1", "INTERVAL"),
    ("FREQ=DAILY;INTERVAL=999999999999", "INTERVAL"),
    ("FREQ=DAILY;INTERVAL=٢", "INTERVAL"),
    ("FREQ=DAILY;INTERVAL=1.5", "INTERVAL"),
    ("FREQ=DAILY;COUNT=0", "COUNT"),
    ("FREQ=DAILY;COUNT=-5", "COUNT"),
    ("FREQ=DAILY;COUNT=1000000000", "COUNT"),
    ("FREQ=DAILY;COUNT=2;UNTIL=20260101", "COUNT and UNTIL"),
    ("FREQ=DAILY;UNTIL=2026-01-01", "UNTIL"),
    ("FREQ=DAILY;UNTIL=20260230", "UNTIL"),
    ("FREQ=DAILY;UNTIL=20260101T250000Z", "UNTIL"),
    ("FREQ=DAILY;UNTIL=20260101Z", "UNTIL"),
    ("FREQ=DAILY;UNTIL=00000101", "UNTIL"),
    ("FREQ=DAILY;BYSETPOS=1", "BYSETPOS"),
    ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS"),
    ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367", "BYSETPOS"),
    ("FREQ=YEARLY;BYMONTH=13", "BYMONTH"),
    ("FREQ=YEARLY;BYMONTH=0", "BYMONTH"),
    ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH"),
    ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY"),
    ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
    ("FREQ=MONTHLY;BYMONTHDAY=1,,2", "BYMONTHDAY"),
    ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY"),
    ("FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY"),
    ("FREQ=MONTHLY;BYYEARDAY=3", "BYYEARDAY"),
    ("FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO"),
    ("FREQ=MONTHLY;BYWEEKNO=3", "BYWEEKNO"),
    ("FREQ=YEARLY;BYWEEKNO=3;BYDAY=2MO", "BYDAY"),
    ("FREQ=MONTHLY;BYDAY=6MO", "BYDAY"),
    ("FREQ=YEARLY;BYDAY=54MO", "BYDAY"),
    ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY"),
    ("FREQ=WEEKLY;BYDAY=2MO", "BYDAY"),
    ("FREQ=DAILY;BYDAY=1MO", "BYDAY"),
    ("FREQ=WEEKLY;BYDAY=XX", "BYDAY"),
    ("FREQ=WEEKLY;BYDAY=", "BYDAY"),
    ("FREQ=DAILY;BYHOUR=24", "BYHOUR"),
    ("FREQ=DAILY;BYHOUR=-1", "BYHOUR"),
    ("FREQ=DAILY;BYMINUTE=60", "BYMINUTE"),
    ("FREQ=DAILY;BYSECOND=61", "BYSECOND"),
    ("FREQ=WEEKLY;WKST=1", "WKST"),
    ("FREQ=WEEKLY;WKST=MO,TU", "WKST"),
    ("FREQ=YEARLY;BYYEARDAY=" + ",".join(map(str, range(1, 367))), "characters"),
    ("FREQ=DAILY;BYHOUR=" + "1," * 5_000 + "1", "characters"),
    ("FREQ=SECONDLY;BYSECOND=" + "0," * (limits.RULE_LIST_ITEMS) + "0", "BYSECOND"),
]


class TestReading:
    def test_takes_every_part(self) -> None:
        text = "FREQ=YEARLY;INTERVAL=2;COUNT=9;BYMONTH=1,12;BYYEARDAY=1,-1;BYMONTHDAY=31,-1;BYDAY=MO,2TU,-1FR"
        rule = parse_rule(f"RRULE:{text};BYHOUR=9;BYMINUTE=0,30;BYSECOND=15;BYSETPOS=1,-1;WKST=SU")
        assert rule == Rule(
            freq=Freq.YEARLY,
            interval=2,
            count=9,
            bymonth=(1, 12),
            byyearday=(1, -1),
            bymonthday=(31, -1),
            byday=(RuleDay(Weekday.MO), RuleDay(Weekday.TU, 2), RuleDay(Weekday.FR, -1)),
            byhour=(9,),
            byminute=(0, 30),
            bysecond=(15,),
            bysetpos=(1, -1),
            wkst=Weekday.SU,
        )

    def test_does_not_mind_the_order_nor_a_plus(self) -> None:
        assert parse_rule("BYDAY=+1MO;FREQ=MONTHLY") == parse_rule("FREQ=MONTHLY;BYDAY=1MO")

    def test_keeps_one_of_equal_items(self) -> None:
        assert parse_rule("FREQ=WEEKLY;BYDAY=SU,TH,TH").byday == (RuleDay(Weekday.SU), RuleDay(Weekday.TH))

    @pytest.mark.parametrize(
        ("text", "until"),
        [
            ("20261231", date(2026, 12, 31)),
            ("20261231T120000", datetime(2026, 12, 31, 12)),
            ("20261231T120000Z", datetime(2026, 12, 31, 12, tzinfo=UTC)),
            ("99991231T235959Z", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ],
    )
    def test_takes_an_end_of_each_type(self, text: str, until: datetime | date) -> None:
        rule = parse_rule(f"FREQ=DAILY;UNTIL={text}")
        assert rule.until == until
        assert not is_endless(rule)

    @pytest.mark.parametrize(("text", "part"), REFUSED)
    def test_refuses_what_the_grammar_does_not_have_naming_the_part(self, text: str, part: str) -> None:
        with pytest.raises(Refused, match=part) as caught:
            parse_rule(text, "recurrence.rule")
        assert (caught.value.kind, caught.value.field) == (Kind.INVALID, "recurrence.rule")

    @pytest.mark.parametrize(
        ("part", "most"), [("COUNT", limits.OCCURRENCES_PER_RULE), ("INTERVAL", limits.RULE_INTERVAL)]
    )
    def test_stops_one_past_the_limit(self, part: str, most: int) -> None:
        assert str(most) in rule_text(parse_rule(f"FREQ=DAILY;{part}={most}"))
        with pytest.raises(Refused, match=str(most)):
            parse_rule(f"FREQ=DAILY;{part}={most + 1}")

    def test_stops_one_past_the_longest_rule(self) -> None:
        part = "FREQ=YEARLY;COUNT=10;BYDAY="
        longest = part + ",".join(["-1MO"] * 400)[: limits.RRULE_CHARACTERS - len(part) - 2] + "MO"
        assert len(longest) == limits.RRULE_CHARACTERS
        for text, in_reason in ((longest, False), (longest + ",", True)):
            assert ("characters" in _reason(text)) is in_reason


def _reason(text: str) -> str:
    try:
        parse_rule(text)
    except Refused as refused:
        return refused.reason
    return ""


class TestSpelling:
    @pytest.mark.parametrize(
        ("typed", "spelled"),
        [
            ("RRULE:WKST=MO;BYDAY=2MO,TU;INTERVAL=1;FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=2MO,TU"),
            ("FREQ=DAILY;UNTIL=20260101T090000Z;INTERVAL=3", "FREQ=DAILY;INTERVAL=3;UNTIL=20260101T090000Z"),
            ("FREQ=DAILY;UNTIL=20260101T090000", "FREQ=DAILY;UNTIL=20260101T090000"),
            ("FREQ=DAILY;UNTIL=09990101", "FREQ=DAILY;UNTIL=09990101"),
            ("FREQ=YEARLY;BYSETPOS=-1;BYDAY=-1FR;BYMONTH=5,4", "FREQ=YEARLY;BYMONTH=5,4;BYDAY=-1FR;BYSETPOS=-1"),
        ],
    )
    def test_has_one_order_of_parts(self, typed: str, spelled: str) -> None:
        assert rule_text(parse_rule(typed)) == spelled
        assert parse_rule(spelled) == parse_rule(typed)


class TestARuleBesideItsStart:
    @pytest.mark.parametrize("freq", ["HOURLY", "MINUTELY", "SECONDLY"])
    def test_must_not_repeat_a_date_within_the_day(self, freq: str) -> None:
        with pytest.raises(Refused, match=f"FREQ={freq}"):
            check_rule(parse_rule(f"FREQ={freq};INTERVAL=1000"), date(2026, 1, 6))

    @pytest.mark.parametrize(
        "text",
        [
            "FREQ=MINUTELY",
            "FREQ=SECONDLY;INTERVAL=3599",
            "FREQ=HOURLY;BYMINUTE=0,30",
            "FREQ=DAILY;BYHOUR=0,6,12,18,23;BYMINUTE=0,10,20,30,40",
            "FREQ=SECONDLY;BYHOUR=9",
            "FREQ=MINUTELY;BYMINUTE=0,1",
        ],
    )
    def test_must_not_be_denser_than_we_keep(self, text: str) -> None:
        with pytest.raises(Refused, match="a day") as caught:
            check_rule(parse_rule(text), START, "rule")
        assert caught.value.field == "rule"

    @pytest.mark.parametrize(
        "text",
        [
            "FREQ=HOURLY",
            "FREQ=MINUTELY;INTERVAL=60",
            "FREQ=SECONDLY;INTERVAL=3600",
            "FREQ=MINUTELY;BYMINUTE=0",
            "FREQ=DAILY;BYHOUR=9,12;BYMINUTE=0,30",
            "FREQ=SECONDLY;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
        ],
    )
    def test_may_be_as_dense_as_we_keep(self, text: str) -> None:
        check_rule(parse_rule(text), START)


class TestAnEndBesideItsStart:
    @pytest.mark.parametrize(
        ("until", "start", "zone", "settled"),
        [
            ("20260601", START, "Europe/Berlin", "20260601T215959Z"),
            ("20260601T090000", START, "Europe/Berlin", "20260601T070000Z"),
            ("20260601T070000Z", START, "Europe/Berlin", "20260601T070000Z"),
            ("20260601", START, None, "20260601T235959"),
            ("20260601T070000Z", START, None, "20260601T070000"),
            ("20260601T070000Z", START.date(), None, "20260601"),
            ("20260601", START.date(), None, "20260601"),
        ],
    )
    def test_gets_the_type_that_the_start_demands(
        self, until: str, start: datetime | date, zone: str | None, settled: str
    ) -> None:
        rule = settled_rule(parse_rule(f"FREQ=DAILY;UNTIL={until}"), start, zone)
        assert rule_text(rule) == f"FREQ=DAILY;UNTIL={settled}"

    def test_and_times_leave_a_rule_of_dates(self) -> None:
        rule = settled_rule(parse_rule("FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0"), START.date())
        assert rule_text(rule) == "FREQ=DAILY"
