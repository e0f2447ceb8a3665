"""Rows of labels, and of the groups that bear them."""

from collections.abc import Sequence

import msgspec

from kalends.domain import limits
from kalends.domain.label import Label, LabelKind, LabelSettings
from kalends.domain.text import fold
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_COLUMNS = "l.number, l.kind, l.name, l.position, l.parent, l.settings"
_OF_KIND = Sql(f"""
  SELECT {_COLUMNS} FROM labels l WHERE l.organization_id = :o AND l.kind = :kind
  ORDER BY COALESCE(l.parent, 0), l.position, l.number LIMIT :limit
""")
_NUMBERED = Sql(f"SELECT {_COLUMNS} FROM labels l WHERE l.organization_id = :o AND l.number IN (:numbers...)")
_OF_GROUPS = Sql(f"""
  SELECT {_COLUMNS}, b.group_number FROM group_labels b
  JOIN labels l ON l.organization_id = b.organization_id AND l.number = b.label
  WHERE b.organization_id = :o AND b.group_number IN (:groups...) AND l.kind = :kind
  ORDER BY b.group_number, l.position, l.number LIMIT :limit
""")
_SIBLINGS = "SELECT COALESCE(MAX(position), 0) + 1 FROM labels WHERE organization_id = :o AND kind = :kind"
_POSITION = Sql(_SIBLINGS + " AND parent IS NULL")
_POSITION_IN = Sql(_SIBLINGS + " AND parent = :parent")
_ADD = Sql("""
  INSERT INTO labels (organization_id, number, kind, parent, name, name_fold, position, settings)
  VALUES (:o, :number, :kind, :parent, :name, :name_fold, :position, :settings)
""")
_PUT = Sql("""
  INSERT INTO group_labels (organization_id, group_number, label) VALUES (:o, :group_number, :label)
  ON CONFLICT DO NOTHING
""")
_TAKE = Sql("DELETE FROM group_labels WHERE organization_id = :o AND group_number = :group_number AND label = :label")

_settings_reader = msgspec.json.Decoder(LabelSettings)


class LabelRows(Statements):
    """See actions/ports/label.py."""

    __slots__ = ()

    async def labels(self, kind: LabelKind, limit: int) -> list[Label]:
        return [_label(row) for row in await self.all(_OF_KIND, kind=kind, limit=limit)]

    async def labels_numbered(self, numbers: Sequence[int]) -> dict[int, Label]:
        return {row[0]: _label(row) for row in await self.all(_NUMBERED, numbers=numbers)}

    async def labels_of_groups(self, groups: Sequence[int], kind: LabelKind) -> dict[int, tuple[Label, ...]]:
        most = limits.LABELS_PER_KIND * len(groups)
        found: dict[int, list[Label]] = {}
        for row in await self.all(_OF_GROUPS, groups=groups, kind=kind, limit=most):
            found.setdefault(row[6], []).append(_label(row))
        return {group: tuple(labels) for group, labels in found.items()}

    async def next_position(self, kind: LabelKind, parent: int | None) -> int:
        row = await self.one(_POSITION if parent is None else _POSITION_IN, kind=kind, parent=parent)
        return 1 if row is None else int(row[0])

    async def add_label(self, label: Label) -> None:
        await self.run(
            _ADD,
            number=label.number,
            kind=label.kind,
            parent=label.parent,
            name=label.name,
            name_fold=fold(label.name),
            position=label.position,
            settings=msgspec.json.encode(label.settings).decode(),
        )

    async def put_label(self, group: int, label: int) -> None:
        await self.run(_PUT, group_number=group, label=label)

    async def take_label(self, group: int, label: int) -> None:
        await self.run(_TAKE, group_number=group, label=label)


def _label(row: Row) -> Label:
    return Label(row[0], LabelKind(row[1]), row[2], row[3], row[4], _settings_reader.decode(row[5]))
