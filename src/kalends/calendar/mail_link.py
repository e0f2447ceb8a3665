"""A mail address as a URI, for pages and calendar files."""

import re

_RESERVED = re.compile("[%?#&=/^`{|}]")  # what parts a URI, or may not stand in one (RFC 3986 §2)


def mail_link(mail: str) -> str:
    """The `mailto:` URI (RFC 6068 §2) of one mail address: whatever is in it, it has no other recipient and no text."""
    return "mailto:" + _RESERVED.sub(lambda found: f"%{ord(found[0]):02X}", mail)
