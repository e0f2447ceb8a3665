"""Calls to action on our pages: what somebody is asked to do once a date is saved (reference §1.10)."""

import re
from typing import Any

import pytest
from msgspec.structs import replace

from kalends.actions.event import set_event_status
from kalends.domain.event import Event
from kalends.domain.form_field import FormField
from kalends.domain.group import Status
from kalends.domain.template import TemplateKind
from tests.builders import date
from tests.cast import PUBLIC_URL
from tests.pages.site import UNKNOWN, Site

CALL = TemplateKind.CALL_TO_ACTION
LATER: dict[str, Any] = {"start_date": "2026-03-09", "end_date": "2026-03-09"}
FORM: dict[str, Any] = {"type": "form", "url": "https://elsewhere.example:8443/f?a=1", "button_label": "Tell us"}


def event(site: Site, *, on: bool = True, rsvp: bool = False, **choices: Any) -> Event:
    number = site.template(CALL, **choices)
    return site.make(date(**LATER), call_to_action=on, cta_block=number, rsvp=rsvp)


def asked(site: Site, of: Event | str, rest: str = "") -> str:
    """The HTML of the call to action on a page; empty without one."""
    found = re.search(r'<section class="call">.*?</section>', site.get(of, rest).text, re.DOTALL)
    return found[0] if found else ""


class TestACall:
    def test_says_its_words(self, site: Site) -> None:
        told = asked(
            site, event(site, type="text", headline="Thanks & more", text="<p>Bring <strong>cake</strong></p>")
        )
        assert "<h2><bdi>Thanks &amp; more</bdi></h2>" in told
        assert "<p>Bring <strong>cake</strong></p>" in told
        assert "<a " not in told

    def test_leads_where_its_link_does(self, site: Site) -> None:
        told = asked(site, event(site, type="link", url="https://elsewhere.example/a?b=1&c=2", button_label="Go"))
        assert 'href="https://elsewhere.example/a?b=1&amp;c=2" rel="noopener nofollow"><bdi>Go</bdi>' in told
        unnamed = asked(site, event(site, type="link", url="https://elsewhere.example/a"))
        assert "<bdi>elsewhere.example</bdi>" in unnamed

    def test_tells_friends_by_mail_and_asks_no_network(self, site: Site) -> None:
        it = event(site, type="share", headline="Tell")
        told = asked(site, it)
        body = f"{PUBLIC_URL}/{it.prokey}".replace(":", "%3A").replace("/", "%2F")
        assert f'href="mailto:?subject=Rehearsal&amp;body={body}"' in told
        assert "Tell others by mail" in told

    def test_is_a_group_s_too(self, site: Site) -> None:
        site.group_has(cta_block=site.template(CALL, type="text", headline="Join"))
        assert asked(site, site.group) == ""
        site.group_has(call_to_action=True)
        assert "Join" in asked(site, site.group)

    @pytest.mark.parametrize("choices", [{"type": "none", "headline": "No"}, {"type": "text"}, {"type": "link"}])
    def test_with_nothing_to_say_is_not_there(self, site: Site, choices: dict[str, Any]) -> None:
        assert asked(site, event(site, **choices)) == ""

    def test_that_is_switched_off_is_not_there(self, site: Site) -> None:
        assert asked(site, event(site, on=False, type="text", headline="No")) == ""

    def test_follows_a_yes_and_a_maybe_where_answers_are_asked_for(self, site: Site) -> None:
        it = event(site, rsvp=True, type="text", headline="Bring cake")
        shown = {rest: "Bring cake" in asked(site, it, rest) for rest in ("", *(f"?answered={a}" for a in ANSWERS))}
        assert shown == {"": False, "?answered=yes": True, "?answered=maybe": True, "?answered=no": False}

    def test_is_not_for_what_is_over(self, site: Site) -> None:
        number = site.template(CALL, type="text", headline="Bring cake")
        over = site.make(date(start_date="2026-01-02", end_date="2026-01-02"), call_to_action=True, cta_block=number)
        assert asked(site, over) == ""

    def test_that_changes_or_goes_shows_so_at_once(self, site: Site) -> None:
        number = site.template(CALL, type="text", headline="Before")
        it = site.make(date(**LATER), call_to_action=True, cta_block=number)
        assert "Before" in asked(site, it)
        site.change(CALL, number, headline="After")
        assert "After" in asked(site, it)
        site.drop(CALL, number)
        assert asked(site, it) == ""


ANSWERS = ("yes", "maybe", "no")


class TestAForm:
    def test_has_a_page_of_its_own_which_may_send_it_where_it_goes_and_nowhere_else(self, site: Site) -> None:
        it = event(site, **FORM)
        assert f'href="/{it.prokey}/call"' in asked(site, it)
        assert "form-action 'self'" in site.get(it).headers["Content-Security-Policy"]
        answer = site.get(it, "/call")
        assert answer.status_code == 200
        assert '<form method="post" action="https://elsewhere.example:8443/f?a=1"' in answer.text
        policy = answer.headers["Content-Security-Policy"].split("; ")
        assert "form-action https://elsewhere.example:8443" in policy
        assert {"default-src 'none'", "style-src 'self'", "frame-ancestors 'none'"} < {*policy}

    def test_asks_in_all_six_ways(self, site: Site) -> None:
        fields = (
            FormField(type="label", label="Voice?"),
            FormField(type="radio", name="voice", label="Alto", placeholder="alto", default=True),
            FormField(type="radio", name="voice", label="Bass", placeholder="bass", required=True),
            FormField(type="label", label="And <now>"),
            FormField(type="text", name="diet", label="Diet", required=True, placeholder="none", default='"a"'),
            FormField(type="number", name="age"),
            FormField(type="checkbox", name="parking", label="Parking", default=True),
            FormField(type="hidden", name="from", default="page"),
            FormField(type="text", name="email", label="Your address"),
        )
        text = site.get(event(site, **FORM, fields=fields), "/call").text
        assert "<legend><bdi>Voice?</bdi></legend>" in text
        assert re.findall(r'type="radio" name="(\w+)" value="(\w+)" required( checked)?>', text) == [
            ("voice", "alto", " checked"),
            ("voice", "bass", ""),
        ]
        assert "<p><bdi>And &lt;now&gt;</bdi></p>" in text
        assert re.search(
            r'<input id="q2" name="diet" [^>]*value="&quot;a&quot;" required aria-describedby="q2-hint">', text
        )
        assert re.search(r'<label for="q3"><bdi>age</bdi> <span class="soft">', text)
        assert 'name="parking" value="true" checked>' in text
        assert 'name="email"' in text
        assert '<input type="hidden" name="from" value="page">' in text

    def test_that_needs_headers_of_its_own_cannot_be_sent_by_a_page(self, site: Site) -> None:
        header = FormField(type="hidden", name="header", default='{"X-Key": "1"}')
        it = event(site, **FORM, headline="Tell us", fields=(header,))
        assert "X-Key" not in site.get(it).text
        assert "<a " not in asked(site, it)
        assert site.get(it, "/call").status_code == 404

    @pytest.mark.parametrize(
        ("url", "origin"),
        [
            ("https://bücher.example/f;script-src *", "https://xn--bcher-kva.example"),
            ("http://Elsewhere.Example./", "http://elsewhere.example"),
            ("https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443"),
        ],
    )
    def test_s_address_adds_nothing_else_to_the_policy(self, site: Site, url: str, origin: str) -> None:
        if " " in url:
            url = url.replace(" ", "%20")
        policy = site.get(event(site, **{**FORM, "url": url}), "/call").headers["Content-Security-Policy"]
        assert f"form-action {origin};" in policy
        assert policy.count("script-src") == 1

    def test_is_only_where_there_is_one(self, site: Site) -> None:
        others = [
            site.make(),
            event(site, type="link", url="https://elsewhere.example/"),
            event(site, on=False, **FORM),
        ]
        unknown = site.get(UNKNOWN, "/call")
        for it in others:
            assert (site.get(it, "/call").status_code, site.get(it, "/call").content) == (404, unknown.content)
        hidden = event(site, **FORM)
        site.world.do(
            set_event_status, site.world.olga.acting(), hidden.prokey, Status.DRAFT, now=site.world.clock.now()
        )
        assert site.get(hidden, "/call").content == unknown.content

    def test_of_a_group_is_beside_its_page_also_behind_a_path(self, site: Site) -> None:
        site.group_has(call_to_action=True, cta_block=site.template(CALL, **FORM))
        site.world.__dict__["context"] = replace(site.world.context, public_url="https://example.org/events")
        assert f'href="/events/{site.group}/call"' in asked(site, site.group)
        assert f'href="/events/{site.group}"' in site.get(site.group, "/call").text
