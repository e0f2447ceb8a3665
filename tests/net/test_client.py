"""The guarded client cannot be sent inside, and cannot be held up or filled up (T050-T064)."""

import asyncio
import gzip
import os
import ssl
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from kalends.domain import limits
from kalends.net.client import Client, Fetched, TooLarge, Unreachable
from tests.net.servers import Listener, Talk, answer, listening, saying

PUBLIC = "93.184.216.34"  # never asked: what is tested is that nobody is
TOLD = "the address could not be fetched"
LITERALS = [
    *("127.0.0.1", "127.0.0.2", "127.255.255.254", "0.0.0.0", "0", "127.1", "2130706433", "0x7f000001", "0177.0.0.1"),
    *("0x7f.0.0.1", "0177.1", "127.0.0.1.", "①②⑦.⓪.⓪.①", "127.0.0.1。", "１２７.0.0.1"),
    *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]", "[::127.0.0.1]"),
    *("[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]", "[2002:7f00:1::1]", "[fec0::1]", "[fe80::1]"),
    *("[fe80::1%25eth0]", "[fe80::1%25lo]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[2001:0:7f00:1::]"),
    *("169.254.169.254", "100.100.100.200", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "198.18.0.1"),
    *(
        "192.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "224.0.0.1",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "ip6-localhost",
    ),
]
ODD = [
    *(
        "http://good@127.0.0.1:{p}/",
        "http://127.0.0.1:{p}#@good/",
        "http://127.0.0.1:{p}\\@good/",
        "http:127.0.0.1:{p}/",
    ),
    *("http:/127.0.0.1:{p}/", "http://good\\@127.0.0.1:{p}/", "http://127.0.0.1\t:{p}/", "http://127.0.0.1:{p}\n/"),
    *(
        "http://127.0.0.1:{p}/\r\nX: y",
        " http://127.0.0.1:{p}/",
        "http://127.0.0.1%09:{p}/",
        "http://good:x@127.0.0.1:{p}",
    ),
    *(
        "file:///etc/passwd",
        "ftp://127.0.0.1:{p}/",
        "gopher://127.0.0.1:{p}/_GET",
        "dict://127.0.0.1:{p}/",
        "jar:http://x!/",
    ),
    *("data:text/calendar,BEGIN", "webcal://127.0.0.1:{p}/", "webcals://127.0.0.1:{p}/", "HTTP://127.0.0.1:{p}/"),
    *("http://[::ffff:127.0.0.1]:{p}/", "//127.0.0.1:{p}/", "127.0.0.1:{p}", "unix:/tmp/x", "https://127.0.0.1:{p}/"),
]
ODD += [
    *("http://127.0.0.1:{p}/%0d%0aX:y", "http://127.0.0.1:{p}?x#@good.example/", "http://good.example@127.0.0.1:{p}/"),
    *("http://[127.0.0.1]:{p}/", "http://0x7f000001:{p}/", "http://017700000001:{p}/", "http://127.0.1:{p}/"),
    *("http://[::ffff:0:127.0.0.1]:{p}/", "http://[1::]:{p}/", "http://127.0.0.1:0{p}/", "ws://127.0.0.1:{p}/"),
]
URLS = [*(f"http://{literal}:{{p}}/calendar.ics" for literal in LITERALS), *ODD]


def knowing(**names: list[str]) -> Callable[[str], Awaitable[list[str]]]:
    """A resolver of these names, dots as underlines; everything else does not exist."""

    async def resolve(host: str) -> list[str]:
        try:
            return names[host.replace(".", "_")]
        except KeyError as error:
            raise OSError("unknown") from error

    return resolve


def guarded(listener: Listener, **names: list[str]) -> Client:
    """Nobody has allowed anything; the listener's port is as good as 80, so that the address alone decides."""
    ports = frozenset({80, 443, listener.port})
    return Client(resolve=knowing(**names), ports=ports) if names else Client(ports=ports)


async def fetched(talk: Talk, most_bytes: int = 1_000, path: str = "/") -> tuple[Fetched, Listener]:
    """What an operator's own server says, who has allowed it."""
    async with listening(talk) as server:
        client = Client(frozenset({("127.0.0.1", server.port)}))
        return await client.get(f"http://127.0.0.1:{server.port}{path}", {}, most_bytes), server


async def refused(client: Client, url: str) -> None:
    with pytest.raises(Unreachable) as told:
        await client.get(url, {}, 1_000)
    assert str(told.value) == TOLD


class TestWhatLeadsInside:
    def test_there_are_enough_forms(self) -> None:
        assert len(URLS) >= 80

    @pytest.mark.parametrize("url", URLS)
    async def test_is_never_connected_to(self, url: str) -> None:
        async with listening() as sentinel, listening(host="::1", port=sentinel.port) as other:
            await refused(guarded(sentinel), url.format(p=sentinel.port))
            assert (sentinel.requests, other.requests) == ([], [])

    async def test_the_sentinel_can_be_reached_at_all(self) -> None:
        found, sentinel = await fetched(saying(answer(b"hello")))
        assert (found.body, len(sentinel.requests)) == (b"hello", 1)

    @pytest.mark.parametrize(
        "addresses",
        [["127.0.0.1"], ["::1"], [PUBLIC, "::1"], [PUBLIC, "127.0.0.1"], ["10.0.0.1", PUBLIC], ["64:ff9b::7f00:1"], []],
    )
    async def test_nor_is_a_name_of_which_one_address_does(self, addresses: list[str]) -> None:
        async with listening() as sentinel:
            await refused(guarded(sentinel, evil_example=addresses), f"http://evil.example:{sentinel.port}/")
            assert sentinel.requests == []

    @pytest.mark.parametrize("port", [22, 25, 5432, 6379, 8080])
    async def test_nor_a_port_that_is_not_the_web_s(self, port: int) -> None:
        client = Client(resolve=knowing(good_example=[PUBLIC]))
        await refused(client, f"http://good.example:{port}/")

    async def test_whatever_proxies_the_environment_names(self, monkeypatch: pytest.MonkeyPatch) -> None:
        async with listening() as sentinel, listening() as proxy:
            for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
                monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
            await refused(guarded(sentinel), f"http://127.0.0.1:{sentinel.port}/")
            assert (sentinel.requests, proxy.requests) == ([], [])
            allowing = Client(frozenset({("127.0.0.1", sentinel.port)}))
            await allowing.get(f"http://127.0.0.1:{sentinel.port}/", {}, 1_000)
            assert (len(sentinel.requests), proxy.requests) == (1, [])


class TestAName:
    async def test_is_asked_for_once_and_the_checked_address_is_connected_to(self) -> None:
        answers = [["127.0.0.1"], ["127.0.0.2"]]

        async def rebinding(_: str) -> list[str]:
            return answers.pop(0)

        async with listening() as first, listening(host="127.0.0.2", port=first.port) as second:
            client = Client(frozenset({("localhost", first.port)}), rebinding)
            await client.get(f"http://localhost:{first.port}/", {}, 1_000)
        assert (len(first.requests), second.requests, answers) == (1, [], [["127.0.0.2"]])
        assert f"Host: localhost:{first.port}".encode() in first.requests[0]


class TestRedirects:
    @pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
    @pytest.mark.parametrize(
        "there", ["http://127.0.0.1:{p}/", "http://localhost:{p}/", "http://[::1]:{p}/", "//127.0.0.1:{p}/"]
    )
    async def test_to_the_inside_are_not_followed(self, status: str, there: str) -> None:
        async with listening() as sentinel:
            with pytest.raises(Unreachable):
                await fetched(saying(answer(status=status, location=there.format(p=sentinel.port))))
            assert sentinel.requests == []

    @pytest.mark.parametrize("there", ["file:///etc/passwd", "gopher://x/", "data:,x", "", "x", "http://a@b/", "\\\\x"])
    async def test_to_what_is_no_web_address_are_not_followed(self, there: str) -> None:
        with pytest.raises(Unreachable):
            await fetched(saying(answer(status="302 x", location=there)))

    async def test_are_followed_three_times_and_no_more(self) -> None:
        onward = [answer(status="302 x", location=f"/{step}") for step in range(20)]
        found, server = await fetched(saying(*onward[:3], answer(b"there")))
        assert (found.body, len(server.requests)) == (b"there", 4)
        async with listening(saying(*onward)) as endless:
            await refused(Client(frozenset({("127.0.0.1", endless.port)})), f"http://127.0.0.1:{endless.port}/")
        assert len(endless.requests) == 4


class TestAnAnswer:
    async def test_over_the_bound_is_cut(self) -> None:
        with pytest.raises(TooLarge):
            await fetched(saying(answer(b"x" * 1_001)))
        assert (await fetched(saying(answer(b"x" * 1_000))))[0].body == b"x" * 1_000

    async def test_that_claims_to_be_huge_is_cut(self) -> None:
        with pytest.raises(TooLarge):
            await fetched(saying(answer(b"x" * 70_000, content_length="10000000000")))

    async def test_that_unpacks_to_a_hundred_mebibytes_is_cut(self) -> None:
        bomb = gzip.compress(bytes(100 * 1_048_576), 9)
        with pytest.raises(TooLarge):
            await fetched(saying(answer(bomb, content_encoding="gzip")), 5 * 1_048_576)

    async def test_is_unpacked(self) -> None:
        found, server = await fetched(saying(answer(gzip.compress(b"calendar", mtime=0), content_encoding="gzip")))
        assert found.body == b"calendar"
        assert b"Accept-Encoding: gzip" in server.requests[0]

    @pytest.mark.parametrize(
        "said",
        [
            answer(gzip.compress(b"calendar", mtime=0)[:-4], content_encoding="gzip"),
            answer(b"no gzip", content_encoding="gzip"),
            answer(b"x", content_encoding="br"),
            b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
            b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 10_000 + b"\r\n",
            b"HTTP/1.1 200 OK\r\nX-A: " + b"b" * 1_000_000 + b"\r\n\r\n",
            b"SSH-2.0-OpenSSH_9.2\r\n",
            b"",
        ],
    )
    async def test_that_makes_no_sense_is_refused_alike(self, said: bytes) -> None:
        with pytest.raises(Unreachable, match=TOLD):
            await fetched(saying(said))

    @pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"])
    async def test_that_drips_is_given_up_in_time(self, head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "OUTBOUND_TOTAL_S", 0.3)

        async def drip(_: bytes, writer: asyncio.StreamWriter) -> None:
            writer.write(head)
            for _step in range(1_000):
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.02)

        begun = asyncio.get_running_loop().time()
        with pytest.raises(Unreachable, match=TOLD):
            await fetched(drip)
        assert asyncio.get_running_loop().time() - begun < 3

    async def test_says_who_asks(self) -> None:
        _, server = await fetched(saying(answer(b"")))
        assert b"CDN-Loop: kalends" in server.requests[0]
        assert b"User-Agent: Kalends\r\n" in server.requests[0]


class TestACertificate:
    @pytest.fixture
    def certificate(self, tmp_path: Path) -> Path:
        """Self-signed, of other.example."""
        path = tmp_path / "server.pem"
        command = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-subj",
            "/CN=other.example",
            "-days",
            "2",
        ]
        alternative = ["-addext", "subjectAltName=DNS:other.example"]
        try:
            subprocess.run(
                [*command, *alternative, "-keyout", path, "-out", f"{path}.crt"], check=True, capture_output=True
            )
        except FileNotFoundError:
            pytest.skip("openssl is not there to make a certificate with")
        path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
        return path

    def served(self, certificate: Path) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        return context

    async def test_that_nobody_vouches_for_is_refused(self, certificate: Path) -> None:
        async with listening(tls=self.served(certificate)) as server:
            await refused(Client(frozenset({("localhost", server.port)})), f"https://localhost:{server.port}/")
        assert b"GET" not in b"".join(server.requests)

    async def test_of_another_host_is_refused(self, certificate: Path) -> None:
        believing = ssl.create_default_context(cafile=f"{certificate}.crt")
        async with listening(tls=self.served(certificate)) as server:
            client = Client(frozenset({("localhost", server.port)}), tls=believing)
            await refused(client, f"https://localhost:{server.port}/")
        assert b"GET" not in b"".join(server.requests)


class TestWhatAnOperatorAllows:
    async def test_is_open_at_that_port_only(self) -> None:
        async with listening() as server, listening() as other:
            client = Client(frozenset({("127.0.0.1", server.port)}))
            await client.get(f"http://127.0.0.1:{server.port}/", {}, 1_000)
            await refused(client, f"http://127.0.0.1:{other.port}/")
            assert other.requests == []

    @pytest.mark.parametrize(
        "address", ["169.254.169.254", "100.100.100.200", "fd00:ec2::254", "::ffff:169.254.169.254"]
    )
    async def test_is_never_a_cloud_s_metadata(self, address: str) -> None:
        await refused(
            Client(frozenset({("intranet.example", 80)}), knowing(intranet_example=[address])),
            "http://intranet.example/",
        )

    @pytest.mark.parametrize("address", ["127.0.0.1", "::1", "0.0.0.0"])
    async def test_nor_this_machine_by_a_name_that_does_not_say_so(self, address: str) -> None:
        async with listening() as sentinel:
            there = ("intranet.example", sentinel.port)
            await refused(
                Client(frozenset({there}), knowing(intranet_example=[address])), f"http://intranet.example:{there[1]}/"
            )
            assert sentinel.requests == []


def test_nothing_of_the_environment_is_needed() -> None:
    assert "KALENDS_OUTBOUND_ALLOW" not in os.environ
