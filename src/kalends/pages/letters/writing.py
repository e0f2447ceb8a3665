"""From what a letter tells to what is read: the same facts in the same order, as text and as HTML."""

from collections.abc import Mapping
from datetime import datetime
from html import escape
from pathlib import Path
from typing import TypeAlias

import css_inline
from minijinja import Environment, safe
from msgspec import Struct, structs

from kalends.actions.letter_facts import EventTold, Told, When
from kalends.calendar import zones
from kalends.domain.letter import LetterKind
from kalends.domain.place import one_line
from kalends.pages import languages, moment, rule_words, words
from kalends.pages.language import Language
from kalends.pages.letters import letter_words
from kalends.pages.letters.look import LetterLook, look_of
from kalends.pages.letters.wording import LetterWords, Wording
from kalends.pages.moment import Moment

_Sayings: TypeAlias = Mapping[str, str | int | bool | None]

_TEMPLATE = "letter.html"
_NOTHING = "–"
_OF_ANSWERS = (LetterKind.ANSWERED, LetterKind.CHANGED)
_ANSWERS = ("accepted", "tentative", "declined", "waitlisted")
_ASKED = {"accepted": "yes", "tentative": "maybe", "declined": "no"}
_TO_CONFIRM = (LetterKind.CONFIRM, LetterKind.ANSWERED_AGAIN, LetterKind.PERSONAL_LINK)
_WITH_PLACES = (LetterKind.CONFIRM, LetterKind.THANKS, LetterKind.ANSWERED, LetterKind.CHANGED, LetterKind.PROMOTED)
_NOT_OF_ANSWERS = (LetterKind.WEBHOOK_OFF, LetterKind.INVITATION)  # their readers may never have given an address
_KEEPS_CALENDAR = (LetterKind.ANSWERED, LetterKind.CHANGED, LetterKind.THANKS, LetterKind.PROMOTED)


class Written(Struct, frozen=True):
    """One letter, ready to be put into a mail."""

    subject: str
    text: str
    html: str


class Link(Struct, frozen=True):
    """What to press, and where it leads."""

    label: str
    url: str


class Fact(Struct, frozen=True):
    """One line of what a letter tells. was: what held before, None where that is the same."""

    label: str
    value: str
    was: str | None = None


class Said(Struct, frozen=True, kw_only=True):
    """All that a letter says. more, foot: sentences. before: what stands before what held. stop: how to get no more."""

    first: str
    more: tuple[str, ...]
    facts: tuple[Fact, ...]
    before: str
    links: tuple[Link, ...]
    foot: tuple[str, ...]
    stop: Link | None
    off: bool = False


def written(told: Told) -> Written:
    """The letter in its language; in English where that is none of ours."""
    tag = languages.known(told.letter.language) or languages.USUAL
    language, said_in = languages.language(tag), letter_words(tag)
    names = {"event": told.site, "site": told.site, "when": "", "webhook": "", "host": ""}
    if told.letter.kind is LetterKind.WEBHOOK_OFF:
        names |= {"webhook": str(told.letter.said.get("name")), "host": str(told.letter.said.get("host"))}
    if told.event is not None:
        names["event"] = told.event.name
        names["when"] = moment.view(_shown(told.event.when), language)["text"] or "" if told.event.when else ""
    wording, shown = _wording(told, said_in), {name: _apart(value, language) for name, value in names.items()}
    said = Said(
        first=wording.first.format(**shown),
        more=tuple(text for text in (wording.more.format(**shown), *_more(told, language, said_in)) if text),
        facts=() if told.event is None else tuple(_facts(told, told.event, language, said_in)),
        before=said_in.before,
        links=tuple(_links(told, said_in)),
        foot=tuple(_foot(told, language, said_in)),
        stop=Link(said_in.stop.label(told.letter.kind), told.unsubscribe) if told.unsubscribe else None,
        off=told.letter.kind is LetterKind.CANCELLED,
    )
    subject = " ".join(wording.subject.format(**names).split())
    return Written(subject, _text(said), _html(said, subject, language, look_of(told)))


def _wording(told: Told, said_in: LetterWords) -> Wording:
    kind, state = told.letter.kind, str(told.letter.said.get("state"))
    if kind is LetterKind.THANKS and state == "waitlisted":  # the address is confirmed, and yet there is no place
        return said_in.waitlisted
    if kind is LetterKind.WEBHOOK_OFF:
        off, is_gone = said_in.webhook_off, told.letter.said.get("is_gone")
        return Wording(
            off.subject, off.first, f"{said_in.webhook_gone if is_gone else said_in.webhook_failing} {off.more}"
        )
    if kind not in _OF_ANSWERS:
        wording: Wording = getattr(said_in, kind.value)
        return wording
    answer: Wording = getattr(said_in, state if state in _ANSWERS else "declined")
    if kind is LetterKind.ANSWERED:
        return answer
    return Wording(said_in.changed.subject, f"{said_in.changed.first} {answer.first}", answer.more)


def _more(told: Told, language: Language, said_in: LetterWords) -> list[str]:
    """Sentences beside the wording's own."""
    until = _moment(told.letter.said.get("kept_until"))
    more = []
    if until is not None and told.event is not None and told.event.when is not None:
        time = words.clock(language, zones.to_local(until, told.event.when.zone))
        more.append(said_in.until.format(time=time))
    if told.letter.kind in _TO_CONFIRM:
        more.append(said_in.not_you)
    if told.calendar is not None and told.letter.kind in _KEEPS_CALENDAR:
        more.append(said_in.calendar)
    return more


def _facts(told: Told, event: EventTold, language: Language, said_in: LetterWords) -> list[Fact]:
    text, facts = language.text, []
    was = _was(told.letter.said, event.when)
    if event.when is not None:
        label = text.next_date if event.several else text.when
        before = _moment_before(was)
        facts.append(Fact(label, _when(_shown(event.when), language), _when(before, language) if before else None))
    if event.rrule:
        zone = event.when.zone if event.when else None
        rule = rule_words.sentence(language.tag, event.rrule, zone)
        facts += [Fact(text.all_dates, rule)] if rule else []
    was_place = _line(str(was.get("was_place") or "")) or None
    if event.place is not None or was_place:
        facts.append(Fact(text.where, _line(one_line(event.place)) if event.place else _NOTHING, was_place))
    if event.online:
        facts.append(Fact(text.online, event.online))
    return facts + _answer(told, language, said_in)


def _answer(told: Told, language: Language, said_in: LetterWords) -> list[Fact]:
    """How many places it takes; of one to be confirmed also which it is: another may have been sent since."""
    said, kind, parts = told.letter.said, told.letter.kind, []
    amount, asked = said.get("amount"), said.get("asked")
    if kind is LetterKind.CONFIRM and asked in _ASKED:
        parts.append(str(getattr(language.answers, _ASKED[str(asked)])))
    comes = "declined" not in (said.get("state"), asked)
    if isinstance(amount, int) and amount > 1 and comes and kind in _WITH_PLACES:
        parts.append(words.counted(language, said_in.places, amount))
    return [Fact(language.text.answer, " · ".join(parts))] if parts else []


def _when(when: Moment, language: Language) -> str:
    view = moment.view(when, language)
    return ", ".join(str(part) for part in (view["text"], view["zone"]) if part)


def _apart(value: str, language: Language) -> str:
    """What is written from left to right in a text that is not, so that neither turns the other (UAX #9, isolates)."""
    return f"\u2068{value}\u2069" if value and language.direction == "rtl" else value


def _line(text: str) -> str:
    """Several lines in one."""
    return ", ".join(part for line in text.splitlines() if (part := " ".join(line.split()).strip(",")))


def _was(said: _Sayings, when: When | None) -> _Sayings:
    """What is said of before; nothing once what is shown beside it is not what the letter was written for."""
    meant = _moment(said.get("starts_at"))
    return said if meant is None or (when is not None and when.starts_at == meant) else {}


def _moment_before(said: _Sayings) -> Moment | None:
    starts_at, ends_at = _moment(said.get("was_starts_at")), _moment(said.get("was_ends_at"))
    if starts_at is None or ends_at is None:
        return None
    zone = str(said.get("was_zone") or zones.GMT)
    return Moment(starts_at, ends_at, zone, bool(said.get("was_all_day")))


def _shown(when: When) -> Moment:
    return Moment(when.starts_at, when.ends_at, when.zone, when.all_day)


def _moment(told: object) -> datetime | None:
    """ISO 8601 with an offset."""
    return datetime.fromisoformat(told) if isinstance(told, str) else None


def _links(told: Told, said_in: LetterWords) -> list[Link]:
    """The one thing to do first."""
    kind, links = told.letter.kind, []
    labels = {LetterKind.CONFIRM: said_in.do_confirm, LetterKind.INVITATION: said_in.do_invited}
    if told.personal and kind is not LetterKind.CANCELLED:
        links.append(Link(labels.get(kind, said_in.do_answer), told.personal))
    if told.event is not None and told.event.page:
        label = said_in.do_attendance if kind is LetterKind.ATTENDANCE else said_in.do_page
        links.append(Link(label, told.event.page))
    return links


def _foot(told: Told, language: Language, said_in: LetterWords) -> list[str]:
    foot = []
    if told.event is not None and told.event.organizer is not None:
        name, mail = told.event.organizer
        foot.append(said_in.replies.format(organizer=_apart(name or mail, language)))
    is_of_answer = told.unsubscribe is None and told.letter.kind not in _NOT_OF_ANSWERS
    why = said_in.why_answer if is_of_answer else said_in.why_subscribed
    return [*foot, why.format(site=_apart(told.site, language))]


def _text(said: Said) -> str:
    blocks = [said.first, *said.more]
    blocks.append("\n".join(line for fact in said.facts for line in _lines(fact, said.before)))
    blocks += [f"{link.label}:\n{link.url}" for link in said.links]
    blocks.append("\n".join(["-- ", *said.foot]))  # what programs show as a signature (RFC 3676 §4.3)
    if said.stop is not None:
        blocks.append(f"{said.stop.label}:\n{said.stop.url}")
    return "\n\n".join(block for block in blocks if block) + "\n"


def _lines(fact: Fact, before: str) -> list[str]:
    line = f"{fact.label}: {fact.value}"
    return [line] if fact.was is None else [line, f"    {before}: {fact.was}"]


def _escaped(value: object) -> object:
    return safe(escape(value)) if type(value) is str else value


_TEMPLATES = Environment(
    templates={_TEMPLATE: Path(__file__).with_name(_TEMPLATE).read_text(encoding="utf-8")},
    finalizer=_escaped,
    undefined_behavior="strict",
    trim_blocks=True,
    lstrip_blocks=True,
)
_INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)


def _html(said: Said, subject: str, language: Language, look: LetterLook) -> str:
    values = structs.asdict(said) | {
        "light": structs.asdict(look.light),
        "dark": structs.asdict(look.dark),
        "header": structs.asdict(look.header) if look.header else None,
        "facts": [structs.asdict(fact) for fact in said.facts],
        "links": [structs.asdict(link) for link in said.links],
        "stop": structs.asdict(said.stop) if said.stop else None,
    }
    page = _TEMPLATES.render_template(
        _TEMPLATE, subject=subject, language=safe(language.tag), direction=safe(language.direction), **values
    )
    return _INLINER.inline(page)
