"""What people do with groups: make, read, change, publish, delete."""

from datetime import datetime

from msgspec import UNSET, Struct
from msgspec.structs import replace

from kalends.actions.credits import charge
from kalends.actions.ports import Read, Tx
from kalends.actions.references import check_templates
from kalends.actions.telling import Told, tell
from kalends.domain import access, limits
from kalends.domain import group as rules
from kalends.domain.access import Actor
from kalends.domain.errors import not_found
from kalends.domain.group import Group, GroupPatch, GroupRole, Status
from kalends.domain.message import ChangeName


class GroupView(Struct, frozen=True):
    """A group and the prokeys of its events, oldest first."""

    group: Group
    events: tuple[str, ...]


async def list_groups(read: Read, actor: Actor, limit: int, offset: int) -> list[Group]:
    """The groups the actor may see, oldest first."""
    access.check_reads(actor)
    return await read.groups(_person(actor), limit, offset)


async def latest_group(read: Read, actor: Actor) -> GroupView:
    """The newest of them. Raises NOT_FOUND when there is none."""
    access.check_reads(actor)
    group = await read.latest_group(_person(actor))
    if group is None:
        raise not_found()
    return GroupView(group, tuple(await read.event_prokeys(group.number, limits.EVENTS_PER_GROUP_SHOWN)))


async def show_group(read: Read, actor: Actor, prokey: str) -> GroupView:
    """One group, draft or published. Raises NOT_FOUND unless the actor may see it."""
    access.check_reads(actor)
    group, role = _found(await read.group_by_prokey(prokey, actor.person))
    access.check_sees(actor, role)
    return GroupView(group, tuple(await read.event_prokeys(group.number, limits.EVENTS_PER_GROUP_SHOWN)))


async def create_group(tx: Tx, actor: Actor, patch: GroupPatch, *, now: datetime) -> Group:
    """A new group; whoever makes it is its first member, as owner. A status in the patch is ignored (seed 000)."""
    access.check_writes(actor)
    group = rules.new_group(tx.next_number(), tx.next_id(), replace(patch, status=UNSET), now)
    await check_templates(tx, group, None)
    await tx.add_group(group)
    if actor.person is not None:
        await tx.add_member(group.number, actor.person, GroupRole.OWNER, now)
        group = replace(group, members=1)
    await tell(tx, actor, group, _about(ChangeName.GROUP_CREATED, group), now)
    return group


async def revise_group(tx: Tx, actor: Actor, prokey: str, patch: GroupPatch, *, now: datetime) -> Group:
    """The group after the change; nothing is written, counted or told when nothing changes."""
    access.check_writes(actor)
    await tx.lock_group(prokey)
    before, role = _found(await tx.group_by_prokey(prokey, actor.person))
    access.check_edits_group(actor, role)
    has_events = bool(await tx.event_prokeys(before.number, 1))
    group = rules.revise_group(before, patch, has_events=has_events, now=now)
    if group is before:
        return before
    await check_templates(tx, group, before)
    await charge(tx, actor, updated=1)
    await tx.save_group(group)
    await tell(tx, actor, group, _about(ChangeName.GROUP_REVISED, group), now)
    return group


async def set_group_status(tx: Tx, actor: Actor, prokey: str, status: Status, *, now: datetime) -> Group:
    """Publish a group or make it a draft, which hides everything in it from all but its editors."""
    access.check_writes(actor)
    await tx.lock_group(prokey)
    group, role = _found(await tx.group_by_prokey(prokey, actor.person))
    access.check_edits_group(actor, role)
    if group.status is status:
        return group
    after = replace(group, status=status, updated_at=now)
    await tx.save_group(after)
    await tell(tx, actor, after, _about(ChangeName.GROUP_REVISED, after), now)
    return after


async def delete_group(tx: Tx, actor: Actor, prokey: str, *, now: datetime) -> None:
    """Hide the group and all its events from every reader at once; a job takes the rows out later."""
    access.check_writes(actor)
    group, role = _found(await tx.group_by_prokey(prokey, actor.person))
    access.check_edits_group(actor, role)
    await tx.mark_group_deleted(group.number, now)
    await tell(tx, actor, group, _about(ChangeName.GROUP_DELETED, group), now)
    await tx.add_job("removal", f"group:{group.number}", {"group": group.number}, now)


def _about(name: str, group: Group) -> Told:
    return Told(name, group.number, snapshot={"name": group.name, "prokey": group.prokey}, in_chat=False)


def _person(actor: Actor) -> int | None:
    """Whose groups to look through: everybody's for an administrator."""
    return None if access.is_administrator(actor) else actor.person or 0


def _found(found: tuple[Group, GroupRole | None] | None) -> tuple[Group, GroupRole | None]:
    if found is None:
        raise not_found()
    return found
