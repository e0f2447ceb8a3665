"""The one iCalendar emitter (RFC 5545, RFC 6868, RFC 7986): the same values in, the same bytes out."""

from kalends.calendar.ics.model import Attendee, Vcalendar, Vevent
from kalends.calendar.ics.rendered import by_uid
from kalends.calendar.ics.vcalendar import render_calendar
from kalends.calendar.ics.vevent import render_vevent

__all__ = ["Attendee", "Vcalendar", "Vevent", "by_uid", "render_calendar", "render_vevent"]
