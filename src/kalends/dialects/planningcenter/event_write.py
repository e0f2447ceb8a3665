"""Writing events: an occurrence as their Event, with the keys in the order of seed 004."""

from collections.abc import Iterable
from datetime import timedelta

from kalends.actions.related import Related
from kalends.calendar import zones
from kalends.dialects.planningcenter import group_write, location_write
from kalends.dialects.planningcenter.jsonapi import Included, Resource, linkage, linked, related, relation, resource
from kalends.dialects.planningcenter.write import Show, moment, picture
from kalends.domain.group import Group
from kalends.domain.occurrence import Entry, Occurrence

TYPE = "Event"

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


def event(entry: Entry, show: Show) -> Resource:
    """A row of a list. All 16 attributes and 4 relationships of the seed."""
    of, group = entry.occurrence, entry.group
    preference, address = where_it_is(of, group)
    fields, itself = show.wanted(TYPE), f"{show.base}/events/{of.number}"
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
            "image": picture(of.image, show.home),
            "location_type_preference": preference,
            "multi_day": spans_days(of),
            "name": of.name,
            "reminders_sent": of.reminders_sent_at is not None,
            "reminders_sent_at": moment(of.reminders_sent_at),
            "repeating": of.repeating,
            "starts_at": moment(of.starts_at),
            "virtual_location_url": address,
            "visitors_count": of.visitors,
        },
        fields,
    )
    included = show.include
    relationships = {
        "attendance_submitter": relation(linkage("Person", of.attendance_submitter)),
        "group": relation(linkage("Group", of.group), f"{itself}/group" if "group" in included else None),
        "location": relation(
            linkage("Location", None if of.place is None else of.place.number),
            f"{itself}/location" if "location" in included else None,
        ),
        "repeating_event": relation(linkage("RepeatingEvent", of.event if of.repeating else None)),
    }
    return linked(related(found, relationships, fields), itself)


def event_alone(entry: Entry, show: Show) -> Resource:
    """A single event: the same with links to its edges (§2.5)."""
    found, of = event(entry, show), entry.occurrence
    itself = found["links"]["self"]
    edges = {edge: f"{itself}/{edge}" for edge in ("attendances", "notes", "rsvps")}
    edges["group"] = f"{show.base}/groups/{of.group}"
    if of.place is not None:
        edges["location"] = f"{show.base}/locations/{of.place.number}"
    return linked(found, itself, edges)


def beside(entries: Iterable[Entry], found: Related, show: Show) -> Included:
    """Groups and locations that were asked for, and what was asked for of those."""
    rows = Included()
    if not show.include:
        return rows
    for entry in entries:
        if "group" in show.include:
            group_write.put(rows, entry.group, found, show, "group.")
        place = entry.occurrence.place
        if "location" in show.include and place is not None and rows.wants("Location", place.number):
            location_write.put(rows, place, entry.group, show, "location.")
            if "location.group" in show.include:
                group_write.put(rows, entry.group, found, show, "group.")
    return rows


def where_it_is(of: Occurrence, group: Group) -> tuple[str, str | None]:
    """`physical` or `virtual`, and the address to join at, which is shown only where it is virtual (seed 004).

    A meeting with a place is physical, whatever address it has besides; without either it is what its group prefers.
    """
    address = of.virtual_url
    if address is None and group.settings.location_preference == "virtual":
        address = group.settings.virtual_url
    return ("physical", None) if of.place is not None or address is None else ("virtual", address)


def spans_days(of: Occurrence) -> bool:
    """Whether it ends on a later day than it starts, by the clocks of its own zone; midnight ends the day before."""
    if of.ends_at <= of.starts_at:
        return False
    if of.ends_at - of.starts_at > _DAY:
        return True
    last = of.ends_at - _INSTANT
    return zones.to_local(of.starts_at, of.zone).date() != zones.to_local(last, of.zone).date()
