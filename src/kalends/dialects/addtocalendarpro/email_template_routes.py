"""/v1/email-template (reference §1.11): read only, as theirs is."""

from falcon.asgi import Request, Response

from kalends.dialects.addtocalendarpro.email_templates import TEMPLATES, EmailTemplate, template_called
from kalends.dialects.addtocalendarpro.write import answer
from kalends.dialects.context import Context
from kalends.domain.access import check_reads

_MADE = "2026-01-01T00:00:00.000Z"  # a template that comes with the program is as old as that


class EmailTemplates:
    """The built-in ones, for every organization alike."""

    def __init__(self, _context: Context) -> None:
        pass

    async def on_get_all(self, req: Request, resp: Response) -> None:
        """GET /v1/email-template/all"""
        check_reads(req.context.actor)
        answer(resp, [{"id": it.id, "name": it.name, "type": it.type} for it in TEMPLATES])

    async def on_get_latest(self, req: Request, resp: Response) -> None:
        """GET /v1/email-template/latest"""
        check_reads(req.context.actor)
        answer(resp, _whole(TEMPLATES[-1]))

    async def on_get_one(self, req: Request, resp: Response, type_: str) -> None:
        """GET /v1/email-template/:type"""
        check_reads(req.context.actor)
        answer(resp, _whole(template_called(type_)))

    on_head_all, on_head_latest, on_head_one = on_get_all, on_get_latest, on_get_one


def _whole(it: EmailTemplate) -> dict[str, object]:
    return {
        "id": it.id,
        "name": it.name,
        "type": it.type,
        "subject": it.subject,
        "text": it.text,
        "button_label": it.button_label,
        "date_created": _MADE,
        "date_updated": None,
    }
