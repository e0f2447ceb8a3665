"""How much of a request's body is read."""

import asyncio
from collections.abc import Iterator

import pytest
from falcon.asgi import Request
from falcon.testing import create_scope

from kalends.dialects.body import read_body
from kalends.domain.errors import Kind, Refused


class Sender:
    """A client that sends `chunks`, and then hangs up or says that this was all."""

    def __init__(self, chunks: Iterator[bytes], hangs_up: bool = False) -> None:
        self.chunks, self.hangs_up, self.sent = chunks, hangs_up, 0

    async def receive(self) -> dict[str, object]:
        for chunk in self.chunks:
            self.sent += len(chunk)
            return {"type": "http.request", "body": chunk, "more_body": True}
        if self.hangs_up:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": b"", "more_body": False}


def read(sender: Sender, most: int = 10, **headers: str) -> bytes:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(create_scope(method="POST", headers=named), sender.receive)
    return asyncio.run(read_body(request, most))


def sends(*chunks: bytes) -> Sender:
    return Sender(iter(chunks))


class TestReading:
    def test_a_body_of_declared_length_comes_whole(self) -> None:
        assert read(sends(b"12345", b"67890"), content_length="10") == b"1234567890"

    def test_a_body_in_chunks_comes_whole(self) -> None:
        assert read(sends(b"123", b"", b"4567890")) == b"1234567890"

    def test_no_body_is_empty(self) -> None:
        assert read(sends()) == b""
        assert read(sends(), content_length="0") == b""

    def test_an_uncompressed_body_may_say_so(self) -> None:
        assert read(sends(b"{}"), content_encoding="Identity") == b"{}"


class TestRefusing:
    def test_a_declared_length_past_the_limit_is_refused_before_reading(self) -> None:
        sender = sends(b"12345678901")
        with pytest.raises(Refused) as caught:
            read(sender, content_length="11")
        assert caught.value.kind is Kind.TOO_LARGE
        assert sender.sent == 0

    def test_one_byte_past_the_limit_is_too_large(self) -> None:
        with pytest.raises(Refused) as caught:
            read(sends(b"1234567890", b"1"))
        assert caught.value.kind is Kind.TOO_LARGE

    def test_an_endless_body_is_cut_at_the_first_chunk_past_the_limit(self) -> None:
        sender = Sender(iter(lambda: b"1234", b""))
        with pytest.raises(Refused) as caught:
            read(sender)
        assert caught.value.kind is Kind.TOO_LARGE
        assert sender.sent == 12

    @pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, gzip", "identity, gzip"])
    def test_a_compressed_body_is_refused_before_reading(self, coding: str) -> None:
        sender = sends(b"\x1f\x8b")
        with pytest.raises(Refused, match="compressed") as caught:
            read(sender, content_encoding=coding)
        assert caught.value.kind is Kind.INVALID
        assert sender.sent == 0

    @pytest.mark.parametrize("length", ["-1", "ten", "1e3"])
    def test_a_length_that_is_no_number_is_invalid(self, length: str) -> None:
        with pytest.raises(Refused, match="Content-Length") as caught:
            read(sends(b"{}"), content_length=length)
        assert caught.value.kind is Kind.INVALID

    def test_a_body_that_ends_early_is_invalid(self) -> None:
        with pytest.raises(Refused, match="ended before") as caught:
            read(Sender(iter([b"12345"]), hangs_up=True), content_length="10")
        assert caught.value.kind is Kind.INVALID
