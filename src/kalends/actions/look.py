"""What the templates that an event or a group names choose for it."""

from typing import TypeVar

from kalends.actions.ports import Read
from kalends.domain.call_to_action import CallToAction
from kalends.domain.landing_page import LandingPage
from kalends.domain.rsvp_form import RsvpForm
from kalends.domain.style import Style
from kalends.domain.template import CHOICES

C = TypeVar("C", Style, LandingPage, RsvpForm, CallToAction)
_KINDS = {struct: kind for kind, struct in CHOICES.items()}


async def chosen(read: Read, choices: type[C], number: int | None) -> C | None:
    """The choices of the template with this number; None is the usual: none was named, or it is gone."""
    found = None if number is None else await read.template(_KINDS[choices], number)
    return found.choices if found is not None and isinstance(found.choices, choices) else None
