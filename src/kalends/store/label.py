"""Rows of labels, as they are read."""

from collections.abc import Sequence

import msgspec

from kalends.domain import limits
from kalends.domain.label import Label, LabelKind, LabelSettings
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


def _label(row: Row) -> Label:
    return Label(row[0], LabelKind(row[1]), row[2], row[3], row[4], _settings_reader.decode(row[5]))
