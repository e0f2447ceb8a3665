"""The questions of a form as inputs of a page, and what was written into them.

An input is called by its question, not by its place: whoever opened the page before the form was put into another order
has answered what they read.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from kalends.domain import limits
from kalends.domain.answer import Payload
from kalends.domain.form_answer import Fault, Misanswered, Question, answered, questions
from kalends.domain.form_field import FormField
from kalends.pages import words
from kalends.pages.language import Language

View = dict[str, object]
_ON = "1"
_INPUT = re.compile(r"q[0-9a-f]{12}", re.ASCII)
_WORDS = {
    Fault.MISSING: "missing",
    Fault.NUMBER: "number",
    Fault.OPTION: "option",
    Fault.LONG: "too_long",
    Fault.TEXT: "too_long",
}


def is_input(name: str) -> bool:
    """Is this the name of one?"""
    return _INPUT.fullmatch(name) is not None


def input_of(question: str) -> str:
    """What the input of the question with this name is called: a word that can stand in an address."""
    return f"q{sha256(question.encode()).hexdigest()[:12]}"


def given(fields: tuple[FormField, ...], sent: Mapping[str, str]) -> dict[str, object]:
    """What was written, by the names of the form's fields."""
    return {asked.name: _value(asked, sent.get(name)) for name, asked in _inputs(fields)}


def are_gone(fields: tuple[FormField, ...], sent: Mapping[str, str]) -> bool:
    """Was something written for a question that the form does not ask any more?"""
    known = {name for name, _ in _inputs(fields)}
    return any(value.strip() and name not in known for name, value in sent.items())


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
    for asked in questions(fields):
        options = [{"value": it.value, "label": it.label} for it in asked.options]
        shown.append({
            "input": input_of(asked.name) if asked.name else "", "type": asked.type, "label": asked.label,
            "hint": asked.hint, "required": asked.required, "options": options,
        })  # fmt: skip
    return shown


def _inputs(fields: tuple[FormField, ...]) -> Iterator[tuple[str, Question]]:
    return ((input_of(asked.name), asked) for asked in questions(fields) if asked.name)


def _value(asked: Question, sent: str | None) -> object:
    return bool(sent) if asked.type == "checkbox" else sent


def _written(asked: Question, payload: Payload | None) -> str:
    value: str | bool | None = None if payload is None else payload.get(asked.name)
    if payload is None:
        value = next((it.value for it in asked.options if it.preset), None) if asked.options else asked.preset
    return _ON if value is True else str(value or "")
