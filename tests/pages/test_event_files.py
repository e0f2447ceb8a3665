"""The calendar files of an event (seed 001, Specialties)."""

from datetime import UTC, datetime

from kalends.domain.event import DateStatus, Event
from tests.builders import date, day
from tests.pages.site import UNKNOWN, Site

TWO = (date(name="One"), date(name="Two", start_date="2026-01-06", end_date="2026-01-06"))
LED = {"organizer_name": "Olga", "organizer_email": "olga@example.org"}


def missing(site: Site, event: Event, file: str) -> bool:
    answer = site.get(event, f"/{file}")
    return (answer.status_code, answer.content) == (404, site.get(UNKNOWN).content)


class TestWhichThereAre:
    def test_one_date_is_one_file(self, site: Site) -> None:
        event = site.make()
        (read,) = site.calendar(event, "/event.ics")
        assert (read["UID"], read["SUMMARY"]) == (event.prokey, "Rehearsal")
        assert read.decoded("DTSTART").astimezone(UTC) == datetime(2026, 1, 5, 18, tzinfo=UTC)

    def test_several_dates_are_one_file_too(self, site: Site) -> None:
        event = site.make(*TWO)
        assert [it["SUMMARY"] for it in site.calendar(event, "/event.ics")] == ["One", "Two"]
        assert missing(site, event, "event-2.ics")

    def test_with_an_organizer_each_is_a_file(self, site: Site) -> None:
        event = site.make(date(name="One", **LED), TWO[1])
        (first,), (second,) = site.calendar(event, "/event.ics"), site.calendar(event, "/event-2.ics")
        assert (first["SUMMARY"], second["SUMMARY"]) == ("One", "Two")
        assert first["ORGANIZER"] == "mailto:olga@example.org"
        assert "ORGANIZER" not in second
        assert missing(site, event, "event-3.ics")

    def test_a_name_of_its_own_replaces_the_usual_one(self, site: Site) -> None:
        event = site.make(*(date(name=name, **LED) for name in ("One", "Two")), file_name="tour")
        for file in ("tour.ics", "tour-2.ics"):
            assert site.get(event, f"/{file}").status_code == 200
        for file in ("event.ics", "event-2.ics", "Tour.ics", "tour-1.ics", "tour", "tour.ics.ics", "..%2ftour.ics"):
            assert missing(site, event, file)

    def test_the_name_calendar_is_one_like_others(self, site: Site) -> None:
        assert len(site.calendar(site.make(file_name="calendar"), "/calendar.ics")) == 1

    def test_none_for_who_must_answer_first(self, site: Site) -> None:
        assert missing(site, site.make(rsvp=True), "event.ics")

    def test_none_for_days_that_move_with_today(self, site: Site) -> None:
        assert missing(site, site.make(date(start_date="today+4", end_date="today+4")), "event.ics")


class TestAsAnAnswer:
    def test_a_telephone_offers_to_add_it(self, site: Site) -> None:
        headers = site.get(site.make(), "/event.ics").headers
        assert headers["Content-Disposition"] == 'inline; filename="event.ics"'

    def test_what_a_client_has_is_not_sent_again(self, site: Site) -> None:
        event = site.make()
        first = site.get(event, "/event.ics")
        etag = first.headers["ETag"]
        for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
            again = site.get(event, "/event.ics", **{"If-None-Match": known})
            assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
        assert site.get(event, "/event.ics", **{"If-None-Match": '"other"'}).content == first.content
        site.revise(event, dates=[date(name="Evensong")])
        assert site.get(event, "/event.ics", **{"If-None-Match": etag}).status_code == 200


class TestAfterEdits:
    def test_moving_it_raises_sequence_and_keeps_the_uid(self, site: Site) -> None:
        event = site.make(date(start_date="2026-03-09", end_date="2026-03-09"))
        site.revise(event, dates=[date(start_date="2026-03-10", end_date="2026-03-10")])
        (read,) = site.calendar(event, "/event.ics")
        assert (read["UID"], read["SEQUENCE"]) == (event.prokey, 1)
        assert read.decoded("DTSTART").day == 10

    def test_cancelling_it_says_so(self, site: Site) -> None:
        event = site.make(day())
        site.revise(event, dates=[day(status=DateStatus.CANCELLED)])
        (read,) = site.calendar(event, "/event.ics")
        assert (read["UID"], read["STATUS"], read["SEQUENCE"]) == (event.prokey, "CANCELLED", 1)
