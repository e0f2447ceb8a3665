"""Calendar files from elsewhere (RFC 5545), read liberally and within bounds, as values that are checked later."""

from kalends.calendar.ics_reading.model import ForeignCalendar, ForeignEvent, LeftOut
from kalends.calendar.ics_reading.reading import read_calendar

__all__ = ["ForeignCalendar", "ForeignEvent", "LeftOut", "read_calendar"]
