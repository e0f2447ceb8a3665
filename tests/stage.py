"""A world in which everything is there once: whatever a route's address names can be filled in."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import httpx

from kalends.actions.answer import answer_meeting
from kalends.actions.attendance import RollCall, call_roll
from kalends.actions.credential import issue_credential
from kalends.actions.event import GroupChoice, create_event
from kalends.actions.group import GroupDetails, describe_group
from kalends.actions.label import add_label, put_label
from kalends.actions.note import add_note
from kalends.actions.occurrence import meetings_of
from kalends.domain import access
from kalends.domain.access import CredentialKind
from kalends.domain.answer import PartStat
from kalends.domain.credential import CredentialDraft
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.group import Group
from kalends.domain.label import LabelKind
from kalends.domain.place import new_place
from kalends.store.nouns import Rows
from kalends.store.transaction import Store
from tests import loop
from tests.cast import KEYRING, Friend, Headers, Keys, World, basic, make_cast
from tests.databases import StandingClock

CANARY = "Canary concert"  # the name of what only the choir's people and their administrators may see
UNKNOWN_ID, UNKNOWN_NUMBER = "8c5ba7bb-0f5e-4d2d-93cf-b8a1ad3ad9f0", "4503599627370495"
TEMPLATES: dict[str, dict[str, Any]] = {  # the least that each kind is made of
    "style": {"name": "Plain", "options": ["ical"]},
    "landingpage": {"name": "Plain"},
    "rsvp-block": {"name": "Plain"},
    "cta-block": {"name": "Plain", "type": "none"},
    "webhook": {
        "name": "Plain",
        "payload_url": "https://example.org/hook",
        "trigger": "create",
        "trigger_element": "event",
    },
}
EXPIRED = "expired"


class Stage(World):
    """The cast; the choir's one event, which has been answered, attended and noted; a label of each kind."""

    def __init__(self, store: Store[Rows]) -> None:
        clock = StandingClock()
        super().__init__(store, loop.run(make_cast(store, clock)), clock)
        self.event = self.new_event(self.choir, self.olga, CANARY)
        self.secret_event = self.new_event(self.board, self.olga, CANARY)
        self.meeting = self.see(meetings_of, access.system(self.organization), self.event.number)[0]
        self.later = 0  # the second meeting of a series, where one was asked for
        self.labels = self._sorted()
        self._come_and_noted()
        self._expired()

    def new_event(self, group: Group, who: Friend, name: str, *, draft: bool = False, rsvp: bool = True) -> Event:
        """In the evening of 2026-03-02, somewhere. rsvp: its page asks for answers."""
        date = DatePatch(
            name=name,
            start_date="2026-03-02",
            start_time="19:00",
            end_time="21:00",
            zone="Europe/Berlin",
            place=new_place("Hall", "Lane 1"),
        )
        patch = EventPatch(dates=(date,), rsvp=rsvp, reminders=(3_600,))
        choice = GroupChoice(prokey=group.prokey)
        made = self.do(create_event, who.acting(), choice, patch, now=self.clock.now(), draft=draft)
        event: Event = made.event
        return event

    def headers(self, role: str, kind: CredentialKind) -> Headers | None:
        """What somebody in this role shows; None where there is no such role for this kind of credential."""
        friends = {"theirs": self.theirs.otto, "stranger": self.nadia, "member": self.mika, "leader": self.lena}
        if role == "nobody":
            return {}
        if role == "read_only":
            return self.cast.key(Keys.READ_ONLY) if kind is CredentialKind.KEY else None
        if role in {"bad", EXPIRED}:
            return _shown(kind, role, self.organization)
        friend = friends.get(role, self.olga)
        return {
            CredentialKind.KEY: friend.by_key,
            CredentialKind.TOKEN: friend.by_token,
            CredentialKind.APPLICATION: friend.by_application,
        }[kind]

    def first(self, path: str) -> str:
        """The id of what is first in a list of `/groups/v2`, or of the only one."""
        data: Any = self.get(path, self.olga.by_application).json()["data"]
        return str((data[0] if isinstance(data, list) else data)["id"])

    def new_template(self, resource: str) -> str:
        answer = self.post(f"/v1/{resource}", self.olga.by_key, json=TEMPLATES[resource])
        return str(answer.json()["id"])

    def new_delivery(self, webhook: str) -> str:
        return str(self.post(f"/v1/webhook/{webhook}/test", self.olga.by_key).json()["id"])

    def new_pictured(self, place: str) -> str:
        """A landing page template with a picture there."""
        number = self.new_template("landingpage")
        self.ask("PUT", f"/v1/landingpage/{number}/{place}", self.olga.by_key, content=picture())
        return number

    def new_picture(self) -> str:
        answer: httpx.Response = self.post("/pictures", self.olga.by_token, content=picture())
        return str(answer.json()["payload"]["url"]).rpartition("/")[2]

    def _sorted(self) -> dict[str, str]:
        olga, now = self.olga.acting(), self.clock.now()
        labels: dict[str, str] = {}
        for kind in LabelKind:
            parent = int(labels[LabelKind.TAG_GROUP]) if kind is LabelKind.TAG else None
            label = self.do(add_label, olga, kind, f"Some {kind}", parent)
            labels[kind.value] = str(label.number)
            if kind is not LabelKind.TAG_GROUP:
                self.do(put_label, olga, self.choir.prokey, label.number, now=now)
        details = GroupDetails(place=new_place("Hall", "Lane 1"))
        self.do(describe_group, olga, self.choir.prokey, details, now=now)
        return labels

    def _come_and_noted(self) -> None:
        mika, olga = self.mika.acting(CredentialKind.TOKEN), self.olga.acting()
        asked = (self.choir.number, self.event.prokey, PartStat.ACCEPTED)
        self.do(answer_meeting, mika, *asked, now=self.clock.now())
        self.do(call_roll, olga, RollCall(meeting=self.event.prokey, present=(self.mika.number,)))
        self.do(add_note, olga, self.event.prokey, CANARY)

    def _expired(self) -> None:
        yesterday = self.clock.now() - timedelta(days=1)
        for kind in (CredentialKind.TOKEN, CredentialKind.APPLICATION):  # the cast has such a key
            text = f"{EXPIRED}-{kind}-{self.organization}"
            hashed = KEYRING.hash_of(f"{text}:secret" if kind is CredentialKind.APPLICATION else text)
            ends_at = yesterday + timedelta(hours=1)
            draft = CredentialDraft(kind=kind, person=self.olga.number, hash=hashed, expires_at=ends_at)
            self.do(issue_credential, self.olga.acting(), draft, now=yesterday)


def _shown(kind: CredentialKind, role: str, organization: int) -> Headers:
    text = f"{role}-{kind}-{organization}"
    if kind is CredentialKind.APPLICATION:
        return basic(text, "secret")
    return {"Authorization": text} if kind is CredentialKind.KEY else {"X-Access-Token": text}


def picture() -> bytes:
    """A small one."""
    from PIL import Image

    drawn = BytesIO()
    Image.new("RGB", (8, 4), "teal").save(drawn, "PNG")
    return drawn.getvalue()
