"""The recorded conversations: the seeds' own examples first, played on every database."""

from pathlib import Path

import httpx
import pytest

from kalends.domain.access import Scope
from tests.conversations import play, recorded
from tests.dialects.addtocalendarpro.office import Office

# What the seeds' JSON says where something of the reader's own belongs, and what stands there here instead:
TEMPLATES = {  # "id-of-a-style-template" and so on
    "layout": ("style", {"name": "Blue", "options": ["apple"]}),
    "landingpage": ("landingpage", {"name": "Spring"}),
    "rsvp_block": ("rsvp-block", {"name": "Seats"}),
    "cta_block": ("cta-block", {"name": "Thanks", "type": "none"}),
}
PLACEHOLDERS = {
    "recurrence": "RRULE:FREQ=DAILY;COUNT=10",  # "RRULE:..."
    "recurrence_simple_type": "monthly",  # "daily", beside a BYDAY that only months and years can have
    "iCalFileName": "overriding-the-ics-file-name",  # the same with spaces
    "timeZone": "America/Los_Angeles",  # "America/Los_Angelese", in seed 002
}


@pytest.fixture
def values(office: Office) -> dict[str, str]:
    """PLACEHOLDERS, "prokey-of-event-group" as `group`, ids of templates, and keys."""
    made = {name: str(office.post(f"/{path}", body)["id"]) for name, (path, body) in TEMPLATES.items()}
    return {
        **PLACEHOLDERS,
        **made,
        "group": office.group(),
        "key": str(office.key),
        "key_2024": office.issued(office.olga, era="2024"),
        "read_only_key": office.issued(office.olga, scope=Scope.READ),
    }


@pytest.mark.parametrize("path", recorded("addtocalendarpro"), ids=lambda path: path.stem)
def test_a_conversation_goes_as_recorded(office: Office, values: dict[str, str], path: Path) -> None:
    if path.stem == "000_groups":
        office.delete(f"/group/{values['group']}")  # its lists are whole

    def ask(method: str, target: str, /, *, headers: dict[str, str], content: bytes) -> httpx.Response:
        return office.caller(None).call(method, target.removeprefix("/v1"), headers=headers, content=content)

    play(ask, path, values)
