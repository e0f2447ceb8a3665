"""A picture of ours: re-encoded when it came, never changed, public to whoever has its address."""

import re
from datetime import datetime

from msgspec import Struct

MEDIA_TYPES = {"jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp"}  # by name ending

_PATH = re.compile(r"/pictures/([1-9][0-9]{0,5})x([1-9][0-9]{0,5})\.(jpeg|png|gif|webp)\.([0-9a-f]{32})")


class Picture(Struct, frozen=True):
    """A picture not stored yet. kind: a key of MEDIA_TYPES. width, height: pixels. sha256: of the content, hex."""

    kind: str
    width: int
    height: int
    sha256: str
    content: bytes


class Asset(Struct, frozen=True):
    """A stored picture without its content. public_id: 32 hex digits."""

    number: int
    public_id: str
    kind: str
    width: int
    height: int
    created_at: datetime

    @property
    def path(self) -> str:
        """Its address path, like "/pictures/1024x768.jpeg.0f15691677e444ceb64118bf39d41ec8"."""
        return f"/pictures/{self.width}x{self.height}.{self.kind}.{self.public_id}"


def size_in(path: str) -> tuple[int, int] | None:
    """Width and height in pixels, which the address path of a picture tells; None for any other path."""
    found = _PATH.fullmatch(path)
    return (int(found[1]), int(found[2])) if found else None


def public_id_in(path: str) -> str | None:
    """The public id in an address path; None for any other path. Whether the asset exists is another question."""
    found = _PATH.fullmatch(path)
    return found[4] if found else None
