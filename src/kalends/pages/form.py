"""The RSVP form: what it offers, what was sent with it, and what was wrong about that."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from urllib.parse import parse_qs

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.answer import MailReply
from kalends.actions.page import EventPage
from kalends.domain import limits, text
from kalends.domain.answer import EVENT_WIDE, PartStat, RsvpTerms
from kalends.domain.errors import Refused, invalid
from kalends.domain.form_answer import mail_label
from kalends.domain.occurrence import Occurrence
from kalends.pages import form_question, moment, words
from kalends.pages.form_summary import summary
from kalends.pages.front import has_several
from kalends.pages.language import Errors, Language
from kalends.pages.made import MARK
from kalends.pages.visit import Visit

View = dict[str, object]
STATES = {"yes": PartStat.ACCEPTED, "maybe": PartStat.TENTATIVE, "no": PartStat.DECLINED}
_FIELDS = 30 + limits.FORM_FIELDS
_MOST_LISTED = 10  # seats to choose from; for more, the number is written


class Sent(Struct, frozen=True):
    """A form as it arrived. occurrence: a meeting's number, "" for all. trap: unseen by people, filled by programs.

    made: when its page was, see made.py. given: what the form asks besides, by input, see form_question.py.
    deed, shown: "confirm", and the `fingerprint` of the answer that the page showed.
    """

    answer: str = ""
    name: str = ""
    mail: str = ""
    amount: str = "1"
    occurrence: str = ""
    trap: str = ""
    made: str = ""
    deed: str = ""
    shown: str = ""
    given: dict[str, str] = {}


Faults = Mapping[str, str]  # our field of the form -> how to mend it; in the form's order


def read_form(body: bytes) -> Sent:
    """A form from an urlencoded body. Raises INVALID for one that no browser sends."""
    try:
        fields = parse_qs(body.decode("ascii"), max_num_fields=_FIELDS, errors="strict", keep_blank_values=True)
    except ValueError as error:
        raise invalid("the form could not be read") from error
    last = {name: values[-1] for name, values in fields.items()}
    given = {name: value for name, value in last.items() if form_question.is_input(name)}
    own = {name: last[name].strip() for name in Sent.__struct_fields__ if name in last and name != "given"}
    return Sent(**own, given=given)


def first(page: EventPage, now: datetime, name: str = "", mail: str = "") -> Sent:
    """The form before anybody wrote in it: the date asked for, or the next one, stands in it, and whom it is for."""
    coming = _coming(page, now)
    preset = page.chosen if page.chosen in coming else next(iter(coming), None)
    given = form_question.first(page.terms.fields) if page.terms else {}
    return Sent(name=name, mail=mail, occurrence=str(preset.number) if preset else "", given=given)


def faults(sent: Sent, terms: RsvpTerms, language: Language, *, asks_mail: bool = True) -> Faults:
    """All that is wrong with the form by itself, so that everything can be mended at once."""
    found = [it for it in _faults(sent, terms) if asks_mail or it != "mail"]
    wrong = {fault: _told(fault, terms, language) for fault in found}
    if sent.answer == "no" and not terms.first_accepts:
        return wrong  # who does not come is asked nothing more
    wrong |= form_question.faults(terms.fields, sent.given, language)
    gone = form_question.are_gone(terms.fields, sent.given)
    return wrong | ({"send": language.rsvp.form_changed} if gone else {})


def too_quick(language: Language) -> Faults:
    """What is said to a form that came before anybody could have filled it in."""
    return {"send": language.rsvp.quick}


def fault_of(refused: Refused, terms: RsvpTerms, language: Language) -> Faults:
    """What the deed refused, at the field where it can be mended."""
    field = refused.field if refused.field in Sent.__struct_fields__ else "answer"
    if refused.reason == "anew":
        return {"confirm": language.errors.anew}
    if terms.first_accepts and field == "answer":
        field = "send"
    key = refused.field if refused.field in Errors.__struct_fields__ else refused.reason
    return {field: _told(key, terms, language)}


def _faults(sent: Sent, terms: RsvpTerms) -> Iterator[str]:
    checks: dict[str, Callable[[], object]] = {
        "occurrence": lambda: sent.occurrence and _number(sent.occurrence, "occurrence"),
        "answer": lambda: state_of(sent, terms),
        "name": lambda: text.line(sent.name, "name"),
        "mail": lambda: text.own_address(sent.mail, "mail"),
        "amount": lambda: amount_of(sent, terms),
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


def reply_of(sent: Sent, prokey: str, terms: RsvpTerms, language: Language) -> MailReply:
    """What the visitor answers. Raises INVALID naming the field of the form."""
    return MailReply(
        prokey=prokey,
        mail=sent.mail,
        name=sent.name or None,
        state=state_of(sent, terms),
        amount=amount_of(sent, terms),
        occurrence=_number(sent.occurrence, "occurrence") if sent.occurrence else None,
        payload=form_question.given(terms.fields, sent.given),
        language=language.tag,
    )


def state_of(sent: Sent, terms: RsvpTerms) -> PartStat:
    """Which answer it is; a form that offers none is a yes. Raises INVALID for none."""
    if terms.first_accepts:
        return PartStat.ACCEPTED
    if sent.answer not in STATES:
        raise invalid("an answer is missing", "answer")
    return STATES[sent.answer]


def amount_of(sent: Sent, terms: RsvpTerms) -> int:
    """Places asked for; who does not come asks for none, whatever stands there."""
    if state_of(sent, terms) is PartStat.DECLINED:
        return 1
    return _number(sent.amount or "1", "amount") or _number("", "amount")


def _number(written: str, field: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) <= 16):
        raise invalid("a number is missing", field)
    return int(written)


def is_open(page: EventPage, now: datetime) -> bool:
    """Is there anything left to answer to?"""
    return page.terms is not None and (not page.meetings or bool(_coming(page, now)))


def form_view(page: EventPage, visit: Visit, sent: Sent, wrong: Faults) -> View | None:
    """What the template shows of the form; None where nothing can be answered, any more or at all."""
    terms, now = page.terms, visit.now
    if terms is None or not is_open(page, now):
        return None
    closed, coming, form = is_closed(terms, now), _coming(page, now), page.form
    scopes = [it.number for it in coming] or [EVENT_WIDE]
    is_full = all(page.left.get(it) == 0 for it in scopes)
    waits = is_full and terms.waiting_list and not closed
    several = has_several(page.event)
    dates = [{"value": str(it.number), "text": _when(it, page, visit)} for it in coming]
    at = f"o={page.chosen.number}" if page.chosen else ""
    asked = replace(terms, seats_per_answer=terms.seats_at_once)
    return {
        **fields_view(asked, visit, sent, wrong, full=is_full and not waits, closed=closed),
        "action": visit.link(f"/{page.event.prokey}/answer", at),
        "link_action": visit.link(f"/{page.event.prokey}/link", at),
        "headline": (form and form.headline) or visit.language.text.are_you_coming,
        "text": form and form.text,
        "waiting": visit.language.rsvp.waiting_list if waits else None,
        "send": visit.language.text.send,
        "answered_before": visit.language.rsvp.answered_before,
        "send_link": visit.language.rsvp.send_link,
        "mail_label": mail_label(terms.fields) or visit.language.text.mail,
        "left": None if several or closed or is_full else _left(page, scopes[0], visit),
        "dates": dates if several else [],
        "personal": False,
    }


def fields_view(terms: RsvpTerms, visit: Visit, sent: Sent, wrong: Faults, *, full: bool, closed: bool) -> View:
    """What a first answer and a change of it have in common."""
    said = visit.language.answers
    offered = [] if terms.first_accepts else [it for it in STATES if _is_offered(it, terms, closed=closed, full=full)]
    is_bound = closed or full
    return {
        "sent": {name: getattr(sent, name) for name in Sent.__struct_fields__} | {"made": sent.made or MARK},
        "answers": [{"value": it, "text": getattr(said, it)} for it in offered],
        "can_send": bool(offered) or not is_bound,
        "seats": terms.seats_per_answer if terms.seats_per_answer > 1 and not is_bound else 0,
        "listed": terms.seats_per_answer <= _MOST_LISTED,
        "questions": [] if is_bound and "maybe" not in offered else form_question.view(terms.fields),
        "closed": closed,
        "errors": wrong,
        "summary": summary(wrong, terms, visit.language),
    }


def is_closed(terms: RsvpTerms, now: datetime) -> bool:
    """Can nobody say yes any more?"""
    return terms.closes_at is not None and now >= terms.closes_at


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
    left = _left(page, it.number, visit)
    return (when if page.event.rrule else f"{it.name}: {when}") + (f" ({left})" if left else "")


def _left(page: EventPage, scope: int, visit: Visit) -> str | None:
    """In words; None where places have no bound."""
    seats = page.left.get(scope)
    return None if seats is None else visit.language.rsvp.left.format(n=words.numeral(visit.language, seats))
