"""Which addresses are open to everybody (T050-T053), and how URLs are read (T057, T058)."""

import pytest

from kalends.net.address import is_public
from kalends.net.target import allowed, target

CLOSED = [
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.1.2.3"),
    *("169.254.169.254", "169.254.0.1", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.0.1"),
    *("198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1"),
    *("255.255.255.255", "168.63.129.16", "192.88.99.1"),
    *("::", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1"),
    *("2002:7f00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "fec0::1", "fe80::1", "fe80::1%eth0"),
    *("fc00::1", "fd00:ec2::254", "ff02::1", "ff0e::1", "100::1", "3fff::1", "5f00::1"),
    *("", "localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1"),
]
OPEN = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "100.63.255.255", "172.32.0.1", "192.0.1.1", "223.255.255.255"]
OPEN += ["2606:4700::1111", "2a00:1450:4001::1"]
NO_TARGETS = [
    *("", "calendar", "file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "dict://a.example/"),
    *("jar:http://a.example/!/", "data:text/calendar,x", "javascript:alert(1)", "http:a.example/", "http:/a.example/"),
    *("http://", "http:///x", "//a.example/", "http://good@a.example/", "http://good:secret@a.example/"),
    *("http://good\\@127.0.0.1/", "http://a.example\\x", "http://127.0.0.1\t.good/", "http://a.example/ x"),
    *(
        " http://a.example/",
        "http://a.example/\n",
        "http://a\n.example/",
        "http://a.example\r\nHost: b/",
        "http://a%2eb/",
    ),
    *("http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://0/"),
    *("http://①②⑦.⓪.⓪.①/", "http://127.0.0.1。/", "http://ⓔxample.org/", "http://127.0.0.1./", "http://a..example/"),
    *("http://[::1/", "http://[fe80::1%25eth0]/", "http://[v1.x]/", "http://a.example:0/", "http://a.example:65536/"),
    *("http://a.example:80:80/", "http://a.example:+80/", "http://.example/", "http://[1.2.3.4]/"),
    "http://a.example/" + "a" * 2_000,
]


@pytest.mark.parametrize("address", CLOSED)
def test_this_one_leads_inside(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OPEN)
def test_this_one_is_open(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("url", NO_TARGETS)
def test_this_one_is_no_target(url: str) -> None:
    assert target(url) is None


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://a.example", "http://a.example/"),
        ("HTTPS://A.Example:443/x?y=1#z", "https://a.example/x?y=1"),
        ("webcal://a.example/c.ics", "https://a.example/c.ics"),
        ("http://a.example:8080/%41?q=%20", "http://a.example:8080/%41?q=%20"),
        ("http://127.0.0.1#@good/", "http://127.0.0.1/"),
        ("http://[2606:4700::1111]:8443/", "http://[2606:4700::1111]:8443/"),
    ],
)
def test_this_one_is_asked_for_like_this(url: str, asked: str) -> None:
    found = target(url)
    assert found is not None
    assert found.url == asked


def test_an_operator_names_hosts_and_ports() -> None:
    assert allowed("127.0.0.1:8221, [::1]:80,Intranet.example:8443") == {
        ("127.0.0.1", 8221), ("::1", 80), ("intranet.example", 8443),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["intranet.example", "a:b", "10.0.0.0/8:80", "http://a.example:80", "127.1:80", "*:80"]
)
def test_and_nothing_else(text: str) -> None:
    with pytest.raises(ValueError, match="host:port"):
        allowed(text)
