"""What events from elsewhere become here: checked like everything that people write, and shown like it."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kalends.calendar import zones
from kalends.calendar.ics import Vevent
from kalends.calendar.ics_reading import ForeignEvent
from kalends.calendar.recurrence import expand, parse_rule
from kalends.domain import limits, text
from kalends.domain.errors import Refused, invalid
from kalends.domain.event import DatePatch, DateStatus, Event, EventPatch, Transparency
from kalends.domain.place import Place, new_place
from kalends.domain.recurrence import leaves_out
from kalends.domain.revision import new_event
from kalends.domain.timing import basic, clock
from kalends.domain.vevent import Shown, vevents

_DAY = timedelta(days=1)
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_STATUS = {"TENTATIVE": DateStatus.TENTATIVE, "CANCELLED": DateStatus.CANCELLED}  # confirmed is what the others are
_TRANSPARENCY = {True: Transparency.TRANSPARENT, False: Transparency.OPAQUE}
_UNTITLED = "–"
_NULL: dict[str, Any] = dict.fromkeys((
    "name", "description", "start_date", "start_time", "end_date", "end_time", "zone", "place", "status",
    "availability", "organizer_name", "organizer_email", "attendee_name", "attendee_email",
))  # fmt: skip
GONE = DatePatch(**_NULL)
"""Takes a date out of an event."""


class Surroundings(Struct, frozen=True):
    """home: the zone that times without one are in. ours: what addresses of our own pages begin with."""

    home: str
    ours: str = "\n"


class Origin(Struct, frozen=True):
    """Where an event of ours came from. uid: the foreign one. event: our number.

    sequence, modified, digest: of the version that was taken last. meetings: recurrence ids of those that differed.
    """

    uid: str
    event: int
    sequence: int
    modified: str | None
    digest: str
    meetings: tuple[str, ...] = ()


def is_older(it: ForeignEvent, taken: Origin) -> bool:
    """Whether something newer of it was taken before (RFC 5546 §2.1.5)."""
    if it.sequence != taken.sequence:
        return it.sequence < taken.sequence
    return (it.modified or "~") < (taken.modified or "")


def parts(it: ForeignEvent) -> list[ForeignEvent]:
    """The event, and what an event of ours cannot hold beside its rule: further meetings, as another event.

    What the rule gives anyway is none of those, nor what is left out (RFC 5545 §3.8.5).
    """
    if it.rule is None or not it.rdates:
        return [it]
    ruled = _ruled(it)
    spans = [span for span in it.rdates if span[0] not in ruled and not _is_left_out(it, span[0])]
    further = {start for start, _ in spans}
    alone = tuple(own for own in it.overrides if own.recurrence_id in further)
    series = replace(it, rdates=(), overrides=tuple(own for own in it.overrides if own not in alone))
    if not spans:
        return [series]
    (start, end), *rest = spans
    uid = f"{it.uid}-rdate"
    extra = replace(it, uid=uid, start=start, end=end, rdates=tuple(rest), rule=None, exdates=(), overrides=alone)
    return [series, extra]


def _ruled(it: ForeignEvent) -> set[str]:
    """The starts that the rule gives, from the first to the last one that is listed; none of a rule that is refused."""
    start, *listed = [_wall(one) for one in (it.start, *sorted(start for start, _ in it.rdates))]
    most, window = limits.OCCURRENCES_PER_RULE, {"after": listed[0], "before": listed[-1] + _DAY}
    try:
        given = expand(parse_rule(it.rule or ""), start, **window, limit=most, zone=it.zone)
    except Refused:  # the event is refused for it later
        return set()
    return {basic(one) for one in given}


def _wall(told: str) -> datetime | date:
    return datetime.fromisoformat(told) if "T" in told else date.fromisoformat(told)


def _is_left_out(it: ForeignEvent, start: str) -> bool:
    return start in it.exdates or start[:8] in it.exdates


def event_patch(it: ForeignEvent, around: Surroundings) -> EventPatch:
    """The whole event as a change that says everything, so that a second one changes nothing.

    Meetings that differ are in it only where there is no rule; those of a rule are `date_patch`es of their own.
    Raises INVALID as every event does, in `new_event` or `revise`, and here for a UID that cannot be kept.
    """
    text.required_line(it.uid, "uid")
    if it.rule is not None:
        return _patch(it, (date_patch(it, around),), exdate=it.exdates)
    dates = tuple(date_patch(one, around) for one in _listed(it).values())
    if not dates:
        raise invalid("an event keeps at least one of its dates", "exdate")
    return _patch(it, dates, exdate=())


def _listed(it: ForeignEvent) -> dict[str, ForeignEvent]:
    """The dates of an event without a rule, by the starts that they had at first; each once."""
    dates: dict[str, ForeignEvent] = {}
    for start, end in ((it.start, it.end), *it.rdates):
        dates.setdefault(start, replace(it, start=start, end=end))
    for own in it.overrides:
        if own.recurrence_id in dates or own.status != DateStatus.CANCELLED:  # one that stands for none is shown too
            dates[own.recurrence_id or ""] = own
    return {start: one for start, one in dates.items() if not _is_left_out(it, start)}


def _patch(it: ForeignEvent, dates: tuple[DatePatch, ...], exdate: tuple[str, ...]) -> EventPatch:
    return EventPatch(dates=dates, simplified=False, rule=it.rule, exdate=exdate, reminders=it.leads_s)


def date_patch(it: ForeignEvent, around: Surroundings) -> DatePatch:
    """One date, or one meeting of a series, with everything that is said of it."""
    return DatePatch(
        name=_cut(_one_line(it.summary), limits.NAME) or _UNTITLED,
        description=_described(it, around) or None,
        place=_place(it),
        virtual_url=_web_address(it.conference),
        status=_STATUS.get(it.status or ""),
        availability=None if it.transparent is None else _TRANSPARENCY[it.transparent],
        **_organizer(it),
        **_when(it, around.home),
    )


def meeting_patch(it: ForeignEvent, around: Surroundings) -> DatePatch:
    """A meeting of a rule that differs: cancelled and nothing else, or with everything that is said of it."""
    if it.status == DateStatus.CANCELLED:
        return DatePatch(status=DateStatus.CANCELLED)
    return replace(date_patch(it, around), status=None)


def plain_meeting(it: ForeignEvent, recurrence_id: str, around: Surroundings) -> DatePatch:
    """A meeting of a rule that differs no more. recurrence_id: when it was planned."""
    length = datetime.fromisoformat(it.end) - datetime.fromisoformat(it.start)
    end = basic(datetime.fromisoformat(recurrence_id) + length)
    plain = replace(it, start=recurrence_id, end=end if "T" in recurrence_id else end[:8])
    return replace(date_patch(plain, around), status=None)


def _when(it: ForeignEvent, home: str) -> dict[str, Any]:
    start, end = datetime.fromisoformat(it.start), datetime.fromisoformat(it.end)
    if "T" not in it.start:
        last = max(end - _DAY, start)
        return {
            "start_date": start.date().isoformat(), "start_time": None, "start_fold": 0, "end_time": None,
            "end_date": last.date().isoformat(), "end_fold": 0, "zone": None, "all_day": True,
        }  # fmt: skip
    return {
        "start_date": start.date().isoformat(), "start_time": clock(start), "start_fold": 0,
        "end_date": end.date().isoformat(), "end_time": clock(end), "end_fold": 0,
        "zone": it.zone or home, "all_day": False,
    }  # fmt: skip


def _described(it: ForeignEvent, around: Surroundings) -> str:
    """HTML as the domain cleans it, else plain text; with the event's own page, which we have no other room for."""
    told = _html(it.html) or _escaped(it.description or "")
    page = _web_address(it.url)
    if page is None or page.startswith(around.ours) or text.escape_text(page) in told:
        return told
    link = text.escape_text(page)
    with_page = f"{told}<p>{link}</p>" if "<" in told else f"{told}\n\n{link}".strip()
    return with_page if len(with_page) <= limits.TEXT else told


def _html(html: str | None) -> str:
    try:
        cleaned = text.clean_html(_paragraphs(html or ""), "description").strip()
    except Refused:  # too long, or too tangled: the plain one will do
        return ""
    return cleaned


def _escaped(plain: str) -> str:
    """Plain text as HTML, cut where it is too long."""
    plain = _paragraphs(plain)[: limits.TEXT]
    while len(told := text.escape_text(plain)) > limits.TEXT:
        plain = plain[: len(plain) // 2]
    return told


def _place(it: ForeignEvent) -> Place | None:
    name = _cut(_paragraphs(it.location or "").strip(), limits.ADDRESS)
    lat, lng = it.geo or (None, None)
    if not name:
        return None if it.geo is None else new_place(f"{lat}, {lng}", None, lat, lng)
    return new_place(name, None, lat, lng)


def _organizer(it: ForeignEvent) -> dict[str, Any]:
    name, mail = it.organizer or ("", "")
    try:
        mail = mail and text.mail_address(mail, "organizer")
    except Refused:
        mail = ""
    if not mail:
        return {"organizer_name": None, "organizer_email": None}
    return {"organizer_name": _cut(_one_line(name), limits.CALENDAR_NAME) or None, "organizer_email": mail}


def _web_address(value: str | None) -> str | None:
    try:
        return value and text.web_address(value, "url")
    except Refused:
        return None


def _one_line(value: str) -> str:
    return _CONTROL.sub("", _LINE_END.sub(" ", value)).strip()


def _paragraphs(value: str) -> str:
    """Line feeds stay; what else ends lines or controls something goes, as in all that we write."""
    return "\n".join(_CONTROL.sub("", line) for line in _LINE_END.split(value))


def _cut(value: str, most: int) -> str:
    return value if len(value) <= most else value[: most - 1] + "…"


class _Nobody:
    """Numbers for events that are shown and never stored."""

    def next_number(self) -> int:
        return 0

    def next_id(self) -> str:
        return ""


def foreign_vevents(it: ForeignEvent, around: Surroundings) -> tuple[Vevent, ...]:
    """The event as our own VEVENTs with its own UID, page and revision; nothing of it is passed on as it came.

    Raises INVALID for what could be no event of ours, and for one that is not for everybody.
    """
    if it.private:
        raise invalid("it is marked as private")
    return tuple(vevent for part in parts(it) for vevent in _shown(part, around))


def _shown(it: ForeignEvent, around: Surroundings) -> Iterator[Vevent]:
    event = _event(event_patch(replace(it, url=None), around))
    starts = [*_listed(it)] if it.rule is None else [it.start]
    uids = [it.uid, *(f"{it.uid}-{start}" for start in starts[1:])]
    for uid, vevent in zip(uids, vevents(event, (), Shown("", inside=True)), strict=True):
        yield _marked(vevent, it, uid)
    if it.rule is None:
        return
    series = event.dates[0].zone
    for own in it.overrides:
        if own.recurrence_id and not leaves_out(event.recurrence, own.recurrence_id):
            alone = _event(event_patch(replace(own, url=None, uid=it.uid), around))
            (vevent,) = vevents(alone, (), Shown("", inside=True))
            yield _marked(_standing_for(vevent, own.recurrence_id, series), own, it.uid)


def _event(patch: EventPatch) -> Event:
    return new_event(_Nobody(), 0, None, patch, datetime(1970, 1, 1, tzinfo=UTC))


def _marked(vevent: Vevent, it: ForeignEvent, uid: str) -> Vevent:
    """With what its own calendar says of it."""
    modified = _moment(it.modified) or _moment(it.created) or vevent.dtstamp
    return dataclasses.replace(
        vevent,
        uid=uid,
        url=_web_address(it.url),
        dtstamp=modified,
        created=_moment(it.created),
        last_modified=modified,
        sequence=it.sequence,
        status=it.status,
        categories=tuple(_one_line(one) for one in it.categories),
        alarms=tuple(timedelta(seconds=lead) for lead in it.leads_s),
    )


def _standing_for(vevent: Vevent, recurrence_id: str, zone: str | None) -> Vevent:
    """RECURRENCE-ID has the type and the zone of the series (RFC 5545 §3.8.4.4), and all its times that zone."""
    original = datetime.fromisoformat(recurrence_id)
    start, end = vevent.dtstart, vevent.dtend
    if zone and vevent.zone and isinstance(start, datetime) and isinstance(end, datetime) and vevent.zone != zone:
        start, end = [zones.to_local(zones.to_instant(it, vevent.zone), zone) for it in (start, end)]
    stands_for: datetime | date = original if "T" in recurrence_id else original.date()
    return dataclasses.replace(vevent, recurrence_id=stands_for, dtstart=start, dtend=end, zone=zone or vevent.zone)


def _moment(stamp: str | None) -> datetime | None:
    return None if stamp is None else datetime.fromisoformat(stamp)
