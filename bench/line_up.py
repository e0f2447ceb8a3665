"""Kalends and its floors, side by side: each its own process with its own copy of one filled database."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial

from bench import client, processes, recording
from bench.databases import Databases
from bench.processes import Server
from bench.record import record
from bench.recording import Recording
from bench.rows import Row


@contextmanager
def running(
    databases: Databases, rows: Sequence[Row]
) -> Iterator[tuple[Mapping[str, Server], Mapping[str, Recording]]]:
    """The servers by name, each having answered every row once; and what was recorded of each row."""
    first = {floor: row.request for row in reversed(rows) for floor in row.floors}
    places = {name: databases.copy(name) for name in ("recorded", "kalends", *first)}
    with ExitStack() as stack:
        servers = {"kalends": processes.kalends(places["kalends"], rows[0].request)}
        stack.callback(servers["kalends"].stop)
        answer = partial(client.ask, servers["kalends"].port)
        recordings = asyncio.run(record(places["recorded"].url, places["recorded"].data, rows, answer))
        kept = databases.filled.data / "recordings.json"
        recording.save(recordings, kept)
        for name, request in first.items():
            servers[name] = processes.floor(name, places[name], kept, request)
            stack.callback(servers[name].stop)
        for row in rows:
            for name in ("kalends", *row.floors):
                servers[name].ask(row.request)
        yield servers, {one.row: one for one in recordings}
