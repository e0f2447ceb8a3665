"""Browsers of any origin may call, without cookies: they show a group's events (reference §1.1, §3.3, §3.5)."""

from falcon.asgi import Request, Response


class CrossOrigin:
    """Answers every OPTIONS itself, before anybody is asked for a key, and marks every answer.

    methods, headers: what a browser may send; exposed: which headers of an answer its page may read. Commas between.
    """

    def __init__(self, methods: str, headers: str, exposed: str = "") -> None:
        self._preflight = {
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": headers,
            "Access-Control-Max-Age": "86400",
        }
        self._mark = {"Access-Control-Allow-Origin": "*"}
        if exposed:
            self._mark["Access-Control-Expose-Headers"] = exposed

    async def process_request(self, req: Request, resp: Response) -> None:
        """A preflight is the same for every path."""
        if req.method == "OPTIONS":
            resp.status = 204
            resp.set_headers(self._preflight)
            resp.complete = True

    async def process_response(self, _req: Request, resp: Response, _resource: object, _succeeded: bool) -> None:
        """Errors too: a browser hides from its page what is not marked."""
        resp.set_headers(self._mark)
