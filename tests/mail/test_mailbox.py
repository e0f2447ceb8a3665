"""Mails of a server without a mail server: kept for a while, and shown on the machine itself only."""

from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from kalends.app import build_app
from kalends.dialects.context import Context
from kalends.domain import limits
from kalends.health import Health
from kalends.net.mail import CalendarPart, Mail, Party, built
from kalends.net.mailbox import MailFolder
from tests.cast import World
from tests.databases import SQLITE, StandingClock
from tests.loop import run

embedded = pytest.mark.parametrize("kind", [SQLITE], indirect=True)

SECRET = "0123456789abcdef" * 4
MAIL = Mail(
    from_=Party("events@kalends.example"),
    to=Party("vera@example.org", "Vera"),
    subject="You are coming: <Concert>",
    text="You are coming.\nhttp://kalends.test/x?a=1&b=2 <b>\n",
    html='<html><head></head><body><script>evil()</script><a href="http://kalends.test/x">See</a></body></html>',
    date=datetime(2026, 1, 5, 9, tzinfo=UTC),
    message="1.2.abc",
    calendar=CalendarPart(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "PUBLISH"),
)


async def yes() -> bool:
    return True


def keep(folder: MailFolder, mail: Mail = MAIL) -> None:
    run(folder.send(mail.to.mail, built(mail), yes))


class Asker:
    """Somebody who asks for the mailbox of a world."""

    def __init__(self, world: World, folder: MailFolder | None) -> None:
        context: Context = replace(world.context, mailbox=folder, mailbox_secret=SECRET if folder else "")
        self.app = build_app(context, Health(world.store, "test"), log=None, proxies=frozenset({"127.0.0.9"}))

    def get(self, path: str, client: str = "127.0.0.1", **headers: str) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, client=(client, 40_000))
            async with httpx.AsyncClient(transport=transport, base_url="http://kalends.test") as asker:
                return await asker.get(path, headers=headers)

        return run(asked())


@pytest.fixture
def folder(tmp_path: Path) -> MailFolder:
    return MailFolder(tmp_path / "mailbox", StandingClock())


@embedded
class TestWhoSitsAtTheMachine:
    def test_reads_the_newest_mail_first(self, world: World, folder: MailFolder) -> None:
        keep(folder)
        keep(folder, replace(MAIL, subject="Second"))
        page = Asker(world, folder).get(f"/mailbox/{SECRET}")
        assert page.status_code == 200
        assert page.text.index("Second") < page.text.index("You are coming: &lt;Concert&gt;")

    def test_reads_each_part_of_a_mail(self, world: World, folder: MailFolder) -> None:
        keep(folder)
        asker, (name,) = Asker(world, folder), run(folder.names())
        page = asker.get(f"/mailbox/{SECRET}/{name}")
        assert '<a href="http://kalends.test/x?a=1&amp;b=2">' in page.text
        assert "&lt;b&gt;" in page.text
        assert asker.get(f"/mailbox/{SECRET}/{name}/raw").content == built(MAIL)
        file = asker.get(f"/mailbox/{SECRET}/{name}/file/0")
        assert file.content == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
        assert "event.ics" in file.headers["Content-Disposition"]
        for missing in ("file/1", "file/x", "file/-1", "else"):
            assert asker.get(f"/mailbox/{SECRET}/{name}/{missing}").status_code == 404

    def test_is_shown_its_html_where_it_can_do_nothing(self, world: World, folder: MailFolder) -> None:
        keep(folder)
        (name,) = run(folder.names())
        html = Asker(world, folder).get(f"/mailbox/{SECRET}/{name}/html")
        policy = html.headers["Content-Security-Policy"]
        assert policy.startswith("sandbox ")
        assert "allow-scripts" not in policy
        assert "default-src 'none'" in policy

    @pytest.mark.parametrize("name", ["../secret", "%2e%2e%2fsecret", "mail.eml", "20260105T090000000000-1-x.eml"])
    def test_finds_nothing_else_there(self, world: World, folder: MailFolder, name: str) -> None:
        keep(folder)
        assert Asker(world, folder).get(f"/mailbox/{SECRET}/{name}").status_code == 404


@embedded
class TestAnybodyElse:
    def test_finds_nothing(self, world: World, folder: MailFolder) -> None:
        keep(folder)
        asker = Asker(world, folder)
        unknown = asker.get("/mailbox/unknown", client="192.0.2.7")
        for answer in (
            asker.get(f"/mailbox/{SECRET}", client="192.0.2.7"),
            asker.get(f"/mailbox/{SECRET}", **{"X-Forwarded-For": "127.0.0.1"}),
            asker.get(f"/mailbox/{SECRET}", Forwarded="for=127.0.0.1"),
            asker.get(f"/mailbox/{SECRET}", client="127.0.0.9", **{"X-Forwarded-For": "192.0.2.7"}),
            asker.get(f"/mailbox/{SECRET[:-1]}"),
        ):
            assert (answer.status_code, answer.content) == (404, unknown.content)

    def test_nor_where_a_mail_server_sends_everything(self, world: World) -> None:
        for secret in (SECRET, ""):
            assert Asker(world, None).get(f"/mailbox/{secret}").status_code == 404


class TestTheFolder:
    def test_is_for_its_owner_only(self, folder: MailFolder, tmp_path: Path) -> None:
        keep(folder)
        (path,) = (tmp_path / "mailbox").iterdir()
        assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)

    def test_keeps_the_newest_only(self, folder: MailFolder, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "MAILBOX_MAILS", 3)
        for number in range(52):
            keep(folder, replace(MAIL, subject=str(number)))
        assert len(run(folder.names())) <= 4

    def test_keeps_nothing_that_must_not_go(self, folder: MailFolder) -> None:
        async def no() -> bool:
            return False

        assert run(folder.send("vera@example.org", b"", no)) is None
        assert run(folder.names()) == []
