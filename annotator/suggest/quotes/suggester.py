"""Quotations: what stands in quotation marks, and who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.suggestion import Prediction
from annotator.suggest.quotes.marks import quoted_passages
from annotator.suggest.quotes.reasons import reason, share_right
from annotator.suggest.quotes.speakers import attributions
from annotator.suggest.quotes.surroundings import begins_sentence, surroundings
from annotator.suggest.quotes.works import quotes_nobody
from annotator.suggest.standing_for import referent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.span import Span
    from annotator.suggest.base import Parsed
    from annotator.suggest.quotes.attributions import Attribution


class QuoteSuggester:
    """The passages in quotation marks that somebody says, marks included, with their speakers.

    Needs no pipeline. A parse serves to find the speakers, entities to tell whom a pronoun
    stands for. Titles, nicknames and words in scare quotes are left out.
    """

    name = "rules.quotes.v1"
    version = "2"
    needs: frozenset[str] = frozenset()
    uses = frozenset({"parser", "tagger", "ner"})

    def suggest(self, parsed: Parsed) -> Sequence[Prediction]:
        """One QUOTE for each such passage of each paragraph."""
        text = parsed.text
        found = parsed.shared(quoted_passages)
        if not found:
            return []
        around = surroundings(text, found)
        told = attributions(parsed, found, around)
        stand_for = [_referent(parsed, one) for one in told]
        return [
            _prediction(text, one.span, who, stands, whole=begins_sentence(text, one.span, place))
            for one, place, who, stands in zip(found, around, told, stand_for, strict=True)
            if not quotes_nobody(text, one.span, place, who)
        ]


def _referent(parsed: Parsed, told: Attribution) -> Span | None:
    if told.stands_for is not None or told.source is None:
        return told.stands_for
    return referent(parsed, told.source)


def _prediction(
    text: str, quoted: Span, told: Attribution, referent: Span | None, *, whole: bool
) -> Prediction:
    return Prediction(
        quoted,
        "QUOTE",
        score=share_right(told),
        source=told.source,
        reason=reason(text, told),
        cue=told.cue,
        referent=referent,
        attributes=(("kind", "direct" if whole else "mixed"),),
    )
