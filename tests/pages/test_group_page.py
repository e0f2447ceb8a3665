"""What a visitor reads on a group's page."""

from datetime import timedelta

from kalends.actions.event import delete_event
from kalends.actions.group import create_group, revise_group
from kalends.actions.meeting import cancel_meeting
from kalends.domain.group import GroupPatch, Subscription
from tests.builders import date
from tests.pages.site import Site


class TestComingEvents:
    def test_by_start_with_links(self, site: Site) -> None:
        later = site.make(date(name="Later", start_date="2026-03-09", end_date="2026-03-09"))
        sooner = site.make(date(name="Sooner", start_date="2026-02-09", end_date="2026-02-09"))
        text = site.get(site.group).text
        for event in (later, sooner):
            (meeting,) = site.meetings(event)
            assert f'href="/{event.prokey}?o={meeting.number}"' in text
        assert text.index("Sooner") < text.index("Later")

    def test_past_ones_are_gone(self, site: Site) -> None:
        site.make()
        site.world.clock.move(timedelta(days=1))
        assert "Nothing is planned at the moment." in site.read(site.group)

    def test_behind_a_link_stand_the_past_ones_the_latest_first(self, site: Site) -> None:
        for day in ("05", "06", "20"):
            site.make(date(name=f"On the {day}th", start_date=f"2026-01-{day}", end_date=f"2026-01-{day}"))
        site.world.clock.move(timedelta(days=7))
        assert f'<a href="/{site.group}?past=1">See past events</a>' in site.get(site.group).text
        text = site.read(site.group, "?past=1")
        assert text.index("On the 06th") < text.index("On the 05th")
        assert "On the 20th" not in text
        assert "See coming events" in text

    def test_what_ends_is_past_to_the_second(self, site: Site) -> None:
        site.make(date(end_time="21:05"))
        site.world.clock.move(timedelta(hours=11, minutes=4, seconds=59))
        assert "Nothing has taken place yet." in site.read(site.group, "?past=1")
        site.world.clock.move(timedelta(seconds=1))
        assert "Nothing has taken place yet." not in site.read(site.group, "?past=1")

    def test_nothing_past_says_so(self, site: Site) -> None:
        assert "Nothing has taken place yet." in site.read(site.group, "?past=1")

    def test_past_ones_for_members_only_and_deleted_ones_stay_hidden(self, site: Site) -> None:
        hidden = site.make(date(name="Hidden"))
        site.make(date(name="Inner circle"), group=site.world.board.prokey)
        site.world.do(delete_event, site.world.olga.acting(), hidden.prokey, now=site.world.clock.now())
        site.world.clock.move(timedelta(days=7))
        text = site.read(site.group, "?past=1")
        assert "Hidden" not in text
        assert "Inner circle" not in text

    def test_cancelled_ones_are_told(self, site: Site) -> None:
        event = site.make(date(), simplified=True, simple_type="weekly", count=2)
        site.alone(cancel_meeting, site.meetings(event)[1])
        assert "Mon, 12 Jan 2026, 19:00 to 21:00 Cancelled" in site.read(site.group)

    def test_days_that_move_with_today_stand_among_them(self, site: Site) -> None:
        site.make(date(name="Moving", start_date="today+4", end_date="today+4"))
        site.make(date(name="Later", start_date="2026-01-12", end_date="2026-01-12"))
        text = site.read(site.group)
        assert text.index("Moving Fri, 9 Jan 2026") < text.index("Later Mon, 12 Jan 2026")

    def test_days_that_stand_still_beside_them_stand_there_once(self, site: Site) -> None:
        concert = date(name="Concert", start_date="2026-01-12", end_date="2026-01-12")
        site.make(date(name="Moving", start_date="today+4", end_date="today+4"), concert)
        text = site.read(site.group)
        assert (text.count("Moving Fri, 9 Jan 2026"), text.count("Concert Mon, 12 Jan 2026")) == (1, 1)

    def test_another_zone_is_named(self, site: Site) -> None:
        for zone in ("Europe/Berlin", "Europe/Berlin", "Asia/Tokyo"):
            site.make(date(start_date="2026-03-09", end_date="2026-03-09", zone=zone))
        text = site.read(site.group)
        assert "Times are in Europe/Berlin time, unless another is named." in text
        assert (text.count("Europe/Berlin"), text.count("Asia/Tokyo time (UTC+9)")) == (1, 1)


class TestSubscribing:
    def test_with_one_press_or_by_address(self, site: Site) -> None:
        text = site.get(site.group).text
        assert f'href="webcal://kalends.test/{site.group}/calendar.ics"' in text
        assert f'href="http://kalends.test/{site.group}/calendar.ics"' in text

    def test_to_a_calendar_from_elsewhere(self, site: Site) -> None:
        patch = GroupPatch(
            name="Elsewhere", subscription=Subscription.EXTERNAL, subscription_url="https://example.org/feed?x=1&y=2"
        )
        group = site.world.do(create_group, site.world.olga.acting(), patch, now=site.world.clock.now())
        assert 'href="webcal://example.org/feed?x=1&amp;y=2"' in site.get(group.prokey).text

    def test_its_description_is_plain_text(self, site: Site) -> None:
        patch = GroupPatch(description="Forty voices,\nfrom Bach to <Björk>.")
        site.world.do(revise_group, site.world.olga.acting(), site.group, patch, now=site.world.clock.now())
        assert "Forty voices,\nfrom Bach to &lt;Björk&gt;." in site.get(site.group).text
