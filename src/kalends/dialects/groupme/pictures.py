"""Pictures that people send: bounded before they are decoded, and made anew before they are kept.

Nothing of the file that came is kept but its pixels: no metadata, no place of taking, no second meaning.
"""

import asyncio
import hashlib
import struct
import zlib
from io import BytesIO

from PIL import Image, ImageOps

from kalends.domain import limits
from kalends.domain.asset import Picture
from kalends.domain.errors import Kind, Refused, invalid

_KINDS = {"JPEG": "jpeg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
_WITHOUT_ALPHA = {"JPEG"}
_SETTINGS: dict[str, dict[str, int | bool]] = {"JPEG": {"quality": 90}, "WEBP": {"quality": 90}}
# What Pillow's decoders raise on files that are broken, or made to break them.
_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError, AttributeError, RuntimeError,
    MemoryError, struct.error, zlib.error,
)  # fmt: skip
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)

_decoding = asyncio.Semaphore(max(1, limits.PICTURES_DECODED_AT_ONCE))


async def made_anew(raw: bytes) -> Picture:
    """The picture in `raw`, upright and re-encoded in its own kind; of an animation the first image.

    Runs in a thread, few at once. Raises INVALID for what is no JPEG, PNG, GIF or WebP, or a broken one;
    TOO_LARGE over limits.PICTURE_PIXELS, or where the result is over limits.PICTURE_BYTES.
    """
    async with _decoding:
        return await asyncio.to_thread(_made_anew, raw)


def _made_anew(raw: bytes) -> Picture:
    try:
        with Image.open(BytesIO(raw), formats=tuple(_KINDS)) as opened:
            _check_size(opened)
            kind = opened.format or ""
            image = _plain(ImageOps.exif_transpose(opened), kind)
        content = BytesIO()
        image.save(content, kind, **_SETTINGS.get(kind, {}))
    except _BOMBS as error:
        raise _too_many_pixels() from error
    except _BROKEN as error:
        raise invalid("the body is no JPEG, PNG, GIF or WebP picture that can be read") from error
    made = content.getvalue()
    if len(made) > limits.PICTURE_BYTES:
        raise Refused(Kind.TOO_LARGE, f"the picture is over {limits.PICTURE_BYTES} bytes when made anew")
    return Picture(_KINDS[kind], image.width, image.height, hashlib.sha256(made).hexdigest(), made)


def _check_size(image: Image.Image) -> None:
    """Only the header has been read so far."""
    if image.width * image.height > limits.PICTURE_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> Refused:
    return Refused(Kind.TOO_LARGE, f"the picture has more than {limits.PICTURE_PIXELS} pixels")


def _plain(image: Image.Image, kind: str) -> Image.Image:
    """Pixels alone, without whatever else the file bore."""
    see_through = kind not in _WITHOUT_ALPHA and image.has_transparency_data
    pixels = image.convert("RGBA" if see_through else "RGB")
    pixels.info.clear()
    return pixels
