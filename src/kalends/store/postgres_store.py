"""The store on PostgreSQL 15 or newer, for any number of nodes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg  # type: ignore[import-untyped]

from kalends.domain import limits
from kalends.domain.errors import Unavailable
from kalends.store.numbers import Numbers
from kalends.store.postgres import Connection
from kalends.store.sql import Sql
from kalends.store.together import Together
from kalends.store.transaction import A, Deed, P, R, Row, Scoped, Store, T_co

_OLDEST_SERVER = 15
_CONNECTIONS = 10
_CONNECTION_WAIT_S = 10
_STATEMENT_WAIT_S = 30
_CLOSE_WAIT_S = 10
_GIVE_WAY_S = 0.005  # to the deed that was let through; twice as long each time
_STATEMENTS_KEPT = 512  # prepared, per connection
_QUERIES_PER_CONNECTION = 10**9  # the driver's default renews a connection after 50,000

_WRITE = "BEGIN ISOLATION LEVEL READ COMMITTED"
_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

_CONTENTION = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)
_COLLISIONS = (
    asyncpg.UniqueViolationError,  # another's row, committed meanwhile, or a number drawn by two nodes
    asyncpg.InvalidCachedStatementError,  # another node has migrated; the driver now forgets the old plan
)
_LOST = (asyncpg.InterfaceError, asyncpg.InternalClientError)  # what the driver says of a connection that is no more
_OUTAGES = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # shut down, starting up, cancelled
    asyncpg.InsufficientResourcesError,  # too many connections, disk full
    asyncpg.IdleInTransactionSessionTimeoutError,
    OSError,
    TimeoutError,
)


class PostgresStore(Store[T_co]):
    """url: postgresql://user:password@host:port/database, libpq's parameters behind "?" (several hosts too)."""

    def __init__(self, url: str, transaction: Callable[[int, Numbers, Connection], T_co], numbers: Numbers) -> None:
        self._url = url
        self._transaction = transaction
        self._numbers = numbers
        self._pool: asyncpg.Pool | None = None
        self._together = Together()

    async def open(self, *, beside: bool = False) -> None:
        """Raises Unavailable when there is no server, RuntimeError when it is too old or its database not in UTF-8."""
        try:
            self._pool = await asyncpg.create_pool(
                self._url,
                min_size=1,
                max_size=1 if beside else _CONNECTIONS,
                max_queries=_QUERIES_PER_CONNECTION,
                reset=_keep,
                timeout=_CONNECTION_WAIT_S,
                command_timeout=_STATEMENT_WAIT_S,
                statement_cache_size=_STATEMENTS_KEPT,
                max_cached_statement_lifetime=0,
                server_settings={"application_name": "kalends", "jit": "off", "plan_cache_mode": "force_generic_plan"},
            )
        except _OUTAGES as error:
            raise Unavailable(f"The database cannot be reached: {error}") from error
        async with self._connection() as connection:
            _check_server(connection)

    async def close(self) -> None:
        if self._pool is not None:
            pool, self._pool = self._pool, None
            try:
                await asyncio.wait_for(pool.close(), _CLOSE_WAIT_S)
            except TimeoutError:
                pool.terminate()

    async def write(self, deed: Deed[T_co, A, P, R], actor: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await self._until_done(_WRITE, deed, actor, *args, **kwargs)
        except asyncpg.ReadOnlySQLTransactionError as error:
            raise Unavailable("The database has become a replica") from error

    async def read(self, view: Deed[T_co, A, P, R], actor: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return await self._until_done(_READ, view, actor, *args, **kwargs)

    async def glance(self, view: Callable[..., Awaitable[R]], actor: Scoped, /, *args: Hashable) -> R:
        return await self._together.ask((view, actor, args), lambda: self._until_done(None, view, actor, *args))

    async def read_long(self, view: Deed[T_co, A, P, R], actor: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return await self._until_done(_READ, view, actor, *args, **kwargs)

    async def lookup(self, statement: Sql, /, **values: object) -> Row | None:
        text, bound = statement.postgres.bind(values)
        async with self._connection() as connection:
            row: Row | None = await connection.fetchrow(text, *bound)
            return row

    async def _until_done(
        self, begin: str | None, deed: Deed[T_co, A, P, R], actor: A, /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """begin: None for a deed of a single statement that only reads."""
        for tried in range(limits.DEED_RETRIES):
            with suppress(*_COLLISIONS):
                try:
                    return await self._once(begin, deed, actor, *args, **kwargs)
                except _CONTENTION:
                    await asyncio.sleep(_GIVE_WAY_S * 2**tried)
        try:
            return await self._once(begin, deed, actor, *args, **kwargs)
        except _CONTENTION as error:
            raise Unavailable(f"Too many deeds at the same rows: {error}") from error

    async def _once(
        self, begin: str | None, deed: Deed[T_co, A, P, R], actor: A, /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        async with self._connection() as connection:
            tx = self._transaction(actor.organization, self._numbers, connection)
            if begin is None:
                return await deed(tx, actor, *args, **kwargs)
            try:
                await connection.execute(begin)
                result = await deed(tx, actor, *args, **kwargs)
                if await connection.execute("COMMIT") != "COMMIT":
                    raise RuntimeError("The deed went on after a statement had failed, so nothing of it was kept")
            except BaseException:
                with suppress(*_LOST, *_OUTAGES):  # a lost connection has rolled back by itself
                    await connection.execute("ROLLBACK")
                raise
            return result

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        """A connection for one transaction. Whatever says that the server is out of reach becomes Unavailable."""
        if self._pool is None:
            raise Unavailable("The database is closed")
        patience = None if self._pool.get_idle_size() else _CONNECTION_WAIT_S  # to wait in time costs a task
        try:
            async with self._pool.acquire(timeout=patience) as connection:
                try:
                    yield connection
                except asyncpg.InternalClientError as error:  # the server's farewell came between two statements
                    connection.terminate()
                    raise Unavailable(f"The connection to the database is lost: {error}") from error
                except asyncpg.InterfaceError as error:
                    if _is_open(connection):  # the driver's word for our own mistakes too
                        raise
                    raise Unavailable(f"The connection to the database is lost: {error}") from error
        except _OUTAGES as error:
            raise Unavailable(f"The database is out of reach: {error}") from error


def _is_open(connection: Any) -> bool:
    """False also when the pool has taken it back already."""
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:
        return False


async def _keep(_connection: object) -> None:
    """Nothing to reset: a transaction leaves nothing behind in its session, and saves a round trip."""


def _check_server(connection: Any) -> None:
    version = connection.get_server_version().major
    if version < _OLDEST_SERVER:
        raise RuntimeError(f"PostgreSQL {version} is too old; {_OLDEST_SERVER} or newer is needed")
    encoding = connection.get_settings().server_encoding
    if encoding != "UTF8":
        raise RuntimeError(f"The database's encoding is {encoding}; it has to be UTF8")
