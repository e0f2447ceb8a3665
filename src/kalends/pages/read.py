"""Reading what visitors and their browsers send."""

import re
from urllib.parse import urlsplit

from falcon.asgi import Request

from kalends.dialects.strict_json import strict_object
from kalends.domain import text
from kalends.domain.errors import Kind, Refused, not_found
from kalends.domain.placeholder import checked_values
from kalends.pages import languages

_PROKEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,16}", re.ASCII)
_GZIP = re.compile(r"(?:^|,)\s*(?:x-)?gzip\s*(?:;\s*q=(?!0(?:\.0{0,3})?\s*(?:,|$))[^,]*)?(?:,|$)", re.IGNORECASE)
_OWN = ("same-origin", "same-site", "none")


def is_prokey(told: str) -> bool:
    """Can this be the public id of anything? Exactly as it is written into links: one thing has one address."""
    return _PROKEY.fullmatch(told) is not None


def meeting_number(req: Request) -> int | None:
    """?o={number}: one meeting of the event; None for the event. Raises NOT_FOUND for what is no number."""
    asked = req.get_param("o")
    if asked is None:
        return None
    if not _NUMBER.fullmatch(asked):
        raise not_found()
    return int(asked)


def language_asked(req: Request) -> str | None:
    """?lang={tag}: a language of ours; None where none is asked for, and for others."""
    return languages.known(req.get_param("lang"))


def language(req: Request) -> str:
    """The tag of the language to answer in: the one asked for, else the one that the browser prefers."""
    return language_asked(req) or languages.accepted(req.get_header("Accept-Language"))


def placeholders(req: Request) -> dict[str, str]:
    """?customVar={JSON}, as the vendor's pages have it, or ?customvar=, as its links do (reference §3.1).

    Raises INVALID for what is no JSON object of texts.
    """
    sent = req.get_param("customVar") or req.get_param("customvar")
    return checked_values(strict_object(sent.encode(errors="replace"))) if sent else {}


def attendee(req: Request) -> tuple[str, str]:
    """?attendee={name}|{mail}, or the mail address alone: whom a form begins with. Both "" for what is nobody."""
    name, _, mail = (req.get_param("attendee") or "").rpartition("|")
    try:
        return text.line(name, "name"), text.mail_address(mail, "mail")
    except Refused:
        return "", ""


def knows(req: Request, *etags: str) -> bool:
    """Does If-None-Match list one of these?"""
    told = req.get_header("If-None-Match")
    return told is not None and lists(told, *etags)


def lists(told: str, *etags: str) -> bool:
    """Does this If-None-Match list one of them, compared weakly, or "*" (RFC 9110 §13.1.2)? They have no quotes."""
    return told.strip() == "*" or any(f'"{it}"' in told for it in etags)


def is_copier(req: Request) -> bool:
    """Does a server of our kind ask, to show it as its own (RFC 8586)?"""
    told = req.get_header("CDN-Loop")
    return told is not None and "kalends" in told.lower()


def takes_gzip(req: Request) -> bool:
    """Does the client take gzip?"""
    return packs(req.get_header("Accept-Encoding") or "")


def packs(told: str) -> bool:
    """Does this Accept-Encoding take gzip? "gzip;q=0" and the like refuse it (RFC 9110 §12.5.3)."""
    return told != "" and _GZIP.search(told) is not None


def check_own_page(req: Request, public_url: str) -> None:
    """Raise NOT_ALLOWED for a form that was sent from a page of somebody else's.

    Browsers that say neither Sec-Fetch-Site nor Origin pass: the form bears no authority that could be stolen. So does
    Origin "null", which our own pages cause, since they tell nobody where their visitors come from.
    """
    site, origin = req.get_header("Sec-Fetch-Site"), req.get_header("Origin")
    if site is not None:
        is_own = site in _OWN
    else:
        is_own = origin in (None, "null") or _host(origin) in (req.netloc, urlsplit(public_url).netloc)
    if not is_own:
        raise Refused(Kind.NOT_ALLOWED, "an answer is taken from the event's own page only")


def _host(origin: str) -> str | None:
    """Host and port of an address; None for what cannot be read as one."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
