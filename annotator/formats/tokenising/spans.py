"""Annotations among tokens: which tokens each covers, and which give way where one token may
have one label only.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.losses import Fate, loss_of_span
from annotator.formats.base import Option
from annotator.formats.tokenising.tokens import aligned

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from annotator.domain.annotation import Annotation
    from annotator.domain.document import Document
    from annotator.domain.labels import LabelScheme
    from annotator.domain.losses import Loss
    from annotator.formats.tokenising.tokens import Aligned, Tokens

LABELS = Option(
    "labels",
    "Labels",
    help="The labels to write, with commas between them; none named: all.",
)
OVERLAPS = Option(
    "overlaps",
    "Where spans overlap, keep",
    default="longest",
    choices=("longest", "outermost", "innermost", "first label"),
    help="A token can have one label only: the other spans are left out, and reported.",
)

BLANK = "Spans of nothing but white space are left out: white space is no token."
TRIMMED = "White space at the edges of a span is taken off: a span begins and ends with a token."
WIDENED = "Spans that begin or end within a token are widened to whole tokens."
NOT_CHOSEN = "Labels that were not chosen for this file are left out."
GIVES_WAY = {
    "longest": "Of spans that overlap, the one with the most tokens is kept.",
    "outermost": "Of spans that overlap, the one that begins first is kept; of those, the longest.",
    "innermost": "Of spans that overlap, the one with the fewest tokens is kept.",
    "first label": "Of spans that overlap, the one whose label comes first in the scheme is kept.",
}
"""The sentence of each choice of OVERLAPS."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation and the tokens it covers."""

    annotation: Annotation
    tokens: Aligned


def chosen_labels(names: str) -> frozenset[str] | None:
    """What LABELS holds; None for all."""
    chosen = frozenset(name.strip() for name in names.split(",")) - {""}
    return chosen or None


def place(
    document: Document,
    annotations: Iterable[Annotation],
    tokens: Tokens,
    lost: Callable[[Loss], None],
    *,
    labels: Collection[str] | None = None,
) -> list[Placed]:
    """The annotations among the tokens; those that have none, or no chosen label, are lost.

    Spans that then stand elsewhere are told by tell_moved(), once it is sure that they are kept.
    """
    found = []
    for annotation in annotations:
        if labels is not None and annotation.label not in labels:
            lost(loss_of_span(document, annotation.span, annotation.label, NOT_CHOSEN))
            continue
        covered = aligned(annotation.span, tokens)
        if covered is None:
            lost(loss_of_span(document, annotation.span, annotation.label, BLANK))
        else:
            found.append(Placed(annotation, covered))
    return found


def tell_moved(document: Document, placed: Iterable[Placed], lost: Callable[[Loss], None]) -> None:
    """Tells of each that does not stand where it stood: widened, or less the white space."""
    for one in placed:
        before, after = one.annotation.span, one.tokens.span
        if before == after:
            continue
        cut = before.contains(after)
        lost(
            loss_of_span(
                document,
                before,
                one.annotation.label,
                TRIMMED if cut else WIDENED,
                fate=Fate.CUT if cut else Fate.MOVED,
                became=after,
            )
        )


def flat_and_told(
    document: Document,
    placed: Sequence[Placed],
    rule: str,
    scheme: LabelScheme,
    lost: Callable[[Loss], None],
) -> list[Placed]:
    """Those that flat() keeps; the others, and those kept that stand elsewhere, are told."""
    kept, dropped = flat(placed, rule, scheme)
    for one in dropped:
        lost(
            loss_of_span(
                document, one.annotation.span, one.annotation.label, GIVES_WAY[_known(rule)]
            )
        )
    tell_moved(document, kept, lost)
    return kept


def flat(
    placed: Sequence[Placed], rule: str, scheme: LabelScheme
) -> tuple[list[Placed], list[Placed]]:
    """Those that share no token, and those that give way to them; both in the text's order.

    rule: one of OVERLAPS; what is none of them counts as the default. Between equals the earlier
    is kept, then the one whose label comes first in the scheme, then the one made first.
    """
    order = {name: number for number, name in enumerate(scheme.names())}
    rule = _known(rule)

    def urgency(one: Placed) -> tuple[int, ...]:
        first, length = one.tokens.first_token, len(one.tokens)
        label = order.get(one.annotation.label, len(order))
        made = one.annotation.id
        match rule:
            case "outermost":
                return (first, -length, label, made)
            case "innermost":
                return (length, first, label, made)
            case "first label":
                return (label, -length, first, made)
        return (-length, first, label, made)

    kept, dropped = _disjoint(sorted(placed, key=urgency))
    return sorted(kept, key=_place_in_text), sorted(dropped, key=_place_in_text)


def _disjoint(placed: Iterable[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Each that shares no token with one taken before it, and the others."""
    kept: list[Placed] = []
    dropped: list[Placed] = []
    starts: list[int] = []
    ends: list[int] = []
    for one in placed:
        first, end = one.tokens.first_token, one.tokens.end_token
        at = bisect_left(ends, first + 1)  # the first of those taken that ends after this begins
        if at < len(starts) and starts[at] < end:
            dropped.append(one)
        else:
            kept.append(one)
            starts.insert(at, first)
            ends.insert(at, end)
    return kept, dropped


def _place_in_text(one: Placed) -> tuple[int, int, int]:
    return (one.tokens.first_token, one.tokens.end_token, one.annotation.id)


def _known(rule: str) -> str:
    return rule if rule in GIVES_WAY else OVERLAPS.default
