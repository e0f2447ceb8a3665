"""A vendor's client at work: an organization with its keys, and short ways to call `/v1` with them."""

from datetime import datetime
from itertools import count
from typing import Any

import httpx

from kalends.actions.credential import issue_credential
from kalends.actions.organization import create_organization
from kalends.actions.person import add_person
from kalends.dialects.addtocalendarpro.routes import build
from kalends.dialects.context import Context
from kalends.dialects.rates import Rates
from kalends.domain.access import Actor, CredentialKind, OrganizationRole, Scope, system
from kalends.domain.credential import CredentialDraft
from kalends.gate import DirectoryGate, Keyring
from kalends.store.nouns import Rows
from kalends.store.transaction import Store
from tests import described
from tests.databases import MORNING, StandingClock
from tests.loop import run
from tests.server import App, serving

PUBLIC_URL = "https://kalends.test"
KEYRING = Keyring(b"only for tests, and long enough.")
UNKNOWN = "99ec3e7f-ef04-4bbb-a3d7-e30736f0a0a0"

_organizations = count(7_000_000)
_keys = count(1)


class Caller:
    """Somebody with a key, or without one."""

    def __init__(self, app: App, key: str | None) -> None:
        self.app, self.key = app, key

    def call(self, method: str, path: str, json: Any = None, **more: Any) -> httpx.Response:
        """One request to `/v1` + path, as it came back."""
        headers = {"Authorization": self.key} if self.key else {}
        headers |= more.pop("headers", {})
        if json is not None:
            more["json"] = json
        return run(self._sent(method, f"{PUBLIC_URL}/v1{path}", headers=headers, **more))

    async def _sent(self, method: str, url: str, **more: Any) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, event_hooks=described.HOOKS) as client:
            return await client.request(method, url, **more)

    def get(self, path: str, **params: str) -> Any:
        """The answer's JSON; it must be a 200."""
        return self._good(self.call("GET", path, params=params), 200)

    def post(self, path: str, body: Any) -> Any:
        return self._good(self.call("POST", path, body), 201)

    def patch(self, path: str, body: Any) -> Any:
        return self._good(self.call("PATCH", path, body), 200)

    def delete(self, path: str) -> Any:
        return self._good(self.call("DELETE", path), 200)

    def refused(self, status: int, method: str, path: str, json: Any = None, **more: Any) -> str:
        """The message of an answer that must be an error of this status, in the dialect's form."""
        answer = self.call(method, path, json, **more)
        assert answer.status_code == status, answer.text
        body = answer.json()
        assert body.keys() == {"status", "message"}
        assert body["status"] == "error"
        return str(body["message"])

    @staticmethod
    def _good(answer: httpx.Response, status: int) -> Any:
        assert answer.status_code == status, answer.text
        return answer.json()


class Office(Caller):
    """Olga's organization; the office itself calls with her key, which may do everything."""

    def __init__(self, store: Store[Rows]) -> None:
        self.store, self.clock = store, StandingClock()
        self.rates = Rates(1_000)
        gate = DirectoryGate(store, KEYRING, self.clock, self.rates)
        app = serving(build, Context(store, self.clock, gate, self.rates, PUBLIC_URL))
        self.number = next(_organizations)
        self.system = system(self.number)
        self.write(create_organization, self.system, f"Organization {self.number}", "Europe/Berlin", now=MORNING)
        self.olga = self.person("Olga", OrganizationRole.ADMINISTRATOR)
        super().__init__(app, None)
        self.key = self.issued(self.olga)

    def write(self, deed: Any, actor: Actor, *args: Any, **kwargs: Any) -> Any:
        return run(self.store.write(deed, actor, *args, **kwargs))

    def person(self, name: str, role: OrganizationRole = OrganizationRole.MEMBER) -> int:
        """A new person's number."""
        mail = f"{name.lower()}@example.org"
        return int(self.write(add_person, self.system, name, mail, role, now=MORNING).number)

    def issued(
        self, person: int, *, scope: Scope = Scope.READ_WRITE, era: str = "current", until: datetime | None = None
    ) -> str:
        """A new key of this person."""
        key = f"5f0c8c1e-0000-4000-8000-{next(_keys):012d}"
        draft = CredentialDraft(
            kind=CredentialKind.KEY, person=person, hash=KEYRING.hash_of(key), scope=scope, era=era, expires_at=until
        )
        self.write(issue_credential, self.system, draft, now=MORNING)
        return key

    def caller(self, key: str | None) -> Caller:
        """The same server, asked with another key."""
        return Caller(self.app, key)

    def group(self, **fields: Any) -> str:
        """A new group's prokey."""
        return str(self.post("/group", {"name": "Choir", **fields})["prokey"])

    def event(self, group: str, *dates: dict[str, Any], **fields: Any) -> str:
        """A new event's prokey; with no dates given, one rehearsal."""
        return str(self.post("/event", {"event_group": group, "dates": dates or [REHEARSAL], **fields})["prokey"])


REHEARSAL: dict[str, Any] = {
    "name": "Rehearsal",
    "startDate": "2026-03-02",
    "startTime": "19:00",
    "endTime": "21:00",
    "timeZone": "Europe/Berlin",
}
OUTING: dict[str, Any] = {"name": "Outing", "startDate": "2026-06-06", "endDate": "2026-06-07"}
