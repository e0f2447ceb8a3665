"""`kalends feed`: private calendar addresses, and who fetches which feed."""

from datetime import UTC, datetime, timedelta
from typing import Any

from kalends.actions.feed import Asked, feed_state, note_polls
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
        came(choir, "old")
        (line,) = choir("feed", "doctor", "--group", "Choir")
        choir("group", "create", "Orchestra", "--by", "Olga")
        choir("group", "create", "Board", "--visibility", "members", "--by", "Olga")
        code, printed, told = choir.run("feed", "doctor")
        assert (code, told) == (0, "")
        assert all(it in printed for it in ("Google Calendar", "nobody has fetched it yet", "nobody can fetch it"))
        assert (line["client"], line["times"], line["of_them_unchanged"]) == ("Google Calendar", 5, 4)
        assert (line["has_newest"], line["note"]) == (False, "has not come back for two days")

    def test_knows_the_newest_version_at_whatever_address_it_was_fetched(self, choir: CommandLine) -> None:
        group = choir("group", "list")[0]
        asked = Asked(FeedKind.GROUP, "https://events.example.org", "", group["prokey"])
        came(choir, done(choir, "read", feed_state, asked).etag)
        assert choir("feed", "doctor", "--group", "Choir")[0]["has_newest"]
        choir(
            "event",
            "create",
            "Choir",
            "--name",
            "Concert",
            "--start",
            "2027-03-09T19:00",
            "--end",
            "2027-03-09T20:00",
            "--by",
            "Olga",
        )
        assert not choir("feed", "doctor", "--group", "Choir")[0]["has_newest"]

    def test_tells_of_feeds_in_every_state_in_one_table(self, choir: CommandLine) -> None:
        choir("group", "create", "Board", "--visibility", "members", "--by", "Olga")
        choir("group", "create", "Band", "--by", "Olga")
        came(choir, "old")
        code, table, said = choir.run("feed", "doctor")
        assert (code, said) == (0, "")
        head, *lines = table.splitlines()
        at = head.index("note")
        assert {line[at:] for line in lines} == {
            "has not come back for two days",
            "nobody can fetch it: the group is a draft or for members only",
            "nobody has fetched it yet",
        }


def came(choir: CommandLine, version: str) -> None:
    """Google fetched the choir's feed, last three days ago, and then had this version."""
    number, now = choir("group", "list")[0]["number"], datetime.now(UTC)
    first, last = now - timedelta(days=9), now - timedelta(days=3)
    done(choir, "write", note_polls, [Poll(FeedKind.GROUP, number, FeedClient.GOOGLE, version, first, last, 5, 4)])


def done(choir: CommandLine, how: str, deed: Any, *given: object) -> Any:
    """What the server itself would do, beside the command line. how: "read" or "write"."""
    actor = system(choir("organization", "list")[0]["number"])
    store = choir.address.store(TRANSACTIONS)

    async def once() -> Any:
        await store.open(beside=True)
        try:
            return await getattr(store, how)(deed, actor, *given)
        finally:
            await store.close()

    return run(once())
