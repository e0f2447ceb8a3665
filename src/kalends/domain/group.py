"""A group: people who meet. The same group is every dialect's, a conversation too."""

from datetime import datetime
from enum import StrEnum

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from kalends.domain import limits, text
from kalends.domain.errors import Kind, Refused, invalid


class GroupKind(StrEnum):
    """What sort of conversation a group is; topics and direct ones appear in chat only."""

    GROUP = "group"
    TOPIC = "topic"
    DIRECT = "direct"


class GroupRole(StrEnum):
    """What a person is in one group."""

    OWNER = "owner"
    LEADER = "leader"
    MEMBER = "member"


class Status(StrEnum):
    """Published, or a draft that only its editors see. Holds for groups and for events."""

    PUBLISHED = "published"
    DRAFT = "draft"


class Visibility(StrEnum):
    """Who may open the public addresses."""

    LINK = "link"  # anyone who has them
    MEMBERS = "members"  # members only


class Subscription(StrEnum):
    """What the group's calendar holds: nothing special, a calendar from elsewhere, or its own events."""

    NO = "no"
    EXTERNAL = "external"
    CHILDREN = "children"


class GroupSettings(Struct, frozen=True, omit_defaults=True):
    """What is kept with a group and asked of nobody in SQL. Stored as JSON.

    internal_note, description: plain text, several lines.
    """

    internal_note: str | None = None
    subscription_url: str | None = None
    overview_public: bool = False  # the group's page lists its events for anyone
    call_to_action: bool = False
    description: str | None = None
    image: str | None = None
    contact_mail: str | None = None
    schedule: str | None = None
    virtual_url: str | None = None
    location_preference: str = "physical"  # or "virtual"
    listed: bool = True
    attendance_requests: bool = False
    members_confidential: bool = False
    archived_at: datetime | None = None


class Group(Struct, frozen=True):
    """One group as stored.

    number: what numeric dialects show. prokey: UUID text, its public id. version: rises with every deed inside it.
    occurrences, cancelled: how many meetings its published events have, and how many of those are cancelled.
    members: how many people are in it. created_at, updated_at: aware UTC; updated_at None until the first change.
    layout, landingpage, cta_block: numbers of templates. place: number of a place.
    """

    number: int
    prokey: str
    name: str
    kind: GroupKind = GroupKind.GROUP
    parent: int | None = None
    status: Status = Status.PUBLISHED
    visibility: Visibility = Visibility.LINK
    group_type: int | None = None
    place: int | None = None
    subscription: Subscription = Subscription.NO
    layout: int | None = None
    landingpage: int | None = None
    cta_block: int | None = None
    settings: GroupSettings = GroupSettings()
    version: int = 0
    occurrences: int = 0
    cancelled: int = 0
    members: int = 0
    created_at: datetime | None = None
    updated_at: datetime | None = None


class GroupKey(Struct, frozen=True):
    """The little of a group that says whether its feed is open, and whether it has changed; each as in Group."""

    number: int
    version: int
    kind: GroupKind
    status: Status
    visibility: Visibility
    subscription: Subscription


class GroupPatch(Struct, frozen=True, kw_only=True):
    """A change to a group. UNSET keeps, None clears. For a new group `name` must be set."""

    name: str | None | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    visibility: Visibility | UnsetType = UNSET
    subscription: Subscription | UnsetType = UNSET
    subscription_url: str | None | UnsetType = UNSET
    internal_note: str | None | UnsetType = UNSET
    overview_public: bool | UnsetType = UNSET
    call_to_action: bool | UnsetType = UNSET
    description: str | None | UnsetType = UNSET
    layout: int | None | UnsetType = UNSET
    landingpage: int | None | UnsetType = UNSET
    cta_block: int | None | UnsetType = UNSET


_OWN = ("name", "status", "visibility", "subscription", "layout", "landingpage", "cta_block")
_IN_SETTINGS = ("subscription_url", "internal_note", "overview_public", "call_to_action", "description")


def new_group(number: int, prokey: str, patch: GroupPatch, now: datetime) -> Group:
    """A group with nothing in it yet. Raises INVALID for a missing name or a subscription without its address."""
    if patch.name is UNSET or patch.name is None:
        raise invalid("a group needs a name", "name")
    return _checked(_applied(Group(number, prokey, "", created_at=now), patch))


def revise_group(group: Group, patch: GroupPatch, *, has_events: bool, now: datetime) -> Group:
    """The group after the change; the very same object when nothing changes.

    has_events: whether any event is linked; then the kind of subscription is frozen (seed 000).
    A draft is published by its editors on the command line, never by a patch (seed 000).
    """
    revised = _applied(group, patch)
    if revised == group:
        return group
    check_status_kept(group.status, revised.status)
    if has_events and revised.subscription is not group.subscription:
        raise Refused(Kind.CONFLICT, "the subscription is frozen while events are linked", field="subscription")
    return replace(_checked(revised), updated_at=now)


def check_status_kept(present: Status, asked: Status) -> None:
    """Drafts are made and published on the command line, never by a patch (seeds 000, 001)."""
    if asked is Status.PUBLISHED and present is Status.DRAFT:
        raise Refused(Kind.CONFLICT, "a draft cannot be published over the API", field="status")
    if asked is not present:
        raise Refused(Kind.CONFLICT, "the status cannot be set over the API", field="status")


def _applied(group: Group, patch: GroupPatch) -> Group:
    own = {name: value for name in _OWN if (value := getattr(patch, name)) is not UNSET}
    settings = {name: value for name in _IN_SETTINGS if (value := getattr(patch, name)) is not UNSET}
    return replace(group, **own, settings=replace(group.settings, **settings))


def _checked(group: Group) -> Group:
    if group.name is None:
        raise invalid("a group's name cannot be cleared", "name")
    text.required_line(group.name, "name")
    settings = group.settings
    if settings.internal_note is not None:
        note = text.paragraph(settings.internal_note, "internal_note", limits.INTERNAL_NOTE)
        settings = replace(settings, internal_note=note)
    if settings.description is not None:
        settings = replace(settings, description=text.paragraph(settings.description, "description"))
    if settings.subscription_url is not None:
        text.web_address(settings.subscription_url, "subscription_url")
    if group.subscription is Subscription.EXTERNAL and settings.subscription_url is None:
        raise invalid("an external subscription needs the address of a calendar", "subscription_url")
    if group.subscription is Subscription.CHILDREN:
        settings = replace(settings, overview_public=True)
    return replace(group, settings=settings)
