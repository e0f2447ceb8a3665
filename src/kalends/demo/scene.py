"""Telling a story in deeds: the few words in which the demo's organizations are written."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import UNSET, Struct
from msgspec.structs import replace

from kalends.actions.answer import answer_meeting
from kalends.actions.credential import issue_credential
from kalends.actions.event import GroupChoice, create_event
from kalends.actions.person import add_person
from kalends.actions.ports import Tx
from kalends.calendar.zones import to_local
from kalends.domain import limits
from kalends.domain.access import Actor, CredentialKind, OrganizationRole
from kalends.domain.answer import PartStat
from kalends.domain.credential import CredentialDraft
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.group import Group
from kalends.domain.occurrence import Occurrence
from kalends.domain.person import Person
from kalends.domain.place import Place
from kalends.gate import Keyring

HOME = "Europe/Berlin"


class Scene(Struct, frozen=True):
    """One organization while it is being filled, in one transaction. now: aware UTC."""

    tx: Tx
    system: Actor
    keyring: Keyring
    now: datetime

    @property
    def today(self) -> date:
        """By the clocks of HOME."""
        return to_local(self.now, HOME).date()

    def as_(self, person: Person) -> Actor:
        """The server in somebody's name."""
        return replace(self.system, person=person.number, name=person.name)

    async def person(self, name: str, mail: str, role: OrganizationRole = OrganizationRole.MEMBER) -> Person:
        """Somebody new."""
        return await add_person(self.tx, self.system, name, mail, role, now=self.now)

    async def key(self, person: Person, name: str, **choices: Any) -> str:
        """A fresh API key of theirs."""
        return await self._issue(CredentialKind.KEY, person, name, **choices)

    async def token(self, person: Person) -> str:
        """A fresh GroupMe token of theirs."""
        return await self._issue(CredentialKind.TOKEN, person, "demo")

    async def application(self, person: Person) -> dict[str, str]:
        """A fresh Planning Center application of theirs."""
        application_id = secrets.token_hex(32)
        secret = await self._issue(CredentialKind.APPLICATION, person, "demo", public_id=application_id)
        return {"application_id": application_id, "secret": secret}

    async def event(self, by: Person, group: Group, patch: EventPatch, *, draft: bool = False) -> Event:
        """A new event, made by a member of the group."""
        choice = GroupChoice(prokey=group.prokey)
        return (await create_event(self.tx, self.as_(by), choice, patch, now=self.now, draft=draft)).event

    async def meetings(self, event: Event) -> list[Occurrence]:
        """All meetings of an event, by start."""
        return await self.tx.meetings_of_event(event.number, None, limits.OCCURRENCES_PER_RULE)

    async def answers(self, meeting: Occurrence, state: PartStat, *people: Person) -> None:
        """Several people answer alike."""
        for person in people:
            await answer_meeting(self.tx, self.as_(person), meeting.group, meeting.public_id, state, now=self.now)

    async def _issue(self, kind: CredentialKind, person: Person, name: str, **choices: Any) -> str:
        secret = secrets.token_hex(32)
        public_id = choices.get("public_id")
        hashed = self.keyring.hash_of(f"{public_id}:{secret}" if public_id else secret)
        draft = CredentialDraft(kind=kind, person=person.number, hash=hashed, name=name, **choices)
        await issue_credential(self.tx, self.system, draft, now=self.now)
        return secret


def evening(
    name: str, day: date, clock: tuple[str, str], place: Place | None = None, zone: str = HOME, **more: Any
) -> DatePatch:
    """A date from one time to another on one day."""
    start, end = clock
    return DatePatch(
        name=name,
        start_date=day.isoformat(),
        start_time=start,
        end_date=day.isoformat(),
        end_time=end,
        zone=zone,
        place=place or UNSET,
        **more,
    )


def weekday(day: date, number: int) -> date:
    """The first such weekday (Monday is 0) on or after `day`."""
    return day + timedelta(days=(number - day.weekday()) % 7)
