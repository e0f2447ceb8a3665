"""Rows of the dates of events."""

from kalends.domain.event import DateStatus, EventDate, Transparency
from kalends.store.place import PLACE_COLUMNS, PLACE_JOIN, place_of
from kalends.store.sql import Sql
from kalends.store.transaction import Row

_NAMES = (
    "uid", "name", "start_date", "start_time", "start_fold", "end_date", "end_time", "end_fold", "zone", "all_day",
    "description", "virtual_url", "image", "status", "availability", "organizer_name", "organizer_email",
    "attendee_name", "attendee_email",
)  # fmt: skip
_PLACE = len(_NAMES) + 2  # after event, number and the names

DATES = Sql(f"""
  SELECT d.event, d.number, {", ".join(f"d.{name}" for name in _NAMES)}, {PLACE_COLUMNS}
  FROM event_dates d {PLACE_JOIN.format(alias="d")}
  WHERE d.organization_id = :o AND d.event IN (:events...) AND d.removed_at IS NULL ORDER BY d.event, d.position
""")
INSERT_DATE = Sql(f"""
  INSERT INTO event_dates (organization_id, number, event, position, place, {", ".join(_NAMES)})
  VALUES (:o, :number, :event, :position, :place, {", ".join(f":{name}" for name in _NAMES)})
""")
UPDATE_DATE = Sql(f"""
  UPDATE event_dates SET position = :position, place = :place, {", ".join(f"{name} = :{name}" for name in _NAMES)}
  WHERE organization_id = :o AND number = :number
""")
REMOVE_DATES = Sql("""
  UPDATE event_dates SET removed_at = :now WHERE organization_id = :o AND number IN (:numbers...)
""")


def date_of(row: Row) -> EventDate:
    """A row of DATES as a date."""
    status, availability = row[15], row[16]
    return EventDate(
        row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], row[10], row[11] == 1, row[12],
        place_of(row, _PLACE), row[13], row[14],
        None if status is None else DateStatus(status),
        None if availability is None else Transparency(availability), row[17], row[18], row[19], row[20],
    )  # fmt: skip


def date_values(date: EventDate, event: int, position: int) -> dict[str, object]:
    """A date as values for INSERT_DATE and UPDATE_DATE. Its place must be stored."""
    values: dict[str, object] = {name: getattr(date, name) for name in _NAMES}
    place = None if date.place is None else date.place.number
    return values | {"number": date.number, "event": event, "position": position, "place": place}
