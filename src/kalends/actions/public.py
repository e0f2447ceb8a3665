"""What is open to whoever has its address. Everything else is refused alike, so that nobody can tell why."""

from kalends.domain import access
from kalends.domain.errors import not_found
from kalends.domain.event import Event
from kalends.domain.group import Group, GroupRole


def public_event(found: tuple[Event, Group, GroupRole | None] | None) -> tuple[Event, Group, GroupRole | None]:
    """What the page of an event may show. Raises NOT_FOUND for none, a draft, and one for members only."""
    if found is None:
        raise not_found()
    event, group, _ = found
    if not access.event_is_open(group, event.status, event.visibility):
        raise not_found()
    return found


def public_group(found: tuple[Group, GroupRole | None] | None) -> Group:
    """What the page and the feed of a group may show. Raises NOT_FOUND as for an event, and for talks inside groups."""
    if found is None or not access.group_is_open(found[0]):
        raise not_found()
    return found[0]
