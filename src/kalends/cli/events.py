"""event, answer, attendance, note: what happens, and who comes."""

from argparse import Namespace
from collections.abc import Mapping

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from kalends.actions.answer import MailReply, answer_by_mail, answer_meeting
from kalends.actions.attendance import RollCall, call_roll
from kalends.actions.event import (
    EventList,
    GroupChoice,
    create_event,
    delete_event,
    list_events,
    set_event_status,
    show_event,
)
from kalends.actions.mail_reminder import remind_by_mail
from kalends.actions.meeting import cancel_meeting
from kalends.actions.note import add_note
from kalends.actions.occurrence import meeting_called, meetings_of
from kalends.cli.command import Argument, Command, Desk, Line, Output, argument, whole_number
from kalends.domain import access, limits
from kalends.domain.answer import PartStat
from kalends.domain.errors import Kind, Refused, invalid
from kalends.domain.event import DatePatch, DateStatus, Event, EventPatch
from kalends.domain.group import Status
from kalends.domain.occurrence import Occurrence
from kalends.domain.place import new_place
from kalends.domain.reminder import Audience, spelled

STATES = {"yes": PartStat.ACCEPTED, "no": PartStat.DECLINED, "maybe": PartStat.TENTATIVE, "none": PartStat.NONE}


async def _create(desk: Desk, args: Namespace) -> Output:
    actor = await desk.actor(await desk.person(args.by) if args.by else None)
    choice = GroupChoice(prokey=(await desk.group(args.group)).prokey)
    patch = event_patch(args)
    created = await desk.store.write(create_event, actor, choice, patch, now=desk.clock.now(), draft=args.draft)
    return _line(created.event)


async def _list(desk: Desk, args: Namespace) -> Output:
    group = (await desk.group(args.group)).prokey if args.group else None
    query = EventList(group=group, limit=limits.ADMINISTRATION_LIST)
    return [_line(it) for it in await desk.see(list_events, query, now=desk.clock.now())]


async def _meetings(desk: Desk, args: Namespace) -> Output:
    event = await desk.see(show_event, args.event)
    return [_meeting(it) for it in await desk.see(meetings_of, event.number)]


async def _set_status(desk: Desk, args: Namespace) -> Output:
    status = Status.DRAFT if args.verb == "draft" else Status.PUBLISHED
    return _line(await desk.do(set_event_status, args.event, status, now=desk.clock.now()))


async def _cancel(desk: Desk, args: Namespace) -> Output:
    meeting = await desk.see(meeting_called, args.meeting)
    actor = await desk.actor(await desk.person(args.by) if args.by else None)
    await desk.store.write(cancel_meeting, actor, meeting.group, meeting.public_id, now=desk.clock.now())
    return {**_meeting(meeting), "cancelled": True}


async def _remind(desk: Desk, args: Namespace) -> Output:
    leads = [_lead_s(it) for it in args.before]
    audience = Audience(args.to)
    try:
        event = await desk.do(remind_by_mail, args.event, leads, audience, now=desk.clock.now())
    except Refused as refused:
        field = "--before" if refused.field == "leads" else refused.field
        raise Refused(refused.kind, str(refused), field=field) from refused
    return {**_line(event), "before": args.before, "to": args.to}


def _lead_s(text: str) -> int:
    """Seconds, from something like 2d, 3h or 30m. Raises INVALID."""
    number, unit = text[:-1], text[-1:]
    if not (number.isascii() and number.isdecimal() and len(number) < 9 and unit in _UNITS):
        raise invalid("is a number of days, hours or minutes, such as 2d, 3h or 30m", "--before")
    return int(number) * _UNITS[unit]


async def _delete(desk: Desk, args: Namespace) -> Output:
    await desk.do(delete_event, args.event, now=desk.clock.now())
    return {"prokey": args.event, "status": "deleted"}


async def _answer(desk: Desk, args: Namespace) -> Output:
    """By a person at one meeting; by somebody who is known by a mail address only, to the whole event."""
    state = STATES[args.state]
    try:
        person = await desk.person(args.who)
    except Refused as refused:
        if refused.kind is not Kind.NOT_FOUND or "@" not in args.who:
            raise
        reply = MailReply(prokey=args.meeting, mail=args.who, state=state, name=args.name)
        visitor = access.visitor((await desk.actor()).organization)
        await desk.store.write(answer_by_mail, visitor, reply, now=desk.clock.now())
        return {"event": args.meeting, "who": args.who, "answer": args.state}
    meeting, actor = await desk.see(meeting_called, args.meeting), await desk.actor(person)
    await desk.store.write(answer_meeting, actor, meeting.group, meeting.public_id, state, now=desk.clock.now())
    return {**_meeting(meeting), "who": person.name, "answer": args.state}


async def _call_roll(desk: Desk, args: Namespace) -> Output:
    actor = await desk.actor(await desk.person(args.by) if args.by else None)
    present = [(await desk.person(who)).number for who in args.present]
    absent = [(await desk.person(who)).number for who in args.absent]
    call = RollCall(meeting=args.meeting, present=tuple(present), absent=tuple(absent), visitors=args.visitors)
    meeting = await desk.store.write(call_roll, actor, call)
    return {**_meeting(meeting), "present": len(present), "absent": len(absent), "visitors": args.visitors}


async def _note(desk: Desk, args: Namespace) -> Output:
    actor = await desk.actor(await desk.person(args.by))
    return {"number": await desk.store.write(add_note, actor, args.meeting, args.text), "meeting": args.meeting}


def event_patch(args: Namespace) -> EventPatch:
    """The event that the flags describe; what --fields says goes before. Raises INVALID."""
    told = _fields(args.fields)
    start_date, _, start_time = (args.start or "").partition("T")
    end_date, _, end_time = (args.end or "").partition("T")
    if told.dates is UNSET and start_time and not end_time:
        raise invalid("is needed, as the start has a time: the moment it ends, such as 2026-01-06T21:00", "end")
    if told.dates is UNSET and end_time and not start_time:
        raise invalid("needs a time, as the end has one: the moment it begins, such as 2026-01-06T19:30", "start")
    date = DatePatch(
        name=args.name or UNSET,
        start_date=start_date or UNSET,
        start_time=start_time or UNSET,
        end_date=end_date or (start_date if end_time else "") or UNSET,
        end_time=end_time or UNSET,
        zone=args.zone or UNSET,
        description=args.description or UNSET,
        place=new_place(args.location, args.address, args.lat, args.lng) if args.location else UNSET,
        status=DateStatus.CANCELLED if args.cancelled else UNSET,
    )
    return replace(
        told,
        dates=(date,) if told.dates is UNSET else told.dates,
        rule=args.repeat or told.rule,
        rsvp=True if args.rsvp else told.rsvp,
    )


def _fields(raw: str | None) -> EventPatch:
    """A JSON object of our own field names (domain/event.py: EventPatch, DatePatch)."""
    if raw is None:
        return EventPatch()
    try:
        value = msgspec.json.decode(raw)
        patch = msgspec.convert(value, EventPatch)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
        raise invalid(str(error), "fields") from error
    _check_known(value, EventPatch)
    for date in value.get("dates", ()):
        _check_known(date, DatePatch)
    if patch.dates is UNSET:
        return patch
    return replace(patch, dates=tuple(_with_checked_place(date) for date in patch.dates))


def _check_known(value: Mapping[str, object], known: type[msgspec.Struct]) -> None:
    if unknown := set(value) - set(known.__struct_fields__):
        raise invalid(f"has no use for {', '.join(sorted(unknown))}", "fields")


def _with_checked_place(date: DatePatch) -> DatePatch:
    if date.place is UNSET or date.place is None:
        return date
    return replace(date, place=new_place(date.place.name, date.place.address, date.place.lat, date.place.lng))


def _line(it: Event) -> Line:
    first = it.dates[0]
    return {
        "prokey": it.prokey,
        "name": first.name,
        "start": f"{first.start_date}T{first.start_time}" if first.start_time else first.start_date,
        "zone": first.zone,
        "dates": len(it.dates),
        "rrule": it.rrule,
        "status": it.status,
    }


def _meeting(it: Occurrence) -> Line:
    return {
        "meeting": it.public_id,
        "number": it.number,
        "name": it.name,
        "starts_at": it.starts_at,
        "ends_at": it.ends_at,
        "cancelled": it.cancelled,
    }


_BEFORE = (
    f"such as 2d, 3h or 30m: from {spelled(limits.MAIL_REMINDER_SHORTEST_S)} to"
    f" {spelled(limits.MAIL_REMINDER_LONGEST_S)} before they begin, at most {limits.REMINDERS_PER_EVENT} of them"
)
_UNITS = {"d": 86_400, "h": 3_600, "m": 60}
_EVENT = argument("event", metavar="PROKEY")
_MEETING = argument(
    "meeting", metavar="MEETING", help="its id, as `event meetings` shows it; an event's prokey is its first"
)
_BY = argument("--by", metavar="PERSON", help="in whose name")
_ONE_DATE: tuple[Argument, ...] = (
    argument("--name"),
    argument("--start", metavar="WHEN", help="2026-01-06, 2026-01-06T19:30 or today+4, by the clocks of --zone"),
    argument(
        "--end",
        metavar="WHEN",
        help="alike; the last day, or the moment it ends, which is needed when --start has a time",
    ),
    argument("--zone", help="IANA name, such as Europe/Berlin"),
    argument("--description", metavar="HTML"),
    argument("--location", metavar="NAME"),
    argument("--address"),
    argument("--lat"),
    argument("--lng"),
    argument("--cancelled", action="store_true"),
)

COMMANDS = (
    Command(
        "event",
        "create",
        "Make an event.",
        _create,
        (
            argument("group", metavar="GROUP", help="prokey, number or name"),
            _BY,
            *_ONE_DATE,
            argument("--repeat", metavar="RRULE", help="such as FREQ=WEEKLY;COUNT=8"),
            argument("--rsvp", action="store_true", help="its page asks for answers"),
            argument("--draft", action="store_true"),
            argument(
                "--fields", metavar="JSON", help="more than the flags can say: our field names, `dates` as a list"
            ),
        ),
    ),
    Command("event", "list", "Show events.", _list, (argument("--group", metavar="GROUP"),)),
    Command("event", "meetings", "Show an event's meetings.", _meetings, (_EVENT,)),
    Command("event", "draft", "Hide an event from all but its editors.", _set_status, (_EVENT,)),
    Command("event", "publish", "Show an event, and tell of it as if just made.", _set_status, (_EVENT,)),
    Command("event", "cancel", "Cancel one meeting for good.", _cancel, (_MEETING, _BY)),
    Command(
        "event",
        "remind",
        "Have an event's meetings reminded of by mail; without --before, no more.",
        _remind,
        (
            _EVENT,
            argument("--before", metavar="TIME", nargs="*", default=[], help=_BEFORE),
            argument(
                "--to",
                choices=[Audience.ANSWERED.value, Audience.GROUP.value],
                default=Audience.ANSWERED.value,
                help="who said yes or maybe, or besides all members who did not say no",
            ),
        ),
    ),
    Command("event", "revoke", "Delete an event.", _delete, (_EVENT,)),
    Command(
        "answer",
        "create",
        "Answer for somebody: a person at one meeting, a mail address for the whole event.",
        _answer,
        (
            _MEETING,
            argument("who", metavar="WHO", help="number, mail address or name"),
            argument("state", choices=list(STATES)),
            argument("--name", help="of somebody who is known by mail address only"),
        ),
    ),
    Command(
        "attendance",
        "create",
        "Write down who came.",
        _call_roll,
        (
            _MEETING,
            _BY,
            argument("--present", metavar="PERSON", nargs="*", default=[]),
            argument("--absent", metavar="PERSON", nargs="*", default=[]),
            argument("--visitors", type=whole_number, help="strangers counted besides"),
        ),
    ),
    Command(
        "note",
        "create",
        "Note something about a meeting.",
        _note,
        (_MEETING, argument("text", metavar="TEXT"), argument("--by", metavar="PERSON", required=True)),
    ),
)
