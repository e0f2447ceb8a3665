"""Pictures that people send: bounded before they are decoded, and made anew before they are kept.

Nothing of the file that came is kept but its pixels: no metadata, no place of taking, no second meaning.
"""

import asyncio
import hashlib
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageOps

from kalends.domain import limits
from kalends.domain.asset import Picture
from kalends.domain.errors import Kind, Refused, invalid

_KINDS = {"JPEG": "jpeg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
_NAMES = {"JPEG": "JPEG", "PNG": "PNG", "GIF": "GIF", "WEBP": "WebP"}
_STILL = {"JPEG": "jpeg", "PNG": "png", "WEBP": "webp"}
_WITHOUT_ALPHA = {"JPEG"}
_SETTINGS: dict[str, dict[str, int | bool]] = {"JPEG": {"quality": 90}, "WEBP": {"quality": 90}}
_FOR_A_PAGE = {"quality": 82, "method": 4}
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


async def made_for_a_page(raw: bytes) -> Picture:
    """The same as WebP, whose longer side has at most limits.PAGE_PICTURE_SIDE pixels, so that pages stay light.

    Raises as `made_anew`; a GIF is none of the kinds that are taken.
    """
    async with _decoding:
        return await asyncio.to_thread(_made_for_a_page, raw)


def _made_anew(raw: bytes) -> Picture:
    with _opened(raw, _KINDS) as opened:
        kind = opened.format or ""
        return _encoded(_plain(ImageOps.exif_transpose(opened), kind), kind, _SETTINGS.get(kind, {}))


def _made_for_a_page(raw: bytes) -> Picture:
    side = limits.PAGE_PICTURE_SIDE
    with _opened(raw, _STILL) as opened:
        opened.draft("RGB", (side, side))  # a large JPEG is unpacked at a fraction of its size
        image = _plain(ImageOps.exif_transpose(opened), "WEBP")
        image.thumbnail((side, side))
        return _encoded(image, "WEBP", _FOR_A_PAGE)


@contextmanager
def _opened(raw: bytes, kinds: Mapping[str, str]) -> Iterator[Image.Image]:
    """Whatever a decoder stumbles over inside is a refusal."""
    try:
        with Image.open(BytesIO(raw), formats=tuple(kinds)) as opened:
            _check_size(opened)
            yield opened
    except _BOMBS as error:
        raise _too_many_pixels() from error
    except _BROKEN as error:
        named = ", ".join(_NAMES[kind] for kind in list(kinds)[:-1])
        raise invalid(f"the body is no {named} or WebP picture that can be read") from error


def _encoded(image: Image.Image, kind: str, settings: Mapping[str, int | bool]) -> Picture:
    content = BytesIO()
    image.save(content, kind, **settings)
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
