"""What is written into a form: its fields as questions, and whether an answer to one can be taken."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from kalends.domain import limits, text
from kalends.domain.errors import Kind, Refused
from kalends.domain.form_field import FieldType, FormField, is_number

MAIL = "email"  # a field of this name only words the question for the address, which is asked anyway


class Fault(StrEnum):
    """What is wrong with the answer to a question, for who says it in another language."""

    MISSING = "missing"
    NUMBER = "number"
    OPTION = "option"
    LONG = "long"
    TEXT = "text"  # of the wrong sort, or with control characters


class Misanswered(Refused):
    """INVALID under "payload.<name>". fault: what its reason says."""

    def __init__(self, question: "Question", fault: Fault, reason: str) -> None:
        super().__init__(Kind.INVALID, reason, field=f"payload.{question.name}")
        self.fault = fault


class Option(Struct, frozen=True):
    """One of the things to choose from. value: what is kept. label: what is read."""

    value: str
    label: str
    preset: bool = False


class Question(Struct, frozen=True):
    """One thing that is asked, or with type "label" and no name, said.

    Radio fields that follow each other are one question with their `placeholder` as values, whose title is the label
    before them. name: the key it is kept under. names: all names of its fields. hint: how to answer it.
    """

    type: FieldType
    name: str = ""
    label: str = ""
    required: bool = False
    hint: str = ""
    preset: str | bool = ""
    options: tuple[Option, ...] = ()
    names: tuple[str, ...] = ()


def questions(fields: tuple[FormField, ...], *, mail_asked: bool = True) -> list[Question]:
    """What a form asks, in its order. mail_asked: the address is asked anyway, whatever the fields are."""
    asked: list[Question] = []
    for field in fields:
        last = asked[-1] if asked else None
        if field.type != "radio":
            if field.name != MAIL or not mail_asked:
                asked.append(_question(field))
        elif last is not None and last.type == "radio":
            asked[-1] = _with_option(last, field)
        else:
            title = asked.pop().label if last is not None and last.type == "label" else ""
            asked.append(_with_option(Question("radio", field.name or "", title), field))
    return asked


def _question(field: FormField) -> Question:
    name, is_box = field.name or "", field.type == "checkbox"
    preset = bool(field.default) if is_box else str(field.default or "")
    return Question(
        field.type,
        "" if field.type == "label" else name,
        field.label or name,
        bool(field.required),
        "" if is_box else field.placeholder or "",
        preset,
        names=(name,),
    )


def _with_option(group: Question, field: FormField) -> Question:
    value = field.placeholder or field.label or field.name or ""
    option = Option(value, field.label or value, bool(field.default))
    return Question(
        "radio",
        group.name,
        group.label or group.name,
        group.required or bool(field.required),
        options=(*group.options, option),
        names=(*group.names, field.name or ""),
    )


def mail_label(fields: tuple[FormField, ...]) -> str | None:
    """How the form words the question for the address; None as usual."""
    return next((field.label or None for field in fields if field.name == MAIL), None)


def checked_payload(fields: tuple[FormField, ...], given: Mapping[str, object]) -> dict[str, str | bool]:
    """What is kept of an answered form. Names that the form does not know are left out.

    Raises as `answered` for the first question that is not well answered.
    """
    kept = {question.name: answered(question, given) for question in questions(fields) if question.name}
    return {name: value for name, value in kept.items() if value is not None}


def answered(question: Question, given: Mapping[str, object]) -> str | bool | None:
    """What is kept of the answer to one question: a tick as bool, all others as text; None where nothing was said.

    Raises Misanswered under "payload.<name>".
    """
    value = next((given[name] for name in (question.name, *question.names) if given.get(name) is not None), None)
    if question.type == "checkbox":
        return _ticked(question, value)
    if question.type == "hidden" and value is None:
        value = question.preset
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise Misanswered(question, Fault.TEXT, "must be a text")
    if value is None or not value.strip():
        if question.required and question.type != "hidden":
            raise Misanswered(question, Fault.MISSING, "is required")
        return None
    return _written(question, value)


def _ticked(question: Question, value: object) -> bool:
    if value is not None and not isinstance(value, bool):
        raise Misanswered(question, Fault.TEXT, "must be true or false")
    if question.required and not value:
        raise Misanswered(question, Fault.MISSING, "is required")
    return bool(value)


def _written(question: Question, value: str) -> str:
    if len(value) > limits.FORM_ANSWER:
        raise Misanswered(question, Fault.LONG, f"must not be longer than {limits.FORM_ANSWER} characters")
    try:
        value = text.paragraph(value, "payload", limits.FORM_ANSWER)
    except Refused as refused:
        raise Misanswered(question, Fault.TEXT, refused.reason) from refused
    if question.type == "number" and not is_number(value):
        raise Misanswered(question, Fault.NUMBER, "must be a number, such as 3 or 2.5")
    if question.type == "radio" and value not in {option.value for option in question.options}:
        raise Misanswered(question, Fault.OPTION, f"must be one of {', '.join(it.value for it in question.options)}")
    return value
