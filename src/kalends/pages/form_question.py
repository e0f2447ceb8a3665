"""The questions of a form as inputs of a page: `q0`, `q1` and so on, and what was written into them."""

from collections.abc import Iterator, Mapping

from kalends.domain import limits
from kalends.domain.answer import Payload
from kalends.domain.form_answer import Fault, Misanswered, Question, answered, questions
from kalends.domain.form_field import FormField
from kalends.pages import words
from kalends.pages.language import Language

View = dict[str, object]
_ON = "1"
_WORDS = {
    Fault.MISSING: "missing",
    Fault.NUMBER: "number",
    Fault.OPTION: "option",
    Fault.LONG: "too_long",
    Fault.TEXT: "too_long",
}


def is_input(name: str) -> bool:
    """Is this the name of one?"""
    return name[:1] == "q" and name[1:].isascii() and name[1:].isdecimal() and len(name) <= 4


def given(fields: tuple[FormField, ...], sent: Mapping[str, str]) -> dict[str, object]:
    """What was written, by the names of the form's fields."""
    return {asked.name: _value(asked, sent.get(name)) for name, asked in _inputs(fields)}


def faults(fields: tuple[FormField, ...], sent: Mapping[str, str], language: Language) -> dict[str, str]:
    """What is wrong, by input, and how to mend it."""
    wrong = {}
    for name, asked in _inputs(fields):
        try:
            answered(asked, {asked.name: _value(asked, sent.get(name))})
        except Misanswered as refused:
            told: str = getattr(language.rsvp, _WORDS[refused.fault])
            wrong[name] = told.format(most=words.numeral(language, limits.FORM_ANSWER))
    return wrong


def first(fields: tuple[FormField, ...], payload: Payload | None = None) -> dict[str, str]:
    """What stands in the inputs at first: what was answered before, else the presets."""
    return {name: value for name, asked in _inputs(fields) if (value := _written(asked, payload))}


def view(fields: tuple[FormField, ...]) -> list[View]:
    """The questions as the template shows them."""
    shown = []
    for position, asked in enumerate(questions(fields)):
        options = [{"value": it.value, "label": it.label} for it in asked.options]
        shown.append({
            "input": f"q{position}", "type": asked.type, "label": asked.label, "hint": asked.hint,
            "required": asked.required, "options": options,
        })  # fmt: skip
    return shown


def _inputs(fields: tuple[FormField, ...]) -> Iterator[tuple[str, Question]]:
    return ((f"q{position}", asked) for position, asked in enumerate(questions(fields)) if asked.name)


def _value(asked: Question, sent: str | None) -> object:
    return bool(sent) if asked.type == "checkbox" else sent


def _written(asked: Question, payload: Payload | None) -> str:
    value: str | bool | None = None if payload is None else payload.get(asked.name)
    if payload is None:
        value = next((it.value for it in asked.options if it.preset), None) if asked.options else asked.preset
    return _ON if value is True else str(value or "")
