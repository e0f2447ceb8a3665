"""Olga's programs, one in each dialect, and Vera at the pages: what one of them sends, all of them see."""

from datetime import timedelta
from typing import Any

import httpx

from tests.cast import Headers, World

REHEARSAL: dict[str, Any] = {
    "name": "Rehearsal", "startDate": "2026-03-02", "startTime": "19:00", "endTime": "21:00",
    "timeZone": "Europe/Berlin",
}  # fmt: skip
LATER: dict[str, Any] = {"startDate": "2026-06-02", "endDate": "2026-06-02"}
MEETING: dict[str, Any] = {
    "name": "Rehearsal", "start_at": "2026-03-02T19:00:00+01:00", "end_at": "2026-03-02T21:00:00+01:00",
    "timezone": "Europe/Berlin",
}  # fmt: skip


class Programs:
    """Each call comes a second after the one before, so that no rate is reached."""

    def __init__(self, world: World) -> None:
        self.world, self.group = world, world.choir.prokey

    def ask(self, method: str, path: str, headers: Headers | None = None, **more: Any) -> httpx.Response:
        self.world.clock.move(timedelta(seconds=1))
        answer = self.world.ask(method, path, headers, **more)
        assert answer.status_code < 500, answer.text
        return answer

    def by_key(self, method: str, path: str, body: Any = None) -> httpx.Response:
        return self.ask(method, f"/v1{path}", self.world.olga.by_key, json=body)

    def send(self, *dates: dict[str, Any], **fields: Any) -> httpx.Response:
        """A new event over /v1; each date is a rehearsal but for what is given, and for what is None there."""
        told = [{key: it for key, it in (REHEARSAL | date).items() if it is not None} for date in dates or ({},)]
        return self.by_key("POST", "/event", {"event_group": self.group, "dates": told, **fields})

    def make(self, *dates: dict[str, Any], **fields: Any) -> str:
        """The same, which must be taken. Returns its prokey."""
        answer = self.send(*dates, **fields)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["prokey"])

    def refused(self, *dates: dict[str, Any], **fields: Any) -> str:
        """The same, which must be refused. Returns why."""
        return why(self.send(*dates, **fields))

    def converse(self, **fields: Any) -> httpx.Response:
        """A new event over /v3; a rehearsal but for what is given."""
        path = f"/v3/conversations/{self.world.choir.number}/events/create"
        return self.ask("POST", path, self.world.olga.by_token, json=MEETING | fields)

    def event(self, prokey: str) -> Any:
        return self.read(self.by_key("GET", f"/event/{prokey}"))

    def events(self) -> Any:
        return self.read(self.by_key("GET", "/event/all"))

    def meetings(self) -> list[Any]:
        """The choir's, as /v3 lists them."""
        path = f"/v3/conversations/{self.world.choir.number}/events/list?limit=200"
        return list(self.read(self.ask("GET", path, self.world.olga.by_token))["response"]["events"])

    def planned(self) -> list[Any]:
        """The attributes of the choir's, as /groups/v2 lists them."""
        path = f"/groups/v2/groups/{self.world.choir.number}/events?order=starts_at&per_page=100"
        rows = self.read(self.ask("GET", path, self.world.olga.by_application))["data"]
        return [row["attributes"] for row in rows]

    def page(self, prokey: str, rest: str = "") -> str:
        answer = self.ask("GET", f"/{prokey}{rest}")
        assert answer.status_code == 200, answer.text
        return answer.text

    def file(self, prokey: str, name: str = "event.ics") -> bytes:
        answer = self.ask("GET", f"/{prokey}/{name}")
        assert answer.status_code == 200, answer.text
        return answer.content

    @staticmethod
    def read(answer: httpx.Response) -> Any:
        assert answer.status_code == 200, answer.text
        return answer.json()


def why(answer: httpx.Response) -> str:
    """The message of what /v1 must refuse."""
    assert answer.status_code == 400, answer.text
    return str(answer.json()["message"])
