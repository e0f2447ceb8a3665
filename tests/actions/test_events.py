"""Making, reading, changing and deleting events."""

from datetime import timedelta

import pytest

from kalends.actions import event as deeds
from kalends.actions import group as group_deeds
from kalends.actions.credits import set_credits, show_credits
from kalends.actions.event import EventList, GroupChoice
from kalends.domain.errors import Kind, Refused
from kalends.domain.event import DatePatch, DateStatus, EventPatch
from kalends.domain.group import GroupPatch, Status, Subscription
from tests.actions.conftest import Choir
from tests.builders import MONDAY, TUESDAY, date, day, draft


class TestMaking:
    def test_what_was_made_is_what_is_read(self, choir: Choir) -> None:
        made = choir.make(date(place_told="Hall", description="<p>Bring water</p>"), day(), title="Spring")
        assert choir.read(deeds.show_event, choir.olga, made.prokey) == made

    def test_its_meetings_are_counted_in_the_group(self, choir: Choir) -> None:
        choir.make(rule="FREQ=WEEKLY;COUNT=3")
        choir.make(date(status=DateStatus.CANCELLED))
        assert choir.counted() == (4, 1)

    def test_a_new_group_can_be_named_instead(self, choir: Choir) -> None:
        made = choir.write(deeds.create_event, choir.olga, GroupChoice(new_name="Runners"), draft(), now=MONDAY)
        view = choir.read(group_deeds.show_group, choir.olga, made.event.group_prokey)
        assert (view.group.name, view.events) == ("Runners", (made.event.prokey,))

    def test_a_group_one_is_not_in_does_not_exist(self, choir: Choir) -> None:
        with pytest.raises(Refused) as refused:
            choir.write(deeds.create_event, choir.nadia, GroupChoice(prokey=choir.group.prokey), draft(), now=MONDAY)
        assert refused.value.kind is Kind.NOT_FOUND

    def test_a_refused_event_leaves_nothing_behind(self, choir: Choir) -> None:
        with pytest.raises(Refused):
            choir.write(
                deeds.create_event, choir.olga, GroupChoice(new_name="Ghosts"), draft(date(name="")), now=MONDAY
            )
        assert [it.name for it in choir.read(group_deeds.list_groups, choir.olga, 10, 0)] == ["Choir"]

    def test_a_template_that_is_not_there_is_refused_by_its_field(self, choir: Choir) -> None:
        with pytest.raises(Refused) as refused:
            choir.make(layout=77)
        assert refused.value.field == "layout"

    def test_equal_places_are_one_row(self, choir: Choir) -> None:
        first, second = choir.make(date(place_told="Hall")), choir.make(date(place_told="Hall"))
        assert first.dates[0].place == second.dates[0].place


class TestChanging:
    def test_a_patch_is_written_and_read_back(self, choir: Choir) -> None:
        made = choir.make(date(), day())
        patch = EventPatch(dates=(DatePatch(), DatePatch(name="Picnic", end_date="2026-06-02")))
        after = choir.write(deeds.revise_event, choir.olga, made.prokey, patch, now=TUESDAY)
        assert choir.read(deeds.show_event, choir.olga, made.prokey) == after
        assert after.dates[1].name == "Picnic"

    def test_removing_and_adding_dates_keeps_the_counters_right(self, choir: Choir) -> None:
        made = choir.make(date(), day())
        gone = DatePatch(name=None, start_date=None, start_time=None, end_time=None, zone=None)
        choir.write(deeds.revise_event, choir.olga, made.prokey, EventPatch(dates=(gone,)), now=TUESDAY)
        assert choir.counted() == (1, 0)
        choir.write(deeds.revise_event, choir.olga, made.prokey, EventPatch(dates=(DatePatch(), date())), now=TUESDAY)
        assert choir.counted() == (2, 0)

    def test_a_member_who_did_not_make_it_may_not_change_it(self, choir: Choir) -> None:
        made = choir.make()
        with pytest.raises(Refused) as refused:
            choir.write(deeds.revise_event, choir.mika, made.prokey, EventPatch(title="Mine"), now=TUESDAY)
        assert refused.value.kind is Kind.NOT_ALLOWED

    def test_a_stranger_learns_nothing(self, choir: Choir) -> None:
        made = choir.make()
        for deed in (deeds.revise_event, deeds.delete_event):
            args = (EventPatch(title="Mine"),) if deed is deeds.revise_event else ()
            with pytest.raises(Refused) as refused:
                choir.write(deed, choir.nadia, made.prokey, *args, now=TUESDAY)
            assert refused.value.kind is Kind.NOT_FOUND


class TestDrafts:
    def test_a_draft_has_no_shown_meetings_until_it_is_published(self, choir: Choir) -> None:
        made = choir.make()
        choir.write(deeds.set_event_status, choir.olga, made.prokey, Status.DRAFT, now=TUESDAY)
        assert choir.counted() == (0, 0)
        choir.write(deeds.set_event_status, choir.olga, made.prokey, Status.PUBLISHED, now=TUESDAY)
        assert choir.counted() == (1, 0)


class TestDeleting:
    def test_a_deleted_event_is_gone_for_every_reader(self, choir: Choir) -> None:
        made = choir.make(rule="FREQ=WEEKLY;COUNT=3")
        choir.write(deeds.delete_event, choir.olga, made.prokey, now=TUESDAY)
        with pytest.raises(Refused):
            choir.read(deeds.show_event, choir.olga, made.prokey)
        assert choir.counted() == (0, 0)

    def test_deleting_a_group_hides_its_events(self, choir: Choir) -> None:
        made = choir.make()
        choir.write(group_deeds.delete_group, choir.olga, choir.group.prokey, now=TUESDAY)
        with pytest.raises(Refused):
            choir.read(deeds.show_event, choir.olga, made.prokey)
        assert choir.read(deeds.list_events, choir.olga, EventList(), now=TUESDAY) == []


class TestListing:
    def names(self, choir: Choir, **query: object) -> list[str]:
        events = choir.read(deeds.list_events, choir.olga, EventList(**query), now=TUESDAY)  # type: ignore[arg-type]
        return [it.dates[0].name for it in events]

    def test_events_that_overlap_the_bounds_are_listed_oldest_first(self, choir: Choir) -> None:
        choir.make(date(name="past", start_date="2025-01-01"), date(name="later", start_date="2025-06-01"))
        choir.make(date(name="endless", start_date="2025-01-01"), rule="FREQ=WEEKLY")
        choir.make(day(name="next", start_date="today+1"))
        choir.make(date(name="far", start_date="2027-01-01"))
        assert self.names(choir, since=TUESDAY) == ["endless", "next", "far"]
        assert self.names(choir, until=TUESDAY) == ["past", "endless"]
        assert self.names(choir, since=TUESDAY, until=TUESDAY + timedelta(days=7)) == ["endless", "next"]

    def test_pages_follow_one_another(self, choir: Choir) -> None:
        for name in "abc":
            choir.make(date(name=name))
        assert self.names(choir, limit=2) == ["a", "b"]
        assert self.names(choir, limit=2, offset=2) == ["c"]

    def test_the_latest_is_the_newest(self, choir: Choir) -> None:
        choir.make(date(name="a"))
        choir.make(date(name="b"))
        assert choir.read(deeds.latest_event, choir.olga).dates[0].name == "b"

    def test_others_see_the_groups_they_are_in(self, choir: Choir) -> None:
        choir.make()
        assert len(choir.read(deeds.list_events, choir.mika, EventList(), now=TUESDAY)) == 1
        assert choir.read(deeds.list_events, choir.nadia, EventList(), now=TUESDAY) == []


class TestCredits:
    def test_a_created_event_costs_one_and_every_fifth_update_one_more(self, choir: Choir) -> None:
        made = choir.make()
        for number in range(5):
            patch = EventPatch(title=f"Title {number}")
            choir.write(deeds.revise_event, choir.olga, made.prokey, patch, now=TUESDAY)
        choir.write(deeds.revise_event, choir.olga, made.prokey, EventPatch(title="Title 4"), now=TUESDAY)
        assert choir.read(show_credits, choir.olga).used == 2

    def test_without_any_left_nothing_is_made(self, choir: Choir) -> None:
        choir.write(set_credits, choir.olga, 1)
        choir.make()
        with pytest.raises(Refused) as refused:
            choir.make()
        assert refused.value.kind is Kind.EXHAUSTED
        assert choir.counted() == (1, 0)


class TestGroups:
    def test_the_subscription_is_frozen_while_events_are_linked(self, choir: Choir) -> None:
        choir.make()
        with pytest.raises(Refused) as refused:
            choir.write(
                group_deeds.revise_group, choir.olga, choir.group.prokey,
                GroupPatch(subscription=Subscription.EXTERNAL, subscription_url="https://a.example/c.ics"), now=TUESDAY,
            )  # fmt: skip
        assert refused.value.field == "subscription"

    def test_saying_the_same_again_changes_nothing(self, choir: Choir) -> None:
        after = choir.write(
            group_deeds.revise_group, choir.olga, choir.group.prokey, GroupPatch(name="Choir"), now=TUESDAY
        )
        assert after.updated_at is None
