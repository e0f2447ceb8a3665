"""The bytes of a calendar file as lines, before anything is understood: the door that hostile files do not pass.

Each step is linear, and what could grow is counted before it is made.
"""

import codecs

from kalends.domain import limits
from kalends.domain.errors import Kind, Refused, invalid

_FIELD = "file"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def unfolded(body: bytes) -> list[str]:
    """Its lines, whole (RFC 5545 §3.1); empty ones left out. Line feeds alone end lines too, as many programs write.

    Bytes are unfolded before they are decoded: folding may split a character. Raises TOO_LARGE, and INVALID for what
    is no text in UTF-8, or has too many lines.
    """
    if len(body) > limits.CALENDAR_BYTES:
        raise Refused(Kind.TOO_LARGE, f"a calendar file has at most {limits.CALENDAR_BYTES} bytes", field=_FIELD)
    if body.startswith(_WIDE) or b"\x00" in body[:4]:
        raise invalid("the file is not in UTF-8", _FIELD)
    body = body.removeprefix(codecs.BOM_UTF8)
    plain = body.replace(b"\r\n", b"\n")
    if b"\n" not in plain:
        plain = plain.replace(b"\r", b"\n")  # as very old programs on Macs did
    if plain.count(b"\n") > limits.CALENDAR_LINES:
        raise invalid(f"a calendar file has at most {limits.CALENDAR_LINES} lines", _FIELD)
    whole = plain.replace(b"\n ", b"").replace(b"\n\t", b"")
    try:
        text = whole.decode()
    except UnicodeDecodeError as error:
        raise invalid("the file is not in UTF-8", _FIELD) from error
    return [line for line in text.split("\n") if line.strip()]
