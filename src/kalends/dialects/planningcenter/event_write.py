"""Writing events: an occurrence as their Event, with the keys in the order of seed 004."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

import msgspec
from msgspec import Raw, Struct

from kalends.actions.related import Related
from kalends.calendar import zones
from kalends.dialects.planningcenter import group_write, location_write
from kalends.dialects.planningcenter.jsonapi import Included, Resource, linkage, linked, related, relation, resource
from kalends.dialects.planningcenter.write import Show, moment, picture
from kalends.domain.group import Group
from kalends.domain.occurrence import Entry, Occurrence

TYPE = "Event"

_KEPT = 4_096  # rows, of a kilobyte or two each
_encode = msgspec.json.Encoder().encode
_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


class Row(Struct, frozen=True):
    """How a list wants its events: which relations say where they lead. As little as that, so that rows are kept."""

    home: str
    base: str
    group: bool = False
    location: bool = False


def listed(entries: Sequence[Entry], show: Show) -> list[Raw] | list[Resource]:
    """The rows of a list; each the seed's whole object unless `fields[Event]` asks for less."""
    row = Row(show.home, show.base, "group" in show.include, "location" in show.include)
    if TYPE in show.fields:
        return [_limited(event(entry, row), show.fields[TYPE]) for entry in entries]
    return [_written(entry, row) for entry in entries]


@lru_cache(_KEPT)
def _written(entry: Entry, row: Row) -> Raw:
    """A row as JSON. The same pages are asked for again and again; what changes is another entry, and written anew."""
    return Raw(_encode(event(entry, row)))


def event(entry: Entry, row: Row) -> Resource:
    """All 16 attributes and 4 relationships of the seed, in its order."""
    of, group = entry.occurrence, entry.group
    preference, address = where_it_is(of, group)
    itself = f"{row.base}/events/{of.number}"
    found = resource(
        TYPE,
        of.number,
        {
            "attendance_requests_enabled": group.settings.attendance_requests,
            "automated_reminder_enabled": entry.mailed,
            "canceled": of.cancelled,
            "canceled_at": moment(of.cancelled_at),
            "description": of.description or "",
            "ends_at": moment(of.ends_at),
            "image": picture(of.image, row.home),
            "location_type_preference": preference,
            "multi_day": spans_days(of.starts_at, of.ends_at, of.zone),
            "name": of.name,
            "reminders_sent": of.reminders_sent_at is not None,
            "reminders_sent_at": moment(of.reminders_sent_at),
            "repeating": of.repeating,
            "starts_at": moment(of.starts_at),
            "virtual_location_url": address,
            "visitors_count": of.visitors,
        },
    )
    place = None if of.place is None else of.place.number
    relationships = {
        "attendance_submitter": relation(linkage("Person", of.attendance_submitter)),
        "group": relation(linkage("Group", of.group), f"{itself}/group" if row.group else None),
        "location": relation(linkage("Location", place), f"{itself}/location" if row.location else None),
        "repeating_event": relation(linkage("RepeatingEvent", of.event if of.repeating else None)),
    }
    return linked(related(found, relationships), itself)


def _limited(found: Resource, fields: frozenset[str]) -> Resource:
    short = resource(TYPE, found["id"], found["attributes"], fields)
    return linked(related(short, found["relationships"], fields), found["links"]["self"])


def event_alone(entry: Entry, show: Show) -> Resource:
    """A single event: the same with links to its edges (§2.5)."""
    row = Row(show.home, show.base, "group" in show.include, "location" in show.include)
    found, of = event(entry, row), entry.occurrence
    if TYPE in show.fields:
        found = _limited(found, show.fields[TYPE])
    itself = found["links"]["self"]
    edges = {edge: f"{itself}/{edge}" for edge in ("attendances", "notes", "rsvps")}
    edges["group"] = f"{show.base}/groups/{of.group}"
    if of.place is not None:
        edges["location"] = f"{show.base}/locations/{of.place.number}"
    return linked(found, itself, edges)


def beside(entries: Sequence[Entry], found: Related, show: Show) -> Included:
    """Groups and locations that were asked for, and what was asked for of those."""
    rows = Included()
    if show.include == {"group"} and not show.old and group_write.TYPE not in show.fields:
        for group in {entry.group.number: entry.group for entry in entries}.values():
            group_write.put_plain(rows, group, show)
    elif show.include:
        for entry in entries:
            _put_beside(rows, entry, found, show)
    return rows


def _put_beside(rows: Included, entry: Entry, found: Related, show: Show) -> None:
    if "group" in show.include:
        group_write.put(rows, entry.group, found, show, "group.")
    place = entry.occurrence.place
    if "location" in show.include and place is not None and rows.wants("Location", place.number):
        location_write.put(rows, place, entry.group, show)
        if "location.group" in show.include:
            group_write.put(rows, entry.group, found, show, "group.")


def where_it_is(of: Occurrence, group: Group) -> tuple[str, str | None]:
    """`physical` or `virtual`, and the address to join at, which is shown only where it is virtual (seed 004).

    A meeting with a place is physical, whatever address it has besides; without either it is what its group prefers.
    """
    address = of.virtual_url
    if address is None and group.settings.location_preference == "virtual":
        address = group.settings.virtual_url
    return ("physical", None) if of.place is not None or address is None else ("virtual", address)


def spans_days(starts_at: datetime, ends_at: datetime, zone: str) -> bool:
    """Whether it ends on a later day than it starts, by the clocks of its zone; midnight ends the day before."""
    if ends_at <= starts_at:
        return False
    if ends_at - starts_at > _DAY:
        return True
    return zones.to_local(starts_at, zone).date() != zones.to_local(ends_at - _INSTANT, zone).date()
