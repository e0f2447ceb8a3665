"""Rows of letters, and of addresses that get none."""

import json
from collections.abc import Sequence
from datetime import datetime

from kalends.domain.letter import Letter, LetterKind, LetterState, Posted, Suppression
from kalends.domain.text import mail_norm
from kalends.store.instants import instant, maybe_instant, maybe_micros, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_PUT = Sql("""
  INSERT INTO letters (organization_id, number, kind, key, mail, mail_norm, name, language, event, occurrence, answer,
    said, unasked, state, written_at, tries)
  VALUES (:o, :number, :kind, :key, :mail, :mail_norm, :name, :language, :event, :occurrence, :answer,
    :said, :unasked, 'waiting', :written_at, 0)
  ON CONFLICT (organization_id, kind, key) DO NOTHING RETURNING number
""")
_SOME = """
  SELECT number, kind, key, mail, name, language, event, occurrence, answer, said, unasked, state, written_at, sent_at,
    tries, error
  FROM letters WHERE organization_id = :o
"""
_ONE = Sql(f"{_SOME} AND number = :number")
_LOCKED = Sql(f"{_SOME} AND number = :number FOR UPDATE")
_LIST = Sql(f"{_SOME} ORDER BY number DESC LIMIT :limit")
_IN_STATES = Sql(f"{_SOME} AND state IN (:states...) ORDER BY number DESC LIMIT :limit")
_UNASKED = Sql("""
  SELECT CAST(COUNT(*) AS BIGINT) FROM letters
  WHERE organization_id = :o AND mail_norm = :mail_norm AND written_at > :since AND unasked = 1
""")
_LANGUAGE = Sql("""
  SELECT language FROM letters
  WHERE organization_id = :o AND mail_norm = :mail_norm AND language IS NOT NULL ORDER BY written_at DESC LIMIT 1
""")
_MARK = Sql("""
  UPDATE letters SET state = :state, sent_at = :sent_at, tries = :tries, error = :error
  WHERE organization_id = :o AND number = :number
""")
_WITHDRAW = Sql("""
  UPDATE letters SET state = 'dropped' WHERE organization_id = :o AND mail_norm = :mail_norm AND event = :event
    AND COALESCE(occurrence, 0) = :occurrence AND kind = 'cancelled' AND state = 'waiting' AND key <> :key
""")
_FORGET = Sql("""
  DELETE FROM letters WHERE organization_id = :o AND number IN (
    SELECT number FROM letters WHERE organization_id = :o AND state NOT IN ('waiting', 'sending')
      AND written_at < :before LIMIT :most)
""")
_SUPPRESS = Sql("""
  INSERT INTO suppressions (organization_id, mail_norm, kind, why, since)
  VALUES (:o, :mail_norm, :kind, :why, :since) ON CONFLICT (organization_id, mail_norm, kind) DO NOTHING
""")
_INVITED = Sql("""
  SELECT answer FROM letters WHERE organization_id = :o AND mail_norm = :mail_norm AND kind = 'invitation'
    AND event = :event AND state = 'sent' AND answer IS NOT NULL ORDER BY number DESC LIMIT 1
""")
_SUPPRESSED = Sql("""
  SELECT kind FROM suppressions WHERE organization_id = :o AND mail_norm = :mail_norm AND kind IN ('', :kind)
""")
_SUPPRESSIONS = Sql("""
  SELECT mail_norm, kind, why, since FROM suppressions WHERE organization_id = :o
  ORDER BY since DESC, mail_norm, kind LIMIT :limit
""")
_FORGIVE = Sql("""
  DELETE FROM suppressions WHERE organization_id = :o AND mail_norm = :mail_norm AND kind = '' AND why = 'bounced'
""")
_ALLOW = Sql("DELETE FROM suppressions WHERE organization_id = :o AND mail_norm = :mail_norm")


_REPLY = Sql("""
  INSERT INTO replies (organization_id, answer, occurrence, sequence, stamp)
  VALUES (:o, :answer, :occurrence, :sequence, :stamp)
  ON CONFLICT (organization_id, answer, occurrence) DO UPDATE SET sequence = excluded.sequence, stamp = excluded.stamp
  WHERE replies.sequence < excluded.sequence
    OR (replies.sequence = excluded.sequence AND replies.stamp < excluded.stamp)
""")


class LetterRows(Statements):
    """See actions/ports/letter.py."""

    __slots__ = ()

    async def put_letter(self, letter: Letter, now: datetime) -> int | None:
        row = await self.one(
            _PUT, number=self.next_number(), kind=letter.kind.value, key=letter.key, mail=letter.to,
            mail_norm=mail_norm(letter.to), name=letter.name, language=letter.language, event=letter.event,
            occurrence=letter.occurrence, answer=letter.answer, said=json.dumps(letter.said),
            unasked=int(letter.unasked), written_at=micros(now),
        )  # fmt: skip
        return None if row is None else int(row[0])

    async def withdraw_letters(self, later: Letter) -> None:
        about = {"event": later.event, "occurrence": later.occurrence or 0, "key": later.key}
        await self.run(_WITHDRAW, mail_norm=mail_norm(later.to), **about)

    async def letter(self, number: int) -> Posted | None:
        return _maybe(await self.one(_ONE, number=number))

    async def letter_for_update(self, number: int) -> Posted | None:
        return _maybe(await self.one(_LOCKED, number=number))

    async def letters(self, states: Sequence[LetterState], limit: int) -> list[Posted]:
        found = self.all(_IN_STATES, states=states, limit=limit) if states else self.all(_LIST, limit=limit)
        return [_posted(row) for row in await found]

    async def unasked_letters(self, mail: str, since: datetime) -> int:
        row = await self.one(_UNASKED, mail_norm=mail_norm(mail), since=micros(since))
        return 0 if row is None else int(row[0])

    async def language_to(self, mail: str) -> str | None:
        row = await self.one(_LANGUAGE, mail_norm=mail_norm(mail))
        return None if row is None else str(row[0])

    async def mark_letter(self, posted: Posted) -> None:
        await self.run(
            _MARK, number=posted.number, state=posted.state.value, sent_at=maybe_micros(posted.sent_at),
            tries=posted.tries, error=posted.error,
        )  # fmt: skip

    async def forget_letters(self, before: datetime, most: int) -> int:
        return await self.run(_FORGET, before=micros(before), most=most)

    async def suppress(self, mail: str, kind: LetterKind | None, why: str, now: datetime) -> None:
        await self.run(_SUPPRESS, mail_norm=mail_norm(mail), kind=_word(kind), why=why, since=micros(now))

    async def invited_as(self, event: int, mail: str) -> str | None:
        row = await self.one(_INVITED, event=event, mail_norm=mail_norm(mail))
        return None if row is None else str(row[0])

    async def suppressed_by(self, mail: str, kind: LetterKind) -> list[LetterKind | None]:
        rows = await self.all(_SUPPRESSED, mail_norm=mail_norm(mail), kind=kind.value)
        return [_kind(row[0]) for row in rows]

    async def suppressions(self, limit: int) -> list[Suppression]:
        rows = await self.all(_SUPPRESSIONS, limit=limit)
        return [Suppression(row[0], _kind(row[1]), row[2], instant(row[3])) for row in rows]

    async def forgive_bounces(self, mail: str) -> None:
        await self.run(_FORGIVE, mail_norm=mail_norm(mail))

    async def note_reply(self, answer: str, occurrence: int, sequence: int, stamp: datetime) -> bool:
        values = {"answer": answer, "occurrence": occurrence, "sequence": sequence, "stamp": micros(stamp)}
        return bool(await self.run(_REPLY, **values))

    async def allow(self, mail: str) -> bool:
        return bool(await self.run(_ALLOW, mail_norm=mail_norm(mail)))


def _word(kind: LetterKind | None) -> str:
    return "" if kind is None else kind.value


def _kind(word: str) -> LetterKind | None:
    return LetterKind(word) if word else None


def _maybe(row: Row | None) -> Posted | None:
    return None if row is None else _posted(row)


def _posted(row: Row) -> Posted:
    letter = Letter(
        kind=LetterKind(row[1]), key=row[2], to=row[3], name=row[4], language=row[5], event=row[6], occurrence=row[7],
        answer=row[8], said=json.loads(row[9]), unasked=row[10] == 1,
    )  # fmt: skip
    state, written_at, sent_at, tries, error = row[11:16]
    return Posted(row[0], letter, LetterState(state), instant(written_at), maybe_instant(sent_at), tries, error)
