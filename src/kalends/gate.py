"""Who stands behind a credential. The one place where a secret becomes an actor, and is then forgotten."""

import hmac

from kalends.dialects.context import Clock
from kalends.dialects.rates import Rates
from kalends.domain import limits
from kalends.domain.access import Actor, CredentialKind, OrganizationRole, Scope
from kalends.domain.errors import Kind, Refused
from kalends.store.credential import directory_key
from kalends.store.instants import micros
from kalends.store.nouns import Rows
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Store

_MINUTE_S = 60

# The two statements that run before it is known whose they are; all others bear an organization.
_IDENTIFY = Sql("""
  SELECT d.organization_id, c.person, p.role, c.scope, c.era, p.name, c.expires_at, c.revoked_at, p.erased_at
  FROM directory d
  JOIN credentials c ON c.organization_id = d.organization_id AND c.hash = :hash
  JOIN persons p ON p.organization_id = c.organization_id AND p.number = c.person
  WHERE d.space = 'secret' AND d.key = :key
""")
_WHOSE = Sql("SELECT organization_id, kind FROM directory WHERE space = 'id' AND key = :key")


class Keyring:
    """Makes the keyed hashes by which secrets are known. secret: the installation's own, at least 32 bytes."""

    def __init__(self, secret: bytes) -> None:
        self._keyed = hmac.new(secret, digestmod="sha256")

    def hash_of(self, text: str) -> str:
        """HMAC-SHA256, 64 hexadecimal digits. text: what the client shows; for an application "id:secret"."""
        keyed = self._keyed.copy()  # the key is worked in once; and `hmac.digest` would let other threads go first
        keyed.update(text.encode("utf-8", "surrogatepass"))
        return keyed.hexdigest()

    def derived(self, name: str) -> bytes:
        """32 bytes that only this installation can make again; others for every name, and no credential's hash."""
        return bytes.fromhex(self.hash_of(f"\x00derived:{name}"))

    def token_of(self, what: str) -> str:
        """See Gate: derived, so that it is kept nowhere; 128 bits, 32 hexadecimal digits."""
        return self.derived(f"link:{what}").hex()[:32]


class DirectoryGate:
    """Implements dialects/context.py: Gate, on the database's directory."""

    def __init__(self, store: Store[Rows], keyring: Keyring, clock: Clock, rates: Rates) -> None:
        self._store, self._keyring, self._clock, self._rates = store, keyring, clock, rates
        self._known: dict[str, tuple[int, str]] = {}

    async def identify(self, kind: CredentialKind, secret: str, peer: str) -> Actor:
        """Whoever this secret acts for; see Gate.

        A good credential always passes: behind one address there may be others who try. After
        FAILED_LOGINS_PER_MINUTE failures of one address, its further ones are answered TOO_MANY.
        """
        hashed = self._keyring.hash_of(secret)
        row = await self._store.lookup(_IDENTIFY, key=directory_key(kind, hashed), hash=hashed)
        now = self._clock.now()
        if row is None or not _holds(row, micros(now)):
            self._rates.window(("login", peer), limits.FAILED_LOGINS_PER_MINUTE, _MINUTE_S, now.timestamp())
            raise Refused(Kind.UNAUTHENTICATED, "the credential is unknown, expired or revoked")
        organization, person, role, scope, era, name = row[:6]
        return Actor(organization, kind, person, OrganizationRole(role), Scope(scope), era, name or "")

    def derived(self, name: str) -> bytes:
        """See Gate."""
        return self._keyring.derived(name)

    async def whose(self, public_id: str) -> tuple[int, str] | None:
        """The organization of a public id and its kind; None when nobody has it.

        An id never changes hands, so what was found is remembered; whether it is still there, the record itself says.
        """
        found = self._known.get(public_id)
        if found is None and (row := await self._store.lookup(_WHOSE, key=public_id)) is not None:
            found = row[0], row[1]
            if len(self._known) >= limits.PUBLIC_IDS_KNOWN:
                self._known.clear()
            self._known[public_id] = found
        return found

    def token_of(self, what: str) -> str:
        """See Gate."""
        return self._keyring.token_of(what)


def _holds(row: Row, now_us: int) -> bool:
    expires_at, revoked_at, erased_at = row[6:9]
    return revoked_at is None and erased_at is None and (expires_at is None or expires_at > now_us)
