"""Calendars at addresses that only their owners know: a person's own, and an organization's."""

from itertools import count
from typing import Any

import httpx
import icalendar
import pytest

from kalends.access_log import AccessLog
from kalends.actions.credential import issue_credential, revoke_credential
from kalends.actions.group import set_group_status
from kalends.domain.access import CredentialKind
from kalends.domain.credential import Credential, CredentialDraft
from kalends.domain.group import Status
from tests.builders import date
from tests.cast import KEYRING, Friend
from tests.pages.site import UNKNOWN, Site

_secrets = count(1)
ONLINE = "https://meet.example.org/choir"


def address(site: Site, whose: Friend, kind: CredentialKind = CredentialKind.FEED) -> tuple[str, Credential]:
    """A new private address of this person, and what it is known by."""
    secret = f"{next(_secrets):064x}"
    draft = CredentialDraft(kind=kind, person=whose.number, hash=KEYRING.hash_of(secret))
    made = site.world.do(issue_credential, site.world.olga.acting(), draft, now=site.world.clock.now())
    return f"/feed/{'person' if kind is CredentialKind.FEED else 'organization'}/{secret}.ics", made


def events(site: Site, path: str) -> list[Any]:
    answer = site.world.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    read: Any = icalendar.Calendar.from_ical(answer.content)
    return list(read.walk("VEVENT"))


def names(site: Site, path: str) -> list[str]:
    return sorted(str(it["SUMMARY"]) for it in events(site, path))


@pytest.fixture
def everywhere(site: Site) -> Site:
    """An event in the open choir, one for its members only, and one of the closed board."""
    site.make(date(name="Concert"))
    site.make(date(name="Committee", virtual_url=ONLINE), group=site.world.board.prokey)
    return site


class TestAPersonsOwn:
    def test_has_everything_in_the_groups_that_they_are_in(self, everywhere: Site) -> None:
        mika, _ = address(everywhere, everywhere.world.mika)
        lena, _ = address(everywhere, everywhere.world.lena)
        assert (names(everywhere, mika), names(everywhere, lena)) == (["Committee", "Concert"], ["Concert"])

    def test_is_empty_for_who_is_in_no_group(self, everywhere: Site) -> None:
        nadia, _ = address(everywhere, everywhere.world.nadia)
        assert names(everywhere, nadia) == []

    def test_says_where_to_meet_online_which_no_public_file_does(self, everywhere: Site) -> None:
        online = everywhere.make(date(name="Online rehearsal", virtual_url=ONLINE))
        mika, _ = address(everywhere, everywhere.world.mika)
        (mine,) = [it for it in events(everywhere, mika) if it["SUMMARY"] == "Online rehearsal"]
        assert str(mine["CONFERENCE"]) == ONLINE
        for public in (f"/{online.prokey}/event.ics", f"/{everywhere.group}/calendar.ics"):
            assert ONLINE not in everywhere.world.get(public).text

    def test_has_no_drafts(self, everywhere: Site) -> None:
        mika, _ = address(everywhere, everywhere.world.mika)
        olga, now = everywhere.world.olga.acting(), everywhere.world.clock.now()
        everywhere.world.do(set_group_status, olga, everywhere.group, Status.DRAFT, now=now)
        assert names(everywhere, mika) == ["Committee"]

    def test_is_known_to_calendars_by_its_own_address(self, everywhere: Site) -> None:
        mika, _ = address(everywhere, everywhere.world.mika)
        text = everywhere.world.get(mika).text.replace("\r\n ", "")
        assert f"SOURCE;VALUE=URI:http://kalends.test{mika}" in text.split("\r\n")


class TestAnOrganizations:
    def test_has_what_is_open_in_all_groups(self, everywhere: Site) -> None:
        path, _ = address(everywhere, everywhere.world.olga, CredentialKind.ORGANIZATION_FEED)
        assert names(everywhere, path) == ["Concert"]


class TestTheAddress:
    def test_leads_nowhere_once_it_is_revoked(self, everywhere: Site) -> None:
        path, credential = address(everywhere, everywhere.world.mika)
        olga, now = everywhere.world.olga.acting(), everywhere.world.clock.now()
        everywhere.world.do(revoke_credential, olga, credential.number, now=now)
        unknown = everywhere.world.get(f"/feed/person/{UNKNOWN}.ics")
        revoked = everywhere.world.get(path)
        assert (revoked.status_code, revoked.content) == (404, unknown.content)

    def test_of_one_kind_is_none_of_the_other(self, everywhere: Site) -> None:
        path, _ = address(everywhere, everywhere.world.mika)
        assert everywhere.world.get(path.replace("person", "organization")).status_code == 404

    def test_is_no_key_to_anything_else(self, everywhere: Site) -> None:
        path, _ = address(everywhere, everywhere.world.olga)
        secret = path.rpartition("/")[2].removesuffix(".ics")
        for asked, headers in (
            ("/v1/event/all", {"Authorization": secret}),
            ("/v3/groups", {"X-Access-Token": secret}),
        ):
            assert everywhere.world.get(asked, headers).status_code == 401

    def test_an_api_key_is_no_address(self, everywhere: Site) -> None:
        assert everywhere.world.get(f"/feed/person/{everywhere.world.olga.key}.ics").status_code == 404

    def test_is_not_logged(self) -> None:
        lines: list[str] = []

        class Stream:
            def write(self, text: str) -> None:
                lines.append(text)

            def flush(self) -> None: ...

        async def log() -> None:
            kept: Any = Stream()
            log = AccessLog(kept)
            for path in (b"/feed/person/0123456789abcdef.ics", b"/FEED/person/0123456789abcdef.ics"):
                log.write({"client": None, "method": "GET", "raw_path": path}, 200, 0.01)
            log.flush()

        from tests.loop import run

        run(log())
        assert "0123456789abcdef" not in "".join(lines)
        assert '"/feed/person/..."' in "".join(lines)


class TestGzip:
    def raw(self, site: Site, path: str, encoding: str, **headers: str) -> httpx.Response:
        return site.world.get(path, {"Accept-Encoding": encoding, **headers})

    def test_is_sent_to_who_takes_it_under_an_etag_of_its_own(self, everywhere: Site) -> None:
        path = f"/{everywhere.group}/calendar.ics"
        plain, packed = self.raw(everywhere, path, "identity"), self.raw(everywhere, path, "br, gzip;q=0.5")
        assert (plain.headers.get("Content-Encoding"), packed.headers["Content-Encoding"]) == (None, "gzip")
        assert plain.content == packed.content
        assert plain.headers["ETag"] != packed.headers["ETag"]
        assert {it.headers["Vary"] for it in (plain, packed)} == {"Accept-Encoding"}

    def test_is_not_sent_to_who_refuses_it(self, everywhere: Site) -> None:
        for refusal in ("gzip;q=0", "gzip; q=0.000", "br", ""):
            answer = self.raw(everywhere, f"/{everywhere.group}/calendar.ics", refusal)
            assert "Content-Encoding" not in answer.headers

    def test_either_etag_is_known_again(self, everywhere: Site) -> None:
        path = f"/{everywhere.group}/calendar.ics"
        for first in ("identity", "gzip"):
            etag = self.raw(everywhere, path, first).headers["ETag"]
            for then in ("identity", "gzip"):
                assert self.raw(everywhere, path, then, **{"If-None-Match": etag}).status_code == 304
