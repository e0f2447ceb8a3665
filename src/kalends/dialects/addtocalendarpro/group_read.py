"""Reading groups (seed 000; reference §1.6)."""

from typing import Any

from kalends.dialects.addtocalendarpro.read import Table, fields, flag, reference, required, text, word, words
from kalends.domain.group import GroupPatch, Status, Subscription

NEW_GROUP: Table = {
    "name": ("name", text),
    "internal_note": ("internal_note", text),
    "subscription": ("subscription", required(word({kind.value: kind for kind in Subscription}))),
    "subscription_cal_url": ("subscription_url", text),
    "public_event_overview": ("overview_public", flag(False)),
    "layout": ("layout", reference),
    "landingpage": ("landingpage", reference),
    "cta": ("call_to_action", flag(False)),
    "cta_block": ("cta_block", reference),
}
GROUP: Table = {
    **NEW_GROUP,
    "status": ("status", required(word({status.value: status for status in Status}))),
}
WORDS = words(GROUP)


def group_patch(body: dict[str, object], table: Table) -> GroupPatch:
    """What POST (NEW_GROUP) or PATCH (GROUP) asks for. `events` is nobody's to set, and ignored."""
    known: dict[str, Any] = fields(body, table)
    return GroupPatch(**known)
