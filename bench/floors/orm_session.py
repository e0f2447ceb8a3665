"""Sessions for floor (c), and who asks: dependencies of its routes."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Header, HTTPException, Request
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import joinedload

from bench.floors.orm_record import Credential, Directory
from kalends.gate import Keyring
from kalends.settings import installation_secret

_CONNECTIONS = 10


class Database:
    """data: where the installation's secret is. address: a file of SQLite, or postgresql://…"""

    def __init__(self, data: Path, address: str) -> None:
        self.keyring = Keyring(installation_secret(data))
        if address.startswith("postgresql:"):
            url = address.replace("postgresql:", "postgresql+asyncpg:", 1)
            self.reading = self.writing = create_async_engine(url, pool_size=_CONNECTIONS, max_overflow=0)
        else:
            self.reading = _sqlite(address, _CONNECTIONS, "BEGIN")
            self.writing = _sqlite(address, 1, "BEGIN IMMEDIATE")


def _sqlite(path: str, connections: int, begin: str) -> AsyncEngine:
    """As durable as Kalends; writers wait for the one connection instead of meeting a locked database."""
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{path}", pool_size=connections, max_overflow=0, pool_timeout=60
    )  # fmt: skip

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy's recipe for transactions that begin where they should
        cursor = connection.cursor()
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_it(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


async def _reading(request: Request) -> AsyncIterator[AsyncSession]:
    async with AsyncSession(request.app.state.database.reading, expire_on_commit=False) as session, session.begin():
        yield session


async def _writing(request: Request) -> AsyncIterator[AsyncSession]:
    async with AsyncSession(request.app.state.database.writing, expire_on_commit=False) as session, session.begin():
        yield session


Reading = Annotated[AsyncSession, Depends(_reading)]
Writing = Annotated[AsyncSession, Depends(_writing, scope="function")]
"""Committed before the answer is sent."""
Authorization = Annotated[str, Header()]


async def credential(session: AsyncSession, keyring: Keyring, kind: str, secret: str) -> Credential:
    """Whoever this secret acts for."""
    hashed = keyring.hash_of(secret)
    found = await session.scalar(
        select(Credential)
        .join(Directory, Directory.organization_id == Credential.organization_id)
        .where(Directory.space == "secret", Directory.key == f"{kind}:{hashed}", Credential.hash == hashed)
        .options(joinedload(Credential.owner))
    )
    if found is None or found.revoked_at is not None or found.owner.erased_at is not None:
        raise HTTPException(401)
    return found


async def key_holder(session: Reading, request: Request, authorization: Authorization) -> Credential:
    """Who shows an API key, for reading."""
    return await credential(session, request.app.state.database.keyring, "key", authorization)


async def key_writer(session: Writing, request: Request, authorization: Authorization) -> Credential:
    """Who shows an API key, for writing."""
    return await credential(session, request.app.state.database.keyring, "key", authorization)
