"""Calendar work in this process, beside the libraries that do the same."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import icalendar
from dateutil.rrule import rrulestr

from bench.beside import Task
from kalends.calendar.ics import Vevent, render_vevent
from kalends.calendar.recurrence import Rule, expand, parse_rule

EVENTS = 1_000
_FIRST, _MOMENT = datetime(2026, 1, 5, 19, 30), datetime(2026, 1, 1, tzinfo=UTC)
_TEN_YEARS = datetime(2036, 1, 5, 19, 30)
_DAILY = "FREQ=DAILY"


def tasks() -> Iterator[Task]:
    """Writing events, and expanding a rule."""
    ours, theirs = [vevent(number) for number in range(EVENTS)], [_component(number) for number in range(EVENTS)]
    yield Task(
        f"writing {EVENTS:,} VEVENTs",
        lambda: b"".join(map(render_vevent, ours)),
        "icalendar",
        lambda: b"".join(component.to_ical() for component in theirs),
        10,
    )
    rule, other = parse_rule(_DAILY), rrulestr(_DAILY, dtstart=_FIRST)
    if len(_expanded(rule)) != len(other.between(_FIRST, _TEN_YEARS, inc=True)) - 1:  # ours ends before its bound
        raise AssertionError("the two engines disagree")
    yield Task(
        "ten years of a daily rule",
        lambda: _expanded(rule),
        "python-dateutil",
        lambda: rrulestr(_DAILY, dtstart=_FIRST, cache=False).between(_FIRST, _TEN_YEARS, inc=True),
        5,
    )


def _expanded(rule: Rule) -> list[datetime | date]:
    return expand(rule, _FIRST, before=_TEN_YEARS, limit=10_000, zone="Europe/Berlin")


def vevent(number: int) -> Vevent:
    """One of many, with the fields that people fill in."""
    start = _FIRST + timedelta(days=number)
    return Vevent(
        uid=f"00000000-0000-4000-8000-{number:012}",
        dtstamp=_MOMENT,
        created=_MOMENT,
        last_modified=_MOMENT,
        dtstart=start,
        dtend=start + timedelta(hours=2),
        zone="Europe/Berlin",
        summary=f"Rehearsal {number}",
        description_html="Please bring the <strong>new</strong> scores and a pencil.",
        location="Parish hall, Church Lane 5, Springfield",
        organizer=("Olga Organ", "olga@example.org"),
        status="CONFIRMED",
        transparent=False,
    )


def _component(number: int) -> icalendar.Component:
    """The same event, as the library holds it."""
    return icalendar.Event.from_ical(render_vevent(vevent(number)))
