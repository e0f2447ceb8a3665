"""Browsers of any origin may call, without cookies (reference §2.3)."""

from falcon.asgi import Request, Response

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Prefer, X-PCO-API-Version",
    "Access-Control-Max-Age": "86400",
}
_EXPOSED = (
    "ETag, Link, Retry-After, X-PCO-API-Auth-Method, X-PCO-API-Request-Rate-Count, X-PCO-API-Request-Rate-Limit, "
    "X-PCO-API-Request-Rate-Period"
)
_ALWAYS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": _EXPOSED}


class CrossOrigin:
    """Marks every answer, refusals too, and answers every OPTIONS itself before anybody is asked who they are."""

    async def process_request(self, req: Request, resp: Response) -> None:
        """A preflight is the same for every path."""
        resp.set_headers(_ALWAYS)
        if req.method == "OPTIONS":
            resp.status = 204
            resp.set_headers(_PREFLIGHT)
            resp.complete = True
