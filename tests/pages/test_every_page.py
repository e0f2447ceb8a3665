"""What holds for every page: headers, style, no cookie, no script; and the pages that belong to no event."""

import gzip
import re

import pytest
from falcon.asgi import App
from msgspec.structs import replace

from kalends.domain.errors import Kind
from kalends.pages import errors, routes, write
from tests.builders import date
from tests.cast import World
from tests.pages.site import UNKNOWN, Site, words


class TestHeaders:
    def test_pages_load_nothing_from_elsewhere_and_stand_in_no_frame(self, site: Site) -> None:
        for path in ("/", f"/{site.make(rsvp=True).prokey}", f"/{site.group}", f"/{UNKNOWN}"):
            answer = site.world.get(path)
            policy = answer.headers["Content-Security-Policy"].split("; ")
            assert {"default-src 'none'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'"} < {
                *policy
            }
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "set-cookie" not in answer.headers

    def test_no_page_has_script_or_style_in_it_but_data(self, site: Site) -> None:
        data = re.compile(r'<script type="application/ld\+json">[^<]*</script>')
        ours = re.compile(r'<script src="/static/zone\.[0-9a-f]{16}\.js" defer></script>')
        for path in ("/", f"/{site.make(rsvp=True).prokey}", f"/{site.group}", f"/{UNKNOWN}"):
            text = ours.sub("", data.sub("", site.world.get(path).text))
            assert re.search(r"<script|<style|\sstyle=|\son\w+=", text) is None

    def test_over_tls_browsers_are_told_to_stay_with_it(self, world: World) -> None:
        world.__dict__["context"] = replace(world.context, public_url="https://kalends.test")
        assert world.get("/").headers["Strict-Transport-Security"] == "max-age=31536000"


class TestStyle:
    def test_is_kept_for_a_year_by_its_hash(self, site: Site) -> None:
        (path,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', site.world.get("/").text)
        answer = site.world.get(path)
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"

    @pytest.mark.parametrize(("ending", "most"), [(".css", 15_000), (".js", 10_000)])
    def test_and_script_are_small(self, ending: str, most: int) -> None:
        sizes = [len(gzip.compress(body)) for name, (body, _) in write.STATIC.items() if name.endswith(ending)]
        assert 0 < sum(sizes) <= most


class TestTheHouse:
    def test_the_first_page_says_what_this_is(self, site: Site) -> None:
        assert words(site.world.get("/")).startswith("Kalends This is a Kalends server.")

    def test_programs_may_look_at_pages_and_feeds(self, site: Site) -> None:
        rules = site.world.get("/robots.txt").text.splitlines()
        assert "Allow: /" in rules
        assert not {"Disallow: /", "Disallow: /*.ics"} & {*rules}

    def test_every_refusal_has_a_page(self) -> None:
        assert set(errors.STATUS) == set(Kind)

    def test_a_server_behind_a_path_links_to_itself(self, world: World) -> None:
        site = Site(world)
        world.__dict__["context"] = replace(world.context, public_url="https://example.org/events")
        event = site.make(date(start_date="2026-03-09", end_date="2026-03-09"), rsvp=True)
        text = site.get(event).text
        assert re.findall(r'(?:href|action)="/[^"]*"', text)
        assert re.findall(r'(?:href|action)="/(?!events/)[^"]*"', text) == []
        assert site.answer(event).headers["Location"].startswith(f"/events/{event.prokey}?")

    def test_the_pages_are_an_application_of_their_own(self, world: World) -> None:
        assert isinstance(routes.build(world.context), App)
