"""`--demo`: an empty database becomes a believable organization, and demo.json says how to get in."""

import os
from pathlib import Path
from typing import Any

import msgspec

from kalends.actions.organization import create_organization, organization_numbers
from kalends.actions.ports import Tx
from kalends.clock import SystemClock
from kalends.demo.choir import Choir, make_choir
from kalends.demo.runners import make_rowers, make_runners
from kalends.demo.scene import HOME, Scene
from kalends.domain import access
from kalends.domain.access import Actor, OrganizationRole, Scope
from kalends.domain.person import Person
from kalends.gate import Keyring
from kalends.settings import WrongSetting
from kalends.store.nouns import Rows
from kalends.store.transaction import Store

FILE_NAME = "demo.json"
OURS, OTHERS = 1, 2  # numbers of the two organizations

Told = dict[str, Any]


async def show_demo(
    store: Store[Rows], keyring: Keyring, clock: SystemClock, data: Path, url: str, mailbox: str | None = None
) -> None:
    """Make the demo in an empty database; where it was made already, nothing changes. Print how to get in.

    mailbox: its address, for reading on this machine the mails that the demo causes; None with a mail server.
    Raises WrongSetting for a database that holds something else.
    """
    path = data / FILE_NAME
    told = msgspec.json.decode(path.read_bytes()) if path.exists() else await _made(store, keyring, clock)
    if told.get("base_url") != url or told.get("mailbox") != mailbox:
        told["base_url"], told["mailbox"] = url, mailbox
        _write(path, told)
    print(_summary(told, path))


async def _made(store: Store[Rows], keyring: Keyring, clock: SystemClock) -> Told:
    if await store.read(organization_numbers, access.system(0)):
        raise WrongSetting("--demo fills an empty database, and this one holds something else than the demo")
    ours, others = access.system(OURS), access.system(OTHERS)
    told = await store.write(_riverside, ours, keyring, clock)
    told["other_organization"] = await store.write(_harbour, others, keyring, clock)
    return {"base_url": None, "mailbox": None, **told}


async def _riverside(tx: Tx, actor: Actor, keyring: Keyring, clock: SystemClock) -> Told:
    scene = Scene(tx, actor, keyring, clock.now())
    await create_organization(tx, actor, "Riverside Community", HOME, now=scene.now)
    olga = await scene.person("Olga Brandt", "olga@example.org", OrganizationRole.ADMINISTRATOR)
    lena, mika, tomas, aiko, samuel, greta, nadia, jonas, priya = [
        await scene.person(name, f"{name.split(maxsplit=1)[0].lower()}@example.org")
        for name in (
            "Lena Vogel",
            "Mika Lindqvist",
            "Tomas Ferreira",
            "Aiko Tanaka",
            "Samuel Okafor",
            "Greta Nowak",
            "Nadia Haddad",
            "Jonas Weber",
            "Priya Raman",
        )
    ]
    choir = await make_choir(scene, olga, lena, (mika, tomas, aiko, samuel, greta))
    await make_runners(scene, jonas, (nadia, priya, mika))
    return {
        **msgspec.structs.asdict(choir.templates),
        "add_to_calendar_pro": await _add_to_calendar_pro(scene, choir, olga),
        "groupme": await _groupme(scene, choir, (olga, mika, nadia)),
        "planning_center": await _planning_center(scene, choir, olga, mika),
    }


async def _harbour(tx: Tx, actor: Actor, keyring: Keyring, clock: SystemClock) -> Told:
    scene = Scene(tx, actor, keyring, clock.now())
    await create_organization(tx, actor, "Harbour Rowing", "America/New_York", now=scene.now)
    return dict(await make_rowers(scene))


async def _add_to_calendar_pro(scene: Scene, choir: Choir, olga: Person) -> Told:
    kinds = ("single", "all_day", "multi_date", "recurring", "draft", "dynamic", "rsvp")
    return {
        "api_key": await scene.key(olga, "demo"),
        "read_only_api_key": await scene.key(olga, "demo, read only", scope=Scope.READ),
        "era_2024_api_key": await scene.key(olga, "demo, 2024", era="2024"),
        "group": choir.group.prokey,
        "events": {kind: getattr(choir, kind).prokey for kind in kinds},
    }


async def _groupme(scene: Scene, choir: Choir, people: tuple[Person, Person, Person]) -> Told:
    olga, mika, nadia = people
    return {
        "organizer": {"token": await scene.token(olga), "user_id": str(olga.number)},
        "member": {"token": await scene.token(mika), "user_id": str(mika.number)},
        "outsider": {"token": await scene.token(nadia)},
        "group_id": str(choir.group.number),
        "event_id": choir.single.prokey.replace("-", ""),
    }


async def _planning_center(scene: Scene, choir: Choir, olga: Person, mika: Person) -> Told:
    (concert,) = await scene.meetings(choir.single)
    return {
        **await scene.application(olga),
        "member": await scene.application(mika),
        "group_id": str(choir.group.number),
        "event_id": str(concert.number),
        "past_event_id": str(choir.past.number),
    }


def _write(path: Path, told: Told) -> None:
    """Whole or not at all, and for its owner only from the first byte on."""
    fresh = path.with_name(f"{path.name}.unfinished")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(told)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)


def _summary(told: Told, path: Path) -> str:
    url, free = told["base_url"], told["add_to_calendar_pro"]
    chat, church = told["groupme"], told["planning_center"]
    return f"""The demo: Riverside Community, with a choir and a running club. All of this is in {path}.

  Page              {url}/{free["events"]["single"]}
  Page with a form  {url}/{free["events"]["rsvp"]}
  File              {url}/{free["events"]["single"]}/event.ics
  Feed              {url}/{free["group"]}/calendar.ics
  Mails             {told["mailbox"] or "sent by the mail server"}

  Add to Calendar PRO
    curl -H 'Authorization: {free["api_key"]}' {url}/v1/event/{free["events"]["single"]}
  GroupMe
    curl -H 'X-Access-Token: {chat["organizer"]["token"]}' {url}/v3/conversations/{chat["group_id"]}/events/list
  Planning Center
    curl -u {church["application_id"]}:{church["secret"]} {url}/groups/v2/events/{church["event_id"]}
"""
