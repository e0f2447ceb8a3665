"""An answer leaves in one write, and nothing of it is lost when the connection ends."""

import asyncio
from typing import Any

from kalends.wire import _Joining


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

    def close(self) -> None:
        self.closed = True


class TestJoining:
    async def test_head_and_body_of_one_turn_are_one_write(self) -> None:
        transport = Recording()
        joining = _Joining(transport, asyncio.get_running_loop())
        joining.write(b"head")
        joining.write(b"body")
        await asyncio.sleep(0)
        joining.write(b"next")
        await asyncio.sleep(0)
        assert transport.written == [b"headbody", b"next"]

    async def test_what_was_written_goes_out_before_the_connection_is_closed(self) -> None:
        transport = Recording()
        joining = _Joining(transport, asyncio.get_running_loop())
        joining.write(b"the end")
        joining.close()
        assert (transport.written, transport.closed) == ([b"the end"], True)
