"""Getting no more letters of a kind: by the address in one of them, and never by just looking at it (RFC 8058)."""

import hmac
import re

from falcon.asgi import Request, Response

from kalends.actions.letter_told import unsubscribe_token
from kalends.actions.unsubscribe import Subscribed, subscribed, unsubscribe
from kalends.domain.access import Actor, visitor
from kalends.domain.errors import not_found
from kalends.pages import languages
from kalends.pages.letters import letter_words
from kalends.pages.letters.wording import Stop
from kalends.pages.resource import Resource, Routes

_LETTER = re.compile("([0-9]{1,16})-([0-9]{1,16})", re.ASCII)


class Unsubscribing(Resource):
    """GET and POST /unsubscribe/{letter}/{token}. A mail program's one click is a POST without cookie or page."""

    async def on_get(self, req: Request, resp: Response, letter: str, token: str) -> None:
        actor, number = self._found(letter, token)
        found = await self.store.read(subscribed, actor, number)
        self._show(req, resp, found)

    async def on_post(self, req: Request, resp: Response, letter: str, token: str) -> None:
        actor, number = self._found(letter, token)
        found = await self.store.write(unsubscribe, actor, number, now=self.clock.now())
        self._show(req, resp, found)

    def _found(self, letter: str, token: str) -> tuple[Actor, int]:
        """Raises NOT_FOUND for every address that is not exactly one that we wrote into a letter."""
        parts = _LETTER.fullmatch(letter)
        if parts is None:
            raise not_found()
        organization, number = int(parts[1]), int(parts[2])
        if not hmac.compare_digest(unsubscribe_token(self.gate, organization, number).encode(), token.encode()):
            raise not_found()
        return visitor(organization), number

    def _show(self, req: Request, resp: Response, found: Subscribed) -> None:
        tag = languages.known(found.language) or self.visit(req).language.tag
        words = letter_words(tag).stop
        title, told = _told(found, words)
        self.writer.page(
            resp,
            "unsubscribe.html",
            language=languages.language(tag),
            title=title,
            told=told,
            mail=found.mail,
            button=None if found.stopped else words.label(found.kind),
        )
        resp.set_header("Cache-Control", "no-store")


def _told(found: Subscribed, words: Stop) -> tuple[str, str]:
    """What is true of the address by now, else what happens then."""
    if found.bounced:
        return words.bounced_title, words.bounced.format(site=found.site)
    if found.stopped:
        return words.done_title, words.done
    return words.title, getattr(words, found.kind.value).format(site=found.site)


ROUTES: Routes = [("/unsubscribe/{letter}/{token}", Unsubscribing, None)]
