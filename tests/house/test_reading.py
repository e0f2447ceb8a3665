"""Code says its types and its purpose, and leaves no notes to itself."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import Source, files, holds, made_up, offences
from tests.house.test_size import functions, parameters

NOTES = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b")
TEXT = (".py", ".sh", ".sql", ".md", ".html", ".css", ".js", ".toml", ".in", ".http")


def untyped(source: Source) -> Iterator[str]:
    """Functions without a type on every parameter and on what they give back."""
    for function in functions(source):
        bare = [arg.arg for arg in parameters(function) if arg.annotation is None]
        if bare or function.returns is None:
            yield f"{function.lineno}: {function.name} lacks types: {', '.join(bare) or 'what it returns'}"


def undescribed(source: Source) -> Iterator[str]:
    """Public modules without a docstring."""
    name = source.path.rsplit("/", 1)[-1]
    private = name.startswith("_") and not name.startswith("__")
    if not private and not ast.get_docstring(source.tree):
        yield "1: the module has no docstring"


def note_to_self(source: Source) -> Iterator[str]:
    for number, line in enumerate(source.text.splitlines(), 1):
        if found := NOTES.search(line):
            yield f"{number}: leaves a {found[0]}"


class TestTheHouse:
    def test_every_function_is_typed(self) -> None:
        holds(untyped, files("src", "tests", "bench", "requirements"))

    def test_every_public_module_says_what_it_is(self) -> None:
        holds(undescribed, files("src", "bench"))

    def test_no_notes_to_self_are_left(self) -> None:
        holds(note_to_self, files("", suffixes=TEXT))


class TestTheRulesBite:
    @pytest.mark.parametrize(
        "text",
        [
            "def told(): ...",
            "def told(a) -> None: ...",
            "async def told(*a: int, **b) -> None: ...",
            "def __init__(self): ...",
        ],
    )
    def test_on_a_missing_type(self, text: str) -> None:
        assert offences(untyped, made_up(text))

    def test_but_not_on_self(self) -> None:
        assert not offences(untyped, made_up("class Told:\n    def told(self, a: int) -> None: ..."))

    def test_on_a_missing_docstring(self) -> None:
        assert offences(undescribed, made_up("import ast"))
        assert not offences(undescribed, made_up('"""What is told."""'))
        assert not offences(undescribed, made_up("import ast", "src/kalends/domain/_words.py"))

    def test_on_a_note_to_self(self) -> None:
        assert offences(note_to_self, made_up("# to do: later".upper().replace(" D", "D")))
