"""A conversation and its people, and short ways to call `/v3` on their behalf."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import httpx
from PIL import Image

from kalends.dialects.groupme.routes import build
from kalends.store.nouns import Rows
from kalends.store.transaction import Store
from tests import described, loop
from tests.cast import PUBLIC_URL, Cast, Friend, Headers, World
from tests.databases import StandingClock
from tests.server import serving

REHEARSAL: dict[str, Any] = {
    "name": "Rehearsal",
    "start_at": "2026-03-02T19:00:00+01:00",
    "end_at": "2026-03-02T21:00:00+01:00",
    "timezone": "Europe/Berlin",
}
UNKNOWN = "0f15691677e444ceb64118bf39d41ec8"


class Room(World):
    """The cast, and this dialect alone in front of the store. Each call comes a second after the one before."""

    def __init__(self, store: Store[Rows], cast: Cast, clock: StandingClock) -> None:
        super().__init__(store, cast, clock)
        transport = httpx.ASGITransport(serving(build, self.context), client=("192.0.2.7", 40_000))
        self.asker = httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL, event_hooks=described.HOOKS)

    def ask(self, method: str, path: str, headers: Headers | None = None, **more: Any) -> httpx.Response:
        self.clock.move(timedelta(seconds=1))
        return loop.run(self.asker.request(method, path, headers=dict(headers or {}), **more))

    @property
    def events(self) -> str:
        """The path of the choir's calendar."""
        return f"/v3/conversations/{self.choir.number}/events"

    def good(self, answer: httpx.Response, code: int = 200) -> Any:
        """The `response` of an answer that must be a success, in its envelope."""
        assert answer.status_code == code, answer.text
        body = answer.json()
        assert body["meta"] == {"code": code, "errors": None}
        return body["response"]

    def refused(self, answer: httpx.Response, code: int) -> str:
        """The one error of an answer that must be a failure, in its envelope."""
        assert answer.status_code == code, answer.text
        body = answer.json()
        assert body.keys() == {"meta", "response"}
        assert (body["response"], body["meta"]["code"]) == (None, code)
        (error,) = body["meta"]["errors"]
        return str(error)

    def create(self, who: Friend | None = None, /, **fields: Any) -> Any:
        """A new event; a rehearsal unless told otherwise."""
        answer = self.post(f"{self.events}/create", (who or self.olga).by_token, json=REHEARSAL | fields)
        return self.good(answer, 201)["event"]

    def show(self, event_id: str, who: Friend | None = None) -> Any:
        answer = self.get(f"{self.events}/show", (who or self.olga).by_token, params={"event_id": event_id})
        return self.good(answer)["event"]

    def list(self, **params: Any) -> Any:
        return self.good(self.get(f"{self.events}/list", self.olga.by_token, params=params))

    def update(self, event_id: str, who: Friend | None = None, /, **fields: Any) -> httpx.Response:
        path = f"{self.events}/update?event_id={event_id}"
        return self.post(path, (who or self.olga).by_token, json=fields)

    def rsvp(self, event_id: str, who: Friend, going: str | None) -> Any:
        """going: "true" or "false"; None takes the answer back."""
        if going is None:
            answer = self.delete(f"{self.events}/rsvp/delete?event_id={event_id}", who.by_token)
        else:
            answer = self.post(f"{self.events}/rsvp?event_id={event_id}&going={going}", who.by_token)
        return self.good(answer)["event"]

    def messages(self, **params: Any) -> Any:
        path = f"/v3/groups/{self.choir.number}/messages"
        return self.good(self.get(path, self.olga.by_token, params=params))["messages"]

    def picture(self, width: int = 8, height: int = 4, kind: str = "PNG") -> str:
        """The address of a new picture."""
        answer = self.post("/pictures", self.olga.by_token, content=drawn(width, height, kind))
        assert answer.status_code == 200, answer.text
        return str(answer.json()["payload"]["url"])


def drawn(width: int, height: int, kind: str, colour: str = "teal") -> bytes:
    """A picture's file."""
    content = BytesIO()
    Image.new("RGB", (width, height), colour).save(content, kind)
    return content.getvalue()
