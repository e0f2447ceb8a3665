"""What a visitor reads on an event's page."""

import re
from datetime import timedelta
from typing import Any

import pytest

from kalends.actions.template import create_template, delete_template, revise_template
from kalends.domain.event import DateStatus, Event
from kalends.domain.place import new_place
from kalends.domain.template import TemplateKind, TemplatePatch
from tests.builders import date, day
from tests.pages.site import Site

CHURCH = new_place("St. Anne's Church", "Main Street 1\n10179 Berlin", "52.512690", "13.416320")


class TestWhen:
    def test_a_time_with_its_weekday_and_its_zone(self, site: Site) -> None:
        event = site.make(date(start_date="2026-03-07", end_date="2026-03-07"))
        assert "When Saturday, 7 March 2026, 19:00 to 21:00 Europe/Berlin time (UTC+1)" in site.read(event)

    def test_a_machine_reads_it_too(self, site: Site) -> None:
        event = site.make(date(start_date="2026-06-06", end_date="2026-06-06"))
        assert 'datetime="2026-06-06T19:00+02:00"' in site.get(event).text

    def test_an_end_on_the_next_day_is_said(self, site: Site) -> None:
        night = date(start_date="2026-03-07", end_date="2026-03-08", start_time="22:00", end_time="02:00")
        assert "Saturday, 7 March 2026, 22:00 to 02:00, ends the next day" in site.read(site.make(night))

    def test_all_day_is_said_and_needs_no_zone(self, site: Site) -> None:
        text = site.read(site.make(day(start_date="2026-06-01", end_date="2026-06-03")))
        assert "Monday, 1 June 2026 to Wednesday, 3 June 2026, all day" in text
        assert "time (UTC" not in text

    def test_a_time_without_a_zone_is_in_utc(self, site: Site) -> None:
        assert "19:00 to 21:00 UTC" in site.read(site.make(date(zone=None)))

    def test_a_date_counted_from_today(self, site: Site) -> None:
        event = site.make(date(start_date="today+4", end_date="today+4"))
        assert "Friday, 9 January 2026" in site.read(event)
        site.world.clock.move(timedelta(days=1))
        assert "Saturday, 10 January 2026" in site.read(event)

    def test_a_date_counted_from_today_beside_others(self, site: Site) -> None:
        concert = date(name="Concert", start_date="2026-01-12", end_date="2026-01-12")
        text = site.read(site.make(concert, date(name="Moving", start_date="today+4", end_date="today+4")))
        assert text.index("Fri, 9 Jan 2026") < text.index("Mon, 12 Jan 2026")


class TestWhere:
    def test_the_place_with_a_plain_link_to_a_map(self, site: Site) -> None:
        answer = site.get(site.make(date(place=CHURCH)))
        assert "St. Anne&#x27;s Church" in answer.text
        assert 'href="https://www.openstreetmap.org/search?query=52.512690%2C13.416320"' in answer.text

    def test_a_place_on_the_web_is_a_link_to_it(self, site: Site) -> None:
        answer = site.get(site.make(date(place=new_place("https://meet.example.org/choir", None))))
        assert '<a class="line" href="https://meet.example.org/choir"' in answer.text
        assert "openstreetmap" not in answer.text

    def test_the_virtual_address_is_not_for_visitors(self, site: Site) -> None:
        event = site.make(date(virtual_url="https://meet.example.org/secret"))
        assert "Online" in site.read(event)
        for rest in ("", "/event.ics"):
            assert "secret" not in site.get(event, rest).text

    def test_no_place_says_nothing(self, site: Site) -> None:
        assert "Where" not in site.read(site.make())


class TestState:
    def test_cancelled(self, site: Site) -> None:
        event = site.make(date(start_date="2026-03-07", end_date="2026-03-07", status=DateStatus.CANCELLED))
        text = site.read(event)
        assert "This event is cancelled." in text
        assert "Add to calendar" not in text

    def test_over_running_and_today(self, site: Site) -> None:
        event = site.make()
        assert "This is today." in site.read(event)
        site.world.clock.move(timedelta(hours=9, minutes=30))
        assert "This is happening now." in site.read(event)
        site.world.clock.move(timedelta(hours=2))
        assert "This event is over." in site.read(event)

    def test_an_all_day_event_is_today_until_the_day_ends(self, site: Site) -> None:
        event = site.make(day(start_date="2026-01-05"))
        assert "This is today." in site.read(event)
        site.world.clock.move(timedelta(days=1))
        assert "This event is over." in site.read(event)

    def test_not_certain_yet(self, site: Site) -> None:
        assert "This is not certain yet." in site.read(site.make(date(status=DateStatus.TENTATIVE)))


class TestTheRest:
    def test_a_description_is_shown_as_it_was_written(self, site: Site) -> None:
        told = '<p>Bring <strong>water</strong> &amp; the <a href="https://example.org/score">score</a>.</p>'
        assert told in site.get(site.make(date(description=told))).text

    def test_lines_of_a_plain_description_stay_lines(self, site: Site) -> None:
        answer = site.get(site.make(date(description="One\nTwo")))
        assert '<section class="told lines" dir="auto">One\nTwo</section>' in answer.text

    def test_the_organizer(self, site: Site) -> None:
        answer = site.get(site.make(date(organizer_name="Olga", organizer_email="olga@example.org")))
        assert '<a href="mailto:olga@example.org"><bdi>Olga</bdi></a>' in answer.text

    def test_its_group_and_how_to_subscribe(self, site: Site) -> None:
        text = site.get(site.make()).text
        assert f'<a href="/{site.group}"><bdi>Choir</bdi></a>' in text
        assert f'href="webcal://kalends.test/{site.group}/calendar.ics"' in text
        assert f'href="http://kalends.test/{site.group}/calendar.ics"' in text

    def test_one_button_to_add_it_and_all_calendars_behind_it(self, site: Site) -> None:
        event = site.make(date(start_date="2026-03-07", end_date="2026-03-07"))
        text = site.get(event).text
        assert re.search(r'<a class="button" href="http://kalends.test/[^"]*/o/google"[^>]*>Add to calendar</a>', text)
        found = set(re.findall(rf'href="http://kalends\.test/{event.prokey}/o/(\w+)"', text))
        assert found == {"apple", "google", "ical", "ms365", "msteams", "outlookcom", "yahoo"}

    def test_the_device_s_likely_calendar_comes_first(self, site: Site) -> None:
        event = site.make(date(start_date="2026-03-07", end_date="2026-03-07"))
        answer = site.get(event, "", **{"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X)"})
        assert re.findall(r'<a class="button" href="[^"]*/o/(\w+)"', answer.text) == ["apple"]
        assert "User-Agent" in answer.headers["Vary"]

    def test_none_where_answers_are_asked_for(self, site: Site) -> None:
        event = site.make(date(start_date="2026-03-07", end_date="2026-03-07"), rsvp=True)
        assert "/o/" not in site.get(event).text

    def test_of_several_dates_a_file_holds_all_and_a_link_the_next(self, site: Site) -> None:
        dates = [date(start_date=f"2026-03-0{day}", end_date=f"2026-03-0{day}") for day in (2, 5)]
        text = site.read(site.make(*dates, title="On tour"))
        assert "Add all dates to calendar Add only the next date Google Calendar" in text

    def test_no_file_where_the_organizer_hid_the_button(self, site: Site) -> None:
        event = site.make(date(start_date="2026-03-07", end_date="2026-03-07"), button_hidden=True)
        assert "Add to calendar" not in site.read(event)


class TestSeveralDates:
    def tour(self, site: Site, **fields: Any) -> Event:
        lisbon = date(name="Lisbon", start_date="2026-03-02", end_date="2026-03-02", zone="Europe/Lisbon", place=CHURCH)
        york = date(name="York", start_date="2026-03-05", end_date="2026-03-05", status=DateStatus.CANCELLED)
        tokyo = date(name="Tokyo", start_date="2026-03-09", end_date="2026-03-09", zone="Asia/Tokyo", **fields)
        return site.make(lisbon, york, tokyo, title="On tour")

    def test_the_next_one_stands_in_front_and_all_are_listed_coming_ones_first(self, site: Site) -> None:
        event = self.tour(site)
        site.world.clock.move(timedelta(days=57))  # the third of March
        text = site.read(event)
        assert "On tour Next date Tokyo Monday, 9 March 2026, 19:00 to 21:00" in text
        assert (
            "All dates Thu, 5 Mar 2026, 19:00 to 21:00 Cancelled Europe/Berlin time (UTC+1) York "
            "Mon, 9 Mar 2026, 19:00 to 21:00 Tokyo "
            "Mon, 2 Mar 2026, 19:00 to 21:00 Over Europe/Lisbon time (UTC) Lisbon St. Anne's Church" in text
        )

    def test_one_of_them_has_an_address(self, site: Site) -> None:
        event = self.tour(site)
        number = next(it.number for it in site.meetings(event) if it.name == "York")
        text = site.read(event, f"?o={number}")
        assert "York This date is cancelled. When Thursday, 5 March 2026" in text
        assert "See all dates of this event" in text

    def test_a_number_of_another_event_or_none_at_all_is_not_found(self, site: Site) -> None:
        (other,) = site.meetings(site.make())
        event = self.tour(site)
        for asked in (str(other.number), "1", "9" * 16, "9" * 17, "-1", "x"):
            assert site.get(event, f"?o={asked}").status_code == 404

    def test_with_an_organizer_each_date_has_a_file(self, site: Site) -> None:
        event = self.tour(site, organizer_name="Olga", organizer_email="olga@example.org")
        text = site.get(event).text
        assert f"/{event.prokey}/event.ics" in text
        assert f"/{event.prokey}/event-2.ics" not in text  # cancelled
        assert f"/{event.prokey}/event-3.ics" in text


class TestRenderedOnce:
    """A page is kept as long as it stays the same, and never longer."""

    def test_it_is_the_same_until_something_happens(self, site: Site) -> None:
        event = site.make(date(start_date="2026-03-09", end_date="2026-03-09"))
        before = site.get(event).content
        site.world.clock.move(timedelta(seconds=1))
        assert site.get(event).content == before
        site.revise(event, dates=(date(name="Concert", start_date="2026-03-09", end_date="2026-03-09"),))
        assert "Concert" in site.read(event)

    @pytest.mark.parametrize(
        ("hours", "said"), [(8.999, "This is today."), (9, "This is happening now."), (11, "This event is over.")]
    )
    def test_the_clock_changes_it_to_the_second(self, site: Site, hours: float, said: str) -> None:
        event = site.make()
        site.get(event)
        site.world.clock.move(timedelta(hours=hours))
        assert said in site.read(event)

    def test_so_does_midnight_where_the_event_is(self, site: Site) -> None:
        event = site.make(date(start_date="2026-01-06", end_date="2026-01-06", zone="Asia/Kathmandu"))
        site.world.clock.move(timedelta(hours=9, minutes=14, seconds=59))  # 23:59:59 there
        assert "This is today." not in site.read(event)
        site.world.clock.move(timedelta(seconds=1))
        assert "This is today." in site.read(event)

    def test_each_visitor_gets_it_in_their_own_way(self, site: Site) -> None:
        event = site.make(date(start_date="2026-03-09", end_date="2026-03-09"))
        phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X)"
        seen = [
            site.get(event, "", **headers).content for headers in ({}, {"Accept-Language": "de"}, {"User-Agent": phone})
        ]
        assert len({*seen, site.get(event, "?lang=en").content}) == 4

    def test_so_does_the_hour_from_which_answers_are_closed(self, site: Site) -> None:
        form = site.form(closes_at=site.world.clock.now() + timedelta(seconds=10))
        event = site.make(date(start_date="2026-03-09", end_date="2026-03-09"), rsvp=True, rsvp_block=form)
        assert "Answers are closed." not in site.read(event)
        site.world.clock.move(timedelta(seconds=10))
        assert "Answers are closed." in site.read(event)

    @pytest.mark.parametrize(
        ("of", "field"), [(TemplateKind.LANDING_PAGE, "landingpage"), (TemplateKind.RSVP_FORM, "rsvp_block")]
    )
    def test_so_does_the_end_of_a_template(self, site: Site, of: TemplateKind, field: str) -> None:
        olga, now = site.world.olga.acting(), site.world.clock.now()
        choices: dict[str, Any] = (
            {"title": "Come & sing"} if of is TemplateKind.LANDING_PAGE else {"maybe_offered": False}
        )
        made = site.world.do(create_template, olga, of, TemplatePatch(name="Own", choices=choices), now=now)
        own: dict[str, Any] = {field: made.number}
        event = site.make(date(start_date="2026-03-09", end_date="2026-03-09"), rsvp=True, **own)
        before = site.read(event)
        site.world.do(delete_template, olga, of, made.number, now=now)
        assert site.read(event) != before

    def test_a_template_s_change_shows_at_once(self, site: Site) -> None:
        form = site.form(maybe_offered=False)
        event = site.make(date(start_date="2026-03-09", end_date="2026-03-09"), rsvp=True, rsvp_block=form)
        assert "Maybe" not in site.read(event)
        patch, olga = TemplatePatch(choices={"maybe_offered": True}), site.world.olga.acting()
        site.world.do(revise_template, olga, TemplateKind.RSVP_FORM, form, patch, now=site.world.clock.now())
        assert "Maybe" in site.read(event)


class TestFull:
    def test_it_is_said_and_yes_is_not_offered(self, site: Site) -> None:
        form = site.form(seats_max=1, maybe_offered=True)
        event = site.make(date(start_date="2026-03-09", end_date="2026-03-09"), rsvp=True, rsvp_block=form)
        assert "All places are taken." not in site.read(event)
        site.answer(event)
        text = site.read(event)
        assert "All places are taken." in text
        assert "Maybe No, I cannot come" in text
        assert "Yes, I am coming" not in text

    def test_also_while_the_last_place_waits_for_its_address_to_be_confirmed(self, site: Site) -> None:
        form = site.form(seats_max=1, mail_confirmed=True)
        event = site.make(date(start_date="2026-03-09", end_date="2026-03-09"), rsvp=True, rsvp_block=form)
        assert "All places are taken." not in site.read(event)
        site.answer(event)
        assert "All places are taken." in site.read(event)

    def test_of_several_dates_each_by_itself(self, site: Site) -> None:
        form = site.form(seats_max=1)
        event = site.make(
            date(), rsvp=True, rsvp_block=form, simplified=True, simple_type="weekly", by_day="MO", count=3
        )
        first, second, _ = site.meetings(event)
        site.answer(event, occurrence=str(first.number))
        assert "All places are taken." in site.read(event, f"?o={first.number}")
        assert "All places are taken." not in site.read(event, f"?o={second.number}")
        assert "Yes, I am coming" in site.read(event)
