"""Quotations: what stands in quotation marks, and who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.suggestion import Prediction
from annotator.suggest.marks import quotations
from annotator.suggest.speakers import speakers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.suggest.base import Parsed


class QuoteSuggester:
    """Every passage in quotation marks, marks included; no scores.

    Needs no pipeline; where a parse is there, it serves to find the speakers.
    """

    name = "rules.quotes.v1"
    version = "1"
    needs: frozenset[str] = frozenset()

    def suggest(self, parsed: Parsed) -> Sequence[Prediction]:
        """One QUOTE for each passage of each paragraph."""
        found = quotations(parsed.text)
        sources = speakers(parsed, found)
        return [
            Prediction(quotation.span, "QUOTE", source=source, reason="in quotation marks")
            for quotation, source in zip(found, sources, strict=True)
        ]
