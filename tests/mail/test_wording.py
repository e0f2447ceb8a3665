"""What letters say: in every language, the same facts as text and as HTML, and nothing from elsewhere in either."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from string import Formatter
from typing import Any

import msgspec
import pytest

from kalends.actions.letter_facts import EventTold, Told, When
from kalends.domain.letter import SUBSCRIBED, Letter, LetterKind
from kalends.domain.place import Place
from kalends.pages.languages import TAGS, language
from kalends.pages.letters import letter_words
from kalends.pages.letters.writing import written

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
EVENING = When(datetime(2026, 3, 2, 18, tzinfo=UTC), datetime(2026, 3, 2, 20, tzinfo=UTC), "Europe/Berlin", False)
STATES = ("accepted", "tentative", "declined", "waitlisted")
PERSONAL, PAGE, STOP = "http://k.test/p/rsvp/1/2", "http://k.test/p?o=1&x=2", "http://k.test/unsubscribe/1-2/3"
EVIL = '<img src="https://evil.example/x"><b>&\r\nBcc: e@x'


def told(kind: LetterKind, tag: str = "en", event: dict[str, Any] | None = None, **said: Any) -> Told:
    fields: dict[str, Any] = {
        "name": "Concert",
        "when": EVENING,
        "place": Place("Hall", "Lane 1\nBerlin"),
        "page": PAGE,
    }
    return Told(
        letter=Letter(
            kind=kind,
            key="1",
            to="vera@example.org",
            language=tag,
            said={"state": "accepted", "name": "Concert", "host": "hooks.example"} | said,
        ),
        number=1,
        site="Singers",
        now=NOW,
        message="1.1.abc",
        event=EventTold(**fields | (event or {})),
        personal=PERSONAL,
        unsubscribe=STOP if kind in SUBSCRIBED else None,
    )


class TestEveryLetterInEveryLanguage:
    @pytest.mark.parametrize("tag", TAGS)
    def test_says_in_its_first_line_what_it_is_about(self, tag: str) -> None:
        for kind in LetterKind:
            letter = written(told(kind, tag))
            assert "Concert" in letter.text.splitlines()[0]
            assert "Concert" in letter.subject
            assert f'lang="{tag}"' in letter.html
            assert f'dir="{language(tag).direction}"' in letter.html

    @pytest.mark.parametrize("tag", TAGS)
    def test_tells_the_same_as_text_and_as_html(self, tag: str) -> None:
        for kind in LetterKind:
            if kind is LetterKind.WEBHOOK_OFF:  # it is about no event
                continue
            letter = written(told(kind, tag))
            for fact in ("Hall, Lane 1, Berlin", "2026", *([STOP] if kind in SUBSCRIBED else ())):
                assert fact in letter.text
                assert fact in letter.html
            assert PAGE in letter.text
            assert PAGE.replace("&", "&amp;") in letter.html

    @pytest.mark.parametrize("tag", TAGS)
    def test_announces_only_what_comes_next(self, tag: str) -> None:
        for kind in LetterKind:
            blocks = written(told(kind, tag)).text.split("\n\n")
            announced = [after for it, after in pairwise(blocks) if it.endswith((":", "：")) and "\n" not in it]
            when = language(tag).text.when
            assert all(it.startswith(when) for it in announced if kind is LetterKind.EVENT_REVISED)
            assert kind is LetterKind.EVENT_REVISED or announced == [], "the link stands after when and where"

    @pytest.mark.parametrize("tag", TAGS)
    def test_invites_those_who_take_part(self, tag: str) -> None:
        words = letter_words(tag)
        assert words.why_answer != words.why_subscribed
        letter = written(told(LetterKind.INVITATION, tag)).text.translate({0x2068: None, 0x2069: None})
        assert words.why_subscribed.format(site="Singers") in letter, "a member may never have given the address"

    @pytest.mark.parametrize("tag", TAGS)
    def test_says_of_what_no_more_can_be_sent(self, tag: str) -> None:
        labels = {kind: letter_words(tag).stop.label(kind) for kind in SUBSCRIBED}
        assert len(set(labels.values())) == len(SUBSCRIBED)
        for kind, label in labels.items():
            letter = written(told(kind, tag))
            assert f"{label}:\n{STOP}" in letter.text
            assert f">{label}</a>" in letter.html

    @pytest.mark.parametrize("tag", TAGS)
    def test_leaves_no_brace_behind(self, tag: str) -> None:
        for kind in LetterKind:
            for state in STATES:
                letter = written(told(kind, tag, state=state, amount=3, kept_until="2026-01-05T09:30:00+00:00"))
                assert not re.search("[{}]", letter.text + letter.subject)

    @pytest.mark.parametrize("tag", TAGS)
    def test_names_only_what_can_be_told(self, tag: str) -> None:
        known = {"event", "site", "when", "n", "time", "organizer", "webhook", "host"}
        for text in texts(msgspec.to_builtins(letter_words(tag))):
            assert {name for _, name, _, _ in Formatter().parse(text) if name is not None} <= known

    @pytest.mark.parametrize("tag", TAGS)
    def test_counts_places_as_the_language_does(self, tag: str) -> None:
        places = letter_words(tag).places
        assert all(places.get(language(tag).plural(number)) or places["other"] for number in range(200))


class TestAnAnswer:
    @pytest.mark.parametrize(
        ("state", "subject"),
        [
            ("accepted", "You are coming: Concert"),
            ("tentative", "Perhaps you are coming: Concert"),
            ("declined", "You are not coming: Concert"),
            ("waitlisted", "You are on the waiting list: Concert"),
        ],
    )
    def test_is_confirmed_as_it_was_given(self, state: str, subject: str) -> None:
        assert written(told(LetterKind.ANSWERED, state=state)).subject == subject

    def test_that_was_changed_says_what_it_is_now(self) -> None:
        letter = written(told(LetterKind.CHANGED, state="declined"))
        assert letter.text.startswith("Your answer was changed. You are not coming to “Concert”.")

    def test_that_is_confirmed_and_has_no_place_says_that_it_waits(self) -> None:
        letter = written(told(LetterKind.THANKS, state="waitlisted"))
        assert letter.subject == "You are on the waiting list: Concert"

    def test_says_how_many_places_it_took(self) -> None:
        assert "2 places" in written(told(LetterKind.ANSWERED, amount=2)).text

    def test_says_nothing_of_places_to_who_does_not_come(self) -> None:
        for kind in (LetterKind.ANSWERED, LetterKind.CHANGED):
            assert "places" not in written(told(kind, state="declined", amount=4)).text

    def test_leads_to_itself_first(self) -> None:
        letter = written(told(LetterKind.ANSWERED))
        assert letter.text.index(PERSONAL) < letter.text.index(PAGE)


class TestAnAnswerToBeConfirmed:
    @pytest.mark.parametrize(
        ("asked", "line"),
        [
            ("accepted", "Your answer: Yes, I am coming · 4 places\n"),
            ("tentative", "Your answer: Maybe · 4 places\n"),
            ("declined", "Your answer: No, I cannot come\n"),
        ],
    )
    def test_is_named_with_its_places(self, asked: str, line: str) -> None:
        letter = written(told(LetterKind.CONFIRM, state="pending", asked=asked, amount=4))
        assert line in letter.text
        assert line.partition(": ")[2].strip() in letter.html


class TestAWebhookThatIsSwitchedOff:
    @pytest.mark.parametrize("tag", TAGS)
    @pytest.mark.parametrize("is_gone", [True, False])
    def test_is_named_with_where_it_told_and_why(self, tag: str, is_gone: bool) -> None:
        letter = written(told(LetterKind.WEBHOOK_OFF, tag, name="Chat & more", host="hooks.example", is_gone=is_gone))
        assert "Chat & more" in letter.subject
        assert "Chat &amp; more" in letter.html
        assert "hooks.example" in letter.text
        assert ("410" in letter.text) is is_gone

    def test_is_no_matter_of_an_event(self) -> None:
        letter = written(msgspec.structs.replace(told(LetterKind.WEBHOOK_OFF), event=None, personal=None))
        assert letter.text.startswith("The webhook “Concert” was switched off.\n")
        assert "event" not in letter.text


class TestWhen:
    def test_is_in_the_event_s_zone_which_is_named(self) -> None:
        letter = written(told(LetterKind.ANSWERED))
        assert "When: Monday, 2 March 2026, 19:00 to 21:00, Europe/Berlin time (UTC+1)" in letter.text

    def test_of_whole_days_has_no_zone(self) -> None:
        days = When(EVENING.starts_at, EVENING.starts_at + timedelta(days=1), "Etc/GMT", True)
        assert "When: Monday, 2 March 2026, all day\n" in written(told(LetterKind.ANSWERED, event={"when": days})).text

    def test_was_another_one_before_is_said(self) -> None:
        letter = written(
            told(
                LetterKind.EVENT_REVISED,
                was_starts_at="2026-03-01T18:00:00+00:00",
                was_ends_at="2026-03-01T20:00:00+00:00",
                was_zone="Europe/Berlin",
                was_place="Old hall",
            )
        )
        lines = [line for line in letter.text.splitlines() if line.lstrip().startswith(("When:", "Where:", "Before:"))]
        assert lines == [
            "When: Monday, 2 March 2026, 19:00 to 21:00, Europe/Berlin time (UTC+1)",
            "    Before: Sunday, 1 March 2026, 19:00 to 21:00, Europe/Berlin time (UTC+1)",
            "Where: Hall, Lane 1, Berlin",
            "    Before: Old hall",
        ]
        assert "<s><bdi>Old hall</bdi></s>" in letter.html

    def test_was_another_place_before_is_said_where_there_is_none_any_more(self) -> None:
        letter = written(told(LetterKind.EVENT_REVISED, event={"place": None}, was_place="Old hall"))
        assert "Where: –\n    Before: Old hall\n" in letter.text

    def test_was_before_is_not_said_beside_what_has_changed_since(self) -> None:
        letter = written(told(LetterKind.EVENT_REVISED, starts_at="2026-03-01T18:00:00+00:00", was_place="Old hall"))
        assert "Before" not in letter.text

    def test_a_place_is_kept_until_is_said(self) -> None:
        letter = written(told(LetterKind.CONFIRM, kept_until="2026-01-05T09:30:00+00:00"))
        assert "Your place is kept until 10:30." in letter.text

    def test_of_a_series_says_its_rule(self) -> None:
        letter = written(told(LetterKind.ANSWERED, event={"several": True, "rrule": "FREQ=WEEKLY;BYDAY=MO"}))
        assert "All dates: Every week on Monday" in letter.text
        assert "Next date: " in letter.text


class TestWhatOrganizersType:
    def test_stays_text(self) -> None:
        place = Place(EVIL, EVIL)
        letter = written(
            told(LetterKind.ANSWERED, event={"name": EVIL, "place": place, "organizer": (EVIL, "o@x.example")})
        )
        assert "<img" not in letter.html
        assert "<b>" not in letter.html
        assert "\n" not in letter.subject

    def test_with_braces_stays_as_it_is(self) -> None:
        letter = written(told(LetterKind.ANSWERED, event={"name": "{site} {0} {x.__class__}"}))
        assert "{site} {0} {x.__class__}" in letter.text

    @pytest.mark.parametrize("kind", LetterKind)
    def test_and_nothing_is_loaded_from_anywhere(self, kind: LetterKind) -> None:
        html = written(told(kind, event={"online": "https://meet.example/x"})).html
        assert not re.search(r"<(img|link|script|iframe|object|embed|form|base)\b|@import|url\(", html, re.IGNORECASE)


def texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for part in (value.values() if isinstance(value, dict) else value) for text in texts(part)]
