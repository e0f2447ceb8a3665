"""Looking into VEVENTs that were rendered before: by us, so that every line ends and folds as ours do."""

import re

# Only a property of ours can begin a line; folded text begins with a space.
_VEVENT = re.compile(rb"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", re.MULTILINE | re.DOTALL)
_UID = re.compile(rb"^UID:(.*?)\r\n(?! )", re.MULTILINE | re.DOTALL)


def by_uid(rendered: bytes) -> dict[bytes, bytes]:
    """The VEVENTs of each UID (as written, folds and all), a series and its changed meetings together, in order."""
    found: dict[bytes, bytes] = {}
    for vevent in _VEVENT.findall(rendered):
        if uid := _UID.search(vevent):
            found[uid[1]] = found.get(uid[1], b"") + vevent
    return found
