"""Requests that nobody would write by hand, made up from the description, and what must hold of every answer."""

import re
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from itertools import count
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

from kalends.actions.credential import issue_credential
from kalends.domain.access import CredentialKind
from kalends.domain.credential import CredentialDraft
from kalends.pages.write import STATIC
from tests.asking import along, filled, kind_of
from tests.cast import KEYRING
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
_FIELDS = {"layout": "style", "landingpage": "landingpage", "rsvp_block": "rsvp-block", "cta_block": "cta-block"}
_FORM = {"json": {"answer": "yes", "name": "Vera", "mail": "vera@example.org"}}
_feeds = count(1)
_A_MINUTE = timedelta(minutes=1)  # so that a limit of so many a minute is not all that is met


def operations(start: str) -> list[tuple[str, str]]:
    """(method, path) of everything described under a path; "" for what belongs to no dialect."""
    mounts = ("/v1", "/v3", "/pictures", "/groups")
    every = [(method.upper(), path) for path, its in description()["paths"].items() for method in its]
    return [it for it in every if (it[1].startswith(start) if start else not it[1].startswith(mounts))]


def ask_made_up(stage: Stage, method: str, path: str, most: int) -> int:
    """Ask up to so many made-up requests, fitting and unfitting ones, as Olga, who may do everything; how many it was.

    Fewer are asked only where there are no others. One in four is asked as it was made up; in the others it is about
    what is there, and mostly a request that works but for a few fields.
    """
    operation, known = _schema()[path][method], _Known(stage, method, path)
    asked = 0

    @settings(max_examples=most, phases=[Phase.generate])
    @given(
        case=st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in _MODES)),
        real=st.sampled_from([3, 2, 1, 0]),  # the simplest, which is always asked, is one that works
        fields=st.integers(0, 3),
    )
    def ask(case: Any, real: int, fields: int) -> None:
        nonlocal asked
        asked += 1
        if real:
            known.put_into(case, fields if real > 1 else None)
        told = case.as_transport_kwargs(base_url="http://kalends.test", headers=known.credential)
        headers = {**told["headers"], **(known.credential if real else {})}
        sent = {name: told[name] for name in ("params", "json", "data", "content") if told.get(name) is not None}
        stage.clock.move(_A_MINUTE)
        answer = stage.ask(told["method"], told["url"], headers, **_as_httpx(sent))
        case.validate_response(answer, checks=CHECKS)

    ask()
    return asked


class _Known:
    """What is there on a stage, for the requests of one route, and what the least of them is made of that works."""

    def __init__(self, stage: Stage, method: str, path: str) -> None:
        self.credential, self._ids = _credential(stage, path), _ids(stage, path)
        self._least = _FORM if path.endswith("/answer") else along(stage, method, path)

    def put_into(self, case: Any, fields: int | None) -> None:
        """Name what is there wherever something is named. fields: how many stay made up; None: all, and no more."""
        least = {} if fields is None else self._least
        case.path_parameters = self._named(case.path_parameters)
        case.query = self._named(_mixed(least.get("params", {}), case.query, fields))
        case.body = self._named(_mixed(least.get("json", {}), case.body, fields))
        case.body = least.get("content", case.body)

    def _named(self, part: Any) -> Any:
        return {name: self._ids.get(name, value) for name, value in part.items()} if isinstance(part, dict) else part


def _mixed(least: Any, made: Any, fields: int | None) -> Any:
    """The least that works, with some fields of what was made up."""
    if isinstance(least, dict) and isinstance(made, dict):
        return {**least, **{name: _mixed(least.get(name), made[name], fields) for name in [*made][:fields]}}
    if isinstance(least, list) and least and isinstance(made, list):
        return [_mixed(least[0], it, fields) for it in made]
    return made


@cache
def _schema() -> Any:
    return schemathesis.openapi.from_dict(description())


def _ids(stage: Stage, path: str) -> Mapping[str, Any]:
    """The ids of what is there, by the name of their place."""
    if kind_of(path) is None:
        return _public_ids(stage, path)
    pattern = _PLACES.sub(r"(?P<\1>[^/]+)", path.replace(".", r"\."))
    found = re.fullmatch(pattern, filled(stage, path))
    named: dict[str, Any] = {} if found is None else found.groupdict()
    if path.startswith("/v3"):
        return {"event_id": stage.event.prokey.replace("-", ""), **named}
    if not path.startswith("/v1/event"):
        return named
    templates = {field: int(stage.new_template(resource)) for field, resource in _FIELDS.items()}
    return {"event_group": stage.choir.prokey, "group": stage.choir.prokey, **templates, **named}


def _public_ids(stage: Stage, path: str) -> Mapping[str, str]:
    """Of the group where it has such a page; of the event that takes answers where it does; else of another one."""
    if path.endswith(("/feed", "/{file}", "/s/{service}")):
        return {"prokey": stage.choir.prokey, "file": "calendar.ics"}
    if path.startswith("/feed"):
        secret = f"feed-{next(_feeds)}-of-{stage.organization}"
        draft = CredentialDraft(kind=CredentialKind.FEED, person=stage.olga.number, hash=KEYRING.hash_of(secret))
        stage.do(issue_credential, stage.olga.acting(), draft, now=stage.clock.now())
        return {"whose": "person", "secret": secret}
    if path.startswith("/static"):
        return {"name": min(STATIC)}
    takes_answers = path in {"/{prokey}", "/{prokey}/answer"}
    event = stage.event if takes_answers else stage.new_event(stage.choir, stage.olga, "Open concert", rsvp=False)
    return {"prokey": event.prokey, "name": "1e90ff.css"}


def _credential(stage: Stage, path: str) -> dict[str, str]:
    kind = kind_of(path)
    headers = {"key": stage.olga.by_key, "token": stage.olga.by_token, "application": stage.olga.by_application}
    return {} if kind is None else dict(headers[kind.value])


def _as_httpx(sent: dict[str, Any]) -> dict[str, Any]:
    """Bytes and texts are called otherwise there."""
    data = sent.pop("data", None)
    return sent if data is None else {**sent, ("content" if isinstance(data, bytes | str) else "data"): data}
