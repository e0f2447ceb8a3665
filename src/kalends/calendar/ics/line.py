"""Content lines of iCalendar: values made safe, lines folded (RFC 5545 §3.1, §3.3.11, RFC 6868)."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

_LINE_OCTETS = 75
# Whatever some parser takes for the end of a line: CR, LF, VT, FF, NEL, and the two separators of Unicode.
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SPECIAL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\\\\;,]")
_TWO = [f"{number:02}" for number in range(60)]  # a third of what formatting each one takes
_QUOTED = re.compile(r"[:;,\\]")  # a backslash too: unquoted, some readers let it escape the colon after it


def text(value: str) -> str:
    """A TEXT value (§3.3.11): backslash, semicolon and comma escaped, line ends as `\\n`, no control but TAB."""
    if _SPECIAL.search(value) is None:
        return value
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _CONTROL.sub("", _LINE_END.sub(r"\\n", value))


def plain(value: str) -> str:
    """A value that takes no escaping (URI, CAL-ADDRESS, RECUR): the same, without control characters."""
    return _CONTROL.sub("", value)


def parameter(value: str) -> str:
    """A parameter's value (RFC 6868): `^`, `"` and line ends encoded, quoted where it holds one of `:;,\\`."""
    value = _LINE_END.sub("^n", value.replace("^", "^^").replace('"', "^'"))
    value = _CONTROL.sub("", value)
    return f'"{value}"' if _QUOTED.search(value) else value


def day(value: date) -> str:
    """A DATE (§3.3.4)."""
    return value.isoformat().replace("-", "")


def wall_clock(value: datetime) -> str:
    """A DATE-TIME as it stands on the wall (§3.3.5 forms 1 and 3)."""
    date_ = f"{value.year:04}{_TWO[value.month]}{_TWO[value.day]}"
    return f"{date_}T{_TWO[value.hour]}{_TWO[value.minute]}{_TWO[value.second]}"


def instant(value: datetime) -> str:
    """A DATE-TIME in UTC (§3.3.5 form 2) of an aware moment."""
    return wall_clock(value if value.tzinfo is UTC else value.astimezone(UTC)) + "Z"


def duration(value: timedelta) -> str:
    """A DURATION (§3.3.6), in days, hours, minutes and seconds as far as needed."""
    sign, whole = ("-", -value) if value < timedelta() else ("", value)
    hours, rest = divmod(whole.seconds, 3_600)
    minutes, seconds = divmod(rest, 60)
    clock = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if number)
    days = f"{whole.days}D" if whole.days else ""
    return f"{sign}P{days}T{clock}" if clock else f"{sign}P{days or 'T0S'}"


def content(lines: Iterable[str]) -> bytes:
    """The lines as they are sent: UTF-8, CRLF after each, folded at 75 octets (§3.1)."""
    short = [
        line if len(line) <= _LINE_OCTETS and line.isascii() else _folded(line.encode()).decode() for line in lines
    ]
    return "\r\n".join([*short, ""]).encode()


def _folded(line: bytes) -> bytes:
    if len(line) <= _LINE_OCTETS:
        return line
    pieces, start, room = [], 0, _LINE_OCTETS
    while len(line) - start > room:
        end = _cut(line, start, start + room)
        pieces.append(line[start:end])
        start, room = end, _LINE_OCTETS - 1  # the space that marks a folded line counts
    pieces.append(line[start:])
    return b"\r\n ".join(pieces)


def _cut(line: bytes, start: int, end: int) -> int:
    """The last place up to `end` that splits neither a character nor a backslash from what it escapes."""
    while line[end] & 0b1100_0000 == 0b1000_0000:
        end -= 1
    before = line[start:end]
    backslashes = len(before) - len(before.rstrip(b"\\"))
    return end - backslashes % 2
