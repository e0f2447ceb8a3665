"""Statements on PostgreSQL. The driver comes with `postgres_store.py`, so that who uses SQLite need not load it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from kalends.store.numbers import Numbers
from kalends.store.sql import Sql, for_postgres
from kalends.store.transaction import Row, Statements


class Connection(Protocol):
    """The part of an asyncpg connection that a transaction uses."""

    async def execute(self, query: str, *values: object) -> str: ...
    async def executemany(self, query: str, rows: Iterable[Sequence[object]]) -> None: ...
    async def fetch(self, query: str, *values: object) -> list[Row]: ...
    async def fetchrow(self, query: str, *values: object) -> Row | None: ...


class PostgresStatements(Statements):
    """Statements on one connection, inside the transaction that the store began on it."""

    __slots__ = ("_connection",)

    def __init__(self, scope: int, numbers: Numbers, connection: Connection) -> None:
        super().__init__(scope, numbers)
        self._connection = connection

    async def one(self, statement: Sql, /, **values: object) -> Row | None:
        values["o"] = self.scope
        text, bound = statement.postgres.bind(values)
        return await self._connection.fetchrow(text, *bound)

    async def all(self, statement: Sql, /, **values: object) -> list[Row]:
        values["o"] = self.scope
        text, bound = statement.postgres.bind(values)
        return await self._connection.fetch(text, *bound)

    async def run(self, statement: Sql, /, **values: object) -> int:
        values["o"] = self.scope
        text, bound = statement.postgres.bind(values)
        status = await self._connection.execute(text, *bound)  # "UPDATE 3", "INSERT 0 1"
        return int(status.rpartition(" ")[2])

    async def many(self, statement: Sql, rows: Sequence[Mapping[str, object]], /) -> None:
        await self._connection.executemany(*statement.postgres.bind_many(rows, self.scope))

    async def script(self, source: str, /) -> None:
        await self._connection.execute(for_postgres(source))
