"""Who is calling: a token in the query or in a header, on every route but the pictures themselves."""

from falcon.asgi import Request, Response

from kalends.dialects.context import Context
from kalends.domain import limits
from kalends.domain.access import CredentialKind
from kalends.domain.errors import Kind, Refused, invalid

_HEADER = "X-Access-Token"
_PARAMETER = "token"


class TokenAuthentication:
    """Falcon middleware: puts the actor into `req.context.actor`, or refuses.

    A resource with `public = True` is for anyone. Calls are counted per token.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    async def process_resource(self, req: Request, _resp: Response, resource: object, _params: object) -> None:
        if getattr(resource, "public", False):
            return
        token = token_of(req)
        req.context.actor = await self._context.gate.identify(CredentialKind.TOKEN, token, req.remote_addr)
        now = self._context.clock.now().timestamp()
        self._context.rates.take((CredentialKind.TOKEN, token), limits.REQUESTS_PER_SECOND, 1, now)


def token_of(req: Request) -> str:
    """The token of a request. Raises UNAUTHENTICATED without one, INVALID for two that differ or one given twice."""
    if len(req.query_string) > limits.QUERY_CHARACTERS:
        raise invalid("the query is too long")
    asked, sent = req.params.get(_PARAMETER), req.get_header(_HEADER)
    if isinstance(asked, list) or (sent is not None and "," in sent):  # two headers arrive as one with a comma
        raise invalid("the token is given more than once")
    tokens = {token for token in (asked, sent) if token}
    if len(tokens) > 1:
        raise invalid("the tokens in the query and in the header differ")
    if not tokens:
        raise Refused(Kind.UNAUTHENTICATED, "a token is missing")
    return tokens.pop()
