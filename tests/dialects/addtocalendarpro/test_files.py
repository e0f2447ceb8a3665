"""`/v1/ics`: an event's calendar files as text (reference §1.13)."""

import pytest

from tests.dialects.addtocalendarpro.office import OUTING, REHEARSAL, UNKNOWN, Office

ORGANIZER = {"organizer_name": "Olga", "organizer_email": "olga@example.org"}


class TestFiles:
    def test_a_file_is_text_in_a_list(self, office: Office) -> None:
        (text,) = office.get(f"/ics/{office.event(office.group(), OUTING)}")
        assert text.startswith("BEGIN:VCALENDAR\r\n")
        assert "\r\nSUMMARY:Outing\r\n" in text

    def test_asked_for_as_objects_files_have_names_and_addresses(self, office: Office) -> None:
        prokey = office.event(office.group(), OUTING)
        (file,) = office.get(f"/ics/{prokey}", responseType="object")
        assert list(file) == ["name", "icsFile", "icsBody"]
        assert (file["name"], file["icsFile"]) == ("Outing", f"https://kalends.test/{prokey}/event.ics")
        assert [file["icsBody"]] == office.get(f"/ics/{prokey}")

    def test_a_name_of_its_own_is_in_the_address(self, office: Office) -> None:
        prokey = office.event(office.group(), OUTING, iCalFileName="picnic")
        (file,) = office.get(f"/ics/{prokey}", responseType="object")
        assert file["icsFile"].endswith(f"/{prokey}/picnic.ics")

    def test_dates_with_organizers_are_files_of_their_own(self, office: Office) -> None:
        prokey = office.event(office.group(), {**REHEARSAL, **ORGANIZER}, {**OUTING, **ORGANIZER})
        files = office.get(f"/ics/{prokey}", responseType="object")
        assert [file["name"] for file in files] == ["Rehearsal", "Outing"]
        assert [file["icsFile"].rpartition("/")[2] for file in files] == ["event.ics", "event-2.ics"]

    def test_what_nobody_may_fetch_has_text_and_no_address(self, office: Office) -> None:
        group = office.group()
        dynamic = office.event(group, {"name": "Soon", "startDate": "today+4"})
        for prokey in (dynamic, office.event(group, rsvp=True)):
            (file,) = office.get(f"/ics/{prokey}", responseType="object")
            assert list(file) == ["name", "icsBody"]
            assert "\r\nBEGIN:VEVENT\r\n" in file["icsBody"]

    @pytest.mark.parametrize("form", ["", "?responseType=object", "?responseType=nonsense"])
    def test_an_event_that_is_not_there_has_none(self, office: Office, form: str) -> None:
        assert office.refused(404, "GET", f"/ics/{UNKNOWN}{form}") == "No entry found"
