"""Rows of meetings in lists with filters and order.

The inner statement finds the page, and only its rows are then joined. Across all groups, and in one group, it follows
an index in the order asked for, so a first page costs the same however many meetings there are; in the groups of a
person it sorts those groups' meetings. Databases that know little of their tables would choose otherwise, which is why
the group is asked for by a sub-select that cannot become a join, and why sorting is spelled `+ 0`.
"""

from functools import lru_cache

from kalends.domain.occurrence import Entry, OccurrenceQuery
from kalends.store.group import GROUP_COLUMNS, group_of
from kalends.store.group_list import GROUP_CONDITIONS, LISTED_GROUP, group_conditions
from kalends.store.listing import LIKE, Asked, Listing, asked, cut
from kalends.store.occurrence import OCCURRENCE_COLUMNS, OCCURRENCE_JOINS, OCCURRENCE_WIDTH, occurrence_of
from kalends.store.transaction import Row, Statements

_MAILED = """
  EXISTS (SELECT 1 FROM reminders q WHERE q.organization_id = r.organization_id AND q.event = r.event
    AND q.occurrence IN (0, r.number) AND q.channel = 'mail')
"""
_FIND = "FROM occurrences r WHERE r.organization_id = :o AND r.live = 1 {where}"
_IN_GROUP = f"""1 = (SELECT 1 FROM groups g WHERE g.organization_id = r.organization_id
  AND g.number = r.group_number AND {LISTED_GROUP} AND """
_THEIRS = """r.group_number IN (SELECT m.group_number FROM memberships m
  WHERE m.organization_id = :o AND m.left_at IS NULL AND m.person = {})"""

_OWN_CONDITIONS = {
    "number": "r.number = :number",
    "cancelled": "r.cancelled = :cancelled",
    "located": "(CASE WHEN r.place IS NULL THEN 0 ELSE 1 END) = :located",
    "name": "r.name_fold = :name",
    "name_like": f"r.name_fold {LIKE.format(':name')}",
    "starts_from": "r.starts_at >= :starts_from",
    "starts_to": "r.starts_at <= :starts_to",
    "ends_from": "r.ends_at >= :ends_from",
    "ends_to": "r.ends_at <= :ends_to",
}
_NAMES = ("number", "cancelled", "located", "name", "starts_from", "starts_to", "ends_from", "ends_to")
_PERSONS = ("g_viewer", "g_member", "g_person")
_FINDING = {  # conditions on the group that find rows by an index; the others can only test them
    "g_groups": "r.group_number IN (:g_groups...)",
    **{name: _THEIRS.format(f":{name}") for name in _PERSONS},
}
_SORTED = "sorted_"
_KEPT = 4_096  # entries, of a kilobyte or two each

_MEETINGS = Listing(
    f"""
      SELECT {OCCURRENCE_COLUMNS}, {_MAILED}, {GROUP_COLUMNS} FROM (
        SELECT * {_FIND} ORDER BY {{order}} {{cut}}
      ) r {OCCURRENCE_JOINS} ORDER BY {{order}}
    """,
    f"SELECT COUNT(*) {_FIND}",
    {
        **_OWN_CONDITIONS,
        "listed": f"{_IN_GROUP} 1 = 1)",
        **{name: f"{_IN_GROUP} {text})" for name, text in GROUP_CONDITIONS.items()},
        **_FINDING,
    },
    {
        "starts_at": ("r.starts_at", "r.number"),
        "ends_at": ("r.ends_at", "r.number"),
        "name": ("r.name_fold", "r.number"),
        f"{_SORTED}starts_at": ("r.starts_at + 0", "r.number"),
        f"{_SORTED}ends_at": ("r.ends_at + 0", "r.number"),
        f"{_SORTED}name": ("r.name_fold || ''", "r.number"),
    },
)
_COUNTERS = Listing(
    "",
    f"""
      SELECT CAST(COALESCE(SUM(g.occurrences), 0) AS BIGINT), CAST(COALESCE(SUM(g.cancelled), 0) AS BIGINT)
      FROM groups g WHERE g.organization_id = :o AND {LISTED_GROUP} {{where}}
    """,
    GROUP_CONDITIONS,
    {},
)


class OccurrenceListRows(Statements):
    """See actions/ports/occurrence_list.py."""

    __slots__ = ()

    async def entries(self, query: OccurrenceQuery) -> list[Entry]:
        conditions, values = _asked(query)
        order = f"{_SORTED}{query.order}" if _is_sorted(query) else None
        statement = _MEETINGS.page(conditions, cut(query, order))
        rows = await self.all(statement, **values, offset=query.offset)
        return [_entry(row) for row in rows]

    async def count_entries(self, query: OccurrenceQuery) -> int:
        own, _ = asked(query, _NAMES)
        if set(own) <= {"cancelled"}:
            return await self._counted(query)
        conditions, values = _asked(query)
        row = await self.one(_MEETINGS.total(conditions), **values)
        return int(row[0]) if row else 0

    async def _counted(self, query: OccurrenceQuery) -> int:
        """From the counters that every deed keeps."""
        conditions, values = group_conditions(query.group)
        row = await self.one(_COUNTERS.total(conditions), **values)
        total, cancelled = row or (0, 0)
        if query.cancelled is None:
            return int(total)
        return int(cancelled if query.cancelled else total - cancelled)


def _asked(query: OccurrenceQuery) -> Asked:
    own, values = asked(query, _NAMES)
    groups, group_values = group_conditions(query.group)
    listed = ("listed",) if set(groups) <= _FINDING.keys() else ()
    return (*own, *groups, *listed), values | group_values


def _is_sorted(query: OccurrenceQuery) -> bool:
    """Whether to gather the meetings of some groups and sort them, instead of following an index through all."""
    group = query.group
    if group.groups is not None:
        return len(group.groups) > 1
    return any(person is not None for person in (group.viewer, group.member, group.person))


@lru_cache(_KEPT)
def _entry(row: Row) -> Entry:
    """The same pages are read again and again: equal rows are read into the same entry."""
    return Entry(occurrence_of(row), group_of(row[OCCURRENCE_WIDTH + 1 :]), row[OCCURRENCE_WIDTH] == 1)
