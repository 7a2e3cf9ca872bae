"""What a suggester is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Doc

    from annotator.domain.suggestion import Prediction

Analysis = TypeVar("Analysis")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text, and what the pipeline made of it.

    text: a whole article's, or a piece of a long one, cut at a paragraph's end (pieces.py); a
        suggester need not know which, since offsets are moved back to the article afterwards.
    doc: carries what the `needs` of all suggesters at work ask for, and what they `use` as far
        as the pipeline has it; None where none asks for anything. It must not be kept: its
        memory is used again after `suggest` returns.
    """

    text: str
    doc: Doc | None = None
    _shared: dict[Callable[[Parsed], Any], Any] = field(
        default_factory=dict, repr=False, compare=False
    )

    def shared(self, analyse: Callable[[Parsed], Analysis]) -> Analysis:
        """analyse(self), worked out once for all suggesters that ask for it."""
        if analyse not in self._shared:
            self._shared[analyse] = analyse(self)
        return cast("Analysis", self._shared[analyse])


@runtime_checkable
class Suggester(Protocol):
    """Proposes annotations for one text at a time.

    name: the entry point's, owned and versioned: "spacy.ner.v1". version: of the code.
    needs: the spaCy components whose output it reads ("ner", "parser", …); empty for none.

    It may also have `uses`, a set like `needs`: components that it reads where they are there.
    """

    name: str
    version: str
    needs: frozenset[str]

    def suggest(self, parsed: Parsed) -> Sequence[Prediction]:
        """Predictions with code-point offsets into parsed.text, sorted by span."""
        ...


@runtime_checkable
class Settling(Protocol):
    """A suggester that looks at a whole article once more, after all of its pieces."""

    def settle(self, text: str, predictions: Sequence[Prediction]) -> Sequence[Prediction]:
        """What becomes of what it predicted for the pieces; sorted by span, offsets into text."""
        ...
