"""The calendar that comes with a letter: this event or meeting, for the one person that the letter goes to."""

from dataclasses import replace as with_values

from msgspec import Struct

from kalends.actions.ports import Read
from kalends.calendar.ics import Attendee, Vcalendar, Vevent, render_calendar
from kalends.domain.event import DateStatus, Event
from kalends.domain.group import Group
from kalends.domain.letter import Letter, LetterKind
from kalends.domain.vevent import Shown, vevents

METHODS = {LetterKind.INVITATION: "REQUEST"}
OF_THE_INVITED = {LetterKind.EVENT_REVISED: "REQUEST", LetterKind.CANCELLED: "CANCEL"}
"""What calendar programs are told that know the event from an invitation."""

_WITH_CALENDAR = frozenset({LetterKind.PROMOTED, LetterKind.EVENT_REVISED, LetterKind.CANCELLED, *METHODS})
_OF_ANSWERS = frozenset({LetterKind.ANSWERED, LetterKind.CHANGED, LetterKind.THANKS})
_KEPT_IN_CALENDARS = ("accepted", "tentative")
_COMING = frozenset({LetterKind.REMINDER, LetterKind.PROMOTED})
_PARTICIPATION = {"accepted": "ACCEPTED", "tentative": "TENTATIVE", "declined": "DECLINED"}


class Way(Struct, frozen=True):
    """How a calendar goes out. method: of RFC 5546 §3.2. replies_to: the organizer's address; None is the date's own.

    base: the address before every path.
    """

    method: str
    base: str
    replies_to: str | None = None


async def calendar_told(read: Read, letter: Letter, found: tuple[Event, Group, bool], way: Way) -> bytes | None:
    """None where there is nothing to put into a calendar. found: the event, its group, and whether it was deleted."""
    event, group, deleted = found
    kept = letter.kind in _OF_ANSWERS and letter.said.get("state") in _KEPT_IN_CALENDARS
    if event.dynamic or not (kept or letter.kind in _WITH_CALENDAR):
        return None
    leads = (await read.leads_of([event.number])).get(event.number, {})
    shown = Shown(f"{way.base}/{event.prokey}", leads, inside=comes(letter))
    every = await _vevents(read, letter, event, shown)
    personal = [_personal(it, group, attendee(letter, way), way) for it in every]
    if letter.kind is LetterKind.CANCELLED:
        personal = [_off(it, deleted=deleted) for it in personal]
    return render_calendar(Vcalendar(vevents=tuple(personal), method=way.method))


def comes(letter: Letter) -> bool:
    """Does it go to somebody who comes, and may know where to meet online?"""
    if letter.kind is LetterKind.REMINDER and letter.said.get("state") == "none":
        return False
    return letter.kind in _COMING or letter.said.get("state") == "accepted"


def attendee(letter: Letter, way: Way) -> Attendee:
    """Whom it goes to."""
    said = _PARTICIPATION.get(str(letter.said.get("state")), "NEEDS-ACTION")
    if letter.kind is LetterKind.PROMOTED:
        said = "ACCEPTED"
    return Attendee(mail=letter.to, name=letter.name or "", participation=said, asked=way.method == "REQUEST")


def _personal(it: Vevent, group: Group, whom: Attendee, way: Way) -> Vevent:
    organizer = it.organizer
    if way.replies_to is not None:
        organizer = (organizer and organizer[0]) or group.name, way.replies_to
    elif organizer is None and group.settings.contact_mail:
        organizer = group.name, group.settings.contact_mail
    return with_values(it, attendee=whom, organizer=organizer)


async def _vevents(read: Read, letter: Letter, event: Event, shown: Shown) -> tuple[Vevent, ...]:
    if letter.occurrence is None:
        return vevents(event, await read.changed_meetings([event.number]), shown)
    meeting = await read.meeting_to_tell_of(letter.occurrence)
    if meeting is None:
        return ()
    every = vevents(event, [meeting], shown)
    return every[-1:] if event.rrule else tuple(it for it in every if it.uid == meeting.uid)


def _off(it: Vevent, *, deleted: bool) -> Vevent:
    """Called off: of what was deleted, nothing else has raised SEQUENCE (RFC 5546 §3.2.5)."""
    status = DateStatus.CANCELLED.value
    return with_values(it, status=status, sequence=it.sequence + deleted, alarms=())
