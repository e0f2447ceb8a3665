"""Rows of persons."""

from collections.abc import Sequence
from datetime import datetime

from kalends.domain.access import OrganizationRole
from kalends.domain.person import Person, PersonQuery, Profile
from kalends.domain.text import fold, mail_norm
from kalends.store.group_list import LISTED_GROUP
from kalends.store.instants import instant, micros
from kalends.store.listing import LIKE, Listing, asked, cut
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

PERSON_COLUMNS = "p.number, p.name, p.mail, p.role, p.avatar, p.created_at"
NAME_CONDITIONS = {
    "first_name": "p.first_fold = :first_name",
    "first_name_like": f"p.first_fold {LIKE.format(':first_name')}",
    "last_name": "p.last_fold = :last_name",
    "last_name_like": f"p.last_fold {LIKE.format(':last_name')}",
}

_THERE = "FROM persons p WHERE p.organization_id = :o AND p.erased_at IS NULL"
_ONE = Sql(f"SELECT {PERSON_COLUMNS} {_THERE} AND p.number = :number")
_ALL = Sql(f"SELECT {PERSON_COLUMNS} {_THERE} ORDER BY p.number LIMIT :limit")
_CALLED = Sql(f"""
  SELECT {PERSON_COLUMNS} {_THERE} AND (p.number = :number OR p.mail_norm = :mail OR p.name = :name)
  ORDER BY p.number LIMIT :limit
""")
_BIGGEST = 2**63 - 1

_IN_GROUPS = f"""
  FROM memberships m JOIN groups g ON g.organization_id = m.organization_id AND g.number = m.group_number
  WHERE m.organization_id = p.organization_id AND m.person = p.number AND m.left_at IS NULL AND {LISTED_GROUP}
"""
_PROFILE_COLUMNS = f"""{PERSON_COLUMNS}, EXISTS (SELECT 1 {_IN_GROUPS} AND m.role <> 'member'),
  EXISTS (SELECT 1 {_IN_GROUPS})"""
_SHARES_A_GROUP = f"""(p.number = :viewer OR EXISTS (SELECT 1 {_IN_GROUPS} AND EXISTS (SELECT 1 FROM memberships v
  WHERE v.organization_id = m.organization_id AND v.group_number = m.group_number AND v.person = :viewer
    AND v.left_at IS NULL)))"""
_NAMES = ("viewer", "group", "number", "first_name", "last_name")
_PROFILES = Listing(
    f"SELECT {_PROFILE_COLUMNS} {_THERE} {{where}} ORDER BY {{order}} {{cut}}",
    f"SELECT COUNT(*) {_THERE} {{where}}",
    {
        **NAME_CONDITIONS,
        "viewer": _SHARES_A_GROUP,
        "group": f"EXISTS (SELECT 1 {_IN_GROUPS} AND m.group_number = :group)",
        "number": "p.number = :number",
    },
    {"first_name": ("p.first_fold", "p.number"), "last_name": ("p.last_fold", "p.number")},
)
_NUMBERED = Sql(f"SELECT {_PROFILE_COLUMNS} {_THERE} AND p.number IN (:numbers...)")

_ADD = Sql("""
  INSERT INTO persons (organization_id, number, role, name, first_fold, last_fold, mail, mail_norm, avatar, created_at)
  VALUES (:o, :number, :role, :name, :first_fold, :last_fold, :mail, :mail_norm, :avatar, :now) ON CONFLICT DO NOTHING
""")


class PersonRows(Statements):
    """See actions/ports/person.py."""

    __slots__ = ()

    async def person(self, number: int) -> Person | None:
        row = await self.one(_ONE, number=number)
        return None if row is None else person_of(row)

    async def people(self, limit: int) -> list[Person]:
        return [person_of(row) for row in await self.all(_ALL, limit=limit)]

    async def people_called(self, text: str, limit: int) -> list[Person]:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else _BIGGEST
        mail = mail_norm(text) if "@" in text else None
        return [person_of(row) for row in await self.all(_CALLED, number=number, mail=mail, name=text, limit=limit)]

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

    async def add_person(self, person: Person, now: datetime) -> bool:
        return bool(
            await self.run(
                _ADD,
                number=person.number,
                role=person.role,
                name=person.name,
                first_fold=fold(person.first_name),
                last_fold=fold(person.last_name),
                mail=person.mail,
                mail_norm=None if person.mail is None else mail_norm(person.mail),
                avatar=person.avatar,
                now=micros(now),
            )
        )


def person_of(row: Row, start: int = 0) -> Person:
    """PERSON_COLUMNS from column `start` on."""
    number, name, mail, role, avatar, created_at = row[start : start + 6]
    return Person(number, name or "", mail, OrganizationRole(role), avatar, instant(created_at))


def _profile(row: Row) -> Profile:
    return Profile(person_of(row), bool(row[6]), bool(row[7]))
