"""Answers of the pages: HTML, files and redirects, and the headers that hold for all of them."""

import hashlib
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from falcon.asgi import Response
from minijinja import Environment, safe

from kalends.pages import words

_HERE = Path(__file__).parent
_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
_HTML = "text/html; charset=utf-8"
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",
}
_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}


def _named(path: Path) -> str:
    return f"{path.stem}.{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}{path.suffix}"


_STATIC_FILES = {path.stem: path for path in sorted((_HERE / "static").iterdir())}
STATIC = {_named(path): (path.read_bytes(), _TYPES[path.suffix]) for path in _STATIC_FILES.values()}
"""Each file by a name that changes with its content, so that it may be kept for good."""


def _escaped(value: object) -> object:
    """As the templates' own escaping, which also takes slashes for dangerous and makes addresses unreadable."""
    return safe(escape(value)) if type(value) is str else value


_templates = Environment(
    templates={path.name: path.read_text(encoding="utf-8") for path in (_HERE / "templates").glob("*.html")},
    globals={"w": words.TEXT, "language": words.LANGUAGE},
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
        self._shared = {
            "root": self.root,
            "static": {name: f"{self.root}/static/{_named(path)}" for name, path in _STATIC_FILES.items()},
        }

    def page(self, resp: Response, template: str, status: int = 200, **values: object) -> None:
        """Answer with a page. Everything is escaped but descriptions, which the domain has cleaned."""
        resp.status = str(status)
        resp.content_type = _HTML
        resp.set_headers(_HEADERS)
        resp.data = _templates.render_template(template, **self._shared, **values).encode("utf-8", "replace")

    def failure(self, resp: Response, status: int) -> None:
        """A page that says what went wrong; the same bytes for the same status."""
        title, text = words.FAILURES.get(status, words.FAILURES[500 if status >= 500 else 400])
        self.page(resp, "message.html", status, title=title, text=text)


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


def _valid(resp: Response, etag: str) -> None:
    resp.set_headers({"ETag": f'"{etag}"', "Cache-Control": "no-cache"})


def static(resp: Response, name: str) -> None:
    """One of STATIC."""
    resp.data, resp.content_type = STATIC[name]
    resp.set_headers(_FOR_GOOD)
