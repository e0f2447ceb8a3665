"""One floor as a server: `python -m bench.floors memory|hand|orm|framework RECORDINGS PORT DATABASE`, until SIGTERM."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import uvicorn

from bench.recording import load


def _application(floor: str, recordings: Path, database: str) -> Any:
    """database: a file of SQLite, or postgresql://…"""
    if floor == "memory":
        from bench.floors.memory import Memory

        return Memory(load(recordings))
    place = "postgres" if database.startswith("postgresql:") else "sqlite"
    if floor == "hand":
        return import_module(f"bench.floors.{place}").ByHand(load(recordings), database)
    if floor == "framework":
        from bench.floors.framework import build

        return build(load(recordings), import_module(f"bench.floors.{place}").reader(database))
    return import_module("bench.floors.orm").build(recordings.parent, database)


if __name__ == "__main__":
    floor, recordings, port, database = sys.argv[1:]
    config = uvicorn.Config(  # as in kalends/serving.py
        _application(floor, Path(recordings), database), port=int(port), loop="uvloop", http="httptools", ws="none",
        lifespan="off", access_log=False, log_config=None, proxy_headers=False, server_header=False, backlog=2_048,
    )  # fmt: skip
    uvicorn.Server(config).run()
