"""A letter that tells of a change says what held before, and nobody is written to when that holds again."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from kalends.actions.event import delete_event
from kalends.actions.job import discard_job, list_jobs
from kalends.actions.letter_told import MailRoom, letter_to_send
from kalends.actions.meeting import revise_meeting, revise_occurrence
from kalends.actions.series import split_event
from kalends.actions.suppression import list_letters
from kalends.domain import access, limits
from kalends.domain.access import CredentialKind
from kalends.domain.event import DatePatch, DateStatus, Event, EventPatch
from kalends.domain.letter import Letter, LetterKind, LetterState, Posted
from kalends.domain.occurrence import OccurrencePatch
from kalends.domain.place import Place
from kalends.pages.letters.writing import written
from tests.builders import date
from tests.cast import KEYRING, World
from tests.jobs.test_answers import WEEKLY, Choir

CANCELLED, CONFIRMED = DateStatus.CANCELLED, DateStatus.CONFIRMED
FIRST: dict[str, Any] = {"start_time": "18:00", "end_time": "20:00"}
SECOND: dict[str, Any] = {"start_time": "19:00", "end_time": "21:00"}
THIRD: dict[str, Any] = {"start_time": "20:00", "end_time": "22:00"}


class Told(Choir):
    """The choir, and what its letters say."""

    def moved(self, event: Event, **fields: Any) -> None:
        self.revise(event, dates=(DatePatch(**fields),))

    def letters(self, kind: LetterKind = LetterKind.EVENT_REVISED) -> list[Letter]:
        """The oldest first."""
        return [it.letter for it in self._posted() if it.letter.kind is kind]

    def number(self) -> int:
        """Of the newest letter."""
        return self._posted()[-1].number

    def states_of(self, kind: LetterKind) -> list[LetterState]:
        """The oldest first; nothing is sent here."""
        return [it.state for it in self._posted() if it.letter.kind is kind]

    def _posted(self) -> list[Posted]:
        found: list[Posted] = self.world.see(list_letters, access.system(self.world.organization), ())
        return found[::-1]

    def was(self) -> dict[str, Any]:
        """What the newest one says of what held before, by the hour; without the zone."""
        said = self.letters()[-1].said
        names = {"was_starts_at": "starts", "was_ends_at": "ends", "was_place": "place", "was_all_day": "all_day"}
        return {short: _hour(said[name]) for name, short in names.items() if name in said}


def _hour(told: Any) -> Any:
    return told[11:16] if isinstance(told, str) and "T" in told else told


@pytest.fixture
def choir(world: World) -> Iterator[Told]:
    yield Told(world)
    itself = access.system(world.organization)
    for job in world.see(list_jobs, itself):
        world.do(discard_job, itself, job.number)


@pytest.fixture
def event(choir: Told) -> Event:
    """From 18 to 20 by the clocks of Greenwich, and Vera comes."""
    made = choir.event()
    choir.moved(made, zone="Etc/GMT", **FIRST)
    choir.settle()
    choir.comes(made, "vera")
    return made


class TestAMovedEvent:
    def test_says_when_it_was_and_nothing_of_a_place_that_stayed(self, choir: Told, event: Event) -> None:
        choir.moved(event, **SECOND)
        choir.settle()
        assert choir.was() == {"starts": "18:00", "ends": "20:00", "all_day": False}

    def test_is_told_with_it_by_mail(self, choir: Told, event: Event) -> None:
        choir.moved(event, **SECOND)
        choir.settle()
        room, itself = MailRoom("http://k.test", KEYRING), access.system(choir.world.organization)
        told = choir.world.see(letter_to_send, itself, choir.number(), room, now=choir.now)
        assert told is not None
        lines = written(told).text.splitlines()
        assert "    Before: Monday, 5 January 2026, 18:00 to 20:00, UTC" in lines
        assert "When: Monday, 5 January 2026, 19:00 to 21:00, UTC" in lines

    def test_that_is_elsewhere_says_where_it_was_and_nothing_of_its_time(self, choir: Told, event: Event) -> None:
        choir.moved(event, place_told="Old hall")
        choir.settle()
        assert choir.was() == {}  # it was nowhere
        choir.moved(event, place_told="New hall")
        choir.settle()
        assert choir.was() == {"place": "Old hall"}

    def test_twice_says_what_held_at_first(self, choir: Told, event: Event) -> None:
        choir.moved(event, **SECOND)
        choir.moved(event, **THIRD, place_told="New hall")
        choir.settle()
        (letter,) = choir.letters()
        assert str(letter.said["starts_at"])[11:16] == "20:00"
        assert choir.was() == {"starts": "18:00", "ends": "20:00", "all_day": False}

    def test_once_more_after_it_was_told_says_what_was_told_last(self, choir: Told, event: Event) -> None:
        for times in (SECOND, THIRD):
            choir.moved(event, **times)
            choir.settle()
        assert choir.was() == {"starts": "19:00", "ends": "21:00", "all_day": False}

    def test_and_back_is_told_to_nobody(self, choir: Told, event: Event) -> None:
        for times in (SECOND, THIRD, FIRST):
            choir.moved(event, **times)
        choir.settle()
        assert choir.letters() == []
        choir.moved(event, **SECOND)
        choir.settle()
        assert choir.was() == {"starts": "18:00", "ends": "20:00", "all_day": False}

    def test_elsewhere_and_back_is_told_to_nobody(self, choir: Told, event: Event) -> None:
        choir.moved(event, place_told="Old hall")
        choir.settle()
        told = len(choir.letters())
        for place in ("New hall", "Old hall"):
            choir.moved(event, place_told=place)
        choir.settle()
        assert len(choir.letters()) == told

    def test_and_back_is_told_when_some_were_told_in_between(
        self, choir: Told, event: Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        choir.comes(event, "mika")
        choir.moved(event, **SECOND)
        monkeypatch.setattr(limits, "LETTERS_PER_SLICE", 1)
        choir.settle_and_die_after(1)
        choir.moved(event, **FIRST)
        choir.settle()
        assert choir.told("event_revised") == ["event_revised vera", "event_revised vera", "event_revised mika"]
        assert choir.was() == {}

    def test_of_whole_days_says_so(self, choir: Told, event: Event) -> None:
        choir.moved(event, start_time=None, end_time=None)
        choir.settle()
        choir.moved(event, start_date="2026-03-03", end_date="2026-03-03")
        choir.settle()
        assert choir.was()["all_day"] is True


class TestACancelledEvent:
    def test_that_takes_place_again_before_anybody_is_told_is_told_to_nobody(self, choir: Told, event: Event) -> None:
        for status in (CANCELLED, CONFIRMED):
            choir.moved(event, status=status)
        choir.settle()
        assert choir.told("event_revised", "cancelled") == []

    def test_that_takes_place_again_is_told_so_to_who_were_told_that_it_does_not(
        self, choir: Told, event: Event
    ) -> None:
        for status in (CANCELLED, CONFIRMED, CANCELLED):
            choir.moved(event, status=status)
            choir.settle()
        assert choir.told("event_revised", "cancelled") == ["cancelled vera", "event_revised vera", "cancelled vera"]

    def test_again_is_told_once_where_the_first_letter_is_still_waiting(self, choir: Told, event: Event) -> None:
        for status in (CANCELLED, CONFIRMED, CANCELLED):
            choir.moved(event, status=status)
            choir.settle()
        assert choir.states_of(LetterKind.CANCELLED) == [LetterState.DROPPED, LetterState.WAITING]

    def test_that_takes_place_again_at_another_time_says_when_it_was(self, choir: Told, event: Event) -> None:
        choir.moved(event, status=CANCELLED)
        choir.moved(event, status=CONFIRMED, **SECOND)
        choir.settle()
        assert choir.told("event_revised", "cancelled") == ["event_revised vera"]
        assert choir.was() == {"starts": "18:00", "ends": "20:00", "all_day": False}

    def test_that_was_moved_just_before_it_was_deleted_is_told_as_gone(self, choir: Told, event: Event) -> None:
        choir.moved(event, **SECOND)
        choir.world.do(delete_event, choir.world.olga.acting(), event.prokey, now=choir.now)
        choir.settle_and_die_after(1, "removal")
        choir.settle()
        assert choir.states_of(LetterKind.CANCELLED) == [LetterState.WAITING]
        assert choir.letters() == []

    def test_one_meeting_of_a_series_too(self, choir: Told) -> None:
        series = choir.event(WEEKLY)
        choir.comes(series, "vera")
        olga, second = choir.world.olga.acting(), choir.meetings(series)[1]
        for status in (CANCELLED, CONFIRMED, CANCELLED):
            args = (olga, series.prokey, second.number, DatePatch(status=status))
            choir.world.do(revise_occurrence, *args, now=choir.now)
            choir.settle()
        assert choir.told("event_revised", "cancelled") == ["cancelled vera", "event_revised vera", "cancelled vera"]


class TestOneOfSeveralDates:
    @pytest.fixture
    def tour(self, choir: Told) -> Event:
        """Two dates."""
        made = choir.event()
        choir.revise(made, dates=(DatePatch(), date(name="Second", start_date="2026-02-02")))
        choir.settle()
        return made

    def test_that_is_moved_says_when_it_was(self, choir: Told, tour: Event) -> None:
        choir.comes(tour, "all")
        second = choir.meetings(tour)[1]
        choir.revise(tour, dates=(DatePatch(), DatePatch(start_date="2026-02-03")))
        choir.settle()
        (letter,) = choir.letters()
        told = letter.occurrence, letter.said["was_starts_at"]
        assert told == (second.number, second.starts_at.isoformat())

    def test_moved_and_back_is_told_to_nobody(self, choir: Told, tour: Event) -> None:
        choir.comes(tour, "all")
        for day in ("2026-02-03", "2026-02-02"):
            choir.revise(tour, dates=(DatePatch(), DatePatch(start_date=day)))
        choir.settle()
        assert choir.letters() == []

    def test_moved_together_are_told_of_as_a_whole(self, choir: Told, tour: Event) -> None:
        choir.comes(tour, "all")
        first = choir.meetings(tour)[0]
        choir.revise(tour, dates=(DatePatch(**THIRD), DatePatch(**THIRD)))
        choir.settle()
        (letter,) = choir.letters()
        assert (letter.occurrence, letter.said["was_starts_at"]) == (None, first.starts_at.isoformat())

    def test_that_is_called_off_is_told_as_that_to_who_answered_it(self, choir: Told, tour: Event) -> None:
        first, second = choir.meetings(tour)
        choir.comes(tour, "first", first.number)
        choir.comes(tour, "second", second.number)
        choir.comes(tour, "all")
        choir.revise(tour, dates=(DatePatch(), DatePatch(status=CANCELLED)))
        choir.settle()
        assert choir.told("cancelled") == ["cancelled second", "cancelled all"]
        assert choir.told("event_revised") == []


class TestOneMeetingOfASeries:
    def test_says_when_it_was(self, choir: Told) -> None:
        series = choir.event(WEEKLY)
        choir.comes(series, "vera")
        _, second, _ = choir.meetings(series)
        evening = second.starts_at + timedelta(hours=1), second.ends_at + timedelta(hours=1)
        choir.world.do(
            revise_occurrence, choir.world.olga.acting(), series.prokey, second.number, _at(*evening), now=choir.now
        )
        choir.settle()
        (letter,) = choir.letters()
        assert letter.occurrence == second.number
        assert letter.said["was_starts_at"] == second.starts_at.isoformat()
        assert letter.said["was_zone"] == second.zone

    def test_is_told_of_though_it_goes_to_another_series_before_that(self, choir: Told) -> None:
        series = choir.event(WEEKLY)
        choir.comes(series, "vera")
        olga, second = choir.world.olga.acting(), choir.meetings(series)[1]
        evening = _at(second.starts_at + timedelta(hours=1), second.ends_at + timedelta(hours=1))
        choir.world.do(revise_occurrence, olga, series.prokey, second.number, evening, now=choir.now)
        later = choir.world.do(split_event, olga, series.prokey, second.number, EventPatch(), now=choir.now)
        choir.settle()
        told = [(it.event, it.occurrence, it.said["was_starts_at"]) for it in choir.letters()]
        assert told == [(later.number, second.number, second.starts_at.isoformat())]

    def test_moved_and_back_is_told_to_nobody(self, choir: Told) -> None:
        series = choir.event(WEEKLY)
        choir.comes(series, "vera")
        second = choir.meetings(series)[1]
        later = second.starts_at + timedelta(hours=1), second.ends_at + timedelta(hours=1)
        for times in (later, (second.starts_at, second.ends_at)):
            args = (choir.world.olga.acting(), series.prokey, second.number, _at(*times))
            choir.world.do(revise_occurrence, *args, now=choir.now)
        choir.settle()
        assert choir.letters() == []

    def test_elsewhere_says_where_it_was(self, choir: Told) -> None:
        series = choir.event(WEEKLY)
        choir.comes(series, "vera")
        olga, second = choir.world.olga.acting(CredentialKind.TOKEN), choir.meetings(series)[1]
        for name in ("Old hall", "New hall"):
            patch = OccurrencePatch(place=Place(name))
            choir.world.do(revise_meeting, olga, second.group, second.public_id, patch, now=choir.now)
            choir.settle()
        assert choir.was() == {"place": "Old hall"}


class TestASeriesAsAWhole:
    def test_says_when_the_next_meeting_was(self, choir: Told) -> None:
        series = choir.event(WEEKLY)
        choir.comes(series, "vera")
        first = choir.meetings(series)[0]
        choir.moved(series, **THIRD)
        choir.settle()
        assert choir.letters()[-1].said["was_starts_at"] == first.starts_at.isoformat()

    def test_says_nothing_of_a_meeting_that_somebody_answered_alone_and_is_not_the_next(self, choir: Told) -> None:
        series = choir.event(WEEKLY)
        second = choir.meetings(series)[1]
        choir.comes(series, "vera", second.number)
        choir.moved(series, **THIRD)
        choir.settle()
        (letter,) = choir.letters()
        assert (letter.occurrence, choir.was()) == (second.number, {})


def _at(start: Any, end: Any) -> DatePatch:
    return DatePatch(
        start_date=f"{start:%Y-%m-%d}", start_time=f"{start:%H:%M}", end_date=f"{end:%Y-%m-%d}",
        end_time=f"{end:%H:%M}", zone="Etc/GMT",
    )  # fmt: skip
