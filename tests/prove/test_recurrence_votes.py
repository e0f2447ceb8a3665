"""Ten thousand made-up series in the simple fields of recurrence, as three other engines expand them."""

import pytest

from tests.calendar.judges import engines
from tests.calendar.judges.questions import questions
from tests.calendar.judges.votes import votes

BATCH = 1_000


@pytest.fixture(scope="module")
def judges() -> list[engines.Engine]:
    """All three, where node is; else those in Python."""
    python: list[engines.Engine] = [engines.python_dateutil, engines.recurring_ical_events]
    return [*python, engines.ical_js] if engines.has_ical_js(install=True) else python


@pytest.mark.parametrize("batch", range(10))
def test_nobody_disagrees_on_a_thousand_series(judges: list[engines.Engine], batch: int) -> None:
    answered = votes(judges, questions(1_000 + batch, BATCH))
    assert answered["python_dateutil"] > 0.99 * BATCH
    assert answered["recurring_ical_events"] > 0.8 * BATCH
    assert answered["nobody"] < 0.01 * BATCH


@pytest.mark.skipif(not engines.has_ical_js(install=True), reason="needs node, and npm to install ical.js once")
def test_the_engine_that_shares_nothing_with_the_others_answers_most() -> None:
    assert votes([engines.ical_js], questions(1_000, BATCH))["ical_js"] > 0.6 * BATCH
