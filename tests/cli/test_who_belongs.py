"""organization, person, member, and what lets them in, on the command line."""

import shlex
from pathlib import Path

import pytest

from kalends.clock import SystemClock
from kalends.dialects.rates import Rates
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.errors import Refused
from kalends.gate import DirectoryGate, Keyring
from kalends.settings import installation_secret
from kalends.store.nouns import TRANSACTIONS
from tests.cli.command_line import CommandLine, embedded_only
from tests.loop import run


async def identify(kalends: CommandLine, kind: CredentialKind, text: str) -> Actor:
    store = kalends.address.store(TRANSACTIONS)
    await store.open()
    try:
        keyring = Keyring(installation_secret(kalends.address.data))
        return await DirectoryGate(store, keyring, SystemClock(), Rates(9)).identify(kind, text, "192.0.2.1")
    finally:
        await store.close()


class TestOrganizations:
    def test_each_gets_the_next_number(self, kalends: CommandLine) -> None:
        assert [kalends("organization", "create", name)["number"] for name in ("Singers", "Rowers")] == [1, 2]
        assert [it["name"] for it in kalends("organization", "list")] == ["Singers", "Rowers"]

    def test_a_name_is_taken_once_however_it_is_written(self, kalends: CommandLine) -> None:
        kalends("organization", "create", "Singers")
        assert "already an organization" in kalends.refuses("organization", "create", "SINGERS")
        assert len(kalends("organization", "list")) == 1

    def test_an_unknown_zone_is_refused(self, kalends: CommandLine) -> None:
        assert "Europe/Berlin" in kalends.refuses("organization", "create", "Singers", "--zone", "Europe/Berlim")
        said = kalends.refuses("organization", "create", "Singers", "--zone", "Mars/Base")
        assert said == "kalends: zone: there is no time zone 'Mars/Base'\n"
        assert kalends("organization", "list") == []

    def test_where_there_are_several_the_refusal_names_them(self, choir: CommandLine) -> None:
        for name in ("Runners", "Cyclists"):
            choir("organization", "create", name)
        assert '"Singers", "Runners", "Cyclists"\n' in choir.refuses("person", "list")
        for number in range(4):
            choir("organization", "create", f"Club {number}")
        said = choir.refuses("person", "list")
        assert '"Club 1", …' in said
        assert "Club 2" not in said

    def test_where_there_are_several_a_prokey_says_which_is_meant(self, choir: CommandLine) -> None:
        event = choir("event", "create", "Choir", "--name", "Concert", "--start", "2030-03-02", "--by", "Olga")
        group = choir("group", "list")[0]["prokey"]
        choir("organization", "create", "Runners")
        assert len(choir("event", "meetings", event["prokey"])) == 1
        assert choir("mail", "invite", event["prokey"])["invited"] == 2
        assert [it["prokey"] for it in choir("event", "list", "--group", group)] == [event["prokey"]]
        assert "there are several" in choir.refuses("event", "list", "--group", "Choir")
        assert "there is no event" in choir.refuses("event", "meetings", event["prokey"], "--organization", "Runners")

    def test_where_there_are_several_one_has_to_be_named(self, choir: CommandLine) -> None:
        choir("organization", "create", "Rowers")
        assert "--organization" in choir.refuses("person", "list")
        assert len(choir("person", "list", "--organization", "singers".title())) == 2
        assert choir("person", "list", "--organization", "2") == []
        assert "no such organization" in choir.refuses("person", "list", "--organization", "3")


class TestTheManual:
    @embedded_only
    def test_can_be_typed_as_it_stands_on_an_empty_folder(self, kalends: CommandLine) -> None:
        manual = (Path(__file__).resolve().parents[2] / "docs/operating.md").read_text(encoding="utf-8")
        block = manual.partition("## Who may do what\n")[2].partition("\nEvery credential")[0]
        typed = [shlex.split(line, comments=True) for line in block.splitlines() if line.strip()]
        assert {words[0] for words in typed} == {"bin/kalends"}
        for words in typed:
            kalends(*words[1:])
        assert [it["role"] for it in kalends("member", "list", "Choir")] == ["owner", "leader"]


class TestPeople:
    def test_a_mail_address_is_one_person_s(self, choir: CommandLine) -> None:
        said = choir.refuses("person", "create", "Other", "--mail", "OLGA@example.org")
        assert "somebody has this mail address" in said

    def test_somebody_is_found_by_number_address_and_name(self, choir: CommandLine) -> None:
        number = str(choir("person", "list")[1]["number"])
        for who in (number, "MIKA@example.org", "Mika"):
            assert choir("key", "create", who)["person"] == "Mika"
        assert "nobody called" in choir.refuses("key", "create", "Vera")

    def test_a_name_of_two_is_not_guessed(self, choir: CommandLine) -> None:
        choir("person", "create", "Mika")
        assert "several people" in choir.refuses("key", "create", "Mika")

    def test_members_come_and_go(self, choir: CommandLine) -> None:
        assert [(it["name"], it["role"]) for it in choir("member", "list", "Choir")] == [
            ("Olga", "owner"),
            ("Mika", "member"),
        ]
        assert choir("member", "revoke", "Choir", "Mika")["role"] is None
        assert choir.refuses("member", "revoke", "Choir", "Mika") == "kalends: Mika is not in the group Choir\n"
        assert [it["members"] for it in choir("group", "list")] == [1]
        choir("member", "create", "Choir", "Mika", "--role", "leader")
        assert choir("member", "list", "Choir")[1]["role"] == "leader"

    def test_who_is_in_it_already_stays_what_they_are(self, choir: CommandLine) -> None:
        assert choir("member", "create", "Choir", "Olga")["role"] == "owner"
        assert choir("member", "create", "Choir", "Mika", "--role", "leader")["role"] == "member"
        assert [it["role"] for it in choir("member", "list", "Choir")] == ["owner", "member"]


class TestCredentials:
    def test_a_key_is_shown_once_and_holds(self, choir: CommandLine) -> None:
        made = choir("key", "create", "Olga", "--scope", "read", "--era", "2024", "--name", "website")
        actor = run(identify(choir, CredentialKind.KEY, made["key"]))
        assert (actor.name, actor.scope, actor.era) == ("Olga", "read", "2024")
        assert made["key"] not in choir.run("key", "list")[1]

    def test_a_token_and_an_application_hold_too(self, choir: CommandLine) -> None:
        token = choir("token", "create", "Mika")["token"]
        assert run(identify(choir, CredentialKind.TOKEN, token)).name == "Mika"
        made = choir("application", "create", "Mika")
        text = f"{made['application_id']}:{made['secret']}"
        assert run(identify(choir, CredentialKind.APPLICATION, text)).name == "Mika"

    @embedded_only
    def test_the_database_holds_no_secret(self, choir: CommandLine) -> None:
        made = choir("key", "create", "Olga")["key"]
        files = [path.read_bytes() for path in choir.address.data.iterdir() if path.is_file()]
        assert not any(made.encode() in content for content in files)

    def test_what_was_revoked_holds_no_more(self, choir: CommandLine) -> None:
        made = choir("key", "create", "Olga")
        choir("key", "revoke", str(made["number"]))
        with pytest.raises(Refused):
            run(identify(choir, CredentialKind.KEY, made["key"]))

    def test_one_kind_does_not_revoke_another(self, choir: CommandLine) -> None:
        made = choir("key", "create", "Olga")
        assert "no such token" in choir.refuses("token", "revoke", str(made["number"]))

    def test_all_of_a_person_s_can_be_revoked_at_once(self, choir: CommandLine) -> None:
        keep = choir("key", "create", "Mika")["key"]
        made = [choir("key", "create", "Olga")["key"] for _ in range(2)]
        choir("token", "create", "Olga")
        assert choir("person", "revoke", "Olga") == {"revoked": 3}
        assert choir("person", "revoke", "Olga") == {"revoked": 0}
        with pytest.raises(Refused):
            run(identify(choir, CredentialKind.KEY, made[0]))
        assert run(identify(choir, CredentialKind.KEY, keep)).name == "Mika"
        assert choir("organization", "revoke", "Singers") == {"revoked": 1}
        assert "no such organization" in choir.refuses("organization", "revoke", "Rowers")

    @embedded_only
    @pytest.mark.parametrize("when", ["2020-01-01", "0d", "2020-01-01T00:00:00+00:00"])
    def test_one_that_has_expired_already_is_refused(self, choir: CommandLine, when: str) -> None:
        assert "expired already" in choir.refuses("key", "create", "Olga", "--expires", when)

    @embedded_only
    @pytest.mark.parametrize("when", ["soon", "2027-02-30", "9999999d", "2027-01-01T00:00:00", "-3d", "9999-12-31"])
    def test_an_expiry_that_cannot_be_read_is_refused(self, choir: CommandLine, when: str) -> None:
        assert "is written like 90d" in choir.refuses("key", "create", "Olga", f"--expires={when}")
        assert choir("key", "list") == []
