"""Writing to everybody who has answered, when what they answered to is moved, called off or deleted."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.letter import post
from kalends.actions.ports import Read, Tx
from kalends.actions.ports.answer_list import Facts
from kalends.domain import limits
from kalends.domain.access import Actor, check_administers
from kalends.domain.answer import EVENT_WIDE, Answer
from kalends.domain.event import Event
from kalends.domain.job import LEASE, Job
from kalends.domain.letter import Letter, LetterKind, change_number
from kalends.domain.place import one_line

NEWS = frozenset({"time", "location"})  # the changes of an event that those who come are written of
JOB = "notice"
_WHEN = ("was_starts_at", "was_ends_at", "was_zone")
_MIXED = ""  # no standing: some were told of what held in between, and others were not


class Announcement(Struct, frozen=True, kw_only=True):
    """A change that people are told of. occurrence: a meeting's number, or None for the event as a whole.

    revised_at: of the event, by the change. was: what `held_before` it. stood: how the event or the meeting stood
    before and stands after it (see `standing`).
    """

    kind: LetterKind
    event: int
    occurrence: int | None = None
    revised_at: datetime
    was: dict[str, int | str]
    stood: tuple[str, str]


async def held_before(read: Read, event: Event, occurrence: int | None, now: datetime) -> dict[str, int | str]:
    """When and where the meeting is, of the whole event the one that comes next, in the words of Letter.said.

    was_meeting is its number. Empty where there is none, or none that takes place.
    """
    coming = [] if occurrence or event.dynamic else await read.coming_meetings(event.number, now)
    number = occurrence or next(iter(coming), None)
    meeting = None if number is None else await read.meeting_to_tell_of(number)
    if meeting is None:
        return {}
    return {
        "was_meeting": meeting.number,
        "was_starts_at": meeting.starts_at.isoformat(),
        "was_ends_at": meeting.ends_at.isoformat(),
        "was_zone": meeting.zone,
        "was_all_day": int(meeting.all_day),
        "was_place": "" if meeting.place is None else one_line(meeting.place),
    }


async def announce(tx: Tx, actor: Actor, it: Announcement, now: datetime) -> None:
    """Have all who hold an answer told, by a job.

    It waits for NOTICE_SETTLES_S, since who moves an event often moves it again; a later change takes this one's place,
    but what held before the first one is told. Nobody is told when that holds again and nobody was told otherwise.
    Whoever did it is not told, unless somebody else did a part of it.
    """
    key = f"event:{it.event}:{it.occurrence or 0}"
    was, (before, after), by = it.was, it.stood, actor.person or 0
    waiting = await tx.unfinished_job(JOB, key)
    if waiting is not None:
        was, by = _kept(waiting), by if waiting.payload["by"] == by else 0
        before = _MIXED if waiting.attempts else str(waiting.payload["before"])
        if before == after:
            return await tx.drop_job(JOB, key)
    due: dict[str, int | str] = {
        "event": it.event,
        "occurrence": it.occurrence or 0,
        "kind": it.kind.value,
        "by": by,
        "before": before,
        "revised_us": change_number(it.revised_at),
    }
    await tx.add_job(JOB, key, due | was, now + timedelta(seconds=limits.NOTICE_SETTLES_S))
    return None


class Notice(Struct, frozen=True):
    """Whom to tell what. occurrence: a meeting's number, or None. by: whose deed it is; 0 for nobody's.

    gone: the event was deleted, and so is the way back to the answers. was: see `held_before`.
    revised_us: which change it is: microseconds since 1970; None for the event's last one.
    """

    kind: LetterKind
    event: int
    occurrence: int | None = None
    by: int = 0
    gone: bool = False
    was: dict[str, int | str] = {}
    revised_us: int | None = None


def noticed(job: Job) -> Notice:
    """What a job is to tell that `announce` has asked for."""
    told = job.payload
    kind, occurrence = LetterKind(str(told["kind"])), int(told["occurrence"]) or None
    return Notice(
        kind, int(told["event"]), occurrence, int(told["by"]), was=_kept(job), revised_us=int(told["revised_us"])
    )


def _kept(job: Job) -> dict[str, int | str]:
    """What `held_before`, as the job has it."""
    return {name: value for name, value in job.payload.items() if name.startswith("was_")}


async def tell_answerers(tx: Tx, actor: Actor, job: Job, notice: Notice, after: int, *, now: datetime) -> int | None:
    """Write to a slice of those who answered; the last one's number, or None when nobody is left.

    Nobody is told of what is over, nor of a draft, nor by who has lost the job. Doing it again writes nobody again,
    whatever was edited since: a letter's key is of the change. Of a deleted event nothing is told but that it is gone.
    """
    check_administers(actor)
    notice = await _followed(tx, notice)
    told = notice.gone or await _is_there(tx, notice.event)
    if not told or not await tx.renew_job(job, now, LEASE):
        return None
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
            letter = _letter(notice, replace(answer, occurrence=one or EVENT_WIDE), known[one])
            await tx.withdraw_letters(letter)
            await post(tx, letter, now=now)
    return answers[-1].number if len(answers) == most else None


async def _followed(read: Read, notice: Notice) -> Notice:
    """Of the event that has the meeting by now: its series may have been split since."""
    meeting = None if notice.occurrence is None else await read.meeting_to_tell_of(notice.occurrence)
    return notice if meeting is None else replace(notice, event=meeting.event)


async def _is_there(tx: Tx, event: int) -> bool:
    """Is it not deleted, and will not be before this deed ends? Or its older news would withdraw that it is gone."""
    await tx.lock_event(event)
    return await tx.event_by_number(event, None) is not None


async def events_to_tell(tx: Tx, actor: Actor, group: int, after: int) -> list[int]:
    """A slice of the events that went with a deleted group, by number, above `after`."""
    check_administers(actor)
    return await tx.events_of_deleted_group(group, after, limits.ROWS_PER_SLICE)


def _letter(notice: Notice, answer: Answer, facts: Facts) -> Letter:
    """What is told is of now: when it is sent, a deleted event is gone."""
    return Letter(
        kind=notice.kind,
        key=f"{answer.public_id}:{answer.occurrence}:{notice.revised_us or change_number(facts.revised_at)}",
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
            **(_was(notice.was, facts) if notice.kind is LetterKind.EVENT_REVISED else {}),
        },
        unasked=not answer.confirmed,
    )


def _was(was: Mapping[str, int | str], facts: Facts) -> dict[str, str | int | bool | None]:
    """As far as it is of the same meeting and otherwise now."""
    if was.get("was_meeting") != facts.meeting:
        return {}
    told: dict[str, str | int | bool | None] = {}
    when = facts.starts_at.isoformat(), facts.ends_at.isoformat(), int(facts.all_day)
    if (was["was_starts_at"], was["was_ends_at"], was["was_all_day"]) != when:
        told.update({name: was[name] for name in _WHEN}, was_all_day=bool(was["was_all_day"]))
    if was["was_place"] not in ("", facts.location):
        told["was_place"] = was["was_place"]
    return told
