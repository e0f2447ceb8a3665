"""The address that only the giver of an answer is told."""

import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from kalends.actions.answer_list import AnswerDraft, AnswerPatch, create_answer, revise_answer
from kalends.actions.event import delete_event
from kalends.actions.ports import Tx
from kalends.actions.series import split_event
from kalends.actions.suppression import list_suppressions
from kalends.actions.template import create_template
from kalends.actions.waiting import lapse
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.answer import Answer, PartStat
from kalends.domain.event import Event, EventPatch
from kalends.domain.form_field import FormField
from kalends.domain.letter import LetterKind
from kalends.domain.template import TemplateKind, TemplatePatch
from kalends.pages.form_question import input_of
from kalends.store.sql import Sql
from tests.builders import MONDAY, date
from tests.pages.site import UNKNOWN, Site, asked, words
from tests.record import answers_of_event

FIELDS = (
    FormField(type="text", name="diet", label="Diet"),
    FormField(type="checkbox", name="bus", label="I take the bus"),
    FormField(type="radio", name="voice", label="Alto", placeholder="a"),
    FormField(type="radio", name="voice", label="Bass", placeholder="b"),
)
_LINK_JOBS = Sql("SELECT payload FROM jobs WHERE organization_id = :o AND kind = 'link'")
_LETTERS = Sql("SELECT kind, language FROM letters WHERE organization_id = :o ORDER BY number")


def concert(site: Site, **choices: Any) -> Event:
    form = {"seats_max": 2, "seats_per_answer": 2, "waiting_list": True, "maybe_offered": True} | choices
    return site.make(date(start_date="2026-03-09", end_date="2026-03-09"), rsvp=True, rsvp_block=site.form(**form))


def answers(site: Site, event: Event) -> list[Answer]:
    return site.world.see(answers_of_event, site.world.olga.acting(), event.prokey)


def own(site: Site, event: Event, who: str = "vera") -> str:
    """The personal address, as mail tells it."""
    answer = next(it for it in answers(site, event) if (it.mail or "").startswith(who))
    token = site.world.context.gate.token_of(f"answer:{answer.public_id}")
    return f"/{event.prokey}/rsvp/{answer.public_id}/{token}"


async def link_jobs(read: Any, _actor: Any) -> list[Any]:
    """Done ones too."""
    return list(await read.all(_LINK_JOBS))


def letters(site: Site) -> list[str]:
    async def view(read: Any, _actor: Any) -> list[str]:
        return [row[0] for row in await read.all(_LETTERS)]

    return site.world.see(view, access.system(site.world.organization))


def confirm(site: Site, path: str) -> httpx.Response:
    """Open the page and press its button."""
    shown = re.search('name="shown" value="([0-9a-f]+)"', site.world.get(path).text)
    assert shown is not None
    return press(site, path, deed="confirm", shown=shown[1])


def press(site: Site, path: str, **form: str) -> httpx.Response:
    return site.world.post(path, data=form)


class TestAnAddressThatMailsCameBackFrom:
    """Its owner has got one after all, and says so by acting, not by looking."""

    @pytest.fixture
    def path(self, site: Site) -> str:
        event = concert(site)
        site.answer(event)
        for kind in (None, LetterKind.REMINDER):
            site.world.do(self.suppress, access.system(site.world.organization), kind)
        return own(site, event)

    @staticmethod
    async def suppress(tx: Tx, _actor: Actor, kind: LetterKind | None) -> None:
        await tx.suppress("vera@example.org", kind, "asked" if kind else "bounced", MONDAY)

    @staticmethod
    def kept(site: Site) -> list[LetterKind | None]:
        """What it does not get."""
        itself = access.system(site.world.organization)
        return sorted((it.kind for it in site.world.see(list_suppressions, itself)), key=str)

    def test_is_not_written_to_again_by_a_look(self, site: Site, path: str) -> None:
        assert site.world.get(path).status_code == 200
        assert self.kept(site) == [None, LetterKind.REMINDER]

    def test_is_written_to_again_when_the_answer_is_changed_but_for_what_was_stopped(
        self, site: Site, path: str
    ) -> None:
        assert press(site, path, answer="no").status_code == 303
        assert self.kept(site) == [LetterKind.REMINDER]


class TestLooking:
    def test_shows_the_answer_and_the_form_to_change_it(self, site: Site) -> None:
        event = concert(site, fields=FIELDS)
        site.answer(event, amount="2", **asked(diet="Cake", bus="1", voice="b"))
        answer = site.world.get(own(site, event))
        text = words(answer)
        assert "Your answer You are coming. Places: 2" in text
        assert "Diet Cake I take the bus ✓" in text
        for piece in (
            'value="yes" required checked',
            'value="Cake"',
            'value="b" checked',
            "<option selected>2</option>",
        ):
            assert piece in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        assert 'content="noindex"' in answer.text

    def test_shows_what_was_chosen_as_it_was_read(self, site: Site) -> None:
        event = concert(site, fields=FIELDS)
        site.answer(event, **asked(voice="b"))
        assert "voice Bass" in words(site.world.get(own(site, event)))

    def test_looks_as_the_event_s_page_does(self, site: Site) -> None:
        patch = TemplatePatch(name="Blue", choices={"highlight_color": "#1e90ff"})
        now, olga = site.world.clock.now(), site.world.olga.acting()
        look = site.world.do(create_template, olga, TemplateKind.LANDING_PAGE, patch, now=now).number
        event = concert(site)
        site.revise(event, landingpage=look)
        site.answer(event)
        assert '<link rel="stylesheet" href="/look/1e90ff.css">' in site.world.get(own(site, event)).text

    @pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])
    def test_changes_nothing_whoever_looks(self, site: Site, method: str) -> None:
        event = concert(site, mail_confirmed=True)
        site.answer(event)
        before = answers(site, event), letters(site)
        for query in ("", "?deed=confirm", "?answer=no", "?saved=1"):
            assert site.world.ask(method, own(site, event) + query).status_code in (200, 405)
        assert (answers(site, event), letters(site)) == before

    def test_says_who_waits_where_they_stand(self, site: Site) -> None:
        event = concert(site)
        site.answer(event, amount="2")
        for who in ("ines", "jo"):
            sent = site.answer(event, mail=f"{who}@example.org")
            assert sent.headers["Location"].endswith("?answered=waiting")
            assert "your answer joined the waiting list" in words(site.world.get(sent.headers["Location"]))
        text = words(site.world.get(own(site, event, "jo")))
        assert "You are on the waiting list." in text
        assert "Before you in the list: 1" in text

    def test_opens_what_is_for_members_only(self, site: Site) -> None:
        event = concert(site)
        site.answer(event)
        path = own(site, event)
        from kalends.actions.group import revise_group
        from kalends.domain.group import GroupPatch, Visibility

        patch = GroupPatch(visibility=Visibility.MEMBERS)
        site.world.do(revise_group, site.world.olga.acting(), site.group, patch, now=site.world.clock.now())
        assert site.get(event).status_code == 404
        assert "You are coming." in words(site.world.get(path))


class TestADoor:
    def test_that_opens_to_no_other_address(self, site: Site) -> None:
        event = concert(site)
        site.answer(event)
        site.answer(event, mail="ines@example.org")
        good, other = own(site, event), own(site, event, "ines")
        prokey, _, answer, token = good[1:].split("/")
        wrong = [
            f"/{prokey}/rsvp/{answer}/{'0' * 32}",
            f"/{prokey}/rsvp/{answer}/{token[:-1]}",
            f"/{prokey}/rsvp/{answer}/{token}é",
            f"/{prokey}/rsvp/{UNKNOWN}/{token}",
            f"/{UNKNOWN}/rsvp/{answer}/{token}",
            f"/{concert(site).prokey}/rsvp/{answer}/{token}",
            f"/{prokey}/rsvp/{answer}/{other.rpartition('/')[2]}",
            f"/{prokey}/rsvp/x/{token}",
        ]
        for path in wrong:
            for method in ("GET", "POST"):
                assert (
                    site.world.ask(method, path, data={"answer": "no"} if method == "POST" else None).status_code == 404
                )
        assert [it.state for it in answers(site, event)] == [PartStat.ACCEPTED] * 2

    def test_nor_when_the_event_is_gone(self, site: Site) -> None:
        event = concert(site)
        site.answer(event)
        path = own(site, event)
        site.world.do(delete_event, site.world.olga.acting(), event.prokey, now=site.world.clock.now())
        assert (site.world.get(path).status_code, press(site, path, answer="no").status_code) == (404, 404)

    def test_nor_to_forms_from_elsewhere(self, site: Site) -> None:
        event = concert(site)
        site.answer(event)
        sent = site.world.post(own(site, event), {"Sec-Fetch-Site": "cross-site"}, data={"answer": "no"})
        assert sent.status_code == 403


class TestChanging:
    def test_a_no_gives_the_seat_to_who_waits(self, site: Site) -> None:
        event = concert(site)
        site.answer(event, amount="2")
        site.answer(event, mail="ines@example.org")
        sent = press(site, own(site, event), answer="no")
        assert (sent.status_code, sent.headers["Location"]) == (303, own(site, event) + "?saved=1")
        assert "Your answer is saved." in words(site.world.get(sent.headers["Location"]))
        assert {it.mail: it.state for it in answers(site, event)} == {
            "vera@example.org": PartStat.DECLINED, "ines@example.org": PartStat.ACCEPTED,
        }  # fmt: skip
        assert letters(site) == ["answered", "answered", "promoted", "changed"]

    @pytest.mark.parametrize("by", ["page", "organiser"])
    def test_of_who_does_not_come_no_questions_are_shown(self, site: Site, by: str) -> None:
        event = concert(site, fields=FIELDS)
        site.answer(event, **asked(diet="Cake", voice="b"))
        if by == "page":
            press(site, own(site, event), answer="no")
        else:
            patch, olga = AnswerPatch(state=PartStat.DECLINED), site.world.olga.acting()
            own_id = answers(site, event)[0].public_id
            site.world.do(revise_answer, olga, event.prokey, own_id, patch, now=site.world.clock.now())
        text = words(site.world.get(own(site, event)))
        assert "You are not coming." in text
        assert "Diet Cake" not in text
        assert "voice Bass" not in text

    def test_keeps_its_language(self, site: Site) -> None:
        event = concert(site)
        site.answer(event, "?lang=de")
        assert answers(site, event)[0].language == "de"
        sent = press(site, own(site, event) + "?lang=fr", answer="maybe")
        assert sent.headers["Location"].endswith("?saved=1&lang=fr")
        assert answers(site, event)[0].language == "fr"

    @pytest.mark.parametrize(
        ("form", "field"),
        [
            ({}, "answer"),
            ({"answer": "perhaps"}, "answer"),
            ({"answer": "yes", "amount": "3"}, "amount"),
            ({"answer": "yes", "name": "a\nb"}, "name"),
            ({"answer": "yes", **asked(voice="tenor")}, input_of("voice")),
            ({"answer": "yes", **asked(diet="x" * 1_001)}, input_of("diet")),
        ],
    )
    def test_what_is_wrong_is_told_and_changes_nothing(self, site: Site, form: dict[str, str], field: str) -> None:
        event = concert(site, fields=FIELDS)
        site.answer(event)
        sent = press(site, own(site, event), **form)
        assert sent.status_code == 422
        assert f'<a href="#{field}">' in sent.text
        assert f'id="{field}-error"' in sent.text
        assert letters(site) == ["answered"]


class TestSeatsThatTheOrganiserGave:
    @pytest.mark.parametrize(("amount", "there"), [(3, "<option selected>3</option>"), (25, 'value="25"')])
    def test_stay_as_many_though_the_form_gives_fewer(self, site: Site, amount: int, there: str) -> None:
        event = concert(site, seats_max=None, seats_per_answer=1)
        draft = AnswerDraft(prokey=event.prokey, mail="vera@example.org", amount=amount)
        site.world.do(create_answer, site.world.olga.acting(), draft, now=site.world.clock.now())
        shown = site.world.get(own(site, event)).text
        assert there in shown
        assert press(site, own(site, event), answer="yes", name="Vera", amount=str(amount)).status_code == 303
        assert [(it.amount, it.name) for it in answers(site, event)] == [(amount, "Vera")]
        assert press(site, own(site, event), answer="yes", amount=str(amount + 1)).status_code == 422
        assert press(site, own(site, event), answer="yes", amount=str(amount - 1)).status_code == 303
        assert [it.amount for it in answers(site, event)] == [amount - 1]


class TestAfterTheSeriesWasSplit:
    def test_the_address_that_was_mailed_leads_to_where_the_meeting_is_now(self, site: Site) -> None:
        weekly: Any = {"simplified": True, "simple_type": "weekly", "by_day": "MO", "count": 9}
        event, other = site.make(date(), rsvp=True, **weekly), concert(site)
        later = site.meetings(event)[4]
        site.answer(event, occurrence=str(later.number))
        mailed = own(site, event)
        olga, now = site.world.olga.acting(), site.world.clock.now()
        split = site.world.do(split_event, olga, event.prokey, later.number, EventPatch(), now=now)
        moved = site.world.get(mailed)
        assert (moved.status_code, moved.headers["Location"]) == (301, mailed.replace(event.prokey, split.prokey))
        assert "You are coming." in words(site.world.get(moved.headers["Location"]))
        assert site.world.get(mailed.replace(event.prokey, other.prokey)).status_code == 404


class TestConfirming:
    def test_a_press_makes_it_count(self, site: Site) -> None:
        event = concert(site, mail_confirmed=True)
        sent = site.answer(event)
        told = words(site.world.get(sent.headers["Location"]))
        assert "Your answer counts once you have opened the link" in told
        assert "Your place is kept until 10:30." in told
        text = words(site.world.get(own(site, event)))
        assert "Your place is kept until 10:30." in text
        assert "Confirm my answer" in text
        assert confirm(site, own(site, event)).status_code == 303
        assert "You are coming." in words(site.world.get(own(site, event)))
        assert letters(site) == ["confirm", "thanks"]

    def test_nobody_is_told_of_a_kept_place_where_all_are_taken(self, site: Site) -> None:
        event = concert(site, mail_confirmed=True)
        first = site.answer(event, mail="ines@example.org", amount="2")
        assert "Your place is kept" in words(site.world.get(first.headers["Location"]))
        told = words(site.world.get(site.answer(event).headers["Location"]))
        assert "Your answer counts once you have opened the link" in told
        assert "With a yes you join the waiting list" in told
        assert "Your place is kept" not in told
        again = site.answer(event, mail="ines@example.org", amount="2").headers["Location"]
        assert "Your place is kept" in words(site.world.get(again))

    def test_half_an_hour_later_the_seats_are_free_and_a_late_press_takes_them_anew(self, site: Site) -> None:
        event = concert(site, mail_confirmed=True)
        site.answer(event, amount="2")
        site.world.clock.move(timedelta(minutes=31))
        server, own_id = access.system(site.world.organization), answers(site, event)[0].public_id
        site.world.do(lapse, server, event.number, own_id, now=site.world.clock.now())
        assert answers(site, event)[0].pending_until is None
        assert "no place is kept for you" in words(site.world.get(own(site, event)))
        site.answer(event, mail="ines@example.org", amount="2")
        confirm(site, own(site, event, "ines"))
        confirm(site, own(site, event))
        assert "You are on the waiting list." in words(site.world.get(own(site, event)))

    def test_is_of_what_the_page_names(self, site: Site) -> None:
        event = concert(site, mail_confirmed=True, fields=FIELDS)
        site.answer(event, amount="2", **asked(diet="Cake", voice="b"))
        text = words(site.world.get(own(site, event)))
        assert "Your answer Yes, I am coming Places: 2 Your place is kept until 10:30." in text
        assert "Your name Vera Diet Cake voice Bass" in text

    @pytest.mark.parametrize("other", [{"answer": "no"}, {"amount": "2"}, asked(diet="Meat")])
    def test_what_somebody_sent_anew_since_is_shown_first(self, site: Site, other: dict[str, str]) -> None:
        event = concert(site, mail_confirmed=True, fields=FIELDS)
        site.answer(event, **asked(diet="Cake"))
        path = own(site, event)
        seen = site.world.get(path).text.partition('name="shown" value="')[2].partition('"')[0]
        site.world.clock.move(timedelta(minutes=1))
        site.answer(event, **asked(diet="Cake") | other)
        again = press(site, path, deed="confirm", shown=seen)
        assert again.status_code == 422
        assert "This answer was sent anew since you opened the page." in words(again)
        assert '<a href="#confirm">' in again.text
        assert [it.state for it in answers(site, event)] == [PartStat.PENDING]
        assert confirm(site, path).status_code == 303
        meant = PartStat.DECLINED if "answer" in other else PartStat.ACCEPTED
        assert [it.state for it in answers(site, event)] == [meant]

    @pytest.mark.parametrize("shown", [{}, {"shown": ""}, {"shown": "é"}, {"shown": "0" * 24}])
    def test_is_of_nothing_where_nothing_was_shown(self, site: Site, shown: dict[str, str]) -> None:
        event = concert(site, mail_confirmed=True)
        site.answer(event)
        assert press(site, own(site, event), deed="confirm", **shown).status_code == 422
        assert [it.state for it in answers(site, event)] == [PartStat.PENDING]

    def test_a_no_is_confirmed_by_saying_so(self, site: Site) -> None:
        event = concert(site, mail_confirmed=True)
        site.answer(event)
        press(site, own(site, event), answer="no")
        assert [it.state for it in answers(site, event)] == [PartStat.DECLINED]


class TestTheLinkOnceMore:
    def test_is_mailed_to_who_has_answered_and_looks_the_same_for_all(self, site: Site) -> None:
        event = concert(site)
        site.answer(event)
        known, unknown = (
            press(site, f"/{event.prokey}/link", mail=f"{who}@example.org") for who in ("vera", "stranger")
        )
        assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
        assert "If this address has answered" in words(site.world.get(known.headers["Location"]))
        site.work("link")
        assert letters(site) == ["answered", "personal_link"]
        assert site.world.see(link_jobs, access.system(site.world.organization)) == []

    def test_what_is_no_address_is_told(self, site: Site) -> None:
        sent = press(site, f"/{concert(site).prokey}/link", mail="vera")
        assert sent.status_code == 422
        assert re.search(r'<a href="#mail">', sent.text)
