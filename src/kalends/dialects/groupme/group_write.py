"""Groups, their members and their messages in GroupMe's shapes."""

from kalends.actions.message import Conversation, Lines
from kalends.dialects.groupme import chat
from kalends.dialects.groupme.moments import seconds
from kalends.domain.group import GroupRole
from kalends.domain.membership import Membership
from kalends.domain.person import Person

_ROLES = {GroupRole.OWNER: ["admin", "owner"], GroupRole.LEADER: ["admin"], GroupRole.MEMBER: ["user"]}


def group(conversation: Conversation, public_url: str) -> dict[str, object]:
    """One group. `members` is null where it was not asked for; `members_count` tells either way."""
    it, members = conversation.group, conversation.members
    created_at = 0 if it.created_at is None else seconds(it.created_at)
    return {
        "id": str(it.number),
        "group_id": str(it.number),
        "name": it.name,
        "phone_number": None,
        "type": "private",
        "description": it.settings.description or "",
        "image_url": it.settings.image and public_url + it.settings.image,
        "creator_user_id": conversation.owner and str(conversation.owner),
        "created_at": created_at,
        "updated_at": created_at if it.updated_at is None else seconds(it.updated_at),
        "muted_until": None,
        "members": None if members is None else [_member(member, public_url) for member in members],
        "members_count": it.members,
        "children_count": 0,
        "share_url": chat.address(public_url, it.prokey, None),
        "messages": _messages(conversation, public_url),
    }


def _member(member: Membership, public_url: str) -> dict[str, object]:
    return {
        "id": str(member.number),
        "user_id": str(member.person),
        "nickname": member.nickname or member.person_name,
        "name": member.person_name,
        "image_url": member.avatar and public_url + member.avatar,
        "muted": False,
        "autokicked": False,
        "roles": _ROLES[member.role],
    }


def _messages(conversation: Conversation, public_url: str) -> dict[str, object]:
    last = conversation.last
    if last is None:
        preview: dict[str, object] = {"nickname": None, "text": None, "image_url": None, "attachments": []}
        return {"count": 0, "last_message_id": None, "last_message_created_at": None, "preview": preview}
    told = chat.message(last, public_url)
    return {
        "count": conversation.messages,
        "last_message_id": told["id"],
        "last_message_created_at": told["created_at"],
        "preview": {
            "nickname": told["name"],
            "text": told["text"],
            "image_url": told["avatar_url"],
            "attachments": told["attachments"],
        },
    }


def user(person: Person, public_url: str) -> dict[str, object]:
    """The caller."""
    created_at = 0 if person.created_at is None else seconds(person.created_at)
    return {
        "id": str(person.number),
        "user_id": str(person.number),
        "name": person.name,
        "email": person.mail,
        "phone_number": None,
        "image_url": person.avatar and public_url + person.avatar,
        "created_at": created_at,
        "updated_at": created_at,
        "sms": False,
        "locale": "en",
    }


def lines(page: Lines, public_url: str) -> dict[str, object]:
    """A list of messages; `count` is how many the conversation has in all."""
    return {"count": page.total, "messages": [chat.message(line, public_url) for line in page.messages]}
