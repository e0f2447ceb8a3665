"""The process that writes mails: what they tell comes in, whole messages go out, one after the other.

Started by jobs/writing_apart.py as `python -m kalends.letter_writer`; knows no database and no secret. It ends when the
server has.
"""

import os
import sys
from typing import BinaryIO

import msgspec

from kalends.jobs.writing_apart import LENGTH_BYTES, Order, Result
from kalends.net.mail import CalendarPart, Mail, Party, built
from kalends.pages.letters.writing import written

_NICE = 10


def main(orders: BinaryIO, results: BinaryIO) -> None:
    """Until there are no more orders."""
    while head := orders.read(LENGTH_BYTES):
        order = msgspec.msgpack.decode(orders.read(int.from_bytes(head)), type=Order)
        body = msgspec.msgpack.encode(_result(order))
        results.write(len(body).to_bytes(LENGTH_BYTES) + body)
        results.flush()


def _result(order: Order) -> Result:
    """A letter that cannot be written is no reason to end: the next one can."""
    try:
        return Result(message(order))
    except Exception as error:  # noqa: BLE001  the last one who can; told to whoever ordered it
        return Result(refused=f"{type(error).__name__}: {error}")


def message(order: Order) -> bytes:
    """The mail as it is sent. Raises Refused for an address that is none, UnsafeMail for what was not meant."""
    told, letter = order.told, written(order.told)
    to, organizer = told.letter, told.event.organizer if told.event else None
    return built(
        Mail(
            from_=Party(order.sender.mail, order.sender.name or told.site),
            to=Party(to.to, to.name or ""),
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            date=told.now,
            message=told.message,
            reply_to=Party(organizer[1], organizer[0]) if organizer else None,
            unsubscribe=told.unsubscribe,
            calendar=CalendarPart(told.calendar, told.method) if told.calendar else None,
        )
    )


if __name__ == "__main__":
    os.nice(_NICE)  # the server beside it goes first
    main(sys.stdin.buffer, sys.stdout.buffer)
