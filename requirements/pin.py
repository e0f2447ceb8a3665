"""Writes serve.txt, work.txt and bench.txt from the `.in` files beside it: every package, every hash, no address.

To move a version, change it in an `.in` file and run `python3 requirements/pin.py`; `uv` must be on the path. What
other packages bring along stays where it is unless it must move, or unless `--upgrade` is given.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
KINDS = ("serve", "work", "bench")
HEAD = "# Made by requirements/pin.py: change the .in files, not this one.\n"


def main(arguments: list[str]) -> None:
    """Serve first; each other holds what is not there already, so that each package is pinned in one place."""
    before: dict[str, str] = {}
    for last, kind in enumerate(KINDS, 1):
        chosen = pins([f"{one}.in" for one in KINDS[:last]], arguments)
        write(kind, {name: pin for name, pin in chosen.items() if before.get(name) != pin})
        before = chosen


def pins(sources: list[str], arguments: list[str]) -> dict[str, str]:
    """Name → `name==version ; marker` with its hashes, for CPython 3.11 and later on anything but Windows."""
    command = ["uv", "pip", "compile", "--no-config", "--universal", "--python-version", "3.11", "--generate-hashes"]
    quiet = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet"]
    with tempfile.NamedTemporaryFile("r+", suffix=".txt", encoding="utf-8") as answer:
        answer.writelines(old.read_text(encoding="utf-8") for old in HERE.glob("*.txt"))  # kept unless they must move
        answer.flush()
        subprocess.run([*command, *quiet, *arguments, "--output-file", answer.name, *sources], cwd=HERE, check=True)
        made = Path(answer.name).read_text(encoding="utf-8")
    found = (match[0] for match in re.finditer(r"^\w.*\n(?: +--hash=.*\n)+", made, re.MULTILINE))
    return {name_of(pin): pin for pin in found if "sys_platform == 'win32'" not in pin}


def write(kind: str, chosen: dict[str, str]) -> None:
    """The pins in order, each direct one under the reason that its `.in` file gives."""
    why = reasons(kind)
    blocks = (why.get(name, "") + pin for name, pin in sorted(chosen.items()))
    (HERE / f"{kind}.txt").write_text(HEAD + "".join(blocks), encoding="utf-8")


def reasons(kind: str) -> dict[str, str]:
    """Name → its comment line in the `.in` file."""
    lines = (HERE / f"{kind}.in").read_text(encoding="utf-8").splitlines(keepends=True)
    return {name_of(pin): why for why, pin in zip(lines[::2], lines[1::2], strict=True)}


def name_of(pin: str) -> str:
    """The package that a line of either file is about."""
    return re.split(r"[\[=]", pin, maxsplit=1)[0]


if __name__ == "__main__":
    main(sys.argv[1:])
