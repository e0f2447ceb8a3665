"""A file is one idea and a function fits in one look."""

import ast
from collections.abc import Iterator

from tests.house.source import Source, files, holds, made_up, offences

FILE_LINES = 400
FUNCTION_LINES = 60
PARAMETERS = 7

EVERYWHERE = ("src", "tests", "bench", "requirements", "conftest.py")


def long_file(source: Source) -> Iterator[str]:
    lines = source.text.count("\n") + 1
    if lines > FILE_LINES:
        yield f"1: {lines} lines; {FILE_LINES} are the most"


def long_function(source: Source) -> Iterator[str]:
    for function in functions(source):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > FUNCTION_LINES:
            yield f"{function.lineno}: {function.name} has {lines} lines; {FUNCTION_LINES} are the most"


def many_parameters(source: Source) -> Iterator[str]:
    """Functions whose parameters, besides self and cls, want to be a named type."""
    for function in functions(source):
        count = len(parameters(function))
        if count > PARAMETERS:
            yield f"{function.lineno}: {function.name} takes {count} parameters; {PARAMETERS} are the most"


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Also methods, and functions inside functions."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    """Named ones and the starred ones, but not self and cls."""
    spelled = function.args
    starred = [star for star in (spelled.vararg, spelled.kwarg) if star is not None]
    named = [*spelled.posonlyargs, *spelled.args, *spelled.kwonlyargs]
    return [*(arg for arg in named if arg.arg not in {"self", "cls"}), *starred]


class TestTheHouse:
    def test_no_file_is_long(self) -> None:
        holds(long_file, files(*EVERYWHERE))

    def test_no_function_is_long(self) -> None:
        holds(long_function, files(*EVERYWHERE))

    def test_no_function_takes_many_parameters(self) -> None:
        holds(many_parameters, files(*EVERYWHERE))


class TestTheRulesBite:
    def test_on_a_file_one_line_too_long(self) -> None:
        assert offences(long_file, made_up("\n" * FILE_LINES))
        assert not offences(long_file, made_up("\n" * (FILE_LINES - 1)))

    def test_on_a_function_one_line_too_long(self) -> None:
        assert offences(long_function, made_up("def told():\n" + "    pass\n" * FUNCTION_LINES))
        assert not offences(long_function, made_up("def told():\n" + "    pass\n" * (FUNCTION_LINES - 1)))

    def test_on_one_parameter_too_many(self) -> None:
        assert offences(many_parameters, made_up("async def told(a, b, /, c, *d, e, f, g, **h): ..."))
        assert not offences(many_parameters, made_up("def told(self, a, b, c, d, e, *, f, g): ..."))
