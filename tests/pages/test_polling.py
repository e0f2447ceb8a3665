"""Whether a feed has changed is answered before the framework, and yet as the framework would."""

import pytest

from kalends.domain.group import Visibility
from tests.pages.site import UNKNOWN, Site

FEED = "/calendar.ics"
ALIKE = ("etag", "vary", "cache-control", "x-content-type-options", "referrer-policy")


class TestUnchanged:
    @pytest.mark.parametrize("coding", ["gzip", "identity"])
    def test_the_answer_names_what_the_whole_one_names(self, site: Site, coding: str) -> None:
        site.make()
        whole = site.get(site.group, FEED, **{"Accept-Encoding": coding})
        again = site.get(site.group, FEED, **{"Accept-Encoding": coding, "If-None-Match": whole.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert [again.headers.get(name) for name in ALIKE] == [whole.headers.get(name) for name in ALIKE]

    def test_one_of_several_known_versions_and_any_version_will_do(self, site: Site) -> None:
        etag = site.get(site.group, FEED).headers["ETag"]
        for told in (f'"older", W/{etag}', "*", " * "):
            assert site.get(site.group, FEED, **{"If-None-Match": told}).status_code == 304

    def test_head_is_answered_alike(self, site: Site) -> None:
        etag = site.get(site.group, FEED).headers["ETag"]
        answer = site.world.ask("HEAD", f"/{site.group}{FEED}", headers={"If-None-Match": etag})
        assert (answer.status_code, answer.headers["ETag"]) == (304, etag)


class TestEverythingElse:
    def test_is_answered_by_the_pages(self, site: Site) -> None:
        event = site.make()
        for place in (UNKNOWN, event.prokey, "x" * 36, "é" * 36):
            answer = site.get(place, FEED, **{"If-None-Match": "*"})
            assert answer.status_code == 404, place
            assert answer.headers["content-type"].startswith("text/html")

    def test_also_an_event_s_file_of_the_same_name(self, site: Site) -> None:
        event = site.make(file_name="calendar")
        whole = site.get(event, FEED)
        assert site.get(event, FEED, **{"If-None-Match": '"other"'}).content == whole.content
        assert site.get(event, FEED, **{"If-None-Match": whole.headers["ETag"]}).status_code == 304

    def test_a_group_for_members_only_has_no_feed_for_who_claims_to_know_it(self, site: Site) -> None:
        site.group_has(visibility=Visibility.MEMBERS)
        assert site.get(site.group, FEED, **{"If-None-Match": "*"}).status_code == 404

    def test_other_methods_are_refused_as_everywhere(self, site: Site) -> None:
        answer = site.world.post(f"/{site.group}{FEED}", {"If-None-Match": "*"}, data={})
        assert answer.status_code == 405
