"""SQL written once: named parameters become each driver's own.

    Sql("SELECT name FROM groups WHERE organization_id = :o AND prokey = :prokey")
    Sql("SELECT … WHERE organization_id = :o AND event_number IN (:events...)")

A name may stand several times; it is bound once. `:events...` takes a sequence, also an empty one, which then matches
nothing. What stands in quotes or comments is left alone, and so is `::`. `FOR UPDATE`, `FOR SHARE` and so on are for
PostgreSQL only: on SQLite the deed already holds the only writing transaction, so they are left out there.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import count
from operator import itemgetter
from typing import Literal, NamedTuple, TypeAlias, cast

Values: TypeAlias = Mapping[str, object]
Bound: TypeAlias = tuple[object, ...]

LIST_ITEMS = 16_384  # in one `:name...`; both databases end at 32,766 parameters

_TOKEN = re.compile(
    r"""
      '(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]* | /\*.*?\*/ | ::
    | :(?P<name>[a-z_][a-z0-9_]*)(?P<many>\.\.\.)?
    | (?P<lock>\s*\bFOR\s+(?:(?:NO\s+KEY\s+)?UPDATE|(?:KEY\s+)?SHARE)\b(?:\s+OF\s+\w+)?(?:\s+SKIP\s+LOCKED|\s+NOWAIT)?)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_NOT_IN_LIST = re.compile(r"\bNOT\s+IN\s*\(\s*:\w+\.\.\.", re.IGNORECASE)


class Sql:
    """One statement in both databases' forms, translated when the module is loaded.

    postgres: the text for PostgreSQL where the two really differ (the database's clock); absent: the same text.
    Raises ValueError for `NOT IN (:list...)`, which an empty list would turn around.
    """

    __slots__ = ("postgres", "sqlite")

    def __init__(self, text: str, *, postgres: str | None = None) -> None:
        if _NOT_IN_LIST.search(text):
            raise ValueError(f"NOT IN (:list...) would match nothing when the list is empty: {text}")
        self.sqlite = Form(text, "?")
        self.postgres = Form(postgres or text, "$")

    def __repr__(self) -> str:
        return f"Sql({self.sqlite.source!r})"


class _Parameter(NamedTuple):
    name: str
    many: bool


class Form:
    """A statement as one driver takes it."""

    __slots__ = ("_lists", "_mark", "_parameters", "_parts", "_pick", "_text", "_texts", "source")

    def __init__(self, source: str, mark: Literal["?", "$"]) -> None:
        self.source = source
        self._mark = mark
        self._parts = _parts(source, keep_locks=mark == "$")
        self._parameters = list(dict.fromkeys(part for part in self._parts if isinstance(part, _Parameter)))
        self._lists = any(parameter.many for parameter in self._parameters)
        self._text = "" if self._lists else self._render({})
        self._texts: dict[tuple[int, ...], str] = {}
        self._pick = _picker([parameter.name for parameter in self._parameters])

    def bind(self, values: Values) -> tuple[str, Bound]:
        """The text and its positional values. Names that the statement does not know are ignored.

        Raises KeyError for a name without a value, ValueError for a list over LIST_ITEMS.
        """
        if not self._lists:
            return self._text, self._pick(values)
        bound: list[object] = []
        sizes: dict[_Parameter, int] = {}
        for parameter in self._parameters:
            if parameter.many:
                items = _padded(cast(Collection[object], values[parameter.name]))
                sizes[parameter] = len(items)
                bound.extend(items)
            else:
                bound.append(values[parameter.name])
        return self._expanded(sizes), tuple(bound)

    def bind_many(self, rows: Iterable[Values], scope: int) -> tuple[str, list[Bound]]:
        """The text and each row's values, `:o` always being `scope`. Raises ValueError for a statement with lists."""
        if self._lists:
            raise ValueError(f"A statement with :name... cannot be run for many rows: {self.source}")
        return self._text, [self._pick({**row, "o": scope}) for row in rows]

    def _expanded(self, sizes: dict[_Parameter, int]) -> str:
        """Sizes are powers of two, so a list has at most 15 texts and the drivers' statement caches stay small."""
        key = tuple(sizes.values())
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = self._render(sizes)
        return text

    def _render(self, sizes: dict[_Parameter, int]) -> str:
        position = count(1)
        places = {
            parameter: ", ".join(f"{self._mark}{next(position)}" for _ in range(sizes.get(parameter, 1)))
            for parameter in self._parameters
        }
        return "".join(places[part] if isinstance(part, _Parameter) else part for part in self._parts)


def _parts(source: str, *, keep_locks: bool) -> list[str | _Parameter]:
    parts: list[str | _Parameter] = []
    end = 0
    for token in _TOKEN.finditer(source):
        parts.append(source[end : token.start()])
        if token["name"]:
            parts.append(_Parameter(token["name"], many=token["many"] is not None))
        elif keep_locks or not token["lock"]:
            parts.append(token[0])
        end = token.end()
    return [*parts, source[end:]]


def _picker(names: list[str]) -> Callable[[Values], Bound]:
    """From values by name to values in order; itemgetter gives a bare value for one name, so that one is apart."""
    if not names:
        return lambda _: ()
    if len(names) == 1:
        (name,) = names
        return lambda values: (values[name],)
    return cast(Callable[[Values], Bound], itemgetter(*names))


def _padded(items: Collection[object]) -> list[object]:
    """The items, the last one repeated up to a power of two; for none a NULL, which equals nothing."""
    if len(items) > LIST_ITEMS:
        raise ValueError(f"{len(items)} items in one SQL list; at most {LIST_ITEMS} are possible")
    padded = list(items) or [None]
    size = 1 << (len(padded) - 1).bit_length()
    return padded + padded[-1:] * (size - len(padded))


_SCRIPT_WORD = re.compile(
    r"""
      '(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]* | /\*.*?\*/
    | \bAS\s+TEXT\b | (?P<word>\b(?:INTEGER|TEXT|BLOB)\b)
    | (?<=\))(?P<options>\s*(?:STRICT|WITHOUT\s+ROWID)(?:\s*,\s*(?:STRICT|WITHOUT\s+ROWID))*)(?=\s*(?:;|$))
    """,
    re.VERBOSE | re.DOTALL,
)
_POSTGRES_WORDS = {"INTEGER": "BIGINT", "TEXT": 'TEXT COLLATE "C"', "BLOB": "BYTEA"}


def for_postgres(script: str) -> str:
    """A migration in PostgreSQL's words: its types, written in capitals, and no table options.

    COLLATE "C" sorts by code point, as SQLite does. A cast keeps its bare TEXT, where a collation is not allowed.
    """

    def said(match: re.Match[str]) -> str:
        if match["options"]:
            return ""
        return _POSTGRES_WORDS[match["word"]] if match["word"] else match[0]

    return _SCRIPT_WORD.sub(said, script)
