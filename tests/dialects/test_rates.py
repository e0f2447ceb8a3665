"""How often is too often."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalends.dialects.rates import Rates, check_answers
from kalends.domain import limits
from kalends.domain.errors import Kind, Refused
from tests.builders import MONDAY

OLGA, MIKA = ("key", "Olga"), ("key", "Mika")


@pytest.fixture
def rates() -> Rates:
    return Rates(most_keys=100)


def refused_for(take: object, *arguments: object) -> int:
    """Seconds to wait, as the refusal says."""
    assert callable(take)
    with pytest.raises(Refused) as caught:
        take(*arguments)
    assert caught.value.kind is Kind.TOO_MANY
    assert caught.value.retry_after_s is not None
    return caught.value.retry_after_s


def taken(rates: Rates, key: object, per: int, seconds: float, now: float) -> int:
    """How many there were to be taken; none is left."""
    for number in range(per):
        try:
            rates.take(key, per, seconds, now)
        except Refused:
            return number
    return per


class TestTakingTokens:
    def test_all_tokens_can_be_taken_at_once_and_not_one_more(self, rates: Rates) -> None:
        for _ in range(80):
            rates.take(OLGA, 80, 1, now=5.0)
        assert refused_for(rates.take, OLGA, 80, 1, 5.0) == 1

    def test_tokens_flow_back_evenly(self, rates: Rates) -> None:
        for _ in range(10):
            rates.take(OLGA, 10, 60, now=0)
        assert refused_for(rates.take, OLGA, 10, 60, 5.9) == 1
        rates.take(OLGA, 10, 60, now=6.0)
        assert refused_for(rates.take, OLGA, 10, 60, 6.0) == 6

    def test_a_long_pause_saves_up_no_more_than_all_tokens(self, rates: Rates) -> None:
        rates.take(OLGA, 2, 1, now=0)
        rates.take(OLGA, 2, 1, now=1_000)
        rates.take(OLGA, 2, 1, now=1_000)
        refused_for(rates.take, OLGA, 2, 1, 1_000)

    def test_one_person_does_not_use_up_anothers(self, rates: Rates) -> None:
        rates.take(OLGA, 1, 60, now=0)
        rates.take(MIKA, 1, 60, now=0)
        refused_for(rates.take, OLGA, 1, 60, 0)

    def test_refused_tries_do_not_make_the_wait_longer(self, rates: Rates) -> None:
        rates.take(OLGA, 1, 10, now=0)
        assert [refused_for(rates.take, OLGA, 1, 10, now) for now in (1, 2, 3)] == [9, 8, 7]
        rates.take(OLGA, 1, 10, now=10)

    def test_a_limit_of_nothing_is_no_limit(self, rates: Rates) -> None:
        for _ in range(1_000):
            rates.take(OLGA, 0, 1, now=0)

    def test_a_clock_that_goes_back_gives_and_takes_nothing(self, rates: Rates) -> None:
        rates.take(OLGA, 2, 10, now=100)
        assert taken(rates, OLGA, 2, 10, now=50) == 1
        assert taken(rates, OLGA, 2, 10, now=55) == 1

    def test_a_clock_that_goes_back_makes_no_wait_longer(self, rates: Rates) -> None:
        rates.take(OLGA, 1, 10, now=3_600)
        assert refused_for(rates.take, OLGA, 1, 10, 0) == 10
        rates.take(OLGA, 1, 10, now=10)

    @pytest.mark.parametrize(
        ("per", "seconds", "told"),
        [
            (80, 1, "more than 80 requests a second"),
            (60, 60, "more than 60 requests a minute"),
            (100, 20, "more than 100 requests in 20 seconds"),
            (1, 20, "more than 1 request in 20 seconds"),
        ],
    )
    def test_what_is_too_often_is_said_well(self, per: int, seconds: int, told: str) -> None:
        rates = Rates(most_keys=1)
        for _ in range(per):
            rates.take(OLGA, per, seconds, now=0)
        with pytest.raises(Refused, match=f"^{told}$"):
            rates.take(OLGA, per, seconds, now=0)

    @given(st.integers(1, 200), st.integers(1, 3_600), st.lists(st.floats(0, 50), max_size=50))
    def test_waiting_as_long_as_told_is_enough(self, per: int, seconds: int, pauses: list[float]) -> None:
        rates, now = Rates(1), 1_000_000.0
        for pause in pauses:
            now += pause
            taken(rates, OLGA, per, seconds, now)
            now += refused_for(rates.take, OLGA, per, seconds, now)
            rates.take(OLGA, per, seconds, now)


class TestCountingInWindows:
    def test_each_request_learns_its_place(self, rates: Rates) -> None:
        assert [rates.window(OLGA, 100, 20, now=7) for _ in range(100)] == list(range(1, 101))

    def test_one_more_waits_for_the_window_to_end(self, rates: Rates) -> None:
        for _ in range(100):
            rates.window(OLGA, 100, 20, now=7)
        assert refused_for(rates.window, OLGA, 100, 20, 9.5) == 18
        assert refused_for(rates.window, OLGA, 100, 20, 26.99) == 1
        assert rates.window(OLGA, 100, 20, now=27) == 1

    def test_a_clock_that_goes_back_makes_no_window_longer(self, rates: Rates) -> None:
        for _ in range(2):
            rates.window(OLGA, 2, 20, now=3_600)
        assert rates.count(OLGA, 20, now=5) == 2
        assert refused_for(rates.window, OLGA, 2, 20, 5) == 20
        assert refused_for(rates.window, OLGA, 2, 20, 24) == 1
        assert rates.count(OLGA, 20, now=25) == 0
        assert rates.window(OLGA, 2, 20, now=25) == 1

    def test_refused_requests_are_counted_for_the_headers(self, rates: Rates) -> None:
        rates.window(OLGA, 1, 20, now=0)
        for _ in range(17):
            refused_for(rates.window, OLGA, 1, 20, 1)
        assert rates.count(OLGA, 20, now=2) == 18
        assert rates.count(OLGA, 20, now=20) == 0

    def test_who_never_asked_counts_nothing(self, rates: Rates) -> None:
        assert rates.count(MIKA, 20, now=0) == 0

    def test_a_limit_of_nothing_is_no_limit(self, rates: Rates) -> None:
        assert [rates.window(OLGA, 0, 20, now=0) for _ in range(1_000)] == [0] * 1_000

    def test_tokens_and_windows_of_one_key_are_apart(self, rates: Rates) -> None:
        rates.take(OLGA, 1, 60, now=0)
        assert rates.window(OLGA, 1, 60, now=0) == 1


class TestAnswersOfVisitors:
    """T171: neither one address nor the line around it fills a list; a clock in a test stands still."""

    @pytest.mark.parametrize(
        ("address", "next_door", "elsewhere"),
        [
            ("192.0.2.{}", "192.0.2.255", "192.0.3.1"),
            ("::ffff:192.0.2.{}", "192.0.2.255", "192.0.3.1"),
            ("2001:db8::{}", "2001:db8:0:ff::1", "2001:db8:0:100::1"),
        ],
    )
    def test_are_bounded_for_a_network(self, rates: Rates, address: str, next_door: str, elsewhere: str) -> None:
        for number in range(limits.ANSWERS_PER_NETWORK_PER_MINUTE):
            check_answers(rates, address.format(number), MONDAY)
        assert refused_for(check_answers, rates, next_door, MONDAY) == 60
        check_answers(rates, elsewhere, MONDAY)
        check_answers(rates, next_door, MONDAY + timedelta(seconds=61))

    def test_and_for_an_address(self, rates: Rates) -> None:
        for _ in range(limits.ANSWERS_PER_ADDRESS_PER_MINUTE):
            check_answers(rates, "192.0.2.1", MONDAY)
        assert refused_for(check_answers, rates, "192.0.2.1", MONDAY) == 60
        check_answers(rates, "192.0.2.2", MONDAY)


class TestMemory:
    def test_the_key_used_least_recently_is_forgotten_first(self) -> None:
        rates = Rates(most_keys=2)
        for key in (OLGA, MIKA, OLGA, ("key", "Nadia")):
            rates.window(key, 9, 60, now=0)
        assert [rates.count(key, 60, now=1) for key in (OLGA, MIKA, ("key", "Nadia"))] == [2, 0, 1]

    def test_a_flood_of_keys_is_kept_within_bounds(self) -> None:
        rates = Rates(most_keys=10)
        for number in range(1_000):
            rates.take(number, 2, 60, now=0)
            rates.window(number, 2, 60, now=0)
        counted = [number for number in range(1_000) if rates.count(number, 60, now=0)]
        spent = [number for number in reversed(range(980, 1_000)) if taken(rates, number, 2, 60, now=0) < 2]
        assert spent[::-1] == counted == list(range(990, 1_000))
