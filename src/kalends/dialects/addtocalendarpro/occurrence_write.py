"""Writing single meetings: our extension, in the vendor's words for a date."""

from kalends.actions.series import DatedMeeting
from kalends.dialects.addtocalendarpro.event_write import date
from kalends.domain.event import Event


def meeting(of: DatedMeeting) -> dict[str, object]:
    """A meeting with its id, its original start (RFC 5545 §3.8.4.4), and all keys of a date."""
    return {"id": of.number, "recurrence_id": extended(of.recurrence_id), **date(of.date)}


def left_out(of: Event) -> dict[str, object]:
    """Which days a series leaves out."""
    return {"dates": [extended(text) for text in of.recurrence.exdate]}


def extended(text: str) -> str:
    """From "20261224T193000" to "2026-12-24T19:30:00", and the same for a day."""
    day = f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    return f"{day}T{text[9:11]}:{text[11:13]}:{text[13:15]}" if len(text) > len("20261224") else day
