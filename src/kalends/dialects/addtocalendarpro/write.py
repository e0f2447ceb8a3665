"""Writing answers: JSON bytes, moments and the three words about deeds (reference §1.2, §1.3)."""

from datetime import datetime
from hashlib import sha256
from typing import Literal, TypeAlias

import msgspec
from falcon.asgi import Response

Body: TypeAlias = dict[str, object] | list[dict[str, object]]
Deed: TypeAlias = Literal["created", "updated", "deleted"]

encode = msgspec.json.Encoder().encode


def moment(when: datetime | None) -> str | None:
    """ISO 8601 in UTC with milliseconds and Z; further digits are cut."""
    return None if when is None else when.isoformat(timespec="milliseconds")[:-6] + "Z"


def done(deed: Deed, key: Literal["prokey", "id"], value: str) -> Body:
    """What a deed answers. Only the answer to POST is documented; the others follow it (reference §9.2, §9.3)."""
    return {"status": "success", "message": deed, key: value}


def etag(data: bytes) -> str:
    """A strong one (RFC 9110 §8.8.3): of the very bytes that are answered."""
    return f'"{sha256(data).hexdigest()[:32]}"'


def answer(resp: Response, body: object, status: int = 200) -> None:
    """Put a JSON body into the response."""
    resp.status = status
    resp.data = encode(body)


def answer_tagged(resp: Response, body: object) -> None:
    """The same, with the tag by which a later change may say what it is of."""
    resp.data = data = encode(body)
    resp.set_header("ETag", etag(data))
