"""What a project remembers of phrases: how often one was tagged or rejected, and what follows.

A phrase is a few words on one line, such as a name. Counts come from the history alone, so what
is undone is forgotten. A rule is what the analyst says in the table; it goes before the counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import NotAllowed
from annotator.domain.function_words import is_function_word
from annotator.domain.suggestion import SuggesterInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotator.domain.ids import RuleId

MEMORY = SuggesterInfo("project.memory.v1", "1")
"""Who suggests what was tagged before."""

MOST_WORDS, MOST_CHARACTERS = 8, 80
"""Of a phrase. What is longer hardly ever stands anywhere again."""

_REJECTED_OFTEN = 2
"""One rejection may be about that one place; the second is about the phrase."""
_MOSTLY_WRONG = 3
"""So many times as often rejected as tagged: what is right once in four is not worth offering."""
_TAGGED_OFTEN = 2

_BLANKS = re.compile(r"\s+")
_PLAIN = str.maketrans("\u00a0\u202f\u2019", "  '")
"""One character for another, so offsets stay: an apostrophe is typed in two ways."""


class Rule(StrEnum):
    """What the analyst said about a phrase; IGNORE: it is neither offered nor withheld."""

    OFFER = "offer"
    WITHHOLD = "withhold"
    IGNORE = "ignore"


class PhraseState(StrEnum):
    """What the memory does about a phrase with a label.

    OFFERED: it is suggested wherever it stands. WITHHELD: who suggests it is not heard.
    """

    OFFERED = "offered"
    WITHHELD = "withheld"
    NEITHER = "neither"


class Phrase(NamedTuple):
    """Words and the label that is meant; text: as phrase_text() makes it."""

    text: str
    label: str


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """A line of the table that the analyst wrote. Raises NotAllowed for what is no phrase."""

    id: RuleId
    text: str
    label: str
    rule: Rule

    def __post_init__(self) -> None:
        if phrase_text(self.text) != self.text:
            raise NotAllowed(f"“{self.text}” is no phrase that can be remembered.")


class PhraseOrder(StrEnum):
    """What the table is sorted by; the counts go downwards, the text upwards."""

    TAGGED = "tagged"
    REJECTED = "rejected"
    TEXT = "text"


class PhraseRow(NamedTuple):
    """One line of the table.

    tagged: how many annotations say so; rejected: how many suggestions of it were. rule: what the
    analyst said, None for nothing. state: what follows from all that.
    """

    text: str
    label: str
    tagged: int
    rejected: int
    rule: Rule | None
    state: PhraseState

    @property
    def phrase(self) -> Phrase:
        """What the line is about."""
        return Phrase(self.text, self.label)


class Known(NamedTuple):
    """What is known of a phrase with one label. rule_id: 0 for no rule."""

    label: str
    tagged: int = 0
    rejected: int = 0
    rule: Rule | None = None
    rule_id: int = 0


class Verdict(NamedTuple):
    """What is to be done where a phrase stands.

    label: what is offered there, "" for nothing. score, reason: of that offer. withheld: labels
    with which nobody may suggest it.
    """

    label: str = ""
    score: float = 0.0
    reason: str = ""
    withheld: frozenset[str] = frozenset()


def plain(text: str) -> str:
    """The text with the same blanks and apostrophes everywhere; as long as it was."""
    return text if text.isascii() else text.translate(_PLAIN)


def phrase_text(surface: str) -> str | None:
    """What a marked text is remembered as; None if it is not.

    With a capital letter in it, it means just this spelling; without one, any. Pronouns and other
    function words alone, numbers, and what is long or on several lines are not remembered.
    """
    text = plain(surface).strip()
    if not text or len(text) > MOST_CHARACTERS or len(text.splitlines()) > 1 or "\0" in text:
        return None
    words = text.split()
    if len(words) > MOST_WORDS or not any(map(str.isalpha, text)):
        return None
    if all(is_function_word(word) or not any(map(str.isalpha, word)) for word in words):
        return None
    return text if is_cased(text) else text.lower()


def is_cased(text: str) -> bool:
    """Whether a phrase means just its own spelling."""
    return any(one.isupper() or one.istitle() for one in text)


def typed(text: str) -> str:
    """What an analyst typed into the table as a phrase. Raises NotAllowed if it cannot be one."""
    found = phrase_text(_BLANKS.sub(" ", text))
    if found is None:
        raise NotAllowed(
            f"“{text.strip()}” cannot be remembered: write a name or another phrase of at most"
            f" {MOST_WORDS} words, not a pronoun or a number."
        )
    return found


def state_of(known: Known) -> PhraseState:
    """What follows for a phrase with one label, whatever other labels it was tagged with."""
    if known.rule is not None:
        return _BY_RULE[known.rule]
    if known.tagged > known.rejected:
        return PhraseState.OFFERED
    often = known.rejected >= max(_REJECTED_OFTEN, _MOSTLY_WRONG * known.tagged)
    return PhraseState.WITHHELD if often else PhraseState.NEITHER


def states(labels: Iterable[Known]) -> Mapping[str, PhraseState]:
    """The state of one phrase with each of its labels: it is offered with one of them only.

    The newest rule goes first, then the label with which it was tagged more often.
    """
    known = list(labels)
    found = {one.label: state_of(one) for one in known}
    offers = [one for one in known if found[one.label] is PhraseState.OFFERED]
    if offers:
        best = max(offers, key=lambda one: (one.rule_id, one.tagged - one.rejected, one.label))
        for one in offers:
            if one is not best:
                found[one.label] = PhraseState.NEITHER
    return found


def verdict(labels: Iterable[Known]) -> Verdict | None:
    """What follows for one phrase, of all that is known of it; None for nothing."""
    known = {one.label: one for one in labels}
    found = states(known.values())
    withheld = frozenset(one for one, state in found.items() if state is PhraseState.WITHHELD)
    for label, state in found.items():
        if state is PhraseState.OFFERED:
            return Verdict(label, *_grounds(known[label]), withheld)
    return Verdict(withheld=withheld) if withheld else None


def _grounds(known: Known) -> tuple[float, str]:
    """Score and reason. No counts in the reason: each tag would change it in every article."""
    if known.rule is Rule.OFFER:
        return 0.98, f"the project's memory lists it as {known.label}"
    if known.tagged >= _TAGGED_OFTEN:
        return 0.95, f"tagged as {known.label} several times in this project"
    return 0.85, f"tagged as {known.label} once in this project"


_BY_RULE = {
    Rule.OFFER: PhraseState.OFFERED,
    Rule.WITHHOLD: PhraseState.WITHHELD,
    Rule.IGNORE: PhraseState.NEITHER,
}
