"""Writing to everybody who has answered, when what they answered to is moved, called off or deleted."""

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.letter import post
from kalends.actions.ports import Tx
from kalends.actions.ports.answer_list import Facts
from kalends.domain import limits
from kalends.domain.access import Actor, check_administers
from kalends.domain.answer import EVENT_WIDE, Answer
from kalends.domain.letter import Letter, LetterKind

NEWS = frozenset({"time", "location"})  # the changes of an event that those who come are written of


async def announce(tx: Tx, actor: Actor, kind: LetterKind, event: int, occurrence: int | None, now: datetime) -> None:
    """Have all who hold an answer told, by a job: of one meeting, or None for the event.

    It waits for NOTICE_SETTLES_S, since who moves an event often moves it again; a later change takes this one's place.
    Whoever did it is not told.
    """
    due = {"event": event, "occurrence": occurrence or 0, "kind": kind.value, "by": actor.person or 0}
    await tx.add_job(
        "notice", f"event:{event}:{occurrence or 0}", due, now + timedelta(seconds=limits.NOTICE_SETTLES_S)
    )


class Notice(Struct, frozen=True):
    """Whom to tell what. occurrence: a meeting's number, or None. by: whose deed it is; 0 for nobody's.

    gone: the event was deleted, and so is the way back to the answers.
    """

    kind: LetterKind
    event: int
    occurrence: int | None = None
    by: int = 0
    gone: bool = False


async def tell_answerers(tx: Tx, actor: Actor, notice: Notice, after: int, *, now: datetime) -> int | None:
    """Write to a slice of those who answered; the last one's number, or None when nobody is left.

    Nobody is told of what is over, nor of a draft. Doing it again writes nobody again.
    """
    check_administers(actor)
    facts = await tx.event_facts(notice.event, notice.occurrence, now)
    if facts is None or facts.ends_at <= now or not facts.published:
        return None
    most, known = limits.LETTERS_PER_SLICE, {notice.occurrence: facts}
    answers = await tx.answers_told(notice.event, notice.occurrence, after, now, most)
    for answer in answers:
        one = notice.occurrence or answer.occurrence or None
        if one not in known:
            known[one] = await tx.event_facts(notice.event, one, now) or facts
        if answer.mail is not None and (answer.person is None or answer.person != notice.by):
            await post(tx, _letter(notice, replace(answer, occurrence=one or EVENT_WIDE), known[one]), now=now)
    return answers[-1].number if len(answers) == most else None


async def events_to_tell(tx: Tx, actor: Actor, group: int, after: int) -> list[int]:
    """A slice of the events that went with a deleted group, by number, above `after`."""
    check_administers(actor)
    return await tx.events_of_deleted_group(group, after, limits.ROWS_PER_SLICE)


def _letter(notice: Notice, answer: Answer, facts: Facts) -> Letter:
    """What is told is of now: when it is sent, a deleted event is gone."""
    return Letter(
        kind=notice.kind,
        key=f"{answer.public_id}:{answer.occurrence}:{int(facts.revised_at.timestamp() * 1_000_000)}",
        to=answer.mail or "",
        name=answer.name,
        language=answer.language,
        event=notice.event,
        occurrence=answer.occurrence or None,
        answer=None if notice.gone else answer.public_id,
        said={
            "name": facts.name,
            "prokey": facts.prokey,
            "uid": facts.uid,
            "recurrence_id": facts.recurrence_id,
            "sequence": facts.sequence,
            "starts_at": facts.starts_at.isoformat(),
            "ends_at": facts.ends_at.isoformat(),
            "zone": facts.zone,
            "all_day": facts.all_day,
            "location": facts.location,
            "state": answer.state.value,
            "amount": answer.amount,
            "gone": notice.gone,
        },
        unasked=not answer.confirmed,
    )
