"""What the rows are measured on: four organizations, made by the deeds that everybody uses.

small   1,000 meetings in ten groups; the first group holds 25 events of one date each
large   the same with 100,000 meetings
fresh   one group, for the events that the measured servers make
thousand  one group with 1,000 events of one date each
"""

import secrets
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
import msgspec

from kalends.actions.credential import issue_credential
from kalends.actions.event import GroupChoice, create_event
from kalends.actions.group import create_group
from kalends.actions.organization import create_organization
from kalends.actions.person import add_person
from kalends.actions.template import create_template
from kalends.domain.access import Actor, CredentialKind, OrganizationRole, system
from kalends.domain.credential import CredentialDraft
from kalends.domain.event import DatePatch, EventPatch
from kalends.domain.group import GroupPatch
from kalends.domain.template import TemplateKind, TemplatePatch
from kalends.gate import Keyring
from kalends.settings import installation_secret
from kalends.store.migrate import migrate
from kalends.store.nouns import TRANSACTIONS, Rows
from kalends.store.open import open_store
from kalends.store.transaction import Store

GROUPS = 10
LISTED = 25  # events of the first group, one date each
SMALL, LARGE = 1_000, 100_000  # meetings
_FORM = TemplatePatch(name="Concert", choices={"seats_max": 1_000_000, "seats_per_answer": 4})
ONLY = 1  # the organization of a database that holds one
SERIES = 75  # meetings of each series at most


class Filled(msgspec.Struct, frozen=True):
    """How to ask for one organization. application: "id:secret". group, event: prokeys of the first ones.

    asking: prokey of an event whose page has a form for answers.
    """

    key: str
    application: str
    group: str
    event: str
    asking: str = ""


class Clock:
    """The present."""

    def now(self) -> datetime:
        """Aware UTC."""
        return datetime.now(UTC)


def opened(url: str | None, data: Path) -> Store[Rows]:
    """A store, not yet open."""
    return open_store(url, data, TRANSACTIONS, Clock(), secrets.SystemRandom())


async def fill(url: str | None, data: Path) -> dict[str, Filled]:
    """Fill an empty database. data: a folder that is there, and also gets the installation's secret."""
    store = opened(url, data)
    await store.open()
    try:
        await migrate(store)
        keyring = Keyring(installation_secret(data))
        filled = {
            "small": await _Organization(store, keyring, 1).made(SMALL),
            "large": await _Organization(store, keyring, 2).made(LARGE),
            "fresh": await _Organization(store, keyring, 3).made(LISTED),
            "thousand": await _Organization(store, keyring, 4).made(SMALL, listed=SMALL),
        }
    finally:
        await store.close()
    if url is not None:
        await _analyzed(url)
    return filled


async def weekly(data: Path, begin: datetime, series: int) -> Filled:
    """Another database, embedded: one group with so many weekly series without end. data: an empty folder."""
    async with _alone(data, None) as organization:
        return await organization.weekly(begin, series)


async def listed(data: Path, events: int, url: str | None = None) -> Filled:
    """The same with so many events of one date each. url: of a PostgreSQL database; None is embedded, in the folder."""
    async with _alone(data, url) as organization:
        return await organization.made(events, listed=events)


@asynccontextmanager
async def _alone(data: Path, url: str | None) -> AsyncIterator["_Organization"]:
    store = opened(url, data)
    await store.open()
    try:
        await migrate(store)
        yield _Organization(store, Keyring(installation_secret(data)), ONLY)
    finally:
        await store.close()


def weekly_start(begin: datetime, position: int) -> datetime:
    """When the series of this position begins: on all days of the week, at different hours."""
    return begin + timedelta(days=position % 7, hours=position % 12)


def basic(of: Filled) -> str:
    """Its application, as the header Authorization says it."""
    return "Basic " + b64encode(of.application.encode()).decode()


async def _analyzed(url: str) -> None:
    """What PostgreSQL does by itself within a minute: learn what its tables hold."""
    connection = await asyncpg.connect(url)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


class _Organization:
    def __init__(self, store: Store[Rows], keyring: Keyring, number: int) -> None:
        self._store, self._keyring, self._now = store, keyring, Clock().now()
        self._system = system(number)

    async def weekly(self, begin: datetime, series: int) -> Filled:
        actor, key, application = await self._begun()
        group = await self._group(actor, 0)
        made = [await self._weekly(actor, group, weekly_start(begin, position)) for position in range(series)]
        return Filled(key, application, group, made[0])

    async def _weekly(self, actor: Actor, group: str, start: datetime) -> str:
        end = start + timedelta(hours=2)
        date = DatePatch(
            name="Rehearsal",
            start_date=start.date().isoformat(),
            start_time=f"{start:%H:%M}",
            end_date=end.date().isoformat(),
            end_time=f"{end:%H:%M}",
            zone="Europe/Berlin",
        )
        patch = EventPatch(dates=(date,), simplified=True, simple_type="weekly")
        made = await self._store.write(create_event, actor, GroupChoice(prokey=group), patch, now=self._now)
        return made.event.prokey

    async def made(self, meetings: int, listed: int = LISTED) -> Filled:
        """listed: events of the first group, one date each."""
        actor, key, application = await self._begun()
        groups = [await self._group(actor, position) for position in range(GROUPS if meetings > listed else 1)]
        asking = await self._asking(actor, await self._group(actor, GROUPS))
        return Filled(key, application, groups[0], await self._events(actor, groups, meetings, listed), asking)

    async def _begun(self) -> tuple[Actor, str, str]:
        """The organization, whoever acts in it, and what they show."""
        name = f"Organization {self._system.organization}"
        await self._store.write(create_organization, self._system, name, "Europe/Berlin", now=self._now)
        mail, role = "olga@example.org", OrganizationRole.ADMINISTRATOR
        olga = await self._store.write(add_person, self._system, "Olga Organ", mail, role, now=self._now)
        key, application = secrets.token_urlsafe(24), f"{secrets.token_hex(16)}:{secrets.token_hex(32)}"
        await self._issue(olga.number, CredentialKind.KEY, key)
        await self._issue(olga.number, CredentialKind.APPLICATION, application)
        return Actor(self._system.organization, CredentialKind.KEY, olga.number, role, name=olga.name), key, application

    async def _issue(self, person: int, kind: CredentialKind, secret: str) -> None:
        public = secret.partition(":")[0] if kind is CredentialKind.APPLICATION else None
        draft = CredentialDraft(kind=kind, person=person, hash=self._keyring.hash_of(secret), public_id=public)
        await self._store.write(issue_credential, self._system, draft, now=self._now)

    async def _group(self, actor: Actor, position: int) -> str:
        made = await self._store.write(create_group, actor, GroupPatch(name=f"Choir {position}"), now=self._now)
        return made.prokey

    async def _asking(self, actor: Actor, group: str) -> str:
        """The prokey of an event that asks for answers, with places and a form of its own."""
        made = await self._store.write(create_template, actor, TemplateKind.RSVP_FORM, _FORM, now=self._now)
        return await self._event(actor, group, 0, 1, rsvp=True, rsvp_block=made.number)

    async def _events(self, actor: Actor, groups: list[str], meetings: int, listed: int) -> str:
        """The prokey of the first event."""
        first, *_ = [await self._event(actor, groups[0], position, 1) for position in range(listed)]
        made, position = listed, 0
        while made < meetings:
            size = min(SERIES, meetings - made)
            await self._event(actor, groups[1 + position % (GROUPS - 1)], position, size)
            made, position = made + size, position + 1
        return first

    async def _event(self, actor: Actor, group: str, position: int, meetings: int, **more: object) -> str:
        date = DatePatch(
            name=f"Rehearsal {position}",
            description="Please bring the <strong>new</strong> scores and a pencil.",
            start_date=(self._now + timedelta(days=1 + position % 300)).date().isoformat(),
            start_time=f"{8 + position % 12:02}:30",
            end_time=f"{10 + position % 12:02}:00",
            zone="Europe/Berlin",
            place_told="Parish hall, Church Lane 5, Springfield",
            organizer_name="Olga Organ",
            organizer_email="olga@example.org",
        )
        daily = {} if meetings == 1 else {"simplified": True, "simple_type": "daily", "count": meetings}
        patch = msgspec.convert({**daily, **more, "dates": (date,)}, EventPatch)
        made = await self._store.write(create_event, actor, GroupChoice(prokey=group), patch, now=self._now)
        return made.event.prokey
