"""What the picture says that chats show beside an event's address."""

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.page import EventPage, GroupPage
from kalends.domain.calendar_file import title
from kalends.domain.landing_page import LandingPage
from kalends.domain.occurrence import Occurrence
from kalends.domain.place import one_line
from kalends.pages import date_line, languages
from kalends.pages.colour import accents
from kalends.pages.front import date_of, in_front
from kalends.pages.visit import Visit


class Dated(Struct, frozen=True):
    """What one language says of a date. zone, state: empty where there is nothing to say.

    rtl: is the language written from right to left?
    """

    month: str
    day: str
    time: str
    zone: str
    state: str
    rtl: bool = False


class Preview(Struct, frozen=True):
    """What a picture shows. place: of a group, which has no date, what it is about.

    usual: the date for where no font has the language's characters.
    accent: of its landing page template, and the text colour on it; None is ours.
    """

    title: str
    place: str
    dated: Dated
    usual: Dated
    accent: tuple[str, str] | None = None


def preview_of(page: EventPage, visit: Visit) -> Preview:
    """Of the event, or of the meeting asked for."""
    front = in_front(page, visit.now)
    place = front.place if front else date_of(page.event, front).place
    name = front.name if front and page.chosen else title(page.event)
    usual = replace(visit, language=languages.language(languages.USUAL))
    said = one_line(place) if place else ""
    return Preview(name, said, _dated(page, front, visit), _dated(page, front, usual), _accent(page.look))


def preview_of_group(page: GroupPage, visit: Visit) -> Preview:
    """Of a group: nothing that is over some day, since chats keep such pictures for long."""
    undated = Dated("", "", "", "", "", visit.language.direction == "rtl")
    return Preview(page.group.name, page.group.settings.description or "", undated, undated, _accent(page.look))


def _accent(look: LandingPage | None) -> tuple[str, str] | None:
    chosen = look.highlight_color if look else None
    return accents(chosen)[0] if chosen else None


def _dated(page: EventPage, front: Occurrence | None, visit: Visit) -> Dated:
    date_ = date_of(page.event, front)
    head = date_line.of_meeting(front, visit) if front else date_line.of_date(page.event, date_, visit)
    state = head["tag"] if head["state"] in ("cancelled", "tentative") else ""
    month, day, time, zone = (str(head[name] or "") for name in ("month", "day", "text", "zone"))
    return Dated(month, day, time, zone, str(state or ""), visit.language.direction == "rtl")
