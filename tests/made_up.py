"""Requests that nobody would write by hand, made up from the description, and what must hold of every answer."""

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

import schemathesis
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.asking import filled, kind_of
from tests.described import description
from tests.stage import Stage

CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
_PLACES = re.compile(r"\{(\w+)\}")
_MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
_A_SECOND = timedelta(seconds=1)


def operations(start: str) -> list[tuple[str, str]]:
    """(method, path) of everything described under a path; "" for what belongs to no dialect."""
    mounts = ("/v1", "/v3", "/pictures", "/groups")
    every = [(method.upper(), path) for path, its in description()["paths"].items() for method in its]
    return [it for it in every if (it[1].startswith(start) if start else not it[1].startswith(mounts))]


def ask_made_up(stage: Stage, method: str, path: str, most: int) -> None:
    """Ask so many made-up requests, fitting and unfitting ones, as Olga, who may do everything."""
    operation = _schema()[path][method]
    known = _known(stage, path)
    who = _credential(stage, path)

    @settings(max_examples=most, phases=[Phase.generate])
    @given(case=st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in _MODES)), real=st.integers(0, 3))
    def ask(case: Any, real: int) -> None:
        if real:  # most of the time something that is there
            case.path_parameters = {
                name: known.get(name, value) for name, value in (case.path_parameters or {}).items()
            }
        stage.clock.move(_A_SECOND)
        told = case.as_transport_kwargs(base_url="http://kalends.test", headers=who)
        sent = {name: told[name] for name in ("params", "json", "data", "content") if told.get(name) is not None}
        answer = stage.ask(told["method"], told["url"], told["headers"], **_as_httpx(sent))
        case.validate_response(answer, checks=CHECKS)

    ask()


@cache
def _schema() -> Any:
    return schemathesis.openapi.from_dict(description())


def _known(stage: Stage, path: str) -> Mapping[str, str]:
    """The ids of what is there, by the name of their place."""
    if kind_of(path) is None:
        return {
            "prokey": stage.event.prokey,
            "service": "google",
            "whose": "person",
            "secret": "no",
            "file": "event.ics",
        }
    pattern = _PLACES.sub(r"(?P<\1>[^/]+)", path.replace(".", r"\."))
    found = re.fullmatch(pattern, filled(stage, path))
    return {} if found is None else found.groupdict()


def _credential(stage: Stage, path: str) -> dict[str, str]:
    kind = kind_of(path)
    headers = {"key": stage.olga.by_key, "token": stage.olga.by_token, "application": stage.olga.by_application}
    return {} if kind is None else dict(headers[kind.value])


def _as_httpx(sent: dict[str, Any]) -> dict[str, Any]:
    """Bytes and texts are called otherwise there."""
    data = sent.pop("data", None)
    return sent if data is None else {**sent, ("content" if isinstance(data, bytes | str) else "data"): data}
