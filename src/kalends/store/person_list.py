"""Rows of persons and memberships in lists with filters and order."""

from collections.abc import Sequence

from kalends.domain.access import OrganizationRole
from kalends.domain.group import GroupRole, Membership
from kalends.domain.person import MembershipQuery, Person, PersonQuery, Profile
from kalends.store.group_list import LISTED_GROUP
from kalends.store.instants import instant
from kalends.store.listing import LIKE, Listing, asked, cut
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

PERSON_COLUMNS = "p.number, p.name, p.mail, p.role, p.avatar, p.created_at"
_IN_GROUPS = f"""
  FROM memberships m JOIN groups g ON g.organization_id = m.organization_id AND g.number = m.group_number
  WHERE m.organization_id = p.organization_id AND m.person = p.number AND m.left_at IS NULL AND {LISTED_GROUP}
"""
_PROFILE_COLUMNS = f"""{PERSON_COLUMNS}, EXISTS (SELECT 1 {_IN_GROUPS} AND m.role <> 'member'),
  EXISTS (SELECT 1 {_IN_GROUPS})"""
_SHARES_A_GROUP = f"""(p.number = :viewer OR EXISTS (SELECT 1 {_IN_GROUPS} AND EXISTS (SELECT 1 FROM memberships v
  WHERE v.organization_id = m.organization_id AND v.group_number = m.group_number AND v.person = :viewer
    AND v.left_at IS NULL)))"""
_NAME_CONDITIONS = {
    "first_name": "p.first_fold = :first_name",
    "first_name_like": f"p.first_fold {LIKE.format(':first_name')}",
    "last_name": "p.last_fold = :last_name",
    "last_name_like": f"p.last_fold {LIKE.format(':last_name')}",
}
_NAMES = ("viewer", "group", "number", "first_name", "last_name")
_PEOPLE = "FROM persons p WHERE p.organization_id = :o AND p.erased_at IS NULL {where}"
_PROFILES = Listing(
    f"SELECT {_PROFILE_COLUMNS} {_PEOPLE} ORDER BY {{order}} {{cut}}",
    f"SELECT COUNT(*) {_PEOPLE}",
    {
        **_NAME_CONDITIONS,
        "viewer": _SHARES_A_GROUP,
        "group": f"EXISTS (SELECT 1 {_IN_GROUPS} AND m.group_number = :group)",
        "number": "p.number = :number",
    },
    {"first_name": ("p.first_fold", "p.number"), "last_name": ("p.last_fold", "p.number")},
)
_NUMBERED = Sql(f"""
  SELECT {_PROFILE_COLUMNS} FROM persons p
  WHERE p.organization_id = :o AND p.number IN (:numbers...) AND p.erased_at IS NULL
""")

_MEMBERS = f"""
  FROM memberships s
  JOIN groups g ON g.organization_id = s.organization_id AND g.number = s.group_number
  JOIN persons p ON p.organization_id = s.organization_id AND p.number = s.person
  WHERE s.organization_id = :o AND s.left_at IS NULL AND {LISTED_GROUP} {{where}}
"""
_MEMBERSHIP_NAMES = ("viewer", "group", "person", "number", "leads", "first_name", "last_name")
_MEMBERSHIPS = Listing(
    f"""
      SELECT s.number, s.group_number, s.person, s.role, s.joined_at, s.nickname, p.name, p.mail, p.avatar {_MEMBERS}
      ORDER BY {{order}} {{cut}}
    """,
    f"SELECT COUNT(*) {_MEMBERS}",
    {
        **_NAME_CONDITIONS,
        "viewer": """EXISTS (SELECT 1 FROM memberships v WHERE v.organization_id = s.organization_id
            AND v.group_number = s.group_number AND v.person = :viewer AND v.left_at IS NULL)""",
        "group": "s.group_number = :group",
        "person": "s.person = :person",
        "number": "s.number = :number",
        "leads": "(CASE WHEN s.role = 'member' THEN 0 ELSE 1 END) = :leads",
    },
    {
        "first_name": ("p.first_fold", "s.number"),
        "last_name": ("p.last_fold", "s.number"),
        "joined_at": ("s.joined_at", "s.number"),
        "role": ("(CASE WHEN s.role = 'member' THEN 1 ELSE 0 END)", "s.number"),
    },
)


class PersonListRows(Statements):
    """See actions/ports/person_list.py."""

    __slots__ = ()

    async def profiles(self, query: PersonQuery) -> list[Profile]:
        conditions, values = asked(query, _NAMES)
        statement = _PROFILES.page(conditions, cut(query))
        return [_profile(row) for row in await self.all(statement, **values, offset=query.offset)]

    async def count_profiles(self, query: PersonQuery) -> int:
        conditions, values = asked(query, _NAMES)
        row = await self.one(_PROFILES.total(conditions), **values)
        return int(row[0]) if row else 0

    async def profiles_numbered(self, numbers: Sequence[int]) -> dict[int, Profile]:
        profiles = [_profile(row) for row in await self.all(_NUMBERED, numbers=numbers)]
        return {it.person.number: it for it in profiles}

    async def memberships(self, query: MembershipQuery) -> list[Membership]:
        conditions, values = asked(query, _MEMBERSHIP_NAMES)
        statement = _MEMBERSHIPS.page(conditions, cut(query))
        rows = await self.all(statement, **values, offset=query.offset)
        return [
            Membership(row[0], row[1], row[2], GroupRole(row[3]), instant(row[4]), row[5], row[6] or "", row[7], row[8])
            for row in rows
        ]

    async def count_memberships(self, query: MembershipQuery) -> int:
        conditions, values = asked(query, _MEMBERSHIP_NAMES)
        row = await self.one(_MEMBERSHIPS.total(conditions), **values)
        return int(row[0]) if row else 0


def person_of(row: Row, start: int = 0) -> Person:
    """PERSON_COLUMNS from column `start` on."""
    number, name, mail, role, avatar, created_at = row[start : start + 6]
    return Person(number, name or "", mail, OrganizationRole(role), avatar, instant(created_at))


def _profile(row: Row) -> Profile:
    return Profile(person_of(row), bool(row[6]), bool(row[7]))
