"""`If-Match`: nobody's change is lost to who has not seen it, on each database (T167)."""

import asyncio
from typing import Any

import httpx
import pytest

from kalends.actions.credits import show_credits
from tests.cast import Keys, World
from tests.loop import run
from tests.stage import TEMPLATES

PAIRS = 10


@pytest.fixture
def path(world: World) -> str:
    """Of an event."""
    body = {"event_group": world.choir.prokey, "dates": [{"name": "Rehearsal", "startDate": "2026-03-02"}]}
    return f"/v1/event/{world.post('/v1/event', world.olga.by_key, json=body).json()['prokey']}"


def tag(world: World, path: str) -> str:
    return str(world.get(path, world.olga.by_key).headers["ETag"])


def day(number: int) -> dict[str, Any]:
    """A change that raises SEQUENCE."""
    return {"dates": [{"startDate": f"2026-04-{number:02d}"}]}


def change(world: World, path: str, known: str, body: Any) -> int:
    return world.patch(path, {**world.olga.by_key, "If-Match": known}, json=body).status_code


class TestAChange:
    def test_of_what_was_read_is_done(self, world: World, path: str) -> None:
        assert change(world, path, tag(world, path), day(1)) == 200

    def test_of_what_has_changed_is_refused_and_costs_nothing(self, world: World, path: str) -> None:
        read = tag(world, path)
        assert change(world, path, read, day(1)) == 200
        before = world.see(show_credits, world.olga.acting())
        for known in (read, f"W/{tag(world, path)}", tag(world, path).strip('"'), '"*"', ""):
            assert change(world, path, known, day(2)) == 412
        assert world.see(show_credits, world.olga.acting()) == before
        assert world.get(path, world.olga.by_key).json()["dates"][0]["startDate"] == "2026-04-01"

    def test_may_name_several_versions_or_any(self, world: World, path: str) -> None:
        assert change(world, path, f'"other", {tag(world, path)}', day(1)) == 200
        assert change(world, path, "*", day(2)) == 200

    def test_says_so_in_the_dialect_s_form(self, world: World, path: str) -> None:
        answer = world.patch(path, {**world.olga.by_key, "If-Match": '"other"'}, json=day(1))
        assert (answer.status_code, answer.json()["status"]) == (412, "error")

    @pytest.mark.parametrize("method", ["PUT", "DELETE"])
    def test_by_whichever_method(self, world: World, path: str, method: str) -> None:
        sent = {"json": day(1)} if method == "PUT" else {}
        stale = world.ask(method, path, {**world.olga.by_key, "If-Match": '"other"'}, **sent)
        fresh = world.ask(method, path, {**world.olga.by_key, "If-Match": tag(world, path)}, **sent)
        assert (stale.status_code, fresh.status_code) == (412, 200)

    def test_of_what_is_not_there_or_hidden_is_not_found(self, world: World, path: str) -> None:
        read = tag(world, path)
        assert world.patch(path, {**world.nadia.by_key, "If-Match": read}, json=day(1)).status_code == 404
        assert world.delete(path, world.olga.by_key).status_code == 200
        assert [change(world, path, known, day(1)) for known in (read, "*")] == [404, 404]

    def test_by_who_may_only_write_needs_no_tag(self, world: World, path: str) -> None:
        writes = world.cast.key(Keys.WRITE_ONLY)
        assert world.patch(path, {**writes, "If-Match": "*"}, json=day(1)).status_code == 200


class TestTwoAtOnce:
    def test_one_is_done_and_the_other_refused(self, world: World, path: str) -> None:
        for number in range(1, PAIRS + 1):
            read = tag(world, path)
            assert sorted(run(_both(world, path, number, {"If-Match": read}))) == [200, 412]

    def test_without_a_tag_both_are_done(self, world: World, path: str) -> None:
        before = int(world.get(path, world.olga.by_key).json()["sequence"])
        assert run(_both(world, path, 1, {})) == [200, 200]
        assert int(world.get(path, world.olga.by_key).json()["sequence"]) == before + 2


async def _both(world: World, path: str, number: int, headers: dict[str, str]) -> list[int]:
    both = (
        world.client.patch(path, headers={**world.olga.by_key, **headers}, json=day(number + 10 * late))
        for late in (0, 1)
    )
    answers: list[httpx.Response] = await asyncio.gather(*both)
    return [it.status_code for it in answers]


class TestTheTag:
    def test_is_of_the_bytes(self, world: World, path: str) -> None:
        read = tag(world, path)
        assert change(world, path, read, {"title_event_series": None}) == 200
        assert tag(world, path) == read
        assert change(world, path, read, {"title_event_series": "New"}) == 200
        assert tag(world, path) != read

    def test_a_key_of_another_age_reads_another(self, world: World, path: str) -> None:
        old = world.cast.key(Keys.ERA_2024)
        read = world.get(path, old).headers["ETag"]
        assert read != tag(world, path)
        assert world.patch(path, {**old, "If-Match": read}, json={"title_event_series": "New"}).status_code == 200

    def test_groups_and_templates_have_one_too(self, world: World) -> None:
        paths = [f"/v1/group/{world.choir.prokey}"]
        for resource in ("style", "landingpage", "rsvp-block", "cta-block"):
            made = world.post(f"/v1/{resource}", world.olga.by_key, json=TEMPLATES[resource]).json()
            paths.append(f"/v1/{resource}/{made['id']}")
        for path in paths:
            read = tag(world, path)
            assert [change(world, path, read, {"name": name}) for name in ("New", "Newer")] == [200, 412]
