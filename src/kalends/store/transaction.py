"""What a deed is given, and what runs it: the face that both databases share.

The rows of each noun are a class over `Statements`, its SQL written once. `nouns.py` joins them with each database's
way of running statements, so that the `tx` of a deed is a single small object:

    class EventRows(Statements): …                                      # store/event.py, and so on
    class Rows(EventRows, GroupRows, …): …
    class SqliteTransaction(Rows, SqliteStatements): …                  # the database last
    class PostgresTransaction(Rows, PostgresStatements): …
    store = open_store(url, data, Transactions(SqliteTransaction, PostgresTransaction), clock, randomness)

A deed or view is `async def deed(tx, actor, …)`. It awaits nothing but `tx`: on SQLite it is driven to its end without
ever giving way, and it may be run again from its start after a collision, so it changes nothing but the database.
"""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeAlias, TypeVar

from kalends.store.numbers import Numbers
from kalends.store.sql import Sql

Row: TypeAlias = tuple[Any, ...]
"""One row, by position: a tuple on SQLite, a record that unpacks and indexes like one on PostgreSQL."""


class Scoped(Protocol):
    """Who acts: anything that knows its organization."""

    @property
    def organization(self) -> int: ...


class Statements:
    """One open transaction in one organization.

    scope: the organization's number. It is bound to every `:o`; a caller cannot bind another.
    Values are int, str, bytes, bool (as 0/1) or None; for `:name...` a collection of them.
    """

    __slots__ = ("_drawn", "_numbers", "scope")

    def __init__(self, scope: int, numbers: Numbers) -> None:
        self.scope = scope
        self._numbers = numbers
        self._drawn = False

    async def one(self, statement: Sql, /, **values: object) -> Row | None:
        """The first row; None where there is none."""
        raise NotImplementedError

    async def all(self, statement: Sql, /, **values: object) -> list[Row]:
        """Every row: the statement itself sets the bound, by its LIMIT or its key."""
        raise NotImplementedError

    async def run(self, statement: Sql, /, **values: object) -> int:
        """How many rows were inserted, updated or deleted."""
        raise NotImplementedError

    async def many(self, statement: Sql, rows: Sequence[Mapping[str, object]], /) -> None:
        """Run it once per row. Not for statements with `:name...` (ValueError)."""
        raise NotImplementedError

    async def script(self, source: str, /) -> None:
        """Run a migration's statements, which have no values; PostgreSQL gets them through `sql.for_postgres`."""
        raise NotImplementedError

    def next_number(self) -> int:
        """A number above every earlier one of this process, see Numbers."""
        if self._drawn:
            return self._numbers.following()
        self._drawn = True
        return self._numbers.first()

    def next_id(self) -> str:
        """A fresh UUID, as text with dashes."""
        return self._numbers.unique_id()


T_co = TypeVar("T_co", bound=Statements, covariant=True)
T = TypeVar("T", bound=Statements)
A = TypeVar("A", bound=Scoped)
P = ParamSpec("P")
R = TypeVar("R")
Deed: TypeAlias = Callable[Concatenate[T, A, P], Awaitable[R]]
"""An `async def` of a transaction, an actor and whatever else it was given."""


class Store(ABC, Generic[T_co]):
    """A database and the way to its transactions. Every method belongs to the event loop that called `open`.

    Raises Unavailable where the database is the reason. What a deed raises comes out unchanged, and nothing is written.
    """

    @abstractmethod
    async def write(self, deed: Deed[T_co, A, P, R], actor: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `deed(tx, actor, …)` in one transaction and return when it is durable.

        A deed that meets another's row or number is run afresh, at most limits.DEED_RETRIES more times.
        """

    @abstractmethod
    async def read(self, view: Deed[T_co, A, P, R], actor: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run `view(tx, actor, …)`, whose statements all see one moment. For short reads: keys and pages."""

    async def glance(self, view: Callable[..., Awaitable[R]], actor: Scoped, /, *args: Hashable) -> R:
        """As `read`, for a view of one statement, which sees one moment by itself, and needs no transaction for it.

        Of equal ones that are asked for at once, only one may be run, which begins after all of them were asked for.
        """
        return await self.read(view, actor, *args)

    @abstractmethod
    async def read_long(self, view: Deed[T_co, A, P, R], actor: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """As `read`, for counts, wildcards, feeds and exports: SQLite runs it in a reader thread."""

    @abstractmethod
    async def lookup(self, statement: Sql, /, **values: object) -> Row | None:
        """One statement without a scope, outside any transaction; for `directory` only."""

    @abstractmethod
    async def open(self, *, beside: bool = False) -> None:
        """Connect. beside: a command that works next to the serving process, in short transactions."""

    @abstractmethod
    async def close(self) -> None:
        """Finish what was begun and let go. Doing it twice is harmless."""


@dataclass(frozen=True)
class Transactions(Generic[T]):
    """The same rows over each database: what opens one transaction there."""

    sqlite: Callable[..., T]
    postgres: Callable[..., T]
