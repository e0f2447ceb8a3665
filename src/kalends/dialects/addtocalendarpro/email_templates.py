"""The built-in mail templates, one per type (reference §1.11): their words are those that mails really have."""

from msgspec import Struct

from kalends.domain.errors import not_found


class EmailTemplate(Struct, frozen=True):
    """One type of mail. id: the same in every organization and version. text: its first lines.

    `{event}`, `{when}` and `{site}` (the organization's name) are filled in when a mail is sent.
    """

    id: int
    type: str
    name: str
    subject: str
    text: str
    button_label: str


TEMPLATES = (
    EmailTemplate(
        1,
        "rsvp_doi",
        "Confirm the address",
        "Please confirm your address: {event}",
        "Please confirm your address for “{event}”. Your answer counts as soon as you have.",
        "Confirm my address",
    ),
    EmailTemplate(
        2,
        "rsvp_thank_you",
        "The address is confirmed",
        "Your address is confirmed: {event}",
        "Thank you: your address is confirmed, and your answer to “{event}” counts.",
        "See or change my answer",
    ),
    EmailTemplate(
        3,
        "rsvp_signup_confirmation",
        "An answer was taken",
        "You are coming: {event}",
        "You are coming to “{event}”.",
        "See or change my answer",
    ),
    EmailTemplate(
        4,
        "rsvp_change_confirmation",
        "An answer was changed",
        "Your answer was changed: {event}",
        "Your answer was changed. You are coming to “{event}”.",
        "See or change my answer",
    ),
    EmailTemplate(
        5,
        "rsvp_event_update",
        "The event has changed",
        "Changed: {event}",
        "“{event}” has changed. This is what holds now:",
        "See or change my answer",
    ),
    EmailTemplate(
        6,
        "rsvp_magic_link",
        "The way to an answer",
        "Your answer to {event}",
        "This is the way to your answer to “{event}”. "
        "Whoever has this link can see and change your answer, so keep it to yourself.",
        "See or change my answer",
    ),
    EmailTemplate(
        7,
        "rsvp_second_signup",
        "Answered once more",
        "You have answered already: {event}",
        "Somebody, probably you, has just answered “{event}” once more with this address. "
        "The first answer stands. You can see and change it below.",
        "See or change my answer",
    ),
    EmailTemplate(
        8,
        "reminder",
        "Reminder",
        "Reminder: {event}",
        "A reminder of “{event}”: {when}.",
        "See or change my answer",
    ),
)


def template_called(asked: str) -> EmailTemplate:
    """By its type, or by its id as forms have it. Raises NOT_FOUND."""
    found = (it for it in TEMPLATES if asked in (it.type, str(it.id)))
    template = next(found, None)
    if template is None:
        raise not_found()
    return template
