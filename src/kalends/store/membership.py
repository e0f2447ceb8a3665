"""Rows of memberships."""

from collections.abc import Sequence
from datetime import datetime

from kalends.domain.group import GroupRole
from kalends.domain.membership import Membership, MembershipQuery
from kalends.store.group_list import LISTED_GROUP
from kalends.store.instants import instant, micros
from kalends.store.listing import Listing, asked, cut
from kalends.store.person import NAME_CONDITIONS
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_COLUMNS = "s.number, s.group_number, s.person, s.role, s.joined_at, s.nickname, p.name, p.mail, p.avatar"
_MEMBERS = Sql(f"""
  SELECT {_COLUMNS} FROM (
    SELECT m.*, ROW_NUMBER() OVER (PARTITION BY m.group_number ORDER BY m.number) AS place FROM memberships m
    WHERE m.organization_id = :o AND m.group_number IN (:groups...) AND m.left_at IS NULL
  ) s JOIN persons p ON p.organization_id = s.organization_id AND p.number = s.person
  WHERE s.place <= :most ORDER BY s.group_number, s.number
""")
_OWNERS = Sql("""
  SELECT group_number, person FROM memberships
  WHERE organization_id = :o AND group_number IN (:groups...) AND role = 'owner' AND left_at IS NULL
  ORDER BY number DESC
""")

_LISTED = f"""
  FROM memberships s
  JOIN groups g ON g.organization_id = s.organization_id AND g.number = s.group_number
  JOIN persons p ON p.organization_id = s.organization_id AND p.number = s.person
  WHERE s.organization_id = :o AND s.left_at IS NULL AND {LISTED_GROUP} {{where}}
"""
_NAMES = ("viewer", "group", "person", "number", "after", "leads", "first_name", "last_name")
_MEMBERSHIPS = Listing(
    f"SELECT {_COLUMNS} {_LISTED} ORDER BY {{order}} {{cut}}",
    f"SELECT COUNT(*) {_LISTED}",
    {
        **NAME_CONDITIONS,
        "viewer": """EXISTS (SELECT 1 FROM memberships v WHERE v.organization_id = s.organization_id
            AND v.group_number = s.group_number AND v.person = :viewer AND v.left_at IS NULL)""",
        "group": "s.group_number = :group",
        "person": "s.person = :person",
        "number": "s.number = :number",
        "after": "s.number > :after",
        "leads": "(CASE WHEN s.role = 'member' THEN 0 ELSE 1 END) = :leads",
    },
    {
        "first_name": ("p.first_fold", "s.number"),
        "last_name": ("p.last_fold", "s.number"),
        "joined_at": ("s.joined_at", "s.number"),
        "number": ("s.number",),
        "role": ("(CASE WHEN s.role = 'member' THEN 1 ELSE 0 END)", "s.number"),
    },
)

_REJOIN = Sql("""
  UPDATE memberships SET role = :role, left_at = NULL, joined_at = :now
  WHERE organization_id = :o AND group_number = :group_number AND person = :person AND left_at IS NOT NULL
""")
_JOIN = Sql("""
  INSERT INTO memberships (organization_id, number, group_number, person, role, joined_at)
  VALUES (:o, :number, :group_number, :person, :role, :now) ON CONFLICT DO NOTHING
""")
_LEAVE = Sql("""
  UPDATE memberships SET left_at = :now
  WHERE organization_id = :o AND group_number = :group_number AND person = :person AND left_at IS NULL
""")
_COUNT = Sql("""
  UPDATE groups SET members = members + :more, version = version + 1 WHERE organization_id = :o AND number = :number
""")
_NICKNAME = Sql("""
  UPDATE memberships SET nickname = :nickname
  WHERE organization_id = :o AND group_number = :group_number AND person = :person AND left_at IS NULL
""")


class MembershipRows(Statements):
    """See actions/ports/membership.py."""

    __slots__ = ()

    async def members_of(self, groups: Sequence[int], most: int) -> list[Membership]:
        return [_membership(row) for row in await self.all(_MEMBERS, groups=groups, most=most)]

    async def owners_of(self, groups: Sequence[int]) -> dict[int, int]:
        return {row[0]: row[1] for row in await self.all(_OWNERS, groups=groups)}

    async def memberships(self, query: MembershipQuery) -> list[Membership]:
        conditions, values = asked(query, _NAMES)
        statement = _MEMBERSHIPS.page(conditions, cut(query))
        return [_membership(row) for row in await self.all(statement, **values, offset=query.offset)]

    async def count_memberships(self, query: MembershipQuery) -> int:
        conditions, values = asked(query, _NAMES)
        row = await self.one(_MEMBERSHIPS.total(conditions), **values)
        return int(row[0]) if row else 0

    async def add_member(self, group: int, person: int, role: GroupRole, now: datetime) -> None:
        values = {"group_number": group, "person": person, "role": role, "now": micros(now)}
        if await self.run(_REJOIN, **values) or await self.run(_JOIN, number=self.next_number(), **values):
            await self.run(_COUNT, number=group, more=1)

    async def leave_group(self, group: int, person: int, now: datetime) -> None:
        if await self.run(_LEAVE, group_number=group, person=person, now=micros(now)):
            await self.run(_COUNT, number=group, more=-1)

    async def set_nickname(self, group: int, person: int, nickname: str | None) -> None:
        await self.run(_NICKNAME, group_number=group, person=person, nickname=nickname)


def _membership(row: Row) -> Membership:
    return Membership(row[0], row[1], row[2], GroupRole(row[3]), instant(row[4]), row[5], row[6] or "", row[7], row[8])
