"""Rows of labels, and of the groups that bear them, as they are written."""

import msgspec

from kalends.domain.label import Label, LabelKind
from kalends.domain.text import fold
from kalends.store.sql import Sql
from kalends.store.transaction import Statements

_KIND = Sql("SELECT kind FROM labels WHERE organization_id = :o AND number = :number")
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


class SortingRows(Statements):
    """See actions/ports/sorting.py."""

    __slots__ = ()

    async def label_of_kind(self, number: int) -> LabelKind | None:
        row = await self.one(_KIND, number=number)
        return None if row is None else LabelKind(row[0])

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
