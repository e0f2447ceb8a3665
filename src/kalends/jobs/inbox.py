"""Looking into the inbox of a mail server, where replies to invitations and reports of failures come in."""

import asyncio
import logging
from datetime import timedelta

from kalends.actions.job import rest_job
from kalends.domain import limits
from kalends.domain.errors import Unavailable
from kalends.jobs.incoming import Reception
from kalends.jobs.worker import Again, Errand
from kalends.net.imap import NotFetched, OpenInbox, open_inbox
from kalends.net.mail_server import Inbox

KIND = "inbox"
_PAUSE = timedelta(seconds=limits.INBOX_EVERY_S)

_log = logging.getLogger("kalends.mail")


class Inboxes:
    """The handler of the one such job there is, which belongs to no organization: of several nodes, one holds it."""

    def __init__(self, where: Inbox, reception: Reception) -> None:
        self._where, self._reception = where, reception

    async def __call__(self, errand: Errand) -> None:
        """One turn; the next one follows after INBOX_EVERY_S, at once where there is more. It is never given up."""
        try:
            async with asyncio.timeout(limits.INBOX_TURN_S), open_inbox(self._where) as opened:
                is_empty = await self._turn(opened)
        except (NotFetched, TimeoutError) as error:
            told = str(error) or "the mail server takes too long"
            if told != errand.job.error:
                _log.warning("no mails could be fetched from the inbox: %s", told)
            raise Again(errand.clock.now() + _PAUSE, told) from error
        now = errand.clock.now()
        await errand.do(rest_job, errand.job, now + _PAUSE if is_empty else now)

    async def _turn(self, opened: OpenInbox) -> bool:
        """The oldest unseen mails; False when there are more of them than one turn takes, or has time for."""
        clock, uids = asyncio.get_running_loop(), await opened.unseen()
        until = clock.time() + limits.INBOX_TURN_S / 2
        for uid in uids[: limits.INBOX_MAILS_PER_TURN]:
            if clock.time() > until:
                return False
            await self._take(opened, uid)
        return len(uids) <= limits.INBOX_MAILS_PER_TURN

    async def _take(self, opened: OpenInbox, uid: str) -> None:
        """A mail is marked as seen when what it brings is committed; fetched once more, it changes nothing.

        What fails by a fault of ours is flagged, left unseen, and holds up no other.
        """
        body = await opened.mail(uid)
        if body is None:
            return
        try:
            await self._reception.take(body)
        except Unavailable:
            raise
        except Exception:  # noqa: BLE001  a stranger's mail; the turn outlives whatever it does
            _log.exception("the mail %s in the inbox could not be taken, and is flagged there", uid)
            await opened.flag(uid)
        else:
            await opened.mark_seen(uid)
