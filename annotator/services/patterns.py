"""Finding words and regular expressions in a text, within a time.

The third-party `regex` rather than Python's `re`: it can be given a time limit, which a
catastrophic pattern needs, and finds a word in 5 MB in a few milliseconds. It is imported on first
use: the window opens without it.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections import defaultdict
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from annotator.domain.errors import BadQuery
from annotator.domain.query import Term, is_in_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from annotator.domain.query import Groups, Pattern

_LONGEST = 2_000
_PORTION = 2_000
_MOST_COPIES = 100_000
_TOO_SLOW = "That takes too long here; look for something simpler, or more exact."
_TOO_MUCH = "That regular expression repeats too much; make it simpler."

_ACCENTS = "[\u0300-\u036f]"
_ACCENTED = ((0xC0, 0x250), (0x370, 0x400), (0x1E00, 0x2000))
_COUNT = re.compile(r"\{(\d*)(?:,(\d*))?\}[?+]?|[*+?][?+]?")


class Matcher:
    """Says where something occurs. It is never empty there, and hits do not overlap.

    is_risky: it is an expression that may take any time for a single hit.
    """

    def __init__(self, compiled: Any, *, is_risky: bool = False) -> None:  # noqa: ANN401 - untyped
        self._compiled = compiled
        self._is_risky = is_risky

    def spans(self, text: str, *, seconds: float) -> Iterator[tuple[int, int]]:
        """Start and end of each occurrence. Raises BadQuery if they take longer, in all."""
        return self._guarded(text, seconds) if self._is_risky else self._counted(text, seconds)

    def _counted(self, text: str, seconds: float) -> Iterator[tuple[int, int]]:
        # the library's own limit costs five times what finding a letter does
        latest = time.monotonic() + seconds
        found = self._compiled.finditer(text)
        while portion := [one.span() for one in islice(found, _PORTION)]:
            yield from portion
            if len(portion) == _PORTION and time.monotonic() > latest:
                raise BadQuery(_TOO_SLOW, is_slow=True)

    def _guarded(self, text: str, seconds: float) -> Iterator[tuple[int, int]]:
        try:
            for found in self._compiled.finditer(text, timeout=seconds, concurrent=True):
                start, end = found.span()
                if start < end:
                    yield start, end
        except TimeoutError:
            raise BadQuery(_TOO_SLOW, is_slow=True) from None
        except (MemoryError, RecursionError):
            raise BadQuery(_TOO_MUCH) from None

    def occurs_in(self, text: str, *, seconds: float = 1.0) -> bool:
        """Whether it occurs at all. Raises BadQuery if that takes longer."""
        if not self._is_risky:
            return self._compiled.search(text) is not None
        return next(self.spans(text, seconds=seconds), None) is not None


class WordMatcher(Matcher):
    """Says where words occur, and whether a text holds all that a query asks for."""

    def __init__(self, groups: Groups) -> None:
        wanted = dict.fromkeys(one for group in groups for one in group if not one.is_excluded)
        # the longest first: where two begin at one place, the longer one is the hit
        longest = sorted(wanted, key=lambda term: -len(term.words))
        super().__init__(_compile("|".join(map(_pattern_of, longest)) or r"(?!)", match_case=False))
        self._groups = [
            [(Matcher(_compile(_pattern_of(one), match_case=False)), one) for one in group]
            for group in groups
        ]

    def holds_for(self, text: str) -> bool:
        """Whether the text has all words of one of the groups, and none that is excluded there."""
        return any(
            all(matcher.occurs_in(text) != term.is_excluded for matcher, term in group)
            for group in self._groups
        )


def matcher_of(pattern: Pattern) -> Matcher:
    """What finds a pattern. Raises BadQuery, with a sentence, for a bad regular expression."""
    if len(pattern.text) > _LONGEST:
        raise BadQuery(f"A search may have {_LONGEST:,} characters; make it shorter.")
    text = pattern.text if pattern.is_regex else re.escape(pattern.text)
    if pattern.is_regex and _copies(text) > _MOST_COPIES:
        raise BadQuery(_TOO_MUCH)
    if pattern.is_regex:
        _compile(text, match_case=pattern.match_case)  # before more stands around it
    if pattern.whole_words:
        text = rf"(?<!\w)(?:{text})(?!\w)"
    compiled = _compile(text, match_case=pattern.match_case)
    return Matcher(compiled, is_risky=pattern.is_regex)


def phrase_matcher(words: str) -> Matcher:
    """What finds words side by side, whatever their case and accents."""
    return Matcher(_compile(_pattern_of(Term(words)), match_case=False))


def needed_words(regex: str) -> tuple[str, ...]:
    """Whole words that stand in whatever a regular expression finds, as far as is plain to see."""
    if re.search(r"[|(\[]|\\[^bws.,;:!?'\"-]", regex):
        return ()
    return tuple(re.findall(r"\\b([A-Za-z0-9]+)\\b(?![*+?{])", regex))


def _compile(text: str, *, match_case: bool) -> Any:  # noqa: ANN401 - of a module without types
    import regex

    flags = regex.VERSION0 | regex.MULTILINE | (0 if match_case else regex.IGNORECASE)
    try:
        return regex.compile(text, flags)
    except (RecursionError, MemoryError, OverflowError):
        raise BadQuery(_TOO_MUCH) from None
    except (regex.error, ValueError, KeyError, IndexError) as error:
        raise BadQuery(_sentence(str(error))) from error


def _sentence(problem: str) -> str:
    what, _, place = problem.partition(" at position ")
    where = f" (at character {int(place) + 1})" if place.isdigit() else ""
    return f"That is no regular expression: {what}{where}."


def _copies(text: str) -> int:
    """How many copies of its parts a regular expression is spelt out to; `regex` makes them."""
    sizes = [0]
    last = 0
    at = 0
    while at < len(text):
        character = text[at]
        counted = _COUNT.match(text, at)
        if counted:
            times = max([int(one) for one in counted.groups() if one], default=1)
            sizes[-1] += last * (times - 1)
            last *= times
            at = counted.end()
            continue
        if character == "(":
            sizes.append(0)
            last = 0
        elif character == ")" and len(sizes) > 1:
            last = sizes.pop() + 1
            sizes[-1] += last
        else:
            last = 1
            sizes[-1] += 1
        at += 2 if character == "\\" else 1
        if sizes[-1] > _MOST_COPIES:
            break
    return sum(sizes)


def _pattern_of(term: Term) -> str:
    if not term.is_indexed:
        return re.escape(term.words)
    words = "".join(one if is_in_word(one) else " " for one in term.words).split()
    pattern = r"[\W_]+".join("".join(map(_letter, _plain(word))) for word in words)
    return rf"(?<![^\W_]){pattern}" + (r"\w*" if term.is_begun else r"(?![^\W_])")


def _letter(character: str) -> str:
    """What finds a letter with or without accents."""
    variants = _variants().get(character.lower(), "")
    found = f"[{re.escape(character)}{variants}]" if variants else re.escape(character)
    return rf"{found}{_ACCENTS}*" if character.isalpha() else found


@cache
def _variants() -> Mapping[str, str]:
    """The accented letters, by the plain one."""
    found: defaultdict[str, str] = defaultdict(str)
    for first, end in _ACCENTED:
        for code in range(first, end):
            plain = unicodedata.normalize("NFD", chr(code))[0]
            if plain != chr(code) and plain.isalpha():
                found[plain.lower()] += chr(code)
    return dict(found)


def _plain(word: str) -> str:
    """A word without its accents."""
    parts = unicodedata.normalize("NFD", word)
    bare = re.sub(_ACCENTS, "", parts)
    return unicodedata.normalize("NFC", bare) or word
