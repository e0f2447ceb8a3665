"""Fixtures of the command line's tests."""

import os

import pytest

from tests.cli.command_line import CommandLine
from tests.databases import KINDS, SQLITE, Address


@pytest.fixture(scope="session", params=[SQLITE, KINDS[-1]])
def kind(request: pytest.FixtureRequest) -> str:
    """One of each kind is enough here: whatever depends on a version is the store's, and tested there."""
    return str(request.param)


@pytest.fixture
def kalends(address: Address, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """On an empty database of its own."""
    for name in [name for name in os.environ if name.startswith("KALENDS_")]:
        monkeypatch.delenv(name)
    return CommandLine(address, capsys)


@pytest.fixture
def choir(kalends: CommandLine) -> CommandLine:
    """With an organization, Olga its administrator, Mika, and a choir of theirs."""
    kalends("organization", "create", "Singers", "--zone", "Europe/Berlin")
    kalends("person", "create", "Olga", "--mail", "olga@example.org", "--administrator")
    kalends("person", "create", "Mika", "--mail", "mika@example.org")
    kalends("group", "create", "Choir", "--by", "Olga")
    kalends("member", "create", "Choir", "Mika")
    return kalends
