"""The RSVP form: what it offers, what was sent with it, and what was wrong about that."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from urllib.parse import parse_qs

from msgspec import Struct

from kalends.actions.answer import MailReply
from kalends.actions.page import EventPage
from kalends.domain import text
from kalends.domain.answer import PartStat, RsvpTerms
from kalends.domain.errors import Refused, invalid
from kalends.domain.occurrence import Occurrence
from kalends.pages import moment, words
from kalends.pages.front import has_several
from kalends.pages.language import Errors, Language
from kalends.pages.visit import Visit

STATES = {"yes": PartStat.ACCEPTED, "maybe": PartStat.TENTATIVE, "no": PartStat.DECLINED}
_FIELDS = 30
_MOST_SHOWN = 10  # seats offered in the list


class Sent(Struct, frozen=True):
    """A form as it arrived. occurrence: a meeting's number, "" for all. trap: unseen by people, filled by programs."""

    answer: str = ""
    name: str = ""
    mail: str = ""
    amount: str = "1"
    occurrence: str = ""
    trap: str = ""


Faults = Mapping[str, str]  # our field of the form -> how to mend it; in the form's order


def read_form(body: bytes) -> Sent:
    """A form from an urlencoded body. Raises INVALID for one that no browser sends."""
    try:
        fields = parse_qs(body.decode("ascii"), max_num_fields=_FIELDS, errors="strict", keep_blank_values=True)
    except ValueError as error:
        raise invalid("the form could not be read") from error
    return Sent(**{name: fields[name][-1].strip() for name in Sent.__struct_fields__ if name in fields})


def first(page: EventPage, now: datetime) -> Sent:
    """The form before anybody wrote in it: the date asked for, or the next one, stands in it."""
    coming = _coming(page, now)
    preset = page.chosen if page.chosen in coming else next(iter(coming), None)
    return Sent(occurrence=str(preset.number) if preset else "")


def outcome(sent: Sent) -> str:
    """The query of the page that says what becomes of this answer."""
    return f"answered={sent.answer}" + (f"&o={sent.occurrence}" if sent.occurrence else "")


def faults(sent: Sent, terms: RsvpTerms, language: Language) -> Faults:
    """All that is wrong with the form by itself, so that everything can be mended at once."""
    return {fault: _told(fault, terms, language) for fault in _faults(sent)}


def fault_of(refused: Refused, terms: RsvpTerms, language: Language) -> Faults:
    """What the deed refused, at the field where it can be mended."""
    field = refused.field if refused.field in Sent.__struct_fields__ else "answer"
    key = refused.field if refused.field in Errors.__struct_fields__ else refused.reason
    return {field: _told(key, terms, language)}


def answered(answer: str | None, language: Language) -> dict[str, str] | None:
    """What to tell who has just answered, and anybody else with that address; None for what is no answer."""
    if answer not in STATES:
        return None
    said = language.answers
    return {
        "title": said.title,
        "text": said.sent.format(answer=getattr(said, answer)),
        "again": said.again,
        "not_yet": said.not_yet,
    }


def _faults(sent: Sent) -> Iterator[str]:
    checks: dict[str, Callable[[], object]] = {
        "occurrence": lambda: sent.occurrence and _number(sent.occurrence, "occurrence"),
        "answer": lambda: _state(sent),
        "name": lambda: text.line(sent.name, "name"),
        "mail": lambda: text.mail_address(sent.mail, "mail"),
        "amount": lambda: _amount(sent),
    }
    for field, check in checks.items():
        try:
            check()
        except Refused as refused:
            if refused.field == field:
                yield field


def _told(key: str | None, terms: RsvpTerms, language: Language) -> str:
    """key: a field of `Errors`; for anything else it is said that something went wrong."""
    said: str = getattr(language.errors, key if key in Errors.__struct_fields__ else "other")
    return said.format(most=words.numeral(language, terms.seats_per_answer))


def reply_of(sent: Sent, prokey: str) -> MailReply:
    """What the visitor answers. Raises INVALID naming the field of the form."""
    return MailReply(
        prokey=prokey,
        mail=sent.mail,
        name=sent.name or None,
        state=_state(sent),
        amount=_amount(sent),
        occurrence=_number(sent.occurrence, "occurrence") if sent.occurrence else None,
    )


def _state(sent: Sent) -> PartStat:
    if sent.answer not in STATES:
        raise invalid("an answer is missing", "answer")
    return STATES[sent.answer]


def _amount(sent: Sent) -> int:
    """Places asked for; who does not come asks for none, whatever stands there."""
    if _state(sent) is PartStat.DECLINED:
        return 1
    return _number(sent.amount or "1", "amount") or _number("", "amount")


def _number(written: str, field: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) <= 16):
        raise invalid("a number is missing", field)
    return int(written)


def is_open(page: EventPage, now: datetime) -> bool:
    """Is there anything left to answer to?"""
    return page.terms is not None and (not page.meetings or bool(_coming(page, now)))


def form_view(page: EventPage, visit: Visit, sent: Sent, wrong: Faults) -> dict[str, object] | None:
    """What the template shows of the form; None where nothing can be answered, any more or at all."""
    terms, now, said = page.terms, visit.now, visit.language.answers
    if terms is None or not is_open(page, now):
        return None
    closed = terms.closes_at is not None and now >= terms.closes_at
    coming = _coming(page, now)
    is_full = bool(coming) and all(it.number in page.full for it in coming)
    offered = [it for it in STATES if _is_offered(it, terms, closed=closed, full=is_full)]
    dates = [{"value": str(it.number), "text": _when(it, page, visit)} for it in coming]
    return {
        "action": visit.link(f"/{page.event.prokey}/answer", f"o={page.chosen.number}" if page.chosen else ""),
        "sent": {name: getattr(sent, name) for name in Sent.__struct_fields__},
        "answers": [{"value": it, "text": getattr(said, it)} for it in offered],
        "seats": min(terms.seats_per_answer, _MOST_SHOWN)
        if terms.seats_per_answer > 1 and not closed and not is_full
        else 0,
        "dates": dates if has_several(page.event) else [],
        "closed": closed,
        "errors": wrong,
    }


def _is_offered(answer: str, terms: RsvpTerms, *, closed: bool, full: bool) -> bool:
    if answer == "no":
        return True
    return not closed and (terms.maybe_offered if answer == "maybe" else not full)


def _coming(page: EventPage, now: datetime) -> list[Occurrence]:
    chosen = [page.chosen] if page.chosen and page.chosen not in page.meetings else []
    every = sorted([*chosen, *page.meetings], key=lambda it: it.starts_at)
    return [it for it in every if not it.cancelled and it.ends_at > now]


def _when(it: Occurrence, page: EventPage, visit: Visit) -> str:
    when = str(moment.view(moment.of_meeting(it), visit.language)["short"])
    return when if page.event.rrule else f"{it.name}: {when}"
