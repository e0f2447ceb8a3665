"""Rows of the dates of events."""

from kalends.domain.event import DateStatus, EventDate, Transparency
from kalends.store.place import PLACE_COLUMNS, PLACE_JOIN, place_of
from kalends.store.sql import Sql
from kalends.store.transaction import Row
from kalends.store.words import maybe_word_of

_NAMES = (
    "uid", "name", "start_date", "start_time", "start_fold", "end_date", "end_time", "end_fold", "zone", "all_day",
    "description", "virtual_url", "image", "status", "availability", "organizer_name", "organizer_email",
    "attendee_name", "attendee_email",
)  # fmt: skip
_PLACE = len(_NAMES) + 2  # after event, number and the names

DATE_COLUMNS = f"d.event, d.number, {', '.join(f'd.{name}' for name in _NAMES)}, {PLACE_COLUMNS}"
DATE_JOIN = f"""
  JOIN event_dates d ON d.organization_id = e.organization_id AND d.event = e.number AND d.removed_at IS NULL
  {PLACE_JOIN.format(alias="d")}
"""
_DATES = f"""
  SELECT {DATE_COLUMNS} FROM event_dates d {PLACE_JOIN.format(alias="d")}
  WHERE d.organization_id = :o AND d.event IN (:events...) AND d.removed_at IS NULL
"""
_IN_ORDER = " ORDER BY d.event, d.position"
DATES, FIRST_DATES = Sql(_DATES + _IN_ORDER), Sql(f"{_DATES} AND d.position < :most {_IN_ORDER}")
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


_status, _availability = maybe_word_of(DateStatus), maybe_word_of(Transparency)


def date_of(row: Row) -> EventDate:
    """A row of DATE_COLUMNS as a date."""
    return EventDate(
        row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], row[10], row[11] == 1, row[12],
        place_of(row, _PLACE), row[13], row[14],
        _status(row[15]), _availability(row[16]), row[17], row[18], row[19], row[20],
    )  # fmt: skip


def date_values(date: EventDate, event: int, position: int) -> dict[str, object]:
    """A date as values for INSERT_DATE and UPDATE_DATE. Its place must be stored."""
    values: dict[str, object] = {name: getattr(date, name) for name in _NAMES}
    place = None if date.place is None else date.place.number
    return values | {"number": date.number, "event": event, "position": position, "place": place}
