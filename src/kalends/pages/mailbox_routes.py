"""The mailbox of a server without a mail server: for whoever sits at the machine and knows its address."""

import hmac
from typing import Any

from falcon.asgi import Request, Response
from minijinja import safe

from kalends.dialects.context import Context, Mailbox
from kalends.dialects.local import is_local
from kalends.domain.errors import not_found
from kalends.pages.mailbox_view import file_of, html_of, line_view, mail_view, parsed
from kalends.pages.resource import Resource, Routes
from kalends.pages.write import Writer

_SHOWN = 100
_ALONE = (  # a mail's own HTML: it runs nothing, and loads pictures of ours only
    "sandbox allow-popups allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src 'self' data:; form-action 'none'; frame-ancestors 'self'"
)
_AROUND = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


class Kept(Resource):
    """GET /mailbox/{secret}: the newest mails; and each of them in all its parts."""

    def __init__(self, context: Context, writer: Writer) -> None:
        super().__init__(context, writer)
        self._mailbox, self._secret = context.mailbox, context.mailbox_secret

    async def on_get(self, req: Request, resp: Response, secret: str) -> None:
        mailbox = self._opened(req, secret)
        names, at = await mailbox.names(), self._at(secret)
        mails = [(name, await mailbox.read(name)) for name in names[:_SHOWN]]
        lines = [line_view(name, parsed(body), at) for name, body in mails if body is not None]
        self._page(resp, "mailbox.html", mails=lines, count=len(names), shown=_SHOWN)

    async def on_get_one(self, req: Request, resp: Response, secret: str, mail: str) -> None:
        view = mail_view(mail, parsed(await self._mail(req, secret, mail)), self._at(secret))
        self._page(resp, "mail.html", mail=view | {"text": safe(str(view["text"]))})

    async def on_get_html(self, req: Request, resp: Response, secret: str, mail: str) -> None:
        html = html_of(parsed(await self._mail(req, secret, mail)))
        if html is None:
            raise not_found()
        resp.text, resp.content_type = html, "text/html; charset=utf-8"
        resp.set_headers({"Content-Security-Policy": _ALONE, "Cache-Control": "no-store"})

    async def on_get_raw(self, req: Request, resp: Response, secret: str, mail: str) -> None:
        self._download(resp, "mail.eml", "message/rfc822", await self._mail(req, secret, mail))

    async def on_get_file(self, req: Request, resp: Response, secret: str, mail: str, position: str) -> None:
        message = parsed(await self._mail(req, secret, mail))
        found = file_of(message, int(position)) if position.isascii() and position.isdigit() else None
        if found is None:
            raise not_found()
        self._download(resp, *found)

    def _opened(self, req: Request, secret: str) -> Mailbox:
        """Raises NOT_FOUND, as for an address at which nothing is, unless the machine itself asks by its secret."""
        known = hmac.compare_digest(self._secret.encode(), secret.encode("utf-8", "replace"))
        if self._mailbox is None or not self._secret or not known or not is_local(req.scope):
            raise not_found()
        return self._mailbox

    async def _mail(self, req: Request, secret: str, mail: str) -> bytes:
        body = await self._opened(req, secret).read(mail)
        if body is None:
            raise not_found()
        return body

    def _at(self, secret: str) -> str:
        return f"{self.writer.root}/mailbox/{secret}"

    def _page(self, resp: Response, template: str, **values: Any) -> None:
        self.writer.page(resp, template, **values)
        resp.set_headers({"Content-Security-Policy": _AROUND, "Cache-Control": "no-store"})

    def _download(self, resp: Response, name: str, media_type: str, body: bytes) -> None:
        resp.data, resp.content_type, resp.downloadable_as = body, media_type, name
        resp.set_headers({"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store"})


ROUTES: Routes = [
    ("/mailbox/{secret}", Kept, None),
    ("/mailbox/{secret}/{mail}", Kept, "one"),
    ("/mailbox/{secret}/{mail}/html", Kept, "html"),
    ("/mailbox/{secret}/{mail}/raw", Kept, "raw"),
    ("/mailbox/{secret}/{mail}/file/{position}", Kept, "file"),
]
