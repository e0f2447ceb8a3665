"""How days, times, zones and numbers are written in a language. Texts themselves stand in `languages/`."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from kalends.pages.language import Language, Plurals

Written = Callable[[Language, date], str]


def long_day(it: Language, value: date) -> str:
    """Tuesday, 1 December 2026."""
    return _filled(it, it.dates.long_day, value, it.dates.weekdays, it.dates.months)


def short_day(it: Language, value: date) -> str:
    """Tue, 1 Dec 2026, in lists."""
    return _filled(it, it.dates.short_day, value, it.dates.weekdays_short, it.dates.months_short)


def plain_date(it: Language, value: date) -> str:
    """1 December 2026."""
    return _filled(it, it.dates.date, value, it.dates.weekdays, it.dates.months)


def tile_month(it: Language, value: date) -> str:
    """Dec, on a date's tile."""
    return it.dates.months_tile[value.month - 1]


def clock(it: Language, value: datetime) -> str:
    """19:00, or 7:00 and which half of the day."""
    if it.dates.clock == "24":
        return f"{value:%H:%M}"
    if it.dates.clock == "24h":
        return f"{value.hour}:{value:%M}"
    return f"{(value.hour - 1) % 12 + 1}:{value:%M}\xa0{it.dates.halves[value.hour // 12]}"


def whole_days(it: Language, first: date, last: date, written: Written = long_day) -> str:
    """All-day, from the first day to the last, both inclusive. written: how a day is."""
    if first == last:
        return it.dates.all_day.format(day=written(it, first))
    return it.dates.all_days.format(day=written(it, first), last=written(it, last))


def times_of_day(it: Language, start: datetime, end: datetime, written: Written = long_day) -> str:
    """From one wall-clock time to another; an end on the next day is told. written: how a day is."""
    nights, dates = (end.date() - start.date()).days, it.dates
    if start == end:
        form = dates.at
    elif nights == 0:
        form = dates.span
    elif nights == 1:
        form = dates.span_midnight if (end.hour, end.minute) == (0, 0) else dates.span_next_day
    else:
        return dates.span_days.format(
            day=written(it, start), start=clock(it, start), last=written(it, end), end=clock(it, end)
        )
    return form.format(day=written(it, start), start=clock(it, start), end=clock(it, end))


def usual_zone(it: Language, name: str) -> str:
    """Said once above a list, most of whose times are in this zone."""
    return it.dates.usual_zone.format(zone=_zone_name(it, name))


def zone(it: Language, name: str, ahead_min: int) -> str:
    """Europe/Berlin time (UTC+1). ahead_min: minutes ahead of UTC."""
    hours, minutes = divmod(abs(ahead_min), 60)
    if not ahead_min:
        return "UTC" if name.startswith("Etc/") else f"{_zone_name(it, name)} (UTC)"
    offset = f"UTC{'−' if ahead_min < 0 else '+'}{hours}{f':{minutes:02d}' if minutes else ''}"
    return f"{_zone_name(it, name)} ({offset})"


def moved_from(it: Language, start: date | datetime) -> str:
    """Where a meeting was first. start: wall-clock, or a day."""
    time = times_of_day(it, start, start) if isinstance(start, datetime) else long_day(it, start)
    return it.dates.moved_from.format(time=time)


def counted(it: Language, forms: Plurals, number: int) -> str:
    """The form for exactly this number, else for numbers of its kind, filled in."""
    form = forms.get(f"={number}") or forms.get(it.plural(number)) or forms["other"]
    return form.format(n=numeral(it, number), nth=it.nth(number))


def numeral(it: Language, number: int) -> str:
    """1,234 as the language groups its digits."""
    return f"{number:,}".replace(",", it.group) if number >= it.group_from else str(number)


def listed(it: Language, items: Sequence[str]) -> str:
    """One, two and three."""
    between, last = it.listing
    return items[0] if len(items) == 1 else f"{between.join(items[:-1])}{last}{items[-1]}"


def _zone_name(it: Language, name: str) -> str:
    return "UTC" if name.startswith("Etc/") else it.dates.zone.format(name=name.replace("_", " "))


def _filled(it: Language, form: str, value: date, weekdays: Sequence[str], months: Sequence[str]) -> str:
    day = it.dates.first if value.day == 1 and it.dates.first else str(value.day)
    return form.format(weekday=weekdays[value.weekday()], day=day, month=months[value.month - 1], year=value.year)
