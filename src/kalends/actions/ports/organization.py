"""What deeds ask of the store about organizations and credits."""

from datetime import datetime
from typing import Protocol

from kalends.domain.credits import Credits
from kalends.domain.person import Organization


class OrganizationReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def organization(self) -> Organization:
        """The actor's organization; it is always there."""

    async def organization_numbers(self, limit: int) -> list[int]:
        """The numbers of all organizations of this database, whichever the actor's is, in order."""

    async def credits(self) -> Credits:
        """Its counter, as of now."""


class OrganizationWrites(OrganizationReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def add_organization(self, organization: Organization, now: datetime) -> bool:
        """Store a new organization with an empty counter; False when its number or name is taken."""

    async def set_organization_zone(self, zone: str, now: datetime) -> None:
        """Store it, and mark all events that are not over as derived by no table."""

    async def credits_for_update(self) -> Credits:
        """The counter, which no other deed changes until this one ends."""

    async def save_credits(self, credits: Credits) -> None:
        """Replace the counter."""
