"""What a letter tells of an event that was there when it was written and is gone when it is sent."""

from datetime import date, datetime

from kalends.actions.letter_calendar import Way, attendee
from kalends.actions.letter_facts import EventTold, When
from kalends.calendar import zones
from kalends.calendar.ics import Vcalendar, Vevent, render_calendar
from kalends.domain.event import DateStatus
from kalends.domain.letter import Letter, is_whole
from kalends.domain.place import Place


def event_gone(letter: Letter) -> EventTold | None:
    """As the letter itself has it; None where it does not."""
    if not is_whole(letter):
        return None
    location = letter.said.get("location")
    return EventTold(
        name=str(letter.said["name"]), when=_when(letter), place=Place(str(location)) if location else None
    )


def calendar_gone(letter: Letter, way: Way, now: datetime) -> bytes | None:
    """The event or meeting, called off (RFC 5546 §3.2.5); None without a UID."""
    said, uid = letter.said, letter.said.get("uid")
    if not is_whole(letter) or not uid:
        return None
    when, original = _when(letter), said.get("recurrence_id") if letter.occurrence else None
    start, end = zones.to_local(when.starts_at, when.zone), zones.to_local(when.ends_at, when.zone)
    vevent = Vevent(
        uid=str(uid),
        dtstamp=now,
        dtstart=start.date() if when.all_day else start,
        dtend=end.date() if when.all_day else end,
        zone=None if when.all_day else when.zone,
        sequence=int(said.get("sequence") or 0) + 1,
        summary=str(said["name"]),
        status=DateStatus.CANCELLED.value,
        recurrence_id=_original(str(original)) if original else None,
        organizer=("", way.replies_to) if way.replies_to else None,
        attendee=attendee(letter, way),
    )
    return render_calendar(Vcalendar(vevents=(vevent,), method=way.method))


def _when(letter: Letter) -> When:
    said = letter.said
    starts_at, ends_at = (datetime.fromisoformat(str(said[name])) for name in ("starts_at", "ends_at"))
    return When(starts_at, ends_at, str(said.get("zone") or zones.GMT), bool(said.get("all_day")))


def _original(text: str) -> datetime | date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
