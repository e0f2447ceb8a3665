"""Everything that writing a letter takes, looked up when it is sent, and no way back to the record."""

from datetime import datetime

from msgspec import Struct

from kalends.domain.landing_page import LandingPage
from kalends.domain.letter import Letter
from kalends.domain.place import Place
from kalends.domain.style import Style


class When(Struct, frozen=True):
    """From when to when. starts_at, ends_at: aware UTC, the end exclusive. zone: IANA name."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    all_day: bool


class EventTold(Struct, frozen=True, kw_only=True):
    """What a letter says of its event. when: of the meeting meant, else of the next one, else of the last.

    several: there are other dates beside it. rrule: of a series that is meant as a whole. online: only for somebody
    who comes. page: None where whoever has the letter may not open it. style, look: of its templates; None is the
    usual.
    """

    name: str
    when: When | None
    several: bool = False
    rrule: str | None = None
    place: Place | None = None
    online: str | None = None
    organizer: tuple[str, str] | None = None
    page: str | None = None
    style: Style | None = None
    look: LandingPage | None = None


class Told(Struct, frozen=True, kw_only=True):
    """Everything that goes into one mail. site: the organization's name. now: when it is written.

    message: what stands before the @ in its Message-ID, the same whenever it is sent. personal, unsubscribe: addresses.
    calendar: an iCalendar object. method: its METHOD. base: the address before every path of ours.
    """

    letter: Letter
    number: int
    site: str
    now: datetime
    message: str
    event: EventTold | None = None
    personal: str | None = None
    unsubscribe: str | None = None
    calendar: bytes | None = None
    method: str = "PUBLISH"
    base: str = ""
