"""What letters consist of in a language: every sentence in a named place, so that a table that lacks one is no table.

{event} is the event's name, {site} the organization's, {when} day and time in one line, {webhook} a webhook's name and
{host} where it told; others stand beside the texts that use them.
"""

from msgspec import Struct

from kalends.domain.letter import LetterKind
from kalends.pages.language import Plurals


class Wording(Struct, frozen=True):
    """One kind of letter. first: its first line, which says what it is about. more: what follows that, if anything."""

    subject: str
    first: str
    more: str = ""


class Stop(Struct, frozen=True, kw_only=True):
    """The page behind a letter's link for getting no more of them: by kind what happens then, with {site}.

    no_reminder and so on: what that link and the button on the page are called, which says of what there are no more.
    """

    title: str
    reminder: str
    event_revised: str
    attendance: str
    no_reminder: str
    no_event_revised: str
    no_attendance: str
    done_title: str
    done: str
    bounced_title: str  # of an address that nothing is sent to
    bounced: str  # {site}

    def label(self, kind: LetterKind) -> str:
        """What the link and the button say. kind: one of SUBSCRIBED."""
        said: str = getattr(self, f"no_{kind.value}")
        return said


class LetterWords(Struct, frozen=True, kw_only=True):
    """All letters in one language."""

    confirm: Wording
    thanks: Wording
    accepted: Wording
    tentative: Wording
    declined: Wording
    waitlisted: Wording
    changed: Wording  # first stands before the first line of the answer that it is now
    event_revised: Wording
    personal_link: Wording
    answered_again: Wording
    cancelled: Wording
    promoted: Wording
    reminder: Wording
    attendance: Wording
    invitation: Wording
    webhook_off: Wording  # more stands behind the reason, which is one of the next two
    webhook_gone: str
    webhook_failing: str
    do_confirm: str  # what leads on, on a button
    do_answer: str
    do_invited: str
    do_attendance: str
    do_page: str
    before: str
    places: Plurals  # {n}
    until: str  # {time}
    not_you: str
    calendar: str
    replies: str  # {organizer}
    why_answer: str  # {site}
    why_subscribed: str  # {site}
    stop: Stop
