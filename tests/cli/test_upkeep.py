"""backup, restore, migrate, doctor: what keeps the record."""

import stat
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from kalends.cli.upkeep import interpreter_warnings
from kalends.store.nouns import TRANSACTIONS
from tests.cli.command_line import CommandLine, embedded_only
from tests.databases import KINDS
from tests.loop import run


@embedded_only
class TestBackup:
    def test_it_comes_back_as_it_was(self, choir: CommandLine, tmp_path: Path) -> None:
        file = tmp_path / "backup.sqlite"
        choir("backup", str(file))
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        choir("person", "create", "Vera")
        restored = choir("restore", str(file))
        assert [it["name"] for it in choir("person", "list")] == ["Olga", "Mika"]
        assert Path(restored["kept"]).exists()
        assert "secret" in restored

    def test_it_is_taken_while_the_server_holds_the_file(self, choir: CommandLine, tmp_path: Path) -> None:
        store = choir.address.store(TRANSACTIONS)
        run(store.open())
        try:
            choir("person", "create", "Vera")
            choir("backup", str(tmp_path / "backup.sqlite"))
        finally:
            run(store.close())
        assert len(choir("person", "list")) == 3

    def test_it_overwrites_nothing(self, choir: CommandLine, tmp_path: Path) -> None:
        file = tmp_path / "backup.sqlite"
        file.write_text("dear diary")
        assert "exists already" in choir.refuses("backup", str(file))
        assert file.read_text() == "dear diary"


def _with_letters(choir: CommandLine, folder: Path) -> Path:
    """A backup in which one letter waits and another is being sent."""
    event = choir("event", "create", "Choir", "--name", "Concert", "--start", "2030-03-02", "--by", "Olga")
    choir("mail", "invite", event["prokey"])
    connection = apsw.Connection(str(choir.address.data / "kalends.sqlite"))
    connection.execute("UPDATE letters SET state = 'sending' WHERE number = (SELECT MAX(number) FROM letters)")
    connection.close()
    choir("backup", str(folder / "backup.sqlite"))
    return folder / "backup.sqlite"


def _unwanted(choir: CommandLine, mail: str, why: str) -> None:
    """This address gets no more mails."""
    with closing(apsw.Connection(str(choir.address.data / "kalends.sqlite"))) as connection:
        connection.execute("INSERT INTO suppressions VALUES (1, ?, '', ?, 0)", (mail, why))


@embedded_only
class TestRestore:
    def test_a_running_server_is_left_alone(self, choir: CommandLine, tmp_path: Path) -> None:
        file = tmp_path / "backup.sqlite"
        choir("backup", str(file))
        store = choir.address.store(TRANSACTIONS)
        run(store.open())
        try:
            assert "held by process" in choir.refuses("restore", str(file))
        finally:
            run(store.close())

    @pytest.mark.parametrize("content", [b"", b"dear diary", b"SQLite format 3\x00" + bytes(5_000)])
    def test_what_is_no_backup_is_refused(self, choir: CommandLine, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "backup.sqlite"
        file.write_bytes(content)
        assert "no database of Kalends" in choir.refuses("restore", str(file))
        assert len(choir("person", "list")) == 2

    def test_a_damaged_one_is_refused(self, choir: CommandLine, tmp_path: Path) -> None:
        file = tmp_path / "backup.sqlite"
        choir("backup", str(file))
        content = bytearray(file.read_bytes())
        content[8_192:60_000] = b"\xff" * (60_000 - 8_192)
        file.write_bytes(content)
        assert "backup.sqlite is" in choir.refuses("restore", str(file))
        assert len(choir("person", "list")) == 2

    def test_letters_that_waited_go_out_once_more_and_that_is_said(self, choir: CommandLine, tmp_path: Path) -> None:
        file = _with_letters(choir, tmp_path)
        told = choir("restore", str(file))["letters"]
        assert told.startswith("1 waited and 1 were being sent when it was made: they go out at the next start")
        assert sorted(it["state"] for it in choir("mail", "list")) == ["sending", "waiting"]

    def test_letters_that_waited_can_be_held_back(self, choir: CommandLine, tmp_path: Path) -> None:
        file = _with_letters(choir, tmp_path)
        assert "held back" in choir("restore", str(file), "--hold-mails")["letters"]
        assert len(choir("mail", "list", "--state", "uncertain")) == 2

    def test_where_no_letter_waited_that_is_said(self, choir: CommandLine, tmp_path: Path) -> None:
        choir("backup", str(tmp_path / "backup.sqlite"))
        assert choir("restore", str(tmp_path / "backup.sqlite"))["letters"].startswith("none")

    def test_nobody_is_written_to_again_who_wanted_no_more_mails_since(
        self, choir: CommandLine, tmp_path: Path
    ) -> None:
        file = tmp_path / "backup.sqlite"
        choir("backup", str(file))
        _unwanted(choir, "vera@example.org", "complained")
        assert choir("restore", str(file))["unwanted"].startswith("1 address")
        assert [(it["mail"], it["why"]) for it in choir("mail", "suppressed")] == [("vera@example.org", "complained")]
        assert choir("restore", str(file))["unwanted"].startswith("1 address"), "however often it is restored"

    def test_what_others_wanted_in_another_installation_is_not_heeded(self, choir: CommandLine, tmp_path: Path) -> None:
        file = tmp_path / "backup.sqlite"
        choir("backup", str(file))
        _unwanted(choir, "vera@example.org", "asked")
        with closing(apsw.Connection(str(choir.address.data / "kalends.sqlite"))) as connection:
            connection.execute("UPDATE organizations SET created_at = created_at + 1")
        assert choir("restore", str(file))["unwanted"].startswith("no")
        assert choir("mail", "suppressed") == []

    def test_a_damaged_database_is_replaced_all_the_same(self, choir: CommandLine, tmp_path: Path) -> None:
        file = tmp_path / "backup.sqlite"
        choir("backup", str(file))
        for companion in ("-wal", "-shm"):
            (choir.address.data / f"kalends.sqlite{companion}").unlink(missing_ok=True)
        (choir.address.data / "kalends.sqlite").write_bytes(b"no database" * 99)
        assert "cannot be read" in choir("restore", str(file))["unwanted"]
        assert len(choir("person", "list")) == 2

    def test_what_is_not_there_is_refused(self, choir: CommandLine, tmp_path: Path) -> None:
        assert "is not there" in choir.refuses("restore", str(tmp_path / "nowhere"))
        assert len(choir("person", "list")) == 2


class TestDoctor:
    def test_all_is_well(self, choir: CommandLine) -> None:
        found = choir("doctor")
        assert found["problems"] == []
        assert found["pending_jobs"] == 2

    @embedded_only
    def test_a_wrong_counter_is_found(self, choir: CommandLine) -> None:
        connection = apsw.Connection(str(choir.address.data / "kalends.sqlite"))
        connection.execute("UPDATE groups SET members = members + 1")
        connection.close()
        code, out, _ = choir.run("doctor")
        assert code == 1
        assert 'the counters of the group "Choir"' in out

    @pytest.mark.parametrize(
        ("version", "count"), [((3, 11, 9), 1), ((3, 11, 10), 0), ((3, 12, 4), 1), ((3, 13, 0), 0)]
    )
    def test_it_knows_old_interpreters(self, version: tuple[int, ...], count: int) -> None:
        assert len(interpreter_warnings(version)) == count


class TestJobs:
    @pytest.mark.parametrize("number", ["9" * 26, "-" + "9" * 26, str(2**63), str(2**63 - 1), "5"])
    @pytest.mark.parametrize("verb", ["retry", "discard"])
    def test_that_are_not_there_are_neither_retried_nor_discarded(
        self, choir: CommandLine, verb: str, number: str
    ) -> None:
        assert "there is no such job" in choir.refuses("jobs", verb, number, "--organization", "1")

    def test_are_found_in_whatever_organization_they_are(self, choir: CommandLine) -> None:
        choir("organization", "create", "Runners")
        (job, *_) = choir("jobs", "list", "--organization", "Runners")
        assert choir("jobs", "retry", str(job["number"]))["due"] == "now"
        choir("jobs", "discard", str(job["number"]))
        left = choir("jobs", "list", "--organization", "Runners")
        assert job["number"] not in [it["number"] for it in left]
        assert "there is no such job" in choir.refuses("jobs", "discard", "9" * 26)


class TestANumberThatNothingCanHave:
    @pytest.mark.parametrize(
        "words",
        [
            ("key", "revoke"),
            ("token", "revoke"),
            ("application", "revoke"),
            ("feed", "revoke"),
            ("person", "revoke"),
            ("group", "revoke"),
        ],
    )
    def test_is_told_in_a_sentence(self, choir: CommandLine, words: tuple[str, ...]) -> None:
        code, _, err = choir.run(*words, "9" * 26)
        assert (code, len(err.splitlines())) == (1, 1)

    def test_of_visitors_too(self, choir: CommandLine) -> None:
        event = choir("event", "create", "Choir", "--name", "Concert", "--start", "2030-03-02", "--by", "Olga")
        assert "visitors" in choir.refuses("attendance", "create", event["prokey"], "--visitors", "9" * 26)


class TestMigrate:
    def test_it_says_what_is_there(self, kalends: CommandLine) -> None:
        assert kalends("migrate")["migrations"][0] == "0001_the_record"


@pytest.mark.parametrize("kind", KINDS[-1:], indirect=True)
class TestPostgreSQL:
    def test_its_own_tools_copy_it(self, choir: CommandLine, tmp_path: Path) -> None:
        assert "pg_dump" in choir.refuses("backup", str(tmp_path / "backup"))
        assert "pg_restore" in choir.refuses("restore", str(tmp_path / "backup"))


@embedded_only
class TestAFileThatCannotBe:
    def test_is_told_in_a_sentence(self, choir: CommandLine, tmp_path: Path) -> None:
        told = choir.refuses("backup", str(tmp_path / "nowhere" / "backup.sqlite"))
        assert told.endswith("No such file or directory\n")
        assert len(told.splitlines()) == 1


@embedded_only
class TestAMistypedFolder:
    def test_is_not_made_by_looking(self, kalends: CommandLine) -> None:
        assert "there is no database in" in kalends.refuses("organization", "list")
        assert not (kalends.address.data / "kalends.sqlite").exists()
        assert not (kalends.address.data / "secret").exists()

    def test_gets_a_database_by_making_something(self, kalends: CommandLine) -> None:
        kalends("organization", "create", "Singers")
        assert [it["name"] for it in kalends("organization", "list")] == ["Singers"]
