"""Nothing that people write can become markup (reliability T074)."""

from kalends.actions.group import revise_group
from kalends.domain.group import GroupPatch
from kalends.domain.place import new_place
from tests.builders import date
from tests.pages.site import Site

ATTACK = '"><img src=x onerror=alert(1)>'
LINE = "'\"><script>alert(1)</script>"


class TestEveryField:
    def test_on_an_event_s_page(self, site: Site) -> None:
        fields = {"organizer_name": ATTACK, "attendee_name": ATTACK, "place": new_place(ATTACK, ATTACK)}
        first = date(name=ATTACK, description=f"<p>{ATTACK}</p>", **fields)
        event = site.make(first, date(name=LINE, start_date="2026-01-06", **fields), title=ATTACK, rsvp=True)
        self.rename_group(site)
        for answer in (site.get(event), site.answer(event, name=ATTACK, mail=ATTACK, amount=ATTACK, answer=ATTACK)):
            self.check(answer.text)
            assert "&lt;img src=x onerror=alert(1)&gt;" in answer.text

    def test_on_a_group_s_page(self, site: Site) -> None:
        site.make(date(name=ATTACK, place=new_place(ATTACK, None)))
        self.rename_group(site)
        text = site.get(site.group).text
        self.check(text)
        assert text.count("&lt;img src=x onerror=alert(1)&gt;") >= 4

    def test_a_description_keeps_only_harmless_markup(self, site: Site) -> None:
        told = '<p onclick="x()">Hello <a href="javascript:alert(1)">there</a></p><style>*{}</style>'
        text = site.get(site.make(date(description=told))).text
        assert "<p>Hello <a>there</a></p>" in text
        for bad in ("onclick", "javascript:", "<style>"):
            assert bad not in text

    def test_a_place_that_is_no_web_address_is_no_link(self, site: Site) -> None:
        text = site.get(site.make(date(place=new_place("javascript:alert(1)", None)))).text
        assert 'href="javascript' not in text

    def rename_group(self, site: Site) -> None:
        patch = GroupPatch(name=ATTACK, description=ATTACK, internal_note="for us alone")
        site.world.do(revise_group, site.world.olga.acting(), site.group, patch, now=site.world.clock.now())

    def check(self, text: str) -> None:
        for bad in ("<img src=x", "<script", "for us alone"):
            assert bad not in text
