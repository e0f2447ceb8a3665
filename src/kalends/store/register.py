"""What is there, as an operator lists it."""

import msgspec

from kalends.domain.access import OrganizationRole
from kalends.domain.group import GroupRole
from kalends.domain.label import Label, LabelKind, LabelSettings
from kalends.domain.person import Person
from kalends.domain.text import mail_norm
from kalends.store.instants import maybe_instant
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_PERSON = "p.number, p.name, p.mail, p.role, p.avatar, p.created_at"
_ORGANIZATIONS = Sql(
    "SELECT organization_id FROM directory WHERE space = 'organization' ORDER BY organization_id LIMIT :limit"
)
_PEOPLE = Sql(f"""
  SELECT {_PERSON} FROM persons p
  WHERE p.organization_id = :o AND p.erased_at IS NULL ORDER BY p.number LIMIT :limit
""")
_CALLED = Sql(f"""
  SELECT {_PERSON} FROM persons p
  WHERE p.organization_id = :o AND p.erased_at IS NULL
    AND (p.number = :number OR p.mail_norm = :mail OR p.name = :name)
  ORDER BY p.number LIMIT :limit
""")
_ROSTER = Sql(f"""
  SELECT {_PERSON}, m.role FROM memberships m
  JOIN persons p ON p.organization_id = m.organization_id AND p.number = m.person
  WHERE m.organization_id = :o AND m.group_number = :group_number AND m.left_at IS NULL
  ORDER BY m.joined_at, m.number LIMIT :limit
""")
_LABELS = Sql("""
  SELECT number, kind, name, position, parent, settings FROM labels
  WHERE organization_id = :o ORDER BY kind, COALESCE(parent, 0), position, number LIMIT :limit
""")
_MEETINGS = """
  (SELECT COUNT(*) FROM occurrences o JOIN events e ON e.organization_id = o.organization_id AND e.number = o.event
   WHERE o.organization_id = g.organization_id AND o.group_number = g.number AND o.live = 1
     AND e.deleted_at IS NULL {cancelled})
"""
_BROKEN = Sql(f"""
  SELECT g.name FROM groups g
  WHERE g.organization_id = :o AND g.deleted_at IS NULL AND (
    g.occurrences <> {_MEETINGS.format(cancelled="")}
    OR g.cancelled <> {_MEETINGS.format(cancelled="AND o.cancelled = 1")}
    OR g.members <> (SELECT COUNT(*) FROM memberships m WHERE m.organization_id = g.organization_id
      AND m.group_number = g.number AND m.left_at IS NULL))
  ORDER BY g.number LIMIT :limit
""")
_BIGGEST = 2**63 - 1

_settings = msgspec.json.Decoder(LabelSettings)


class RegisterRows(Statements):
    """See actions/ports/register.py."""

    __slots__ = ()

    async def organization_numbers(self, limit: int) -> list[int]:
        return [row[0] for row in await self.all(_ORGANIZATIONS, limit=limit)]

    async def people(self, limit: int) -> list[Person]:
        return [_person(row) for row in await self.all(_PEOPLE, limit=limit)]

    async def people_called(self, text: str, limit: int) -> list[Person]:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else _BIGGEST
        mail = mail_norm(text) if "@" in text else None
        return [_person(row) for row in await self.all(_CALLED, number=number, mail=mail, name=text, limit=limit)]

    async def roster(self, group: int, limit: int) -> list[tuple[Person, GroupRole]]:
        rows = await self.all(_ROSTER, group_number=group, limit=limit)
        return [(_person(row), GroupRole(row[6])) for row in rows]

    async def labels_listed(self, limit: int) -> list[Label]:
        rows = await self.all(_LABELS, limit=limit)
        return [
            Label(number, LabelKind(kind), name, position, parent, _settings.decode(settings))
            for number, kind, name, position, parent, settings in rows
        ]

    async def broken_counters(self, limit: int) -> list[str]:
        return [row[0] for row in await self.all(_BROKEN, limit=limit)]


def _person(row: Row) -> Person:
    number, name, mail, role, avatar, created_at = row[:6]
    return Person(number, name or "", mail, OrganizationRole(role), avatar, maybe_instant(created_at))
