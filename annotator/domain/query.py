"""What is looked for: in one text, or across a project in a line such as `label:CLAIM Homs`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.annotation import Origin

if TYPE_CHECKING:
    from annotator.domain.document import Status

# neither spaces nor SQLite part the words of these: Thai, Lao, Burmese, Khmer, kana, ideographs;
# Korean parts them, but glues endings to its nouns
_UNPARTED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u3100-\u318f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff]"
)
ANY = "*"
"""As a label: whichever it is."""
SUGGESTED = "suggested"
"""As an origin: a suggestion that nobody has decided about."""
ORIGINS = (*(str(one) for one in Origin), SUGGESTED)


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is looked for in one text. text: as it stands there, or a regular expression."""

    text: str
    is_regex: bool = False
    match_case: bool = False
    whole_words: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side. is_begun: the last one may go on; is_excluded: must not be."""

    words: str
    is_begun: bool = False
    is_excluded: bool = False

    @property
    def is_indexed(self) -> bool:
        """Whether the full-text index has such words; else they are looked for as they stand."""
        return not _UNPARTED.search(self.words) and any(map(is_in_word, self.words))


Groups = tuple[tuple[Term, ...], ...]
"""All terms of one group must hold, whichever group it is."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for in a project; each condition that is set must hold.

    words, regex: one of the two at most; of texts, or of the words of annotations.
    match_case: of the regular expression; words have no case and no accents.
    labels: names; ANY alone for all of them. Empty: texts are looked through, not annotations.
    by: words of the speaker or claimant, in the article or in the registry.
    annotator: a part of the name. origins: of ORIGINS; empty for all but suggestions.
    having, lacking: "note", the name of an attribute, or "name=value".
    outlet: the whole name. since, until: ISO 8601 as far as wished, both included.
    in_list: only articles that the list shows.
    """

    words: Groups = ()
    regex: str = ""
    match_case: bool = False
    labels: tuple[str, ...] = ()
    by: str = ""
    annotator: str = ""
    origins: tuple[str, ...] = ()
    having: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    outlet: str = ""
    since: str = ""
    until: str = ""
    in_list: bool = False

    @property
    def wants_annotations(self) -> bool:
        """Whether annotations are looked for, rather than places in texts."""
        return bool(
            self.labels or self.by or self.annotator or self.origins or self.having or self.lacking
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said about what is to be found, only where."""
        return not (self.words or self.regex or self.wants_annotations)

    @property
    def terms(self) -> tuple[Term, ...]:
        """What may be found of the words: the terms that are not excluded, each once."""
        wanted = (term for group in self.words for term in group if not term.is_excluded)
        return tuple(dict.fromkeys(wanted))


def is_in_word(character: str) -> bool:
    """Whether it is part of a word, rather than between two."""
    category = unicodedata.category(character)
    return category[0] in "LNM" or category == "Co"
