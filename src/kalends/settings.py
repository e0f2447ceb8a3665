"""What an operator can choose: by flag, by environment, or in DIR/kalends.toml, the first of these that says it."""

import os
import re
import secrets
import tomllib
from collections.abc import Iterable, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple, get_type_hints

from msgspec import Struct, ValidationError, convert
from msgspec.structs import replace

from kalends.dialects.local import is_loopback
from kalends.domain import limits, text
from kalends.domain.errors import Refused
from kalends.net.address import is_private, is_public
from kalends.net.mail_server import Sender, inbox, mail_server
from kalends.net.target import allowed

FILE_NAME = "kalends.toml"
_NAMED = re.compile(r"([^<>]*)<([^<>]+)>")
SECRET_FILE_NAME = "secret"  # noqa: S105
MAILBOX_SECRET_FILE_NAME = "mailbox-secret"  # noqa: S105
_KINDS: dict[object, str] = {int: "a whole number", bool: "true or false"}
_LIKE = 0.75  # of two names: a letter or two are others
_PREFIX = "KALENDS_"
_LINK = re.compile(
    r"KALENDS_(?:\w+_)?(?:SERVICE_(?:HOST|PORT(?:_\w+)?)|PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)"
)
_LINKED_PORT, _LINKED = re.compile(r"KALENDS_(?:\w+_)?PORT"), ("tcp://", "udp://", "sctp://")
_SECRET = "KALENDS_SECRET"  # noqa: S105
SECRET_CHARACTERS = 32  # at least; what is made here has 64


class Setting(NamedTuple):
    """One choice. name: of the field below; the flag is --name, the variable KALENDS_NAME."""

    name: str
    default: str
    sentence: str

    @property
    def flag(self) -> str:
        return f"--{self.name.replace('_', '-')}"

    @property
    def variable(self) -> str:
        return f"{_PREFIX}{self.name.upper()}"


SETTINGS = (
    Setting("data", "data", "Folder of everything that is kept: database, secret, kalends.toml."),
    Setting(
        "database_url", "", "postgresql://user:password@host/name; without one, an SQLite file in the data folder."
    ),
    Setting("host", "127.0.0.1", "Address to listen on; 0.0.0.0 for every IPv4 address of this machine."),
    Setting("port", "8000", "Port to listen on; 0 takes any free one and says which."),
    Setting("public_url", "http://HOST:PORT", "Address under which people reach the server; stands in every link."),
    Setting("proxies", "", "Addresses, with commas between, of proxies whose X-Forwarded-For is believed."),
    Setting("outbound_allow", "", "host:port, with commas between: fetched from besides public ports 80 and 443."),
    Setting("smtp_url", "", "smtp://user:password@host or smtps://…; without one, mails are kept in the data folder."),
    Setting("imap_url", "", "imaps://user:password@host/folder: where replies and reports to --mail-from are fetched."),
    Setting("mail_from", "", "Name <address> that all mails come from; needed with a mail server."),
    Setting("access_log", "true", "One line of JSON per request on standard error, without queries and credentials."),
    Setting("demo", "false", "Fill an empty database with a choir and a running club, and say how to get in."),
    Setting("demo_anyway", "false", "Allow --demo, whose credentials are printed, on an address others can reach."),
)


class Settings(Struct, frozen=True, kw_only=True):
    """What SETTINGS describes. database_url None: SQLite. smtp_url "": no mail server. imap_url "": nothing is fetched.

    public_url: never with a slash at its end.
    """

    data: Path = Path("data")
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    proxies: frozenset[str] = frozenset()
    outbound_allow: str = ""
    smtp_url: str = ""
    imap_url: str = ""
    mail_from: str = ""
    access_log: bool = True
    demo: bool = False
    demo_anyway: bool = False

    def address(self, port: int) -> str:
        """What is written into links. port: the one that is really listened on."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{port}"

    def sender(self) -> Sender:
        """Whom mails come from. Raises Refused for what is no address."""
        if not self.mail_from:
            return Sender("kalends@localhost")
        named = _NAMED.fullmatch(self.mail_from.strip())
        name, mail = (named[1].strip(' "'), named[2]) if named else ("", self.mail_from.strip())
        return Sender(text.mail_address(mail, "mail_from"), name)


class WrongSetting(Exception):
    """A choice that makes no sense; the message says which and why."""


def read_settings(flags: Mapping[str, object], environ: Mapping[str, str] = os.environ) -> Settings:
    """The choices of all three places. flags: by field name; None for one that was not given.

    What Kubernetes sets for a service of such a name is no choice, and not heard.
    Raises WrongSetting for an unknown name in the environment or the file, and for values that cannot be.
    """
    environ = {name: value for name, value in environ.items() if not _is_link(name, value)}
    _check_names(environ)
    given = {name: value for name, value in flags.items() if value is not None}
    told = {one.name: environ[one.variable] for one in SETTINGS if environ.get(one.variable)}
    data = Path(str(given.get("data", told.get("data", "data"))))
    chosen = {**_file(data / FILE_NAME), **told, **given, "data": str(data)}
    if isinstance(chosen.get("proxies"), str):
        chosen["proxies"] = [address.strip() for address in str(chosen["proxies"]).split(",") if address.strip()]
    try:
        settings = convert(chosen, Settings, strict=False, dec_hook=lambda kind, told: kind(told))
    except ValidationError as error:
        raise WrongSetting(_unreadable(chosen, error)) from error
    return _checked(settings)


def _is_link(name: str, value: str) -> bool:
    """Does it say where a service is (Kubernetes, "Accessing the Service", environment variables)?"""
    return bool(_LINK.fullmatch(name) or (_LINKED_PORT.fullmatch(name) and value.startswith(_LINKED)))


def _check_names(environ: Mapping[str, str]) -> None:
    """A name that nobody reads is a choice that is not heard, such as a mail server that gets no mails."""
    known = {_SECRET, *limits.NAMES, *(one.variable for one in SETTINGS)}
    for name in sorted(environ):
        if name.startswith(_PREFIX) and name not in known:
            raise WrongSetting(f"{name} is no setting{_meant(name, known)}")


def _meant(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    choices = {_own(it): it for it in sorted(known)}
    nearest = get_close_matches(_own(name), choices, 1, _LIKE)
    return f"; is {choices[nearest[0]]} meant?" if nearest else ""


def _own(name: str) -> str:
    """Without what begins all of them, which makes none like another."""
    return name.removeprefix(limits.PREFIX).removeprefix(_PREFIX)


def _unreadable(chosen: Mapping[str, object], error: ValidationError) -> str:
    """Which setting it is, in an operator's words."""
    name = str(error).rpartition("`$.")[2].removesuffix("`")
    kind = _KINDS.get(get_type_hints(Settings).get(name))
    return f'The setting {name} is {kind}, not "{chosen[name]}"' if kind else f"A setting cannot be read: {error}"


def installation_secret(data: Path, environ: Mapping[str, str] = os.environ) -> bytes:
    """What keys the hashes of all machine credentials: KALENDS_SECRET, else DIR/secret, made when it is not there.

    Raises WrongSetting for one of fewer than SECRET_CHARACTERS bytes.
    """
    secret = environ.get(_SECRET, "").strip().encode() or _kept_secret(data / SECRET_FILE_NAME)
    if len(secret) < SECRET_CHARACTERS:
        raise WrongSetting(f"The secret is shorter than {SECRET_CHARACTERS} characters")
    return secret


def make_folder(data: Path) -> None:
    """The data folder, for its owner only, where it is not there yet."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSetting(f"The data folder {data} cannot be made: {error.strerror}") from error


def _file(path: Path) -> dict[str, object]:
    try:
        chosen = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except NotADirectoryError as error:
        raise WrongSetting(f"The data folder {path.parent} is no folder") from error
    except (OSError, ValueError) as error:
        raise WrongSetting(f"{path} cannot be read: {error}") from error
    known = {one.name for one in SETTINGS} - {"data"}
    if unknown := sorted(chosen.keys() - known):
        raise WrongSetting(f"{path} has no use for {', '.join(unknown)}{_meant(unknown[0], known)}")
    return chosen


def _checked(settings: Settings) -> Settings:
    if not 0 <= settings.port <= 65_535:
        raise WrongSetting("The port is a number from 0 to 65535")
    if settings.public_url and not settings.public_url.startswith(("http://", "https://")):
        raise WrongSetting("The public URL starts with http:// or https://")
    if settings.public_url.endswith("/"):
        raise WrongSetting("The public URL has no slash at its end")
    _check_outbound(settings.outbound_allow)
    _check_mail(settings)
    if settings.database_url is not None and not settings.database_url.startswith(("postgresql://", "postgres://")):
        raise WrongSetting("The database's address starts with postgresql://; without one, an SQLite file is used")
    if settings.demo and not settings.demo_anyway and not is_loopback(settings.host):
        raise WrongSetting("The demo's credentials are printed: on an address others can reach it needs --demo-anyway")
    return replace(settings, proxies=frozenset(map(_proxy, settings.proxies)))


def _proxy(told: str) -> str:
    """As the system writes it, which is what it is compared with."""
    try:
        return str(ip_address(told))
    except ValueError as error:
        raise WrongSetting(f'"{told}" is no address of a proxy, such as 127.0.0.1 or 2001:db8::1') from error


def _check_outbound(told: str) -> None:
    try:
        hosts = [host for host, _ in allowed(told)]
    except ValueError as error:
        raise WrongSetting(f"What may be fetched from is a list of host:port: {error}") from error
    for host in hosts:
        is_address = ":" in host or host.rpartition(".")[2].isdecimal()
        if is_address and not is_public(host) and not is_private(host):
            raise WrongSetting(f"{host} is never connected to, also when --outbound-allow names it")


def _check_mail(settings: Settings) -> None:
    try:
        settings.sender()
        if settings.smtp_url:
            mail_server(settings.smtp_url)
        if settings.imap_url:
            inbox(settings.imap_url)
    except Refused as refused:
        raise WrongSetting("What mails come from is an address such as Riverside <events@example.org>") from refused
    except ValueError as error:
        raise WrongSetting(f"The mail server's address cannot be read: {error}") from error
    if (settings.smtp_url or settings.imap_url) and not settings.mail_from:
        raise WrongSetting("With a mail server, --mail-from says which address mails come from")


def mailbox_secret(data: Path) -> str:
    """What stands in the address of the mailbox, made when it is not there."""
    return _kept_secret(data / MAILBOX_SECRET_FILE_NAME).decode()


def _kept_secret(path: Path) -> bytes:
    """Written whole under another name first, so that two first starts at once agree on one."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_hex(32).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes().strip()
