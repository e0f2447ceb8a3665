"""Putting an address together: parameters in order, those without a value left out."""

from urllib.parse import quote

Parameters = tuple[tuple[str, str], ...]


def address(base: str, *parameters: tuple[str, str]) -> str:
    """`base`, which ends in "?" or in parameters of its own, and the given ones, whose values are encoded already."""
    given = "&".join(f"{name}={value}" for name, value in parameters if value)
    return base + given if base.endswith("?") else f"{base}&{given}"


def encoded(text: str, but: str = "") -> str:
    """A value in which nothing is left that could end it (RFC 3986 §2.1). but: characters that stay as they are."""
    return quote(text, safe=but, errors="replace")
