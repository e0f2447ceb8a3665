"""The command line: `kalends --help` lists its commands."""

import os
import re
import sys
from argparse import Namespace
from collections.abc import Sequence

import uvloop

from kalends.cli.alone import Alone
from kalends.cli.command import FIRST, Command, Output, desk
from kalends.cli.parsing import parser, whole
from kalends.cli.showing import show
from kalends.domain.errors import Refused, Unavailable, not_found
from kalends.settings import SETTINGS, Settings, WrongSetting, read_settings
from kalends.store.migrate import WrongSchema

_UNREADABLE = re.compile("[\ud800-\udfff]")  # bytes that are no text, as Python shows them
_TOLD = (Refused, Unavailable, WrongSetting, WrongSchema, OSError)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code: 0 done, 1 refused or something is wrong, 2 not understood (by argparse)."""
    words = whole(sys.argv[1:] if argv is None else argv)
    if any(_UNREADABLE.search(word) for word in words):
        print("kalends: an argument is not written in UTF-8", file=sys.stderr)
        return 2
    args, unknown = parser().parse_known_args(words)
    if unknown:
        args.parser.error(f"unrecognized arguments: {' '.join(unknown)}")  # with the usage of this very command
    try:
        return _run(args)
    except _TOLD as error:
        print(f"kalends: {_sentence(error, args)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _sentence(error: Exception, args: Namespace) -> str:
    event = getattr(args, "event", None)
    if event is not None and str(error) == str(not_found()):
        return f'there is no event "{event}"; `kalends event list` lists them'
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return f"{error.field}: {error}" if isinstance(error, Refused) and error.field else str(error)


def _run(args: Namespace) -> int:
    settings = read_settings({one.name: getattr(args, one.name, None) for one in SETTINGS})
    work = args.command.run(settings, args) if isinstance(args.command, Alone) else _at_a_desk(settings, args)
    output: Output | None = uvloop.run(work)
    if output is not None:
        _print(output, as_json=args.json)
    return 1 if isinstance(output, dict) and output.get("problems") else 0


def _print(output: Output, *, as_json: bool) -> None:
    """Where nobody reads on, as behind `| head`, the rest is let go."""
    try:
        show(output, as_json=as_json)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what Python writes out at its end


async def _at_a_desk(settings: Settings, args: Namespace) -> Output:
    command: Command = args.command
    async with desk(settings, args.organization, new=(command.noun, command.verb) == FIRST) as opened:
        opened.named = tuple(filter(None, (getattr(args, name, None) for name in ("group", "event", "meeting"))))
        return await command.run(opened, args)
