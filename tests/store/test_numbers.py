"""Numbers are unique, rise with time, and fit into a JavaScript client."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

from kalends.store.numbers import Numbers
from tests.databases import MORNING, StandingClock


def numbers(clock: StandingClock | None = None, seed: int = 1) -> Numbers:
    return Numbers(clock or StandingClock(), random.Random(seed))


class TestNumbers:
    def test_of_one_deed_count_up_by_one(self) -> None:
        drawn = numbers()
        first = drawn.first()
        assert [drawn.following() for _ in range(3)] == [first + 1, first + 2, first + 3]

    def test_show_the_moment_of_the_deed(self) -> None:
        since_2020 = MORNING - datetime(2020, 1, 1, tzinfo=UTC)
        assert numbers().first() >> 12 == since_2020 // timedelta(milliseconds=1)

    def test_of_two_processes_at_one_moment_differ(self) -> None:
        assert len({numbers(seed=seed).first() for seed in range(20)}) > 18

    def test_rise_from_deed_to_deed(self) -> None:
        clock = StandingClock()
        drawn = numbers(clock)
        series = []
        for _ in range(100):
            series.append(drawn.first())
            clock.move(timedelta(milliseconds=1))
        assert series == sorted(set(series))

    def test_rise_even_when_the_clock_stands_still_or_goes_back(self) -> None:
        clock = StandingClock()
        drawn = numbers(clock)
        series = [drawn.first(), drawn.first()]
        clock.move(-timedelta(days=1))
        series += [drawn.first(), drawn.following(), drawn.first()]
        assert series == sorted(set(series))

    def test_drawn_in_eight_threads_never_repeat_and_rise_in_each(self) -> None:
        drawn = numbers()

        def deeds(_: int) -> list[int]:
            return [number for _ in range(625) for number in (drawn.first(), drawn.following())]

        with ThreadPoolExecutor(8) as threads:
            series = list(threads.map(deeds, range(8)))
        assert len({number for each in series for number in each}) == 10_000
        assert all(each == sorted(each) for each in series)

    def test_stay_below_what_javascript_can_hold_until_2089(self) -> None:
        assert numbers(StandingClock(datetime(2089, 1, 1, tzinfo=UTC))).first() < 2**53


class TestPublicIds:
    def test_are_random_uuids_with_dashes(self) -> None:
        drawn = numbers()
        ids = [drawn.unique_id() for _ in range(100)]
        assert len(set(ids)) == 100
        assert all(str(UUID(each)) == each and UUID(each).version == 4 for each in ids)
