"""Who belongs: persons of an organization, and members of a group."""

from datetime import datetime

from kalends.actions.ports import Tx
from kalends.domain import text
from kalends.domain.access import Actor, OrganizationRole, check_administers, check_edits_group, check_writes
from kalends.domain.errors import Kind, Refused, invalid, not_found
from kalends.domain.group import Group, GroupRole
from kalends.domain.person import Person, new_person


async def add_person(
    tx: Tx, actor: Actor, name: str, mail: str | None, role: OrganizationRole, *, now: datetime
) -> Person:
    """A new person of the organization. Raises CONFLICT for a mail address that somebody has."""
    check_administers(actor)
    person = new_person(tx.next_number(), name, mail, role, now)
    if not await tx.add_person(person, now):
        raise Refused(Kind.CONFLICT, "somebody has this mail address already", field="mail")
    return person


async def add_member(tx: Tx, actor: Actor, prokey: str, person: int, role: GroupRole, *, now: datetime) -> Group:
    """Put somebody into a group, or back into it; who is in it already stays as they are."""
    group = await _edited_group(tx, actor, prokey)
    if not await tx.person_exists(person):
        raise invalid("there is no such person", "person")
    await tx.add_member(group.number, person, role, now)
    return group


async def remove_member(tx: Tx, actor: Actor, prokey: str, person: int, *, now: datetime) -> Group:
    """Take somebody out of a group; their answers stay."""
    group = await _edited_group(tx, actor, prokey)
    await tx.leave_group(group.number, person, now)
    return group


async def set_nickname(tx: Tx, actor: Actor, prokey: str, person: int, nickname: str | None) -> Group:
    """What somebody is called in a group; None: by their name."""
    group = await _edited_group(tx, actor, prokey)
    await tx.set_nickname(group.number, person, nickname and text.required_line(nickname, "nickname"))
    return group


async def _edited_group(tx: Tx, actor: Actor, prokey: str) -> Group:
    check_writes(actor)
    found = await tx.group_by_prokey(prokey, actor.person)
    if found is None:
        raise not_found()
    check_edits_group(actor, found[1])
    return found[0]
