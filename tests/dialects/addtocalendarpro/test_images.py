"""Pictures of a landing page, by upload: an extension, as only the vendor's application sets them (reference §1.8)."""

from io import BytesIO
from typing import Any
from uuid import UUID

import httpx
import pytest
from PIL import Image

from kalends.dialects.context import Context
from kalends.dialects.groupme.routes import build
from kalends.domain import limits
from kalends.domain.access import OrganizationRole
from kalends.gate import DirectoryGate
from tests.dialects.addtocalendarpro.office import KEYRING, PUBLIC_URL, Office
from tests.dialects.addtocalendarpro.test_templates import made
from tests.loop import run
from tests.server import serving

PLACES = ["header_image", "image"]


def drawn(width: int = 40, height: int = 30, kind: str = "PNG", **more: Any) -> bytes:
    content = BytesIO()
    Image.new("RGB", (width, height), "teal").save(content, kind, **more)
    return content.getvalue()


def put(office: Office, number: str, content: bytes, place: str = "header_image") -> httpx.Response:
    return office.call("PUT", f"/landingpage/{number}/{place}", content=content)


def fetched(office: Office, url: str) -> httpx.Response:
    """Whatever anybody gets at that address."""
    gate = DirectoryGate(office.store, KEYRING, office.clock, office.rates)
    app = serving(build, Context(office.store, office.clock, gate, office.rates, PUBLIC_URL))

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return await client.get(url)

    return run(ask())


class TestAPicture:
    @pytest.mark.parametrize("place", PLACES)
    def test_is_put_shown_and_taken_away(self, office: Office, place: str) -> None:
        number = made(office, "landingpage")
        path = f"/landingpage/{number}/{place}"
        assert office.refused(404, "GET", path) == "No entry found"
        answer = put(office, number, drawn(), place).json()
        url = answer.pop("url")
        assert answer == {"status": "success", "message": "updated", "id": number}
        told = office.get(path)
        assert (told["url"], told["width"], told["height"]) == (url, 40, 30)
        template = office.get(f"/landingpage/{number}")
        other = {"header_image", "image"} - {place}
        assert (template[place], template[other.pop()]) == (told["id"], None)
        assert str(UUID(told["id"])) == told["id"]
        assert office.delete(path) == {"status": "success", "message": "updated", "id": number}
        assert office.get(f"/landingpage/{number}")[place] is None

    @pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
    def test_is_made_anew_and_small_enough_for_a_page(self, office: Office, format_: str) -> None:
        limit = limits.PAGE_PICTURE_SIDE
        answer = put(office, made(office, "landingpage"), drawn(limit + 1_000, 600, format_))
        found = fetched(office, answer.json()["url"])
        assert found.headers["Content-Type"] == "image/webp"
        assert "immutable" in found.headers["Cache-Control"]
        with Image.open(BytesIO(found.content)) as seen:
            assert (seen.format, seen.size) == ("WEBP", (limit, limit * 600 // (limit + 1_000)))

    def test_at_the_bound_keeps_its_size(self, office: Office) -> None:
        answer = put(office, made(office, "landingpage"), drawn(limits.PAGE_PICTURE_SIDE, 10))
        assert f"/pictures/{limits.PAGE_PICTURE_SIDE}x10.webp." in answer.json()["url"]

    def test_loses_whatever_is_not_its_pixels(self, office: Office) -> None:
        exif = Image.Exif()
        exif[0x010E] = "where Olga lives"
        hidden = drawn(kind="JPEG", exif=exif, comment=b"and when") + b"<script>alert(1)</script>"
        content = fetched(office, put(office, made(office, "landingpage"), hidden).json()["url"]).content
        assert not any(word in content for word in (b"Olga", b"when", b"script"))

    def test_stays_where_the_rest_changes_and_is_no_matter_of_patch(self, office: Office) -> None:
        number = made(office, "landingpage")
        put(office, number, drawn())
        before = office.get(f"/landingpage/{number}")
        office.patch(f"/landingpage/{number}", {**before, "title": "Come", "header_image": None, "image": before["id"]})
        assert office.get(f"/landingpage/{number}") == {**before, "title": "Come"} | {
            "date_updated": before["date_updated"]
        }

    def test_twice_the_same_is_one(self, office: Office) -> None:
        first, second = made(office, "landingpage"), made(office, "landingpage")
        assert put(office, first, drawn()).json()["url"] == put(office, second, drawn()).json()["url"]

    def test_keys_of_2024_are_answered_as_they_know_it(self, office: Office) -> None:
        number = made(office, "landingpage")
        older = office.caller(office.issued(office.olga, era="2024"))
        answer = older.call("PUT", f"/landingpage/{number}/image", content=drawn()).json()
        assert {**answer, "url": 0} == {"success": "Updated", "id": number, "url": 0}


class TestRefusing:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"GIF89a",
            drawn(kind="GIF"),
            drawn(kind="BMP"),
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>",
            b"%PDF-1.4",
            drawn(200, 200, "JPEG")[:400],
        ],
        ids=["nothing", "half-gif", "gif", "bmp", "svg", "xml", "pdf", "half-jpeg"],
    )
    def test_what_is_no_picture_of_the_three_kinds(self, office: Office, content: bytes) -> None:
        number = made(office, "landingpage")
        message = office.refused(400, "PUT", f"/landingpage/{number}/image", content=content)
        assert "JPEG, PNG or WebP" in message
        assert office.get(f"/landingpage/{number}")["image"] is None

    def test_what_is_too_large(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        number, content = made(office, "landingpage"), drawn(40, 30)
        monkeypatch.setattr(limits, "PICTURE_BYTES", len(content))
        assert put(office, number, content).status_code == 200
        office.refused(413, "PUT", f"/landingpage/{number}/image", content=content + b"x")
        monkeypatch.setattr(limits, "PICTURE_PIXELS", 40 * 30)
        assert put(office, number, content).status_code == 200
        office.refused(413, "PUT", f"/landingpage/{number}/image", content=drawn(41, 30)[: len(content)])

    def test_who_may_not_is_told_so_before_the_picture_is_looked_at(self, office: Office) -> None:
        number = made(office, "landingpage")
        mika = office.caller(office.issued(office.person("Mika", OrganizationRole.MEMBER)))
        path = f"/landingpage/{number}/image"
        assert mika.refused(403, "PUT", path, content=b"no picture at all")
        assert office.refused(404, "PUT", "/landingpage/77/image", content=b"no picture at all") == "No entry found"
        style = made(office, "style")
        assert office.refused(404, "PUT", f"/landingpage/{style}/image", content=drawn()) == "No entry found"


class TestIsolation:
    def test_another_organization_s_template_is_not_there(self, office: Office) -> None:
        number = made(office, "landingpage")
        url = put(office, number, drawn()).json()["url"]
        theirs = Office(office.store)
        for method, content in (("GET", b""), ("PUT", drawn()), ("DELETE", b"")):
            refused = theirs.refused(404, method, f"/landingpage/{number}/header_image", content=content)
            assert refused == "No entry found"
        own = made(theirs, "landingpage")
        assert put(theirs, own, drawn()).json()["url"] != url
        assert office.get(f"/landingpage/{number}/header_image")["url"] == url
