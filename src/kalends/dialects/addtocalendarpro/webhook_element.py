"""What a webhook is told of a thing: `element_data` (reference §1.14), in the words that GET has for it."""

from kalends.dialects.addtocalendarpro import event_write, group_write, template_write, webhook_samples
from kalends.dialects.addtocalendarpro.template_words import RESOURCES
from kalends.dialects.addtocalendarpro.webhook_write import ELEMENT_WORDS, TRIGGER_WORDS
from kalends.dialects.addtocalendarpro.write import moment
from kalends.domain.answer import PartStat
from kalends.domain.delivery import AnswerThen, TemplateThen, Told, template_now
from kalends.domain.payload import Worded

_STATUS = {PartStat.ACCEPTED: "confirmed", PartStat.TENTATIVE: "undecided", PartStat.DECLINED: "declined"}


def worded(told: Told) -> Worded:
    """The element, and what placeholders know besides: `id`, `trigger` and `trigger_element`."""
    data, key = _element(told)
    names = {"id": key, "trigger": TRIGGER_WORDS[told.trigger], "trigger_element": ELEMENT_WORDS[told.element]}
    return Worded(data, names)


def _element(told: Told) -> tuple[dict[str, object], str]:
    """Its data, and what it is known by: a prokey, or an id."""
    if told.event is not None:
        return event_write.event(told.event), told.event.prokey
    if told.group is not None:
        return group_write.group(told.group, told.group_events), told.group.prokey
    if told.template is not None:
        return _template(told.template), str(told.template.number)
    if told.answer is not None:
        return _answer(told.answer), told.answer.answer.public_id
    return _element(webhook_samples.sample(told.trigger, told.element))


def _template(then: TemplateThen) -> dict[str, object]:
    resource = next(it for it in RESOURCES if it.kind is then.kind)
    return template_write.template(template_now(then), resource)


def _answer(then: AnswerThen) -> dict[str, object]:
    """`occurrence` is our own: the id of the single meeting that was answered. A taken-back answer has no status."""
    of = then.answer
    return {
        "id": of.public_id,
        "status": _STATUS.get(of.state),
        "date_created": moment(of.created_at),
        "date_updated": moment(of.updated_at),
        "email": of.mail or "",
        "prokey": then.event,
        "amount": of.amount,
        "payload": of.payload or {},
        **({} if then.meeting is None else {"occurrence": then.meeting}),
    }
