"""Which of the mentions in a source is the one that speaks.

"UN envoy Ada Quill" holds two mentions, and Ada Quill speaks; in "Quill's lawyer" nobody does
who is named. Whoever speaks is the head of the phrase, which English puts before what follows it
("officials in Oslo") and after what describes it ("Oslo mayor Ada Quill").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from annotator.domain.annotation import Annotation
from annotator.domain.function_words import is_function_word
from annotator.domain.suggestion import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotator.domain.span import Span

T = TypeVar("T", Annotation, Suggestion)
_DETERMINED = "a an the this that these those some any all both my your his her its our their"
_DETERMINERS = frozenset(_DETERMINED.split())
_EXAMPLES = frozenset({"including", "like", "representing"})
_POSSESSIVE = ("'s", "’s")
_BREAKS = (",", ";", ":", "(", "–", "—")


def speaking(mentions: Iterable[T], source: Span, text: Callable[[], str]) -> T | None:
    """The mention that is all of the source, else the first that is its head; None if none is.

    mentions: such as share a character with the source, in reading order.
    text: the article's, asked for only if a mention is less than the source.
    """
    found = list(mentions)
    for one in found:
        if one.span.contains(source):
            return one
    return next((one for one in found if _leads(text(), source, one.span)), None)


def _leads(text: str, source: Span, mention: Span) -> bool:
    """Whether a mention in a source is the head of it."""
    before = text[source.start : max(source.start, mention.start)]
    after = text[min(mention.end, source.end) : source.end]
    last = text[mention.start : mention.end].split()[-1]
    is_name = any(one.isupper() for one in last)  # as in al-Sham
    return not _ends_open(before) and _begins_apart(after, is_name=is_name)


def _ends_open(before: str) -> bool:
    """Whether what stands before a mention makes it a part: "the widow of", "groups like"."""
    if before.rstrip().endswith("("):
        return True
    words = before.lower().split()
    while words and words[-1] in _DETERMINERS:
        words.pop()
    return bool(words) and (words[-1] in _EXAMPLES or is_function_word(words[-1]))


def _begins_apart(after: str, *, is_name: bool) -> bool:
    """Whether what stands after a mention leaves it the head: " in Oslo", but not " official".

    A described actor ("people") is a head by itself, whatever follows.
    """
    is_owned = after.startswith(_POSSESSIVE)
    rest = after[2:] if is_owned else after
    words = rest.split()
    if not any(one.isalnum() for one in rest):
        return True
    if is_owned:
        return False
    return (
        not is_name
        or rest.lstrip().startswith(_BREAKS)
        or words[0] == "-"
        or words[0].lower() in _EXAMPLES
        or is_function_word(words[0])
    )
