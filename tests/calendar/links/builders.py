"""Concerts in March 2050, as the reference's tables have them, and what an address says."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from kalends.calendar.ics import Vevent
from tests.calendar.ics.builders import rehearsal

PAGE = "https://kalends.test/8c5ba7bb-0f5e-4d2d-93cf-b8a1ad3ad9f0"
FIRST = date(2050, 3, 10)


def timed(**fields: Any) -> Vevent:
    """10:15 to 23:30 in New York, where it is five hours earlier than in UTC."""
    usual: dict[str, Any] = {
        "summary": "Choir & Friends",
        "dtstart": datetime(2050, 3, 10, 10, 15),
        "dtend": datetime(2050, 3, 10, 23, 30),
        "zone": "America/New_York",
        "location": "Hall, Lane 1",
        "description_html": "<p>Bring <strong>water</strong> &amp; bread</p><ul><li>one</li><li>two</li></ul>",
        "url": PAGE,
    }
    return rehearsal(**usual | fields)


def whole_days(count: int = 1, **fields: Any) -> Vevent:
    """From 10 March 2050 on."""
    bare = {"summary": "Tour", "location": None, "description_html": None, "zone": None}
    return timed(**{**bare, "dtstart": FIRST, "dtend": FIRST + timedelta(days=count)} | fields)


def said(url: str) -> dict[str, str]:
    """The parameters of an address, decoded; each is there once."""
    read = parse_qs(urlsplit(url).query, keep_blank_values=True, strict_parsing=True)
    assert all(len(values) == 1 for values in read.values())
    return {name: values[0] for name, values in read.items()}
