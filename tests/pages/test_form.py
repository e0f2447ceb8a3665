"""What a form asks besides, and what keeps programs from filling it in."""

import re
from datetime import timedelta
from typing import Any

import pytest

from kalends.domain import limits
from kalends.domain.answer import Answer, PartStat
from kalends.domain.event import Event
from kalends.domain.form_field import FormField
from kalends.domain.template import TemplateKind
from kalends.pages.form_question import input_of
from tests.builders import MONDAY, date
from tests.pages.site import Site, asked, words
from tests.record import answers_of_event

FIELDS = (
    FormField(type="label", label="A few <b>questions</b>"),
    FormField(type="text", name="diet", label="What do you eat?", placeholder="In a word", required=True),
    FormField(type="number", name="age", label="Age"),
    FormField(type="checkbox", name="bus", label="I take the bus", default=True),
    FormField(type="label", label="Voice"),
    FormField(type="radio", name="voice", label="Alto", placeholder="a", required=True),
    FormField(type="radio", name="voice", label="Bass", placeholder="b", default=True),
    FormField(type="hidden", name="source", default='page "one"'),
)

DIET, AGE, BUS, VOICE, SOURCE, SHOE = [input_of(it) for it in ("diet", "age", "bus", "voice", "source", "shoe")]


def concert(site: Site, **choices: Any) -> Event:
    form = site.form(**choices)
    return site.make(date(start_date="2026-03-09", end_date="2026-03-09"), rsvp=True, rsvp_block=form)


def answers(site: Site, event: Event) -> list[Answer]:
    return site.world.see(answers_of_event, site.world.olga.acting(), event.prokey)


class TestAFullEvent:
    def test_asks_those_its_questions_who_may_come(self, site: Site) -> None:
        event = concert(site, fields=FIELDS, seats_max=1, maybe_offered=True)
        assert site.answer(event, **asked(diet="Cake", voice="a")).status_code == 303
        assert f'name="{DIET}"' in site.get(event).text
        sent = site.answer(event, answer="maybe", mail="ines@example.org", **asked(diet="Cake", voice="a"))
        assert sent.status_code == 303
        assert [it.state for it in answers(site, event)] == [PartStat.ACCEPTED, PartStat.TENTATIVE]

    def test_asks_nothing_where_only_a_no_is_left(self, site: Site) -> None:
        event = concert(site, fields=FIELDS, seats_max=1)
        assert site.answer(event, **asked(diet="Cake", voice="a")).status_code == 303
        assert f'name="{DIET}"' not in site.get(event).text


class TestSeats:
    @pytest.mark.parametrize(("seats_max", "offered"), [(1, 0), (2, 2), (3, 3), (9, 3), (None, 3)])
    def test_more_than_there_are_cannot_be_chosen(self, site: Site, seats_max: int | None, offered: int) -> None:
        event = concert(site, seats_max=seats_max, seats_per_answer=3, waiting_list=True)
        assert len(re.findall("<option", site.get(event).text)) == offered, "one is nothing to choose from"

    def test_many_are_written_as_a_number(self, site: Site) -> None:
        event = concert(site, seats_per_answer=20)
        assert 'name="amount" inputmode="numeric" maxlength="4" value="1"' in site.get(event).text
        wrong = site.answer(event, amount="21")
        assert (wrong.status_code, 'value="21" aria-invalid="true"' in wrong.text) == (422, True)
        assert site.answer(event, amount="20").status_code == 303
        assert [it.amount for it in answers(site, event)] == [20]


class TestWhatIsWrong:
    def test_is_gathered_by_the_labels_of_the_questions(self, site: Site) -> None:
        fields = (*FIELDS, FormField(type="text", name="shoe", label="Shoe <size>", required=True))
        sent = site.answer(concert(site, fields=fields), mail="vera", **asked(age="old"))
        for line in (
            '<a href="#mail"><bdi>Your e-mail address</bdi>: Write one e-mail address',
            f'<a href="#{DIET}"><bdi>What do you eat?</bdi> Answer this question.</a>',
            f'<a href="#{AGE}"><bdi>Age</bdi>: Write a number',
            f'<a href="#{VOICE}"><bdi>Voice</bdi>: Answer this question.</a>',
            f'<a href="#{SHOE}"><bdi>Shoe &lt;size&gt;</bdi>: Answer this question.</a>',
        ):
            assert line in sent.text, line
        assert f'<p class="error" id="{DIET}-error">Answer this question.</p>' in sent.text


class TestQuestions:
    def test_of_six_types_are_asked_with_labels_hints_and_presets(self, site: Site) -> None:
        text = site.get(concert(site, fields=FIELDS)).text
        for piece in (
            "A few &lt;b&gt;questions&lt;/b&gt;",
            f'<label for="{DIET}"><bdi>What do you eat?</bdi></label>',
            f'<p class="hint" id="{DIET}-hint"><bdi>In a word</bdi></p>',
            'inputmode="decimal"',
            f'type="checkbox" name="{BUS}" value="1" checked',
            "<legend><bdi>Voice</bdi></legend>",
            f'type="radio" name="{VOICE}" value="b" required checked',
            f'type="hidden" name="{SOURCE}" value="page &quot;one&quot;"',
        ):
            assert piece in text, piece
        assert "placeholder=" not in text

    def test_are_kept_as_answered(self, site: Site) -> None:
        event = concert(site, fields=FIELDS)
        assert site.answer(event, **asked(diet="Cake", age="44", bus="1", voice="a", source="page")).status_code == 303
        (kept,) = answers(site, event)
        assert kept.payload == {"diet": "Cake", "age": "44", "bus": True, "voice": "a", "source": "page"}

    def test_each_says_how_to_mend_it_and_nothing_typed_is_lost(self, site: Site) -> None:
        event = concert(site, fields=FIELDS)
        sent = site.answer(event, **asked(diet=" ", age="many & more", voice="tenor"))
        assert sent.status_code == 422
        for name, told in ((DIET, "Answer this question."), (AGE, "Write a number"), (VOICE, "Choose one of the opt")):
            assert re.search(f'<a href="#{name}"><bdi>[^<]+</bdi>:? {re.escape(told)}', sent.text)
            assert f'id="{name}-error">{told}' in sent.text
        assert 'value="many &amp; more"' in sent.text
        assert f'name="{BUS}" value="1" checked' not in sent.text
        assert answers(site, event) == []

    def test_are_answered_as_they_were_read_when_the_form_is_put_into_another_order(self, site: Site) -> None:
        form = site.form(fields=FIELDS[1:4])
        event = site.make(date(start_date="2026-03-09", end_date="2026-03-09"), rsvp=True, rsvp_block=form)
        inputs = re.findall(r'name="(q\w+)"', site.get(event).text)
        site.change(TemplateKind.RSVP_FORM, form, fields=(FIELDS[3], FIELDS[2], FIELDS[1]))
        assert site.answer(event, **dict(zip(inputs, ("Cake", "44", "1"), strict=True))).status_code == 303
        assert [it.payload for it in answers(site, event)] == [{"diet": "Cake", "age": "44", "bus": True}]

    def test_that_are_not_asked_any_more_are_told_and_nothing_else_typed_is_lost(self, site: Site) -> None:
        form = site.form(fields=FIELDS[1:4])
        event = site.make(date(start_date="2026-03-09", end_date="2026-03-09"), rsvp=True, rsvp_block=form)
        site.change(TemplateKind.RSVP_FORM, form, fields=FIELDS[2:4])
        sent = site.answer(event, **asked(diet="Cake", age="44"))
        assert sent.status_code == 422
        told = "This form was changed since you opened the page."
        assert re.search(f'<a href="#send">[^\n]*{told}', sent.text)
        assert f'id="send-error">{told}' in sent.text
        assert f'name="{AGE}" maxlength="1000" dir="auto" value="44"' in sent.text
        assert answers(site, event) == []
        assert site.answer(event, **asked(diet=" ", age="44")).status_code == 303

    def test_who_does_not_come_is_asked_nothing_more(self, site: Site) -> None:
        event = concert(site, fields=FIELDS)
        assert site.answer(event, answer="no").status_code == 303
        assert [it.payload for it in answers(site, event)] == [None]

    def test_the_form_has_the_organisers_own_words(self, site: Site) -> None:
        text = site.get(concert(site, headline="Sing & dine", text="<p>Bring <strong>soup</strong></p>")).text
        assert '<h2 id="are-you-coming"><bdi>Sing &amp; dine</bdi></h2>' in text
        assert "<p>Bring <strong>soup</strong></p>" in text

    def test_a_first_answer_may_be_a_yes_without_asking(self, site: Site) -> None:
        event = concert(site, first_answer_accepts=True, maybe_offered=True)
        assert 'type="radio"' not in site.get(event).text
        sent = site.answer(event, answer="")
        assert sent.headers["Location"].endswith("?answered=yes")
        assert [it.state for it in answers(site, event)] == [PartStat.ACCEPTED]

    def test_nothing_is_sent_to_a_closed_form_that_takes_only_a_yes(self, site: Site) -> None:
        event = concert(site, first_answer_accepts=True, closes_at=MONDAY)
        assert 'name="mail" type="email" autocomplete="email" maxlength="254" value=""' not in site.get(event).text
        assert site.answer(event).status_code == 422


class TestAWaitingList:
    def test_is_explained_before_anybody_joins_it(self, site: Site) -> None:
        event = concert(site, seats_max=1, waiting_list=True)
        assert "With a yes you join the waiting list" not in site.read(event)
        site.answer(event)
        text = site.read(event)
        assert "All places are taken. With a yes you join the waiting list" in text
        assert "Yes, I am coming" in text

    def test_says_how_many_places_are_left_while_there_are_any(self, site: Site) -> None:
        event = concert(site, seats_max=3, seats_per_answer=2)
        site.answer(event, amount="2")
        assert "Places left: 1 Your answer" in site.read(event)
        site.answer(event, mail="ines@example.org")
        assert "Places left" not in site.read(event)
        assert "Places left" not in site.read(concert(site))

    def test_does_not_count_those_that_are_kept_for_an_address_to_be_confirmed(self, site: Site) -> None:
        event = concert(site, seats_max=2, mail_confirmed=True)
        assert "Places left: 2" in site.read(event)
        site.answer(event)
        assert "Places left: 1" in site.read(event)

    def test_says_so_of_each_date(self, site: Site) -> None:
        form = site.form(seats_max=3, seats_per_answer=2)
        event = site.make(date(), rsvp=True, rsvp_block=form, simplified=True, simple_type="weekly", count=2)
        site.answer(event, amount="2", occurrence=str(site.meetings(event)[1].number))
        text = site.read(event)
        assert "19:00 to 21:00 (Places left: 3) " in text
        assert "19:00 to 21:00 (Places left: 1) " in text

    def test_of_a_date_counted_from_today_too(self, site: Site) -> None:
        form = site.form(seats_max=1, waiting_list=True)
        event = site.make(date(start_date="today+4", end_date="today+4"), rsvp=True, rsvp_block=form)
        site.answer(event)
        assert "With a yes you join the waiting list" in site.read(event)
        assert site.answer(event, mail="b@example.org").headers["Location"].endswith("answered=waiting")


class TestPrograms:
    def test_that_send_a_form_sooner_than_anybody_could_fill_it_in_are_asked_to_press_again(self, site: Site) -> None:
        event = concert(site)
        sent = site.answer(event, made=site.made(event, 1), name="Vera")
        assert sent.status_code == 422
        assert '<a href="#send">That was very quick.' in sent.text
        assert answers(site, event) == []
        assert f'name="made" value="{site.made(event, 1)}"' in sent.text
        site.world.clock.move(timedelta(seconds=1))
        assert site.answer(event, made=site.made(event, 2), name="Vera").status_code == 303

    @pytest.mark.parametrize("made", ["", "x", "1", "1767603600.0000000000000000", "9" * 99, "٣.x"])
    def test_that_have_not_read_the_page_may_do_less(self, site: Site, made: str) -> None:
        event = concert(site)
        for number in range(limits.ANSWERS_WITHOUT_PAGE_PER_MINUTE):
            assert site.answer(event, made=made, mail=f"v{number}@example.org").status_code == 303
        assert site.answer(event, made=made, mail="more@example.org").status_code == 429
        assert site.answer(event, mail="person@example.org").status_code == 303

    def test_a_page_says_when_it_was_sent_though_it_is_kept(self, site: Site) -> None:
        event = concert(site)
        for _ in range(2):
            assert f'name="made" value="{site.made(event, 0)}"' in site.get(event).text
            site.world.clock.move(timedelta(seconds=5))

    def test_another_event_s_form_is_not_this_one_s(self, site: Site) -> None:
        event, other = concert(site), concert(site)
        assert site.made(event) != site.made(other)


class TestADoublePress:
    def test_of_who_takes_the_last_seat_looks_like_the_first(self, site: Site) -> None:
        event = concert(site, seats_max=1)
        first, second = site.answer(event), site.answer(event)
        assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
        assert len(answers(site, event)) == 1

    def test_of_somebody_else_does_not(self, site: Site) -> None:
        event = concert(site, seats_max=1)
        site.answer(event)
        sent = site.answer(event, mail="ines@example.org")
        assert sent.status_code == 422
        assert "There are not that many places left." in words(sent)


class TestTheSameFormAgain:
    def test_is_answered_alike_as_long_as_a_seat_is_kept_for_it(self, site: Site) -> None:
        event, sent = concert(site, seats_max=1, mail_confirmed=True), {}
        sent["made"] = site.made(event)
        first = site.answer(event, **sent)
        site.world.clock.move(timedelta(seconds=limits.SEATS_KEPT_S - 1))
        second = site.answer(event, **sent)
        assert (second.status_code, second.headers["Location"].partition("&")[0]) == (
            303, first.headers["Location"].partition("&")[0],
        )  # fmt: skip
        assert [(it.state, it.amount) for it in answers(site, event)] == [(PartStat.PENDING, 1)]
        site.world.clock.move(timedelta(seconds=1 + limits.PRESS_KEPT_S))
        assert site.answer(event, **sent).status_code == 422

    def test_tells_nobody_else_that_the_address_keeps_a_seat(self, site: Site) -> None:
        event = concert(site, seats_max=1, mail_confirmed=True)
        site.answer(event)
        told = [site.answer(event, made=site.made(event, 30), mail=f"{it}@example.org") for it in ("vera", "ines")]
        assert [words(it) for it in told if it.status_code == 422] == [words(told[0])] * 2
