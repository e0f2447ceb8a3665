"""The picture service."""

import struct
import zlib
from io import BytesIO

import httpx
import pytest
from PIL import Image

from kalends.app import Door
from kalends.dialects.groupme.routes import build
from kalends.domain import limits
from kalends.health import Health
from tests import loop
from tests.cast import PUBLIC_URL
from tests.dialects.groupme.room import Room, drawn


def sent(room: Room, content: bytes, **headers: str) -> httpx.Response:
    return room.post("/pictures", {**room.olga.by_token, **headers}, content=content)


def seen(room: Room, url: str) -> Image.Image:
    answer = room.get(url)
    assert answer.status_code == 200, answer.text
    return Image.open(BytesIO(answer.content))


class TestAPicture:
    @pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF", "WEBP"])
    def test_is_kept_in_its_own_kind_and_its_address_tells_its_size(self, room: Room, format_: str) -> None:
        payload = sent(room, drawn(40, 30, format_)).json()["payload"]
        assert payload["url"] == payload["picture_url"]
        assert payload["url"].startswith(f"{PUBLIC_URL}/pictures/40x30.{format_.lower()}.")
        picture = seen(room, payload["url"])
        assert (picture.format, picture.size) == (format_, (40, 30))

    def test_is_served_so_that_it_can_be_kept_and_never_be_anything_else(self, room: Room) -> None:
        app = build(room.context)
        door = Door({"pictures": app, "": app}, Health(room.store, "test"), None)
        client = httpx.AsyncClient(transport=httpx.ASGITransport(door), base_url=PUBLIC_URL)
        headers = loop.run(client.get(room.picture(8, 4, "JPEG"))).headers
        assert headers["Content-Type"] == "image/jpeg"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "immutable" in headers["Cache-Control"]
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"

    def test_twice_the_same_is_one(self, room: Room) -> None:
        assert room.picture(8, 4) == room.picture(8, 4) != room.picture(8, 5)

    def test_of_two_organizations_is_two(self, room: Room) -> None:
        theirs = room.post("/pictures", room.theirs.otto.by_token, content=drawn(8, 4, "PNG"))
        assert theirs.json()["payload"]["url"] != room.picture(8, 4)

    def test_loses_whatever_is_not_its_pixels(self, room: Room) -> None:
        exif = Image.Exif()
        exif[0x010E] = "where Olga lives"
        content = BytesIO()
        Image.new("RGB", (8, 4)).save(content, "JPEG", exif=exif, comment=b"and when")
        hidden = content.getvalue() + b"<script>alert(1)</script>"
        assert b"Olga" in hidden
        answer = room.get(sent(room, hidden).json()["payload"]["url"])
        assert not any(word in answer.content for word in (b"Olga", b"when", b"script"))

    def test_is_turned_upright(self, room: Room) -> None:
        exif = Image.Exif()
        exif[0x0112] = 6
        content = BytesIO()
        Image.new("RGB", (8, 4)).save(content, "JPEG", exif=exif)
        assert "/4x8.jpeg." in sent(room, content.getvalue()).json()["payload"]["url"]

    @pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK", "I;16", "LA"])
    def test_may_have_any_sort_of_pixels(self, room: Room, mode: str) -> None:
        content = BytesIO()
        Image.new(mode, (8, 4)).save(content, "JPEG" if mode == "CMYK" else "PNG")
        seen(room, sent(room, content.getvalue()).json()["payload"]["url"])

    def test_stays_see_through(self, room: Room) -> None:
        content = BytesIO()
        Image.new("RGBA", (8, 4), (1, 2, 3, 0)).save(content, "PNG")
        assert seen(room, sent(room, content.getvalue()).json()["payload"]["url"]).mode == "RGBA"

    def test_that_moves_stands_still(self, room: Room) -> None:
        frames, content = [Image.new("RGB", (8, 4), colour) for colour in ("red", "blue")], BytesIO()
        frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])
        assert getattr(seen(room, sent(room, content.getvalue()).json()["payload"]["url"]), "n_frames", 1) == 1


class TestWhatIsNoPicture:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\x89PNG",
            b"GIF89a",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"%PDF-1.4",
            drawn(8, 4, "BMP"),
            drawn(8, 4, "TIFF"),
            drawn(64, 64, "JPEG")[:300],
            drawn(64, 64, "PNG")[:-40],
            drawn(64, 64, "PNG").replace(b"IDAT", b"IDAX"),
        ],
        ids=["nothing", "a-start", "another-start", "svg", "pdf", "bmp", "tiff", "half-jpeg", "half-png", "no-data"],
    )
    def test_is_refused(self, one_room: Room, content: bytes) -> None:
        assert "picture" in one_room.refused(sent(one_room, content, **{"Content-Type": "image/png"}), 400)

    def test_nor_is_one_that_is_broken_anywhere(self, one_room: Room) -> None:
        for kind in ("PNG", "GIF", "JPEG", "WEBP"):
            whole = drawn(16, 16, kind)
            for place in range(0, len(whole), max(1, len(whole) // 40)):
                broken = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
                assert sent(one_room, broken).status_code in {200, 400, 413}


class TestBounds:
    @pytest.mark.parametrize(("width", "code"), [(40_000, 400), (40_001, 413), (2**31 - 1, 413)])
    def test_pixels_are_counted_before_any_is_unpacked(self, one_room: Room, width: int, code: int) -> None:
        """Just a header: it says how large the picture is, and no more follows."""
        assert limits.PICTURE_PIXELS == 40_000 * 1_000
        assert sent(one_room, png_header(width, 1_000)).status_code == code

    def test_bytes_are_counted(self, one_room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        content = drawn(8, 4, "BMP")
        monkeypatch.setattr(limits, "PICTURE_BYTES", len(content))
        one_room.refused(sent(one_room, content), 400)
        one_room.refused(sent(one_room, content + b"x"), 413)

    def test_a_picture_that_grows_when_made_anew_is_refused(
        self, one_room: Room, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        small = BytesIO()
        Image.effect_noise((64, 64), 99).convert("RGB").save(small, "JPEG", quality=5)
        monkeypatch.setattr(limits, "PICTURE_BYTES", len(small.getvalue()))
        assert "made anew" in one_room.refused(sent(one_room, small.getvalue()), 413)


class TestAddresses:
    def test_must_be_right_in_every_part(self, room: Room) -> None:
        path = room.picture(8, 4).removeprefix(PUBLIC_URL)
        public_id = path.rpartition(".")[2]
        wrong = [
            path.replace("8x4", "9x4"),
            path.replace("png", "jpeg"),
            path.replace("png", "exe"),
            path[:-1],
            path.upper().replace("/PICTURES", "/pictures"),
            f"{path}.large",
            f"/pictures/{public_id}",
            f"/pictures/8x4.png.{'0' * 32}",
            f"/pictures/{room.choir.prokey}",
            f"/pictures/8x4.png.{room.choir.prokey.replace('-', '')}",
            "/pictures/",
            "/pictures/%00",
            "/pictures/..%2f..%2fetc",
        ]
        answers = {(answer.status_code, answer.content) for answer in map(room.get, wrong)}
        assert answers == {(404, b'{"meta":{"code":404,"errors":["not found"]},"response":null}')}
        assert room.get(path).status_code == 200


def png_header(width: int, height: int) -> bytes:
    """The beginning of a PNG whose pixels never come (RFC 2083 §3.2)."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", b"")
    )


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
