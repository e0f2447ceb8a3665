"""An answer leaves in one write, and nothing of it is lost when the connection ends."""

import asyncio
from typing import Any

import pytest

from kalends.wire import _Joining

HEAD = b"HTTP/1.1 200 OK\r\n\r\n"


class Recording(asyncio.Transport):
    """Keeps what was written, and whether it was closed."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.closed = False

    def write(self, data: Any) -> None:
        self.written.append(data)

    def writelines(self, list_of_data: Any) -> None:
        self.written.append(b"".join(list_of_data))

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True


class TestJoining:
    @pytest.mark.parametrize("body", [b"body", b"b" * 70_000, b""])
    def test_head_and_body_are_one_write(self, body: bytes) -> None:
        transport = Recording()
        joining = _Joining(transport)
        for _ in range(2):
            joining.write(HEAD)
            joining.write(body)
        assert transport.written == [HEAD + body, HEAD + body]

    def test_what_follows_in_a_longer_answer_is_not_kept_back(self) -> None:
        transport = Recording()
        joining = _Joining(transport)
        for part in (HEAD, b"one", b"two"):
            joining.write(part)
        assert transport.written == [HEAD + b"one", b"two"]

    def test_a_client_that_waits_to_be_told_to_go_on_is_told_at_once(self) -> None:
        transport = Recording()
        _Joining(transport).write(b"HTTP/1.1 100 Continue\r\n\r\n")
        assert transport.written == [b"HTTP/1.1 100 Continue\r\n\r\n"]

    def test_a_head_without_a_body_goes_out_when_the_answer_ends(self) -> None:
        transport = Recording()
        joining = _Joining(transport)
        joining.write(HEAD)
        joining.flush()
        joining.flush()
        assert transport.written == [HEAD]

    def test_what_was_written_goes_out_before_the_connection_is_closed(self) -> None:
        transport = Recording()
        joining = _Joining(transport)
        joining.write(HEAD)
        joining.close()
        assert (transport.written, transport.closed) == ([HEAD], True)
