"""Rows of groups."""

from datetime import datetime

import msgspec

from kalends.domain.group import Group, GroupKind, GroupRole, GroupSettings, Status, Subscription, Visibility
from kalends.domain.text import fold
from kalends.store.instants import instant, maybe_instant, maybe_micros, micros
from kalends.store.reference import References
from kalends.store.sql import Sql
from kalends.store.transaction import Row
from kalends.store.words import maybe_word_of, word_of

GROUP_COLUMNS = """
  g.number, g.prokey, g.name, g.kind, g.parent, g.status, g.visibility, g.group_type, g.place, g.subscription,
  g.layout, g.landingpage, g.cta_block, g.settings, g.version, g.occurrences, g.cancelled, g.members,
  g.created_at, g.updated_at
"""
GROUP_WIDTH = 20  # columns of GROUP_COLUMNS
ROLE_JOIN = """
  LEFT JOIN memberships m ON m.organization_id = g.organization_id AND m.group_number = g.number
    AND m.person = :person AND m.left_at IS NULL
"""

_ONE = f"SELECT {GROUP_COLUMNS}, m.role FROM groups g {ROLE_JOIN} WHERE g.organization_id = :o AND g.deleted_at IS NULL"
_BY_PROKEY = Sql(f"{_ONE} AND g.prokey = :prokey")
_BY_NUMBER = Sql(f"{_ONE} AND g.number = :number")
_LIST = f"""
  SELECT {GROUP_COLUMNS} FROM groups g
  WHERE g.organization_id = :o AND g.deleted_at IS NULL AND g.kind = 'group'
"""
_MINE = """
  AND EXISTS (SELECT 1 FROM memberships m WHERE m.organization_id = :o AND m.group_number = g.number
    AND m.person = :person AND m.left_at IS NULL AND (g.status = 'published' OR m.role IN ('owner', 'leader')))
"""
_PAGE = " ORDER BY g.number LIMIT :limit OFFSET :offset"
_ALL, _ALL_MINE = Sql(_LIST + _PAGE), Sql(_LIST + _MINE + _PAGE)
_LATEST = " ORDER BY g.number DESC LIMIT 1"
_LATEST_ALL, _LATEST_MINE = Sql(_LIST + _LATEST), Sql(_LIST + _MINE + _LATEST)
_EVENT_PROKEYS = Sql("""
  SELECT prokey FROM events
  WHERE organization_id = :o AND group_number = :group_number AND deleted_at IS NULL ORDER BY number LIMIT :limit
""")
_PUBLISHED_PROKEYS = Sql("""
  SELECT prokey FROM events
  WHERE organization_id = :o AND group_number = :group_number AND deleted_at IS NULL
    AND (status = 'published' OR creator = :person) ORDER BY number LIMIT :limit
""")
_INSERT = Sql("""
  INSERT INTO groups (organization_id, number, prokey, kind, parent, name, name_fold, status, visibility, group_type,
    place, subscription, layout, landingpage, cta_block, settings, archived, version, last_message_number,
    occurrences, cancelled, members, created_at)
  VALUES (:o, :number, :prokey, :kind, :parent, :name, :name_fold, :status, :visibility, :group_type,
    :place, :subscription, :layout, :landingpage, :cta_block, :settings, :archived, 0, 0, 0, 0, 0, :created_at)
""")
_UPDATE = Sql("""
  UPDATE groups SET name = :name, name_fold = :name_fold, status = :status, visibility = :visibility,
    group_type = :group_type, place = :place, subscription = :subscription, layout = :layout,
    landingpage = :landingpage, cta_block = :cta_block, settings = :settings, archived = :archived,
    version = version + 1, updated_at = :updated_at
  WHERE organization_id = :o AND number = :number
""")
_DIRECTORY = Sql("INSERT INTO directory (space, key, kind, organization_id) VALUES ('id', :prokey, 'group', :o)")
_LOCK = Sql("UPDATE groups SET number = number WHERE organization_id = :o AND prokey = :prokey")
_DELETE = Sql("""
  UPDATE groups SET deleted_at = :now, version = version + 1
  WHERE organization_id = :o AND number = :number AND deleted_at IS NULL
""")
_TOUCH = Sql("""
  UPDATE groups SET version = version + 1, occurrences = occurrences + :occurrences, cancelled = cancelled + :cancelled
  WHERE organization_id = :o AND number = :number
""")

_kind, _status, _visibility = word_of(GroupKind), word_of(Status), word_of(Visibility)
_subscription = word_of(Subscription)
_settings_reader = msgspec.json.Decoder(GroupSettings)
_NO_SETTINGS = GroupSettings()


def group_of(row: Row) -> Group:
    """The first GROUP_WIDTH columns of a row as a Group."""
    settings = row[13]
    return Group(
        row[0], row[1], row[2], _kind(row[3]), row[4], _status(row[5]), _visibility(row[6]), row[7], row[8],
        _subscription(row[9]), row[10], row[11], row[12],
        _NO_SETTINGS if settings == "{}" else _settings_reader.decode(settings),
        row[14], row[15], row[16], row[17], instant(row[18]), maybe_instant(row[19]),
    )  # fmt: skip


role_of = maybe_word_of(GroupRole)
"""A membership's role as stored; None for no membership."""


def _values(group: Group) -> dict[str, object]:
    return {
        "number": group.number, "prokey": group.prokey, "kind": group.kind, "parent": group.parent, "name": group.name,
        "name_fold": fold(group.name), "status": group.status, "visibility": group.visibility,
        "group_type": group.group_type, "place": group.place, "subscription": group.subscription,
        "layout": group.layout, "landingpage": group.landingpage, "cta_block": group.cta_block,
        "settings": msgspec.json.encode(group.settings).decode(), "archived": group.settings.archived_at is not None,
        "created_at": maybe_micros(group.created_at), "updated_at": maybe_micros(group.updated_at),
    }  # fmt: skip


class GroupRows(References):
    """See actions/ports/group.py."""

    __slots__ = ()

    async def group_by_prokey(self, prokey: str, person: int | None) -> tuple[Group, GroupRole | None] | None:
        return await self._group_and_role(await self.one(_BY_PROKEY, prokey=prokey, person=person))

    async def group_by_number(self, number: int, person: int | None) -> tuple[Group, GroupRole | None] | None:
        return await self._group_and_role(await self.one(_BY_NUMBER, number=number, person=person))

    async def _group_and_role(self, row: Row | None) -> tuple[Group, GroupRole | None] | None:
        if row is None:
            return None
        (group,) = await self.without_deleted([group_of(row)])
        return group, role_of(row[GROUP_WIDTH])

    async def groups(self, person: int | None, limit: int, offset: int) -> list[Group]:
        statement = _ALL if person is None else _ALL_MINE
        rows = await self.all(statement, person=person, limit=limit, offset=offset)
        return await self.without_deleted([group_of(row) for row in rows])

    async def latest_group(self, person: int | None) -> Group | None:
        row = await self.one(_LATEST_ALL if person is None else _LATEST_MINE, person=person)
        return None if row is None else (await self.without_deleted([group_of(row)]))[0]

    async def event_prokeys(self, group: int, limit: int) -> list[str]:
        return [row[0] for row in await self.all(_EVENT_PROKEYS, group_number=group, limit=limit)]

    async def event_prokeys_for(self, group: int, person: int, limit: int) -> list[str]:
        rows = await self.all(_PUBLISHED_PROKEYS, group_number=group, person=person, limit=limit)
        return [row[0] for row in rows]

    async def add_group(self, group: Group) -> None:
        await self.run(_INSERT, **_values(group))
        await self.run(_DIRECTORY, prokey=group.prokey)

    async def lock_group(self, prokey: str) -> None:
        await self.run(_LOCK, prokey=prokey)

    async def save_group(self, group: Group) -> None:
        await self.run(_UPDATE, **_values(group))

    async def mark_group_deleted(self, group: int, now: datetime) -> None:
        await self.run(_DELETE, number=group, now=micros(now))

    async def touch_group(self, group: int, *, occurrences: int = 0, cancelled: int = 0) -> None:
        await self.run(_TOUCH, number=group, occurrences=occurrences, cancelled=cancelled)
