"""How the API speaks since May 2025 (seed 001; reference §1)."""

from collections.abc import Sequence

from kalends.actions.event import GroupChoice
from kalends.dialects.addtocalendarpro import event_read, event_write, group_read, group_write, write
from kalends.dialects.addtocalendarpro.write import Body
from kalends.domain.event import Event, EventPatch
from kalends.domain.group import Group, GroupPatch

done = write.done


def new_event(body: dict[str, object]) -> tuple[GroupChoice, EventPatch]:
    """What `POST /event` asks for."""
    return event_read.new_event(body)


def event_patch(body: dict[str, object]) -> EventPatch:
    """What `PATCH /event/:prokey` asks for."""
    return event_read.event_patch(body)


def event(of: Event) -> Body:
    """What `GET /event/:prokey` answers."""
    return event_write.event(of)


def new_group(body: dict[str, object]) -> GroupPatch:
    """What `POST /group` asks for."""
    return group_read.group_patch(body, group_read.NEW_GROUP)


def group_patch(body: dict[str, object]) -> GroupPatch:
    """What `PATCH /group/:prokey` asks for."""
    return group_read.group_patch(body, group_read.GROUP)


def group(of: Group, events: Sequence[str]) -> dict[str, object]:
    """What `GET /group/:prokey` answers."""
    return group_write.group(of, events)
