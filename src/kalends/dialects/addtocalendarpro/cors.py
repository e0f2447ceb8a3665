"""Browsers of any origin may call, without cookies: they show a group's events (reference §1.1, §3.5)."""

from falcon.asgi import Request, Response

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PATCH, PUT, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, If-Match, Idempotency-Key",
    "Access-Control-Max-Age": "86400",
}


class CrossOrigin:
    """Answers every OPTIONS itself, before anybody is asked for a key, and marks every answer."""

    async def process_request(self, req: Request, resp: Response) -> None:
        """A preflight is the same for every path."""
        if req.method == "OPTIONS":
            resp.status = 204
            resp.set_headers(_PREFLIGHT)
            resp.complete = True

    async def process_response(self, _req: Request, resp: Response, _resource: object, _succeeded: bool) -> None:
        """Errors too: a browser hides from its page what is not marked."""
        resp.set_header("Access-Control-Allow-Origin", "*")
        resp.set_header("Access-Control-Expose-Headers", "ETag, Idempotency-Replayed")
