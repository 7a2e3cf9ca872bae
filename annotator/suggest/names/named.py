"""Named actors and locations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.suggest.names.acting import acts
from annotator.suggest.names.clues import is_adjective, of_context
from annotator.suggest.names.consistency import settled
from annotator.suggest.names.headline_names import without_headline_words
from annotator.suggest.names.mentions import mentions
from annotator.suggest.names.relations import compare_neighbours, of_names, tie_acronyms

if TYPE_CHECKING:
    from annotator.domain.labels import AttributeValue
    from annotator.suggest.base import Parsed
    from annotator.suggest.names.evidence import Evidence
    from annotator.suggest.names.mentions import Mention

__all__ = ["named", "settled"]


def named(parsed: Parsed) -> list[Prediction]:
    """The names of actors and locations in a text, sorted by span, without overlap.

    Attributes: "kind" where it is known; "title" of a person who has one before the name; "acts"
    of a place that is said to do something. Nationalities count where they act ("the Finns"),
    not where they describe a noun. None without a doc.
    """
    doc = parsed.doc
    if doc is None:
        return []
    tokens, found = mentions(doc)
    found = [one for one in found if not is_adjective(tokens, one)]
    found = without_headline_words(tokens, found)
    names = [tokens.text(one.first, one.end) for one in found]
    own = [of_context(tokens, one) for one in found]
    compare_neighbours(tokens, found, names, own)
    told = tie_acronyms(tokens, found, names, own)
    small = {word for word in set(tokens.texts) if word.islower()}
    shared = of_names(names, own, told, small)
    predictions = (
        _prediction(mention, shared[name], acting=acts(doc, mention))
        for mention, name in zip(found, names, strict=True)
    )
    return [one for one in predictions if one]


def _prediction(mention: Mention, evidence: Evidence, *, acting: bool) -> Prediction | None:
    label, kind, score = evidence.verdict()
    if not label:
        return None
    known: dict[str, AttributeValue] = {}
    if label == "LOCATION" and acting:
        known["acts"] = True
    if kind:
        known["kind"] = kind
    if kind == "person" and mention.title:
        known["title"] = mention.title
    span = Span(mention.start, mention.stop)
    return Prediction(span, label, score, reason=evidence.reason, attributes=tuple(known.items()))
