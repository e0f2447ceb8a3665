"""Taking out, in slices, the rows of what was deleted: what refers goes before what it refers to."""

from kalends.store.sql import Sql
from kalends.store.transaction import Statements

_EVENT = Sql("""
  SELECT e.prokey FROM events e
  JOIN groups g ON g.organization_id = e.organization_id AND g.number = e.group_number
  WHERE e.organization_id = :o AND e.number = :event AND (e.deleted_at IS NOT NULL OR g.deleted_at IS NOT NULL)
""")
_MEETINGS = "SELECT number FROM occurrences WHERE organization_id = :o AND event = :event"
_OF_EVENT = tuple(
    Sql(f"""
      DELETE FROM {table} WHERE organization_id = :o AND number IN (
        SELECT number FROM {table} WHERE organization_id = :o AND {which} LIMIT :most)
    """)
    for table, which in (
        ("answers", "event = :event"),
        ("attendances", f"occurrence IN ({_MEETINGS})"),
        ("notes", f"occurrence IN ({_MEETINGS})"),
        ("reminders", "event = :event"),
        ("occurrences", "event = :event"),
        ("event_dates", "event = :event"),
        ("events", "number = :event"),
    )
)
_ORIGINS = Sql("DELETE FROM foreign_events WHERE organization_id = :o AND event = :event")
_REMINDED = Sql(f"DELETE FROM reminders_sent WHERE organization_id = :o AND occurrence IN ({_MEETINGS})")
_GROUP = Sql(
    "SELECT prokey FROM groups WHERE organization_id = :o AND number = :group_number AND deleted_at IS NOT NULL"
)
_ANY_EVENT = Sql(
    "SELECT number FROM events WHERE organization_id = :o AND group_number = :group_number ORDER BY number LIMIT 1"
)
_OF_GROUP = (
    Sql("""
      DELETE FROM messages WHERE organization_id = :o AND group_number = :group_number AND number IN (
        SELECT number FROM messages WHERE organization_id = :o AND group_number = :group_number LIMIT :most)
    """),
    Sql("""
      DELETE FROM memberships WHERE organization_id = :o AND number IN (
        SELECT number FROM memberships WHERE organization_id = :o AND group_number = :group_number LIMIT :most)
    """),
    Sql("""
      DELETE FROM group_labels WHERE organization_id = :o AND group_number = :group_number AND label IN (
        SELECT label FROM group_labels WHERE organization_id = :o AND group_number = :group_number LIMIT :most)
    """),
    Sql("DELETE FROM subscriptions WHERE organization_id = :o AND group_number = :group_number"),
    Sql("DELETE FROM groups WHERE organization_id = :o AND number = :group_number"),
)
_FORGET = Sql("DELETE FROM directory WHERE space = 'id' AND key = :prokey AND organization_id = :o")


class RemovalRows(Statements):
    """See actions/ports/removal.py."""

    __slots__ = ()

    async def remove_event_rows(self, event: int, most: int) -> int:
        row = await self.one(_EVENT, event=event)
        if row is None:
            return 0
        await self.run(_ORIGINS, event=event)
        await self.run(_REMINDED, event=event)
        for statement in _OF_EVENT:
            if removed := await self.run(statement, event=event, most=most):
                if statement is _OF_EVENT[-1]:
                    await self.run(_FORGET, prokey=row[0])
                return removed
        return 0

    async def remove_group_rows(self, group: int, most: int) -> int:
        row = await self.one(_GROUP, group_number=group)
        if row is None:
            return 0
        if (event := await self.one(_ANY_EVENT, group_number=group)) is not None:
            return await self.remove_event_rows(event[0], most)
        for statement in _OF_GROUP:
            if removed := await self.run(statement, group_number=group, most=most):
                if statement is _OF_GROUP[-1]:
                    await self.run(_FORGET, prokey=row[0])
                return removed
        return 0
