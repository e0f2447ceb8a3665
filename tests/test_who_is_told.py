"""Whatever deed of whatever dialect changes a thing, the webhooks that listen for it are told, and no others."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec import json as wire

from kalends.actions.answer import MailReply, answer_by_mail
from kalends.actions.event import GroupChoice, create_event, set_event_status
from kalends.actions.group import set_group_status
from kalends.actions.removal import remove_group_slice, tell_of_events
from kalends.actions.series import leave_out
from kalends.actions.webhook import create_webhook, list_deliveries, list_webhooks
from kalends.dialects.addtocalendarpro.webhook_element import worded
from kalends.domain import access
from kalends.domain.access import visitor
from kalends.domain.answer import PartStat
from kalends.domain.delivery import Told
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.group import Status
from kalends.domain.webhook import Element, Trigger, WebhookPatch
from tests.cast import World
from tests.stage import TEMPLATES


class Ear:
    """One webhook for every trigger and element."""

    def __init__(self, world: World) -> None:
        self.world, self.itself = world, access.system(world.organization)
        for element in Element:
            for trigger in Trigger:
                patch = WebhookPatch(name="Ear", url="https://example.org/hook", trigger=trigger, element=element)
                world.do(create_webhook, world.olga.acting(), patch, now=world.clock.now())

    def heard(self, *elements: Element) -> list[tuple[str, str, dict[str, Any]]]:
        """What was told so far and not asked for yet: trigger, element and its data. elements: these only."""
        found = []
        for webhook in self.world.see(list_webhooks, self.itself, 100, 0):
            found += self.world.see(list_deliveries, self.itself, webhook.number, 0)
        told = [wire.decode(it.told, type=Told) for it in sorted(found, key=lambda it: it.number)]
        self._seen, new = len(told), told[getattr(self, "_seen", 0) :]
        kept = [it for it in new if not elements or it.element in elements]
        return [(it.trigger.value, it.element.value, wire.decode(wire.encode(worded(it).data))) for it in kept]

    def triggers(self, *elements: Element) -> list[str]:
        return [f"{element} {trigger}" for trigger, element, _ in self.heard(*elements)]


@pytest.fixture
def ear(world: World) -> Ear:
    return Ear(world)


DATE = {"name": "Rehearsal", "startDate": "2026-03-02", "startTime": "19:00", "endTime": "21:00", "timeZone": "Etc/GMT"}


def made(world: World, **more: Any) -> Event:
    date = DatePatch(
        name="Rehearsal", start_date="2026-03-02", start_time="19:00", end_time="21:00", zone="Europe/Berlin"
    )
    choice, patch = GroupChoice(prokey=world.choir.prokey), EventPatch(dates=(date,), rsvp=True, **more)
    return world.do(create_event, world.olga.acting(), choice, patch, now=world.clock.now()).event


class TestByItsOwnDialect:
    def test_events(self, world: World, ear: Ear) -> None:
        by = world.olga.by_key
        body = {"event_group": world.choir.prokey, "dates": [DATE]}
        prokey = world.post("/v1/event", by, json=body).json()["prokey"]
        world.patch(f"/v1/event/{prokey}", by, json={"dates": [{"name": "Concert"}]})
        world.patch(f"/v1/event/{prokey}", by, json={"dates": [{"name": "Concert"}]})  # nothing changes
        whole = world.get(f"/v1/event/{prokey}", by).json()
        world.delete(f"/v1/event/{prokey}", by)
        told = ear.heard()
        assert [it[:2] for it in told] == [("created", "event"), ("revised", "event"), ("deleted", "event")]
        assert [it[2]["dates"][0]["name"] for it in told] == ["Rehearsal", "Concert", "Concert"]
        assert told[1][2] == told[2][2] == whole

    def test_groups(self, world: World, ear: Ear) -> None:
        by = world.olga.by_key
        prokey = world.post("/v1/group", by, json={"name": "Altos"}).json()["prokey"]
        world.patch(f"/v1/group/{prokey}", by, json={"name": "Alti"})
        whole = world.get(f"/v1/group/{prokey}", by).json()
        world.delete(f"/v1/group/{prokey}", by)
        told = ear.heard()
        assert [it[:2] for it in told] == [("created", "group"), ("revised", "group"), ("deleted", "group")]
        assert told[1][2] == told[2][2] == whole

    @pytest.mark.parametrize("resource", [name for name in TEMPLATES if name != "webhook"])
    def test_templates(self, world: World, ear: Ear, resource: str) -> None:
        by = world.olga.by_key
        number = world.post(f"/v1/{resource}", by, json=TEMPLATES[resource]).json()["id"]
        world.patch(f"/v1/{resource}/{number}", by, json={"name": "Bold"})
        whole = world.get(f"/v1/{resource}/{number}", by).json()
        world.delete(f"/v1/{resource}/{number}", by)
        told = ear.heard()
        assert [it[0] for it in told] == ["created", "revised", "deleted"]
        assert len({it[1] for it in told}) == 1
        assert told[1][2] == told[2][2] == whole

    def test_single_meetings_of_a_series(self, world: World, ear: Ear) -> None:
        by = world.olga.by_key
        event = made(world, simplified=True, simple_type="weekly", count=3)
        meetings = world.get(f"/v1/event/{event.prokey}/occurrence/all", by).json()
        ear.heard()
        world.patch(f"/v1/event/{event.prokey}/occurrence/{meetings[1]['id']}", by, json={"status": "CANCELLED"})
        world.do(leave_out, world.olga.acting(), event.prokey, ("20260302",), now=world.clock.now())
        assert ear.triggers() == ["event revised", "event revised"]
        world.post(f"/v1/event/{event.prokey}/split", by, json={"occurrence": meetings[2]["id"]})
        assert ear.triggers() == ["event created", "event revised"]


class TestByOtherDialects:
    def test_a_chat_makes_edits_answers_and_cancels(self, world: World, ear: Ear) -> None:
        by, place = world.mika.by_token, f"/v3/conversations/{world.choir.number}/events"
        body = {
            "name": "Picnic",
            "start_at": "2026-03-03T19:00:00+01:00",
            "end_at": "2026-03-03T21:00:00+01:00",
            "timezone": "Europe/Berlin",
        }
        event = world.post(f"{place}/create", by, json=body).json()["response"]["event"]["event_id"]
        here = {"params": {"event_id": event}}
        assert ear.triggers() == ["event created", "answer created"]
        world.post(f"{place}/update", by, json={"name": "Swim"}, **here)
        (told,) = ear.heard()
        assert (*told[:2], told[2]["dates"][0]["name"]) == ("revised", "event", "Swim")
        world.post(f"{place}/rsvp", by, params={"event_id": event, "going": "false"})
        (told,) = ear.heard()
        assert told[:2] == ("revised", "answer")
        assert (told[2]["status"], told[2]["email"]) == ("declined", "mika@example.org")
        world.ask("DELETE", f"{place}/rsvp/delete", by, **here)
        assert ear.triggers() == ["answer deleted"]
        world.ask("DELETE", f"{place}/delete", by, **here)
        (told,) = ear.heard()
        assert (*told[:2], told[2]["dates"][0]["status"]) == ("revised", "event", "CANCELLED")

    def test_a_visitor_answers_on_the_page(self, world: World, ear: Ear) -> None:
        event = made(world)
        ear.heard()
        reply = MailReply(prokey=event.prokey, mail="vera@example.org", state=PartStat.TENTATIVE)
        world.do(answer_by_mail, visitor(world.organization), reply, now=world.clock.now())
        (told,) = ear.heard()
        assert told[:2] == ("created", "answer")
        assert told[2].keys() >= {"status", "date_created", "date_updated", "email", "prokey", "amount", "payload"}
        assert [told[2][key] for key in ("status", "email", "prokey", "amount")] == [
            "undecided", "vera@example.org", event.prokey, 1,
        ]  # fmt: skip


class TestWhatIsNotTold:
    def test_another_organization_s_webhooks_hear_nothing(self, world: World) -> None:
        patch = WebhookPatch(name="Theirs", url="https://x.example/", trigger=Trigger.CREATED, element=Element.EVENT)
        hook = world.do(create_webhook, world.theirs.otto.acting(), patch, now=world.clock.now())
        made(world)
        assert world.see(list_deliveries, access.system(world.theirs.organization), hook.number, 0) == []

    def test_answers_to_other_events_than_the_one_asked_for(self, world: World) -> None:
        one, other = made(world), made(world)
        by = world.olga.by_key
        body = {
            "name": "One", "payload_url": "https://x.example/", "trigger": "create", "trigger_element": "rsvp_answer",
            "prokey_filter": one.prokey,
        }  # fmt: skip
        number = int(world.post("/v1/webhook", by, json=body).json()["id"])
        for event in (one, other):
            reply = MailReply(prokey=event.prokey, mail="vera@example.org", state=PartStat.ACCEPTED)
            world.do(answer_by_mail, visitor(world.organization), reply, now=world.clock.now())
        assert len(world.see(list_deliveries, access.system(world.organization), number, 0)) == 1

    def test_drafts_before_they_are_published(self, world: World, ear: Ear) -> None:
        now, olga = world.clock.now(), world.olga.acting()
        choice, dates = GroupChoice(prokey=world.choir.prokey), (DatePatch(name="Secret", start_date="2026-03-02"),)
        draft = world.do(create_event, olga, choice, EventPatch(dates=dates), now=now, draft=True).event
        assert ear.heard() == []
        world.do(set_event_status, olga, draft.prokey, Status.PUBLISHED, now=now)
        assert ear.triggers() == ["event created"]
        world.do(set_event_status, olga, draft.prokey, Status.DRAFT, now=now + timedelta(hours=1))
        (told,) = ear.heard()
        assert (*told[:2], told[2]["status"]) == ("revised", "event", "draft")

    def test_what_happens_in_a_draft_group(self, world: World, ear: Ear) -> None:
        world.do(set_group_status, world.olga.acting(), world.choir.prokey, Status.DRAFT, now=world.clock.now())
        made(world)
        assert ear.triggers() == ["group revised"]


class TestADeletedGroup:
    def test_takes_its_events_along_and_each_is_told_once(self, world: World, ear: Ear) -> None:
        gone = [made(world).prokey for _ in range(3)]
        ear.heard()
        world.delete(f"/v1/event/{gone[0]}", world.olga.by_key)
        world.delete(f"/v1/group/{world.choir.prokey}", world.olga.by_key)
        assert ear.triggers() == ["event deleted", "group deleted"]
        for _ in range(2):  # as after a crash
            world.do(tell_of_events, ear.itself, world.choir.number, now=world.clock.now())
        assert [it[2]["prokey"] for it in ear.heard()] == gone[1:]
        while world.do(remove_group_slice, ear.itself, world.choir.number):
            pass
