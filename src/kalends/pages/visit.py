"""What a page is made for: when and where it is looked at, in which language, and with what."""

from datetime import datetime
from urllib.parse import urlsplit

from msgspec import Struct

from kalends.calendar.links import Device
from kalends.pages.language import Language


class Visit(Struct, frozen=True):
    """now: aware UTC. base: the address before every path. device: the family of the visitor's.

    asked: the visitor asked for the language in the address, so that it is kept in links between pages.
    """

    language: Language
    now: datetime
    base: str
    asked: bool = False
    device: Device = Device.DESKTOP

    @property
    def root(self) -> str:
        """What stands before every path of ours, after the host."""
        return urlsplit(self.base).path

    def link(self, path: str, query: str = "") -> str:
        """Where a page of ours is, for who stays in the language. path: with its slash. query: without "?"."""
        kept = f"lang={self.language.tag}" if self.asked else ""
        asked = "&".join(part for part in (query, kept) if part)
        return f"{self.root}{path}?{asked}" if asked else f"{self.root}{path}"
