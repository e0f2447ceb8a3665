"""A line in a group's conversation: what a person wrote, or a change that is told there."""

from datetime import datetime

import msgspec
from msgspec import Struct

from kalends.domain import limits, text
from kalends.domain.errors import invalid


class ChangeName:
    """The stable names of changes: what happened, as kept in the log and told to others."""

    EVENT_CREATED = "event.created"
    EVENT_REVISED = "event.revised"
    EVENT_CANCELLED = "event.cancelled"
    EVENT_DELETED = "event.deleted"
    EVENT_WITHDRAWN = "event.withdrawn"
    OCCURRENCE_REVISED = "occurrence.revised"
    OCCURRENCE_CANCELLED = "occurrence.cancelled"
    OCCURRENCE_STARTING = "occurrence.starting"
    GROUP_CREATED = "group.created"
    GROUP_REVISED = "group.revised"
    GROUP_DELETED = "group.deleted"
    RSVP_ANSWERED = "rsvp.answered"
    RSVP_PROMOTED = "rsvp.promoted"
    RSVP_DELETED = "rsvp.deleted"
    TEMPLATE_CREATED = "template.created"
    TEMPLATE_REVISED = "template.revised"
    TEMPLATE_DELETED = "template.deleted"


class Change(Struct, frozen=True):
    """Something that happened. Outlives what it happened to.

    subject: number of what changed. fields: which of our field names changed.
    snapshot: JSON object as of then; for events {"name", "occurrence": public id, "prokey"}; people by number only.
    """

    number: int
    name: str
    at: datetime
    by_person: int | None
    subject: int
    group: int | None = None
    fields: tuple[str, ...] = ()
    snapshot: dict[str, str | int | None] = {}


class Message(Struct, frozen=True):
    """One line. sender: the person whose deed or words it is. text None for a told change, which its reader words.

    attachments: JSON text of the list that was sent, or None. source_guid: the sender's own id, for resends.
    """

    number: int
    group: int
    created_at: datetime
    sender: int | None = None
    sender_name: str = ""
    sender_avatar: str | None = None
    text: str | None = None
    attachments: str | None = None
    source_guid: str | None = None
    change: Change | None = None


class Words(Struct, frozen=True):
    """What somebody says. attachments: objects that each name their `type`; kept as sent, opened by nobody here.

    source_guid: the sender's own id, so that a line sent again is not said twice; None for none.
    """

    text: str | None = None
    attachments: tuple[dict[str, object], ...] = ()
    source_guid: str | None = None


def new_message(group: int, sender: int, words: Words, now: datetime) -> Message:
    """A checked line without its number. Raises INVALID for nothing said, and over a limit."""
    said = words.text and text.paragraph(words.text, "text", limits.MESSAGE_TEXT)
    if not (said and said.strip()) and not words.attachments:
        raise invalid("must not be empty", "text")
    if words.source_guid is not None:
        text.required_line(words.source_guid, "source_guid", limits.SOURCE_GUID)
    return Message(
        0, group, now, sender, text=said or None, attachments=_checked(words.attachments), source_guid=words.source_guid
    )


def _checked(attachments: tuple[dict[str, object], ...]) -> str | None:
    if len(attachments) > limits.MESSAGE_ATTACHMENTS:
        raise invalid(f"must not be more than {limits.MESSAGE_ATTACHMENTS}", "attachments")
    if not all(isinstance(attachment.get("type"), str) for attachment in attachments):
        raise invalid("must each have a type", "attachments")
    raw = msgspec.json.encode(attachments)
    if len(raw) > limits.MESSAGE_ATTACHMENTS_BYTES:
        raise invalid(f"must not be over {limits.MESSAGE_ATTACHMENTS_BYTES} bytes", "attachments")
    return raw.decode() if attachments else None
