"""Equal questions at the same time share an answer, and nobody gets one from before they asked."""

import asyncio

import pytest

from kalends.store.together import Together


class Oracle:
    """Answers with how often it was asked before, as soon as it is let."""

    def __init__(self) -> None:
        self.asked = 0
        self.may_answer = asyncio.Event()

    async def answer(self) -> int:
        self.asked += 1
        mine = self.asked
        await self.may_answer.wait()
        return mine


async def begun(*asking: "asyncio.Task[int]") -> None:
    """Let them come as far as they can."""
    for _ in range(5):
        await asyncio.sleep(0)
    assert not any(task.done() for task in asking)


def ask(together: Together, oracle: Oracle, key: str = "same") -> "asyncio.Task[int]":
    return asyncio.create_task(together.ask(key, oracle.answer))


class TestAsking:
    async def test_a_crowd_costs_as_much_as_two(self) -> None:
        together, oracle = Together(), Oracle()
        first = ask(together, oracle)
        await begun(first)
        crowd = [ask(together, oracle) for _ in range(100)]
        await begun(*crowd)
        oracle.may_answer.set()
        assert await first == 1
        assert await asyncio.gather(*crowd) == [2] * 100

    async def test_who_asks_later_gets_a_later_answer(self) -> None:
        together, oracle = Together(), Oracle()
        oracle.may_answer.set()
        assert [await ask(together, oracle) for _ in range(3)] == [1, 2, 3]

    async def test_other_questions_do_not_wait(self) -> None:
        together, slow, quick = Together(), Oracle(), Oracle()
        waiting = ask(together, slow)
        quick.may_answer.set()
        assert await ask(together, quick, "other") == 1
        await begun(waiting)
        slow.may_answer.set()
        assert await waiting == 1

    async def test_a_failure_is_everybody_s_and_not_the_next_one_s(self) -> None:
        together, oracle = Together(), Oracle()

        async def fail() -> int:
            raise LookupError("nothing there")

        failed = await asyncio.gather(*(together.ask("same", fail) for _ in range(3)), return_exceptions=True)
        assert [type(it) for it in failed] == [LookupError] * 3
        oracle.may_answer.set()
        assert await ask(together, oracle) == 1

    async def test_whoever_goes_away_leaves_the_others_their_answer(self) -> None:
        together, oracle = Together(), Oracle()
        gone, stays = ask(together, oracle), ask(together, oracle)
        await begun(gone, stays)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        oracle.may_answer.set()
        assert await stays == 1
