"""An answer as its giver sees it by their own address."""

from datetime import datetime

from kalends.actions.personal import PersonalPage
from kalends.calendar import zones
from kalends.domain import access
from kalends.domain.answer import OPEN_TERMS, Answer, PartStat, RsvpTerms, fingerprint, terms_of_later
from kalends.domain.calendar_file import title
from kalends.domain.form_answer import Question, questions
from kalends.pages import date_line, form_question, words
from kalends.pages.form import STATES, Faults, Sent, fields_view, is_closed
from kalends.pages.language import Language
from kalends.pages.look_view import look_view
from kalends.pages.visit import Visit

View = dict[str, object]
_WORDS = {state: word for word, state in STATES.items()}


def terms_of(page: PersonalPage) -> RsvpTerms:
    """What the form allows who has answered."""
    return terms_of_later(OPEN_TERMS if page.form is None else page.form.terms(), page.answer)


def present(page: PersonalPage) -> Sent:
    """The form as the answer stands."""
    answer, terms = page.answer, terms_of(page)
    meant = answer.asked or (PartStat.ACCEPTED if answer.state is PartStat.WAITLISTED else answer.state)
    return Sent(
        answer=_WORDS.get(meant, ""),
        name=answer.name or "",
        amount=str(answer.amount),
        given=form_question.first(terms.fields, answer.payload or {}),
    )


def personal_view(page: PersonalPage, here: str, visit: Visit, sent: Sent, wrong: Faults, *, saved: bool) -> View:
    """Everything the template shows. here: the page's own address."""
    said, answer = visit.language.rsvp, page.answer
    pending = answer.state is PartStat.PENDING
    return {
        "event": _event(page, visit),
        "look": look_view(page.look, title(page.event), visit),
        "lines": _lines(page, visit),
        "facts": _facts(page, visit.language),
        "saved": said.saved if saved else None,
        "confirm": said.confirm if pending and page.is_open else None,
        "shown": fingerprint(answer),
        "here": here,
        "yours": said.yours,
        "form": _form(page, here, visit, sent, wrong) if page.is_open else None,
    }


def _form(page: PersonalPage, here: str, visit: Visit, sent: Sent, wrong: Faults) -> View:
    terms = terms_of(page)
    return {
        **fields_view(terms, visit, sent, wrong, full=False, closed=is_closed(terms, visit.now)),
        "action": here,
        "headline": visit.language.rsvp.change,
        "text": None,
        "waiting": None,
        "send": visit.language.rsvp.save,
        "left": None,
        "dates": [],
        "personal": True,
    }


def _event(page: PersonalPage, visit: Visit) -> View:
    event, meeting = page.event, page.meeting
    at = f"o={meeting.number}" if meeting is not None and page.answer.occurrence else ""
    if meeting is not None:
        line = date_line.of_meeting(meeting, visit)
    else:
        line = date_line.of_date(event, event.dates[0], visit)
    is_public = access.event_is_open(page.group, event.status, event.visibility)
    state, states = str(line["state"] or ""), visit.language.states
    return {
        **line,
        "title": title(event) if not page.answer.occurrence else line["name"],
        "link": visit.link(f"/{event.prokey}", at) if is_public else None,
        "off": state == "cancelled",
        "states": [{"kind": state, "text": getattr(states, state)}] if state else [],
    }


def _lines(page: PersonalPage, visit: Visit) -> list[str]:
    """The answer in words, and what goes with it."""
    answer, said = page.answer, visit.language.rsvp
    lines, pending = [], answer.state is PartStat.PENDING
    if pending and answer.asked in _WORDS:
        lines.append(str(getattr(visit.language.answers, _WORDS[answer.asked])))
    if answer.amount > 1 and PartStat.DECLINED not in (answer.state, answer.asked):
        lines.append(said.places.format(n=words.numeral(visit.language, answer.amount)))
    lines.insert(len(lines) if pending else 0, _state(page, visit.language, visit.now))
    if page.ahead is not None:
        lines.append(said.ahead.format(n=words.numeral(visit.language, page.ahead)))
    return lines


def _state(page: PersonalPage, language: Language, now: datetime) -> str:
    answer, said = page.answer, language.rsvp
    if answer.state is PartStat.PENDING:
        if answer.pending_until is None or answer.pending_until <= now:
            return said.unconfirmed
        return said.kept_until.format(time=_clock(page, language, answer.pending_until))
    return {
        PartStat.ACCEPTED: said.coming,
        PartStat.TENTATIVE: said.maybe_coming,
        PartStat.DECLINED: said.not_coming,
        PartStat.WAITLISTED: said.waiting,
    }.get(answer.state, said.unanswered)


def _clock(page: PersonalPage, language: Language, moment: datetime) -> str:
    zone = page.meeting.zone if page.meeting else page.event.dates[0].zone or zones.GMT
    return words.clock(language, zones.to_local(moment, zone))


def _facts(page: PersonalPage, language: Language) -> list[View]:
    """What was answered besides; ticks as they are. Of what is to be confirmed all of it, the name too."""
    answer, pending = page.answer, page.answer.state is PartStat.PENDING
    if PartStat.DECLINED in (answer.state, answer.asked) or answer.state is PartStat.NONE:
        said = []
    else:
        said = [(it.label, _said(answer, it)) for it in questions(terms_of(page).fields) if it.type != "hidden"]
    every = [(language.text.name, answer.name or ""), *said] if pending else said
    return [{"label": label, "value": value} for label, value in every if value]


def _said(answer: Answer, asked: Question) -> str:
    """As it was read, not as it is kept."""
    value = (answer.payload or {}).get(asked.name) if asked.name else None
    chosen = next((it.label for it in asked.options if it.value == value), None)
    return "✓" if value is True else chosen or str(value or "")
