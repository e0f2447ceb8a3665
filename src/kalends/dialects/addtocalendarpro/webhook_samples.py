"""What a test sends: made-up things of every sort, the same at any time."""

from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from kalends.domain.answer import Answer, PartStat
from kalends.domain.delivery import AnswerThen, Told, template_then
from kalends.domain.event import Event, EventDate
from kalends.domain.group import Group, GroupPatch, new_group
from kalends.domain.template import Template, TemplateKind, TemplatePatch, new_template
from kalends.domain.webhook import Element, Trigger

_THEN = datetime(2026, 1, 5, 9, tzinfo=UTC)
_EVENT, _GROUP, _ANSWER = (f"00000000-0000-4000-8000-00000000000{digit}" for digit in (1, 2, 3))
_NAME = "Test by Kalends"
_NEEDED: dict[TemplateKind, dict[str, Any]] = {
    TemplateKind.STYLE: {"options": ("ical",)},
    TemplateKind.CALL_TO_ACTION: {"type": "none"},
}


def sample(trigger: Trigger, element: Element) -> Told:
    """Something of this sort to which this has happened."""
    nothing = Told(trigger, element)
    if element is Element.EVENT:
        return replace(nothing, event=_event())
    if element is Element.GROUP:
        return replace(nothing, group=_group(), group_events=(_EVENT,))
    if element is Element.ANSWER:
        return replace(nothing, answer=AnswerThen(_answer(), _EVENT))
    return replace(nothing, template=template_then(_template(TemplateKind(element.value))))


def _event() -> Event:
    date = EventDate(1, _EVENT, _NAME, "2030-01-01", "18:00", 0, "2030-01-01", "20:00", zone="Europe/Berlin")
    return Event(1, _EVENT, 1, None, (date,), _THEN, _THEN, group_prokey=_GROUP)


def _group() -> Group:
    return new_group(1, _GROUP, GroupPatch(name=_NAME), _THEN)


def _answer() -> Answer:
    return Answer(1, _ANSWER, 1, 0, PartStat.ACCEPTED, 1, _THEN, _THEN, mail="vera@example.org", payload={})


def _template(kind: TemplateKind) -> Template:
    return new_template(1, kind, TemplatePatch(name=_NAME, choices=_NEEDED.get(kind, {})), _THEN)
