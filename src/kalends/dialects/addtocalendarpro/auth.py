"""Who asks: the bare key in `Authorization`, and nobody where a group shows its events to anyone (reference §1.1)."""

from falcon.asgi import Request, Response

from kalends.dialects.addtocalendarpro import query
from kalends.dialects.context import Context
from kalends.domain import limits
from kalends.domain.access import Actor, CredentialKind, visitor
from kalends.domain.errors import Kind, Refused

OPEN = "/v1/event/all"  # with `group`, for groups with `public_event_overview` (reference §1.5)
_SECOND = 1.0


class Authentication:
    """Puts `req.context.actor`: one hash and one look-up; then at most 80 requests a second for each key."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def process_resource(self, req: Request, _resp: Response, _resource: object, _params: dict[str, str]) -> None:
        """Runs once a route is found. Raises UNAUTHENTICATED, TOO_MANY."""
        key = req.get_header("Authorization")
        if key and " " in key.strip():  # no key has one: a scheme, such as Bearer, stands before it
            raise no_key()
        if key:
            req.context.actor = await self._context.gate.identify(CredentialKind.KEY, key, req.remote_addr)
            self._count("v1 key", hash(key))
        elif req.uri_template == OPEN and req.get_param("group"):
            self._count("v1 address", req.remote_addr)
            req.context.actor = await self._onlooker(req)
        else:
            raise no_key()

    async def _onlooker(self, req: Request) -> Actor:
        """Somebody without a key, who may list one group if that is open to all; whether it is, the action decides."""
        wanted = query.event_list(req, self._context.clock.now())  # what is junk is told before anything is looked for
        owner = await self._context.gate.whose(wanted.group or "")
        if owner is None or owner[1] != "group":
            raise no_key()
        return visitor(owner[0])

    def _count(self, what: str, whose: object) -> None:
        now = self._context.clock.now().timestamp()
        self._context.rates.take((what, whose), limits.REQUESTS_PER_SECOND, _SECOND, now)


def no_key() -> Refused:
    """The same for whatever is asked without a key."""
    return Refused(Kind.UNAUTHENTICATED, "A valid API key is needed in the Authorization header, without any prefix")
