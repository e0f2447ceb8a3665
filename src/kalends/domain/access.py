"""Who acts, and what they may see and do: the only place where that is decided.

Every credential acts for a person; a visitor has none. Roles come from the organization and from the group.
"""

from enum import StrEnum

from msgspec import Struct

from kalends.domain.errors import Kind, Refused, not_found
from kalends.domain.group import Group, GroupKey, GroupKind, GroupRole, Status, Visibility


class OrganizationRole(StrEnum):
    """What a person is in the organization as a whole."""

    ADMINISTRATOR = "administrator"  # sees and edits every group
    MEMBER = "member"  # sees the groups they are in


class CredentialKind(StrEnum):
    """How the actor proved who they are. Each dialect accepts one of them."""

    KEY = "key"  # an API key with a scope, perhaps of an older era
    TOKEN = "token"  # noqa: S105 - a person's own, for their conversations
    APPLICATION = "application"  # an application's id and secret
    FEED = "feed"  # the secret address of a person's own calendar
    ORGANIZATION_FEED = "organization-feed"  # the address of an organization's
    VISITOR = "visitor"  # nobody in particular, who holds an address
    SYSTEM = "system"  # the server itself: command line, jobs


class Scope(StrEnum):
    """What a credential is good for (an API key's choice; the others read and write)."""

    READ = "read"
    WRITE = "write"
    READ_WRITE = "read-write"


class Actor(Struct, frozen=True):
    """Whoever asks. `organization` is the scope of everything they touch.

    person: None for a visitor and for the server itself.
    era: which age of the dialect the credential speaks ("current" unless it says otherwise).
    """

    organization: int
    kind: CredentialKind
    person: int | None = None
    role: OrganizationRole = OrganizationRole.MEMBER
    scope: Scope = Scope.READ_WRITE
    era: str = "current"
    name: str = ""


def visitor(organization: int) -> Actor:
    """Somebody who holds an address, and nothing else."""
    return Actor(organization, CredentialKind.VISITOR, scope=Scope.READ)


def system(organization: int) -> Actor:
    """The server itself, which may do anything inside one organization."""
    return Actor(organization, CredentialKind.SYSTEM, role=OrganizationRole.ADMINISTRATOR)


def is_administrator(actor: Actor) -> bool:
    """Administrators, and the server itself."""
    return actor.role is OrganizationRole.ADMINISTRATOR


def check_reads(actor: Actor) -> None:
    """Raise NOT_ALLOWED unless the credential may read."""
    if actor.scope is Scope.WRITE:
        raise Refused(Kind.NOT_ALLOWED, "this key may write only; reading needs the scope read")


def check_writes(actor: Actor) -> None:
    """Raise NOT_ALLOWED unless the credential may write."""
    if actor.scope is Scope.READ:
        raise Refused(Kind.NOT_ALLOWED, "this key may read only; writing needs the scope write")


def sees_group(actor: Actor, role: GroupRole | None) -> bool:
    """May the actor know that this group exists? role: their role in it, None when they are not in it.

    A conversation is for its members alone, administrators or not; elsewhere an administrator sees every group.
    A link group's public addresses are judged by `sees_publicly`, never by this.
    """
    if role is not None:
        return True
    return is_administrator(actor) and actor.kind is not CredentialKind.TOKEN


def viewer(actor: Actor) -> int | None:
    """Whose groups bound what the actor sees in lists: None for who sees every group, 0 for nobody in particular."""
    return None if sees_group(actor, None) else actor.person or 0


def check_sees(actor: Actor, role: GroupRole | None) -> None:
    """Raise NOT_FOUND, as for a group that does not exist, unless the actor may see it."""
    if not sees_group(actor, role):
        raise not_found()


def check_sees_group(actor: Actor, role: GroupRole | None, status: Status) -> None:
    """Raise NOT_FOUND unless the actor may see the group: a draft is shown to those who may change it only."""
    check_sees(actor, role)
    if status is Status.DRAFT and not edits_group(actor, role):
        raise not_found()


def edits_group(actor: Actor, role: GroupRole | None) -> bool:
    """May the actor change the group itself, or anything in it?"""
    return is_administrator(actor) or role in (GroupRole.OWNER, GroupRole.LEADER)


def check_edits_group(actor: Actor, role: GroupRole | None) -> None:
    """Raise NOT_FOUND for who may not see the group, NOT_ALLOWED for who may see it only."""
    check_sees(actor, role)
    if not edits_group(actor, role):
        raise Refused(Kind.NOT_ALLOWED, "only the group's leaders and the organization's administrators may do this")


def check_creates_event(actor: Actor, role: GroupRole | None) -> None:
    """Any member may make an event, and an administrator in every group they see."""
    check_sees(actor, role)


def edits_event(actor: Actor, role: GroupRole | None, creator: int | None) -> bool:
    """May the actor change or cancel an event of this creator?

    In a conversation only its creator (seed 003); elsewhere the group's leaders and administrators too.
    """
    if actor.person is not None and actor.person == creator:
        return True
    return actor.kind is not CredentialKind.TOKEN and edits_group(actor, role)


def check_sees_event(
    actor: Actor, role: GroupRole | None, statuses: tuple[Status, Status], creator: int | None
) -> None:
    """Raise NOT_FOUND unless the actor may see the event. statuses: its own, and its group's.

    A draft, and what is in a draft group, is shown to those who may change it only. Lists of a person hold the same:
    see actions/ports/event.py, EventQuery.
    """
    check_sees(actor, role)
    if Status.DRAFT in statuses and not edits_event(actor, role, creator):
        raise not_found()


def check_edits_event(actor: Actor, role: GroupRole | None, creator: int | None) -> None:
    """Raise NOT_FOUND for who may not see the event, NOT_ALLOWED for who may see it only."""
    check_sees(actor, role)
    if not edits_event(actor, role, creator):
        raise Refused(Kind.NOT_ALLOWED, "only the event's creator may do this")


def check_administers(actor: Actor) -> None:
    """Templates, labels and people belong to the organization: administrators only."""
    if not is_administrator(actor):
        raise Refused(Kind.NOT_ALLOWED, "only an administrator may do this")


def sees_publicly(group: Group | GroupKey, event_visibility: Visibility | None) -> bool:
    """Are the public addresses open to anyone who has them? An event follows its group unless it says otherwise."""
    return (event_visibility or group.visibility) is Visibility.LINK


def group_is_open(group: Group | GroupKey) -> bool:
    """May whoever has the address see the group's page and feed? Never those of drafts, and of talks inside groups."""
    published = group.status is Status.PUBLISHED and group.kind is GroupKind.GROUP
    return published and sees_publicly(group, None)


def event_is_open(group: Group, status: Status, event_visibility: Visibility | None) -> bool:
    """May whoever has the address see the event? Not while it, or its group, is a draft or for members only."""
    published = status is Status.PUBLISHED and group.status is Status.PUBLISHED
    return published and sees_publicly(group, event_visibility)
