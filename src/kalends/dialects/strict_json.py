"""The one door for JSON: what two readers could understand differently is refused before anyone reads it.

The standard library's scanner calls us once per object, which is what finds a key given twice. A faster decoder
that drops such keys silently would need a pass of its own for them, and both together take longer (measured).
"""

import json
import re
from collections import Counter
from math import isfinite

from kalends.domain import limits
from kalends.domain.errors import Kind, Refused, invalid

# Every escape of RFC 8259 §7 that stands for a character we keep: not NUL, and surrogates only as a pair.
_GOOD_ESCAPE = re.compile(
    rb'\\(?:["\\/bfnrt]'
    rb"|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|u(?!0000|[dD][89a-fA-F])[0-9a-fA-F]{4})"
)
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"')
_ONE_KIND_OF_BRACKET = bytes.maketrans(b"{}", b"[]")
_NO_BRACKET = bytes(set(range(256)) - set(b"{}[]"))
_INT64 = range(-(2**63), 2**63)
_INT64_CHARACTERS = 20


def strict_json(raw: bytes) -> object:
    """The value of one JSON text (RFC 8259), numbers as int or finite float, objects as dict in their order.

    Raises Refused: TOO_LARGE over limits.BODY_BYTES; INVALID for anything else that is not JSON in UTF-8 without a
    byte order mark, and for JSON that readers disagree on (RFC 7493 §2): a key given twice, NUL, half a surrogate
    pair, integers beyond 64 bits, floats beyond double, nesting deeper than limits.JSON_DEPTH.
    """
    if len(raw) > limits.BODY_BYTES:
        raise Refused(Kind.TOO_LARGE, f"the body is over {limits.BODY_BYTES} bytes")
    if not raw:
        raise invalid("the body is empty")
    _check_escapes(raw)
    _check_depth(raw)
    try:
        return _DECODER.decode(raw.decode())
    except json.JSONDecodeError as error:
        raise invalid(f"the body is not JSON: {error.msg} at character {error.pos}") from error
    except UnicodeDecodeError as error:
        raise invalid(f"the body is not UTF-8 at byte {error.start}") from error


def strict_object(raw: bytes) -> dict[str, object]:
    """As strict_json, for a body that must be an object; INVALID for any other value."""
    value = strict_json(raw)
    if not isinstance(value, dict):
        raise invalid("the body must be a JSON object")
    return value


def _check_escapes(raw: bytes) -> None:
    if b"\\" in raw and b"\\" in _GOOD_ESCAPE.sub(b"", raw):
        raise invalid("the body has an escape that stands for no character, for NUL or for half a surrogate pair")


def _check_depth(raw: bytes) -> None:
    """Look closely only where there are enough brackets. Each round takes the innermost level away."""
    if raw.count(b"{") + raw.count(b"[") <= limits.JSON_DEPTH:
        return
    brackets = _STRING.sub(b"", raw).translate(_ONE_KIND_OF_BRACKET, _NO_BRACKET)
    for _ in range(limits.JSON_DEPTH):
        brackets = brackets.replace(b"[]", b"")
    if brackets:
        raise invalid(f"the body is nested deeper than {limits.JSON_DEPTH}, or its brackets do not match")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise invalid(f'the body has the key "{_given_twice(pairs)[:100]}" twice in one object')
    return found


def _given_twice(pairs: list[tuple[str, object]]) -> str:
    times = Counter(key for key, _ in pairs)
    return times.most_common(1)[0][0]


def _integer(digits: str) -> int:
    if len(digits) > _INT64_CHARACTERS or (number := int(digits)) not in _INT64:
        raise invalid("the body has an integer beyond 64 bits")
    return number


def _float(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise invalid("the body has a number beyond double precision")
    return number


def _constant(name: str) -> object:
    raise invalid(f"the body has {name}, which is not JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_constant)
