"""Addresses that subscribe somebody to a feed (reference §4, subscriptions)."""

from urllib.parse import urlsplit

from kalends.calendar.links.address import encoded
from kalends.calendar.links.service import Service

_MICROSOFT = {Service.MS365: "https://outlook.office.com", Service.OUTLOOKCOM: "https://outlook.live.com"}
_GOOGLE = "https://calendar.google.com/calendar/u/0/r?cid="


def subscription(service: Service, feed: str, name: str) -> str | None:
    """The address that subscribes to `feed` (http or https); None where there is no such address (Yahoo, Teams).

    A feed of Google's own that is no file is known by it alone, and by its web address.
    """
    webcal = f"webcal:{feed.partition(':')[2]}"
    if service is Service.GOOGLE:
        return _GOOGLE + encoded(feed if _is_google_s_own(feed) else webcal)
    if service in _MICROSOFT and not _is_google_s_own(feed):
        return f"{_MICROSOFT[service]}/calendar/0/addfromweb/?url={encoded(webcal)}&name={encoded(name)}"
    return webcal if service.is_file and not _is_google_s_own(feed) else None


def _is_google_s_own(feed: str) -> bool:
    parts = urlsplit(feed)
    return parts.hostname == "calendar.google.com" and not parts.path.endswith(".ics")
