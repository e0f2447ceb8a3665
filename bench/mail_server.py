"""A mail server that takes every mail and forgets it, as a process of its own: `python -m bench.mail_server`.

It prints its port; to VRFY it says how many mails it has taken.
"""

import asyncio
import socket
import subprocess
import sys
from itertools import count


class MailServer:
    """The process, and what it says. It ends with `stop`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen([sys.executable, "-m", "bench.mail_server"], stdout=subprocess.PIPE)
        if self._process.stdout is None:
            raise OSError("the mail server says nothing")
        self.port = int(self._process.stdout.readline())
        self._talk = socket.create_connection(("127.0.0.1", self.port), timeout=10).makefile("rwb")
        self._talk.readline()

    @property
    def taken(self) -> int:
        """How many mails have come."""
        self._talk.write(b"VRFY\r\n")
        self._talk.flush()
        return int(self._talk.readline().split()[1])

    def stop(self) -> None:
        self._talk.close()
        self._process.terminate()
        self._process.wait(10)


async def _serve() -> None:
    mails, taken = count(1), 0

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal taken
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                taken = next(mails)
            writer.write(b"250 %d\r\n" % taken if verb != b"QUIT" else b"221 bye\r\n")
        writer.close()

    server = await asyncio.start_server(converse, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
