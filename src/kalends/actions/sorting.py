"""How an organization sorts and describes its groups: group types, campuses, tags, and what a group says of itself."""

from datetime import datetime

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from kalends.actions.ports import Tx
from kalends.domain import text
from kalends.domain.access import Actor, check_administers, check_edits_group, check_writes
from kalends.domain.errors import invalid, not_found
from kalends.domain.group import Group
from kalends.domain.label import Label, LabelKind, LabelSettings
from kalends.domain.place import Place


class GroupDetails(Struct, frozen=True, kw_only=True):
    """What a group says of itself. UNSET keeps, None clears."""

    contact_mail: str | None | UnsetType = UNSET
    schedule: str | None | UnsetType = UNSET
    virtual_url: str | None | UnsetType = UNSET
    place: Place | None | UnsetType = UNSET
    archived: bool | UnsetType = UNSET


async def add_label(
    tx: Tx, actor: Actor, kind: LabelKind, name: str, parent: int | None = None, settings: LabelSettings | None = None
) -> Label:
    """A new label behind the last one of its kind. parent: the tag group of a tag, and of nothing else."""
    check_administers(actor)
    text.required_line(name, "name")
    if (kind is LabelKind.TAG) != (parent is not None):
        raise invalid("a tag is in a tag group, and nothing else is", "parent")
    if parent is not None and await tx.label_of_kind(parent) is not LabelKind.TAG_GROUP:
        raise invalid("there is no such tag group", "parent")
    position = await tx.next_position(kind, parent)
    label = Label(tx.next_number(), kind, name, position, parent, settings or LabelSettings())
    await tx.add_label(label)
    return label


async def put_label(tx: Tx, actor: Actor, prokey: str, label: int, *, now: datetime) -> Group:
    """Put a label on a group; a group type takes the place of the former one. Doing it twice changes nothing."""
    group = await _edited_group(tx, actor, prokey)
    kind = await tx.label_of_kind(label)
    if kind is None or kind is LabelKind.TAG_GROUP:
        raise invalid("there is no such group type, campus or tag", "label")
    if kind is not LabelKind.GROUP_TYPE:
        await tx.put_label(group.number, label)
    elif group.group_type != label:
        group = replace(group, group_type=label, updated_at=now)
        await tx.save_group(group)
    return group


async def take_label(tx: Tx, actor: Actor, prokey: str, label: int, *, now: datetime) -> Group:
    """Take a label off a group; doing it twice changes nothing."""
    group = await _edited_group(tx, actor, prokey)
    if group.group_type == label:
        group = replace(group, group_type=None, updated_at=now)
        await tx.save_group(group)
    await tx.take_label(group.number, label)
    return group


async def describe_group(tx: Tx, actor: Actor, prokey: str, details: GroupDetails, *, now: datetime) -> Group:
    """The group as it then says of itself. Raises INVALID for an address that is none."""
    before = await _edited_group(tx, actor, prokey)
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
    group = replace(before, settings=settings)
    if details.place is not UNSET:
        place = None if details.place is None else await tx.stored_place(details.place)
        group = replace(group, place=None if place is None else place.number)
    if group != before:
        group = replace(group, updated_at=now)
        await tx.save_group(group)
    return group


async def _edited_group(tx: Tx, actor: Actor, prokey: str) -> Group:
    check_writes(actor)
    await tx.lock_group(prokey)
    found = await tx.group_by_prokey(prokey, actor.person)
    if found is None:
        raise not_found()
    check_edits_group(actor, found[1])
    return found[0]
