"""The languages that the pages speak, each in a file of its own that is read when it is first asked for."""

from functools import cache
from importlib import import_module

from kalends.pages.language import Language

TAGS = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sv", "ja", "ar")
USUAL = "en"
NAMES = {
    "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano", "pt": "Português",
    "nl": "Nederlands", "pl": "Polski", "cs": "Čeština", "sv": "Svenska", "ja": "日本語", "ar": "العربية",
}  # fmt: skip
_ACCEPTED = 50  # ranges of an Accept-Language header that are looked at


@cache
def language(tag: str) -> Language:
    """The language of one of TAGS."""
    found: Language = import_module(f"kalends.pages.languages.{tag}").LANGUAGE
    return found


def known(asked: str | None) -> str | None:
    """The one of TAGS that a language tag such as "de-AT" means; None for others, and for none."""
    main = (asked or "").partition("-")[0].strip().lower()
    return main if main in TAGS else None


def accepted(header: str | None) -> str:
    """The one of TAGS that Accept-Language prefers (RFC 9110 §12.5.4); the usual one where it names none of them.

    Equal preferences count in their order. "*" is the usual one.
    """
    best, best_weight = USUAL, 0.0
    for item in (header or "").split(",", _ACCEPTED)[:_ACCEPTED]:
        named, _, rest = item.partition(";")
        tag = USUAL if named.strip() == "*" else known(named)
        weight = _weight(rest)
        if tag is not None and weight > best_weight:
            best, best_weight = tag, weight
    return best


def _weight(parameter: str) -> float:
    """The q of a language range, 0 to 1; 1 without one, 0 for what is none."""
    name, _, value = parameter.partition("=")
    if not name.strip():
        return 1.0
    digits = value.strip()
    is_number = name.strip().lower() == "q" and len(digits) <= 5 and digits.replace(".", "", 1).isdigit()
    return float(digits) if is_number and digits.isascii() and digits != "." else 0.0
