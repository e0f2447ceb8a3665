"""Floor (a): bare ASGI that sends the same bytes from memory."""

from bench.floors.asgi import Message, Receive, Send, answer, asked
from bench.recording import Recording


class Memory:
    """The application."""

    def __init__(self, recordings: list[Recording]) -> None:
        self._answers = {recording.row.encode(): answer(recording) for recording in recordings}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        start, body = self._answers[asked(scope["headers"])]
        if scope["method"] == "POST":
            await receive()
        await send(start)
        await send(body)
