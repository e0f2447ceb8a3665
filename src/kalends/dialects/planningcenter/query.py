"""Reading a query: `where[…]`, `order`, `filter` and its arguments, `include`, `fields[…]`, pages (reference §2.7)."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import parse_qsl

from falcon.asgi import Request
from msgspec import Struct

from kalends.dialects.planningcenter.abilities import Abilities
from kalends.dialects.planningcenter.errors import bad_request, missing_parameter, out_of_range
from kalends.dialects.planningcenter.shapes import FIELDS
from kalends.domain import limits

NOBODY = -1  # a number that nothing has

_KEPT = 1_024  # queries, see _read
_PARAMETERS = 200
_KEY = re.compile(r"([a-z_]+)((?:\[[A-Za-z_]*\])*)", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,15}", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,18}", re.ASCII)
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
# A plus sign that was not escaped arrives as a space.
_MOMENT = re.compile(rf"({_DATE})(?:[T ]([0-9:]{{5,8}})(?:\.[0-9]+)?(Z|[+ -][0-9]{{2}}:?[0-9]{{2}})?)?", re.ASCII)
_EARLIEST = datetime(1, 1, 2, tzinfo=UTC)  # leaves room for the moment before it
_STRICT = re.compile(r"(?:^|[,;\s])handling\s*=\s*strict(?:$|[,;\s])", re.IGNORECASE)
_ARGUMENTS = {  # what goes with a filter
    "campus": "campus_id",
    "enrollment": "enrollment",
    "group": "group_id",
    "group_type": "group_type_id",
    "people_database_searchable": "people_database_searchable",
    "tag": "tag_id",
}
_SPELLED = {"Rsvp": "RSVP"}  # the type is RSVP, the key in their own description is fields[Rsvp]


class Asked(Struct, frozen=True):
    """What a request asks for. where: by name with dots, see Abilities. arguments: any other parameter.

    sent: every parameter, decoded, by name. ignored: what stands for nothing here, as sent.
    """

    sent: tuple[tuple[str, str], ...]
    where: dict[str, str]
    order: tuple[str, ...]
    filters: tuple[str, ...]
    include: frozenset[str]
    fields: dict[str, frozenset[str]]
    arguments: dict[str, str]
    limit: int
    offset: int
    ignored: tuple[str, ...]


def read(req: Request, can: Abilities) -> Asked:
    """The query of a request to a list, or to a single thing, that can do this. Puts `req.context.ignored`.

    Raises 400 for pages out of range, and, where the request prefers strict handling, for what stands for nothing.
    """
    asked = _read(req.query_string, can)
    req.context.ignored = asked.ignored
    if asked.ignored and _STRICT.search(req.get_header("Prefer") or ""):
        raise bad_request(f"{', '.join(asked.ignored)}: unknown here", asked.ignored[0])
    return asked


@lru_cache(_KEPT)
def _read(query: str, can: Abilities) -> Asked:
    """Clients ask the same again and again; nobody changes what was read."""
    sent = _sent(query)
    where, fields = _bracketed(sent, "where"), _fields(sent)
    order, filters, include = (_words(sent.get(name, "")) for name in ("order", "filter", "include"))
    return Asked(
        tuple(sorted(sent.items())),
        {name: value for name, value in where.items() if can.known_where(name)},
        tuple(key for key in order if can.known_order(key)),
        tuple(name for name in filters if can.known_filter(name)),
        _with_steps(path for path in include if can.known_include(path)),
        fields,
        sent,
        _whole(sent, "per_page", 25, 1, limits.PAGE_LIST),
        _whole(sent, "offset", 0, 0, limits.OFFSET),
        tuple(unknown(sent, can)),
    )


def unknown(sent: dict[str, str], can: Abilities) -> Iterator[str]:
    """What is ignored because theirs is: a request with an unknown `where` is answered as without it (§2.7)."""
    order, filters, include = (_words(sent.get(name, "")) for name in ("order", "filter", "include"))
    in_order = [key for key in order if can.known_order(key)][:1]  # more than one key is not heeded
    yield from (f"where[{_brackets(name)}]" for name in _bracketed(sent, "where") if not can.known_where(name))
    yield from (f"order={key}" for key in order if key not in in_order)
    yield from (f"filter={name}" for name in filters if not can.known_filter(name))
    yield from (f"include={path}" for path in include if not can.known_include(path))
    for kind, names in _fields(sent).items():
        if kind not in FIELDS:
            yield f"fields[{_brackets(kind)}]"
        yield from (f"fields[{kind}]={name}" for name in sorted(names - FIELDS.get(kind, names)))
    yield from _others(sent, filters, can)


def _others(sent: dict[str, str], filters: tuple[str, ...], can: Abilities) -> Iterator[str]:
    """Names of parameters that mean nothing here: unheard of, or the argument of a filter that was not asked for."""
    heeded = {"order", "filter", "include", *(_ARGUMENTS.get(name, "") for name in filters if can.known_filter(name))}
    if can.pages:
        heeded |= {"per_page", "offset"}
    for key in sent:
        inside = key[-1:] == "]" and _split(key)[0] in ("where", "fields")
        if key and key not in heeded and not inside:
            yield key


def number(given: str) -> int:
    """An id from an address or a list; NOBODY for what cannot be one, so that both look alike."""
    return int(given) if _NUMBER.fullmatch(given) else NOBODY


def numbers(asked: Asked, name: str) -> tuple[int, ...]:
    """The ids that go with a filter, `group_id=1,2`. Raises 400 when they are missing."""
    return tuple(number(given) for given in texts(asked, name))


def texts(asked: Asked, name: str) -> tuple[str, ...]:
    """The words that go with a filter. Raises 400 when they are missing."""
    if name not in asked.arguments:
        raise missing_parameter(name)
    return _words(asked.arguments[name])


def moment(value: str, parameter: str) -> datetime:
    """ISO 8601 as aware UTC; without an offset it is UTC, a bare date its midnight. Raises 400 for anything else."""
    found = _MOMENT.fullmatch(value)
    if found is not None:
        day, clock, offset = found.groups()
        zone = "+00:00" if offset in (None, "Z") else offset.replace(" ", "+")
        try:
            return max(datetime.fromisoformat(f"{day}T{clock or '00:00:00'}{zone}").astimezone(UTC), _EARLIEST)
        except (ValueError, OverflowError):
            pass  # a day or an hour that does not exist
    raise bad_request(f"{parameter} must be a date and time, such as 2000-01-01T12:00:00Z", parameter)


def _sent(query: str) -> dict[str, str]:
    """Parameters by name; of one that comes twice the last."""
    if not query:
        return {}
    if len(query) > limits.QUERY_CHARACTERS or "%00" in query:
        raise bad_request("the query is too long, or holds a NUL character")
    try:
        return dict(parse_qsl(query, keep_blank_values=True, max_num_fields=_PARAMETERS))
    except ValueError as error:
        raise bad_request(f"the query has more than {_PARAMETERS} parameters") from error


def _split(key: str) -> tuple[str, str]:
    """`where[starts_at][gte]` as "where" and "starts_at.gte"; a key of another form is all head."""
    found = _KEY.fullmatch(key)
    return (key, "") if found is None else (found[1], found[2][1:-1].replace("][", "."))


def _bracketed(sent: dict[str, str], head: str) -> dict[str, str]:
    """What was sent as `where[…]`, by what stands in the brackets, see _split."""
    split = ((_split(key), value) for key, value in sent.items() if key[-1:] == "]")
    return {names: value for (found, names), value in split if found == head}


def _fields(sent: dict[str, str]) -> dict[str, frozenset[str]]:
    return {_SPELLED.get(kind, kind): frozenset(_words(names)) for kind, names in _bracketed(sent, "fields").items()}


def _brackets(name: str) -> str:
    """The way back from a name with dots to what stood in the brackets."""
    return name.replace(".", "][")


def _words(value: str) -> tuple[str, ...]:
    return tuple(word for word in value.split(",") if word)


def _with_steps(paths: Iterator[str]) -> frozenset[str]:
    """Paths and what leads to them: `group.location` needs `group` as well."""
    return frozenset(step for path in paths for step in (path, path.partition(".")[0]))


def _whole(sent: dict[str, str], name: str, usual: int, least: int, most: int) -> int:
    given = sent.get(name)
    if given is None:
        return usual
    if not _COUNT.fullmatch(given) or not least <= int(given) <= most:
        raise out_of_range(name, least, most)
    return int(given)
