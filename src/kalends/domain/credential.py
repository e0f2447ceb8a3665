"""What a client shows to prove who it acts for. Only keyed hashes of secrets are kept."""

from datetime import datetime

from msgspec import Struct

from kalends.domain import text
from kalends.domain.access import CredentialKind, Scope
from kalends.domain.errors import invalid

CURRENT = "current"
ERAS = (CURRENT, "2024")  # ages of a dialect that a key may speak (DESIGN §6)
FEEDS = (CredentialKind.FEED, CredentialKind.ORGANIZATION_FEED)
ISSUED = (CredentialKind.KEY, CredentialKind.TOKEN, CredentialKind.APPLICATION, *FEEDS)


class Credential(Struct, frozen=True):
    """One credential. public_id: what may be shown of it (an application's id); hash: keyed hash of the secret, hex."""

    number: int
    kind: CredentialKind
    person: int
    hash: str
    public_id: str | None = None
    scope: Scope = Scope.READ_WRITE
    era: str = CURRENT
    name: str = ""
    created_at: datetime | None = None
    expires_at: datetime | None = None
    revoked_at: datetime | None = None


class CredentialDraft(Struct, frozen=True, kw_only=True):
    """A credential to be issued. hash: of a secret that was just drawn. scope and era are an API key's to choose."""

    kind: CredentialKind
    person: int
    hash: str
    public_id: str | None = None
    scope: Scope = Scope.READ_WRITE
    era: str = CURRENT
    name: str = ""
    expires_at: datetime | None = None


def new_credential(number: int, draft: CredentialDraft, now: datetime) -> Credential:
    """A credential that holds from now on. Raises INVALID, also for one that would never hold."""
    if draft.kind not in ISSUED:
        raise invalid(f"only {', '.join(ISSUED)} can be issued", "kind")
    if draft.kind is not CredentialKind.KEY and (draft.scope, draft.era) != (Scope.READ_WRITE, CURRENT):
        raise invalid("only an API key has a scope and an era", "scope")
    if draft.era not in ERAS:
        raise invalid(f"the era is one of {', '.join(ERAS)}", "era")
    if draft.expires_at is not None and draft.expires_at <= now:
        raise invalid("it would have expired already", "expires_at")
    text.line(draft.name, "name")
    return Credential(
        number,
        draft.kind,
        draft.person,
        draft.hash,
        draft.public_id,
        Scope.READ if draft.kind in FEEDS else draft.scope,
        draft.era,
        draft.name,
        created_at=now,
        expires_at=draft.expires_at,
    )
