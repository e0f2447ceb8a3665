"""What was deleted stays in calendars for a while, as cancelled: a program that asks seldom takes it out too."""

from datetime import timedelta
from typing import Any

import icalendar
import pytest

from kalends.actions.event import delete_event, set_event_status
from kalends.actions.foreign_event import import_event
from kalends.actions.group import delete_group
from kalends.actions.job import keep_house
from kalends.actions.removal import remove_event_slice, remove_group_slice
from kalends.calendar.ics_reading import ForeignEvent
from kalends.domain import access, limits
from kalends.domain.access import CredentialKind
from kalends.domain.event import DatePatch, Event
from kalends.domain.foreign_event import Surroundings
from kalends.domain.group import Status
from tests.builders import date, day
from tests.pages.site import Site
from tests.pages.test_private_feeds import address

FEED = "/calendar.ics"
TOLD = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "STATUS"}


class Calendars:
    """The choir's feed, Mika's own, and that of all that is open."""

    def __init__(self, site: Site) -> None:
        self.site, self.world = site, site.world
        self.mika, _ = address(site, site.world.mika)
        self.nadia, _ = address(site, site.world.nadia)
        self.open, _ = address(site, site.world.olga, CredentialKind.ORGANIZATION_FEED)
        self.choir = f"/{site.group}{FEED}"

    def vevents(self, path: str) -> list[Any]:
        read: Any = icalendar.Calendar.from_ical(self.world.get(path).content)
        return list(read.walk("VEVENT"))

    def told(self, path: str) -> list[tuple[str, str]]:
        return [(str(it["SUMMARY"]), str(it["STATUS"])) for it in self.vevents(path)]

    def delete(self, event: Event) -> None:
        self.world.do(delete_event, self.world.olga.acting(), event.prokey, now=self.world.clock.now())
        while self.world.do(remove_event_slice, self.itself, event.number):
            pass

    def delete_group(self, group: Any) -> None:
        self.world.do(delete_group, self.world.olga.acting(), group.prokey, now=self.world.clock.now())
        while self.world.do(remove_group_slice, self.itself, group.number):
            pass

    @property
    def itself(self) -> Any:
        return access.system(self.world.organization)

    def later(self, by: timedelta) -> None:
        self.world.clock.move(by)
        self.world.do(keep_house, self.itself, 0, now=self.world.clock.now())

    def etags(self) -> list[str]:
        return [self.world.get(path).headers["ETag"] for path in (self.choir, self.mika, self.open)]


@pytest.fixture
def calendars(site: Site) -> Calendars:
    return Calendars(site)


class TestADeletedEvent:
    def test_is_cancelled_under_its_uid_with_a_risen_sequence_and_nothing_else_of_it(
        self, calendars: Calendars
    ) -> None:
        more: dict[str, Any] = {
            "description": "<p>Bring water</p>", "place_told": "Hall", "organizer_name": "Olga",
            "organizer_email": "olga@example.org", "virtual_url": "https://meet.example.org/choir",
        }  # fmt: skip
        event = calendars.site.make(date(**more), reminders=(600,))
        calendars.site.revise(event, dates=[DatePatch(start_time="18:00")])
        (before,) = calendars.vevents(calendars.choir)
        calendars.world.clock.move(timedelta(minutes=1))
        calendars.delete(event)
        for path in (calendars.choir, calendars.mika, calendars.open):
            (after,) = calendars.vevents(path)
            assert (after["UID"], after["SEQUENCE"], after["STATUS"]) == (event.prokey, 2, "CANCELLED")
            assert [after[name].to_ical() for name in ("SUMMARY", "DTSTART", "DTEND")] == [
                before[name].to_ical() for name in ("SUMMARY", "DTSTART", "DTEND")
            ]
            assert after.decoded("DTSTAMP") > before.decoded("DTSTAMP")
            assert (set(after), after.subcomponents) == (TOLD, [])

    def test_of_several_dates_is_cancelled_in_each_that_stands_still(self, calendars: Calendars) -> None:
        event = calendars.site.make(date(), day(), day(start_date="today+4"))
        uids = [it["UID"] for it in calendars.vevents(calendars.choir)]
        calendars.delete(event)
        assert [it["UID"] for it in calendars.vevents(calendars.choir)] == uids
        assert calendars.told(calendars.choir) == [("Rehearsal", "CANCELLED"), ("Outing", "CANCELLED")]

    def test_that_recurred_is_cancelled_as_a_whole(self, calendars: Calendars) -> None:
        event = calendars.site.make(date(), rule="FREQ=WEEKLY;COUNT=6", exdate=("20260112",))
        (before,) = calendars.vevents(calendars.choir)
        calendars.delete(event)
        (after,) = calendars.vevents(calendars.choir)
        assert (set(after), after["STATUS"]) == (TOLD | {"RRULE", "EXDATE"}, "CANCELLED")
        assert (after["RRULE"], after["EXDATE"].to_ical()) == (before["RRULE"], before["EXDATE"].to_ical())

    def test_that_only_members_saw_is_cancelled_for_them_only(self, calendars: Calendars) -> None:
        calendars.delete(calendars.site.make(group=calendars.world.board.prokey))
        feeds = calendars.mika, calendars.nadia, calendars.open
        assert [calendars.told(path) for path in feeds] == [[("Rehearsal", "CANCELLED")], [], []]

    def test_that_was_a_draft_leaves_nothing(self, calendars: Calendars) -> None:
        event = calendars.site.make()
        olga, now = calendars.world.olga.acting(), calendars.world.clock.now()
        calendars.world.do(set_event_status, olga, event.prokey, Status.DRAFT, now=now)
        calendars.delete(event)
        assert calendars.told(calendars.mika) == []

    def test_stands_beside_those_that_take_place(self, calendars: Calendars) -> None:
        gone, stays = calendars.site.make(date(name="Concert")), calendars.site.make()
        calendars.delete(gone)
        told = {("Rehearsal", "CONFIRMED"), ("Concert", "CANCELLED")}
        assert (set(calendars.told(calendars.choir)), stays.prokey != gone.prokey) == (told, True)

    def test_that_comes_back_under_its_uid_takes_place(self, calendars: Calendars) -> None:
        uid = f"opening-{calendars.world.organization}"
        theirs = ForeignEvent(uid=uid, start="20260610", end="20260611", summary="Opening", digest="1")
        olga, now = calendars.world.olga.acting(), calendars.world.clock.now()

        def bring() -> Event:
            around = Surroundings("Europe/Berlin")
            calendars.world.do(import_event, olga, calendars.site.group, theirs, around, now=now)
            (event,) = calendars.world.see(_events_of, olga, calendars.world.choir.number)
            return event

        calendars.delete(bring())
        assert calendars.told(calendars.choir) == [("Opening", "CANCELLED")]
        bring()
        for path in (calendars.choir, calendars.mika, calendars.open):
            assert calendars.told(path) == [("Opening", "CONFIRMED")]


async def _events_of(read: Any, _actor: Any, group: int) -> list[Event]:
    keys = await read.event_keys([group], 10)
    return list(await read.events_numbered([it.number for it in keys]))


class TestADateThatIsTakenOut:
    def test_is_cancelled_and_the_others_stay(self, calendars: Calendars) -> None:
        event = calendars.site.make(date(), day())
        calendars.site.revise(event, dates=[DatePatch(), DatePatch(name=None, start_date=None)])
        assert calendars.told(calendars.choir) == [("Rehearsal", "CONFIRMED"), ("Outing", "CANCELLED")]


class TestADeletedGroup:
    def test_leaves_its_events_to_its_members_and_to_all_who_saw_them(self, calendars: Calendars) -> None:
        calendars.delete(calendars.site.make(date(name="Concert")))
        calendars.site.make()
        before = calendars.etags()
        calendars.delete_group(calendars.world.choir)
        told = {("Rehearsal", "CANCELLED"), ("Concert", "CANCELLED")}
        assert set(calendars.told(calendars.mika)) == set(calendars.told(calendars.open)) == told
        assert calendars.told(calendars.nadia) == []
        assert calendars.world.get(calendars.choir).status_code == 404
        assert calendars.world.get(calendars.mika).headers["ETag"] not in before
        assert calendars.world.get(calendars.open).headers["ETag"] not in before

    def test_that_only_members_saw_leaves_them_to_them_only(self, calendars: Calendars) -> None:
        calendars.site.make(group=calendars.world.board.prokey)
        calendars.delete_group(calendars.world.board)
        feeds = calendars.mika, calendars.nadia, calendars.open
        assert [calendars.told(path) for path in feeds] == [[("Rehearsal", "CANCELLED")], [], []]


class TestAWhile:
    def test_is_as_long_as_the_limit_says(self, calendars: Calendars) -> None:
        calendars.delete(calendars.site.make())
        before = calendars.etags()
        calendars.later(timedelta(days=limits.TOMBSTONE_DAYS))
        assert (calendars.told(calendars.choir), calendars.etags()) == ([("Rehearsal", "CANCELLED")], before)
        calendars.later(timedelta(seconds=1))
        assert (calendars.told(calendars.choir), calendars.told(calendars.mika)) == ([], [])
        assert not set(before) & set(calendars.etags())

    def test_is_over_for_a_deleted_group_too(self, calendars: Calendars) -> None:
        calendars.site.make()
        calendars.delete_group(calendars.world.choir)
        before = calendars.world.get(calendars.mika).headers["ETag"]
        calendars.later(timedelta(days=limits.TOMBSTONE_DAYS, seconds=1))
        assert (calendars.told(calendars.mika), calendars.told(calendars.open)) == ([], [])
        assert calendars.world.get(calendars.mika).headers["ETag"] != before
