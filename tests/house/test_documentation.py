"""Who reads the documents can start the server, test it and find every setting."""

import ast
import re
from collections.abc import Iterable

from tests.house.source import Source, files, made_up

SETTING = re.compile(r"KALENDS(?:_[A-Z0-9]+)+")
WAYS_IN = ("bin/serve", "bin/test")


def untold_settings(sources: Iterable[Source], told: str) -> set[str]:
    """Environment variables of ours that `told` does not name; limits are one family, named by their prefix."""
    nodes = (node for source in sources for node in ast.walk(source.tree))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if SETTING.fullmatch(text) and not re.search(rf"\b{text}\b", told)}


def ways_in_missing(readme: str) -> list[str]:
    return [command for command in WAYS_IN if command not in readme]


class TestTheHouse:
    def test_every_setting_stands_in_the_operator_s_manual(self) -> None:
        for manual in files("docs/operating.md"):
            assert untold_settings(files("src"), manual.text) == set()

    def test_the_readme_shows_how_to_serve_and_to_test(self) -> None:
        for readme in files("README.md"):
            assert ways_in_missing(readme.text) == []


class TestTheRulesBite:
    def test_on_a_setting_that_nobody_was_told_of(self) -> None:
        sources = made_up('os.environ.get("KALENDS_OUTBOUND_ALLOW")')
        assert untold_settings(sources, "`KALENDS_OUTBOUND`") == {"KALENDS_OUTBOUND_ALLOW"}
        assert untold_settings(sources, "`KALENDS_OUTBOUND_ALLOW`") == set()

    def test_on_a_readme_without_a_way_in(self) -> None:
        assert ways_in_missing("Run bin/serve.") == ["bin/test"]
