"""Telling webhooks: what a deed has changed is written down for each one that listens, in the deed's own transaction.

What was never committed is never told, and what was committed is told whatever crashes afterwards.
"""

from datetime import datetime
from typing import TypeAlias

import msgspec
from msgspec import Struct

from kalends.actions.ports import Tx
from kalends.domain import limits
from kalends.domain.answer import Answer, PartStat
from kalends.domain.delivery import AnswerThen, Delivery, Told, template_then
from kalends.domain.event import Event
from kalends.domain.group import Group, GroupKind, Status
from kalends.domain.message import ChangeName
from kalends.domain.template import Template
from kalends.domain.webhook import Element, Trigger, Webhook

KIND = "webhook"

_OF_EVENT = {
    ChangeName.EVENT_CREATED: Trigger.CREATED,
    ChangeName.EVENT_REVISED: Trigger.REVISED,
    ChangeName.EVENT_CANCELLED: Trigger.REVISED,
    ChangeName.EVENT_WITHDRAWN: Trigger.REVISED,
    ChangeName.OCCURRENCE_REVISED: Trigger.REVISED,
    ChangeName.OCCURRENCE_CANCELLED: Trigger.REVISED,
    ChangeName.EVENT_DELETED: Trigger.DELETED,
}
_OF_GROUP = {
    ChangeName.GROUP_CREATED: Trigger.CREATED,
    ChangeName.GROUP_REVISED: Trigger.REVISED,
    ChangeName.GROUP_DELETED: Trigger.DELETED,
}
_OF_TEMPLATE = {
    ChangeName.TEMPLATE_CREATED: Trigger.CREATED,
    ChangeName.TEMPLATE_REVISED: Trigger.REVISED,
    ChangeName.TEMPLATE_DELETED: Trigger.DELETED,
}
_ANSWERS = frozenset({PartStat.ACCEPTED, PartStat.TENTATIVE, PartStat.DECLINED})  # the others are nobody's answer yet

Call: TypeAlias = tuple[Trigger, Element]


class Answered(Struct, frozen=True):
    """An answer given, changed or taken back. before: None where there was none. after: NONE once it is gone."""

    event: Event
    answer: Answer
    before: PartStat | None
    after: PartStat


Thing: TypeAlias = Event | Group | Template | Answered


def call_of(name: str, thing: Thing | None, group: Group | None) -> Call | None:
    """What webhooks hear of a change, by its name; None for nothing.

    group: what it happened in. Nothing is heard of topics and direct conversations, nor of drafts, before they are
    published: then they are created.
    """
    if isinstance(thing, Template) and name in _OF_TEMPLATE:
        return _OF_TEMPLATE[name], Element(thing.kind.value)
    if group is None or group.kind is not GroupKind.GROUP:
        return None
    if isinstance(thing, Group) and name in _OF_GROUP:
        return _OF_GROUP[name], Element.GROUP
    if group.status is Status.DRAFT:
        return None
    if isinstance(thing, Event) and name in _OF_EVENT:
        drafted = thing.status is Status.DRAFT and name != ChangeName.EVENT_WITHDRAWN
        return None if drafted else (_OF_EVENT[name], Element.EVENT)
    if isinstance(thing, Answered):
        trigger = _of_answer(thing)
        return None if trigger is None else (trigger, Element.ANSWER)
    return None


def _of_answer(it: Answered) -> Trigger | None:
    match it.before in _ANSWERS, it.after in _ANSWERS:
        case False, True:
            return Trigger.CREATED
        case True, True:
            return Trigger.REVISED
        case True, False:
            return Trigger.DELETED
    return None


async def fire(tx: Tx, call: Call, thing: Thing, now: datetime) -> None:
    """Tell every active webhook that listens for this. thing: as it is now, or was before it went."""
    trigger, element = call
    event = thing.event.prokey if isinstance(thing, Answered) else None
    listening = await tx.listening_webhooks(trigger, element, event)
    told = await _told(tx, call, thing) if listening else None
    if told is not None:
        for webhook in listening:
            await deliver(tx, webhook, told, now)


async def deliver(tx: Tx, webhook: Webhook, told: Told, now: datetime) -> Delivery:
    """Have one webhook told."""
    due_at = max(now, webhook.paused_until or now)
    text = msgspec.json.encode(told).decode()
    delivery = Delivery(tx.next_number(), webhook.number, f"msg_{tx.next_id()}", text, now, due_at)
    await tx.add_delivery(delivery)
    await rouse(tx, webhook, due_at)
    return delivery


async def rouse(tx: Tx, webhook: Webhook, due_at: datetime) -> None:
    """Have its job look for what is to be told, at `due_at` or before."""
    await tx.rouse_job(KIND, f"hook:{webhook.number}", {"webhook": webhook.number}, due_at)


async def _told(tx: Tx, call: Call, thing: Thing) -> Told | None:
    trigger, element = call
    if isinstance(thing, Event):
        found = await tx.event_by_number(thing.number, None)
        return Told(trigger, element, event=thing if found is None else found[0])
    if isinstance(thing, Group):
        events = await tx.event_prokeys(thing.number, limits.WEBHOOK_EVENTS_SHOWN)
        return Told(trigger, element, group=thing, group_events=tuple(events))
    if isinstance(thing, Template):
        return Told(trigger, element, template=template_then(thing))
    answer = await tx.answer_by_id(thing.answer.public_id) or thing.answer  # with its giver's name and address
    return Told(trigger, element, answer=AnswerThen(answer, thing.event.prokey, answer.occurrence or None))
