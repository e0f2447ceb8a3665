"""Looking for text without regard to case."""

from msgspec import Struct

from kalends.domain.text import fold


class Pattern(Struct, frozen=True):
    """What to look for. text: folded. open_start, open_end: whether anything may come before it, or after it."""

    text: str
    open_start: bool = False
    open_end: bool = False

    @property
    def exact(self) -> bool:
        """Nothing may come before or after."""
        return not (self.open_start or self.open_end)

    def matches(self, value: str) -> bool:
        """Does `value`, as somebody wrote it, match?"""
        folded = fold(value)
        if self.open_start:
            return self.text in folded if self.open_end else folded.endswith(self.text)
        return folded.startswith(self.text) if self.open_end else folded == self.text


def pattern(written: str) -> Pattern:
    """A pattern as written: a "%" at the start or the end stands for anything, elsewhere for itself."""
    open_start = written.startswith("%")
    rest = written[open_start:]
    return Pattern(fold(rest.removesuffix("%")), open_start, rest.endswith("%"))
