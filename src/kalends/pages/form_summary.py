"""What is wrong with a form, gathered above it: every line names the field that it leads to."""

from collections.abc import Mapping

from kalends.domain.answer import RsvpTerms
from kalends.domain.form_answer import mail_label
from kalends.pages import form_question
from kalends.pages.language import Language

View = dict[str, object]
_ENDS_A_LABEL = ("?", ":", "？", "：", "؟", ".", "!")


def summary(wrong: Mapping[str, str], terms: RsvpTerms, language: Language) -> list[View]:
    """In the form's order. field: the input's id. label: "" for what is not about one field; text: how to mend it."""
    labels = _labels(terms, language)
    lines: list[View] = []
    for field, text in wrong.items():
        label = labels.get(field, "").strip()
        joint = "" if label.endswith(_ENDS_A_LABEL) else ":"
        lines.append({"field": field, "label": label, "joint": joint, "text": text})
    return lines


def _labels(terms: RsvpTerms, language: Language) -> dict[str, str]:
    said = language.text
    asked = {str(it["input"]): str(it["label"]) for it in form_question.view(terms.fields)}
    return {
        "occurrence": said.which_date,
        "answer": said.answer,
        "name": said.name,
        "mail": mail_label(terms.fields) or said.mail,
        "amount": said.seats,
        **asked,
    }
