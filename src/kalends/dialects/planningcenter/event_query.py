"""Reading what a list of events is asked for (reference §1.2): their Event is our occurrence."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from kalends.actions.parent import Parent, ParentKind
from kalends.actions.related import Want
from kalends.dialects.planningcenter import group_query, query
from kalends.dialects.planningcenter.query import Asked
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.group_query import GroupQuery, both
from kalends.domain.occurrence import OccurrenceQuery
from kalends.domain.pattern import pattern

_ORDER = {"starts_at": "starts_at", "ends_at": "ends_at", "name": "name"}
_FEW = 1_000  # rows that may be passed over without holding anybody up
_INSTANT = timedelta(microseconds=1)  # the shortest time there is here, so that "after" is "from one later"


def occurrences(asked: Asked, actor: Actor, now: datetime) -> OccurrenceQuery:
    """Which meetings are meant. Raises 400 for a time that is none, and for a filter without what it goes with."""
    order = asked.order[0] if asked.order else "starts_at"
    plain = OccurrenceQuery(
        order=_ORDER[order.removeprefix("-")], descending=order.startswith("-"), limit=asked.limit, offset=asked.offset
    )
    return _narrowed(plain, asked, actor, now) if asked.where or asked.filters else plain


def _narrowed(plain: OccurrenceQuery, asked: Asked, actor: Actor, now: datetime) -> OccurrenceQuery:
    found = replace(
        plain,
        group=_of_group(asked, actor),
        name=pattern(asked.where["name"]) if "name" in asked.where else None,
        located=True if any(name.startswith("location.") for name in asked.where) else None,
        **_bounds(asked, "starts_at", "starts", [now + _INSTANT] if "upcoming" in asked.filters else []),
        **_bounds(asked, "ends_at", "ends", []),
    )
    cancelled, not_cancelled = "canceled" in asked.filters, "not_canceled" in asked.filters
    if cancelled or not_cancelled:
        found = replace(found, cancelled=cancelled, nothing=cancelled and not_cancelled)
    return found


def is_long(wanted: OccurrenceQuery, actor: Actor, parent: Parent | None) -> bool:
    """Whether the answer takes counting, searching or sorting, and so must not hold up others.

    Short are the first pages of all meetings, and of one group's, for who sees every group.
    """
    if parent is not None and parent.kind is not ParentKind.GROUP:
        return True
    plain = OccurrenceQuery(
        cancelled=wanted.cancelled, order=wanted.order, descending=wanted.descending, limit=wanted.limit,
        offset=wanted.offset,
    )  # fmt: skip
    return access.viewer(actor) is not None or wanted.offset > _FEW or wanted != plain


def want(include: Iterable[str], fields: dict[str, frozenset[str]], prefix: str = "") -> Want:
    """What has to be looked up for groups. prefix: "group." where they go along, "" where they are asked for."""
    return Want(
        types=f"{prefix}group_type" in include,
        places=f"{prefix}location" in include,
        tags="tag_ids" in fields.get("Group", ()),
    )


def _of_group(asked: Asked, actor: Actor) -> GroupQuery:
    """What must hold for the groups: filters, and `where` through relations."""
    found = group_query.filtered(asked, actor)
    for name in ("group.archive_status", "location.group.archive_status"):
        if name in asked.where:
            found = replace(found, archived=group_query.archived(asked.where[name], name))
    for name in ("group.name", "location.group.name"):
        if name in asked.where:
            found = replace(found, name=pattern(asked.where[name]))
    if (given := asked.where.get("group.group_type.id")) is not None:
        found = replace(found, group_types=both(found.group_types, (group_query.group_type(given),)))
    return found


def _bounds(asked: Asked, name: str, ours: str, lower: list[datetime]) -> dict[str, Any]:
    """`where[name]` and its four ranges as the tightest bounds, both inclusive. lower: what bounds it besides."""
    given = {
        bound: query.moment(asked.where[key], f"where[{name}]" + (f"[{bound}]" if bound else ""))
        for bound in ("", "gt", "gte", "lt", "lte")
        if (key := f"{name}.{bound}" if bound else name) in asked.where
    }
    steps = {"gt": _INSTANT, "lt": -_INSTANT}
    lower = lower + [given[bound] + steps.get(bound, timedelta()) for bound in ("", "gt", "gte") if bound in given]
    upper = [given[bound] + steps.get(bound, timedelta()) for bound in ("", "lt", "lte") if bound in given]
    return {f"{ours}_from": max(lower, default=None), f"{ours}_to": min(upper, default=None)}
