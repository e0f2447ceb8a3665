"""Every word the pages say, and how they write days, times, numbers and rules. One language for now: English."""

from collections.abc import Callable
from datetime import date, datetime

from kalends.calendar.recurrence import Freq, Rule, RuleDay, parse_rule
from kalends.calendar.zones import to_local

LANGUAGE = "en"

TEXT = {  # what templates say as it stands
    "add_all_dates": "Add all dates to calendar",
    "add_to_calendar": "Add to calendar",
    "all_dates": "All dates",
    "all_dates_of_event": "See all dates of this event",
    "answer": "Your answer",
    "are_you_coming": "Are you coming?",
    "closed": "Answers are closed. You can still say that you cannot come.",
    "coming_events": "Coming events",
    "dates": "All dates",
    "further_dates": "Show further dates",
    "leave_empty": "Leave this empty",
    "mail": "Your e-mail address",
    "mail_hint": "Only the organiser sees it.",
    "map": "Show on a map",
    "moved": "Moved",
    "members_get_address": "Members of the group get the address.",
    "name": "Your name",
    "next_date": "Next date",
    "next_dates": "Next dates",
    "nothing_planned": "Nothing is planned at the moment.",
    "online": "Online",
    "optional": "(optional)",
    "organizer": "Organiser",
    "paste": "Or paste this address into your calendar program:",
    "problem": "There is a problem",
    "seats": "How many places, yours included",
    "send": "Send answer",
    "subscribe": "Subscribe in your calendar",
    "subscribe_why": "New and changed events then appear there by themselves.",
    "when": "When",
    "where": "Where",
    "which_date": "Which date",
}
STATES = {  # above everything else on a page
    "cancelled": "This event is cancelled.",
    "cancelled_date": "This date is cancelled.",
    "past": "This event is over.",
    "past_date": "This date is over.",
    "running": "This is happening now.",
    "today": "This is today.",
    "tentative": "This is not certain yet.",
}
TAGS = {  # beside a date in a list
    "cancelled": "Cancelled",
    "past": "Over",
    "running": "Now",
    "today": "Today",
    "tentative": "Not certain yet",
    "moved": "Moved",
}
ANSWERS = {"yes": "Yes, I am coming", "maybe": "Maybe", "no": "No, I cannot come"}
ANSWERED = {
    "yes": ("You are coming.", "Thank you. The organiser has your answer."),
    "maybe": ("Perhaps you are coming.", "Thank you. The organiser has your answer."),
    "no": ("You are not coming.", "Thank you for saying so. The organiser has your answer."),
}
_ANSWERED_AGAIN = (
    "If this address had answered before, that earlier answer stands. To change it, please tell the organiser."
)
ERRORS = {
    "mail": "Write one e-mail address, such as name@example.org.",
    "name": "Write your name in one line of at most 300 characters.",
    "answer": "Choose one of the answers.",
    "amount": "Choose from 1 to {most} places.",
    "occurrence": "Choose one of the dates.",
    "closed": "Answers are closed. You can still say that you cannot come.",
    "full": "There are not that many places left. You can ask for fewer, or give another answer.",
    "other": "This answer could not be kept. Please try again.",
}
FAILURES = {
    400: ("This could not be read", "Something about the request was not as a browser sends it."),
    403: ("Not from here", "An answer is taken only from the event's own page. Please open that page and try again."),
    404: ("Nothing here", "There is no event or group at this address, or it is not public."),
    405: ("Not this way", "This address is for something else."),
    413: ("Too much at once", "The form was too large."),
    429: ("One moment", "Too many answers came from your network. Please try again in a minute."),
    500: ("Something went wrong", "It is our fault, and it is written down. Please try again."),
    503: ("Back soon", "The server cannot reach its records at the moment. Please try again in a minute."),
}
START = (
    ("Events, pages and calendars", "Every event has a page, a file for any calendar, and every group a feed."),
    ("Three APIs over one record", "Programs reach the same events under /v1, /v3 and /groups/v2."),
    ("Running it", "How to start, set up, back up and upgrade this server stands in its README and docs/operating.md."),
)
START_HERE = "This is a Kalends server. If somebody sent you the address of an event, it has a long code at its end."

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "second to last"}
_UNITS = {Freq.DAILY: "day", Freq.WEEKLY: "week", Freq.MONTHLY: "month", Freq.YEARLY: "year"}


def answered(answer: str | None) -> dict[str, str] | None:
    """What to tell who has just answered; None for what is no answer."""
    said = ANSWERED.get(answer or "")
    return said and {"title": said[0], "text": said[1], "again": _ANSWERED_AGAIN}


def month(value: date) -> str:
    """Dec, on a date's tile."""
    return MONTHS[value.month - 1][:3]


def day(value: date) -> str:
    """Tuesday, 1 December 2026."""
    return f"{WEEKDAYS[value.weekday()]}, {value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """Tue, 1 Dec 2026, in lists."""
    return f"{WEEKDAYS[value.weekday()][:3]}, {value.day} {month(value)} {value.year}"


def clock(value: datetime) -> str:
    """19:00."""
    return f"{value:%H:%M}"


def whole_days(first: date, last: date, written: Callable[[date], str] = day) -> str:
    """All-day, from the first day to the last, both inclusive. written: how a day is."""
    return f"{written(first)}, all day" if first == last else f"{written(first)} to {written(last)}, all day"


def times_of_day(start: datetime, end: datetime, written: Callable[[date], str] = day) -> str:
    """From one wall-clock time to another; an end on the next day is told. written: how a day is."""
    nights = (end.date() - start.date()).days
    if start == end:
        return f"{written(start)}, {clock(start)}"
    if nights == 0:
        return f"{written(start)}, {clock(start)} to {clock(end)}"
    if nights == 1:
        ends = "midnight" if clock(end) == "00:00" else f"{clock(end)}, ends the next day"
        return f"{written(start)}, {clock(start)} to {ends}"
    return f"{written(start)}, {clock(start)} to {written(end)}, {clock(end)}"


def usual_zone(name: str) -> str:
    """Said once above a list, most of whose times are in this zone."""
    return f"Times are in {'UTC' if name.startswith('Etc/') else f'{name} time'}, unless another is named."


def zone(name: str, ahead_min: int) -> str:
    """Europe/Berlin time (UTC+1). ahead_min: minutes ahead of UTC."""
    hours, minutes = divmod(abs(ahead_min), 60)
    if not ahead_min:
        return "UTC" if name.startswith("Etc/") else f"{name} time (UTC)"
    return f"{name} time (UTC{'−' if ahead_min < 0 else '+'}{hours}{f':{minutes:02d}' if minutes else ''})"


def moved_from(start: date | datetime) -> str:
    """Where a meeting was first. start: wall-clock, or a day."""
    return f"Moved from {day(start)}{f', {clock(start)}' if isinstance(start, datetime) else ''}"


def rule(canonical: str, zone_name: str | None) -> str | None:
    """Like "Every month on the second Monday and every Tuesday, 8 times". None for one that takes more words.

    zone_name: what the series' times are in; None for UTC and for whole days.
    """
    told = parse_rule(canonical)
    if told.freq not in _UNITS or _is_intricate(told):
        return None
    unit = _UNITS[told.freq]
    often = f"Every {unit}" if told.interval == 1 else f"Every {told.interval} {unit}s"
    return " ".join([often, *_which(told)]) + _how_long(told, zone_name)


def _is_intricate(told: Rule) -> bool:
    if any((told.byweekno, told.byyearday, told.byhour, told.byminute, told.bysecond, told.bysetpos)):
        return True
    if told.freq is Freq.YEARLY:  # "on the 3rd" of which month?
        return bool((told.byday or told.bymonthday) and not told.bymonth)
    return bool(told.byday and told.bymonthday)


def _which(told: Rule) -> list[str]:
    said = []
    if told.byday:
        said.append("on " + _listed([_weekday(it, told) for it in told.byday]))
    if told.bymonthday:
        said.append("on " + _listed([_day_of_month(it) for it in told.bymonthday]))
    if told.bymonth:
        said.append("in " + _listed([MONTHS[it - 1] for it in told.bymonth]))
    return said


def _weekday(it: RuleDay, told: Rule) -> str:
    name = WEEKDAYS[it.weekday]
    if it.nth:
        return f"the {_ordinal(it.nth)} {name}"
    return name if told.freq in (Freq.WEEKLY, Freq.DAILY) else f"every {name}"


def _ordinal(number: int) -> str:
    """second, last, 3rd to last."""
    return _ORDINALS.get(number) or (_nth(number) if number > 0 else f"{_nth(-number)} to last")


def _day_of_month(number: int) -> str:
    return f"the {_nth(number)}" if number > 0 else f"the {_ordinal(number)} day"


def _how_long(told: Rule, zone_name: str | None) -> str:
    if told.count is not None:
        return {1: ", once", 2: ", twice"}.get(told.count, f", {told.count} times")
    until = told.until
    if until is None:
        return ""
    if isinstance(until, datetime) and until.tzinfo is not None and zone_name is not None:
        until = to_local(until, zone_name)
    return f", until {until.day} {MONTHS[until.month - 1]} {until.year}"


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _nth(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
