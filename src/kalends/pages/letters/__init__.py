"""Letters as people read them: subject, plain text and HTML, in every language of the pages."""

from functools import cache
from importlib import import_module

from kalends.pages.letters.wording import LetterWords


@cache
def letter_words(tag: str) -> LetterWords:
    """Of one of languages.TAGS."""
    words: LetterWords = import_module(f"kalends.pages.letters.{tag}").WORDS
    return words
