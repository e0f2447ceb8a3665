"""import, export, subscription: calendars from elsewhere, and for elsewhere."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sys import stderr
from typing import Any

import msgspec

from kalends.actions.export import ExportedGroup, export_calendar, export_groups
from kalends.actions.foreign_event import Import, Taken, import_event
from kalends.actions.organization import show_organization
from kalends.actions.ports import Tx
from kalends.actions.subscription import list_subscriptions
from kalends.calendar.ics_reading import ForeignEvent, LeftOut
from kalends.cli.command import Command, Desk, Line, Output, argument
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.errors import Refused, Unavailable, invalid
from kalends.domain.external_calendar import Subscription, told_left_out
from kalends.domain.foreign_event import Surroundings, parts
from kalends.domain.group import Group
from kalends.jobs.reading_apart import read_apart

_LEFT_OUT = "left out"


class _Tried(Exception):
    """What would have happened, on the way out of a transaction that is not to be kept."""

    def __init__(self, done: Import) -> None:
        super().__init__()
        self.done = done


async def _import(desk: Desk, args: Namespace) -> Output:
    """Each event in a transaction of its own; one that is refused keeps none of the others away."""
    actor = await desk.actor(await desk.person(args.by) if args.by else None)
    group, home = await desk.group(args.group), (await desk.see(show_organization)).zone
    calendar = await read_apart(await _bytes(desk, args.source), home)
    around = Surroundings(calendar.zone or home, f"{_base(desk)}/")
    lines = [_left_out(it) for it in calendar.left_out]
    counts: Counter[str] = Counter({_LEFT_OUT: len(lines)})
    with _progress(len(calendar.events), shown=not args.json) as advance:
        for it in calendar.events:
            for part in parts(it):
                for line in await _taken(desk, actor, group, part, around, keep=not args.dry_run):
                    counts[str(line["what"])] += 1
                    lines.append(line)
            advance()
    return _summary(lines, counts, dry=args.dry_run)


def _summary(lines: list[Line], counts: Counter[str], *, dry: bool) -> Output:
    told = ", ".join(f"{counts[what]} {what}" for what in (*Taken, _LEFT_OUT) if counts[what]) or "nothing in it"
    shown = [line for line in lines if line["what"] != Taken.UNCHANGED]
    end = f"{told}; nothing was kept" if dry else told
    return [*shown, {"what": "in all", "event": end, "start": None, "prokey": None, "reason": None}]


async def _taken(
    desk: Desk, actor: Actor, group: Group, it: ForeignEvent, around: Surroundings, *, keep: bool
) -> list[Line]:
    now = desk.clock.now()
    try:
        if keep:
            done = await desk.store.write(import_event, actor, group.prokey, it, around, now=now)
        else:
            done = await _tried(desk, actor, group, it, around)
    except Refused as refused:
        return [_left_out(told_left_out(it, refused))]
    prokey = done.prokey if keep or done.taken in (Taken.UNCHANGED, Taken.OLDER, Taken.MADE_HERE) else None
    line = {"what": done.taken, "event": it.summary, "start": it.start, "prokey": prokey, "reason": None}
    return [line, *map(_left_out, done.left_out)]


async def _tried(desk: Desk, actor: Actor, group: Group, it: ForeignEvent, around: Surroundings) -> Import:
    """The same, taken back."""

    async def trial(tx: Tx, actor: Actor) -> Import:
        raise _Tried(await import_event(tx, actor, group.prokey, it, around, now=desk.clock.now()))

    try:
        return await desk.store.write(trial, actor)
    except _Tried as tried:
        return tried.done


def _left_out(it: LeftOut) -> Line:
    return {"what": _LEFT_OUT, "event": it.summary or it.uid, "start": None, "prokey": None, "reason": it.reason}


async def _bytes(desk: Desk, source: str) -> bytes:
    """What the file holds, or the address; never more than a calendar may."""
    if "://" not in source:
        return _read(Path(source))
    from kalends.net.client import Client, TooLarge, Unreachable
    from kalends.net.target import allowed

    try:
        found = await Client(allowed(desk.settings.outbound_allow)).get(source, {}, limits.CALENDAR_BYTES)
    except (Unreachable, TooLarge) as error:
        raise Unavailable(str(error)) from error
    if found.status != 200:
        raise Unavailable(f"the other server answered {found.status}")
    return found.body


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(limits.CALENDAR_BYTES + 1)


def _write(path: Path, body: bytes) -> None:
    """Never over a file that is there."""
    with path.open("xb") as file:
        file.write(body)


@contextmanager
def _progress(total: int, *, shown: bool) -> Iterator[Any]:
    """A bar for people at a terminal; gives what is to be called after each event."""
    if not shown or not stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("events", total=total)
        yield lambda: bar.advance(task)


async def _export(desk: Desk, args: Namespace) -> Output:
    if (args.group is None) != args.all:
        raise invalid("say --group GROUP or --all")
    prokey = (await desk.group(args.group)).prokey if args.group else None
    actor, base = await desk.actor(), _base(desk)
    if args.format == "ics":
        made = await desk.store.read_long(export_calendar, actor, prokey, base)
        body, events = made.body, made.events
    else:
        groups = await desk.store.read_long(export_groups, actor, prokey)
        body, events = _json(groups), sum(len(it.events) for it in groups)
    _write(args.file, body)
    return {"file": str(args.file), "format": args.format, "events": events, "bytes": len(body)}


def _json(groups: list[ExportedGroup]) -> bytes:
    """Everything that /v1 shows of the groups, and inside each its events."""
    from kalends.dialects.addtocalendarpro import event_write, group_write  # which know HTTP, as no command else does

    told = []
    for it in groups:
        whole = group_write.group(it.group, [event.prokey for event in it.events])
        told.append({**whole, "events": [event_write.event(event) for event in it.events]})
    return msgspec.json.format(msgspec.json.encode({"groups": told})) + b"\n"


async def _list(desk: Desk, _args: Namespace) -> Output:
    return [_line(group, it) for group, it in await desk.see(list_subscriptions)]


def _line(group: Group, it: Subscription | None) -> Line:
    url = group.settings.subscription_url
    if it is None or it.url != url:
        it = None
    return {
        "group": group.name,
        "address": url,
        "events": None if it is None else it.events,
        "left_out": None if it is None else it.left_out,
        "fetched_at": None if it is None else it.fetched_at,
        "asked_at": None if it is None else it.asked_at,
        "failures": None if it is None else it.failures,
        "error": "not fetched yet" if it is None else it.error,
    }


def _base(desk: Desk) -> str:
    return desk.settings.address(desk.settings.port)


COMMANDS = (
    Command(
        "import",
        None,
        "Take over the events of a calendar file, or of an address; again and again, each stays one event.",
        _import,
        (
            argument("source", metavar="FILE|URL"),
            argument("--group", metavar="GROUP", required=True, help="prokey, number or name"),
            argument("--by", metavar="PERSON", help="in whose name"),
            argument("--dry-run", action="store_true", help="only say what would happen"),
        ),
    ),
    Command(
        "export",
        None,
        "Write the events of a group, or of all, to a new file.",
        _export,
        (
            argument("file", type=Path, metavar="FILE"),
            argument("--group", metavar="GROUP", help="prokey, number or name"),
            argument("--all", action="store_true", help="of every group"),
            argument(
                "--format", choices=["ics", "json"], default="ics", help="ics: what is published; json: drafts too"
            ),
        ),
    ),
    Command("subscription", "list", "Show which groups show a calendar from elsewhere, and how that goes.", _list),
)
