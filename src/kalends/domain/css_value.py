"""One CSS value out of typed parts: colours, numbers with units, names, quoted names, and functions of such.

So one value stays one value wherever it is written, and no page that shows it asks a stranger's server for anything:
no `url()`, no escape, no comment, nothing that ends a declaration (reliability T077). Syntax as in CSS Values 4.
"""

import re

from kalends.domain import limits

_COLOURS = {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color-mix"}
_GRADIENTS = {
    f"{again}{kind}-gradient" for again in ("", "repeating-") for kind in ("linear", "radial", "conic")
}  # fmt: skip
_MATHS = {"calc", "min", "max", "clamp"}
_FUNCTIONS = {*_COLOURS, *_GRADIENTS, *_MATHS, "var", "cubic-bezier"}
# CSS Values 4 §5 to §7
_UNIT = "%|px|em|rem|ex|ch|lh|rlh|[sld]?v(?:w|h|i|b|min|max)|cm|mm|q|in|pt|pc|deg|grad|rad|turn|ms|s|fr"
_PART = re.compile(
    rf"""
    (?P<opening>-?[a-z][a-z-]*)\(
    | (?P<value>
        \#(?:[0-9a-f]{{3,4}}|[0-9a-f]{{6}}|[0-9a-f]{{8}})(?![\w-])
        | [+-]?(?:[0-9]{{1,9}}(?:\.[0-9]{{1,9}})?|\.[0-9]{{1,9}})(?:{_UNIT})?(?![\w%.-])
        | -{{0,2}}[a-z_][\w-]*
        | "[\w\ .,%+*-]*" | '[\w\ .,%+*-]*'
      )
    | (?P<group>\()
    | (?P<closing>\))
    | (?P<sign>[+*-](?=\ ))
    | (?P<space>[\ ,]|/(?!\*))
    """,
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)


def is_css_value(text: str) -> bool:
    """Is this one value, or several with spaces, commas or slashes between, and nothing else?"""
    position, is_any = 0, False
    inside: list[str] = []  # the functions that are open
    while position < len(text):
        part = _PART.match(text, position)
        if part is None or not _fits(part, inside):
            return False
        is_any = is_any or part.lastgroup == "value"
        position = part.end()
    return is_any and not inside


def _fits(part: re.Match[str], inside: list[str]) -> bool:
    """Keeps `inside`."""
    if part.lastgroup in {"opening", "group"}:
        name = (part["opening"] or "calc").lower()
        inside.append(name)
        is_in_place = part.lastgroup == "opening" or (len(inside) > 1 and inside[-2] in _MATHS)
        return is_in_place and name in _FUNCTIONS and len(inside) <= limits.CSS_DEPTH
    if part.lastgroup == "closing":
        return bool(inside and inside.pop())
    return part.lastgroup != "sign" or bool(inside and inside[-1] in _MATHS)
