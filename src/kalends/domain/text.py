"""The rules for text fields, used by every dialect: what is kept, what is cleaned, what is refused.

Nothing is trimmed, normalised or shortened unless a function says so: what a person typed comes back equal.
Lengths are characters. Every refusal is INVALID and names `field`.
"""

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

import nh3

from kalends.domain import limits
from kalends.domain.errors import invalid

# C0, DEL, C1 (with NEL), the two Unicode line breaks, half surrogate pairs (no UTF-8 can hold them)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_CONTROL_BUT_LF_TAB = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NO_ADDRESS = re.compile(r"""[\s\x00-\x20\x7f-\x9f\ud800-\udfff\\<>"]""")

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_HOST = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*")
_IPV6 = re.compile(r"[0-9A-Fa-f:.]{2,45}")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]+"
_LOCAL_PART = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")  # RFC 5321 §4.1.2 Dot-string with RFC 6531; nothing quoted
_FILE_NAME = re.compile("[A-Za-z0-9_-]+")
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,30})?")

_TAGS = {"p", "strong", "em", "u", "h1", "h2", "h3", "h4", "ul", "ol", "li", "a"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}, "*": set()},  # its own defaults keep title and lang on every tag
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel=None,
)
_CLEANINGS = 5
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def line(value: str, field: str, most: int = limits.NAME) -> str:
    """One line, kept as it is; may be empty. Raises for a control character or line break of any kind."""
    if len(value) > most:
        raise invalid(f"must not be longer than {most} characters", field)
    if _CONTROL.search(value):
        raise invalid("must be one line without control characters", field)
    return value


def required_line(value: str, field: str, most: int = limits.NAME) -> str:
    """As `line`, and something must be there besides white space."""
    if not value.strip():
        raise invalid("must not be empty", field)
    return line(value, field, most)


def paragraph(value: str, field: str, most: int = limits.TEXT) -> str:
    """Several lines with LF between them; CRLF becomes LF, TAB stays. Raises for any other control character."""
    lines = value.replace("\r\n", "\n")
    if len(lines) > most:
        raise invalid(f"must not be longer than {most} characters", field)
    if _CONTROL_BUT_LF_TAB.search(lines):
        raise invalid("must not hold control characters other than line feed and tab", field)
    return lines


def clean_html(value: str, field: str) -> str:
    """The HTML of a description: the tags of the seeds' event (`p strong em u h1-h4 ul ol li a`), `href` on links.

    Other tags and attributes go and their text stays; script and style go whole; `<br>` becomes a line feed, so
    that words do not grow together. What comes out is left alone when it comes in again. Text without `<` and `&`
    is kept as it is. Raises like `paragraph`, before and after cleaning (`&#11;` is a control character), and for
    tags so tangled that cleaning finds no end.
    """
    text = paragraph(value, field)
    for _ in range(_CLEANINGS):
        if "<" not in text and "&" not in text:
            return text
        cleaned = paragraph(_CLEANER.clean(_BREAK.sub("\n", text)), field)
        if cleaned == text:
            return text
        text = cleaned
    raise invalid("holds HTML that cannot be made sense of", field)


def escape_text(value: str) -> str:
    """Plain text as HTML that `clean_html` leaves alone, every character standing for itself.

    Line feeds stay line feeds: text without tags keeps its lines wherever it is shown or read as plain text, and
    paragraphs instead would not say which of them had an empty line between.
    """
    return html.escape(value, quote=False).replace("\xa0", "&nbsp;")


def web_address(value: str, field: str, schemes: tuple[str, ...] = ("http", "https")) -> str:
    """An absolute URL (RFC 3986 §3) with a host, kept as typed; letters beyond ASCII are allowed.

    Raises for user information (`https://bank.example@evil.example/`), for what browsers and parsers read
    differently (backslash, white space, a missing `//`), and over limits.URL characters. Whether the host may be
    connected to is the outbound client's question.
    """
    if len(value) > limits.URL:
        raise invalid(f"must not be longer than {limits.URL} characters", field)
    if _NO_ADDRESS.search(value) or not _has_plain_host(value, schemes):
        begins = " or ".join(f"{one}://" for one in schemes)
        raise invalid(f"must be a web address that begins with {begins} and a host, without user and password", field)
    return value


def web_origin(address: str) -> str:
    """Scheme, host and port of what `web_address` let pass, in ASCII (RFC 6454 §6.2)."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    plain = f"[{host}]" if "[" in parts.netloc else _ascii_host(host.removesuffix(".")) or ""
    return f"{parts.scheme}://{plain}" + (f":{parts.port}" if parts.port is not None else "")


def _has_plain_host(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme not in schemes or not host or "@" in parts.netloc:
        return False
    if "[" in parts.netloc:
        return _IPV6.fullmatch(host) is not None
    return _ascii_host(host.removesuffix(".")) is not None


def mail_address(value: str, field: str) -> str:
    """One bare mail address (RFC 5321 §4.1.2, RFC 6531), kept as typed: no display name, comment, list or quotes.

    The domain is a name: with or without a dot, never a number or a literal. Look-alikes that normalise to other
    letters are refused, so that no two people's addresses fold to one. Raises over limits.MAIL_ADDRESS characters.
    """
    local, _, domain = value.rpartition("@")
    if len(value) > limits.MAIL_ADDRESS:
        raise invalid(f"must not be longer than {limits.MAIL_ADDRESS} characters", field)
    if not value.isprintable() or not _is_local_part(local) or not _is_mail_domain(domain):
        raise invalid("must be one mail address such as olga@example.org", field)
    return value


def can_be_mailed(mail: str) -> bool:
    """Is all before the @ ASCII? Few mail servers take anything else (RFC 6531)."""
    return mail.rpartition("@")[0].isascii()


def own_address(value: str, field: str) -> str:
    """The `mail_address` of whoever is to be written to, or would never hear of what they asked for. Raises INVALID."""
    if not can_be_mailed(mail_address(value, field)):
        raise invalid("must have only ASCII characters before the @", field)
    return value


def mail_norm(value: str) -> str:
    """The form by which addresses are matched: lower case, the domain in ASCII.

    value: an address that `mail_address` took. Lower case, not case folding: that would make one person's `ß`
    another's `ss`. `straße.example` and `strasse.example` are two domains since IDNA 2008 (RFC 5891) too.
    """
    local, _, domain = value.rpartition("@")
    return f"{unicodedata.normalize('NFC', local.lower())}@{_ascii_host(domain) or domain.lower()}"


def _is_local_part(local: str) -> bool:
    return _LOCAL_PART.fullmatch(local) is not None and unicodedata.is_normalized("NFKC", local)


def _is_mail_domain(domain: str) -> bool:
    host = _ascii_host(domain)
    return host is not None and not host.rpartition(".")[2].isdigit()


def _ascii_host(host: str) -> str | None:
    """A host name in lower-case ASCII (RFC 3492 for other letters); None where it is none."""
    if not host.isascii():
        if len(host) > 253 or not host.isprintable():
            return None
        plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", host).lower())
        host = ".".join(_ascii_label(label) for label in plain.replace("。", ".").split("."))
    return host.lower() if _HOST.fullmatch(host) else None


def _ascii_label(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode()


def file_name(value: str, field: str) -> str:
    """A file's name without its extension: ASCII letters, digits, `-` and `_`, 1 to limits.FILE_NAME."""
    if not _FILE_NAME.fullmatch(value):
        raise invalid("may hold only letters, digits, - and _", field)
    if len(value) > limits.FILE_NAME:
        raise invalid(f"must not be longer than {limits.FILE_NAME} characters", field)
    return value


@lru_cache(1_024)
def fold(value: str) -> str:
    """For columns that compare without case: canonical caseless form (Unicode §3.13), cut at limits.NAME characters."""
    folded = unicodedata.normalize("NFD", value[: limits.NAME]).casefold()
    return unicodedata.normalize("NFC", folded)[: limits.NAME]


def coordinate(value: object, field: str, bound: int) -> int | float | str:
    """Degrees from -bound to bound, a number or a number as text (`"64.148430"`), returned as received."""
    if isinstance(value, int | float | str) and not isinstance(value, bool) and _is_within(value, bound):
        return value
    raise invalid(f"must be a number from -{bound} to {bound}", field)


def _is_within(degrees: float | str, bound: int) -> bool:
    if isinstance(degrees, str) and not _NUMBER.fullmatch(degrees):
        return False
    number = float(degrees) if isinstance(degrees, str) else degrees
    return -bound <= number <= bound  # NaN is nowhere
