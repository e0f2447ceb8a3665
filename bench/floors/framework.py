"""Floor (d): the same framework and routes, answering with the same bytes; an empty 304 after the same reads."""

from collections.abc import Awaitable, Callable

from falcon.asgi import App, Request, Response

from bench.floors.replay import Replay, replays
from bench.recording import Recording
from kalends.pages.routes import ROUTES

_BY_THE_FRAMEWORK = {"content-length", "content-type"}


class Same:
    """What every route serves. read: runs a recording's statements."""

    def __init__(self, recordings: list[Recording], read: Callable[[Replay], Awaitable[None]]) -> None:
        self._known = {
            one.row: (one, one.body.encode(), replay)
            for one, replay in zip(recordings, replays(recordings), strict=True)
        }
        self._read = read

    async def on_get(self, req: Request, resp: Response, **_named: str) -> None:
        recording, body, replay = self._known[req.get_header("Bench-Row") or ""]
        headers = dict(recording.headers)
        resp.set_headers([pair for pair in recording.headers if pair[0] not in _BY_THE_FRAMEWORK])
        if recording.status == 304:
            await self._read(replay)
            resp.status = "304"
            return
        resp.content_type, resp.data = headers["content-type"], body


def build(recordings: list[Recording], read: Callable[[Replay], Awaitable[None]]) -> App[Request, Response]:
    """The application, with every route of the pages."""
    app: App[Request, Response] = App()
    same = Same(recordings, read)
    for path in sorted({path for path, _, _ in ROUTES}):
        app.add_route(path, same)
    return app
