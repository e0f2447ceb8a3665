"""Rows of places, and how other statements join them."""

import hashlib

import msgspec

from kalends.domain.place import Place
from kalends.store.sql import Sql
from kalends.store.transaction import Row

PLACE_COLUMNS = "p.number, p.name, p.address, p.lat_json, p.lng_json"
PLACE_JOIN = "LEFT JOIN places p ON p.organization_id = {alias}.organization_id AND p.number = {alias}.place"
PLACE_BY_CONTENT = Sql("SELECT number FROM places WHERE organization_id = :o AND content = :content")
INSERT_PLACE = Sql("""
  INSERT INTO places (organization_id, number, content, name, address, lat_json, lng_json)
  VALUES (:o, :number, :content, :name, :address, :lat_json, :lng_json)
""")


def place_of(row: Row, start: int) -> Place | None:
    """PLACE_COLUMNS from column `start` on, as a Place; None where nothing was joined."""
    number = row[start]
    if number is None:
        return None
    lat, lng = row[start + 3], row[start + 4]
    decode = msgspec.json.decode
    return Place(
        row[start + 1],
        row[start + 2],
        None if lat is None else decode(lat),
        None if lng is None else decode(lng),
        number,
    )


def place_content(place: Place) -> str:
    """A hash that equal places share, so that they are one row. Coordinates of another JSON type are another place."""
    return hashlib.sha256(msgspec.json.encode((place.name, place.address, place.lat, place.lng))).hexdigest()


def place_values(place: Place) -> dict[str, object]:
    """A place as values for INSERT_PLACE."""
    lat, lng = (None if value is None else msgspec.json.encode(value).decode() for value in (place.lat, place.lng))
    return {"number": place.number, "name": place.name, "address": place.address, "lat_json": lat, "lng_json": lng}
