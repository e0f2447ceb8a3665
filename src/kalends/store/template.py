"""Rows of templates. What a kind lets one choose is one JSON text, opened here and nowhere in SQL."""

from datetime import datetime

import msgspec

from kalends.domain.event import EventSettings, ordinary
from kalends.domain.template import CHOICES, Choices, Template, TemplateKind, TemplateName
from kalends.store.instants import instant, maybe_instant, maybe_micros, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_SOME = """
  SELECT number, kind, name, fields, created_at, updated_at FROM templates
  WHERE organization_id = :o AND kind = :kind AND deleted_at IS NULL
"""
_ONE = Sql(f"{_SOME} AND number = :number")
_LOCKED = Sql(f"{_SOME} AND number = :number FOR NO KEY UPDATE")
_REFERRED = Sql("""
  SELECT 1 FROM templates WHERE organization_id = :o AND kind = :kind AND number = :number AND deleted_at IS NULL
  FOR KEY SHARE
""")
_ALONE = Sql("SELECT 1 FROM templates WHERE organization_id = :o AND number = :number FOR UPDATE")
_LATEST = Sql(f"{_SOME} ORDER BY number DESC LIMIT 1")
_NAMES = Sql("""
  SELECT number, name FROM templates
  WHERE organization_id = :o AND kind = :kind AND deleted_at IS NULL ORDER BY number LIMIT :limit OFFSET :offset
""")
_INSERT = Sql("""
  INSERT INTO templates (organization_id, number, kind, name, fields, created_at, updated_at)
  VALUES (:o, :number, :kind, :name, :fields, :created_at, :updated_at)
""")
_UPDATE = Sql("""
  UPDATE templates SET name = :name, fields = :fields, updated_at = :updated_at
  WHERE organization_id = :o AND number = :number
""")
_DELETE = Sql("""
  UPDATE templates SET deleted_at = :now WHERE organization_id = :o AND number = :number AND deleted_at IS NULL
""")
_TOUCH = Sql("UPDATE organizations SET templates_version = templates_version + 1 WHERE organization_id = :o")
_GOING = Sql("SELECT kind FROM templates WHERE organization_id = :o AND number = :number AND deleted_at IS NOT NULL")
_REMOVE = Sql("DELETE FROM templates WHERE organization_id = :o AND number = :number AND deleted_at IS NOT NULL")
_ASKING = Sql("""
  SELECT number, settings FROM events
  WHERE organization_id = :o AND rsvp_block = :number ORDER BY number LIMIT :most FOR UPDATE
""")
_UNASKED = Sql("""
  UPDATE events SET rsvp_block = NULL, settings = :settings WHERE organization_id = :o AND number = :event
""")


def _forgetting(table: str, column: str) -> tuple[Sql, Sql]:
    """First whom, then it: PostgreSQL may well take a LIMIT inside an UPDATE for more (its manual on SELECT)."""
    return (
        Sql(f"""
          SELECT number FROM {table} WHERE organization_id = :o AND {column} = :number
          ORDER BY number LIMIT :most FOR UPDATE
        """),
        Sql(f"UPDATE {table} SET {column} = NULL WHERE organization_id = :o AND number IN (:numbers...)"),
    )


_FORGET = {
    kind: (_forgetting("events", column), _forgetting("groups", column))
    for kind, column in (
        (TemplateKind.STYLE, "layout"),
        (TemplateKind.LANDING_PAGE, "landingpage"),
        (TemplateKind.CALL_TO_ACTION, "cta_block"),
    )
}

_settings = msgspec.json.Decoder(EventSettings)
_WRITE = msgspec.json.Encoder().encode
_READERS: dict[TemplateKind, msgspec.json.Decoder[Choices]] = {
    kind: msgspec.json.Decoder(struct) for kind, struct in CHOICES.items()
}


class TemplateRows(Statements):
    """actions/ports/template.py"""

    async def template(self, kind: TemplateKind, number: int) -> Template | None:
        return _maybe(await self.one(_ONE, kind=kind.value, number=number))

    async def latest_template(self, kind: TemplateKind) -> Template | None:
        return _maybe(await self.one(_LATEST, kind=kind.value))

    async def template_names(self, kind: TemplateKind, limit: int, offset: int) -> list[TemplateName]:
        rows = await self.all(_NAMES, kind=kind.value, limit=limit, offset=offset)
        return [TemplateName(number, name) for number, name in rows]

    async def template_for_update(self, kind: TemplateKind, number: int) -> Template | None:
        return _maybe(await self.one(_LOCKED, kind=kind.value, number=number))

    async def refers_to(self, kind: TemplateKind, number: int) -> bool:
        return await self.one(_REFERRED, kind=kind.value, number=number) is not None

    async def add_template(self, template: Template) -> None:
        await self.run(_INSERT, **_values(template))

    async def save_template(self, template: Template) -> None:
        await self.run(_UPDATE, **_values(template))
        await self.run(_TOUCH)

    async def remove_template(self, template: Template, now: datetime) -> None:
        await self.one(_ALONE, number=template.number)
        await self.run(_DELETE, number=template.number, now=micros(now))
        await self.run(_TOUCH)

    async def forget_template(self, number: int, most: int) -> bool:
        row = await self.one(_GOING, number=number)
        if row is None:
            return False
        kind = TemplateKind(row[0])
        if kind is TemplateKind.RSVP_FORM:
            some = await self._make_ordinary(number, most)
        else:
            some = sum([await self._forget(number, most, *steps) for steps in _FORGET[kind]])
        if not some:
            await self.run(_REMOVE, number=number)
        return bool(some)

    async def _forget(self, template: int, most: int, some: Sql, forget: Sql) -> int:
        numbers = [row[0] for row in await self.all(some, number=template, most=most)]
        return await self.run(forget, numbers=numbers) if numbers else 0

    async def _make_ordinary(self, form: int, most: int) -> int:
        asking = await self.all(_ASKING, number=form, most=most)
        plain = [(event, ordinary(_settings.decode(settings))) for event, settings in asking]
        await self.many(_UNASKED, [{"event": event, "settings": _WRITE(it).decode()} for event, it in plain])
        return len(plain)


def _values(template: Template) -> dict[str, object]:
    return {
        "number": template.number,
        "kind": template.kind.value,
        "name": template.name,
        "fields": _WRITE(template.choices).decode(),
        "created_at": micros(template.created_at),
        "updated_at": maybe_micros(template.updated_at),
    }


def _maybe(row: Row | None) -> Template | None:
    if row is None:
        return None
    number, kind_text, name, fields, created_at, updated_at = row
    kind = TemplateKind(kind_text)
    return Template(number, kind, name, _READERS[kind].decode(fields), instant(created_at), maybe_instant(updated_at))
