"""The documented requests and answers, and a few more, word for word."""

from pathlib import Path

import pytest

from tests.conversations import play, recorded
from tests.dialects.groupme.room import Room

CONVERSATIONS = recorded("groupme")


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda path: path.stem)
def test_a_conversation_goes_as_recorded(room: Room, conversation: Path) -> None:
    values = {
        "token": room.olga.token,
        "member_token": room.mika.token,
        "group": str(room.choir.number),
        "foreign_group": str(room.theirs.group.number),
        "olga": str(room.olga.number),
        "mika": str(room.mika.number),
        "image_url": room.picture(1051, 816, "JPEG"),
    }
    play(room.ask, conversation, values)


def test_there_is_something_to_play() -> None:
    assert "create_an_event" in [path.stem for path in CONVERSATIONS]
