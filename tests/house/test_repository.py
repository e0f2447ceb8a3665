"""What is handed on works elsewhere: no place on this machine, no download address, exact packages."""

import os
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.house.source import ROOT, Source, files, holds, made_up, offences

# The brackets keep these lines from breaking the rules they state.
MACHINE = re.compile(r"(?:^|[^\w.~-])/(?:w[o]rk|r[o]ot|h[o]me/\w+|U[s]ers/\w+)/", re.MULTILINE)
INDEX = re.compile(
    r"https?://[^\s\"'>]+/s[i]mple\b|https?://[^\s\"'>]+\.(?:whl|tar\.gz|tgz)\b|files\.python[h]osted"
    r"|--(?:extra-)?index[-]url|--find[-]links|--trusted[-]host|\"res[o]lved\": *\"http"
)
COMMANDS = ["bin/serve", "bin/kalends", "bin/test", "bin/prove", "bin/bench", ".ci/run"]


def machine_path(source: Source) -> Iterator[str]:
    yield from (f"{line}: names a place on one machine" for line in lines(source, MACHINE))


def index_address(source: Source) -> Iterator[str]:
    yield from (f"{line}: names where packages come from" for line in lines(source, INDEX))


def lines(source: Source, wanted: re.Pattern[str]) -> Iterator[int]:
    yield from (source.text.count("\n", 0, found.end()) + 1 for found in wanted.finditer(source.text))


def loose_pin(source: Source) -> Iterator[str]:
    """Requirements that are not one exact version with its hashes, in order, each once."""
    pins = re.findall(r"^([^\s#].*)\n((?: +--hash=\S+.*\n)*)", source.text, re.MULTILINE)
    for pin, hashes in pins:
        if not re.match(r"[a-z0-9-]+==[\w.+]+ ", pin) or not re.search(r"--hash=sha256:[0-9a-f]{64}\n$", hashes):
            yield f"1: {pin} is no exact version with hashes"
    names = [pin.split("==")[0] for pin, _ in pins]
    yield from (f"1: {later} comes after {earlier}" for earlier, later in pairwise(names) if later <= earlier)


def pins(suffix: str) -> list[str]:
    """`name==version` of every line in requirements/ that has one."""
    lists = files("requirements", suffixes=(suffix,))
    return [line.split()[0] for text in lists for line in text.text.splitlines() if "==" in line]


class TestTheHouse:
    def test_nothing_names_a_place_on_one_machine(self) -> None:
        holds(machine_path, files("", suffixes=("",)))

    def test_nothing_names_where_packages_come_from(self) -> None:
        holds(index_address, files("", suffixes=("",)))

    def test_every_package_is_pinned_with_its_hashes(self) -> None:
        holds(loose_pin, files("requirements", suffixes=(".txt",)))

    def test_no_package_is_pinned_twice(self) -> None:
        names = [pin.split("==")[0] for pin in pins(".txt")]
        assert len(names) == len(set(names))

    def test_what_was_asked_for_is_what_is_pinned(self) -> None:
        asked = {re.sub(r"\[.*\]", "", pin) for pin in pins(".in")}
        assert asked <= set(pins(".txt"))

    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_command_can_be_run(self, command: str) -> None:
        assert os.access(ROOT / command, os.X_OK)


class TestTheRulesBite:
    @pytest.mark.parametrize("place", ["work/main/data", "root/.cache", "home/olga/kalends"])
    def test_on_a_place_on_one_machine(self, place: str) -> None:
        assert offences(machine_path, made_up(f'DATA = "/{place}/"'))

    def test_but_not_on_an_address_that_sounds_alike(self) -> None:
        assert not offences(machine_path, made_up("https://example.org/work/x/ and ../root/x/"))

    @pytest.mark.parametrize("text", ["--in!dex-url x", "//pypi.org/sim!ple", "//x/a-1.w!hl", '"reso!lved": "http'])
    def test_on_a_download_address(self, text: str) -> None:
        assert offences(index_address, made_up(text.replace("!", "").replace("//", "https://")))

    @pytest.mark.parametrize("text", ["falcon>=4\n", "falcon==4.4.0\n", "falcon==4.4.0 \\\n    --hash=md5:00\n"])
    def test_on_a_loose_requirement(self, text: str) -> None:
        assert offences(loose_pin, [Source("requirements/serve.txt", text)])

    def test_on_requirements_out_of_order(self) -> None:
        text = "".join(f"{name}==1.0 \\\n    --hash=sha256:{'0' * 64}\n" for name in ("b", "a"))
        assert offences(loose_pin, [Source("requirements/serve.txt", text)])
