"""Chooses the database by its address."""

from pathlib import Path

from kalends.store.numbers import Clock, Numbers, Randomness
from kalends.store.sqlite import SqliteStore
from kalends.store.transaction import Store, T, Transactions

FILE_NAME = "kalends.sqlite"
_SCHEMES = ("postgresql://", "postgres://")


def open_store(
    database_url: str | None, data: Path, transactions: Transactions[T], clock: Clock, randomness: Randomness
) -> Store[T]:
    """A store, not yet connected: `await store.open()`.

    database_url: postgresql://…; None for the SQLite file in `data`. Raises ValueError for any other address.
    """
    numbers = Numbers(clock, randomness)
    if database_url is None:
        return SqliteStore(data / FILE_NAME, transactions.sqlite, numbers)
    if not database_url.startswith(_SCHEMES):
        raise ValueError("The database's address starts with postgresql://; without one, an SQLite file is used")
    from kalends.store.postgres_store import PostgresStore  # its driver takes longer to load than all the rest

    return PostgresStore(database_url, transactions.postgres, numbers)
