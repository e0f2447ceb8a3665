"""What a page is made for: when and where it is looked at, in which language, and with what."""

import json
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, urlsplit

from msgspec import Struct

from kalends.calendar.links import Device
from kalends.pages.language import Language


class Visit(Struct, frozen=True):
    """now: aware UTC. base: the address before every path. device: the family of the visitor's.

    asked: the visitor asked for the language in the address, so that it is kept in links between pages.
    values: what fills the placeholders of the event looked at; kept in links from its page.
    """

    language: Language
    now: datetime
    base: str
    asked: bool = False
    device: Device = Device.DESKTOP
    values: Mapping[str, str] = {}

    @property
    def root(self) -> str:
        """What stands before every path of ours, after the host."""
        return urlsplit(self.base).path

    @property
    def filling(self) -> str:
        """The part of a query that fills the same placeholders again; "" where there are none."""
        told = json.dumps(dict(self.values), ensure_ascii=False, separators=(",", ":")) if self.values else ""
        return f"customVar={quote(told, safe='')}" if told else ""

    def link(self, path: str, query: str = "") -> str:
        """Where a page of ours is, for who stays in the language. path: with its slash. query: without "?"."""
        kept = f"lang={self.language.tag}" if self.asked else ""
        asked = "&".join(part for part in (query, self.filling, kept) if part)
        return f"{self.root}{path}?{asked}" if asked else f"{self.root}{path}"
