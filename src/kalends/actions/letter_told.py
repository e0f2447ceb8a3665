"""Looking up what a letter tells."""

from datetime import datetime
from typing import Protocol

from msgspec import Struct

from kalends.actions.letter import why_not_sent
from kalends.actions.letter_calendar import METHODS, OF_THE_INVITED, Way, calendar_told, comes
from kalends.actions.letter_facts import EventTold, Told, When
from kalends.actions.letter_gone import calendar_gone, event_gone
from kalends.actions.look import chosen
from kalends.actions.ports import Read
from kalends.calendar import zones
from kalends.domain import access
from kalends.domain.access import Actor, check_administers
from kalends.domain.calendar_file import title
from kalends.domain.event import Event, EventDate
from kalends.domain.group import Group
from kalends.domain.landing_page import LandingPage
from kalends.domain.letter import SUBSCRIBED, Letter, LetterState
from kalends.domain.occurrence import Occurrence
from kalends.domain.style import Style
from kalends.domain.text import can_be_mailed
from kalends.domain.timing import instants, resolved, timing, today


class Tokens(Protocol):
    """Makes the unguessable parts of addresses."""

    def token_of(self, what: str) -> str:
        """See Gate."""


class MailRoom(Struct, frozen=True):
    """What addresses in letters are made of. base: the address before every path. sender: whom mails come from."""

    base: str
    tokens: Tokens
    sender: str = "kalends@localhost"

    def personal(self, prokey: str, answer: str) -> str:
        """The way back to one answer."""
        return f"{self.base}/{prokey}/rsvp/{answer}/{self.tokens.token_of(f'answer:{answer}')}"

    def unsubscribe(self, organization: int, number: int) -> str:
        """Where what this letter is of can be stopped."""
        return f"{self.base}/unsubscribe/{organization}-{number}/{unsubscribe_token(self.tokens, organization, number)}"

    def replies_to(self, organization: int, answer: str) -> str:
        """Where a calendar program replies to an invitation: an address of the sender's that only this person knows."""
        local, _, domain = self.sender.rpartition("@")
        return f"{local}+{self.reply_tag(organization, answer)}@{domain}"

    def reply_tag(self, organization: int, answer: str) -> str:
        """What stands behind the plus. answer: a public id, the same in every letter to this person."""
        return f"{organization}.{answer.replace('-', '')}.{self.tokens.token_of(f'reply:{answer}')[:16]}"

    def message(self, organization: int, number: int) -> str:
        """What a report about a letter must name, which nobody else can make up."""
        return f"{organization}.{number}.{self.tokens.token_of(f'message:{organization}:{number}')[:16]}"


def unsubscribe_token(tokens: Tokens, organization: int, number: int) -> str:
    """Of one letter: it opens nothing else."""
    return tokens.token_of(f"unsubscribe:{organization}:{number}")


async def letter_to_send(read: Read, actor: Actor, number: int, room: MailRoom, *, now: datetime) -> Told | None:
    """One letter as it is to be told now; None when it should not be sent."""
    check_administers(actor)
    posted = await read.letter(number)
    if posted is None or posted.state not in (LetterState.WAITING, LetterState.SENDING):
        return None
    letter = posted.letter
    if await why_not_sent(read, letter, now) is not None:
        return None
    found = None if letter.event is None else await read.event_to_tell_of(letter.event)
    event = event_gone(letter) if found is None else await _event(read, letter, found, room, now)
    prokey = None if found is None else found[0].prokey
    subscribed, way = letter.kind in SUBSCRIBED, await _way(read, actor, letter, room)
    return Told(
        letter=letter,
        number=number,
        site=(await read.organization()).name,
        now=now,
        message=room.message(actor.organization, number),
        event=event,
        personal=room.personal(prokey, letter.answer) if prokey and letter.answer else None,
        unsubscribe=room.unsubscribe(actor.organization, number) if subscribed else None,
        calendar=await _calendar(read, letter, found, way, now),
        method=way.method if way else "PUBLISH",
        base=room.base,
    )


async def _way(read: Read, actor: Actor, letter: Letter, room: MailRoom) -> Way | None:
    """How its calendar goes out; None without one: who was invited has the event from the invitation.

    Every message about it then names the organizer that the invitation named, or programs take it for another event.
    """
    method = METHODS.get(letter.kind)
    answer = letter.answer if method or letter.event is None else await read.invited_as(letter.event, letter.to)
    if method is None and answer is None:
        return Way("PUBLISH", room.base)
    method = method or OF_THE_INVITED.get(letter.kind)
    replies_to = room.sender if answer is None else room.replies_to(actor.organization, answer)
    return None if method is None else Way(method, room.base, replies_to)


async def _calendar(
    read: Read, letter: Letter, found: tuple[Event, Group, bool] | None, way: Way | None, now: datetime
) -> bytes | None:
    if way is None:
        return None
    return calendar_gone(letter, way, now) if found is None else await calendar_told(read, letter, found, way)


async def _event(
    read: Read, letter: Letter, found: tuple[Event, Group, bool], room: MailRoom, now: datetime
) -> EventTold:
    event, group, deleted = found
    meeting = await _meeting(read, letter, event, now)
    date_ = next((it for it in event.dates if meeting and it.number == meeting.date), event.dates[0])
    is_open = not deleted and access.event_is_open(group, event.status, event.visibility)
    page = f"{room.base}/{event.prokey}" + (f"?o={letter.occurrence}" if letter.occurrence else "")
    online = meeting.virtual_url if meeting else date_.virtual_url
    return EventTold(
        name=meeting.name if meeting and letter.occurrence else title(event),
        when=_when(meeting, date_, now),
        several=letter.occurrence is None and (len(event.dates) > 1 or event.rrule is not None),
        rrule=None if letter.occurrence else event.rrule,
        place=meeting.place if meeting else date_.place,
        online=online if comes(letter) else None,
        organizer=_organizer(date_, group),
        page=page if is_open else None,
        style=await chosen(read, Style, event.layout),
        look=await chosen(read, LandingPage, event.landingpage),
    )


async def _meeting(read: Read, letter: Letter, event: Event, now: datetime) -> Occurrence | None:
    """The one that the letter is about, else the next one, else the last one; None of a dynamic event."""
    if letter.occurrence:
        return await read.meeting_to_tell_of(letter.occurrence)
    coming = [] if event.dynamic else await read.coming_meetings(event.number, now)
    return await read.meeting_to_tell_of(coming[0]) if coming else None


def _when(meeting: Occurrence | None, date_: EventDate, now: datetime) -> When:
    if meeting is not None:
        return When(meeting.starts_at, meeting.ends_at, meeting.zone, meeting.all_day)
    when = timing(resolved(date_, today(now)))
    zone = when.zone or zones.GMT
    return When(*instants(when, zone), zone, when.all_day)


def _organizer(date_: EventDate, group: Group) -> tuple[str, str] | None:
    """Whom a reply reaches: the date's organizer, else whoever speaks for the group; None where it reaches neither."""
    asked = (date_.organizer_name or "", date_.organizer_email), (group.name, group.settings.contact_mail)
    return next(((name, mail) for name, mail in asked if mail and can_be_mailed(mail)), None)
