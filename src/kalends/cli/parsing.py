"""The commands as argparse knows them."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from kalends import __version__
from kalends.cli import alone, credentials, events, feeds, groups, importing, mail, people, upkeep, webhooks
from kalends.cli.alone import Alone
from kalends.cli.command import Command
from kalends.settings import SETTINGS, Setting

COMMANDS: tuple[Command, ...] = (
    *people.COMMANDS,
    *credentials.COMMANDS,
    *groups.COMMANDS,
    *feeds.COMMANDS,
    *events.COMMANDS,
    *importing.COMMANDS,
    *mail.COMMANDS,
    *webhooks.COMMANDS,
    *upkeep.COMMANDS,
)
_EVERYWHERE = ("data", "database_url")
_SHOW_ADDRESSES = ("feed", "export")  # they need to know how the server's begin
_SWITCHES = ("demo", "demo_anyway")


def whole(argv: Sequence[str]) -> list[str]:
    """A noun alone shows what there is: `kalends jobs` is `kalends jobs list`."""
    words = list(argv)
    shows = {it.noun: it.verb for it in COMMANDS if it.verb in {"list", "show"}}
    verb = shows.get(words[0]) if words else None
    if verb is not None and (len(words) == 1 or (words[1].startswith("-") and words[1] not in {"-h", "--help"})):
        words.insert(1, verb)
    return words


def parser() -> ArgumentParser:
    """For the whole command line."""
    top = ArgumentParser(prog="kalends", description="A self-hosted server for the events of groups.")
    top.add_argument("--version", action="version", version=f"kalends {__version__}")
    nouns = top.add_subparsers(required=True, metavar="COMMAND")
    for lone in alone.COMMANDS:
        _add_alone(nouns, lone)
    verbs: dict[str, Any] = {}
    for command in COMMANDS:
        _add(nouns, verbs, command)
    return top


def _add_alone(nouns: Any, command: Alone) -> None:
    added = nouns.add_parser(command.noun, help=command.sentence, description=command.sentence)
    for setting in SETTINGS:
        if command.serves or setting.name in _EVERYWHERE:
            _add_setting(added, setting)
    _finish(added, command)


def _add(nouns: Any, verbs: dict[str, Any], command: Command) -> None:
    if command.verb is None:
        added = nouns.add_parser(str(command.noun), help=command.sentence, description=command.sentence)
    else:
        if command.noun not in verbs:
            told = ", ".join(str(it.verb) for it in COMMANDS if it.noun == command.noun)
            noun = nouns.add_parser(str(command.noun), help=told, description=told)
            verbs[command.noun] = noun.add_subparsers(required=True, metavar="VERB")
        added = verbs[command.noun].add_parser(command.verb, help=command.sentence, description=command.sentence)
    for setting in SETTINGS:
        if setting.name in _EVERYWHERE or (command.noun in _SHOW_ADDRESSES and setting.name == "public_url"):
            _add_setting(added, setting)
    added.add_argument(
        "--organization", metavar="NAME|NUMBER", help="needed where there are several, and no prokey says which"
    )
    added.set_defaults(noun=command.noun, verb=command.verb)
    _finish(added, command)


def _finish(added: ArgumentParser, command: Command | Alone) -> None:
    for names, choices in command.arguments:
        added.add_argument(*names, **choices)
    added.add_argument("--json", action="store_true", help="print JSON")
    added.set_defaults(command=command, parser=added)


def _add_setting(added: ArgumentParser, setting: Setting) -> None:
    """Absent flags stay absent, so that the environment and the file can speak."""
    told = f"{setting.sentence} (default: {setting.default or 'none'}; {setting.variable})"
    if setting.name in _SWITCHES:
        added.add_argument(setting.flag, action="store_const", const=True, help=told)
    elif setting.name == "access_log":
        added.add_argument(setting.flag, choices=["true", "false"], help=told)
    else:
        added.add_argument(setting.flag, metavar=setting.name.upper(), help=told)
