"""What a change does to an event, and what it must not."""

from typing import Any, ClassVar

import pytest

from kalends.domain.errors import Kind, Refused
from kalends.domain.event import DatePatch, DateStatus, Event, EventPatch
from kalends.domain.group import Status
from kalends.domain.place import new_place
from kalends.domain.revision import changed_fields, new_event, revise
from kalends.domain.timing import last_day
from tests.builders import MONDAY, TUESDAY, Counting, date, day, draft, event

NOTHING = DatePatch()
ALL_NULL = DatePatch(
    name=None, description=None, start_date=None, start_time=None, end_date=None, end_time=None, zone=None,
    place_told=None, status=None, availability=None, organizer_name=None, organizer_email=None, attendee_name=None,
    attendee_email=None,
)  # fmt: skip


def revised(before: Event, *dates: DatePatch, **fields: object) -> Event:
    patch = EventPatch(dates=dates, **fields) if dates else EventPatch(**fields)  # type: ignore[arg-type]
    return revise(Counting(), before, patch, TUESDAY)


def refused(before: Event, *dates: DatePatch, **fields: object) -> str | None:
    with pytest.raises(Refused) as error:
        revised(before, *dates, **fields)
    return error.value.field


class TestANewEvent:
    def test_starts_at_sequence_zero_and_was_never_updated(self) -> None:
        made = event()
        assert (made.sequence, made.updated_at, made.created_at) == (0, None, MONDAY)

    def test_its_first_date_carries_the_prokey_as_uid_and_the_others_do_not(self) -> None:
        made = event(date(), day())
        assert made.dates[0].uid == made.prokey
        assert made.dates[1].uid != made.prokey

    def test_its_first_date_is_the_first_that_says_something(self) -> None:
        made = event(NOTHING, date(), day())
        assert [it.uid == made.prokey for it in made.dates] == [True, False]

    def test_is_published_whatever_status_was_sent(self) -> None:
        assert event(status=Status.DRAFT).status is Status.PUBLISHED

    @pytest.mark.parametrize(
        "spelling", ["24:00", "23:60", "9:00", "19:00:60", "19.00", "٠٩:00", "19:00\n", "", " 19:00", "19:00Z"]
    )
    def test_a_time_has_one_spelling(self, spelling: str) -> None:
        with pytest.raises(Refused) as error:
            new_event(Counting(), 1, 1, draft(date(start_time=spelling)), MONDAY)
        assert (error.value.kind, error.value.field) == (Kind.INVALID, "dates[0].start_time")

    @pytest.mark.parametrize(
        ("patch", "field"),
        [
            (draft(date(name=None)), "dates[0].name"),
            (draft(date(name="  ")), "dates[0].name"),
            (draft(date(name="a\r\nb")), "dates[0].name"),
            (draft(DatePatch(name="x")), "dates[0].start_date"),
            (draft(date(start_date="2026-02-30")), "dates[0].start_date"),
            (draft(date(start_date="20260101")), "dates[0].start_date"),
            (draft(date(), date(start_time="24:00")), "dates[1].start_time"),
            (draft(date(end_time=None)), "dates[0].end_time"),
            (draft(day(end_time="10:00")), "dates[0].start_time"),
            (draft(date(end_time="18:59")), "dates[0].end_date"),
            (draft(day(end_date="2026-05-31")), "dates[0].end_date"),
            (draft(date(zone="America/Los_Angelese")), "dates[0].zone"),
            (draft(date(organizer_email="a@b,c@d")), "dates[0].organizer_email"),
            (draft(day(start_date="today+4", end_date="2026-06-01")), "dates[0].end_date"),
            (draft(file_name="../x"), "file_name"),
            (draft(date(), day(), simplified=True, simple_type="daily"), "dates"),
            (draft(simplified=True, simple_type="hourly"), "simple_type"),
            (draft(simplified=True, simple_type="weekly", by_day="2MO"), "by_day"),
            (draft(simplified=True, simple_type="weekly", by_day="MO;COUNT=3"), "by_day"),
            (draft(simplified=True, simple_type="weekly", interval=0), "interval"),
            (draft(rule="RRULE:FREQ=DAILY\nDTSTART:19700101T000000Z"), "rule"),
            (draft(day(start_date="today+4"), simplified=True, simple_type="daily"), "dates[0].start_date"),
            (EventPatch(dates=()), "dates"),
        ],
    )
    def test_bad_input_is_refused_by_its_field(self, patch: EventPatch, field: str) -> None:
        with pytest.raises(Refused) as error:
            new_event(Counting(), 1, 1, patch, MONDAY)
        assert error.value.field == field

    def test_an_unknown_zone_is_refused_naming_the_nearest(self) -> None:
        with pytest.raises(Refused, match="America/Los_Angeles"):
            event(date(zone="America/Los_Angelese"))

    def test_the_six_simple_fields_make_one_rule(self) -> None:
        made = event(simplified=True, simple_type="monthly", by_day="2MO,TU", count=8)
        assert made.rrule == "FREQ=MONTHLY;COUNT=8;BYDAY=2MO,TU"

    def test_every_day_with_counted_weekdays_is_what_rfc_5545_writes_as_monthly(self) -> None:
        made = event(simplified=True, simple_type="daily", by_day="2MO,TU", count=3, rule="RRULE:...")
        assert (made.rrule, made.recurrence.simple_type) == ("FREQ=MONTHLY;COUNT=3;BYDAY=2MO,TU", "daily")

    def test_simple_fields_without_a_type_are_kept_and_make_no_rule(self) -> None:
        made = event(simplified=True, interval=1)
        assert (made.rrule, made.recurrence.interval) == (None, 1)

    def test_html_outside_the_few_tags_is_cleaned_not_refused(self) -> None:
        made = event(date(description='<p onclick="x()">Hello <script>bad()</script><b>you</b></p>'))
        assert made.dates[0].description == "<p>Hello you</p>"


class TestPatchingDates:
    def test_an_empty_patch_touches_nothing(self) -> None:
        before = event(date(), day())
        assert revised(before, NOTHING, NOTHING) is before
        assert revised(before) is before

    def test_sending_what_is_there_already_changes_nothing(self) -> None:
        before = event()
        assert revised(before, DatePatch(name="Rehearsal", zone="Europe/Berlin")) is before

    @pytest.mark.parametrize(
        ("made", "shown"),
        [
            (date(zone=None), DatePatch(zone="Etc/GMT", start_time="19:00", end_time="21:00")),
            (date(start_time="19:00:30"), DatePatch(start_time="19:00")),
            (date(all_day=True, end_date="2026-01-06", end_time="00:00"), DatePatch(start_time=None, end_time=None)),
            (date(all_day=True, end_date="2026-01-07", end_time="00:00"), DatePatch(end_date="2026-01-06")),
        ],
    )
    def test_sending_back_what_is_shown_changes_nothing(self, made: DatePatch, shown: DatePatch) -> None:
        before = event(made)
        assert revised(before, shown) is before

    def test_patches_are_positional(self) -> None:
        after = revised(event(date(), day()), NOTHING, DatePatch(name="Picnic"))
        assert [it.name for it in after.dates] == ["Rehearsal", "Picnic"]

    def test_null_clears(self) -> None:
        before = event(date(description="<p>Bring water</p>", place_told="Hall"))
        after = revised(before, DatePatch(description=None, place_told=None))
        assert (after.dates[0].description, after.dates[0].place) == (None, None)

    def test_a_date_that_is_null_after_merging_goes_and_later_ones_move_up(self) -> None:
        before = event(date(), day(), date(name="Concert"))
        after = revised(before, NOTHING, ALL_NULL)
        assert [it.uid for it in after.dates] == [before.dates[0].uid, before.dates[2].uid]

    def test_nulling_only_what_was_set_is_enough_to_remove(self) -> None:
        after = revised(event(date(), day()), NOTHING, DatePatch(name=None, start_date=None))
        assert len(after.dates) == 1

    def test_the_last_date_left_is_not_removed(self) -> None:
        assert refused(event(), ALL_NULL) == "dates"

    def test_an_extra_element_appends(self) -> None:
        after = revised(event(), NOTHING, day())
        assert [it.name for it in after.dates] == ["Rehearsal", "Outing"]
        assert after.dates[1].uid not in (after.prokey, after.dates[0].uid)

    @pytest.mark.parametrize(
        ("patch", "field"),
        [(DatePatch(name=None), "dates[0].name"), (DatePatch(start_date=None), "dates[0].start_date")],
    )
    def test_name_and_start_of_a_date_that_stays_cannot_be_cleared(self, patch: DatePatch, field: str) -> None:
        assert refused(event(), patch) == field

    def test_a_place_that_reads_the_same_stays_the_same_place(self) -> None:
        before = event(date(place=new_place("Heaven?", "Reykjavík", "64.1", "-21.9")))
        assert revised(before, DatePatch(place_told="Heaven?, Reykjavík")) is before
        after = revised(before, DatePatch(place_told="Elsewhere"))
        assert after.dates[0].place == new_place("Elsewhere", None)

    def test_taking_the_times_away_makes_a_date_all_day(self) -> None:
        after = revised(event(), DatePatch(start_time=None, end_time=None))
        assert after.dates[0].all_day

    def test_giving_times_to_a_day_makes_it_timed(self) -> None:
        after = revised(event(day()), DatePatch(start_time="10:00", end_time="11:00"))
        assert not after.dates[0].all_day

    @pytest.mark.parametrize(("end", "last"), [("2026-01-06", "2026-01-05"), ("2026-01-07", "2026-01-06")])
    @pytest.mark.parametrize("told", ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-09"])
    def test_days_that_came_with_times_end_on_the_last_day_that_is_told(self, end: str, last: str, told: str) -> None:
        before = event(date(all_day=True, start_time="00:00", end_date=end, end_time="00:00"))
        assert last_day(before.dates[0]) == last
        after = revised(before, DatePatch(end_date=told))
        assert last_day(after.dates[0]) == told
        assert (after is before) == (told == last)

    def test_a_last_day_that_is_none_is_refused_beside_times_too(self) -> None:
        before = event(date(all_day=True, end_date="2026-01-06", end_time="00:00"))
        assert refused(before, DatePatch(end_date="2026-02-30")) == "dates[0].end_date"


class TestSequence:
    @pytest.mark.parametrize(
        "patch",
        [
            EventPatch(dates=(DatePatch(start_date="2026-01-04"),)),
            EventPatch(dates=(DatePatch(zone="Europe/London"),)),
            EventPatch(dates=(DatePatch(status=DateStatus.CANCELLED),)),
            EventPatch(dates=(NOTHING, day())),
            EventPatch(rule="FREQ=DAILY;COUNT=2"),
        ],
    )
    def test_rises_when_time_recurrence_or_status_changes(self, patch: EventPatch) -> None:
        after = revise(Counting(), event(), patch, TUESDAY)
        assert after.sequence == 1

    @pytest.mark.parametrize(
        ("made", "same"),
        [
            (date(), DatePatch(end_date="2026-01-05")),
            (date(end_date="2026-01-05"), DatePatch(end_date=None)),
            (date(), DatePatch(status=DateStatus.CONFIRMED)),
            (date(), DatePatch(start_time="19:00:00")),
            (day(), DatePatch(end_date="2026-06-01")),
            (day(start_date="today+4"), DatePatch(end_date="today+4")),
        ],
    )
    def test_stays_when_the_same_is_only_said_otherwise(self, made: DatePatch, same: DatePatch) -> None:
        before = event(made)
        after = revised(before, same)
        assert (after is before, after.sequence) == (False, 0)
        assert changed_fields(before, after) == ("other",)

    @pytest.mark.parametrize("start", ["today+5", "2026-01-05"])
    def test_rises_when_a_moving_day_becomes_another(self, start: str) -> None:
        assert revised(event(day(start_date="today+4")), DatePatch(start_date=start)).sequence == 1

    def test_stays_when_anything_else_changes(self) -> None:
        after = revised(event(), DatePatch(name="Evensong"), layout=3)
        assert (after.sequence, after.updated_at, after.revised_at) == (0, TUESDAY, TUESDAY)

    def test_what_changed_is_told_by_field(self) -> None:
        before = event()
        after = revised(before, DatePatch(name="Evensong", end_time="22:00"))
        assert changed_fields(before, after) == ("name", "time")
        assert changed_fields(before, revised(before, layout=3)) == ("other",)

    def test_what_is_cancelled_or_restored_has_not_moved(self) -> None:
        before = event()
        off = revised(before, DatePatch(status=DateStatus.CANCELLED))
        assert changed_fields(before, off) == ("status",)
        assert changed_fields(off, revised(off, DatePatch(status=None))) == ("status",)


class TestTheKindOfRecurrence:
    RULE: ClassVar[dict[str, Any]] = {"rule": "FREQ=DAILY;COUNT=2"}
    SIMPLE: ClassVar[dict[str, Any]] = {"simple_type": "weekly", "count": 3}

    def test_is_that_which_is_told_last(self) -> None:
        before = event(**self.RULE)
        simple = revised(before, **self.SIMPLE)
        assert (simple.recurrence.simplified, simple.rrule) == (True, "FREQ=WEEKLY;COUNT=3")
        again = revised(simple, rule="FREQ=DAILY;COUNT=4")
        assert (again.recurrence.simplified, again.rrule) == (False, "FREQ=DAILY;COUNT=4")

    def test_stays_when_what_is_there_is_sent_again(self) -> None:
        before = event(simplified=True, **self.SIMPLE, **self.RULE)
        assert revised(before, **self.RULE) is before
        assert revised(before, **self.SIMPLE) is before

    def test_stays_when_the_other_one_is_cleared(self) -> None:
        before = event(simplified=True, **self.SIMPLE, **self.RULE)
        assert revised(before, rule=None).rrule == before.rrule

    def test_is_that_which_is_said(self) -> None:
        after = revised(event(**self.RULE), simplified=False, **self.SIMPLE)
        assert (after.recurrence.simplified, after.rrule) == (False, "FREQ=DAILY;COUNT=2")

    def test_is_the_rule_where_both_are_told(self) -> None:
        assert not revised(event(), **self.RULE, **self.SIMPLE).recurrence.simplified


class TestStatus:
    def test_a_draft_is_not_published_by_a_patch(self) -> None:
        from msgspec.structs import replace

        before = replace(event(), status=Status.DRAFT)
        assert refused(before, status=Status.PUBLISHED) == "status"
        assert revised(before, status=Status.DRAFT) is before

    def test_a_published_event_is_not_made_a_draft_by_a_patch(self) -> None:
        assert refused(event(), status=Status.DRAFT) == "status"
