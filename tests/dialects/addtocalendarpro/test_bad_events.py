"""What an event cannot be is told by the vendor's name of the field, and leaves nothing behind."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.dialects.addtocalendarpro.office import OUTING, REHEARSAL, Office
from tests.dialects.naughty import THEIRS, texts, with_line_feeds

VECTORS = Path(__file__).resolve().parents[4] / "shared/vectors"
without_vectors = pytest.mark.skipif(not VECTORS.is_dir(), reason="../shared/vectors is not here")


def dated(**fields: Any) -> dict[str, Any]:
    return {"dates": [{**REHEARSAL, **fields}]}


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"dates": None}, "dates"),
    ({"dates": []}, "dates"),
    ({"dates": {}}, "dates"),
    ({"dates": "tomorrow"}, "dates"),
    ({"dates": [7]}, "dates[0]"),
    ({"dates": [None]}, "dates[0]"),
    ({"dates": [[]]}, "dates[0]"),
    ({"dates": [{}]}, "dates"),
    ({"dates": [REHEARSAL, 7]}, "dates[1]"),
    ({"dates": [OUTING] * 201}, "dates"),
    (dated(name=None), "dates[0].name"),
    (dated(name=""), "dates[0].name"),
    (dated(name=" "), "dates[0].name"),
    (dated(name=7), "dates[0].name"),
    (dated(name="a\r\nATTENDEE:x"), "dates[0].name"),
    (dated(name="x" * 301), "dates[0].name"),
    (dated(startDate=None), "dates[0].startDate"),
    (dated(startDate=""), "dates[0].startDate"),
    (dated(startDate=20260302), "dates[0].startDate"),
    (dated(startDate="2026-02-29"), "dates[0].startDate"),
    (dated(startDate="2026-2-9"), "dates[0].startDate"),
    (dated(startDate="2026-03-02T19:00"), "dates[0].startDate"),
    (dated(startDate="0000-01-01"), "dates[0].startDate"),
    (dated(startDate="9999-12-31"), "dates[0].startDate"),
    (dated(startDate="today+99999"), "dates[0].startDate"),
    (dated(startDate="tomorrow"), "dates[0].startDate"),
    (dated(startTime="7pm"), "dates[0].startTime"),
    (dated(startTime="24:00"), "dates[0].startTime"),
    (dated(startTime=1900), "dates[0].startTime"),
    (dated(startTime=None), "dates[0].startTime"),
    (dated(endTime=None), "dates[0].endTime"),
    (dated(endTime="18:00"), "dates[0].endDate"),
    (dated(endDate="2026-03-01"), "dates[0].endDate"),
    (dated(endDate="2026-02-30"), "dates[0].endDate"),
    (dated(endDate="today+1"), "dates[0].endDate"),
    (dated(timeZone="Europe/Bärlin"), "dates[0].timeZone"),
    (dated(timeZone="../../etc/passwd"), "dates[0].timeZone"),
    (dated(timeZone=1), "dates[0].timeZone"),
    (dated(location="a\u0007b"), "dates[0].location"),
    (dated(location=" "), "dates[0].location"),
    (dated(location="x" * 1_001), "dates[0].location"),
    (dated(location=["a"]), "dates[0].location"),
    (dated(status="cancelled"), "dates[0].status"),
    (dated(status="POSTPONED"), "dates[0].status"),
    (dated(availability="maybe"), "dates[0].availability"),
    (dated(availability=True), "dates[0].availability"),
    (dated(organizer_name="a\nb"), "dates[0].organizer_name"),
    (dated(organizer_email="jack"), "dates[0].organizer_email"),
    (dated(attendee_email="a@b.example, c@d.example"), "dates[0].attendee_email"),
    (dated(attendee_name={}), "dates[0].attendee_name"),
    (dated(description=7), "dates[0].description"),
    (dated(description="\u0001"), "dates[0].description"),
    ({"title_event_series": "a\nb"}, "title_event_series"),
    ({"title_event_series": False}, "title_event_series"),
    ({"iCalFileName": "a/b"}, "iCalFileName"),
    ({"iCalFileName": "a\r\nX-Header: b"}, "iCalFileName"),
    ({"iCalFileName": "a.ics"}, "iCalFileName"),
    ({"iCalFileName": "ä"}, "iCalFileName"),
    ({"iCalFileName": ""}, "iCalFileName"),
    ({"rsvp": "yes"}, "rsvp"),
    ({"cta": 1}, "cta"),
    ({"hideButton": []}, "hideButton"),
    ({"distribution": "true"}, "distribution"),
    ({"simplified_recurrence": 0}, "simplified_recurrence"),
    ({"recurrence": 7}, "recurrence"),
    ({"recurrence": "RRULE:..."}, "recurrence"),
    ({"recurrence": "FREQ=SOMETIMES"}, "recurrence"),
    ({"recurrence": "FREQ=DAILY\r\nATTENDEE:x"}, "recurrence"),
    ({"recurrence_simple_type": "hourly"}, "recurrence_simple_type"),
    ({"recurrence_interval": "1"}, "recurrence_interval"),
    ({"recurrence_interval": 0}, "recurrence_interval"),
    ({"recurrence_interval": 1.5}, "recurrence_interval"),
    ({"recurrence_count": -1}, "recurrence_count"),
    ({"recurrence_count": True}, "recurrence_count"),
    ({"recurrence_byDay": "XX"}, "recurrence_byDay"),
    ({"recurrence_byDay": ["MO"]}, "recurrence_byDay"),
    ({"recurrence_byMonth": "13"}, "recurrence_byMonth"),
    ({"recurrence_byMonthDay": "32"}, "recurrence_byMonthDay"),
    ({"recurrence_weekstart": "Monday"}, "recurrence_weekstart"),
    ({"recurrence": "RRULE:FREQ=DAILY;COUNT=3", "dates": [OUTING, REHEARSAL]}, "dates"),
    ({"layout": 77}, "layout"),
    ({"layout": "id-of-a-style-template"}, "layout"),
    ({"rsvp_block": True}, "rsvp_block"),
    ({"cta_block": ""}, "cta_block"),
    ({"event_group": None}, "event_group"),
    ({"event_group": 7}, "event_group"),
    ({"new_event_group_name": "Too"}, "event_group"),
]


class TestMaking:
    @pytest.mark.parametrize(("fields", "named"), WRONG)
    def test_what_cannot_be_is_refused_by_its_field(self, office: Office, fields: dict[str, Any], named: str) -> None:
        body = {"event_group": office.group(), "dates": [REHEARSAL], **fields}
        assert office.refused(400, "POST", "/event", body).startswith(f"{named}: ")
        assert office.get("/event/all") == []
        assert office.get("/credits")["used"] == 0

    def test_a_group_is_required(self, office: Office) -> None:
        assert office.refused(400, "POST", "/event", {"dates": [OUTING]}).startswith("event_group: ")

    def test_a_new_group_needs_a_name_and_is_not_left_behind(self, office: Office) -> None:
        message = office.refused(400, "POST", "/event", {"new_event_group_name": "", "dates": [OUTING]})
        assert message.startswith("new_event_group_name: ")
        office.refused(400, "POST", "/event", {"new_event_group_name": "Runners", "dates": [{"name": "A"}]})
        assert office.get("/group/all") == []

    def test_a_misspelled_zone_is_told_the_right_one(self, office: Office) -> None:
        body = {"event_group": office.group(), **dated(timeZone="America/Los_Angelese")}
        assert "America/Los_Angeles" in office.refused(400, "POST", "/event", body).removesuffix("America/Los_Angelese")

    def test_html_outside_the_few_tags_is_cleaned_not_refused(self, office: Office) -> None:
        dirty = '<h5>Hi</h5><p style="x">you<script>alert(1)</script></p><a href="javascript:x">z</a>'
        event = office.get(f"/event/{office.event(office.group(), {**OUTING, 'description': dirty})}")
        assert event["dates"][0]["description"] == "Hi<p>you</p><a>z</a>"


class TestChanging:
    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"dates": [{"name": None}]}, "dates[0].name"),
            ({"dates": [{"startDate": None}]}, "dates[0].startDate"),
            ({"dates": [{"endTime": None}]}, "dates[0].endTime"),
            ({"dates": [{"startTime": None}]}, "dates[0].startTime"),
            ({"dates": [{"endTime": "18:59"}]}, "dates[0].endDate"),
            ({"dates": [{}, {"name": "Second"}]}, "dates[1].startDate"),
            ({"dates": [{}, {"startDate": "2026-01-01"}]}, "dates[1].name"),
            ({"dates": None}, "dates"),
            ({"event_group": "99ec3e7f-ef04-4bbb-a3d7-e30736f0a0a0"}, "event_group"),
            ({"event_group": None}, "event_group"),
            ({"new_event_group_name": "Runners"}, "new_event_group_name"),
            ({"status": "private"}, "status"),
            ({"status": None}, "status"),
            ({"rsvp": "no"}, "rsvp"),
        ],
    )
    def test_what_cannot_be_is_refused_and_changes_nothing(
        self, office: Office, fields: dict[str, Any], named: str
    ) -> None:
        prokey = office.event(office.group())
        before = office.get(f"/event/{prokey}")
        assert office.refused(400, "PATCH", f"/event/{prokey}", fields).startswith(f"{named}: ")
        assert office.get(f"/event/{prokey}") == before
        assert office.get("/credits")["updated"] == 0

    def test_a_draft_is_not_published_here(self, office: Office) -> None:
        from kalends.actions.event import set_event_status
        from kalends.domain.group import Status

        prokey = office.event(office.group())
        office.write(set_event_status, office.system, prokey, Status.DRAFT, now=office.clock.now())
        assert office.refused(409, "PATCH", f"/event/{prokey}", {"status": "published"}).startswith("status: ")
        office.patch(f"/event/{prokey}", {"status": "draft", "rsvp": True})
        assert office.get(f"/event/{prokey}")["status"] == "draft"


@pytest.mark.parametrize("path", ["/event", "/group", "/style"])
class TestBodies:
    def sent(self, office: Office, path: str, body: bytes, **headers: str) -> int:
        answer = office.call("POST", path, content=body, headers=headers)
        assert answer.json().keys() == {"status", "message"}
        return answer.status_code

    def test_a_body_must_be_one_json_object(self, office: Office, path: str) -> None:
        for body in (b"", b"[]", b"null", b'"a"', b"7", b"{", b"{} {}", b"\xff", b"a=1&b=2", b"\xef\xbb\xbf{}"):
            assert self.sent(office, path, body) == 400

    def test_what_readers_disagree_on_is_refused(self, office: Office, path: str) -> None:
        for body in (b'{"name": 1, "name": 2}', b'{"a": NaN}', b'{"name": "\\u0000"}', b'{"name": "\\ud800"}'):
            assert self.sent(office, path, body) == 400

    def test_depth_and_size_are_bounded(self, office: Office, path: str) -> None:
        assert self.sent(office, path, b'{"dates":' + b"[" * 40 + b"]" * 40 + b"}") == 400
        assert self.sent(office, path, b'{"name": "' + b"x" * 1_048_576 + b'"}') == 413

    def test_a_compressed_body_is_refused(self, office: Office, path: str) -> None:
        assert self.sent(office, path, b"{}", **{"Content-Encoding": "gzip"}) == 400


@without_vectors
class TestVectors:
    @pytest.mark.parametrize("sort", ["n_", "i_", "y_"])
    def test_every_json_text_is_answered_and_what_is_none_is_refused(self, office: Office, sort: str) -> None:
        for file in sorted((VECTORS / "json").glob(f"{sort}*.json")):
            office.clock.move(timedelta(seconds=1))
            answer = office.call("POST", "/event", content=file.read_bytes())
            assert answer.status_code == 400, file.name
            assert answer.json()["status"] == "error", file.name
        assert office.get("/event/all") == []


@without_vectors
class TestNaughtyStrings:
    @pytest.mark.parametrize("field", ["name", "location", "organizer_name"])
    def test_each_comes_back_equal_or_is_refused_by_its_field(self, office: Office, kind: str, field: str) -> None:
        strings = texts(kind, THEIRS)
        group, made = office.group(), {}
        for string in strings:
            office.clock.move(timedelta(seconds=1))
            body = json.dumps({"event_group": group, "dates": [{**OUTING, field: string}]})
            answer = office.call("POST", "/event", content=body.encode()).json()
            if answer["status"] == "success":
                told = None if field == "location" and not string else string
                made[answer["prokey"]] = told and with_line_feeds(told)
            else:
                assert answer["message"].startswith(f"dates[0].{field}: ")
        shown = {item["prokey"]: item["dates"][0][field] for item in office.get("/event/all", dates="true")}
        assert shown == made
        assert len(made) > len(strings) / 2
