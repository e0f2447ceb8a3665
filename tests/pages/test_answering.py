"""Answering from an event's page, without script and without cookie."""

from datetime import timedelta
from typing import Any

import pytest

from kalends.domain import limits
from kalends.domain.answer import Answer, PartStat
from kalends.domain.event import DateStatus, Event
from tests.builders import MONDAY, date
from tests.pages.site import UNKNOWN, Site, words
from tests.record import answers_of_event


def rehearsal(site: Site, **fields: Any) -> Event:
    return site.make(date(start_date="2026-03-09", end_date="2026-03-09"), rsvp=True, **fields)


def weekly(site: Site) -> Event:
    return site.make(date(), rsvp=True, simplified=True, simple_type="weekly", count=3)


def answers(site: Site, event: Event) -> list[Answer]:
    return site.world.see(answers_of_event, site.world.olga.acting(), event.prokey)


class TestTheForm:
    def test_an_event_that_asks_for_answers_has_one(self, site: Site) -> None:
        text = site.read(rehearsal(site))
        assert "Are you coming? Your answer Yes, I am coming Maybe No, I cannot come" in text

    def test_others_have_none(self, site: Site) -> None:
        cancelled = date(start_date="2026-03-09", end_date="2026-03-09", status=DateStatus.CANCELLED)
        for event in (site.make(), site.make(cancelled, rsvp=True)):
            assert "<form" not in site.get(event).text

    def test_nor_has_one_that_is_over(self, site: Site) -> None:
        event = rehearsal(site)
        site.world.clock.move(timedelta(days=100))
        assert "<form" not in site.get(event).text
        assert site.answer(event).status_code == 404
        assert answers(site, event) == []

    def test_maybe_only_where_it_is_offered(self, site: Site) -> None:
        assert "Maybe" not in site.read(rehearsal(site, rsvp_block=site.form(maybe_offered=False)))

    def test_places_only_where_more_than_one_can_be_asked_for(self, site: Site) -> None:
        assert "How many places" not in site.read(rehearsal(site))
        assert "How many places" in site.read(rehearsal(site, rsvp_block=site.form(seats_per_answer=3)))

    def test_after_closing_only_a_no_is_offered(self, site: Site) -> None:
        text = site.read(rehearsal(site, rsvp_block=site.form(closes_at=MONDAY)))
        assert "Answers are closed." in text
        assert "Yes, I am coming" not in text

    def test_it_works_with_labels_and_browsers_own_help(self, site: Site) -> None:
        text = site.get(rehearsal(site)).text
        for piece in ('label for="mail"', 'autocomplete="email"', 'type="email"', 'autocomplete="name"', "<legend>"):
            assert piece in text
        assert "onsubmit" not in text
        assert "placeholder" not in text


class TestAnswering:
    def test_a_yes_is_kept_and_what_becomes_of_it_is_said(self, site: Site) -> None:
        event = rehearsal(site)
        sent = site.answer(event)
        assert (sent.status_code, sent.headers["Location"]) == (303, f"/{event.prokey}?answered=yes")
        assert "set-cookie" not in sent.headers
        (kept,) = answers(site, event)
        assert (kept.state, kept.mail, kept.name, kept.amount) == (PartStat.ACCEPTED, "vera@example.org", "Vera", 1)
        after = words(site.world.get(sent.headers["Location"]))
        assert "If you have just answered Your answer “Yes, I am coming” was sent to the organiser." in after
        assert "You get a message with a link by which you can see and change your answer." in after
        assert "Send answer" not in after

    def test_a_stranger_with_that_address_is_told_nothing_untrue_and_can_answer(self, site: Site) -> None:
        event = rehearsal(site)
        text = site.get(event, "?answered=yes").text
        assert "If you have just answered" in text
        assert "You are coming" not in text
        assert f'You have not answered yet? <a href="/{event.prokey}">Answer this invitation</a>' in text

    @pytest.mark.parametrize(("answer", "state"), [("no", PartStat.DECLINED), ("maybe", PartStat.TENTATIVE)])
    def test_so_are_no_and_maybe(self, site: Site, answer: str, state: PartStat) -> None:
        event = rehearsal(site)
        assert site.answer(event, answer=answer).headers["Location"].endswith(f"?answered={answer}")
        assert [it.state for it in answers(site, event)] == [state]

    def test_a_double_press_answers_once_and_looks_the_same(self, site: Site) -> None:
        event = rehearsal(site)
        first, second = site.answer(event), site.answer(event)
        assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
        assert len(answers(site, event)) == 1

    def test_nobody_changes_the_answer_of_an_address(self, site: Site) -> None:
        event = rehearsal(site)
        site.answer(event)
        assert site.answer(event, answer="no", mail="VERA@example.org").status_code == 303
        assert [it.state for it in answers(site, event)] == [PartStat.ACCEPTED]

    def test_places_are_kept(self, site: Site) -> None:
        event = rehearsal(site, rsvp_block=site.form(seats_per_answer=3))
        site.answer(event, amount="3")
        assert [it.amount for it in answers(site, event)] == [3]

    def test_who_does_not_come_asks_for_no_places(self, site: Site) -> None:
        event = rehearsal(site)
        assert site.answer(event, answer="no", amount="99").status_code == 303
        assert [it.amount for it in answers(site, event)] == [1]

    def test_of_several_dates_one_is_answered(self, site: Site) -> None:
        event = weekly(site)
        second = site.meetings(event)[1]
        sent = site.answer(event, occurrence=str(second.number))
        assert sent.headers["Location"] == f"/{event.prokey}?answered=yes&o={second.number}"
        assert [it.occurrence for it in answers(site, event)] == [second.number]

    def test_or_all_of_them(self, site: Site) -> None:
        event = weekly(site)
        site.answer(event, occurrence="")
        assert [it.occurrence for it in answers(site, event)] == [0]

    def test_the_next_date_is_chosen_beforehand_or_the_one_looked_at(self, site: Site) -> None:
        event = weekly(site)
        first, second, _ = site.meetings(event)
        assert f'<option value="{first.number}" selected>' in site.get(event).text
        assert f'<option value="{second.number}" selected>' in site.get(event, f"?o={second.number}").text

    @pytest.mark.parametrize("until", ["999999999999", "253402300800", "0", "-1", "x", "\u0663"])
    def test_an_address_with_another_time_in_it_tells_of_no_kept_place(self, site: Site, until: str) -> None:
        event = rehearsal(site, rsvp_block=site.form(mail_confirmed=True))
        page = site.get(event, f"?answered=confirm&until={until}")
        assert page.status_code == 200
        assert "Your place is kept" not in words(page)


class TestMistakes:
    def test_all_are_told_at_once_in_a_summary_and_beside_the_field(self, site: Site) -> None:
        event = rehearsal(site)
        sent = site.answer(event, answer="", mail="vera", name="Vera Vogel")
        assert sent.status_code == 422
        for field in ("answer", "mail"):
            assert f'<a href="#{field}">' in sent.text
            assert f'id="{field}"' in sent.text
            assert f'id="{field}-error"' in sent.text
        assert "<title>There is a problem: Rehearsal</title>" in sent.text
        assert answers(site, event) == []

    def test_what_was_typed_is_not_lost(self, site: Site) -> None:
        event = weekly(site)
        second = str(site.meetings(event)[1].number)
        text = site.answer(event, mail="vera", name='Vera "V"', answer="maybe", occurrence=second).text
        assert 'value="vera"' in text
        assert 'value="Vera &quot;V&quot;"' in text
        assert 'value="maybe" required checked' in text
        assert f'value="{second}" selected' in text

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("mail", ""),
            ("mail", "a@b, c@d.org"),
            ("mail", "jürgen@example.org"),
            ("mail", "a\r\nBcc: x@example.org"),
            ("name", "a\nb"),
            ("name", "x" * 301),
            ("amount", "2"),
            ("amount", "0"),
            ("amount", "-1"),
            ("amount", "1e9"),
            ("answer", "perhaps"),
            ("occurrence", "1"),
            ("occurrence", "x"),
            ("occurrence", "9" * 30),
        ],
    )
    def test_each_says_how_to_mend_it(self, site: Site, field: str, typed: str) -> None:
        event = rehearsal(site)
        sent = site.answer(event, **{field: typed})
        assert sent.status_code == 422
        assert f'<a href="#{field}">' in sent.text
        assert answers(site, event) == []

    def test_when_it_is_full(self, site: Site) -> None:
        event = rehearsal(site, rsvp_block=site.form(seats_max=1))
        site.answer(event)
        sent = site.answer(event, mail="second@example.org")
        assert sent.status_code == 422
        assert "There are not that many places left." in words(sent)

    def test_when_it_is_closed(self, site: Site) -> None:
        event = rehearsal(site, rsvp_block=site.form(closes_at=MONDAY))
        assert "Answers are closed." in words(site.answer(event))
        assert site.answer(event, answer="no").status_code == 303

    def test_a_body_no_browser_sends_is_a_clear_refusal(self, site: Site) -> None:
        event = rehearsal(site)
        for body in (b"\xff=1", b"mail=%ff", b"&".join([b"a=1"] * 100)):
            assert site.world.post(f"/{event.prokey}/answer", content=body).status_code in (400, 422)
        too_long = b"name=" + b"x" * limits.FORM_BYTES
        assert site.world.post(f"/{event.prokey}/answer", content=too_long).status_code == 413


class TestTheDoor:
    def test_an_event_without_a_form_takes_no_answer(self, site: Site) -> None:
        for address in (site.make().prokey, site.group, UNKNOWN):
            assert site.world.post(f"/{address}/answer", data={"answer": "yes"}).status_code == 404

    @pytest.mark.parametrize("origin", ["http://[", "http://[::1", "//[x]"])
    def test_an_origin_that_is_no_address_is_refused(self, site: Site, origin: str) -> None:
        event = rehearsal(site)
        assert site.answer(event, headers={"Origin": origin}).status_code == 403
        assert answers(site, event) == []

    def test_programs_that_fill_in_everything_are_thanked_and_forgotten(self, site: Site) -> None:
        event = rehearsal(site)
        assert site.answer(event, trap="http://spam.example").status_code == 303
        assert answers(site, event) == []

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "cross-site", "Origin": "http://kalends.test"},
            {"Origin": "https://elsewhere.example"},
            {"Origin": "https://kalends.test.elsewhere.example"},
        ],
    )
    def test_a_form_on_somebody_else_s_page_is_refused(self, site: Site, headers: dict[str, str]) -> None:
        event = rehearsal(site)
        assert site.answer(event, headers=headers).status_code == 403
        assert answers(site, event) == []

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
            {"Origin": "http://kalends.test"},
            {"Origin": "null"},
            {},
        ],
    )
    def test_our_own_form_is_not(self, site: Site, headers: dict[str, str]) -> None:
        assert site.answer(rehearsal(site), headers=headers).status_code == 303

    def test_too_many_answers_from_one_address_wait_a_minute(self, site: Site) -> None:
        event = rehearsal(site)
        for number in range(limits.ANSWERS_PER_ADDRESS_PER_MINUTE):
            assert site.answer(event, mail=f"v{number}@example.org").status_code == 303
        over = site.answer(event, mail="one.more@example.org")
        assert (over.status_code, over.headers["Retry-After"]) == (429, "60")
        site.world.clock.move(timedelta(seconds=61))
        assert site.answer(event, mail="one.more@example.org").status_code == 303

    @pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
    def test_nothing_but_post_answers(self, site: Site, method: str) -> None:
        event = rehearsal(site)
        path = f"/{event.prokey}/answer?answer=yes&mail=vera@example.org"
        headers = {"X-HTTP-Method-Override": "POST"}
        assert site.world.ask(method, path, headers).status_code in (404, 405)
        assert answers(site, event) == []
