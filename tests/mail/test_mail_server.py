"""How a mail server is named, and that nothing is said to one in the clear that is not on this machine (T199)."""

import asyncio
import logging
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from kalends.actions.letter import Outcome
from kalends.domain import limits
from kalends.net.mail_server import MailServer, mail_server
from kalends.net.smtp import SmtpMailer
from kalends.settings import WrongSetting, read_settings
from tests.cli.test_serving import free_port
from tests.mail.post_office import Inbox


async def yes() -> bool:
    return True


class TestAnAddress:
    def test_says_all_there_is_to_know(self) -> None:
        assert mail_server("smtps://olga%40x:p%3Aw@mail.example.org") == MailServer(
            "mail.example.org", 465, tls=True, starttls=False, user="olga@x", password="p:w"
        )
        assert mail_server("smtp://mail.example.org:2525") == MailServer("mail.example.org", 2525, False, True)

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
    def test_of_this_machine_needs_no_encryption(self, host: str) -> None:
        assert not mail_server(f"smtp://{host}:25").starttls

    @pytest.mark.parametrize(
        "url",
        ["", "mail.example.org", "http://mail.example.org", "smtp://", "smtp://a/b", "smtp://a:x", "smtp://a?b=c"],
    )
    def test_that_is_none_is_refused(self, url: str) -> None:
        with pytest.raises(ValueError, match=r".+"):
            mail_server(url)


class TestSettings:
    def test_name_a_sender_with_a_mail_server(self) -> None:
        with pytest.raises(WrongSetting, match="--mail-from"):
            read_settings({"smtp_url": "smtp://mail.example.org"}, {})
        chosen = read_settings({"smtp_url": "smtp://a.example", "mail_from": "Riverside <events@example.org>"}, {})
        assert (chosen.sender().name, chosen.sender().mail) == ("Riverside", "events@example.org")

    @pytest.mark.parametrize("sender", ["nobody", "a@b, c@d", "<>", "A <b@c> d@e"])
    def test_refuse_a_sender_that_is_no_address(self, sender: str) -> None:
        with pytest.raises(WrongSetting, match="address"):
            read_settings({"mail_from": sender}, {})

    def test_refuse_an_address_that_is_no_mail_server(self) -> None:
        with pytest.raises(WrongSetting, match="mail server"):
            read_settings({"smtp_url": "http://a.example", "mail_from": "events@example.org"}, {})


class TestAServerThatIsOutOfReach:
    async def test_is_told_of_once_and_so_is_that_it_came_back(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(limits, "MAIL_SERVER_REST_S", 0)
        caplog.set_level(logging.INFO, "kalends.mail")
        inbox, loop, port = Inbox(), asyncio.get_running_loop(), free_port()
        mailer = SmtpMailer(MailServer("127.0.0.1", port, tls=False, starttls=False), "events@kalends.example")
        for _ in range(3):
            await mailer.send("vera@example.org", b"Subject: x\r\n\r\nx\r\n", yes)
        (line,) = caplog.messages
        assert "no mails can be handed over" in line
        listener = await loop.create_server(lambda: SMTP(inbox, hostname="inbox.example", loop=loop), "127.0.0.1", port)
        try:
            for _ in range(2):
                await mailer.send("vera@example.org", b"Subject: x\r\n\r\nx\r\n", yes)
        finally:
            await mailer.close()
            listener.close()
        assert len(inbox.mails) == 2
        assert caplog.messages[1:] == ["mails are handed over again"]


class TestAServerThatOffersNoEncryption:
    async def test_is_told_nothing(self) -> None:
        inbox, loop = Inbox(), asyncio.get_running_loop()
        listener = await loop.create_server(lambda: SMTP(inbox, hostname="inbox.example", loop=loop), "127.0.0.1")
        port: Any = listener.sockets[0].getsockname()[1]
        there = MailServer("127.0.0.1", port, tls=False, starttls=True, user="olga", password="secret")
        mailer = SmtpMailer(there, "events@kalends.example")
        try:
            delivery = await mailer.send("vera@example.org", b"Subject: x\r\n\r\nx\r\n", yes)
        finally:
            await mailer.close()
            listener.close()
        assert delivery is not None
        assert delivery.outcome is Outcome.LATER
        assert not inbox.mails
