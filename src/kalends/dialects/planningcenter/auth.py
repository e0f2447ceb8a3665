"""Who asks: an application id and its secret, by HTTP Basic (reference §2.1); how often; in which version (§2.2)."""

import binascii
import re
from base64 import b64decode
from datetime import date

from falcon.asgi import Request, Response

from kalends.dialects.context import Context
from kalends.dialects.planningcenter.errors import unsupported_version
from kalends.domain import limits
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.errors import Kind, Refused

FIRST, NEWEST = "2018-08-01", "2023-07-10"  # there are no others (§1.1)

_SECONDS = 20
_VERSION = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_COUNT = "X-PCO-API-Request-Rate-Count"
_HEADERS = {
    "Cache-Control": "max-age=0, private, must-revalidate",
    "Vary": "Accept, Accept-Encoding, Origin",
    "X-PCO-API-Auth-Method": "HTTPBasic",
    "X-PCO-API-Request-Rate-Limit": str(limits.REQUESTS_PER_20_SECONDS),
    "X-PCO-API-Request-Rate-Period": str(_SECONDS),
}


class Authentication:
    """Puts `req.context.actor` and `req.context.version`, and the headers that every answer bears (§2.3)."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def process_resource(self, req: Request, resp: Response, _resource: object, _params: object) -> None:
        """Runs once a route is found. Raises UNAUTHENTICATED, TOO_MANY, and 400 for an unknown version."""
        shown = credentials(req.get_header("Authorization") or "")
        if shown is None:
            raise Refused(Kind.UNAUTHENTICATED, "an application id and its secret are needed")
        actor = await self._context.gate.identify(CredentialKind.APPLICATION, shown, req.remote_addr)
        resp.set_headers(_HEADERS)
        self._count(actor, resp)
        version = version_of(req.get_header("X-PCO-API-Version"))
        resp.set_header("X-PCO-API-Processed-As-Version", version)
        req.context.actor, req.context.version = actor, version

    def _count(self, actor: Actor, resp: Response) -> None:
        """100 requests in 20 seconds for each person; refused ones count too (§2.9)."""
        rates, now = self._context.rates, self._context.clock.now().timestamp()
        key, most = ("groups", actor.organization, actor.person), limits.REQUESTS_PER_20_SECONDS
        try:
            resp.set_header(_COUNT, str(rates.window(key, most, _SECONDS, now)))
        except Refused as refused:
            count = rates.count(key, _SECONDS, now)
            resp.set_header(_COUNT, str(count))
            detail = f"Rate limit exceeded: {count} of {most} requests per {_SECONDS} seconds"
            raise Refused(refused.kind, detail, retry_after_s=refused.retry_after_s) from refused


def credentials(header: str) -> str | None:
    """ "id:secret" of an `Authorization: Basic` (RFC 7617); None for anything else."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        shown = b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return shown if ":" in shown else None


def version_of(given: str | None) -> str:
    """The newest version not later than the date given; without one, or for LATEST, the newest. Raises 400."""
    if given is None or given.upper() == "LATEST":
        return NEWEST
    if not _is_date(given) or given < FIRST:
        raise unsupported_version(given)
    return NEWEST if given >= NEWEST else FIRST


def _is_date(given: str) -> bool:
    try:
        return _VERSION.fullmatch(given) is not None and bool(date.fromisoformat(given))
    except ValueError:
        return False  # a day that no month has
