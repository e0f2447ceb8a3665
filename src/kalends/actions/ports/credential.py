"""What deeds ask of the store about credentials."""

from datetime import datetime
from typing import Protocol

from kalends.domain.access import CredentialKind
from kalends.domain.credential import Credential


class CredentialReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def credentials(self, kind: CredentialKind, limit: int) -> list[Credential]:
        """Those of one kind, in order of making, expired and revoked ones too."""

    async def credential(self, number: int) -> Credential | None:
        """One of any kind."""


class CredentialWrites(CredentialReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def add_credential(self, credential: Credential) -> None:
        """Store a new one, and its hash in the directory."""

    async def revoke_credential(self, number: int, now: datetime) -> None:
        """It holds no more; doing it twice keeps the first moment."""
