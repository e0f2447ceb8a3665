"""What people do with credentials: issue, list, revoke."""

from datetime import datetime

from kalends.actions.ports import Read, Tx
from kalends.domain import limits
from kalends.domain.access import Actor, CredentialKind, check_administers
from kalends.domain.credential import Credential, CredentialDraft, new_credential
from kalends.domain.errors import invalid, not_found


async def issue_credential(tx: Tx, actor: Actor, draft: CredentialDraft, *, now: datetime) -> Credential:
    """A new credential of a person of this organization. Its secret is known to whoever drew it, and kept nowhere."""
    check_administers(actor)
    if await tx.person(draft.person) is None:
        raise invalid("there is no such person", "person")
    credential = new_credential(tx.next_number(), draft, now)
    await tx.add_credential(credential)
    return credential


async def list_credentials(read: Read, actor: Actor, kind: CredentialKind) -> list[Credential]:
    """Those of one kind, oldest first, expired and revoked ones too."""
    check_administers(actor)
    return await read.credentials(kind, limits.ADMINISTRATION_LIST)


async def revoke_credential(tx: Tx, actor: Actor, number: int, *, now: datetime) -> Credential:
    """It holds no more, from the next request on. Revoking twice changes nothing. Raises NOT_FOUND."""
    check_administers(actor)
    await tx.revoke_credential(number, now)
    credential = await tx.credential(number)
    if credential is None:
        raise not_found("there is no such credential")
    return credential
