"""Rows of organizations and their credits."""

from datetime import datetime

from kalends.domain.credits import Credits
from kalends.domain.person import Organization
from kalends.domain.text import fold
from kalends.store.instants import micros
from kalends.store.sql import Sql
from kalends.store.transaction import Statements

_ORGANIZATION = Sql("SELECT organization_id, name, zone FROM organizations WHERE organization_id = :o")
_NUMBERS = Sql(
    "SELECT organization_id FROM directory WHERE space = 'organization' ORDER BY organization_id LIMIT :limit"
)
_ADD = Sql(
    "INSERT INTO organizations (organization_id, name, zone, created_at) VALUES (:o, :name, :zone, :now)"
    " ON CONFLICT DO NOTHING"
)
_LIST = Sql(
    "INSERT INTO directory (space, key, kind, organization_id) VALUES ('organization', :key, 'organization', :o)"
    " ON CONFLICT DO NOTHING"
)
_COUNT = Sql("INSERT INTO credits (organization_id, granted, created, updated) VALUES (:o, NULL, 0, 0)")
_CREDITS = Sql("SELECT granted, created, updated FROM credits WHERE organization_id = :o")
_LOCK_CREDITS = Sql("SELECT granted, created, updated FROM credits WHERE organization_id = :o FOR UPDATE")
_SAVE_CREDITS = Sql(
    "UPDATE credits SET granted = :granted, created = :created, updated = :updated WHERE organization_id = :o"
)

_MOVE = Sql("UPDATE organizations SET zone = :zone WHERE organization_id = :o")
_UNDERIVED = Sql("""
  UPDATE events SET zone_table = '' WHERE organization_id = :o AND (last_end IS NULL OR last_end >= :now)
""")


class OrganizationRows(Statements):
    """actions/ports/organization.py"""

    async def organization(self) -> Organization:
        row = await self.one(_ORGANIZATION)
        if row is None:
            raise LookupError(f"organization {self.scope} is not there")
        return Organization(*row)

    async def set_organization_zone(self, zone: str, now: datetime) -> None:
        await self.run(_MOVE, zone=zone)
        await self.run(_UNDERIVED, now=micros(now))

    async def organization_numbers(self, limit: int) -> list[int]:
        return [row[0] for row in await self.all(_NUMBERS, limit=limit)]

    async def add_organization(self, organization: Organization, now: datetime) -> bool:
        named = {"name": organization.name, "zone": organization.zone, "now": micros(now)}
        if not await self.run(_ADD, **named) or not await self.run(_LIST, key=fold(organization.name)):
            return False
        await self.run(_COUNT)
        return True

    async def credits(self) -> Credits:
        return _credits(await self.one(_CREDITS))

    async def credits_for_update(self) -> Credits:
        return _credits(await self.one(_LOCK_CREDITS))

    async def save_credits(self, credits: Credits) -> None:
        await self.run(_SAVE_CREDITS, granted=credits.granted, created=credits.created, updated=credits.updated)


def _credits(row: tuple[int | None, int, int] | None) -> Credits:
    if row is None:
        raise LookupError("an organization has no counter of credits")
    return Credits(*row)
