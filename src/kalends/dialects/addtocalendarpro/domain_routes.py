"""/v1/custom-domains (reference §1.11): there are none here, as clients that offer them for choice have to be told."""

from falcon.asgi import Request, Response

from kalends.dialects.addtocalendarpro.write import answer
from kalends.dialects.context import Context
from kalends.domain.access import check_reads


class CustomDomains:
    """Every page is at the server's own address."""

    def __init__(self, _context: Context) -> None:
        pass

    async def on_get(self, req: Request, resp: Response) -> None:
        """GET /v1/custom-domains"""
        check_reads(req.context.actor)
        answer(resp, {"default_custom_domain": None, "available_custom_domains": []})

    on_head = on_get
