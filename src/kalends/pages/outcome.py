"""What is told after a form was sent. It is true for everybody who opens that address, and the same for everybody."""

from datetime import UTC, datetime, timedelta

from falcon.asgi import Request

from kalends.actions.answer import Outcome
from kalends.actions.page import EventPage
from kalends.calendar import zones
from kalends.domain import limits
from kalends.pages import words
from kalends.pages.form import STATES, Sent
from kalends.pages.front import date_of, in_front
from kalends.pages.language import Language
from kalends.pages.visit import Visit

_LINK = "link"
_WAITING, _CONFIRM, _CONFIRM_TO_WAIT = "waiting", "confirm", "confirm-to-wait"

LINK_SENT = f"answered={_LINK}"


def query(sent: Sent, outcome: Outcome, now: datetime) -> str:
    """The query of the page that says what becomes of this answer."""
    at = f"&o={sent.occurrence}" if sent.occurrence else ""
    if outcome is Outcome.CONFIRM:
        until = int((now + timedelta(seconds=limits.SEATS_KEPT_S)).timestamp())
        kept = f"&until={until}" if (sent.answer or "yes") == "yes" else ""
        return f"answered={_CONFIRM}{kept}{at}"
    if outcome is Outcome.CONFIRM_TO_WAIT:
        return f"answered={_CONFIRM_TO_WAIT}{at}"
    return f"answered={_WAITING if outcome is Outcome.WAITING else sent.answer or 'yes'}{at}"


def told(req: Request, page: EventPage, visit: Visit) -> dict[str, object] | None:
    """What to tell; None for an address that tells of no answer.

    saved: it is now a date of theirs, so that a call to action follows.
    """
    answered, language = req.get_param("answered"), visit.language
    if answered == _LINK:
        return _panel(language, language.rsvp.link_title, language.rsvp.link_text)
    if answered == _CONFIRM:
        until = _kept_until(req.get_param("until"), page, visit)
        kept = [] if until is None else [language.rsvp.kept_until.format(time=until)]
        return _panel(language, language.answers.title, language.rsvp.confirm_text, *kept, language.rsvp.again)
    if answered == _CONFIRM_TO_WAIT:
        text = (language.rsvp.confirm_text, language.rsvp.waiting_list, language.rsvp.again)
        return _panel(language, language.answers.title, *text)
    if answered == _WAITING:
        return _panel(language, language.answers.title, language.rsvp.joined, language.rsvp.next, language.rsvp.again)
    if answered in STATES:
        sent = language.answers.sent.format(answer=getattr(language.answers, answered))
        panel = _panel(language, language.answers.title, sent, language.rsvp.next, language.rsvp.again)
        return panel | {"saved": answered != "no"}
    return None


def _panel(language: Language, title: str, text: str, *more: str) -> dict[str, object]:
    return {"title": title, "text": text, "more": more, "not_yet": language.answers.not_yet, "saved": False}


def _kept_until(seconds: str | None, page: EventPage, visit: Visit) -> str | None:
    """By the clocks of the event; None for what we have not written, or is over."""
    if not seconds or not (seconds.isascii() and seconds.isdecimal() and len(seconds) <= 12):
        return None
    now, until = visit.now.timestamp(), int(seconds)
    if not now < until <= now + limits.SEATS_KEPT_S:
        return None
    return clock_at(datetime.fromtimestamp(until, UTC), page, visit)


def clock_at(moment: datetime, page: EventPage, visit: Visit) -> str:
    """A time of day where the event is."""
    front = in_front(page, visit.now)
    zone = front.zone if front else date_of(page.event, None).zone or zones.GMT
    return words.clock(visit.language, zones.to_local(moment, zone))
