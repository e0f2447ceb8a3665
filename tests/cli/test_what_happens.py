"""group, label, event, answer, attendance, note, credits and jobs on the command line."""

import msgspec
import pytest

from tests.cli.command_line import CommandLine, embedded_only

CONCERT = ("--name", "Concert", "--start", "2030-05-04T19:30", "--end", "2030-05-04T21:00", "--zone", "Europe/Berlin")


class TestGroups:
    def test_a_draft_is_made_and_published(self, choir: CommandLine) -> None:
        prokey = choir("group", "list")[0]["prokey"]
        assert choir("group", "draft", prokey)["status"] == "draft"
        assert choir("group", "publish", prokey)["status"] == "published"

    def test_a_deleted_one_is_gone_and_its_rows_are_to_be_removed(self, choir: CommandLine) -> None:
        choir("group", "revoke", "Choir")
        assert choir("group", "list") == []
        assert "removal" in [it["kind"] for it in choir("jobs", "list")]

    def test_it_is_sorted_and_described(self, choir: CommandLine) -> None:
        choir("label", "create", "group_type", "Ensembles")
        choir("label", "create", "tag_group", "Style")
        choir("label", "create", "tag", "Classical", "--in", "Style")
        choir("label", "create", "tag", "Folk", "--in", "Style")
        for label in ("Ensembles", "Classical", "Classical"):
            choir("group", "label", "Choir", label)
        choir("group", "unlabel", "Choir", "Classical")
        choir(
            "group", "describe", "Choir", "--contact", "choir@example.org", "--location", "Hall", "--address", "Lane 1"
        )
        assert [(it["kind"], it["name"], it["position"]) for it in choir("label", "list")] == [
            ("group_type", "Ensembles", 1),
            ("tag", "Classical", 1),
            ("tag", "Folk", 2),
            ("tag_group", "Style", 1),
        ]

    @embedded_only
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("label", "create", "tag", "Folk"), "a tag is in a tag group"),
            (("label", "create", "campus", "Old Town", "--in", "Nowhere"), "no label called"),
            (("group", "label", "Choir", "Nowhere"), "no label called"),
            (("group", "describe", "Choir", "--contact", "nobody"), "mail address"),
            (("group", "describe", "Choir", "--location", "Hall", "--lat", "91", "--lng", "0"), "-90 to 90"),
            (("group", "publish", "Nowhere"), "no group called"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, choir: CommandLine, words: tuple[str, ...], said: str) -> None:
        assert said in choir.refuses(*words)


class TestEvents:
    def test_one_evening(self, choir: CommandLine) -> None:
        made = choir("event", "create", "Choir", "--by", "Olga", *CONCERT, "--rsvp")
        assert made["start"] == "2030-05-04T19:30"
        (meeting,) = choir("event", "meetings", made["prokey"])
        assert (meeting["meeting"], meeting["starts_at"]) == (made["prokey"], "2030-05-04T17:30:00Z")

    def test_a_series(self, choir: CommandLine) -> None:
        made = choir("event", "create", "Choir", *CONCERT, "--repeat", "FREQ=WEEKLY;COUNT=3")
        assert len(choir("event", "meetings", made["prokey"])) == 3

    def test_several_dates_and_everything_else_by_its_field(self, choir: CommandLine) -> None:
        dates = [
            {"name": "First", "start_date": "2030-05-04", "place": {"name": "Hall", "lat": 1.5, "lng": 2}},
            {"name": "Second", "start_date": "2030-05-05", "zone": "Asia/Tokyo"},
        ]
        fields = msgspec.json.encode({"dates": dates, "title": "Festival", "reminders": [3600]}).decode()
        made = choir("event", "create", "Choir", "--fields", fields)
        assert made["dates"] == 2

    def test_is_reminded_of_by_mail(self, choir: CommandLine) -> None:
        prokey = choir("event", "create", "Choir", "--by", "Olga", *CONCERT)["prokey"]
        told = choir("event", "remind", prokey, "--before", "30m", "2d", "1h", "--to", "group")
        assert (told["before"], told["to"]) == (["30m", "2d", "1h"], "group")
        (job,) = [it for it in choir("jobs", "list") if it["kind"] == "reminder"]
        assert (job["key"][:6], job["due_at"], job["state"]) == ("event:", "2030-05-02T17:30:00Z", "waiting")
        choir("event", "remind", prokey)
        assert "reminder" not in [it["kind"] for it in choir("jobs", "list")]

    def test_those_who_lead_are_asked_who_came(self, choir: CommandLine) -> None:
        choir("event", "create", "Choir", "--by", "Olga", *CONCERT)
        choir("group", "describe", "Choir", "--attendance-requests", "yes")
        (job,) = [it for it in choir("jobs", "list") if it["kind"] == "reminder"]
        assert job["key"].startswith("group:")

    @embedded_only
    @pytest.mark.parametrize("before", ["1", "d", "-1d", "1w", "1.5h", "299m0", "4m", "367d", "999999999d", "²d", ""])
    def test_is_not_reminded_of_at_odd_times(self, choir: CommandLine, before: str) -> None:
        prokey = choir("event", "create", "Choir", "--by", "Olga", *CONCERT)["prokey"]
        assert choir.refuses("event", "remind", prokey, f"--before={before}")
        assert "reminder" not in [it["kind"] for it in choir("jobs", "list")]

    @embedded_only
    @pytest.mark.parametrize("before", ["99999999d", "4m"])
    def test_says_how_long_before_it_can_be_reminded_of(self, choir: CommandLine, before: str) -> None:
        prokey = choir("event", "create", "Choir", "--by", "Olga", *CONCERT)["prokey"]
        said = choir.refuses("event", "remind", prokey, "--before", before)
        assert said == "kalends: --before: must be between 5 minutes and 366 days\n"

    def test_a_dynamic_one_has_no_meetings(self, choir: CommandLine) -> None:
        made = choir(
            "event", "create", "Choir", "--name", "Guests", "--start", "today+4T18:00", "--end", "today+4T19:00"
        )
        assert choir("event", "meetings", made["prokey"]) == []

    def test_a_draft_is_published(self, choir: CommandLine) -> None:
        made = choir("event", "create", "Choir", *CONCERT, "--draft")
        assert (made["status"], choir("group", "list")[0]["meetings"]) == ("draft", 0)
        choir("event", "publish", made["prokey"])
        assert choir("group", "list")[0]["meetings"] == 1
        assert choir("event", "draft", made["prokey"])["status"] == "draft"

    def test_one_is_cancelled_and_one_is_deleted(self, choir: CommandLine) -> None:
        made = choir("event", "create", "Choir", *CONCERT)
        choir("event", "cancel", made["prokey"])
        assert choir("event", "meetings", made["prokey"])[0]["cancelled"] is True
        choir("event", "revoke", made["prokey"])
        assert choir("event", "list", "--group", "Choir") == []

    @embedded_only
    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--name", "Concert"), "dates[0].start_date"),
            (("--name", "Concert", "--start", "2030-02-30"), "dates[0].start_date"),
            (("--name", "Concert", "--start", "2030-05-04T19:30"), "kalends: end: is needed, as the start has a time"),
            (("--name", "Concert", "--start", "2030-05-04T19:30", "--end", "2030-05-05"), "kalends: end: is needed"),
            (("--name", "Concert", "--start", "2030-05-04", "--end", "T21:00"), "kalends: start: needs a time"),
            (("--fields", "{"), "fields"),
            (("--fields", "[]"), "fields"),
            (("--fields", '{"colour": 1}'), "fields: has no use for colour"),
            (("--fields", '{"dates": [{"name": "A", "start": "x"}]}'), "fields: has no use for start"),
            (("--fields", '{"dates": [1]}'), "fields"),
            (("--fields", "[" * 100_000), "fields"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, choir: CommandLine, words: tuple[str, ...], said: str) -> None:
        assert said in choir.refuses("event", "create", "Choir", *words)
        assert choir("event", "list") == []


class TestWhoComes:
    def test_a_person_answers_one_meeting_and_a_stranger_the_event(self, choir: CommandLine) -> None:
        made = choir("event", "create", "Choir", *CONCERT, "--rsvp")["prokey"]
        assert choir("answer", "create", made, "Mika", "yes")["answer"] == "yes"
        assert choir("answer", "create", made, "vera@example.net", "maybe", "--name", "Vera")["answer"] == "maybe"
        assert "no such meeting" in choir.refuses("answer", "create", "nowhere", "Mika", "yes")

    def test_the_roll_is_called_and_noted(self, choir: CommandLine) -> None:
        made = choir("event", "create", "Choir", *CONCERT)["prokey"]
        called = choir("attendance", "create", made, "--by", "Olga", "--present", "Olga", "Mika", "--visitors", "2")
        assert (called["present"], called["visitors"]) == (2, 2)
        assert choir("note", "create", made, "Bar 42 again", "--by", "Olga")["meeting"] == made
        assert "must not be empty" in choir.refuses("note", "create", made, " ", "--by", "Olga")


class TestCredits:
    def test_they_are_granted_and_taken_away(self, choir: CommandLine) -> None:
        assert choir("credits", "show")["left"] is None
        assert choir("credits", "set", "5")["left"] == 5
        assert choir("credits", "set", "none")["granted"] is None
        assert "whole number" in choir.refuses("credits", "set", "many")


class TestJobs:
    def test_they_are_listed_and_discarded(self, choir: CommandLine) -> None:
        daily = {it["kind"]: it for it in choir("jobs", "list")}
        assert {(it["key"], it["state"]) for it in daily.values()} == {("daily", "waiting")}
        for number in [str(daily[kind]["number"]) for kind in ("horizon", "zones")]:
            choir("jobs", "retry", number)
            choir("jobs", "discard", number)
        assert choir("jobs", "list") == []
        assert "no such job" in choir.refuses("jobs", "retry", "7")


@embedded_only
class TestShowing:
    def test_people_get_a_table_of_single_lines(self, choir: CommandLine) -> None:
        _, out, _ = choir.run("member", "list", "Choir")
        head, *lines = out.splitlines()
        assert head.split() == ["number", "name", "mail", "role"]
        assert [line.split()[1] for line in lines] == ["Olga", "Mika"]

    def test_a_noun_alone_shows_what_there_is(self, choir: CommandLine) -> None:
        assert choir("jobs") == choir("jobs", "list")
        assert choir("credits") == choir("credits", "show")

    def test_nothing_is_said_so(self, choir: CommandLine) -> None:
        assert choir.run("key", "list")[1] == "(none)\n"
