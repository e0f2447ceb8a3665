"""`Idempotency-Key`: what is asked for again is not done again, on each database (T166)."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from kalends.actions.job import keep_house
from kalends.domain import access, limits
from kalends.store.nouns import TRANSACTIONS
from tests.cast import Keys, World, make_cast
from tests.databases import Address, StandingClock
from tests.loop import run
from tests.stage import TEMPLATES

KEY, AGAIN = "Idempotency-Key", "Idempotency-Replayed"
MANY = 50
_HOUR = timedelta(hours=1)


def event(group: str, name: str = "Rehearsal") -> dict[str, Any]:
    return {"event_group": group, "dates": [{"name": name, "startDate": "2026-03-02"}]}


def make(world: World, key: str, name: str = "Rehearsal") -> httpx.Response:
    return world.post("/v1/event", {**world.olga.by_key, KEY: key}, json=event(world.choir.prokey, name))


def events(world: World) -> list[str]:
    body = world.get(f"/v1/group/{world.choir.prokey}", world.olga.by_key).json()
    return list(body["events"])


class TestTheSameRequest:
    def test_is_done_once_and_answered_alike(self, world: World) -> None:
        first, second = make(world, "a"), make(world, "a")
        assert (second.status_code, second.content) == (first.status_code, first.content) == (201, second.content)
        assert (AGAIN in first.headers, second.headers[AGAIN]) == (False, "true")
        assert events(world) == [first.json()["prokey"]]

    def test_however_many_ask_at_once(self, world: World) -> None:
        async def together() -> list[httpx.Response]:
            headers, body = {**world.olga.by_key, KEY: "many"}, event(world.choir.prokey)
            asked = (world.client.post("/v1/event", headers=headers, json=body) for _ in range(MANY))
            return await asyncio.gather(*asked)

        answers = run(together())
        assert {(it.status_code, it.content) for it in answers} == {(201, answers[0].content)}
        assert [AGAIN in it.headers for it in answers].count(False) == 1
        assert events(world) == [answers[0].json()["prokey"]]

    def test_also_after_a_restart(self, prepared: Address) -> None:
        store = prepared.store(TRANSACTIONS)
        run(store.open())
        cast = run(make_cast(store, StandingClock()))
        first = make(World(store, cast, StandingClock()), "a")
        run(store.close())
        store = prepared.store(TRANSACTIONS)
        run(store.open())
        world = World(store, cast, StandingClock())
        second = make(world, "a")
        assert (second.content, second.headers[AGAIN], len(events(world))) == (first.content, "true", 1)
        run(store.close())

    def test_with_or_without_quotes(self, world: World) -> None:
        assert make(world, '"a b"').content == make(world, "a b").content

    @pytest.mark.parametrize("resource", TEMPLATES)
    def test_for_whatever_can_be_made(self, world: World, resource: str) -> None:
        headers = {**world.olga.by_key, KEY: resource}
        first, second = (world.post(f"/v1/{resource}", headers, json=TEMPLATES[resource]) for _ in "12")
        assert (first.status_code, second.headers[AGAIN]) == (201, "true")
        assert second.content == first.content
        assert len(world.get(f"/v1/{resource}/all", world.olga.by_key).json()) == 1

    def test_also_for_groups_answers_and_secrets(self, world: World) -> None:
        made = world.post("/v1/event", world.olga.by_key, json={**event(world.choir.prokey), "rsvp": True}).json()
        hook = world.post("/v1/webhook", world.olga.by_key, json=TEMPLATES["webhook"]).json()
        asked: list[tuple[str, Any]] = [
            ("/v1/group", {"name": "Altos"}),
            (f"/v1/rsvp-answers/{made['prokey']}", {"email": "vera@example.org", "status": "confirmed"}),
            (f"/v1/webhook/{hook['id']}/secret", None),
        ]
        for path, body in asked:
            first, second = (world.post(path, {**world.olga.by_key, KEY: path}, json=body) for _ in "12")
            assert first.is_success
            assert (second.status_code, second.content) == (first.status_code, first.content)
            assert second.headers[AGAIN] == "true"

    def test_a_change_of_what_was_read_is_answered_as_done(self, world: World) -> None:
        path = f"/v1/event/{make(world, 'a').json()['prokey']}"
        tag = world.get(path, world.olga.by_key).headers["ETag"]
        headers = {**world.olga.by_key, KEY: "b", "If-Match": tag}
        first, second = (world.patch(path, headers, json={"title_event_series": "New"}) for _ in "12")
        assert (first.status_code, second.status_code, second.content) == (200, 200, first.content)


class TestAnotherRequest:
    def test_under_the_same_key_is_refused(self, world: World) -> None:
        make(world, "a")
        other = make(world, "a", "Concert")
        group = world.post("/v1/group", {**world.olga.by_key, KEY: "a"}, json=event(world.choir.prokey))
        for answer in (other, group):
            assert (answer.status_code, answer.json()["status"]) == (422, "error")
        assert len(events(world)) == 1

    def test_of_another_person_or_organization_is_done(self, world: World) -> None:
        make(world, "a")
        mika = world.post("/v1/event", {**world.mika.by_key, KEY: "a"}, json=event(world.choir.prokey))
        theirs = world.post("/v1/event", {**world.theirs.otto.by_key, KEY: "a"}, json=event(world.theirs.group.prokey))
        assert [(it.status_code, AGAIN in it.headers) for it in (mika, theirs)] == [(201, False)] * 2
        assert len(events(world)) == 2

    def test_of_a_key_that_may_not_write_is_refused_still(self, world: World) -> None:
        make(world, "a")
        headers = {**world.cast.key(Keys.READ_ONLY), KEY: "a"}
        assert world.post("/v1/event", headers, json=event(world.choir.prokey)).status_code == 403


class TestWhatWasRefused:
    def test_may_be_asked_for_otherwise(self, world: World) -> None:
        headers, body = {**world.olga.by_key, KEY: "a"}, event(world.choir.prokey)
        assert world.post("/v1/event", headers, json={**body, "layout": 77}).status_code == 400
        answer = world.post("/v1/event", headers, json=body)
        assert (answer.status_code, AGAIN in answer.headers) == (201, False)


class TestTheKey:
    @pytest.mark.parametrize("key", ["a" * limits.REPEATABLE_KEY, f'"{"a" * limits.REPEATABLE_KEY}"', "8e03978e-40d5"])
    def test_may_be_long(self, world: World, key: str) -> None:
        assert make(world, key).status_code == 201

    @pytest.mark.parametrize("key", ["a" * (limits.REPEATABLE_KEY + 1), '""', '"a', 'a"b', "a\tb", ""])
    def test_must_be_one(self, world: World, key: str) -> None:
        answer = make(world, key)
        assert (answer.status_code, "Idempotency-Key" in answer.json()["message"]) == (400, True)
        assert events(world) == []

    def test_is_forgotten_after_a_day(self, world: World) -> None:
        first, system = make(world, "a"), access.system(world.organization)
        world.clock.move(timedelta(seconds=limits.REPEATABLES_KEPT_S) - _HOUR)
        world.do(keep_house, system, 0, now=world.clock.now())
        assert make(world, "a").content == first.content
        world.clock.move(2 * _HOUR)
        world.do(keep_house, system, 0, now=world.clock.now())
        assert make(world, "a").content != first.content
