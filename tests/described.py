"""Holds answers against the description: what a route answers is what `/openapi.json` says it can."""

import re
from fnmatch import fnmatch
from functools import cache
from typing import Any

import httpx
import jsonschema_rs
import msgspec

from kalends.app import MOUNTS
from kalends.dialects.openapi import Shape
from kalends.openapi import described

_URL = "http://kalends.test"
_PLACE = re.compile(r"\{[^}]+\}")


@cache
def description() -> Shape:
    """The whole document, as anybody reads it."""
    found: Shape = msgspec.json.decode(described(_URL))
    return found


async def check(answer: httpx.Response) -> None:
    """Fail where the answer is none of those that its route is described with."""
    found = operation(answer.request.method, answer.request.url.path)
    if found is None:
        return
    path, method = found
    at = f"{method.upper()} {path} answered {answer.status_code}"
    answers = description()["paths"][path][method]["responses"]
    assert str(answer.status_code) in answers, f"{at}, which is not described"
    await answer.aread()
    told = answers[str(answer.status_code)].get("content")
    media = answer.headers.get("content-type", "").partition(";")[0]
    if told is None:
        assert not answer.content, f"{at} with a body"
        return
    known = next((known for known in told if fnmatch(media, known)), None)
    assert known is not None, f"{at} as {media!r}"
    if "schema" in told[known] and media.endswith("json"):
        fault = next(validator(path, method, str(answer.status_code), known).iter_errors(answer.json()), None)
        assert fault is None, f"{at} otherwise than described: {fault}"


@cache
def validator(path: str, method: str, status: str, media: str) -> Any:
    """Of one answer's body."""
    schema = description()["paths"][path][method]["responses"][status]["content"][media]["schema"]
    return jsonschema_rs.Draft202012Validator({**schema, "components": description()["components"]})


@cache
def operation(method: str, path: str) -> tuple[str, str] | None:
    """The described path, and the method, that an address stands for; None where none is described."""
    is_mounted = path.split("/")[1] in MOUNTS
    for pattern, template in _patterns():
        if pattern.fullmatch(path) and not (is_mounted and template.startswith("/{")):
            methods = description()["paths"][template]
            return (template, method.lower()) if method.lower() in methods else None
    return None


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Written words go before places: `/v1/event/all` is none of `/v1/event/{prokey}`."""
    paths = sorted(description()["paths"], key=lambda path: [part.startswith("{") for part in path.split("/")])
    return [(re.compile("[^/]+".join(re.escape(part) for part in _PLACE.split(path))), path) for path in paths]


HOOKS: dict[str, list[Any]] = {"response": [check]}
"""For every client that asks a server in a test."""
