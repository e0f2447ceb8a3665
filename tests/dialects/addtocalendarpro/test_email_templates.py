"""/v1/email-template: what mails say, read only (reference §1.11)."""

import pytest

from kalends.dialects.addtocalendarpro.email_templates import TEMPLATES, EmailTemplate
from kalends.pages.letters import letter_words
from kalends.pages.letters.wording import Wording
from tests.cast import World

TYPES = [
    "rsvp_doi", "rsvp_thank_you", "rsvp_signup_confirmation", "rsvp_change_confirmation", "rsvp_event_update",
    "rsvp_magic_link", "rsvp_second_signup", "reminder",
]  # fmt: skip
OURS = ("confirm", "thanks", "accepted", "changed", "event_revised", "personal_link", "answered_again", "reminder")


class TestEmailTemplates:
    def test_are_listed_one_for_each_type(self, world: World) -> None:
        listed = world.get("/v1/email-template/all", world.olga.by_key).json()
        assert [(it["id"], it["type"]) for it in listed] == list(enumerate(TYPES, 1))

    @pytest.mark.parametrize("asked", [*TYPES, "1", "8"])
    def test_are_shown_by_type_and_by_number(self, world: World, asked: str) -> None:
        answer = world.get(f"/v1/email-template/{asked}", world.olga.by_key)
        assert answer.status_code == 200
        shown = answer.json()
        assert asked in (shown["type"], str(shown["id"]))
        assert shown["subject"]
        assert shown["text"]

    def test_have_a_latest_one(self, world: World) -> None:
        assert world.get("/v1/email-template/latest", world.olga.by_key).json()["type"] == "reminder"

    @pytest.mark.parametrize("asked", ["rsvp", "0", "9", "01", "all%20", "RSVP_DOI"])
    def test_of_another_type_are_not_there(self, world: World, asked: str) -> None:
        assert world.get(f"/v1/email-template/{asked}", world.olga.by_key).status_code == 404

    @pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
    def test_are_changed_by_nobody(self, world: World, method: str) -> None:
        assert world.ask(method, "/v1/email-template/rsvp_doi", world.olga.by_key, json={}).status_code == 405

    @pytest.mark.parametrize(("template", "ours"), list(zip(TEMPLATES, OURS, strict=True)), ids=TYPES)
    def test_say_what_mails_say(self, template: EmailTemplate, ours: str) -> None:
        words: Wording = getattr(letter_words("en"), ours)
        assert template.subject == words.subject
        assert template.text.startswith(words.first)
        assert template.text.endswith(words.more or words.first) or ours == "changed"
