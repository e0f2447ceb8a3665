"""Rows of persons and memberships."""

from datetime import datetime

from kalends.domain.access import OrganizationRole
from kalends.domain.person import Person
from kalends.domain.text import fold, mail_norm
from kalends.store.instants import instant, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_ONE = Sql("""
  SELECT number, name, mail, role, avatar, created_at FROM persons
  WHERE organization_id = :o AND number = :number AND erased_at IS NULL
""")
_EXISTS = Sql("SELECT 1 FROM persons WHERE organization_id = :o AND number = :number AND erased_at IS NULL")
_ADD = Sql("""
  INSERT INTO persons (organization_id, number, role, name, first_fold, last_fold, mail, mail_norm, avatar, created_at)
  VALUES (:o, :number, :role, :name, :first_fold, :last_fold, :mail, :mail_norm, :avatar, :now) ON CONFLICT DO NOTHING
""")
_LEAVE = Sql("""
  UPDATE memberships SET left_at = :now
  WHERE organization_id = :o AND group_number = :group_number AND person = :person AND left_at IS NULL
""")
_COUNT_LEAVER = Sql("""
  UPDATE groups SET members = members - 1, version = version + 1 WHERE organization_id = :o AND number = :number
""")
_NICKNAME = Sql("""
  UPDATE memberships SET nickname = :nickname
  WHERE organization_id = :o AND group_number = :group_number AND person = :person AND left_at IS NULL
""")


class PersonRows(Statements):
    """See actions/ports/person.py."""

    __slots__ = ()

    async def person(self, number: int) -> Person | None:
        return _person(await self.one(_ONE, number=number))

    async def person_exists(self, number: int) -> bool:
        return await self.one(_EXISTS, number=number) is not None

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

    async def leave_group(self, group: int, person: int, now: datetime) -> None:
        if await self.run(_LEAVE, group_number=group, person=person, now=micros(now)):
            await self.run(_COUNT_LEAVER, number=group)

    async def set_nickname(self, group: int, person: int, nickname: str | None) -> None:
        await self.run(_NICKNAME, group_number=group, person=person, nickname=nickname)


def _person(row: Row | None) -> Person | None:
    if row is None:
        return None
    return Person(row[0], row[1] or "", row[2], OrganizationRole(row[3]), row[4], instant(row[5]))
