"""Addresses that put an event into somebody's calendar, or a group's feed, at each provider there is one for."""

from kalends.calendar.links.link import link, needs_note
from kalends.calendar.links.service import Device, Service, device_of, offered, offered_to_subscribe
from kalends.calendar.links.subscription import subscription

__all__ = [
    "Device",
    "Service",
    "device_of",
    "link",
    "needs_note",
    "offered",
    "offered_to_subscribe",
    "subscription",
]
