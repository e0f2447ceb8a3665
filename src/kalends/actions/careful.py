"""Deeds done with care: once, however often they are asked for, and only to what still is as it was read."""

from collections.abc import Awaitable, Callable, Collection
from typing import ParamSpec, TypeVar

from msgspec import Struct

from kalends.actions.ports import Deed, Tx
from kalends.domain.access import Actor, check_writes
from kalends.domain.errors import Kind, Refused
from kalends.domain.repeatable import Repeatable

P = ParamSpec("P")
R = TypeVar("R")


class Done(Struct, frozen=True):
    """made: the word by which it is answered. again: it had been done before, and was not done now."""

    made: str
    again: bool = False


def once(asked: Repeatable, made: Callable[[R], str], deed: Deed[P, R]) -> Deed[P, Done]:
    """The deed, unless its actor had it done under this key. made: what it made, in the word by which it is answered.

    The deed and the memory of it are one transaction: there are both or none. Who asks while it is being done waits for
    it. What is refused is not remembered. Raises REUSED where the key stands for something else.
    """

    async def done(tx: Tx, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> Done:
        check_writes(actor)
        person = actor.person or 0
        earlier = await tx.begin_repeatable(person, asked)
        if earlier.fingerprint != asked.fingerprint:
            raise Refused(Kind.REUSED, "this key was used for another request")
        if earlier.made is not None:
            return Done(earlier.made, again=True)
        word = made(await deed(tx, actor, *args, **kwargs))
        await tx.end_repeatable(person, asked, word)
        return Done(word)

    return done


def if_unchanged(
    known: Collection[str], version: Callable[[Tx, Actor], Awaitable[str]], deed: Deed[P, R]
) -> Deed[P, R]:
    """The deed, where what it is done to is of a version that is known, else CHANGED.

    version: the present one, which is held until the deed ends: of two deeds to one version only the first is done.
    """

    async def judged(tx: Tx, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
        check_writes(actor)
        if await version(tx, actor) not in known:
            raise Refused(Kind.CHANGED, "it has changed since it was read")
        return await deed(tx, actor, *args, **kwargs)

    return judged
