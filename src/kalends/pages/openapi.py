"""The description of the public addresses: pages, files, feeds and links, which ask for no credential."""

from collections.abc import Mapping

from msgspec import Struct

from kalends.calendar.links import Service
from kalends.dialects.openapi import JSON, Answer, Api, Asked, Operation, Shape, anything, sent, text, word
from kalends.pages import languages
from kalends.pages.form import STATES, Sent

_HTML, _CALENDAR, _FORM = "text/html", "text/calendar", "application/x-www-form-urlencoded"
_PAGE = Answer(media=_HTML)
_UNCHANGED = Answer(media=None, told="It is still as If-None-Match says")
_ELSEWHERE = Answer(media=None, told="The address is in Location")

_LANGUAGE = Asked("lang", word(*languages.NAMES), "Else the one that the browser prefers")
_MEETING = Asked("o", text("A number", pattern="^[0-9]{1,16}$"), "One meeting of a series")
_KNOWN = Asked("If-None-Match", text(), place="header")
_EVENT, _GROUP, _OTHER = "pages", "calendars", "others"
_PROKEY: Shape = text("An event's or a group's prokey", format="uuid")


class _Get(Struct, frozen=True):
    """A path to read, its name and what it is for."""

    path: str
    name: str
    told: str
    tag: str
    asks: tuple[Asked, ...] = ()

    def answering(self, answers: Mapping[int, Answer], *refusals: int) -> Operation:
        """refusals: statuses besides those that every path may answer, with a page that explains them."""
        return Operation(
            method="GET", path=self.path, name=f"page_{self.name}", told=self.told, tag=self.tag, asks=self.asks,
            answers={**answers, **dict.fromkeys((404, *refusals), _PAGE)}, open=True,
        )  # fmt: skip


_PICTURE_ASKS = (_LANGUAGE, _MEETING)
_FILLED = Asked("customVar", text("JSON: values for placeholders"))
_PAGE_ASKS = (_LANGUAGE, _MEETING, _FILLED, Asked("attendee", text("Name|mail: whom the form begins with")))
_SENT = {name: text() for name in Sent.__struct_fields__ if name not in {"trap", "given"}}
_ANSWER: Shape = sent({**_SENT, "answer": word(*STATES)})
_PERSONAL = "/{prokey}/rsvp/{answer}/{token}"
_LINK_ASKS = (
    _LANGUAGE,
    _MEETING,
    Asked("sub-event", text("One of several dates, by start from 0", pattern="^[0-9]{1,4}$")),
    Asked("customvar", text("JSON: values for placeholders")),
    Asked("attendee", text(), "Let pass, and put nowhere"),
)

_EVENT_PAGES = (
    _Get("/{prokey}", "landing", "The page of an event or a group", _EVENT, _PAGE_ASKS).answering(
        {200: _PAGE, 301: _ELSEWHERE}, 400, 503
    ),
    Operation(
        method="POST", path="/{prokey}/answer", name="page_answer", told="Answer an event, from its own page",
        tag=_EVENT, asks=(_LANGUAGE, _MEETING, _FILLED), body={_FORM: _ANSWER}, open=True,
        answers={303: _ELSEWHERE, **dict.fromkeys((400, 403, 404, 413, 422, 429, 503), _PAGE)},
    ),
    Operation(
        method="POST", path="/{prokey}/link", name="page_send_link", told="Have the way back to one's answer mailed",
        tag=_EVENT, asks=(_LANGUAGE,), body={_FORM: sent({"mail": text()})}, open=True,
        answers={303: _ELSEWHERE, **dict.fromkeys((400, 403, 404, 413, 422, 429, 503), _PAGE)},
    ),
    _Get(_PERSONAL, "personal", "An answer, for its giver", _EVENT, (_LANGUAGE,)).answering(
        {200: _PAGE, 301: _ELSEWHERE}, 503
    ),
    Operation(
        method="POST", path=_PERSONAL, name="page_change_answer", told="Confirm or change an answer, by its giver",
        tag=_EVENT, asks=(_LANGUAGE,), body={_FORM: anything()}, open=True,
        answers={303: _ELSEWHERE, **dict.fromkeys((400, 403, 404, 413, 422, 429, 503), _PAGE)},
    ),
    _Get("/{prokey}/call", "call", "The form of a call to action", _EVENT, (_LANGUAGE,)).answering({200: _PAGE}, 503),
    _Get("/{prokey}/preview.png", "preview", "A picture for previews", _EVENT, _PICTURE_ASKS).answering(
        {200: Answer(media="image/png")}, 503
    ),
    _Get("/{prokey}/qr.svg", "qr", "The page's address as a QR code", _EVENT, _PICTURE_ASKS).answering(
        {200: Answer(media="image/svg+xml")}, 503
    ),
    _Get("/{prokey}/config.json", "config", "What the vendor's button is made of", _EVENT, (_KNOWN,)).answering(
        {200: Answer(anything(), JSON), 304: _UNCHANGED}, 503
    ),
    _Get("/{prokey}/button.json", "button", "What our button is made of", _EVENT, (_LANGUAGE, _KNOWN)).answering(
        {200: Answer(anything(), JSON), 304: _UNCHANGED}, 503
    ),
    _Get("/{prokey}/embed", "embed", "Our button, for a frame", _EVENT, (_LANGUAGE, _MEETING)).answering(
        {200: _PAGE}, 503
    ),
)  # fmt: skip

_CALENDARS = (
    _Get("/{prokey}/{file}", "file", "An event's file, or a group's feed", _GROUP, (_KNOWN,)).answering(
        {200: Answer(media=_CALENDAR), 304: _UNCHANGED}, 503
    ),
    _Get("/feed/{whose}/{secret}.ics", "feed", "A person's or an organization's feed", _GROUP, (_KNOWN,)).answering(
        {200: Answer(media=_CALENDAR), 304: _UNCHANGED}, 429, 503
    ),
    _Get("/{prokey}/feed", "followers", "Who fetched a group's feed", _GROUP, (_LANGUAGE,)).answering(
        {200: _PAGE}, 503
    ),
    _Get("/{prokey}/o/{service}", "link", "Put an event into a calendar", _GROUP, _LINK_ASKS).answering(
        {200: Answer(media=_CALENDAR), 302: _ELSEWHERE, 304: _UNCHANGED}, 400, 503
    ),
    _Get("/{prokey}/s/{service}", "subscribe", "Subscribe to a group's feed", _GROUP).answering({302: _ELSEWHERE}, 503),
)

_LETTER, _BOX = "/unsubscribe/{letter}/{token}", "/mailbox/{secret}"

_MAILS = (
    _Get(_LETTER, "subscribed", "Which letters somebody gets", _OTHER, (_LANGUAGE,)).answering({200: _PAGE}),
    Operation(
        method="POST", path=_LETTER, name="page_unsubscribe", told="Get no more of such letters", tag=_OTHER,
        asks=(_LANGUAGE,), open=True, answers={200: _PAGE, **dict.fromkeys((404, 413, 503), _PAGE)},
    ),
    _Get(_BOX, "mailbox", "Mails of a server without a mail server", _OTHER).answering({200: _PAGE}),
    _Get(f"{_BOX}/{{mail}}", "mail", "One of them", _OTHER).answering({200: _PAGE}),
    _Get(f"{_BOX}/{{mail}}/html", "mail_html", "Its HTML alone", _OTHER).answering({200: _PAGE}),
    _Get(f"{_BOX}/{{mail}}/raw", "mail_raw", "All of it", _OTHER).answering({200: Answer(media="message/rfc822")}),
    _Get(f"{_BOX}/{{mail}}/file/{{position}}", "mail_file", "A file that came with it", _OTHER).answering(
        {200: Answer(media="*/*")}
    ),
)  # fmt: skip

_HOUSE = (
    _Get("/", "start", "The first page", _OTHER, (_LANGUAGE,)).answering({200: _PAGE}),
    _Get("/robots.txt", "robots", "For programs that look around", _OTHER).answering({200: Answer(media="text/plain")}),
    _Get("/button.js", "script", "Our button's script", _OTHER, (_KNOWN,)).answering(
        {200: Answer(media="text/javascript"), 304: _UNCHANGED}
    ),
    _Get("/static/{name}", "static", "Style, script and icon", _OTHER).answering({200: Answer(media="*/*")}),
    _Get("/look/{name}", "look", "The style sheet of a colour or a background", _OTHER).answering(
        {200: Answer(media="text/css")}
    ),
    _Get("/openapi.json", "openapi", "This description", _OTHER).answering({200: Answer(anything())}),
    _Get("/docs", "docs", "This description as a page", _OTHER).answering({200: _PAGE}),
    _Get("/health", "health", "Is the server up", _OTHER).answering({200: Answer(anything()), 503: Answer(anything())}),
)

API = Api(
    tags={_EVENT: "Pages of events", _GROUP: "Files, feeds and links", _OTHER: "Everything else"},
    places={
        "prokey": _PROKEY,
        "file": text("Like event.ics"),
        "service": word(*Service),
        "whose": word("person", "organization"),
        "secret": text(),
        "name": text(),
        "answer": text("An answer's id", format="uuid"),
        "letter": text("Like 7-12"),
        "token": text(),
        "mail": text("Like 20260302T180000000000-1-olga.eml"),
        "position": text("From 0", pattern="^[0-9]{1,4}$"),
    },
    shapes={},
    operations=(*_EVENT_PAGES, *_CALENDARS, *_MAILS, *_HOUSE),
)
