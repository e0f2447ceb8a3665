"""A place of the organization. Equal places are one row."""

from msgspec import Struct

from kalends.domain import limits, text
from kalends.domain.errors import invalid


class Place(Struct, frozen=True):
    """Where something happens. number 0 until stored.

    address: free text, several lines. lat, lng: degrees, number or numeric text, kept as received.
    """

    name: str
    address: str | None = None
    lat: float | int | str | None = None
    lng: float | int | str | None = None
    number: int = 0


def new_place(name: str, address: str | None, lat: object = None, lng: object = None) -> Place:
    """A checked place, not stored yet. Raises INVALID for an empty name or half a coordinate."""
    name = _name(name, "location.name")
    if address is not None:
        address = text.paragraph(address, "location.address", limits.ADDRESS)
    if (lat is None) != (lng is None):
        raise invalid("latitude and longitude come together", "location.lat")
    if lat is None:
        return Place(name, address)
    return Place(name, address, text.coordinate(lat, "location.lat", 90), text.coordinate(lng, "location.lng", 180))


def one_line(place: Place) -> str:
    """The place as one text, as free-text dialects and calendar files show it: name, address."""
    return f"{place.name}, {place.address}" if place.address else place.name


def retold(place: Place | None, told: str | None, field: str) -> Place | None:
    """The place that a free-text dialect names by `told`: the same one when it reads so, else one of that name only.

    None and "" are no place. Raises INVALID, naming `field`, as `new_place` does for a name, for white space alone too.
    """
    if not told:
        return None
    if place is not None and one_line(place) == told:
        return place
    return Place(_name(told, field))


def _name(name: str, field: str) -> str:
    if not name.strip():
        raise invalid("a location needs a name", field)
    return text.paragraph(name, field, limits.ADDRESS)
