"""How a command's output is printed: aligned for people, JSON for programs."""

import sys
from datetime import datetime
from enum import Enum

import msgspec

from kalends.cli.command import Line, Output


def show(output: Output, *, as_json: bool) -> None:
    """Print it on standard output."""
    if as_json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(output)).decode() + "\n")
    elif isinstance(output, list):
        sys.stdout.writelines(f"{line}\n" for line in _table(output))
    else:
        width = max((len(name) for name in output), default=0)
        sys.stdout.writelines(f"{name:<{width}}  {_text(value)}\n" for name, value in output.items())


def _table(lines: list[Line]) -> list[str]:
    if not lines:
        return ["(none)"]
    cells = [list(lines[0]), *([_text(value) for value in line.values()] for line in lines)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    return ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def _text(value: object) -> str:
    """One line, whatever was typed into a name."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, list | tuple):
        return ", ".join(_text(one) for one in value) or "-"
    text = str(value.value if isinstance(value, Enum) else value)
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
