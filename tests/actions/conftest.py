"""An organization of a test's own: Olga administers it, Mika is in the choir, Nadia is not."""

from itertools import count
from typing import Any

import pytest

from kalends.actions import event as event_deeds
from kalends.actions import group as group_deeds
from kalends.domain.access import Actor, CredentialKind, OrganizationRole
from kalends.domain.event import Event
from kalends.domain.group import Group, GroupPatch, GroupRole
from kalends.domain.person import Organization
from kalends.store.nouns import Rows
from kalends.store.sql import Sql
from kalends.store.transaction import Store
from tests.builders import MONDAY, draft
from tests.loop import run

_organizations = count(1_000_001)  # the cast of other tests counts from 1
_PERSON = Sql("""
  INSERT INTO persons (organization_id, number, role, name, mail, mail_norm, created_at)
  VALUES (:o, :number, :role, :name, :mail, :mail, 0)
""")


class Choir:
    """Synchronous hands for deeds: `choir.write(deed, actor, …)`."""

    def __init__(self, store: Store[Rows]) -> None:
        self.store = store
        self.number = next(_organizations)
        self.olga = self._actor(1, OrganizationRole.ADMINISTRATOR, "Olga")
        self.mika = self._actor(2, OrganizationRole.MEMBER, "Mika")
        self.nadia = self._actor(3, OrganizationRole.MEMBER, "Nadia")
        run(store.write(self._found, self.olga))
        self.group: Group = self.write(group_deeds.create_group, self.olga, GroupPatch(name="Choir"), now=MONDAY)
        run(store.write(self._join, self.olga))

    def _actor(self, person: int, role: OrganizationRole, name: str) -> Actor:
        return Actor(self.number, CredentialKind.KEY, person, role, name=name)

    async def _found(self, tx: Any, actor: Actor) -> None:
        await tx.add_organization(Organization(self.number, f"Organization {self.number}", "Europe/Berlin"), MONDAY)
        for it in (self.olga, self.mika, self.nadia):
            mail = f"{it.name.lower()}@example.org"
            await tx.run(_PERSON, number=it.person, role=it.role, name=it.name, mail=mail)

    async def _join(self, tx: Any, actor: Actor) -> None:
        await tx.add_member(self.group.number, 2, GroupRole.MEMBER, MONDAY)

    def write(self, deed: Any, actor: Actor, *args: Any, **kwargs: Any) -> Any:
        return run(self.store.write(deed, actor, *args, **kwargs))

    def read(self, view: Any, actor: Actor, *args: Any, **kwargs: Any) -> Any:
        return run(self.store.read(view, actor, *args, **kwargs))

    def make(self, *dates: Any, **fields: Any) -> Event:
        """An event of Olga's in the choir."""
        choice = event_deeds.GroupChoice(prokey=self.group.prokey)
        made = self.write(event_deeds.create_event, self.olga, choice, draft(*dates, **fields), now=MONDAY)
        return made.event  # type: ignore[no-any-return]

    def counted(self) -> tuple[int, int]:
        """The choir's meetings, and how many of those are cancelled."""
        group = self.read(group_deeds.show_group, self.olga, self.group.prokey).group
        return group.occurrences, group.cancelled


def speaking(actor: Actor) -> Actor:
    """The same person in a conversation."""
    from msgspec.structs import replace

    return replace(actor, kind=CredentialKind.TOKEN)


@pytest.fixture
def choir(database: Store[Rows]) -> Choir:
    return Choir(database)
