"""Isolation by construction: a statement on an organization's rows says so in its text.

What is read: every SQL text in store/ that begins with a verb, with the file's own string constants put in. The scope
has to stand in the text itself, so that nobody needs to know what was put together elsewhere.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import HOUSE, Source, files, holds, made_up, offences

SHARED = re.compile(r"directory|clusters|jobs|\w*migrations|(?:pg|sqlite)_\w+")  # tables that span organizations
STATEMENT = re.compile(r"\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH)\b")
WRITTEN = re.compile(r"\bINTO\s+(\w+)")
READ = re.compile(r"(?<!\bDISTINCT )\b(?:FROM|JOIN|UPDATE)\s+([a-z_]\w*)\b(?!\s*\()")
NAMED_HERE = re.compile(
    r"(?:\bWITH(?:\s+RECURSIVE)?|\)\s*,)\s*(\w+)\s*(?:\([^()]*\))?\s*AS\s*(?:(?:NOT\s+)?MATERIALIZED\s*)?\("
)
SCOPED = re.compile(r"\borganization_id\s*=\s*:o\b")
INSERTED = re.compile(r"\bINTO\s+\w+\s*\([^)]*\borganization_id\b.*:o\b", re.DOTALL)


def unscoped(source: Source) -> Iterator[str]:
    """Statements on an organization's tables without its scope, and joins that could leave it."""
    if source.rooms[:1] == ["store"]:
        for line, text in statements(source.tree):
            for complaint in complaints(text):
                yield f"{line}: {complaint}: {' '.join(text.split())[:80]}"


def complaints(text: str) -> Iterator[str]:
    tables = [*WRITTEN.findall(text), *READ.findall(text)]
    here = set(NAMED_HERE.findall(text))
    owned = [table for table in tables if table not in here and not SHARED.fullmatch(table)]
    if not owned:
        return
    if not SCOPED.search(text) and not INSERTED.search(text):
        yield f"{owned[0]} without organization_id = :o"
    elif text.count("organization_id") < len(owned):
        yield f"one of {', '.join(owned)} is not tied to the organization"


def statements(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """(line, text) of every SQL statement; a constant that others are built from counts where it is used."""
    known: dict[str, str] = {}
    fragments = set()
    for name, value in constants(tree):
        fragments.add(id(value))
        known[name] = text_of(value, known) or "…"
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        text = text_of(node, known)
        if text is None:
            waiting.extend(ast.iter_child_nodes(node))
        elif id(node) not in fragments and STATEMENT.match(text) and isinstance(node, ast.expr):
            yield node.lineno, text


def constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """NAME = "…" at the top of a file."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield node.target.id, node.value


def text_of(node: ast.AST, known: dict[str, str]) -> str | None:
    """The text of a string expression, `…` for what only running it tells; None for any other expression."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(text_of(part, known) or "…" for part in parts)
        case ast.FormattedValue(value=ast.Name(id=name)) | ast.Name(id=name, ctx=ast.Load()) if name in known:
            return known[name]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            texts = text_of(left, known), text_of(right, known)
            return None if texts == (None, None) else "".join(text or "…" for text in texts)
        case _:
            return None


def in_store(statement: str) -> list[Source]:
    return made_up(f'FIND = Sql("""{statement}""")', HOUSE + "store/made_up.py")


class TestTheHouse:
    def test_every_statement_stays_in_its_organization(self) -> None:
        holds(unscoped, files("src"))


class TestTheRuleBites:
    @pytest.mark.parametrize(
        "statement",
        [
            "SELECT name FROM groups WHERE number = :number",
            "UPDATE events SET title = :title WHERE number = :number",
            "DELETE FROM answers WHERE occurrence = :occurrence",
            "INSERT INTO notes (number, body) VALUES (:number, :body)",
            "INSERT INTO notes (organization_id, number) VALUES (:number, :number)",
            "SELECT e.title FROM events e JOIN groups g ON g.number = e.group_number WHERE e.organization_id = :o",
            "WITH mine AS (SELECT number FROM events) SELECT number FROM mine",
            "SELECT d.o FROM directory d JOIN events e ON e.prokey = d.key",
        ],
    )
    def test_on_a_statement_that_could_leave_its_organization(self, statement: str) -> None:
        assert offences(unscoped, in_store(statement))

    @pytest.mark.parametrize(
        "statement",
        [
            "SELECT name FROM groups WHERE organization_id = :o AND number = :number",
            "INSERT INTO notes (organization_id, number, body) VALUES (:o, :number, :body)",
            "SELECT 1 FROM events e JOIN groups g USING (organization_id, number) WHERE e.organization_id = :o",
            "WITH mine AS (SELECT number FROM events WHERE organization_id = :o) SELECT number FROM mine",
            "SELECT organization FROM directory WHERE space = :space AND key = :key",
            "UPDATE jobs SET attempts = attempts + 1 WHERE number = :number",
            "SELECT 1",
        ],
    )
    def test_but_not_on_one_that_stays(self, statement: str) -> None:
        assert not offences(unscoped, in_store(statement))

    def test_on_a_statement_put_together_from_constants(self) -> None:
        text = 'HERE = "FROM events"\nALL = f"SELECT number {HERE}"\nFIND = Sql(f"{ALL} WHERE prokey = :prokey")'
        assert offences(unscoped, made_up(text, HOUSE + "store/event.py"))
        assert not offences(
            unscoped, made_up(text.replace("prokey =", "organization_id = :o AND prokey ="), HOUSE + "store/event.py")
        )

    def test_on_a_scope_that_stands_elsewhere(self) -> None:
        text = "def find(tx, where):\n    return tx.rows(f'SELECT number FROM events WHERE {where}')"
        assert offences(unscoped, made_up(text, HOUSE + "store/event.py"))
