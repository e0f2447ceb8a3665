"""What `config.json` says of an event or of a group, for buttons on other people's pages (reference §3.2).

Their limits (§5.6) are kept: what they would refuse, and then show nothing at all, is left out.
"""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from kalends.actions.button import EventButton, GroupButton, ShownDate
from kalends.calendar.ics import Vevent
from kalends.domain.calendar_file import is_divided, is_fetched, title
from kalends.domain.call_to_action import CallToAction
from kalends.domain.event import Event, EventDate
from kalends.domain.group import Subscription
from kalends.domain.rsvp_form import RsvpForm
from kalends.domain.timing import is_dynamic
from kalends.pages.config_style import style_keys
from kalends.pages.pseudo_tags import pseudo_tags

Config = dict[str, object]
_NAME, _MAIL = 50, 100  # of an organizer and an attendee
_DAY = timedelta(days=1)


def of_event(it: EventButton, base: str) -> Config:
    """An event. base: the address before every path."""
    event, style = it.event, style_keys(it.style, asks=it.form is not None, secure=_is_secure(base))
    return _told(
        name=title(event),
        dates=[_date(event, shown) for shown in it.dates],
        recurrence=event.rrule and f"RRULE:{_rule(event.rrule)}",
        iCalFileName=event.settings.file_name,
        icsFile=_file(it, base),
        rsvp=it.form and _rsvp(it.form),
        ty=it.call and _call(it.call),
        **style,
        landingpage=_landing_page(base),
    )


def of_group(it: GroupButton, base: str) -> Config:
    """A group: its feed to subscribe to, unless it asks for a list of its events instead."""
    group, style = it.group, style_keys(it.style, asks=False, secure=_is_secure(base))
    is_list = group.settings.overview_public
    subscribes = group.subscription is not Subscription.NO or not is_list
    return _told(
        name=group.name,
        dates=[],
        subscribe=subscribes or None,
        icsFile=f"{base}/{group.prokey}/calendar.ics" if subscribes else None,
        public_event_overview=is_list or None,
        ty=it.call and _call(it.call),
        **style,
        landingpage=_landing_page(base),
    )


def _told(**values: object) -> Config:
    return {name: value for name, value in values.items() if value is not None}


def _is_secure(base: str) -> bool:
    return base.startswith("https://")


def _landing_page(base: str) -> Config:
    """Where buttons send their clicks through, always by https."""
    parts = urlsplit(base)
    return {"domain": f"{parts.netloc}{parts.path}"}


def _date(event: Event, it: ShownDate) -> Config:
    typed, vevent = it.typed, it.vevent
    organizer = _person(typed.organizer_name, typed.organizer_email)
    return _told(
        name=vevent.summary,
        description=pseudo_tags(vevent.description_html) if vevent.description_html else None,
        **_times(vevent) | _moving_days(typed),
        location=vevent.location,
        status=vevent.status,
        availability=None if vevent.transparent is None else "free" if vevent.transparent else "busy",
        organizer=organizer,
        attendee=organizer and _person(typed.attendee_name, typed.attendee_email),
        uid=vevent.uid,
        sequence=event.sequence,
        created=_instant(event.created_at),
        updated=_instant(event.revised_at),
    )


def _times(vevent: Vevent) -> Config:
    """By the clock of its zone; days without one, the last one inclusive."""
    start, end = vevent.dtstart, vevent.dtend
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return {"startDate": start.isoformat(), "endDate": max(start, end - _DAY).isoformat()}
    return {
        "startDate": start.date().isoformat(),
        "startTime": f"{start:%H:%M}",
        "endDate": end.date().isoformat(),
        "endTime": f"{end:%H:%M}",
        "timeZone": vevent.zone or "Etc/GMT",
    }


def _moving_days(typed: EventDate) -> Config:
    """Days counted from today, which the button works out when it is looked at; nothing for other dates."""
    if not is_dynamic(typed):
        return {}
    return {"startDate": typed.start_date, "endDate": typed.end_date or typed.start_date}


def _person(name: str | None, mail: str | None) -> str | None:
    """Name|email; a name that is too long, or missing, gives way to the address. None without one they take."""
    if not mail or len(mail) > _MAIL:
        return None
    plain = (name or "").replace("|", " ").strip()
    return f"{plain if 0 < len(plain) <= _NAME else mail[:_NAME]}|{mail}"


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _rule(canonical: str) -> str:
    """With UNTIL as they read it: a day is over with its last second in UTC."""
    parts = canonical.split(";")
    return ";".join(f"{it}T235959Z" if it.startswith("UNTIL=") and "T" not in it[6:] else it for it in parts)


def _file(it: EventButton, base: str) -> str | None:
    """The file that holds it all, if there is one and nobody has to fill in anything."""
    texts = (text for shown in it.dates for text in (shown.vevent.summary, shown.vevent.description_html) if text)
    if not is_fetched(it.event, it.group) or is_divided(it.event) or any("%%" in text for text in texts):
        return None
    return f"{base}/{it.event.prokey}/{it.event.settings.file_name or 'event'}.ics"


def _rsvp(form: RsvpForm) -> Config:
    return _told(
        max=form.seats_max,
        maxpp=form.seats_per_answer,
        expires=form.closes_at and f"{form.closes_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z",
        initial_confirmation=form.first_answer_accepts,
        maybe_option=form.maybe_offered,
        headline=form.headline,
        text=form.text and pseudo_tags(form.text),
        fields=list(form.fields),
    )


def _call(call: CallToAction) -> Config | None:
    if call.type == "none":
        return None
    return _told(
        type=call.type,
        headline=call.headline,
        text=call.text and pseudo_tags(call.text),
        fields=list(call.fields),
        url=call.url,
        button_label=call.button_label,
    )
