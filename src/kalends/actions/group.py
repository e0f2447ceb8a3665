"""What people do with groups: make, read, change, describe, publish, delete."""

from datetime import datetime

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from kalends.actions.credits import charge, hold_credits
from kalends.actions.ports import Read, Tx
from kalends.actions.references import check_templates
from kalends.actions.reminding import plan_requests
from kalends.actions.subscription import follow
from kalends.actions.telling import Told, tell
from kalends.actions.tombstone import bury_group
from kalends.domain import access, limits, text
from kalends.domain import group as rules
from kalends.domain.access import Actor
from kalends.domain.errors import not_found
from kalends.domain.group import Group, GroupPatch, GroupRole, Status
from kalends.domain.message import ChangeName
from kalends.domain.place import Place


class GroupView(Struct, frozen=True):
    """A group and the prokeys of its events, oldest first."""

    group: Group
    events: tuple[str, ...]


class GroupDetails(Struct, frozen=True, kw_only=True):
    """What a group says of itself. UNSET keeps, None clears."""

    contact_mail: str | None | UnsetType = UNSET
    schedule: str | None | UnsetType = UNSET
    virtual_url: str | None | UnsetType = UNSET
    place: Place | None | UnsetType = UNSET
    archived: bool | UnsetType = UNSET
    attendance_requests: bool | UnsetType = UNSET  # who leads it is asked by mail who came


async def list_groups(read: Read, actor: Actor, limit: int, offset: int) -> list[Group]:
    """The groups the actor may see, oldest first."""
    access.check_reads(actor)
    return await read.groups(access.viewer(actor), limit, offset)


async def latest_group(read: Read, actor: Actor) -> GroupView:
    """The newest of them. Raises NOT_FOUND when there is none."""
    access.check_reads(actor)
    group = await read.latest_group(access.viewer(actor))
    if group is None:
        raise not_found()
    return await show_group(read, actor, group.prokey)


async def show_group(read: Read, actor: Actor, prokey: str) -> GroupView:
    """One group. Raises NOT_FOUND unless the actor may see it, and for a draft that they may not change.

    Its events are those that the actor may see.
    """
    access.check_reads(actor)
    group, role = _found(await read.group_by_prokey(prokey, actor.person))
    access.check_sees_group(actor, role, group.status)
    most = limits.EVENTS_PER_GROUP_SHOWN
    if access.edits_group(actor, role):
        return GroupView(group, tuple(await read.event_prokeys(group.number, most)))
    return GroupView(group, tuple(await read.event_prokeys_for(group.number, actor.person or 0, most)))


async def hold_group(tx: Tx, actor: Actor, prokey: str) -> GroupView:
    """As `show_group`; nobody else changes it before the deed ends."""
    await tx.lock_group(prokey)
    return await show_group(tx, actor, prokey)


async def create_group(tx: Tx, actor: Actor, patch: GroupPatch, *, now: datetime) -> Group:
    """A new group; whoever makes it is its first member, as owner. A status in the patch is ignored (seed 000)."""
    access.check_writes(actor)
    group = rules.new_group(tx.next_number(), tx.next_id(), replace(patch, status=UNSET), now)
    await check_templates(tx, group, None)
    await tx.add_group(group)
    await follow(tx, None, group, now)
    if actor.person is not None:
        await tx.add_member(group.number, actor.person, GroupRole.OWNER, now)
        group = replace(group, members=1)
    await tell(tx, actor, group, _about(ChangeName.GROUP_CREATED, group), now)
    return group


async def revise_group(tx: Tx, actor: Actor, prokey: str, patch: GroupPatch, *, now: datetime) -> Group:
    """The group after the change; nothing is written, counted or told when nothing changes."""
    access.check_writes(actor)
    await hold_credits(tx, actor)
    before = await edited_group(tx, actor, prokey)
    has_events = bool(await tx.event_prokeys(before.number, 1))
    group = rules.revise_group(before, patch, has_events=has_events, now=now)
    if group is before:
        return before
    await check_templates(tx, group, before)
    await charge(tx, actor, updated=1)
    await tx.save_group(group)
    await follow(tx, before, group, now)
    await tell(tx, actor, group, _about(ChangeName.GROUP_REVISED, group), now)
    return group


async def describe_group(tx: Tx, actor: Actor, prokey: str, details: GroupDetails, *, now: datetime) -> Group:
    """The group as it then says of itself. Raises INVALID for an address that is none."""
    before = await edited_group(tx, actor, prokey)
    settings = before.settings
    if details.contact_mail is not UNSET:
        mail = details.contact_mail and text.mail_address(details.contact_mail, "contact_mail")
        settings = replace(settings, contact_mail=mail)
    if details.schedule is not UNSET:
        settings = replace(settings, schedule=details.schedule and text.line(details.schedule, "schedule"))
    if details.virtual_url is not UNSET:
        url = details.virtual_url and text.web_address(details.virtual_url, "virtual_url")
        settings = replace(settings, virtual_url=url)
    if details.archived is not UNSET:
        settings = replace(settings, archived_at=(settings.archived_at or now) if details.archived else None)
    if details.attendance_requests is not UNSET:
        settings = replace(settings, attendance_requests=details.attendance_requests)
    group = replace(before, settings=settings)
    if details.place is not UNSET:
        place = None if details.place is None else await tx.stored_place(details.place)
        group = replace(group, place=None if place is None else place.number)
    if group != before:
        group = replace(group, updated_at=now)
        await tx.save_group(group)
        if settings.attendance_requests != before.settings.attendance_requests:
            await plan_requests(tx, group, now)
        await tell(tx, actor, group, _about(ChangeName.GROUP_REVISED, group), now)
    return group


async def set_group_status(tx: Tx, actor: Actor, prokey: str, status: Status, *, now: datetime) -> Group:
    """Publish a group or make it a draft, which hides everything in it from all but its editors.

    Seats that were freed in a draft go to those who wait once it is published: a job, as it may have many events.
    """
    group = await edited_group(tx, actor, prokey)
    if group.status is status:
        return group
    after = replace(group, status=status, updated_at=now)
    await tx.save_group(after)
    if status is Status.PUBLISHED:
        await tx.add_job("waiting", f"group:{group.number}", {"group": group.number}, now)
    await tell(tx, actor, after, _about(ChangeName.GROUP_REVISED, after), now)
    return after


async def delete_group(tx: Tx, actor: Actor, prokey: str, *, now: datetime) -> None:
    """Hide the group and all its events from every reader at once; a job takes the rows out later."""
    group = await edited_group(tx, actor, prokey)
    await bury_group(tx, group, now)
    await tx.mark_group_deleted(group.number, now)
    await tell(tx, actor, group, _about(ChangeName.GROUP_DELETED, group), now)
    await tx.add_job("removal", f"group:{group.number}", {"group": group.number, "by": actor.person or 0}, now)


async def edited_group(tx: Tx, actor: Actor, prokey: str) -> Group:
    """The group to change, held until the deed ends. Raises NOT_FOUND, and NOT_ALLOWED for who may see it only."""
    access.check_writes(actor)
    await tx.lock_group(prokey)
    group, role = _found(await tx.group_by_prokey(prokey, actor.person))
    access.check_sees_group(actor, role, group.status)
    access.check_edits_group(actor, role)
    return group


def _about(name: str, group: Group) -> Told:
    return Told(name, group.number, snapshot={"name": group.name, "prokey": group.prokey}, in_chat=False, thing=group)


def _found(found: tuple[Group, GroupRole | None] | None) -> tuple[Group, GroupRole | None]:
    if found is None:
        raise not_found()
    return found
