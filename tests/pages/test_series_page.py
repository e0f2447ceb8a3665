"""What a visitor reads on the page of an event that recurs."""

from datetime import timedelta
from typing import Any

from kalends.actions.meeting import cancel_meeting, revise_meeting
from kalends.domain.event import DateStatus, Event
from kalends.domain.occurrence import OccurrencePatch
from tests.builders import date
from tests.pages.site import Site


def weekly(site: Site, **fields: Any) -> Event:
    return site.make(date(**fields), simplified=True, simple_type="weekly", by_day="MO", count=20)


class TestDates:
    def test_the_next_one_the_rule_in_words_and_what_follows(self, site: Site) -> None:
        event = weekly(site)
        site.world.clock.move(timedelta(days=1))
        text = site.read(event)
        assert "Next date Monday, 12 January 2026, 19:00 to 21:00" in text
        assert "Every week on Monday, 20 times" in text
        assert "Next dates Mon, 12 Jan 2026, 19:00 to 21:00 Mon, 19 Jan 2026" in text

    def test_the_seed_s_own_rule(self, site: Site) -> None:
        rule: dict[str, Any] = {"simplified": True, "simple_type": "monthly", "by_day": "2MO,TU", "count": 8}
        event = site.make(date(start_date="2026-01-06", end_date="2026-01-06"), **rule)
        assert "Every month on the second Monday and every Tuesday, 8 times" in site.read(event)

    def test_further_ones_are_folded_away_without_script(self, site: Site) -> None:
        text = site.get(weekly(site)).text
        assert text.index("Mon, 23 Feb 2026") < text.index("<details>") < text.index("Mon, 2 Mar 2026")

    def test_once_all_are_over_the_last_one_stays(self, site: Site) -> None:
        event = weekly(site)
        site.world.clock.move(timedelta(days=365))
        text = site.read(event)
        assert "This event is over." in text
        assert "Monday, 18 May 2026" in text

    def test_then_not_one_that_was_taken_out_of_it(self, site: Site) -> None:
        event = weekly(site)
        site.alone(revise_meeting, site.meetings(event)[-1], OccurrencePatch(name="Farewell"))
        site.revise(event, count=3)
        site.world.clock.move(timedelta(days=365))
        assert "Monday, 19 January 2026" in site.read(event)

    def test_an_endless_one(self, site: Site) -> None:
        event = site.make(date(), rule="FREQ=DAILY", simplified=False)
        site.world.clock.move(timedelta(days=100))
        assert "Next date Wednesday, 15 April 2026" in site.read(event)


class TestOneOfThem:
    def test_cancelled_alone(self, site: Site) -> None:
        event = weekly(site)
        second = site.meetings(event)[1]
        site.alone(cancel_meeting, second)
        assert "Mon, 12 Jan 2026, 19:00 to 21:00 Cancelled" in site.read(event)
        assert "This date is cancelled." in site.read(event, f"?o={second.number}")

    def test_moved_alone(self, site: Site) -> None:
        event = weekly(site)
        second = site.meetings(event)[1]
        times: dict[str, Any] = {
            "start_date": "2026-01-13",
            "start_time": "18:00",
            "end_date": "2026-01-13",
            "end_time": "20:00",
        }
        patch = OccurrencePatch(name="Evensong", zone="Europe/Berlin", all_day=False, **times)
        site.alone(revise_meeting, second, patch)
        assert "Tue, 13 Jan 2026, 18:00 to 20:00 Moved Evensong" in site.read(event)
        alone = site.read(event, f"?o={second.number}")
        assert "Evensong When Tuesday, 13 January 2026, 18:00 to 20:00" in alone
        assert "Moved from Monday, 12 January 2026, 19:00" in alone

    def test_the_next_that_takes_place_stands_in_front(self, site: Site) -> None:
        event = weekly(site)
        site.alone(cancel_meeting, site.meetings(event)[0])
        assert "Next date Monday, 12 January 2026" in site.read(event)

    def test_the_whole_series_cancelled(self, site: Site) -> None:
        assert "This event is cancelled." in site.read(weekly(site, status=DateStatus.CANCELLED))

    def test_one_that_an_edit_dropped_is_gone(self, site: Site) -> None:
        event = weekly(site)
        last = site.meetings(event)[-1]
        site.alone(revise_meeting, last, OccurrencePatch(name="Farewell"))
        assert site.get(event, f"?o={last.number}").status_code == 200
        site.revise(event, count=5)
        assert site.get(event, f"?o={last.number}").status_code == 404
        assert "Farewell" not in site.read(event)
