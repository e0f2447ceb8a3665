"""A file's name says what is in it, and a vendor's words stay at home."""

import re
from collections.abc import Iterator

import pytest

from tests.house.source import HOUSE, Source, files, holds, made_up, offences

SAYS_NOTHING = re.compile(r"(?:.*_)?(?:utils?|helpers?|common|misc)")
VENDOR_WORDS = re.compile(r"groupme|planning[ _-]?center|addtocalendar|add[ -]to[ -]calendar[ -]pro", re.IGNORECASE)
TEXT = (".py", ".sql", ".html", ".css", ".js", ".txt", ".ics", ".xml")


def empty_name(source: Source) -> Iterator[str]:
    """A module or folder named after nothing."""
    for part in source.path.removesuffix(".py").split("/"):
        if SAYS_NOTHING.fullmatch(part):
            yield f"1: {part!r} says nothing"


def vendor_word(source: Source) -> Iterator[str]:
    """A vendor's name outside its dialect and the doorstep; `prokey` is our own word."""
    if source.on_doorstep or source.rooms[:1] == ["dialects"]:
        return
    for number, line in enumerate(source.text.splitlines(), 1):
        for word in VENDOR_WORDS.findall(line):
            yield f"{number}: says {word!r}"


class TestTheHouse:
    def test_every_module_is_named_after_something(self) -> None:
        holds(empty_name, files("src", "tests", "bench"))

    def test_vendors_are_named_in_their_dialects_only(self) -> None:
        holds(vendor_word, files("src", suffixes=TEXT))


class TestTheRulesBite:
    @pytest.mark.parametrize("name", ["utils.py", "date_helpers.py", "common/dates.py", "misc.py"])
    def test_on_a_name_that_says_nothing(self, name: str) -> None:
        assert offences(empty_name, made_up("", HOUSE + "domain/" + name))

    def test_but_not_on_a_field_s_own_word(self) -> None:
        assert not offences(empty_name, made_up("", HOUSE + "domain/common_era.py"))

    @pytest.mark.parametrize(
        "words", ["# as GroupMe does", "planning_center = 1", '"addtocalendar"', "Planning Center"]
    )
    def test_on_a_vendor_s_name(self, words: str) -> None:
        assert offences(vendor_word, made_up(words))
        assert not offences(vendor_word, made_up(words, HOUSE + "dialects/groupme/read.py"))
        assert not offences(vendor_word, made_up(words, HOUSE + "app.py"))

    def test_but_not_on_prokey(self) -> None:
        assert not offences(vendor_word, made_up("prokey = 'add to calendar'"))
