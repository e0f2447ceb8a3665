"""The command line as a test types it."""

from dataclasses import dataclass
from typing import Any

import msgspec
import pytest

from kalends.cli import main
from tests.databases import SQLITE, Address

embedded_only = pytest.mark.parametrize("kind", [SQLITE], indirect=True)
"""For what does not depend on the database, or only the embedded one has."""


@dataclass
class CommandLine:
    """`kalends …` on one database. Calling it gives what was printed as JSON; `refuses` what was said on failing."""

    address: Address
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Any:
        code, out, err = self.run(*words, "--json")
        assert (code, err) == (0, ""), out
        return msgspec.json.decode(out)

    def refuses(self, *words: str) -> str:
        code, out, err = self.run(*words)
        assert (code, out) == (1, "")
        return err

    def run(self, *words: str) -> tuple[int, str, str]:
        self.capsys.readouterr()
        where = ["--data", str(self.address.data)]
        where += ["--database-url", self.address.url] if self.address.url else []
        code = main([*words, *where])
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err
