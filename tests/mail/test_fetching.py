"""Mails are fetched from a mail server one by one, which says no, goes silent, or is not the one it says it is."""

import asyncio
import ssl
import subprocess
import time
from pathlib import Path

import pytest

from kalends.domain import limits
from kalends.net.imap import NotFetched, open_inbox
from kalends.net.mail_server import Inbox, MailServer, inbox
from kalends.settings import WrongSetting, read_settings
from tests.mail.imap_server import PASSWORD, USER, ImapServer, imap_server


async def refused(where: Inbox) -> str:
    """What is told where the inbox cannot be opened; never the password."""
    with pytest.raises(NotFetched) as raised:
        async with open_inbox(where) as opened:
            await opened.unseen()
    assert PASSWORD not in str(raised.value)
    return str(raised.value)


class TestAnInbox:
    async def test_gives_what_is_unseen_and_marks_nothing_by_itself(self) -> None:
        async with imap_server() as server:
            server.receive(b"Subject: 1\n\none", b"Subject: 2\n\ntwo", b"Subject: 3\n\nthree")
            server.mails[102].flags.add(r"\Seen")
            async with open_inbox(server.where()) as opened:
                assert await opened.unseen() == ["101", "103"]
                assert await opened.mail("103") == b"Subject: 3\r\n\r\nthree"
                assert server.marks() == [set(), {r"\Seen"}, set()]
                await opened.mark_seen("103")
                await opened.flag("101")
                assert await opened.unseen() == []
            assert server.marks() == [{r"\Flagged"}, {r"\Seen"}, {r"\Seen"}]
            assert server.said[-1] == "LOGOUT"

    async def test_without_mails_is_empty(self) -> None:
        async with imap_server() as server, open_inbox(server.where()) as opened:
            assert await opened.unseen() == []
            assert await opened.mail("7") is None

    async def test_gives_only_the_beginning_of_what_is_too_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "MAIL_BYTES", 20)
        async with imap_server() as server:
            server.receive(b"x" * 20, b"x" * 21)
            async with open_inbox(server.where()) as opened:
                assert [len(await opened.mail(uid) or b"") for uid in ("101", "102")] == [20, 20]

    async def test_may_be_any_folder_and_let_in_by_either_way(self) -> None:
        async with imap_server() as server:
            server.folder, server.offers = 'Replies "of ours"', ""
            async with open_inbox(server.where()) as opened:
                assert await opened.unseen() == []
            assert server.said[1].startswith("LOGIN ")

    async def test_is_only_looked_at_where_that_is_asked_for(self) -> None:
        async with imap_server() as server:
            server.readonly = True
            async with open_inbox(server.where(), readonly=True) as opened:
                assert await opened.unseen() == []


class TestWhatIsTold:
    async def test_where_nobody_listens(self) -> None:
        async with imap_server() as server:
            pass
        assert "refused" in await refused(server.where())

    @pytest.mark.parametrize("offers", ["AUTH=PLAIN", ""])
    async def test_of_a_wrong_password(self, offers: str) -> None:
        async with imap_server() as server:
            server.offers = offers
            told = await refused(server.where(password="another"))
            assert "AUTHENTICATIONFAILED" in told
            assert "another" not in told

    async def test_of_a_folder_that_is_not_there(self) -> None:
        async with imap_server() as server:
            assert "no such folder" in await refused(server.where(folder="Elsewhere"))

    async def test_of_a_folder_in_which_nothing_can_be_marked(self) -> None:
        async with imap_server() as server:
            server.readonly = True
            assert "not writable" in await refused(server.where())

    async def test_of_a_server_that_breaks_off(self) -> None:
        async with imap_server() as server:
            server.drops_at = "SEARCH"
            assert await refused(server.where())

    async def test_of_a_server_that_goes_silent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "INBOX_WAIT_S", 0.2)
        async with imap_server() as server:
            server.silent_at = "SELECT"
            assert "timed out" in await refused(server.where())

    async def test_of_a_mail_that_is_longer_than_was_asked_for(self) -> None:
        async with imap_server() as server:
            server.receive(b"x")
            server.literal = 10**9
            with pytest.raises(NotFetched, match="more than it was asked for"):
                async with open_inbox(server.where()) as opened:
                    await opened.mail("101")

    async def test_of_something_that_is_no_mail_server(self) -> None:
        async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 400 \xff\r\n\r\n")
            writer.close()

        listener = await asyncio.start_server(talk, "127.0.0.1")
        port = listener.sockets[0].getsockname()[1]
        assert await refused(ImapServer(port).where())
        listener.close()


class TestBreakingOff:
    async def test_waits_for_no_server(self) -> None:
        async def break_off(where: Inbox) -> None:
            async with asyncio.timeout(0.3), open_inbox(where) as opened:
                await opened.mail("101")

        def ended() -> float:
            """A loop ends when its threads do."""
            began = time.monotonic()
            with pytest.raises(TimeoutError):
                asyncio.run(break_off(server.where()))
            return time.monotonic() - began

        async with imap_server() as server:
            server.silent_at = "FETCH"
            assert await asyncio.to_thread(ended) < limits.INBOX_WAIT_S / 2


class TestASecret:
    async def test_is_not_told_where_no_encryption_is_offered(self) -> None:
        async with imap_server() as server:
            assert "TLS" in await refused(server.where(starttls=True))
            assert server.said == ["CAPABILITY"]

    async def test_is_not_told_to_a_server_that_proves_nothing(self, tmp_path: Path) -> None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*certificate(tmp_path))
        async with imap_server(tls) as server:
            there = MailServer("127.0.0.1", server.port, tls=True, starttls=False, user=USER, password=PASSWORD)
            assert "certificate verify failed" in await refused(Inbox(there))
            assert server.said == []

    async def test_is_told_to_one_that_is_trusted(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        signed, key = certificate(tmp_path)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(signed, key)
        monkeypatch.setenv("SSL_CERT_FILE", str(signed))
        async with imap_server(tls) as server:
            there = MailServer("127.0.0.1", server.port, tls=True, starttls=False, user=USER, password=PASSWORD)
            async with open_inbox(Inbox(there)) as opened:
                assert await opened.unseen() == []


def certificate(folder: Path) -> tuple[Path, Path]:
    """Signed by itself, for this machine."""
    signed, key = folder / "signed.pem", folder / "key.pem"
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    words += ["-subj", "/CN=here", "-addext", "subjectAltName=IP:127.0.0.1", "-out", str(signed), "-keyout", str(key)]
    subprocess.run(words, check=True, capture_output=True)
    return signed, key


class TestAnAddress:
    def test_says_all_there_is_to_know(self) -> None:
        assert inbox("imaps://olga%40x:p%3Aw@mail.example.org/Replies%20of%20ours") == Inbox(
            MailServer("mail.example.org", 993, tls=True, starttls=False, user="olga@x", password="p:w"),
            "Replies of ours",
        )
        assert inbox("imap://u:p@mail.example.org") == Inbox(
            MailServer("mail.example.org", 143, tls=False, starttls=True, user="u", password="p"), "INBOX"
        )

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
    def test_of_this_machine_needs_no_encryption(self, host: str) -> None:
        assert not inbox(f"imap://u:p@{host}:1143/a/b").server.starttls

    @pytest.mark.parametrize(
        "url",
        [
            "", "mail.example.org", "smtp://u:p@a", "imaps://a", "imaps://u@a", "imaps://:p@a", "imaps://u:p@",
            "imaps://u:p@a:x", "imaps://u:p@a?b=c", "imaps://u:p@a/%0d%0aA1 LOGOUT", "imaps://u:p@a/Entw%C3%BCrfe",
            "imaps://u%0d:p@a", "imaps://u:p%0a@a", "imaps://u:p@[a", "imaps://u:p@\u2100",
        ],
    )  # fmt: skip
    def test_that_is_none_is_refused(self, url: str) -> None:
        with pytest.raises(ValueError, match="reads like"):
            inbox(url)


class TestSettings:
    def test_name_the_address_that_replies_go_to(self) -> None:
        with pytest.raises(WrongSetting, match="--mail-from"):
            read_settings({"imap_url": "imaps://u:p@mail.example.org"}, {})
        told = {"KALENDS_IMAP_URL": "imaps://u:p@mail.example.org", "KALENDS_MAIL_FROM": "events@example.org"}
        assert read_settings({}, told).imap_url == told["KALENDS_IMAP_URL"]

    @pytest.mark.parametrize("url", ["imaps://u:open/sesame@a", "imaps://u:sesame@a:b", "http://u:sesame@a"])
    def test_show_no_password_when_they_refuse_an_address(self, url: str) -> None:
        with pytest.raises(WrongSetting, match="mail server's address") as raised:
            read_settings({"imap_url": url, "mail_from": "events@example.org"}, {})
        assert "sesame" not in f"{raised.value}{raised.value.__cause__}"
