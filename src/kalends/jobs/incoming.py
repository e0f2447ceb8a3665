"""Mails that come in, by a pipe or from a mail server: what they bring is done, whichever way they came."""

import asyncio
import hmac
import logging
from contextlib import suppress
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.letter_told import MailRoom, Tokens
from kalends.actions.ports import Store
from kalends.actions.reply import take_reply
from kalends.actions.suppression import note_bounce, note_complaint
from kalends.calendar.ics_reading.reply import CalendarReply, read_replies
from kalends.domain import access, limits
from kalends.domain.answer import PartStat
from kalends.domain.errors import Kind, Refused, invalid, not_found
from kalends.jobs.worker import Clock
from kalends.net.bounce import Bounce, read_bounce
from kalends.net.incoming import read_incoming, tags_in

_log = logging.getLogger("kalends.mail")


class Report(Struct, frozen=True):
    """What a report of a mail of ours has changed. mail: the address; suppressed: whether it gets no more mails."""

    mail: str | None
    suppressed: bool
    status: str


class Outcome(Struct, frozen=True):
    """What a mail has changed. taken: what somebody now says. suppressed: an address that gets no more mails.

    ignored: why nothing, or not all of it, was of use.
    """

    taken: list[PartStat] = []
    suppressed: str | None = None
    ignored: str | None = None


class Reception:
    """Takes mails. tokens: what proves that a mail answers one of ours."""

    def __init__(self, store: Store, tokens: Tokens, clock: Clock) -> None:
        self._store, self._room, self._clock = store, MailRoom("", tokens), clock

    async def take(self, body: bytes) -> Outcome:
        """A reply to an invitation, a report, or anything else, which changes nothing and is no failure.

        When this returns, what the mail changes is committed; taking it once more changes nothing.
        """
        with suppress(Refused):
            report = await self.report(body)
            if report.suppressed:
                return Outcome(suppressed=report.mail)
        outcome = await self._reply(body)
        if outcome.ignored:
            _log.info("a mail that came in was ignored: %s", outcome.ignored)
        return outcome

    async def report(self, body: bytes) -> Report:
        """A report of a failed delivery (RFC 3464), or a complaint (RFC 5965).

        Which letter it was stands in it, with what proves it was ours.

        Raises INVALID for any other mail, and CONFLICT where the letter went to another address.
        """
        report = await asyncio.to_thread(read_bounce, body)
        if report.letter is None:
            raise invalid("the report names no mail of ours")
        organization, number, shown = report.letter
        if not hmac.compare_digest(self._room.message(organization, number).rpartition(".")[2], shown):
            raise invalid("the report names no mail of ours")
        if not report.for_good and not report.complaint:
            return Report(report.mail, suppressed=False, status=report.status)
        mail = await self._note(organization, number, report)
        if mail is None:
            raise Refused(Kind.CONFLICT, "the mail that the report names went to another address")
        return Report(mail, suppressed=True, status=report.status)

    async def _note(self, organization: int, number: int, report: Bounce) -> str | None:
        actor, now = access.system(organization), self._clock.now()
        if report.complaint:
            return await self._store.write(note_complaint, actor, number, now=now)
        return await self._store.write(note_bounce, actor, number, report.mail, report.status, now=now)

    async def _reply(self, body: bytes) -> Outcome:
        """Each of a mail's replies by itself, that to the whole event first, since those to meetings outdo it."""
        try:
            organization, answer, replies = await asyncio.to_thread(self._read, body)
        except Refused as refused:
            return Outcome(ignored=str(refused))
        taken, ignored = [], []
        for reply in sorted(replies, key=lambda it: it.recurrence_id is not None):
            try:
                actor, now = access.system(organization), self._clock.now()
                taken.append(await self._store.write(take_reply, actor, answer, reply, now=now))
            except Refused as refused:
                ignored.append(str(refused))
        return Outcome(taken, ignored="; ".join(dict.fromkeys(ignored)) or None)

    def _read(self, body: bytes) -> tuple[int, str, list[CalendarReply]]:
        """An organization, an answer's public id there, and the replies; without DTSTAMP, they are of the mail's date.

        Raises INVALID for a mail that brings none, and NOT_FOUND for one that went to no address of ours.
        """
        incoming = read_incoming(body)
        if incoming.calendar is None:
            raise invalid("the mail brings no reply to an invitation")
        replies = read_replies(incoming.calendar, incoming.method)
        named = [tag for it in replies for tag in tags_in(it.organizer)]
        organization, answer = self._invited([*incoming.tags, *named])
        return organization, answer, [replace(it, stamp=it.stamp or incoming.sent_at) for it in replies]

    def _invited(self, tags: list[str]) -> tuple[int, str]:
        """Whose reply it is, by the address that only they were told: an organization, and an answer's public id."""
        for tag in tags[: limits.MAIL_PARTS]:
            organization, answer, _ = tag.split(".")
            public_id = str(UUID(answer))
            if hmac.compare_digest(self._room.reply_tag(int(organization), public_id), tag):
                return int(organization), public_id
        raise not_found("the mail went to no address that an invitation names")
