"""Rows of credentials."""

from datetime import datetime

from kalends.domain.access import CredentialKind, Scope
from kalends.domain.credential import Credential
from kalends.store.instants import maybe_instant, maybe_micros, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_COLUMNS = "number, kind, person, hash, public_id, scope, era, name, created_at, expires_at, revoked_at"
_LIST = Sql(
    f"SELECT {_COLUMNS} FROM credentials WHERE organization_id = :o AND kind = :kind ORDER BY number LIMIT :limit"
)
_ONE = Sql(f"SELECT {_COLUMNS} FROM credentials WHERE organization_id = :o AND number = :number")
_ADD = Sql("""
  INSERT INTO credentials (organization_id, number, kind, person, hash, public_id, scope, era, name, created_at,
    expires_at)
  VALUES (:o, :number, :kind, :person, :hash, :public_id, :scope, :era, :name, :created_at, :expires_at)
""")
_DIRECTORY = Sql("INSERT INTO directory (space, key, kind, organization_id) VALUES ('secret', :key, :kind, :o)")
_REVOKE = Sql("""
  UPDATE credentials SET revoked_at = :now
  WHERE organization_id = :o AND number = :number AND revoked_at IS NULL
""")


class CredentialRows(Statements):
    """See actions/ports/credential.py."""

    __slots__ = ()

    async def credentials(self, kind: CredentialKind, limit: int) -> list[Credential]:
        return [_credential(row) for row in await self.all(_LIST, kind=kind, limit=limit)]

    async def credential(self, number: int) -> Credential | None:
        row = await self.one(_ONE, number=number)
        return None if row is None else _credential(row)

    async def add_credential(self, credential: Credential) -> None:
        await self.run(_ADD, **_values(credential))
        await self.run(_DIRECTORY, key=directory_key(credential.kind, credential.hash), kind=credential.kind)

    async def revoke_credential(self, number: int, now: datetime) -> None:
        await self.run(_REVOKE, number=number, now=micros(now))


def directory_key(kind: CredentialKind, secret_hash: str) -> str:
    """Where the directory keeps a credential, in the space "secret"."""
    return f"{kind}:{secret_hash}"


def _credential(row: Row) -> Credential:
    number, kind, person, hash_, public_id, scope, era, name, created, expires, revoked = row
    return Credential(
        number,
        CredentialKind(kind),
        person,
        hash_,
        public_id,
        Scope(scope),
        era,
        name,
        maybe_instant(created),
        maybe_instant(expires),
        maybe_instant(revoked),
    )


def _values(credential: Credential) -> dict[str, object]:
    return {
        "number": credential.number, "kind": credential.kind, "person": credential.person, "hash": credential.hash,
        "public_id": credential.public_id, "scope": credential.scope, "era": credential.era, "name": credential.name,
        "created_at": maybe_micros(credential.created_at), "expires_at": maybe_micros(credential.expires_at),
    }  # fmt: skip
