"""What a suggester is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from annotator.domain.suggestion import Prediction


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text, and what the pipeline made of it.

    text: a whole article's, or a piece of a long one, cut at a paragraph's end (pieces.py); a
        suggester need not know which, since offsets are moved back to the article afterwards.
    doc: carries what the `needs` of all suggesters at work ask for; None where none needs
        anything. It must not be kept: its memory is used again after `suggest` returns.
    """

    text: str
    doc: Doc | None = None


@runtime_checkable
class Suggester(Protocol):
    """Proposes annotations for one text at a time.

    name: the entry point's, owned and versioned: "spacy.ner.v1". version: of the code.
    needs: the spaCy components whose output it reads ("ner", "parser", …); empty for none.
    """

    name: str
    version: str
    needs: frozenset[str]

    def suggest(self, parsed: Parsed) -> Sequence[Prediction]:
        """Predictions with code-point offsets into parsed.text, sorted by span."""
        ...
