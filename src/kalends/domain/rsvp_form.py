"""An RSVP form template: what is asked of who answers, and how many may come."""

from datetime import datetime
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from kalends.domain import limits, text
from kalends.domain.answer import RsvpTerms
from kalends.domain.errors import invalid
from kalends.domain.form_field import FormField, check_questions


class RsvpForm(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The choices of a form.

    seats_max: per event that uses it, None without bound. seats_per_answer: >= 1. closes_at: aware UTC, None never.
    first_answer_accepts: the first submission is a yes; the choice comes with later edits. mail_confirmed: an answer
    counts once its mail address is confirmed. waiting_list: who finds no seat may wait for one. mail_…: numbers of mail
    templates, None the usual text.
    """

    seats_max: int | None = None
    seats_per_answer: int = 1
    closes_at: datetime | None = None
    maybe_offered: bool = False
    first_answer_accepts: bool = False
    mail_confirmed: bool = False
    waiting_list: bool = False
    headline: str | None = None
    text: str | None = None
    fields: tuple[FormField, ...] = ()
    mail_confirm: int | None = None
    mail_thanks: int | None = None
    mail_answered: int | None = None
    mail_changed: int | None = None
    mail_event_revised: int | None = None
    mail_personal_link: int | None = None
    mail_answered_again: int | None = None

    def terms(self) -> RsvpTerms:
        """What it allows and asks."""
        return RsvpTerms(
            self.closes_at,
            self.seats_max,
            self.seats_per_answer,
            self.maybe_offered,
            self.waiting_list,
            self.mail_confirmed,
            self.first_answer_accepts,
            self.fields,
        )

    def checked(self) -> Self:
        """The form with its HTML cleaned. Raises INVALID for seats below one and for fields that cannot be asked."""
        if self.seats_max is not None and self.seats_max < 1:
            raise invalid("must be at least 1, or null for no bound", "seats_max")
        if not 1 <= self.seats_per_answer <= limits.SEATS_PER_ANSWER:
            raise invalid(f"must be from 1 to {limits.SEATS_PER_ANSWER}", "seats_per_answer")
        if self.headline is not None:
            text.line(self.headline, "headline")
        check_questions(self.fields)
        return self if self.text is None else replace(self, text=text.clean_html(self.text, "text"))


def frees_seats(before: object, after: object) -> bool:
    """Are there more seats than before, where both are RSVP forms?"""
    if not isinstance(before, RsvpForm) or not isinstance(after, RsvpForm) or before.seats_max is None:
        return False
    return after.seats_max is None or after.seats_max > before.seats_max
