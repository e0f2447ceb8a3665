"""The floor of the start: imports what Kalends is made of, says so, and waits for the end of its input.

`python -m bench.floors.parts sqlite|postgres`
"""

import sys
from importlib import import_module

_PARTS = [
    "falcon.asgi",
    "uvicorn",
    "uvicorn.protocols.http.httptools_impl",
    "uvloop",
    "msgspec",
    "nh3",
    "minijinja",
    "PIL.Image",
    "apsw",
    "tzdata",
]
_OF: dict[str, list[str]] = {"sqlite": [], "postgres": ["asyncpg"]}

if __name__ == "__main__":
    for part in (*_PARTS, *_OF[sys.argv[1]]):
        import_module(part)
    print("imported", flush=True)
    sys.stdin.read()
