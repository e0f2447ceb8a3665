"""Recording what Kalends does for a request: in this process, on a database of its own, through the dialect's app."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx

from bench.fill import Clock, opened
from bench.recording import FRESH, How, Recording, Step
from bench.rows import Row
from kalends.app import MOUNTS
from kalends.dialects.context import Context
from kalends.dialects.rates import Rates
from kalends.gate import DirectoryGate, Keyring
from kalends.settings import installation_secret
from kalends.store.nouns import Rows
from kalends.store.sql import Sql
from kalends.store.transaction import A, Deed, P, R, Store
from kalends.store.transaction import Row as Found

_ANOTHER = b"9" * len(FRESH)
_NAMED_BY_THE_SERVER = {"date", "server", "connection"}


class Tape:
    """What one request did so far."""

    def __init__(self, form: str) -> None:
        self._form = form  # "sqlite" or "postgres"
        self.lookups: list[Step] = []
        self.steps: list[Step] = []
        self.drawn: list[int | str] = []
        self.writes = False

    def step(self, how: How, statement: Sql, values: Mapping[str, object], rows: int) -> Step:
        text, bound = getattr(statement, self._form).bind(values)
        return Step(how, text, [list(bound)], rows)

    def steps_of_many(self, statement: Sql, rows: Sequence[Mapping[str, object]], scope: int) -> Step:
        text, bound = getattr(statement, self._form).bind_many(rows, scope)
        return Step("many", text, [list(values) for values in bound], len(rows))


class TapedStore(Store[Rows]):
    """A store that writes down every statement it runs, on whichever tape is in it."""

    tape: Tape

    def __init__(self, inner: Store[Rows]) -> None:
        self._inner = inner

    async def lookup(self, statement: Sql, /, **values: object) -> Found | None:
        row = await self._inner.lookup(statement, **values)
        self.tape.lookups.append(self.tape.step("one", statement, values, int(row is not None)))
        return row

    async def write(self, deed: Deed[Rows, A, P, R], actor: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        self.tape.writes = True
        return await self._inner.write(_taped(deed, self.tape), actor, *args, **kwargs)

    async def read(self, view: Deed[Rows, A, P, R], actor: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return await self._inner.read(_taped(view, self.tape), actor, *args, **kwargs)

    async def read_long(self, view: Deed[Rows, A, P, R], actor: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return await self._inner.read_long(_taped(view, self.tape), actor, *args, **kwargs)

    async def open(self, *, beside: bool = False) -> None:
        await self._inner.open(beside=beside)

    async def close(self) -> None:
        await self._inner.close()


def _taped(deed: Deed[Rows, A, P, R], tape: Tape) -> Deed[Rows, A, P, R]:
    async def run(tx: Rows, actor: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return await deed(_listening(tx, tape), actor, *args, **kwargs)

    return run


def _listening(tx: Rows, tape: Tape) -> Rows:
    """The same transaction, of a class whose four ways to the database write down what passes."""
    kind: type[Any] = type(tx)

    class Listening(kind):  # type: ignore[misc]
        __slots__ = ()

        async def one(self, statement: Sql, /, **values: object) -> Found | None:
            row: Found | None = await super().one(statement, **values)
            tape.steps.append(tape.step("one", statement, {**values, "o": self.scope}, int(row is not None)))
            return row

        async def all(self, statement: Sql, /, **values: object) -> list[Found]:
            rows: list[Found] = await super().all(statement, **values)
            tape.steps.append(tape.step("all", statement, {**values, "o": self.scope}, len(rows)))
            return rows

        async def run(self, statement: Sql, /, **values: object) -> int:
            changed: int = await super().run(statement, **values)
            tape.steps.append(tape.step("run", statement, {**values, "o": self.scope}, changed))
            return changed

        async def many(self, statement: Sql, rows: Sequence[Mapping[str, object]], /) -> None:
            await super().many(statement, rows)
            tape.steps.append(tape.steps_of_many(statement, rows, self.scope))

        def next_number(self) -> int:
            number: int = super().next_number()
            tape.drawn.append(number)
            return number

        def next_id(self) -> str:
            public_id: str = super().next_id()
            tape.drawn.append(public_id)
            return public_id

    tx.__class__ = Listening
    return tx


async def record(url: str | None, data: Path, rows: Sequence[Row], answer: Callable[[bytes], bytes]) -> list[Recording]:
    """Every row's recording. answer: asks the running server, whose bytes the floors then send."""
    store = opened(url, data)
    await store.open()
    try:
        return [await _recorded(store, data, row, answer(row.request)) for row in rows]
    finally:
        await store.close()


async def _recorded(store: Store[Rows], data: Path, row: Row, answer: bytes) -> Recording:
    tape = await _played(store, data, row)
    head, _, body = answer.decode().partition("\r\n\r\n")
    line, *lines = head.split("\r\n")
    headers = [(name, value) for name, _, value in (one.partition(": ") for one in lines)]
    kept = [(name, value) for name, value in headers if name not in _NAMED_BY_THE_SERVER]
    status = int(line.split()[1])
    drawn = [*tape.drawn, *([FRESH] if FRESH.encode() in row.request else [])]
    return Recording(row.name, status, kept, body, tape.lookups, tape.steps, tape.writes, drawn)


async def _played(store: Store[Rows], data: Path, row: Row) -> Tape:
    """Send the request through the dialect's app, twice: the second time is what each further one costs.

    What has to be new each time is FRESH the second time, and something else the first.
    Raises HTTPStatusError when it is refused.
    """
    taped, rates, clock = TapedStore(store), Rates(100), Clock()
    gate = DirectoryGate(taped, Keyring(installation_secret(data)), clock, rates)
    context = Context(taped, clock, gate, rates, "http://localhost")
    head, _, body = row.request.partition(b"\r\n\r\n")
    line, *lines = head.decode().split("\r\n")
    method, target, _ = line.split(" ")
    app = import_module(MOUNTS.get(target.split("/")[1], MOUNTS[""])).build(context)
    headers = dict(one.split(": ", 1) for one in lines)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as client:
        for sent in (body.replace(FRESH.encode(), _ANOTHER), body):
            taped.tape = Tape("sqlite" if type(store).__name__ == "SqliteStore" else "postgres")
            answer = await client.request(method, f"http://localhost{target}", headers=headers, content=sent)
            if answer.status_code != HTTPStatus.NOT_MODIFIED:
                answer.raise_for_status()
    return taped.tape
