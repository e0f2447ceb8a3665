"""/v1/rsvp-answers (reference §1.12), which the vendor only reads; giving, changing and deleting are ours."""

from typing import Any

from falcon.asgi import Request, Response
from msgspec.structs import replace

from kalends.actions.answer_list import (
    create_answer,
    delete_answer,
    latest_answer,
    latest_answer_to,
    list_answers,
    revise_answer,
    show_answer,
)
from kalends.dialects.addtocalendarpro import answer_read, answer_write, query, read
from kalends.dialects.addtocalendarpro.answer_words import WRITTEN
from kalends.dialects.addtocalendarpro.careful import Careful
from kalends.dialects.addtocalendarpro.eras import era
from kalends.dialects.addtocalendarpro.write import Deed, answer
from kalends.domain import limits
from kalends.domain.answer import Answer


class Answers(Careful):
    """Answers to the events that the key may change."""

    async def on_get_event(self, req: Request, resp: Response, prokey: str) -> None:
        """GET /v1/rsvp-answers/:prokey, with `status`, `occurrence` and `page`; `format` for a file of everybody."""
        key, form = query.prokey(prokey), answer_read.export_format(req)
        asked = answer_read.answer_list(req, key)
        if form is not None:
            asked = replace(asked, whole=True, limit=limits.ANSWERS_EXPORTED, offset=0)
        answers = await self.store.read_long(list_answers, req.context.actor, asked)
        if form == "csv":
            resp.data, resp.content_type = answer_write.table(answers, key), "text/csv; charset=utf-8"
        elif form == "json":
            answer(resp, answer_write.exported(answers, key))
        else:
            answer(resp, [answer_write.answer_of(it, key) for it in answers])
        if form is not None:
            resp.downloadable_as = f"answers-{key}.{form}"

    async def on_get_latest_of_event(self, req: Request, resp: Response, prokey: str) -> None:
        """GET /v1/rsvp-answers/:prokey/latest"""
        key = query.prokey(prokey)
        found = await self.store.read(latest_answer_to, req.context.actor, answer_read.answer_list(req, key))
        answer(resp, answer_write.answer_of(found, key))

    async def on_get_latest(self, req: Request, resp: Response) -> None:
        """GET /v1/rsvp-answers/latest: of all events."""
        found, key = await self.store.read(latest_answer, req.context.actor, answer_read.state(req))
        answer(resp, answer_write.answer_of(found, key))

    async def on_get_one(self, req: Request, resp: Response, prokey: str, answer_id: str) -> None:
        """GET /v1/rsvp-answers/:prokey/:id"""
        key, asked = query.prokey(prokey), query.prokey(answer_id)
        answer(resp, answer_write.answer_of(await self.store.read(show_answer, req.context.actor, key, asked), key))

    async def on_post_event(self, req: Request, resp: Response, prokey: str) -> None:
        """POST /v1/rsvp-answers/:prokey: an answer for somebody, who is written unless `inform` is false."""
        draft = answer_read.new_answer(query.prokey(prokey), await read.body(req))
        made = await self.make(req, resp, _word, create_answer, draft, now=self.clock.now())
        _say_done(req, resp, "created", made)

    async def on_patch_one(self, req: Request, resp: Response, prokey: str, answer_id: str) -> None:
        """PATCH, PUT /v1/rsvp-answers/:prokey/:id"""
        patch, key, asked = (
            answer_read.answer_patch(await read.body(req)),
            query.prokey(prokey),
            query.prokey(answer_id),
        )
        made = await self.store.write(revise_answer, req.context.actor, key, asked, patch, now=self.clock.now())
        _say_done(req, resp, "updated", _word(made))

    async def on_delete_one(self, req: Request, resp: Response, prokey: str, answer_id: str) -> None:
        """DELETE /v1/rsvp-answers/:prokey/:id, with `inform=false` to write nobody."""
        key, asked = query.prokey(prokey), query.prokey(answer_id)
        inform = query.flag(req, "inform") if req.get_param("inform") else True
        await self.store.write(delete_answer, req.context.actor, key, asked, inform=inform, now=self.clock.now())
        answer(resp, era(req).done("deleted", "id", asked))

    on_head_event, on_head_latest_of_event = on_get_event, on_get_latest_of_event
    on_head_latest, on_head_one = on_get_latest, on_get_one
    on_put_one = on_patch_one


def _word(made: Answer) -> str:
    """Its id, and what became of it: a yes may wait for a seat."""
    return f"{made.public_id} {WRITTEN[made.state]}"


def _say_done(req: Request, resp: Response, deed: Deed, made: str) -> None:
    public_id, _, status = made.partition(" ")
    done: Any = era(req).done(deed, "id", public_id)  # both eras answer an object
    answer(resp, {**done, "answer_status": status}, 201 if deed == "created" else 200)
