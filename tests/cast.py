"""The cast of every test, in an organization of its own, and a way to ask the whole server on their behalf.

Olga    organizes the choir: its owner, and an administrator of the organization
Lena    leads the choir beside her; no administrator
Mika    is a member of the choir, and of the board
Nadia   is a person of the organization, and in no group
Vera    looks in from a link: nobody's credential, so she has no name here
Otto    is an administrator of another organization, which holds `theirs`

    def test_mika_sees_the_choir(world: World) -> None:
        assert world.get("/groups/v2/groups", world.mika.by_application).status_code == 200

A test that is an `async def` uses `world.client` and `world.store` instead of `world.get`, `do` and `see`.
"""

from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import httpx
import pytest

from kalends.actions.credential import issue_credential, revoke_credential
from kalends.actions.group import create_group
from kalends.actions.membership import add_member
from kalends.actions.organization import create_organization
from kalends.actions.person import add_person
from kalends.actions.ports import Tx
from kalends.dialects.context import Context
from kalends.dialects.rates import Rates
from kalends.domain import access, limits
from kalends.domain.access import Actor, CredentialKind, OrganizationRole, Scope
from kalends.domain.credential import CredentialDraft
from kalends.domain.group import Group, GroupPatch, GroupRole, Visibility
from kalends.domain.person import Person
from kalends.gate import DirectoryGate, Keyring
from kalends.store.transaction import Store
from tests import described, loop
from tests.databases import StandingClock
from tests.server import App, serving

if TYPE_CHECKING:
    from kalends.app import Door
    from kalends.store.nouns import Rows

R = TypeVar("R")
Headers: TypeAlias = Mapping[str, str]

PUBLIC_URL = "http://kalends.test"
KEYRING = Keyring(b"the cast's own secret, 32 bytes or more")
_organizations = count(1)


@dataclass
class Friend:
    """A person with one credential of each kind. secret: goes with the application's id."""

    person: Person
    organization: int
    role: OrganizationRole

    @property
    def number(self) -> int:
        return self.person.number

    def text(self, kind: CredentialKind | str) -> str:
        return f"{kind}-of-{self.person.name.lower()}-{self.organization}"

    @property
    def key(self) -> str:
        return self.text(CredentialKind.KEY)

    @property
    def token(self) -> str:
        return self.text(CredentialKind.TOKEN)

    @property
    def application(self) -> str:
        return self.text(CredentialKind.APPLICATION)

    @property
    def secret(self) -> str:
        return self.text("secret")

    @property
    def by_key(self) -> Headers:
        return {"Authorization": self.key}

    @property
    def by_token(self) -> Headers:
        return {"X-Access-Token": self.token}

    @property
    def by_application(self) -> Headers:
        return basic(self.application, self.secret)

    def acting(self, kind: CredentialKind = CredentialKind.KEY) -> Actor:
        """This person as deeds see them."""
        return Actor(self.organization, kind, self.person.number, self.role, name=self.person.name)


def basic(user: str, password: str) -> Headers:
    """HTTP Basic (RFC 7617)."""
    return {"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}


class Keys:
    """What Olga's other API keys are called, see `Cast.key`."""

    READ_ONLY, WRITE_ONLY, ERA_2024, EXPIRED, REVOKED = "read-only", "write-only", "era-2024", "expired", "revoked"


@dataclass
class Theirs:
    """The other organization."""

    organization: int
    otto: Friend
    group: Group


@dataclass
class Cast:
    """An organization with people, `choir` (a link group), `board` (a members group), and strangers elsewhere."""

    organization: int
    olga: Friend
    lena: Friend
    mika: Friend
    nadia: Friend
    choir: Group
    board: Group
    theirs: Theirs

    def key(self, name: str) -> Headers:
        """One of Keys, as the headers of a request."""
        return {"Authorization": f"{name}-key-{self.organization}"}


async def make_cast(store: "Store[Rows]", clock: StandingClock, keyring: Keyring = KEYRING) -> Cast:
    """A fresh cast in an open, migrated store; any number of them fit into one."""
    ours, others = access.system(next(_organizations)), access.system(next(_organizations))
    theirs = await store.write(_theirs, others, clock, keyring)
    return await store.write(_ours, ours, clock, keyring, theirs)


async def _theirs(tx: Tx, actor: Actor, clock: StandingClock, keyring: Keyring) -> Theirs:
    await create_organization(tx, actor, f"Rowing Club {actor.organization}", "Europe/Oslo", now=clock.now())
    otto = await _friend(tx, actor, "Otto", clock, keyring, OrganizationRole.ADMINISTRATOR)
    group = await create_group(tx, otto.acting(), GroupPatch(name="Rowers"), now=clock.now())
    return Theirs(actor.organization, otto, group)


async def _ours(tx: Tx, actor: Actor, clock: StandingClock, keyring: Keyring, theirs: Theirs) -> Cast:
    now = clock.now()
    await create_organization(tx, actor, f"Singers {actor.organization}", "Europe/Berlin", now=now)
    olga = await _friend(tx, actor, "Olga", clock, keyring, OrganizationRole.ADMINISTRATOR)
    lena, mika, nadia = [await _friend(tx, actor, name, clock, keyring) for name in ("Lena", "Mika", "Nadia")]
    choir = await create_group(tx, olga.acting(), GroupPatch(name="Choir"), now=now)
    board = await create_group(tx, olga.acting(), GroupPatch(name="Board", visibility=Visibility.MEMBERS), now=now)
    await add_member(tx, actor, choir.prokey, lena.number, GroupRole.LEADER, now=now)
    await add_member(tx, actor, choir.prokey, mika.number, GroupRole.MEMBER, now=now)
    await add_member(tx, actor, board.prokey, mika.number, GroupRole.MEMBER, now=now)
    cast = Cast(actor.organization, olga, lena, mika, nadia, choir, board, theirs)
    await _issue_other_keys(tx, actor, cast, clock, keyring)
    return cast


async def _friend(
    tx: Tx, actor: Actor, name: str, clock: StandingClock, keyring: Keyring,
    role: OrganizationRole = OrganizationRole.MEMBER,
) -> Friend:  # fmt: skip
    person = await add_person(tx, actor, name, f"{name.lower()}@example.org", role, now=clock.now())
    friend = Friend(person, actor.organization, role)
    shown = {
        CredentialKind.KEY: friend.key,
        CredentialKind.TOKEN: friend.token,
        CredentialKind.APPLICATION: f"{friend.application}:{friend.secret}",
    }
    for kind, text in shown.items():
        draft = CredentialDraft(kind=kind, person=person.number, hash=keyring.hash_of(text))
        await issue_credential(tx, actor, draft, now=clock.now())
    return friend


async def _issue_other_keys(tx: Tx, actor: Actor, cast: Cast, clock: StandingClock, keyring: Keyring) -> None:
    yesterday = clock.now() - timedelta(days=1)
    choices: dict[str, dict[str, Any]] = {
        Keys.READ_ONLY: {"scope": Scope.READ},
        Keys.WRITE_ONLY: {"scope": Scope.WRITE},
        Keys.ERA_2024: {"era": "2024"},
        Keys.EXPIRED: {"expires_at": yesterday + timedelta(hours=1)},
        Keys.REVOKED: {},
    }
    for name, choice in choices.items():
        hashed = keyring.hash_of(cast.key(name)["Authorization"])
        draft = CredentialDraft(kind=CredentialKind.KEY, person=cast.olga.number, hash=hashed, **choice)
        credential = await issue_credential(tx, actor, draft, now=yesterday)
        if name == Keys.REVOKED:
            await revoke_credential(tx, actor, credential.number, now=yesterday)


def _door(context: Context) -> "Door":
    from kalends.app import build_app
    from kalends.health import Health

    store: Any = context.store
    return build_app(context, Health(store, "test"), log=None, proxies=frozenset())


class World:
    """The whole server over one store, with the cast in it. clock: shared by everything, moved by the test."""

    def __init__(self, store: "Store[Rows]", cast: Cast, clock: StandingClock) -> None:
        self.store, self.cast, self.clock = store, cast, clock
        self.organization, self.theirs = cast.organization, cast.theirs
        self.olga, self.lena, self.mika, self.nadia = cast.olga, cast.lena, cast.mika, cast.nadia
        self.choir, self.board = cast.choir, cast.board

    @cached_property
    def context(self) -> Context:
        rates = Rates(limits.RATE_KEYS)
        return Context(self.store, self.clock, DirectoryGate(self.store, KEYRING, self.clock, rates), rates, PUBLIC_URL)

    @cached_property
    def app(self) -> App:
        return serving(_door, self.context)

    @cached_property
    def client(self) -> httpx.AsyncClient:
        """Asks the server without a network. Its errors come out as answers; every answer must be a described one."""
        transport = httpx.ASGITransport(self.app, client=("192.0.2.7", 40_000))
        return httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL, event_hooks=described.HOOKS)

    def apart(self) -> None:
        """From now on this world is asked on a server of its own, which remembers nothing of any other."""
        self.__dict__["app"] = _door(self.context)
        self.__dict__.pop("client", None)

    def ask(self, method: str, path: str, headers: Headers | None = None, **more: Any) -> httpx.Response:
        """more: what httpx takes, such as json, content, params."""
        return loop.run(self.client.request(method, path, headers=dict(headers or {}), **more))

    def get(self, path: str, headers: Headers | None = None, **more: Any) -> httpx.Response:
        return self.ask("GET", path, headers, **more)

    def post(self, path: str, headers: Headers | None = None, **more: Any) -> httpx.Response:
        return self.ask("POST", path, headers, **more)

    def patch(self, path: str, headers: Headers | None = None, **more: Any) -> httpx.Response:
        return self.ask("PATCH", path, headers, **more)

    def put(self, path: str, headers: Headers | None = None, **more: Any) -> httpx.Response:
        return self.ask("PUT", path, headers, **more)

    def delete(self, path: str, headers: Headers | None = None, **more: Any) -> httpx.Response:
        return self.ask("DELETE", path, headers, **more)

    def do(self, deed: Callable[..., Awaitable[R]], *args: Any, **kwargs: Any) -> R:
        """Do a deed: `world.do(create_group, world.olga.acting(), patch, now=world.clock.now())`."""
        return loop.run(self.store.write(deed, *args, **kwargs))

    def see(self, view: Callable[..., Awaitable[R]], *args: Any, **kwargs: Any) -> R:
        """Look at the record as a view does."""
        return loop.run(self.store.read(view, *args, **kwargs))


@pytest.fixture
def world(database: "Store[Rows]") -> World:
    """A server with a cast of its own, on each database in turn."""
    clock = StandingClock()
    return World(database, loop.run(make_cast(database, clock)), clock)
