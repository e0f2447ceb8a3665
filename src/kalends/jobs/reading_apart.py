"""Reading calendars from elsewhere in a process of their own: the only honest bound on its time and memory."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from typing import TypeVar

import msgspec

from kalends.calendar.ics_reading import ForeignCalendar
from kalends.domain import limits
from kalends.domain.errors import Refused, invalid
from kalends.domain.external_calendar import Copy
from kalends.jobs.calendar_reader import REFUSED, Refusal

T = TypeVar("T")

_FIELD = "file"
_PASSED_ON = ("KALENDS_LIMIT_", "LANG", "LC_", "PYTHONPATH", "PYTHONSAFEPATH")


async def read_apart(body: bytes, zone: str) -> ForeignCalendar:
    """The events of a file, as `read_calendar` gives them. Raises Refused INVALID or TOO_LARGE, under "file"."""
    return await _asked("events", zone, body, ForeignCalendar)


async def copy_apart(body: bytes, zone: str) -> Copy:
    """What a feed of ours shows of it. zone: of times without one. Raises as `read_apart`."""
    return await _asked("copy", zone, body, Copy)


async def _asked(wanted: str, zone: str, body: bytes, kind: type[T]) -> T:
    command = [sys.executable, "-m", "kalends.jobs.calendar_reader", wanted, zone]
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment())
    try:
        async with asyncio.timeout(limits.CALENDAR_WAIT_S):
            out, _ = await process.communicate(body)
    except TimeoutError as error:
        raise _too_much() from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == REFUSED:
        refusal = msgspec.json.decode(out, type=Refusal)
        raise Refused(refusal.kind, refusal.reason, field=_FIELD)
    if process.returncode:
        raise _too_much()
    return msgspec.json.decode(out, type=kind)


def _too_much() -> Refused:
    return invalid("reading the calendar takes more time or memory than it may", _FIELD)


def environment() -> dict[str, str]:
    """No secret goes to where strangers' bytes are read."""
    chosen = {name: value for name, value in os.environ.items() if name.startswith(_PASSED_ON)}
    return chosen | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
