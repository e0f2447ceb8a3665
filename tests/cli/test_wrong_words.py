"""What the command line says to what it cannot do: one line that helps, and an exit code that programs understand."""

import pytest

from kalends import __version__, cli
from kalends.cli import alone
from kalends.cli.parsing import COMMANDS
from tests.cli.command_line import CommandLine, embedded_only

NAMES = [(it.noun, *([it.verb] if it.verb else [])) for it in COMMANDS] + [(it.noun,) for it in alone.COMMANDS]
NUMBERED = [
    ("key", "revoke"), ("token", "revoke"), ("feed", "revoke"), ("jobs", "retry"), ("jobs", "discard"),
    ("mail", "retry"), ("mail", "discard"),
]  # fmt: skip
pytestmark = embedded_only


def misunderstood(kalends: CommandLine, *words: str) -> str:
    """The last line of what argparse says."""
    with pytest.raises(SystemExit) as ended:
        kalends.run(*words)
    assert ended.value.code == 2
    return kalends.capsys.readouterr().err.splitlines()[-1]


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 0
    told = capsys.readouterr()
    assert told.err == ""
    return told.out


def test_every_command_says_how_it_is_used(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in NAMES:
        assert shown(capsys, *name, "--help").startswith(f"usage: kalends {' '.join(name)} ")


def test_the_version_is_told(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, "--version") == f"kalends {__version__}\n"


@pytest.mark.parametrize("name", NUMBERED)
@pytest.mark.parametrize("word", ["x", "1.5", "", "7 8"])
def test_a_number_is_one(kalends: CommandLine, name: tuple[str, str], word: str) -> None:
    told = misunderstood(kalends, *name, "--", word)
    assert told == f'kalends {" ".join(name)}: error: argument NUMBER: must be a number, not "{word}"'


def test_an_unknown_command_or_option_is_refused(kalends: CommandLine) -> None:
    assert "invalid choice: 'frobnicate'" in misunderstood(kalends, "event", "frobnicate")
    assert "unrecognized arguments: --frob" in misunderstood(kalends, "event", "list", "--frob")


@pytest.mark.parametrize("words", [("serve",), ("event", "list"), ("backup", "a")])
def test_what_an_unknown_option_is_no_option_of_is_told(kalends: CommandLine, words: tuple[str, ...]) -> None:
    command = " ".join(it for it in words if it != "a")
    told = misunderstood(kalends, *words, "--frob")
    assert told == f"kalends {command}: error: unrecognized arguments: --frob"


def test_what_is_no_text_is_refused(kalends: CommandLine) -> None:
    for words in (["event", "meetings", "\udcff"], ["key", "create", "\udcff"]):
        code, out, err = kalends.run(*words)
        assert (code, out, err) == (2, "", "kalends: an argument is not written in UTF-8\n")


@pytest.mark.parametrize("verb", ["meetings", "draft", "publish", "remind", "revoke"])
def test_an_unknown_event_is_named(choir: CommandLine, verb: str) -> None:
    told = choir.refuses("event", verb, "nothing")
    assert told == 'kalends: there is no event "nothing"; `kalends event list` lists them\n'


def test_an_export_of_nothing_said_says_what_to_say(choir: CommandLine) -> None:
    assert choir.refuses("export", "events.ics") == "kalends: say --group GROUP or --all\n"


@pytest.mark.parametrize("words", [("person", "create", "Olga"), ("key", "create", "Olga"), ("group", "create", "A")])
def test_only_an_organization_is_made_in_a_new_database(kalends: CommandLine, words: tuple[str, ...]) -> None:
    assert "there is no database in" in kalends.refuses(*words)
    assert not (kalends.address.data / "secret").exists()


def test_a_data_folder_that_is_none_is_named(kalends: CommandLine) -> None:
    file = kalends.address.data / "file"
    file.parent.mkdir(exist_ok=True)
    file.touch()
    assert cli.main(["event", "list", "--data", str(file)]) == 1
    assert kalends.capsys.readouterr().err == f"kalends: The data folder {file} is no folder\n"
