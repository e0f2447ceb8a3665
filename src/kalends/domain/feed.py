"""Feeds: calendars that programs fetch again and again, and who does."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct

T = TypeVar("T")

_AGENT_CHARACTERS = 300


class FeedKind(StrEnum):
    """Whose calendar it is."""

    GROUP = "group"  # at the group's public address
    PERSON = "person"  # everything in the groups that a person is in, at an address of their own
    ORGANIZATION = "organization"  # everything that is open to whoever has its address, of all groups


class FeedClient(StrEnum):
    """The family of programs that asks, which decides how often it comes back (reference reliability §3.4)."""

    GOOGLE = "Google Calendar"
    OUTLOOK = "Outlook"
    APPLE = "Apple Calendar"
    THUNDERBIRD = "Thunderbird"
    YAHOO = "Yahoo Calendar"
    ANDROID = "Android (DAVx5, ICSx5)"
    BROWSER = "a browser"
    OTHER = "another program"


# In this order: Outlook and Apple name Mozilla too, and Outlook on a Mac names it as well.
_SIGNS = (
    (FeedClient.GOOGLE, ("google-calendar", "googlebot", "google")),
    (FeedClient.OUTLOOK, ("outlook", "microsoft office", "microsoft.exchange", "exchangecalendar", "msoffice")),
    (FeedClient.THUNDERBIRD, ("thunderbird", "lightning")),
    (FeedClient.YAHOO, ("yahoo",)),
    (FeedClient.ANDROID, ("davx5", "icsx5", "davdroid")),
    (FeedClient.APPLE, ("calendaragent", "dataaccessd", "accountsd", "ical/", "remindd", "cfnetwork")),
    (FeedClient.BROWSER, ("mozilla/",)),
)


class Poll(Struct):
    """That a family of programs fetched a feed. subject: number of its group or person; 0 for the organization.

    version: the ETag that it had after asking last. asked, unchanged: how often, and how often it had it already.
    """

    feed: FeedKind
    subject: int
    client: FeedClient
    version: str
    first_at: datetime
    last_at: datetime
    asked: int = 1
    unchanged: int = 0

    def again(self, version: str, at: datetime, *, unchanged: bool) -> None:
        """It was fetched once more."""
        self.version, self.last_at = version, at
        self.asked += 1
        self.unchanged += unchanged


@lru_cache(1_024)
def client_of(user_agent: str | None) -> FeedClient:
    """The family that a User-Agent belongs to."""
    told = (user_agent or "").lower()[:_AGENT_CHARACTERS]
    return next((client for client, signs in _SIGNS if any(sign in told for sign in signs)), FeedClient.OTHER)


def fitting(items: Iterable[tuple[T, int]], room: int) -> Iterator[T]:
    """The first items, each with its size in octets, as far as there is room; one too large leaves room for others.

    Programs refuse what is too large as a whole: better without what was over longest ago than not at all.
    """
    for item, size in items:
        if size <= room:
            room -= size
            yield item
