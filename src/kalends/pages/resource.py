"""What every resource of the pages is made of."""

from falcon.asgi import Request

from kalends.calendar.links import device_of
from kalends.dialects.context import Context
from kalends.domain.access import Actor, visitor
from kalends.domain.errors import not_found
from kalends.pages import languages, read
from kalends.pages.visit import Visit
from kalends.pages.write import Writer


class Resource:
    """What every resource is made of."""

    def __init__(self, context: Context, writer: Writer) -> None:
        self.store, self.clock, self.gate, self.rates = context.store, context.clock, context.gate, context.rates
        self.url, self.writer = context.public_url, writer

    async def whose(self, prokey: str, *kinds: str) -> tuple[Actor, str]:
        """A visitor of whatever organization this id belongs to, and its kind. Raises NOT_FOUND for any other id."""
        found = await self.gate.whose(prokey) if read.is_prokey(prokey) else None
        if found is None or found[1] not in kinds:
            raise not_found()
        return visitor(found[0]), found[1]

    def visit(self, req: Request) -> Visit:
        """What a page is made for."""
        return Visit(
            languages.language(read.language(req)),
            self.clock.now(),
            self.url,
            read.language_asked(req) is not None,
            device_of(req.get_header("User-Agent")),
        )


Routes = list[tuple[str, type[Resource], str | None]]
"""Path, resource, and which of its handlers (None: the plain ones)."""
