"""Lobbies: on every database, and on one."""

import pytest

from kalends.domain.answer import PartStat
from kalends.domain.label import LabelKind
from kalends.domain.place import Place
from kalends.store.nouns import Rows
from kalends.store.transaction import Store
from tests import loop
from tests.cast import make_cast
from tests.databases import SQLITE, Databases, StandingClock
from tests.dialects.planningcenter.lobby import Lobby


@pytest.fixture
def lobby(database: Store[Rows]) -> Lobby:
    """The choir, Olga's, with Lena and Mika in it, and the board."""
    return _lobby(database)


@pytest.fixture
def one_lobby(databases: Databases) -> Lobby:
    """The same on one database, for questions that no database answers differently."""
    return _lobby(databases.migrated(SQLITE))


@pytest.fixture
def ids(one_lobby: Lobby) -> dict[str, str]:
    """One thing of every kind, by its name in an address."""
    lobby = one_lobby
    hall = Place("Hall", "1 Road", 1.5, 2.5)
    event = lobby.named("Sing", place=hall)
    lobby.describe(lobby.choir, place=hall)
    lobby.call_roll(event, [lobby.mika])
    lobby.answer(lobby.mika, event, PartStat.ACCEPTED)
    voices = lobby.label(LabelKind.TAG_GROUP, "Voices")
    found = {
        "event": event,
        "group": str(lobby.choir.number),
        "person": str(lobby.mika.number),
        "note": lobby.note(event, "Good altos."),
        "rsvp": f"{event}-{lobby.mika.number}",
        "group_type": str(lobby.label(LabelKind.GROUP_TYPE, "Music", lobby.choir).number),
        "campus": str(lobby.label(LabelKind.CAMPUS, "North", lobby.choir).number),
        "tag_group": str(voices.number),
        "tag": str(lobby.label(LabelKind.TAG, "Alto", lobby.choir, parent=voices).number),
    }
    found["attendance"] = lobby.read(f"/events/{event}/attendances")["data"][0]["id"]
    found["location"] = lobby.read(f"/events/{event}/location")["data"]["id"]
    found["membership"] = lobby.read(f"/people/{found['person']}/memberships?order=joined_at")["data"][0]["id"]
    return found


def _lobby(store: Store[Rows]) -> Lobby:
    clock = StandingClock()
    return Lobby(store, loop.run(make_cast(store, clock)), clock)
