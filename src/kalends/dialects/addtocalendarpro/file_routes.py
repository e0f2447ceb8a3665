"""/v1/ics (reference §1.13)."""

from falcon.asgi import Request, Response

from kalends.actions.calendar_file import CalendarFile, event_files
from kalends.dialects.addtocalendarpro import query
from kalends.dialects.addtocalendarpro.write import answer
from kalends.dialects.context import Context


class Files:
    """An event's calendar files as text."""

    def __init__(self, context: Context) -> None:
        self.store, self.clock, self.public_url = context.store, context.clock, context.public_url

    async def on_get(self, req: Request, resp: Response, prokey: str) -> None:
        """GET /v1/ics/:prokey, as texts or, with `responseType=object`, with names and addresses."""
        key = query.prokey(prokey)
        files = await self.store.read(event_files, req.context.actor, key, self.public_url, now=self.clock.now())
        if req.get_param("responseType") == "object":
            answer(resp, [_described(file, f"{self.public_url}/{key}") for file in files.items])
        else:
            answer(resp, [file.body for file in files.items])

    on_head = on_get


def _described(file: CalendarFile, folder: str) -> dict[str, str]:
    """Without icsFile where there is no file to fetch."""
    if file.file is None:
        return {"name": file.name, "icsBody": file.body}
    return {"name": file.name, "icsFile": f"{folder}/{file.file}", "icsBody": file.body}
