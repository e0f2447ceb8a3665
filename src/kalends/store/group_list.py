"""Rows of groups in lists with filters and order, and where groups meet."""

from collections.abc import Sequence

from kalends.domain.group import Group
from kalends.domain.group_query import GroupQuery
from kalends.domain.place import Place
from kalends.store.group import GROUP_COLUMNS, group_of
from kalends.store.listing import LIKE, Asked, Listing, asked, cut
from kalends.store.place import PLACE_COLUMNS, place_of
from kalends.store.sql import Sql
from kalends.store.transaction import Statements

LISTED_GROUP = "g.deleted_at IS NULL AND g.status = 'published' AND g.kind = 'group'"

_WITH = """EXISTS (SELECT 1 FROM memberships m WHERE m.organization_id = g.organization_id
  AND m.group_number = g.number AND m.left_at IS NULL AND m.person = {})"""
_CAMPUSES = """EXISTS (SELECT 1 FROM group_labels l WHERE l.organization_id = g.organization_id
  AND l.group_number = g.number AND l.label IN (:g_campuses...))"""
_TAGS = """(SELECT COUNT(DISTINCT t.parent) FROM group_labels l
    JOIN labels t ON t.organization_id = l.organization_id AND t.number = l.label
    WHERE l.organization_id = g.organization_id AND l.group_number = g.number AND t.kind = 'tag'
      AND t.number IN (:g_tags...))
  = (SELECT CASE WHEN COUNT(*) = 0 THEN -1 ELSE COUNT(DISTINCT t.parent) END FROM labels t
    WHERE t.organization_id = :o AND t.kind = 'tag' AND t.number IN (:g_tags...))"""

GROUP_CONDITIONS = {
    "g_viewer": _WITH.format(":g_viewer"),
    "g_member": _WITH.format(":g_member"),
    "g_person": _WITH.format(":g_person"),
    "g_groups": "g.number IN (:g_groups...)",
    "g_group_types": "COALESCE(g.group_type, 0) IN (:g_group_types...)",
    "g_campuses": _CAMPUSES,
    "g_tags": _TAGS,
    "g_name": "g.name_fold = :g_name",
    "g_name_like": f"g.name_fold {LIKE.format(':g_name')}",
    "g_archived": "g.archived = :g_archived",
}
_NAMES = ("viewer", "member", "person", "groups", "group_types", "campuses", "tags", "name", "archived")

_LIST = f"FROM groups g WHERE g.organization_id = :o AND {LISTED_GROUP} {{where}}"
_GROUPS = Listing(
    f"SELECT {GROUP_COLUMNS} {_LIST} ORDER BY {{order}} {{cut}}",
    f"SELECT COUNT(*) {_LIST}",
    GROUP_CONDITIONS,
    {
        "name": ("g.name_fold", "g.number"),
        "created_at": ("g.created_at", "g.number"),
        "members": ("g.members", "g.number"),
    },
)
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
_PLACES = Sql(f"SELECT {PLACE_COLUMNS} FROM places p WHERE p.organization_id = :o AND p.number IN (:numbers...)")
_SHOWN = f"""
  FROM places p
  JOIN groups g ON g.organization_id = p.organization_id AND g.place = p.number
  WHERE p.organization_id = :o AND p.number = :number AND {LISTED_GROUP}
"""
_MET_AT = f"""
  FROM places p
  JOIN groups g ON g.organization_id = p.organization_id
  JOIN occurrences r ON r.organization_id = g.organization_id AND r.group_number = g.number AND r.live = 1
    AND r.place = p.number
  WHERE p.organization_id = :o AND p.number = :number AND {LISTED_GROUP}
"""
_SEEN = f" AND {_WITH.format(':viewer')}"
_FIRST = " ORDER BY g.number LIMIT 1"
_PLACE = f"SELECT {PLACE_COLUMNS}, g.number"
_PLACE_SHOWN = (Sql(f"{_PLACE} {_SHOWN} {_FIRST}"), Sql(f"{_PLACE} {_SHOWN} {_SEEN} {_FIRST}"))
_PLACE_MET_AT = (Sql(f"{_PLACE} {_MET_AT} {_FIRST}"), Sql(f"{_PLACE} {_MET_AT} {_SEEN} {_FIRST}"))


def group_conditions(query: GroupQuery) -> Asked:
    """Names in GROUP_CONDITIONS and their values, for statements with `groups g`."""
    return asked(query, _NAMES, "g_")


class GroupListRows(Statements):
    """See actions/ports/group_list.py."""

    __slots__ = ()

    async def listed_groups(self, query: GroupQuery) -> list[Group]:
        conditions, values = group_conditions(query)
        statement = _GROUPS.page(conditions, cut(query))
        return [group_of(row) for row in await self.all(statement, **values, offset=query.offset)]

    async def count_groups(self, query: GroupQuery) -> int:
        conditions, values = group_conditions(query)
        row = await self.one(_GROUPS.total(conditions), **values)
        return int(row[0]) if row else 0

    async def broken_counters(self, limit: int) -> list[str]:
        return [row[0] for row in await self.all(_BROKEN, limit=limit)]

    async def places_numbered(self, numbers: Sequence[int]) -> dict[int, Place]:
        places = (place_of(row, 0) for row in await self.all(_PLACES, numbers=numbers))
        return {place.number: place for place in places if place is not None}

    async def place_in_use(self, number: int, viewer: int | None) -> tuple[Place, int] | None:
        for statements in (_PLACE_SHOWN, _PLACE_MET_AT):
            row = await self.one(statements[viewer is not None], number=number, viewer=viewer)
            if row is not None and (place := place_of(row, 0)) is not None:
                return place, row[5]
        return None
