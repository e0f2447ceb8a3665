"""What people do with templates: any member of the organization reads them, administrators write them."""

from datetime import datetime

from kalends.actions.asset import add_picture
from kalends.actions.firing import call_of, fire
from kalends.actions.ports import Read, Tx
from kalends.actions.waiting import locked_waiting, promote_by_form
from kalends.domain import limits
from kalends.domain import template as rules
from kalends.domain.access import Actor, check_administers, check_reads, check_writes
from kalends.domain.asset import Picture
from kalends.domain.errors import not_found
from kalends.domain.landing_page import PicturePlace
from kalends.domain.message import Change, ChangeName
from kalends.domain.rsvp_form import frees_seats
from kalends.domain.template import Template, TemplateKind, TemplateName, TemplatePatch


async def list_templates(read: Read, actor: Actor, kind: TemplateKind, limit: int, offset: int) -> list[TemplateName]:
    """Templates of one kind, oldest first."""
    check_reads(actor)
    return await read.template_names(kind, limit, offset)


async def latest_template(read: Read, actor: Actor, kind: TemplateKind) -> Template:
    """The one made last. Raises NOT_FOUND when there is none."""
    check_reads(actor)
    return _found(await read.latest_template(kind))


async def show_template(read: Read, actor: Actor, kind: TemplateKind, number: int) -> Template:
    """One template. Raises NOT_FOUND."""
    check_reads(actor)
    return _found(await read.template(kind, number))


async def hold_template(tx: Tx, actor: Actor, kind: TemplateKind, number: int) -> Template:
    """As `show_template`; nobody else changes it before the deed ends."""
    check_reads(actor)
    return _found(await tx.template_for_update(kind, number))


async def create_template(tx: Tx, actor: Actor, kind: TemplateKind, patch: TemplatePatch, *, now: datetime) -> Template:
    """A new template; costs no credit."""
    _check_may(actor)
    template = rules.new_template(tx.next_number(), kind, patch, now)
    await tx.add_template(template)
    await _tell(tx, actor, ChangeName.TEMPLATE_CREATED, template, now)
    return template


async def revise_template(
    tx: Tx, actor: Actor, kind: TemplateKind, number: int, patch: TemplatePatch, *, now: datetime
) -> Template:
    """Change a template, and with it whatever uses it. What changes nothing is no change."""
    _check_may(actor)
    before = _found(await tx.template_for_update(kind, number))
    after = rules.revise_template(before, patch, now)
    if after is before:
        return before
    frees = frees_seats(before.choices, after.choices)
    locked = await locked_waiting(tx, number) if frees else []
    await tx.save_template(after)
    await _tell(tx, actor, ChangeName.TEMPLATE_REVISED, after, now)
    if frees:
        await promote_by_form(tx, number, locked, now)
    return after


async def check_may_picture(read: Read, actor: Actor, number: int) -> None:
    """Raise what `picture_landing_page` would for this actor and template, before a picture is unpacked for it."""
    _check_may(actor)
    _found(await read.template(TemplateKind.LANDING_PAGE, number))


async def picture_landing_page(
    tx: Tx, actor: Actor, number: int, place: PicturePlace, picture: Picture | None, *, now: datetime
) -> Template:
    """Put a picture there, or with None take it away. The same picture again changes nothing."""
    _check_may(actor)
    _found(await tx.template_for_update(TemplateKind.LANDING_PAGE, number))
    path = None if picture is None else (await add_picture(tx, actor, picture, now=now)).path
    patch = TemplatePatch(choices={place: path})
    return await revise_template(tx, actor, TemplateKind.LANDING_PAGE, number, patch, now=now)


async def delete_template(tx: Tx, actor: Actor, kind: TemplateKind, number: int, *, now: datetime) -> None:
    """Take a template away. What used it stays, and is without it at once; a job takes it out of the rows."""
    _check_may(actor)
    template = _found(await tx.template_for_update(kind, number))
    await tx.remove_template(template, now)
    await tx.add_job("template", str(number), {"template": number}, now)
    await _tell(tx, actor, ChangeName.TEMPLATE_DELETED, template, now)


async def forget_template(tx: Tx, actor: Actor, number: int) -> bool:
    """Take a deleted template out of some of what refers to it; True while there may be more."""
    check_administers(actor)
    return await tx.forget_template(number, limits.ROWS_PER_SLICE)


def _check_may(actor: Actor) -> None:
    check_writes(actor)
    check_administers(actor)


def _found(template: Template | None) -> Template:
    if template is None:
        raise not_found()
    return template


async def _tell(tx: Tx, actor: Actor, name: str, template: Template, now: datetime) -> None:
    snapshot: dict[str, str | int | None] = {"kind": template.kind.value, "name": template.name}
    change = Change(tx.next_number(), name, now, actor.person, template.number, snapshot=snapshot)
    call = call_of(name, template, None)
    if await tx.add_change(change, call) and call is not None:
        await fire(tx, call, template, now)
