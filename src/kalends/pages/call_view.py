"""What somebody is asked to do once a date is saved (reference §1.10): a text, a link, a mail to friends, a form."""

from urllib.parse import quote, urlsplit

from kalends.domain.call_to_action import CallToAction
from kalends.domain.form_answer import Question, questions
from kalends.pages.date_line import View
from kalends.pages.visit import Visit

_HEADERS = "header"  # a hidden field that turns the form into a request which no page without script can make


def call_view(call: CallToAction | None, prokey: str, name: str, visit: Visit) -> View | None:
    """What the page of an event or a group shows of it; None where there is nothing to show. name: of either."""
    if call is None or call.type == "none":
        return None
    link = _link(call, prokey, name, visit)
    if not (call.headline or call.text or link):
        return None
    return {"headline": call.headline, "text": call.text, "link": link}


def has_form(call: CallToAction | None) -> bool:
    """Is there a form that a page can send?"""
    if call is None or call.type != "form" or call.url is None:
        return False
    return not any(it.type == "hidden" and it.name == _HEADERS for it in call.fields)


def form_view(call: CallToAction, visit: Visit) -> View:
    """The form, which its address gets and we never see."""
    asked = questions(call.fields, mail_asked=False)
    return {
        "headline": call.headline,
        "text": call.text,
        "url": call.url,
        "label": call.button_label or visit.language.text.send,
        "questions": [_question(f"q{position}", it) for position, it in enumerate(asked)],
    }


def _link(call: CallToAction, prokey: str, name: str, visit: Visit) -> View | None:
    said = visit.language.text
    if call.type == "link" and call.url:
        return {"href": call.url, "label": call.button_label or urlsplit(call.url).netloc, "elsewhere": True}
    if call.type == "share":
        written = f"subject={quote(name, safe='')}&body={quote(f'{visit.base}/{prokey}', safe='')}"
        return {"href": f"mailto:?{written}", "label": call.button_label or said.share, "elsewhere": False}
    if call.type == "form" and has_form(call):
        href = visit.link(f"/{prokey}/call")
        return {"href": href, "label": call.button_label or said.send, "elsewhere": False}
    return None


def _question(key: str, it: Question) -> View:
    """An input, several to choose from, a hidden one, or a text in between."""
    return {
        "id": key,
        "type": it.type,
        "name": it.name,
        "label": it.label,
        "hint": it.hint,
        "required": it.required,
        "value": it.preset,
        "options": [{"value": one.value, "label": one.label, "on": one.preset} for one in it.options],
    }
