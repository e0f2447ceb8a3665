"""How the API spoke before May 2025 (seeds 000 and 002; the table in reference §2.1).

An event came as a list of one, its group as an object, a group's events each as a list of one prokey; bodies had no
`prokey`, `landingpage` or `public_event_overview`; and deeds were answered in other words.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from kalends.actions.event import GroupChoice
from kalends.dialects.addtocalendarpro import event_read, event_write, group_read, group_write
from kalends.dialects.addtocalendarpro.read import Table
from kalends.dialects.addtocalendarpro.write import Body, Deed
from kalends.domain.event import Event, EventPatch
from kalends.domain.group import Group, GroupPatch

_LATER = ("landingpage", "public_event_overview", "prokey")


def new_event(body: dict[str, object]) -> tuple[GroupChoice, EventPatch]:
    """What `POST /event` asks for. `event_group` is a prokey, or an object as GET answers it."""
    group = body.get("event_group")
    if isinstance(group, dict):
        body = {**body, "event_group": group.get("prokey")}
    return event_read.new_event(body, _NEW_EVENT)


def event_patch(body: dict[str, object]) -> EventPatch:
    """What `PATCH /event/:prokey` asks for."""
    return event_read.event_patch(body, _EVENT)


def event(of: Event) -> Body:
    """What `GET /event/:prokey` answers."""
    return [{**_without_later(event_write.event(of)), "event_group": {"prokey": of.group_prokey}}]


def new_group(body: dict[str, object]) -> GroupPatch:
    """What `POST /group` asks for."""
    return group_read.group_patch(body, _NEW_GROUP)


def group_patch(body: dict[str, object]) -> GroupPatch:
    """What `PATCH /group/:prokey` asks for."""
    return group_read.group_patch(body, _GROUP)


def group(of: Group, events: Sequence[str]) -> dict[str, object]:
    """What `GET /group/:prokey` answers."""
    return {**_without_later(group_write.group(of, events)), "events": [{"prokey": [prokey]} for prokey in events]}


def done(deed: Deed, _key: Literal["prokey", "id"], value: str) -> Body:
    """What a deed answers; whatever it is known by was called `id`."""
    return {"success": deed.capitalize(), "id": value}


def _without_later(body: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in body.items() if key not in _LATER}


def _read_then(table: Table) -> Table:
    return {key: value for key, value in table.items() if key not in _LATER}


_NEW_EVENT, _EVENT = _read_then(event_read.NEW_EVENT), _read_then(event_read.EVENT)
_NEW_GROUP, _GROUP = _read_then(group_read.NEW_GROUP), _read_then(group_read.GROUP)
