"""What an export could not carry as it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from annotator.domain.ids import id_text
from annotator.domain.text import cut

if TYPE_CHECKING:
    from annotator.domain.document import Document
    from annotator.domain.span import Span


LONGEST_TEXT = 200
"""Characters of a span's text that a loss shows."""


class Fate(StrEnum):
    """What became of something in an export.

    DROPPED: it is not in the file. CUT: a part of the span is. MOVED: the span has other edges,
    as wide as before or wider. CHANGED: it is there in another form, such as another name.
    """

    DROPPED = "dropped"
    CUT = "cut"
    MOVED = "moved"
    CHANGED = "changed"


class Kind(StrEnum):
    """What is lost: a SPAN or RELATION is told by itself, of the others a loss says how many."""

    ARTICLE = "article"
    UNANNOTATED = "article without annotations"
    TEXT = "text"
    AROUND = "text around the spans"
    METADATA = "metadata"
    SPAN = "span"
    RELATION = "relation"
    SUGGESTION = "suggestion"
    ATTRIBUTE = "attribute"
    NOTE = "note"
    LINK = "link to the registry"
    ANNOTATOR = "annotator"
    HISTORY = "time or provenance"


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that a format does not carry as it is.

    rule: the sentence that the format goes by, the same for all losses of its sort; without
        anything of the article in it.
    article: the article's id as exports write it; title: its headline.
    span: of a span, where it stands in the stored text; of a relation, where its source does.
    label, text: of the span or relation. became: where a CUT or MOVED span stands now.
    count: how many things this line stands for.
    """

    fate: Fate
    kind: Kind
    rule: str
    article: str = ""
    title: str = ""
    span: Span | None = None
    label: str = ""
    text: str = ""
    became: Span | None = None
    count: int = 1


def loss_of_span(
    document: Document,
    span: Span,
    label: str,
    rule: str,
    *,
    fate: Fate = Fate.DROPPED,
    kind: Kind = Kind.SPAN,
    became: Span | None = None,
) -> Loss:
    """A loss of a span, a relation (its source's span) or a suggestion of the document."""
    return Loss(
        fate=fate,
        kind=kind,
        rule=rule,
        article=id_text(document.id),
        title=document.info.metadata.title,
        span=span,
        label=label,
        text=cut(span.text_of(document.text), LONGEST_TEXT),
        became=became,
    )


def loss_of_many(
    document: Document, kind: Kind, count: int, rule: str, *, fate: Fate = Fate.DROPPED
) -> Loss:
    """A loss of several things of one kind in the document."""
    return Loss(
        fate=fate,
        kind=kind,
        rule=rule,
        article=id_text(document.id),
        title=document.info.metadata.title,
        count=count,
    )
