"""What the house rules read: the project's files, and which room a file stands in."""

import ast
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import TypeAlias

ROOT = Path(__file__).resolve().parents[2]
HOUSE = "src/kalends/"
DOORSTEP = re.compile(
    r"(?:__init__|__main__|access_log|app|clock|gate|health|letter_writer|openapi|serving|settings|wire)\.py|(?:cli|demo)\w*(?:\.py|/.+)"
)
MADE = re.compile(r"\.(?!ci$).*|__pycache__|node_modules")  # folders that tools make
PASSED_BY = {ROOT / "data"}  # what a running server keeps


@dataclass(frozen=True, slots=True)
class Source:
    """A file. path: from the project's root, with slashes, e.g. "src/kalends/domain/event.py"."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    @property
    def rooms(self) -> list[str]:
        """The folders below src/kalends, outermost first; empty on the doorstep and outside the house."""
        if not self.path.startswith(HOUSE) or self.on_doorstep:
            return []
        return self.path.removeprefix(HOUSE).split("/")[:-1]

    @property
    def on_doorstep(self) -> bool:
        """Whether it is one of the few files that know every room."""
        return self.path.startswith(HOUSE) and DOORSTEP.fullmatch(self.path.removeprefix(HOUSE)) is not None


Rule: TypeAlias = Callable[[Source], Iterable[str]]  # yields "line: what is wrong"


def offences(rule: Rule, sources: Iterable[Source]) -> list[str]:
    """Where `rule` is broken, as "path:line: what is wrong"."""
    return [f"{source.path}:{offence}" for source in sources for offence in rule(source)]


def holds(rule: Rule, sources: Iterable[Source]) -> None:
    """Fail with every offence."""
    found = offences(rule, sources)
    assert not found, "\n".join(["", *found])


def made_up(text: str, path: str = "src/kalends/domain/made_up.py") -> list[Source]:
    """A file that nobody wrote, to see a rule bite."""
    return [Source(path, dedent(text))]


def files(*tops: str, suffixes: tuple[str, ...] = (".py",)) -> list[Source]:
    """`tops` that are files, and what lies below those that are folders and ends in one of `suffixes`.

    tops: from the root; absent ones are empty.
    """
    paths = {path for top in tops for path in _below(ROOT / top, suffixes)}
    return [Source(path.relative_to(ROOT).as_posix(), _text(path)) for path in sorted(paths)]


def _below(top: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    if top.is_file():
        yield top
    for folder, names, found in os.walk(top):
        names[:] = [name for name in names if Path(folder, name) not in PASSED_BY and not MADE.fullmatch(name)]
        yield from (Path(folder, name) for name in found if name.endswith(suffixes))


@cache
def _text(path: Path) -> str:
    """Empty for what is not text, e.g. a picture."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)
