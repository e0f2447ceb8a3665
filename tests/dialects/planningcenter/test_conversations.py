"""The documented object, and the answers that clients depend on, word for word."""

from pathlib import Path

import pytest

from kalends.domain.answer import PartStat
from kalends.domain.place import Place
from tests.builders import date
from tests.conversations import play, recorded
from tests.dialects.planningcenter.lobby import BASE, Lobby

CONVERSATIONS = recorded("planningcenter")


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda path: path.stem)
def test_a_conversation_goes_as_recorded(lobby: Lobby, conversation: Path) -> None:
    """Two weekly meetings in a hall, the first cancelled, reminded of, answered and counted; both in the choir."""
    image = "/pictures/1024x768.jpeg.0f15691677e444ceb64118bf39d41ec8"
    told = date(name="Rehearsal", description="<p>Bring water.</p>", image=image, place=Place("Hall", "1 Road"))
    made = lobby.make(told, rule="FREQ=WEEKLY;COUNT=2")
    event, later = (row["id"] for row in lobby.read("/events")["data"])
    lobby.answer(lobby.mika, event, PartStat.ACCEPTED)
    lobby.cancel(event)
    lobby.call_roll(event, [lobby.mika])
    lobby.remind(event)
    values = {
        "base": BASE,
        "olga_basic": lobby.olga.by_application["Authorization"],
        "mika_basic": lobby.mika.by_application["Authorization"],
        "organization": str(lobby.organization),
        "event": event,
        "later": later,
        "series": str(made.number),
        "group": str(lobby.choir.number),
        "prokey": lobby.choir.prokey,
        "olga": str(lobby.olga.number),
        "mika": str(lobby.mika.number),
        "location": lobby.read(f"/events/{event}/location")["data"]["id"],
        "image_url": f"http://kalends.test{image}",
    }
    play(lobby.ask, conversation, values)


def test_the_documented_object_is_among_them() -> None:
    assert "event_object" in [path.stem for path in CONVERSATIONS]
