"""A church's choir and its board, and short ways to call `/groups/v2` on people's behalf."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx

from kalends.actions.answer import answer_meeting
from kalends.actions.attendance import RollCall, call_roll
from kalends.actions.event import GroupChoice, create_event
from kalends.actions.group import GroupDetails, describe_group
from kalends.actions.label import add_label, put_label
from kalends.actions.meeting import cancel_meeting
from kalends.actions.note import add_note
from kalends.dialects.planningcenter.routes import build
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.answer import PartStat
from kalends.domain.event import DatePatch, Event
from kalends.domain.group import Group
from kalends.domain.label import Label, LabelKind
from kalends.store.nouns import Rows
from kalends.store.sql import Sql
from kalends.store.transaction import Store
from tests import described, loop
from tests.builders import date, draft
from tests.cast import PUBLIC_URL, Cast, Friend, Headers, World
from tests.databases import StandingClock
from tests.server import serving

BASE = f"{PUBLIC_URL}/groups/v2"
UNKNOWN = "123456789"
_REMINDED = Sql("UPDATE occurrences SET reminders_sent_at = :at WHERE organization_id = :o AND number = :number")
_REMIND = Sql("""
  INSERT INTO reminders (organization_id, number, event, occurrence, position, lead_s, channel, audience)
  VALUES (:o, :number, :event, 0, 0, 86400, 'mail', 'members')
""")


class Lobby(World):
    """The cast, and this dialect alone in front of the store. Each call comes a second after the one before."""

    def __init__(self, store: Store[Rows], cast: Cast, clock: StandingClock) -> None:
        super().__init__(store, cast, clock)
        transport = httpx.ASGITransport(serving(build, self.context), client=("192.0.2.7", 40_000))
        self.asker = httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL, event_hooks=described.HOOKS)

    def ask(self, method: str, path: str, headers: Headers | None = None, **more: Any) -> httpx.Response:
        self.clock.move(timedelta(seconds=1))
        return loop.run(self.asker.request(method, path, headers=dict(headers or {}), **more))

    # What is asked of the API

    def call(self, path: str, who: Friend | None = None, /, **headers: str) -> httpx.Response:
        """GET of a path below /groups/v2, with its query; Olga's unless told otherwise."""
        address = path if path.startswith("http") else BASE + path
        return self.get(address, {**(who or self.olga).by_application, **headers})

    def read(self, path: str, who: Friend | None = None, /, **headers: str) -> Any:
        """The document of an answer that must be a success."""
        answer = self.call(path, who, **headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def names(self, path: str, who: Friend | None = None) -> list[str]:
        """The names of the rows of a list, in order."""
        return [row["attributes"]["name"] for row in self.read(path, who)["data"]]

    def refused(self, path: str, status: int, who: Friend | None = None, /, **headers: str) -> Any:
        """The one error of an answer that must be a refusal, in its form."""
        answer = self.call(path, who, **headers)
        assert answer.status_code == status, answer.text
        assert answer.headers["Content-Type"] == "application/vnd.api+json; charset=utf-8"
        (error,) = answer.json()["errors"]
        assert error["status"] == str(status)
        assert None not in error.values()
        return error

    def filled(self, path: str, ids: dict[str, str]) -> str:
        """A route's path with ids in it; the last one of an edge to one thing is what that leads to."""
        if "{target}" in path:
            whole = self.filled(path.removesuffix("/{target}"), ids)
            return f"{whole}/{self.read(whole.removeprefix('/groups/v2'))['data']['id']}"
        return re.sub(r"\{(\w+)\}", lambda found: ids[found[1]], path)

    def iterate(self, path: str) -> Iterator[Any]:
        """Every row, as a client walks through: on to `links.next` until there is none."""
        document = self.read(path)
        for _ in range(100):
            yield from document["data"]
            if "next" not in document["links"]:
                return
            document = self.read(document["links"]["next"])
        raise AssertionError("the list has no end")

    # What is there to be asked for

    def make(self, *dates: DatePatch, group: Group | None = None, **fields: Any) -> Event:
        """An event of Olga's; in the choir unless told otherwise."""
        choice = GroupChoice(prokey=(group or self.choir).prokey)
        made = self.do(create_event, self.olga.acting(), choice, draft(*dates, **fields), now=self.clock.now())
        return made.event

    def named(self, name: str, day: str = "2026-02-02", group: Group | None = None, **fields: Any) -> str:
        """A new event of one meeting; its id."""
        return self.id_of(self.make(date(name=name, start_date=day, **fields), group=group))

    def id_of(self, event: Event) -> str:
        """The id of an event's first meeting."""

        async def find(read: Rows, _actor: Actor) -> int:
            found = await read.occurrence_by_public_id(event.prokey, None)
            assert found is not None
            return found[0].number

        return str(self.see(find, self.olga.acting()))

    def public_id(self, event: str) -> str:
        """The other way round."""

        async def find(read: Rows, _actor: Actor) -> str:
            found = await read.occurrence_by_number(int(event), None)
            assert found is not None
            return found[0].public_id

        return str(self.see(find, self.olga.acting()))

    def cancel(self, event: str, group: Group | None = None) -> None:
        actor, number = self.olga.acting(), (group or self.choir).number
        self.do(cancel_meeting, actor, number, self.public_id(event), now=self.clock.now())

    def answer(self, who: Friend, event: str, state: PartStat) -> None:
        actor, number = who.acting(CredentialKind.TOKEN), self.choir.number
        self.do(answer_meeting, actor, number, self.public_id(event), state, now=self.clock.now())

    def call_roll(self, event: str, present: list[Friend], absent: list[Friend] | None = None) -> None:
        call = RollCall(
            meeting=self.public_id(event),
            present=tuple(it.number for it in present),
            absent=tuple(it.number for it in absent or []),
            visitors=2,
        )
        self.do(call_roll, self.olga.acting(), call)

    def note(self, event: str, body: str) -> str:
        return str(self.do(add_note, self.olga.acting(), self.public_id(event), body))

    def label(self, kind: LabelKind, name: str, *groups: Group, parent: Label | None = None) -> Label:
        """A new label on these groups."""
        actor = self.olga.acting()
        label = self.do(add_label, actor, kind, name, None if parent is None else parent.number)
        for group in groups:
            self.do(put_label, actor, group.prokey, label.number, now=self.clock.now())
        return label

    def describe(self, group: Group, **details: Any) -> None:
        told = GroupDetails(**details)
        self.do(describe_group, self.olga.acting(), group.prokey, told, now=self.clock.now())

    def remind(self, event: str) -> None:
        """As if the mail that reminds of a meeting had gone out."""

        async def sent(tx: Rows, _actor: Actor) -> None:
            at = int(self.clock.now().timestamp()) * 1_000_000
            found = await tx.occurrence_by_number(int(event), None)
            assert found is not None
            await tx.run(_REMIND, number=tx.next_number(), event=found[0].event)
            await tx.run(_REMINDED, number=int(event), at=at)

        self.do(sent, self.olga.acting())
