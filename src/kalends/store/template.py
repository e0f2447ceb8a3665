"""Rows of templates. What a kind lets one choose is one JSON text, opened here and nowhere in SQL."""

import msgspec
from msgspec.structs import replace

from kalends.domain import limits
from kalends.domain.event import EventSettings
from kalends.domain.template import CHOICES, Choices, Template, TemplateKind, TemplateName
from kalends.store.instants import instant, maybe_instant, maybe_micros, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_SOME = """
  SELECT number, kind, name, fields, created_at, updated_at FROM templates
  WHERE organization_id = :o AND kind = :kind
"""
_ONE = Sql(f"{_SOME} AND number = :number")
_LOCKED = Sql(f"{_SOME} AND number = :number FOR UPDATE")
_LATEST = Sql(f"{_SOME} ORDER BY number DESC LIMIT 1")
_NAMES = Sql("""
  SELECT number, name FROM templates
  WHERE organization_id = :o AND kind = :kind ORDER BY number LIMIT :limit OFFSET :offset
""")
_INSERT = Sql("""
  INSERT INTO templates (organization_id, number, kind, name, fields, created_at, updated_at)
  VALUES (:o, :number, :kind, :name, :fields, :created_at, :updated_at)
""")
_UPDATE = Sql("""
  UPDATE templates SET name = :name, fields = :fields, updated_at = :updated_at
  WHERE organization_id = :o AND number = :number
""")
_DELETE = Sql("DELETE FROM templates WHERE organization_id = :o AND number = :number")
_USERS = Sql("""
  SELECT number FROM groups WHERE organization_id = :o AND (
    layout = :number OR landingpage = :number OR cta_block = :number OR number IN (
      SELECT group_number FROM events WHERE organization_id = :o AND layout = :number
      UNION SELECT group_number FROM events WHERE organization_id = :o AND landingpage = :number
      UNION SELECT group_number FROM events WHERE organization_id = :o AND rsvp_block = :number
      UNION SELECT group_number FROM events WHERE organization_id = :o AND cta_block = :number))
  ORDER BY number
""")

_EVENTS_LAYOUT = Sql("UPDATE events SET layout = NULL WHERE organization_id = :o AND layout = :number")
_EVENTS_PAGE = Sql("UPDATE events SET landingpage = NULL WHERE organization_id = :o AND landingpage = :number")
_ASKING = Sql("""
  SELECT number, settings FROM events
  WHERE organization_id = :o AND rsvp_block = :number ORDER BY number LIMIT :limit FOR UPDATE
""")
_UNASKED = Sql("""
  UPDATE events SET rsvp_block = NULL, settings = :settings WHERE organization_id = :o AND number = :event
""")
_TOUCHED = Sql("UPDATE groups SET version = version + 1 WHERE organization_id = :o AND number = :group_number")
_EVENTS_ACTION = Sql("UPDATE events SET cta_block = NULL WHERE organization_id = :o AND cta_block = :number")
_GROUPS_LAYOUT = Sql("UPDATE groups SET layout = NULL WHERE organization_id = :o AND layout = :number")
_GROUPS_PAGE = Sql("UPDATE groups SET landingpage = NULL WHERE organization_id = :o AND landingpage = :number")
_GROUPS_ACTION = Sql("UPDATE groups SET cta_block = NULL WHERE organization_id = :o AND cta_block = :number")
_FORGET = {
    TemplateKind.STYLE: (_EVENTS_LAYOUT, _GROUPS_LAYOUT),
    TemplateKind.LANDING_PAGE: (_EVENTS_PAGE, _GROUPS_PAGE),
    TemplateKind.RSVP_FORM: (),  # see _make_ordinary
    TemplateKind.CALL_TO_ACTION: (_EVENTS_ACTION, _GROUPS_ACTION),
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

    async def add_template(self, template: Template) -> None:
        await self.run(_INSERT, **_values(template))

    async def save_template(self, template: Template) -> None:
        await self.run(_UPDATE, **_values(template))
        await self._touch(await self._users(template.number))

    async def remove_template(self, template: Template) -> None:
        users = await self._users(template.number)
        for statement in _FORGET[template.kind]:
            await self.run(statement, number=template.number)
        if template.kind is TemplateKind.RSVP_FORM:
            await self._make_ordinary(template.number)
        await self._touch(users)
        await self.run(_DELETE, number=template.number)

    async def _make_ordinary(self, form: int) -> None:
        """Events with this form ask for no answers any more (reference atcp §1.9)."""
        while asking := await self.all(_ASKING, number=form, limit=limits.ROWS_PER_SLICE):
            for event, settings in asking:
                after = replace(_settings.decode(settings), rsvp=False)
                await self.run(_UNASKED, event=event, settings=_WRITE(after).decode())

    async def _users(self, template: int) -> list[int]:
        """Numbers of the groups in which it is used, in order."""
        return [row[0] for row in await self.all(_USERS, number=template)]

    async def _touch(self, groups: list[int]) -> None:
        """After their events, as every deed locks them."""
        await self.many(_TOUCHED, [{"group_number": group} for group in groups])


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
