"""Texts that have broken others, and who sends them in each dialect's words."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from kalends.store.nouns import Rows
from kalends.store.transaction import Store
from tests import loop
from tests.cast import Headers, World, make_cast
from tests.databases import SQLITE, StandingClock

_VECTORS = Path(__file__).parents[2].parent / "shared" / "vectors" / "strings" / "blns.json"
THEIRS: list[str] = json.loads(_VECTORS.read_text(encoding="utf-8")) if _VECTORS.is_file() else []
OURS = [
    "\t", "a\tb", "a\nb", "a\r\nb\r\n", "a\rb", "a\vb", "a\x85b", "a\u2028b", "a\0b", "a\ud800b", "\ud83d", "\ufffe",
    "\ufeff", " a ", "   ", "\u3000", "\xa0", "\u200b", "é", "e\u0301", "=?utf-8?q?x?=", "%0d%0a", "<p>a</p>\n<p>b</p>",
    "a<br>b", "a&#11;b", "a&#0;b", "a&amp;lt;b", "&nbsp;", "<script>a</script>", "a" * 300, "a" * 301, "🎶" * 300,
    "🎶" * 301, "a" * 1_000, "a" * 1_001, "&" * 4_000, "&" * 4_001, "a" * 20_000, "a" * 20_001,
]  # fmt: skip
TEXTS = list(dict.fromkeys([*OURS, *THEIRS]))
SAMPLE = list(dict.fromkeys([*OURS, *THEIRS[::10]]))


def texts(kind: str, every: list[str] = TEXTS) -> list[str]:
    """All of them on SQLite, our own and some others elsewhere: there only how a text is stored differs."""
    return every if kind == SQLITE else [it for it in SAMPLE if it in every]


def with_line_feeds(value: str) -> str:
    """As it comes back where there may be several lines."""
    return value.replace("\r\n", "\n")


class Sender(World):
    """The cast in front of the whole server. Each request comes a second after the one before."""

    def __init__(self, store: Store[Rows]) -> None:
        clock = StandingClock()
        super().__init__(store, loop.run(make_cast(store, clock)), clock)

    def takes(self, method: str, path: str, headers: Headers, body: object) -> bool:
        """Whether this is taken; if not, it is the request's fault, and told in the dialect's own form."""
        self.clock.move(timedelta(seconds=1))
        sent = json.dumps(body).encode()  # in ASCII: what no UTF-8 can hold is escaped
        answer = self.ask(method, path, {"Content-Type": "application/json", **headers}, content=sent)
        assert answer.status_code in {200, 201, 400}, answer.text
        taken, told = answer.status_code != 400, answer.json()
        if path.startswith("/v1/"):
            assert (told["status"], bool(told["message"])) == ("success" if taken else "error", True)
        else:
            assert (told["meta"]["errors"] is None) == (told["response"] is not None) == taken
        return taken

    def read(self, path: str, headers: Headers) -> Any:
        self.clock.move(timedelta(seconds=1))
        answer = self.get(path, headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def converse(self, path: str) -> Any:
        return self.read(f"/v3{path}", self.olga.by_token)["response"]

    def rows(self, path: str, **more: str) -> tuple[list[Any], list[Any]]:
        """All rows of a list of `/groups/v2`, and all that goes along."""
        rows, beside, asked = [], [], "&".join(f"{name}={value}" for name, value in more.items())
        for offset in range(0, 5_000, 100):
            page = self.read(f"/groups/v2{path}?per_page=100&offset={offset}&{asked}", self.olga.by_application)
            rows += page["data"]
            beside += page.get("included", [])
            if len(page["data"]) < 100:
                break
        return rows, beside
