"""What every dialect and the pages are given at the doorstep."""

from datetime import datetime
from typing import Protocol

from msgspec import Struct

from kalends.actions.ports import Store
from kalends.dialects.rates import Rates
from kalends.domain.access import Actor, CredentialKind


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """Aware UTC."""


class Gate(Protocol):
    """Finds out who stands behind a credential, and to whom a public address belongs."""

    async def identify(self, kind: CredentialKind, secret: str, peer: str) -> Actor:
        """Whoever this secret acts for. peer: the client's address, for throttling failed tries.

        Raises UNAUTHENTICATED for an unknown, expired or revoked one, TOO_MANY after too many failures.
        """

    def derived(self, name: str) -> bytes:
        """A secret of 32 bytes that only this installation can make, for a purpose with this name."""

    async def whose(self, public_id: str) -> tuple[int, str] | None:
        """The organization of a public id and its kind ("event", "group", "asset"); None when unknown."""

    def token_of(self, what: str) -> str:
        """The unguessable part of a personal address; what: for example "answer:<public id>". Compare it safely."""


class Mailbox(Protocol):
    """Mails of a server without a mail server."""

    async def names(self) -> list[str]:
        """The newest first."""

    async def read(self, name: str) -> bytes | None:
        """One mail as it would have been sent; None where there is none of this name."""


class Context(Struct, frozen=True):
    """public_url: the address before every path that is written into links; no slash at its end.

    mailbox: None with a mail server. mailbox_secret: the last part of its address.
    """

    store: Store
    clock: Clock
    gate: Gate
    rates: Rates
    public_url: str
    mailbox: Mailbox | None = None
    mailbox_secret: str = ""
