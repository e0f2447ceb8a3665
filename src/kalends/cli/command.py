"""What a command is, and what it is given to work with."""

import random
import secrets
from argparse import ArgumentTypeError, Namespace
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, NamedTuple, TypeAlias, TypeVar

from msgspec.structs import replace

from kalends.actions.group_list import group_called
from kalends.actions.organization import organization_numbers, show_organization
from kalends.actions.person import person_called
from kalends.clock import SystemClock
from kalends.dialects.rates import Rates
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.errors import Kind, Refused, invalid, not_found
from kalends.domain.group import Group
from kalends.domain.person import Organization, Person
from kalends.gate import DirectoryGate, Keyring
from kalends.settings import Settings, installation_secret, make_folder
from kalends.store.migrate import applied, migrate, pending
from kalends.store.nouns import TRANSACTIONS, Rows
from kalends.store.open import FILE_NAME, open_store
from kalends.store.transaction import Store

R = TypeVar("R")

_SHOWN = 5  # organizations to choose from
FIRST = "organization", "create"  # the command that may make a database

Line: TypeAlias = Mapping[str, object]
Output: TypeAlias = Line | list[Line]
"""One thing, or a list of things alike; field names are ours."""


class Argument(NamedTuple):
    """As argparse takes it."""

    names: tuple[str, ...]
    choices: Mapping[str, Any]


def whole_number(text: str) -> int:
    """For argparse, which would tell of an "invalid int value"."""
    try:
        return int(text)
    except ValueError as error:
        raise ArgumentTypeError(f'must be a number, not "{text}"') from error


def argument(*names: str, **choices: Any) -> Argument:
    """As argparse's add_argument."""
    return Argument(names, choices)


class Command(NamedTuple):
    """`kalends NOUN VERB …`. verb: absent for commands of one word."""

    noun: str
    verb: str | None
    sentence: str
    run: Callable[["Desk", Namespace], Awaitable[Output]]
    arguments: tuple[Argument, ...] = ()


class Desk:
    """Where a command does deeds, as the server itself, in short transactions beside a running server.

    named: what the command says of a group, an event or a meeting, by which its organization may be known.
    """

    def __init__(self, settings: Settings, store: Store[Rows], keyring: Keyring, chosen: str | None) -> None:
        self.settings, self.store, self.keyring = settings, store, keyring
        self.clock = SystemClock()
        self._chosen = chosen
        self.named: tuple[str, ...] = ()

    async def organizations(self) -> list[Organization]:
        """All there are."""
        numbers = await self.store.read(organization_numbers, access.system(0))
        return [await self.store.read(show_organization, access.system(number)) for number in numbers]

    async def actor(self, by: Person | None = None) -> Actor:
        """The server itself in the chosen organization, or in the only one; in the name of `by`, where given.

        Raises NOT_FOUND for one that is not there, INVALID where several could be meant.
        """
        found = [it for it in await self.organizations() if self._is_chosen(it)]
        if not found:
            raise not_found("there is no such organization; `kalends organization create NAME` makes one")
        if len(found) > 1:
            found = await self._meant(found)
        actor = access.system(found[0].number)
        return actor if by is None else replace(actor, person=by.number, name=by.name)

    async def _meant(self, several: list[Organization]) -> list[Organization]:
        """The one whose event or group the command names by its prokey. Raises INVALID where it names none."""
        gate = DirectoryGate(self.store, self.keyring, self.clock, Rates(0))
        owners = {found[0] for prokey in self.named if (found := await gate.whose(prokey))}
        meant = [it for it in several if it.number in owners]
        if len(meant) == 1:
            return meant
        more = ", …" if len(several) > _SHOWN else ""
        names = ", ".join(f'"{it.name}"' for it in several[:_SHOWN])
        raise invalid(f"there are several organizations: say --organization with the name of one: {names}{more}")

    async def actors(self) -> list[Actor]:
        """The server itself in the chosen organization, or in each of all."""
        return [access.system(it.number) for it in await self.organizations() if self._is_chosen(it)]

    async def owner(self, owns: Callable[[Actor], Awaitable[bool]], missing: str) -> Actor:
        """The server itself in the chosen organization, else in the only one that owns what the command names.

        Raises NOT_FOUND, saying what is `missing`, where there are several and none owns it.
        """
        actors = await self.actors()
        if len(actors) > 1:
            actors = [it for it in actors if await owns(it)]
            if not actors:
                raise not_found(missing)
        return actors[0] if len(actors) == 1 else await self.actor()

    def _is_chosen(self, organization: Organization) -> bool:
        return self._chosen in (None, organization.name, str(organization.number))

    async def do(self, deed: Callable[..., Awaitable[R]], *args: Any, **kwargs: Any) -> R:
        """Do a deed as the server itself."""
        return await self.store.write(deed, await self.actor(), *args, **kwargs)

    async def see(self, view: Callable[..., Awaitable[R]], *args: Any, **kwargs: Any) -> R:
        """Look at something as the server itself."""
        return await self.store.read(view, await self.actor(), *args, **kwargs)

    async def person(self, text: str) -> Person:
        """By number, mail address or name."""
        return await self.see(person_called, text)

    async def group(self, text: str) -> Group:
        """By prokey, number or name."""
        return await self.see(group_called, text)

    def secret(self) -> str:
        """A fresh one: 64 hexadecimal digits."""
        return secrets.token_hex(32)


@asynccontextmanager
async def desk(settings: Settings, organization: str | None, *, new: bool = True) -> AsyncIterator[Desk]:
    """Opens the database beside a running server; an empty one gets its tables.

    new: whether there may be none yet. Raises NOT_FOUND where there is none and should be, CONFLICT for one of an older
    version: a server of that version may be using it.
    """
    if not new and settings.database_url is None and not (settings.data / FILE_NAME).exists():
        raise not_found(f"there is no database in {settings.data}; --data says where it is")
    make_folder(settings.data)
    keyring = Keyring(installation_secret(settings.data))
    store = open_store(settings.database_url, settings.data, TRANSACTIONS, SystemClock(), random.SystemRandom())
    await store.open(beside=True)
    try:
        if not await applied(store):
            await migrate(store)
        elif await pending(store):
            raise Refused(
                Kind.CONFLICT, "the database is of an older version: stop the server and run `kalends migrate`"
            )
        yield Desk(settings, store, keyring, organization)
    finally:
        await store.close()
