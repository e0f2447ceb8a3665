"""`kalends feed`: private calendar addresses, and who fetches which feed."""

from datetime import UTC, datetime, timedelta

from kalends.actions.feed import note_polls
from kalends.domain.access import system
from kalends.domain.feed import FeedClient, FeedKind, Poll
from kalends.store.nouns import TRANSACTIONS
from tests.cli.command_line import CommandLine
from tests.loop import run


class TestAddresses:
    def test_are_made_listed_and_revoked(self, choir: CommandLine) -> None:
        made = choir("feed", "create", "Mika", "--name", "telephone")
        assert made["address"].startswith("http://127.0.0.1:8000/feed/person/")
        (listed,) = choir("feed", "list")
        assert "address" not in listed
        assert (listed["number"], listed["name"], listed["revoked_at"]) == (made["number"], "telephone", None)
        choir("feed", "revoke", str(made["number"]))
        assert choir("feed", "list")[0]["revoked_at"] is not None

    def test_begin_as_the_server_s_do(self, choir: CommandLine) -> None:
        public = ("--public-url", "https://events.example.org")
        assert choir("feed", "create", "Mika", *public)["address"].startswith("https://events.example.org/feed/person/")
        assert choir("feed", "doctor", *public)[0]["address"].startswith("https://events.example.org/")

    def test_of_an_organization_are_another_kind(self, choir: CommandLine) -> None:
        made = choir("feed", "create", "Olga", "--organization-wide", "--expires", "30d")
        assert "/feed/organization/" in made["address"]
        assert [it["whose"] for it in choir("feed", "list")] == ["organization"]

    def test_an_unknown_one_is_refused(self, choir: CommandLine) -> None:
        assert "no such feed address" in choir.refuses("feed", "revoke", "7")


class TestDoctor:
    def test_says_where_a_feed_is_and_that_nobody_has_come(self, choir: CommandLine) -> None:
        (line,) = choir("feed", "doctor")
        assert (line["group"], line["note"]) == ("Choir", "nobody has fetched it yet")
        assert line["address"].endswith("/calendar.ics")

    def test_says_that_nobody_can_come(self, choir: CommandLine) -> None:
        choir("group", "create", "Board", "--visibility", "members", "--by", "Olga")
        (line,) = choir("feed", "doctor", "--group", "Board")
        assert "nobody can fetch it" in line["note"]

    def test_says_who_came_when_and_with_what(self, choir: CommandLine) -> None:
        number = choir("group", "list")[0]["number"]
        organization = choir("organization", "list")[0]["number"]
        now = datetime.now(UTC)
        seen = Poll(
            FeedKind.GROUP, number, FeedClient.GOOGLE, "old", now - timedelta(days=9), now - timedelta(days=3), 5, 4
        )
        store = choir.address.store(TRANSACTIONS)

        async def note() -> None:
            await store.open(beside=True)
            await store.write(note_polls, system(organization), [seen])
            await store.close()

        run(note())
        (line,) = choir("feed", "doctor", "--group", "Choir")
        choir("group", "create", "Orchestra", "--by", "Olga")
        choir("group", "create", "Board", "--visibility", "members", "--by", "Olga")
        code, printed, told = choir.run("feed", "doctor")
        assert (code, told) == (0, "")
        assert all(it in printed for it in ("Google Calendar", "nobody has fetched it yet", "nobody can fetch it"))
        assert (line["client"], line["times"], line["of_them_unchanged"]) == ("Google Calendar", 5, 4)
        assert (line["has_newest"], line["note"]) == (False, "has not come back for two days")
