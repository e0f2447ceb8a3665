"""Signatures as Standard Webhooks says (standardwebhooks.com, specification 1.0.0, symmetric "v1")."""

import hmac
from base64 import b64encode
from datetime import datetime

SECRET_PREFIX = "whsec_"  # noqa: S105


def shown_secret(secret: bytes) -> str:
    """As the receiver is given it."""
    return SECRET_PREFIX + b64encode(secret).decode()


def signed_headers(message: str, body: bytes, secrets: tuple[bytes, ...], now: datetime) -> dict[str, str]:
    """The three headers. message: its id, the same at every try; now: aware UTC, of this try.

    secrets: the newest first; each of them signs, and one good signature is enough for the receiver.
    """
    timestamp = str(int(now.timestamp()))
    content = f"{message}.{timestamp}.".encode() + body
    signatures = (b64encode(hmac.digest(secret, content, "sha256")).decode() for secret in secrets)
    return {
        "webhook-id": message,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }
