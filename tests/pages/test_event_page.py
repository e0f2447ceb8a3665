"""What a visitor reads on an event's page."""

from datetime import timedelta
from typing import Any

from kalends.domain.event import DateStatus, Event
from kalends.domain.place import new_place
from tests.builders import date, day
from tests.pages.site import Site

CHURCH = new_place("St. Anne's Church", "Main Street 1\n10179 Berlin", "52.512690", "13.416320")


class TestWhen:
    def test_a_time_with_its_weekday_and_its_zone(self, site: Site) -> None:
        event = site.make(date(start_date="2026-03-07", end_date="2026-03-07"))
        assert "When Saturday, 7 March 2026, 19:00 to 21:00 Europe/Berlin time (UTC+1)" in site.read(event)

    def test_a_machine_reads_it_too(self, site: Site) -> None:
        event = site.make(date(start_date="2026-06-06", end_date="2026-06-06"))
        assert '<time datetime="2026-06-06T19:00+02:00">' in site.get(event).text

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
        assert '<a href="mailto:olga@example.org">Olga</a>' in answer.text

    def test_its_group_and_how_to_subscribe(self, site: Site) -> None:
        text = site.get(site.make()).text
        assert f'<a href="http://kalends.test/{site.group}">Choir</a>' in text
        assert f'href="webcal://kalends.test/{site.group}/calendar.ics"' in text
        assert f'href="http://kalends.test/{site.group}/calendar.ics"' in text

    def test_one_file_to_add(self, site: Site) -> None:
        event = site.make(date(start_date="2026-03-07", end_date="2026-03-07"), file_name="rehearsal")
        assert f'href="http://kalends.test/{event.prokey}/rehearsal.ics"' in site.get(event).text

    def test_no_file_where_the_organizer_hid_the_button(self, site: Site) -> None:
        event = site.make(date(start_date="2026-03-07", end_date="2026-03-07"), button_hidden=True)
        assert "Add to calendar" not in site.read(event)


class TestSeveralDates:
    def tour(self, site: Site, **fields: Any) -> Event:
        lisbon = date(name="Lisbon", start_date="2026-03-02", end_date="2026-03-02", zone="Europe/Lisbon", place=CHURCH)
        york = date(name="York", start_date="2026-03-05", end_date="2026-03-05", status=DateStatus.CANCELLED)
        tokyo = date(name="Tokyo", start_date="2026-03-09", end_date="2026-03-09", zone="Asia/Tokyo", **fields)
        return site.make(lisbon, york, tokyo, title="On tour")

    def test_the_next_one_stands_in_front_and_all_are_listed_with_their_states(self, site: Site) -> None:
        event = self.tour(site)
        site.world.clock.move(timedelta(days=57))  # the third of March
        text = site.read(event)
        assert "On tour Next date Tokyo Monday, 9 March 2026, 19:00 to 21:00" in text
        assert (
            "All dates Mon, 2 Mar 2026, 19:00 to 21:00 Over Europe/Lisbon time (UTC) Lisbon St. Anne's Church "
            "Thu, 5 Mar 2026, 19:00 to 21:00 Cancelled Europe/Berlin time (UTC+1) York "
            "Mon, 9 Mar 2026, 19:00 to 21:00 Tokyo" in text
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
