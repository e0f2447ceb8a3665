"""Fixtures of the command line's tests."""

import os
from functools import cache

import pytest

from kalends import cli
from kalends.cli.parsing import parser
from tests.cli.command_line import CommandLine
from tests.databases import KINDS, SQLITE, Address, Databases


@pytest.fixture(scope="session", params=[SQLITE, KINDS[-1]])
def kind(request: pytest.FixtureRequest) -> str:
    """One of each kind is enough here: whatever depends on a version is the store's, and tested there."""
    return str(request.param)


@pytest.fixture(autouse=True)
def _made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making the parser takes longer than most commands; it remembers nothing."""
    monkeypatch.setattr(cli, "parser", _parser)


@pytest.fixture
def kalends(address: Address, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """On an empty database of its own."""
    _forget_settings(monkeypatch)
    return CommandLine(address, capsys)


@pytest.fixture
def choir(
    databases: Databases, kind: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> CommandLine:
    """With an organization, Olga its administrator, Mika, and a choir of theirs: a copy of one that was made once."""
    _forget_settings(monkeypatch)
    if kind not in _choirs:
        _choirs[kind] = databases.empty(kind)
        _make_choir(CommandLine(_choirs[kind], capsys))
    return CommandLine(databases.copy(_choirs[kind]), capsys)


_choirs: dict[str, Address] = {}
_parser = cache(parser)


def _forget_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("KALENDS_")]:
        monkeypatch.delenv(name)


def _make_choir(kalends: CommandLine) -> None:
    kalends("organization", "create", "Singers", "--zone", "Europe/Berlin")
    kalends("person", "create", "Olga", "--mail", "olga@example.org", "--administrator")
    kalends("person", "create", "Mika", "--mail", "mika@example.org")
    kalends("group", "create", "Choir", "--by", "Olga")
    kalends("member", "create", "Choir", "Mika")
