"""Answers of the pages: HTML, files and redirects, and the headers that hold for all of them."""

import hashlib
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from falcon.asgi import Response
from minijinja import Environment, safe

from kalends.pages import languages
from kalends.pages.language import Language

_HERE = Path(__file__).parent
_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".js": "text/javascript; charset=utf-8"}
_HTML = "text/html; charset=utf-8"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",
    "Vary": "Accept-Language",
}
_ONLY_ENCRYPTED = {"Strict-Transport-Security": "max-age=31536000"}
_INERT = {"Content-Security-Policy": "default-src 'none'; sandbox"}
_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}


def _named(path: Path) -> str:
    return f"{path.stem}.{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}{path.suffix}"


_STATIC_FILES = {path.stem: path for path in sorted((_HERE / "static").iterdir())}
STATIC = {_named(path): (path.read_bytes(), _TYPES[path.suffix]) for path in _STATIC_FILES.values()}
"""Each file by a name that changes with its content, so that it may be kept for good."""


def _escaped(value: object) -> object:
    """As the templates' own escaping, which also takes slashes for dangerous and makes addresses unreadable."""
    return safe(escape(value)) if type(value) is str else value


_SOURCES = {path.name: path.read_text(encoding="utf-8") for path in sorted((_HERE / "templates").glob("*.html"))}


@cache
def _templates(tag: str) -> Environment:
    """The templates in one language, compiled when it is first asked for."""
    language = languages.language(tag)
    return Environment(
        templates=_SOURCES,
        globals={
            "w": {name: _escaped(text) for name, text in msgspec.structs.asdict(language.text).items()},
            "language": safe(tag),
            "direction": safe(language.direction),
            "languages": languages.NAMES,
        },
        finalizer=_escaped,
        undefined_behavior="strict",
        trim_blocks=True,
        lstrip_blocks=True,
        debug=False,
    )


class Writer:
    """Writes answers. public_url: see Context; what stands behind its host goes before every path."""

    def __init__(self, public_url: str) -> None:
        self.root = urlsplit(public_url).path
        self._headers = _HEADERS | (_ONLY_ENCRYPTED if public_url.startswith("https:") else {})
        self._shared = {
            "root": self.root,
            "static": {name: f"{self.root}/static/{_named(path)}" for name, path in _STATIC_FILES.items()},
        }

    def page(
        self, resp: Response, template: str, status: int = 200, *, language: Language | None = None, **values: object
    ) -> None:
        """Answer with a page. language: None is the usual one."""
        tag = language.tag if language else languages.USUAL
        self.html(resp, self.rendered(template, tag, **values), tag, status)

    def rendered(self, template: str, tag: str, **values: object) -> bytes:
        """A page in a language. Everything is escaped but descriptions, which the domain has cleaned."""
        page = _templates(tag).render_template(template, **self._shared, **values)
        return page.encode("utf-8", "replace")

    def html(self, resp: Response, body: bytes, tag: str, status: int = 200) -> None:
        """Answer with a page that is rendered already."""
        resp.status, resp.content_type, resp.data = str(status), _HTML, body
        resp.set_headers(self._headers)
        resp.set_header("Content-Language", tag)

    def failure(self, resp: Response, status: int, language: Language | None = None) -> None:
        """A page that says what went wrong; the same bytes for the same status and language."""
        language = language or languages.language(languages.USUAL)
        known = language.failures
        title, text = known.get(status) or known[500 if status >= 500 else 400]
        self.page(resp, "message.html", status, language=language, title=title, text=text)


def picture(resp: Response, body: bytes, media_type: str) -> None:
    """A picture that we drew; whatever is in it does nothing where it is opened by itself."""
    resp.data, resp.content_type = body, media_type
    resp.set_headers(_INERT | {"Cache-Control": "public, max-age=3600", "Vary": "Accept-Language"})


def calendar(resp: Response, body: bytes, etag: str, file: str) -> None:
    """A calendar file or feed. Shown rather than saved, so that telephones offer to add it."""
    _valid(resp, etag)
    resp.content_type = "text/calendar; charset=utf-8"
    resp.viewable_as = file
    resp.data = body


def unchanged(resp: Response, etag: str) -> None:
    """The client has it already (RFC 9110 §15.4.5)."""
    _valid(resp, etag)
    resp.status = "304"


def etag_of(body: bytes) -> str:
    """A strong ETag over exact bytes, without quotes."""
    return hashlib.sha256(body).hexdigest()[:32]


def packed(etag: str) -> str:
    """The ETag of the same bytes when they are sent with Content-Encoding: gzip (RFC 9110 §8.8.3)."""
    return f"{etag}-gzip"


def validators(etag: str) -> list[tuple[bytes, bytes]]:
    """The headers of an unchanged feed, for an answer without the framework."""
    return [(b"vary", b"Accept-Encoding"), (b"etag", b'"%b"' % etag.encode()), (b"cache-control", b"no-cache")]


def _valid(resp: Response, etag: str) -> None:
    resp.set_header("ETag", f'"{etag}"')
    resp.set_header("Cache-Control", "no-cache")


def static(resp: Response, name: str) -> None:
    """One of STATIC."""
    resp.data, resp.content_type = STATIC[name]
    resp.set_headers(_FOR_GOOD)


def style(resp: Response, css: str) -> None:
    """A style sheet whose name says all that is in it."""
    resp.text, resp.content_type = css, _TYPES[".css"]
    resp.set_headers(_FOR_GOOD)
