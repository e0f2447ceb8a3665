"""Plays recorded conversations: `.http` files that hold requests and the answers they get.

    # Olga makes an event                         a line of words; `# ordered`: keys come in this order, too
    POST /v3/conversations/{{group}}/events/create?token={{token}}
    Content-Type: application/json

    {"name": "Rehearsal"}
    ###
    HTTP/1.1 201
    Cache-Control: {{*}}                          headers that are named here must be there

    {"event": {"event_id": "{{*event}}"}}
    ###                                           and so on: request, answer, request, answer

`{{name}}` is filled in from what the test knows. In answers `"{{*}}"` stands for anything, and `"{{*name}}"` for
anything that is then known as `name`, and is the same wherever it stands again. Both also stand inside a text, or
inside the JSON of an object: `"{{*}}\\"event_id\\": \\"{{*event}}\\"{{*}}"`. Everything else of an answer's status and
JSON is exact. A body that is not JSON is compared as text; none means that there is none.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import httpx

FOLDER = Path(__file__).parent / "conversations"
_FILLED = re.compile(r"\{\{([A-Za-z_][A-Za-z_0-9]*)\}\}")
_OPEN = re.compile(r"\{\{\*([A-Za-z_][A-Za-z_0-9]*)?\}\}")


class Ask(Protocol):
    def __call__(self, method: str, path: str, /, *, headers: dict[str, str], content: bytes) -> httpx.Response: ...


@dataclass(frozen=True)
class Part:
    """A request or an answer. first: its first line, after the lines of words."""

    first: str
    headers: dict[str, str]
    body: str
    ordered: bool


def recorded(dialect: str) -> list[Path]:
    """The conversations of a dialect, by name."""
    return sorted((FOLDER / dialect).glob("*.http"))


def play(ask: Ask, path: Path, values: dict[str, str]) -> None:
    """Ask as recorded, and fail unless every answer is as recorded.

    ask: such as `world.ask`. values: placeholder to text; what is captured joins it.
    """
    parts = list(_parts(path.read_text(encoding="utf-8")))
    assert parts, f"{path.name} is empty"
    assert len(parts) % 2 == 0, f"{path.name}: every request has an answer"
    for number, (request, answer) in enumerate(zip(parts[::2], parts[1::2], strict=True), 1):
        method, target, *_ = _fill(request.first, values).split(" ")
        headers = {name: _fill(value, values) for name, value in request.headers.items()}
        given = ask(method, target, headers=headers, content=_fill(request.body, values).encode())
        _compare(given, answer, values, f"{path.name}, exchange {number}: {method} {target}")


def _parts(text: str) -> Iterator[Part]:
    for block in re.split(r"^###[^\n]*$", text, flags=re.MULTILINE):
        said = block.strip().split("\n")
        words: list[str] = []
        while said and (said[0].startswith("#") or not said[0].strip()):
            words.append(said.pop(0))
        if not said:
            continue
        end = said.index("") if "" in said else len(said)
        headers = dict(_header(line) for line in said[1:end])
        yield Part(said[0], headers, "\n".join(said[end + 1 :]).strip(), "# ordered" in words)


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip()


def _fill(text: str, values: dict[str, str]) -> str:
    return _FILLED.sub(lambda found: values[found[1]], text)


def _compare(given: httpx.Response, answer: Part, values: dict[str, str], told: str) -> None:
    status = re.search(r"\b[1-5][0-9]{2}\b", answer.first)
    assert status is not None, f"{told}: no status in {answer.first!r}"
    assert given.status_code == int(status[0]), f"{told}: {given.status_code} {given.text}"
    for name, value in answer.headers.items():
        assert name in given.headers, f"{told}: no {name}"
        _same(given.headers[name], _fill(value, values), values, f"{told}: {name}")
    expected = _json(_fill(answer.body, values))
    found = given.json() if "json" in given.headers.get("Content-Type", "") and given.content else given.text
    _same(found, expected, values, told)
    if answer.ordered:
        assert list(_keys(found)) == list(_keys(expected)), f"{told}: keys come in another order"


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _same(found: Any, expected: Any, values: dict[str, str], told: str) -> None:
    """Fail naming the place where they differ."""
    if isinstance(expected, dict) and isinstance(found, dict):
        assert found.keys() == expected.keys(), f"{told}: keys {sorted(found.keys() ^ expected.keys())}"
        for key, value in expected.items():
            _same(found[key], value, values, f"{told}: {key}")
    elif isinstance(expected, list) and isinstance(found, list):
        assert len(found) == len(expected), f"{told}: {found}"
        for place, value in enumerate(expected):
            _same(found[place], value, values, f"{told}[{place}]")
    elif isinstance(expected, str) and _OPEN.search(expected):
        _same_as_open(found, expected, values, told)
    else:
        alike = found == expected and type(found) is type(expected)
        assert alike, f"{told}: {found!r} is not {expected!r}"


def _same_as_open(found: Any, expected: str, values: dict[str, str], told: str) -> None:
    text = found if isinstance(found, str) else json.dumps(found)
    literal = [re.escape(part) for part in re.split(_OPEN.pattern.replace("(", "(?:"), expected)]
    match = re.fullmatch("(.*?)".join(literal), text, re.DOTALL)
    assert match, f"{told}: {found!r} is not {expected!r}"
    for name, value in zip(_OPEN.findall(expected), match.groups(), strict=True):
        if name:
            assert values.setdefault(name, value) == value, f"{told}: {name} was {values[name]!r}, is {value!r}"


def _keys(value: Any) -> Iterator[str]:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield str(key)
        yield from _keys(inner)
