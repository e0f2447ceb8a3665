"""What holds for every page: headers, style, no cookie, no script; and the pages that belong to no event."""

import re

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

    def test_no_page_has_script_or_style_in_it(self, site: Site) -> None:
        for path in ("/", f"/{site.make(rsvp=True).prokey}", f"/{site.group}", f"/{UNKNOWN}"):
            assert re.search(r"<script|<style|\sstyle=|\son\w+=", site.world.get(path).text) is None


class TestStyle:
    def test_is_kept_for_a_year_by_its_hash(self, site: Site) -> None:
        (path,) = re.findall(r'<link rel="stylesheet" href="([^"]+)">', site.world.get("/").text)
        answer = site.world.get(path)
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"

    def test_is_small(self) -> None:
        assert sum(len(body) for body, _ in write.STATIC.values()) < 15_000


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
