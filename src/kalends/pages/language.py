"""What a language consists of: every word of the pages in named places, so that a table that lacks one is no table.

Texts may name values in braces, such as `{day}`; which ones stands beside them. Dates follow CLDR's forms.
"""

from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct, field

Plurals = Mapping[str, str]
"""A text by the number it speaks of: "=2" for exactly two, else CLDR's category, else "other". Names {n}."""

Gender = Literal["m", "f", "n"]
Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]


class Text(Struct, frozen=True, kw_only=True):
    """What templates say as it stands."""

    add_all_dates: str
    add_next_date: str
    add_to_calendar: str
    all_dates: str
    all_dates_of_event: str
    answer: str
    answer_this_event: str
    are_you_coming: str
    calendar_file: str
    closed: str
    coming_events: str
    further_dates: str
    language: str
    leave_empty: str
    mail: str
    mail_hint: str
    map: str
    members_get_address: str
    moved: str
    name: str
    next_date: str
    next_dates: str
    nothing_past: str
    nothing_planned: str
    online: str
    optional: str
    organizer: str
    other_calendars: str
    past_events: str
    paste: str
    problem: str
    qr: str
    seats: str
    see_coming: str
    see_past: str
    send: str
    share: str
    subscribe: str
    subscribe_why: str
    when: str
    where: str
    which_date: str
    your_time: str  # before the time in the viewer's own zone


class States(Struct, frozen=True, kw_only=True):
    """Above everything else on a page."""

    cancelled: str
    cancelled_date: str
    past: str
    past_date: str
    running: str
    today: str
    tentative: str
    full: str


class Tags(Struct, frozen=True, kw_only=True):
    """Beside a date in a list."""

    cancelled: str
    past: str
    running: str
    today: str
    tentative: str


class Answers(Struct, frozen=True, kw_only=True):
    """What can be answered, and what is then said; true also for somebody else who opens that page's address."""

    yes: str
    maybe: str
    no: str
    title: str
    sent: str  # {answer}
    not_yet: str


class Rsvp(Struct, frozen=True, kw_only=True):
    """What becomes of an answer, what its giver sees by its own address, and how to mend what a form asks besides."""

    waiting_list: str
    next: str
    again: str
    confirm_text: str
    kept_until: str  # {time}
    joined: str
    link_title: str
    link_text: str
    answered_before: str
    send_link: str
    coming: str
    maybe_coming: str
    not_coming: str
    waiting: str
    ahead: str  # {n}
    unconfirmed: str
    unanswered: str
    left: str  # {n}
    places: str  # {n}
    confirm: str
    change: str
    save: str
    saved: str
    yours: str
    missing: str
    number: str
    option: str
    too_long: str  # {most}
    quick: str
    form_changed: str


class Errors(Struct, frozen=True, kw_only=True):
    """How to mend a form."""

    mail: str
    name: str
    answer: str
    amount: str  # {most}
    occurrence: str
    closed: str
    full: str
    anew: str
    other: str


class Feeds(Struct, frozen=True, kw_only=True):
    """The page that says who follows a group's calendar. link: what leads there."""

    link: str
    title: str
    why: str
    nobody: str
    program: str
    last: str
    newest: str
    yes: str
    not_yet: str
    browser: str
    other: str


class Start(Struct, frozen=True, kw_only=True):
    """The first page. topics: what and what about it."""

    here: str
    topics: tuple[tuple[str, str], ...]


class Dates(Struct, frozen=True, kw_only=True):
    """How days and times are written. months, weekdays: from January, from Monday, as they stand in a date.

    long_day, short_day, date: {weekday} {day} {month} {year}. clock: "24" is 07:05, "24h" is 7:05, "12" is 7:05 and
    one of `halves`. first: the first of a month, where it is written in its own way.
    """

    months: tuple[str, ...]
    months_short: tuple[str, ...]
    months_tile: tuple[str, ...]
    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    long_day: str
    short_day: str
    date: str
    at: str  # {day} {start}
    span: str  # {day} {start} {end}, both on one day
    span_midnight: str  # {day} {start}
    span_next_day: str  # {day} {start} {end}
    span_days: str  # {day} {start} {last} {end}
    all_day: str  # {day}
    all_days: str  # {day} {last}
    moved_from: str  # {time}
    zone: str  # {name}
    usual_zone: str  # {zone}
    clock: Literal["24", "24h", "12"] = "24"
    halves: tuple[str, str] = ("AM", "PM")
    first: str | None = None


class RuleWords(Struct, frozen=True, kw_only=True):
    """How a recurrence rule is said: how often, on which days, in which months, until when.

    shapes: with {often}, and {days}, {months} where its key has "d", "m". weekly, monthly: {days}, around a list.
    weekly_days, monthly_days: names as they stand in those lists. genders: one letter per day from Monday.
    nth: per gender, by position (0: each one), with {day}. Others are not said.
    month_day: {nth}; month_days: instead of it, by number, -1 being the last. month_day_back: {nth} from the end.
    in_months: {months}; months: as they stand there. times, until: what follows the sentence, {n}, {date}.
    """

    often: Mapping[Frequency, Plurals]
    weekly: str
    weekly_days: tuple[str, ...]
    monthly: str
    monthly_days: tuple[str, ...]
    nth: Mapping[Gender, Mapping[int, str]]
    month_day: str
    month_days: Mapping[int, str]
    month_day_back: str
    in_months: str
    months: tuple[str, ...]
    times: Plurals
    until: str
    month_days_in: str = "{days}"
    genders: str = "mmmmmmm"
    shapes: Mapping[str, str] = field(
        default_factory=lambda: {
            "": "{often}",
            "d": "{often} {days}",
            "m": "{often} {months}",
            "dm": "{often} {days} {months}",
        }
    )


class Language(Struct, frozen=True, kw_only=True):
    """One language. tag: BCP 47. name: what it calls itself. plural: a number's category.

    nth: a number as an ordinal. listing: what stands between the items of a list, and before its last one.
    failures: title and text by HTTP status.
    """

    tag: str
    name: str
    text: Text
    states: States
    tags: Tags
    answers: Answers
    rsvp: Rsvp
    errors: Errors
    failures: Mapping[int, tuple[str, str]]
    feeds: Feeds
    start: Start
    dates: Dates
    rule: RuleWords
    plural: Callable[[int], str]
    nth: Callable[[int], str] = str
    listing: tuple[str, str]
    group: str = ","  # between thousands
    group_from: int = 1_000
    direction: Literal["ltr", "rtl"] = "ltr"
