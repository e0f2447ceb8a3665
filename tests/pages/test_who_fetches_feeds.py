"""Who fetched which feed, and what it holds when there is too much for it."""

import asyncio
from typing import Any

import pytest

from kalends.actions.feed import list_polls
from kalends.domain import access, limits
from kalends.domain.feed import FeedClient, FeedKind, Poll, client_of, fitting
from kalends.pages import feed_watch
from tests import loop
from tests.builders import date
from tests.pages.site import Site

GOOGLE = "Google-Calendar-Importer"
IPHONE = "iOS/17.5 (21F79) dataaccessd/1.0"


@pytest.fixture(autouse=True)
def _written_at_once(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """By a server that has nothing else to write down."""
    monkeypatch.setattr(feed_watch, "_WRITTEN_AFTER_S", 0.0)
    if "site" in request.fixturenames:
        request.getfixturevalue("site").world.apart()


def polls(site: Site) -> list[Poll]:
    loop.run(asyncio.sleep(0.05))
    seen: list[Poll] = site.world.see(list_polls, access.system(site.world.organization))
    return seen


def fetch(site: Site, agent: str, **headers: str) -> str:
    etag: str = site.get(site.group, "/calendar.ics", **{"User-Agent": agent, **headers}).headers["ETag"]
    return etag


class TestWhoFetched:
    def test_is_known_by_family_with_the_version_they_have(self, site: Site) -> None:
        fetch(site, GOOGLE)
        site.make()
        fetch(site, IPHONE)
        seen = {it.client: it for it in polls(site)}
        assert seen.keys() == {FeedClient.GOOGLE, FeedClient.APPLE}
        assert seen[FeedClient.GOOGLE].version != seen[FeedClient.APPLE].version
        assert {(it.feed, it.subject, it.asked) for it in seen.values()} == {
            (FeedKind.GROUP, site.world.choir.number, 1)
        }

    def test_counts_how_often_and_how_often_in_vain(self, site: Site) -> None:
        etag = fetch(site, GOOGLE)
        polls(site)
        for _ in range(2):
            fetch(site, GOOGLE, **{"If-None-Match": etag})
        (seen,) = polls(site)
        assert (seen.asked, seen.unchanged) == (3, 2)

    def test_who_came_in_vain_is_not_known(self, site: Site) -> None:
        site.get("00000000-0000-4000-8000-000000000000", "/calendar.ics")
        assert polls(site) == []

    @pytest.mark.parametrize(
        ("agent", "family"),
        [
            (GOOGLE, FeedClient.GOOGLE),
            (IPHONE, FeedClient.APPLE),
            ("macOS/14.5 (23F79) CalendarAgent/1002", FeedClient.APPLE),
            ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Thunderbird/115.0", FeedClient.THUNDERBIRD),
            ("Microsoft Office/16.0 (Microsoft Outlook 16.0.1; Pro)", FeedClient.OUTLOOK),
            ("Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0", FeedClient.BROWSER),
            ("ICSx5/2.2 (okhttp/4.12)", FeedClient.ANDROID),
            ("curl/8.0", FeedClient.OTHER),
            (None, FeedClient.OTHER),
        ],
    )
    def test_families_are_told_by_their_user_agent(self, agent: str | None, family: FeedClient) -> None:
        assert client_of(agent) is family


class TestTooMuch:
    def test_what_was_over_longest_ago_finds_no_room(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        for year in (2024, 2026, 2025):
            day = f"{year}-06-01"
            site.make(date(name=f"Concert {year}", start_date=day, end_date=day, description="x" * 2_000))
        site.make(date(name="Rehearsals", start_date="2020-01-01", end_date="2020-01-01"), rule="FREQ=WEEKLY")
        monkeypatch.setattr(limits, "FEED_BYTES", 64_000 + 6_000)
        read: list[Any] = site.calendar(site.group, "/calendar.ics")
        assert sorted(str(it["SUMMARY"]) for it in read) == ["Concert 2025", "Concert 2026", "Rehearsals"]

    def test_one_that_is_too_large_leaves_room_for_others(self) -> None:
        assert list(fitting([("a", 3), ("b", 9), ("c", 2), ("d", 1)], 5)) == ["a", "c"]
        assert list(fitting([("a", 5)], 5)) == ["a"]
        assert list(fitting([("a", 6)], 5)) == []


class TestReminders:
    def test_of_an_event_are_alarms_in_its_file_and_feed(self, site: Site) -> None:
        event = site.make(reminders=(3_600, 600))
        for path in (f"/{event.prokey}/event.ics", f"/{site.group}/calendar.ics"):
            text = site.world.get(path).text
            assert [line for line in text.split("\r\n") if line.startswith("TRIGGER")] == [
                "TRIGGER:-PT1H",
                "TRIGGER:-PT10M",
            ]

    def test_a_change_of_theirs_is_a_new_version(self, site: Site) -> None:
        event = site.make(reminders=(3_600,))
        before = fetch(site, GOOGLE)
        site.revise(event, reminders=(600,))
        assert fetch(site, GOOGLE) != before
        assert "TRIGGER:-PT10M" in site.get(site.group, "/calendar.ics").text


class TestThePage:
    def test_tells_who_came_when_and_with_what(self, site: Site) -> None:
        fetch(site, GOOGLE)
        site.make()
        fetch(site, IPHONE)
        polls(site)
        seen = site.read(site.group, "/feed")
        assert "Google Calendar Last fetched: Mon, 5 Jan 2026, 10:00" in seen
        assert seen.index("Apple Calendar") < seen.index("yes") < seen.index("Google Calendar") < seen.index("not yet")

    def test_says_so_when_nobody_came(self, site: Site) -> None:
        assert "No calendar program has fetched it yet." in site.read(site.group, "/feed")

    def test_speaks_the_visitors_language(self, site: Site) -> None:
        assert "Wer diesem Kalender folgt" in site.read(site.group, "/feed?lang=de")

    def test_is_found_from_the_groups_page(self, site: Site) -> None:
        assert f'href="/{site.group}/feed"' in site.get(site.group).text
