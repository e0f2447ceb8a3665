"""Writing mails in one process beside the server: it costs time of a processor, which answers should not wait for.

The process is started when the first mail is due and stays. It opens no database and knows no secret.
"""

import asyncio
import sys
from asyncio import IncompleteReadError
from asyncio.subprocess import DEVNULL, PIPE, Process

import msgspec
from msgspec import Struct

from kalends.actions.letter_facts import Told
from kalends.domain import limits
from kalends.jobs.reading_apart import environment
from kalends.net.mail_server import Sender

MODULE = "kalends.letter_writer"
LENGTH_BYTES = 4  # before each order and each result, big-endian


class Order(Struct, frozen=True):
    """One mail to write."""

    told: Told
    sender: Sender


class Result(Struct, frozen=True):
    """The message, or why there is none."""

    message: bytes = b""
    refused: str | None = None


class Unwritten(Exception):
    """The mail could not be written, and will not be at the next try."""


class LetterWriter:
    """The process, and the way to it. Used by one task at a time; others wait."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._process: Process | None = None
        self._lock = asyncio.Lock()

    async def message(self, told: Told) -> bytes:
        """The whole mail. Raises Unwritten; TimeoutError and ConnectionError when the process is lost."""
        order = msgspec.msgpack.encode(Order(told, self._sender))
        answered = None
        async with self._lock:
            try:
                async with asyncio.timeout(limits.MAIL_WRITING_WAIT_S):
                    answered = await self._asked(order)
            except IncompleteReadError as error:
                raise ConnectionError("the process that writes mails has ended") from error
            finally:
                if answered is None:
                    self._end()  # whatever it answers later is nobody's
        result = msgspec.msgpack.decode(answered, type=Result)
        if result.refused is not None:
            raise Unwritten(result.refused)
        return result.message

    async def close(self) -> None:
        """End the process."""
        process = self._process
        self._end()
        if process is not None:
            await process.wait()

    async def _asked(self, order: bytes) -> bytes:
        process = self._process
        if process is None or process.returncode is not None:
            command = [sys.executable, "-m", MODULE]
            process = self._process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment()
            )
        if process.stdin is None or process.stdout is None:
            raise ConnectionError("the process that writes mails cannot be spoken to")
        process.stdin.write(len(order).to_bytes(LENGTH_BYTES) + order)
        await process.stdin.drain()
        length = int.from_bytes(await process.stdout.readexactly(LENGTH_BYTES))
        return await process.stdout.readexactly(length)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
