"""What a format has a place for; whatever an article has besides is told as lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.domain.document import Status
from annotator.domain.losses import Kind, loss_of_many, loss_of_span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.losses import Loss

METADATA = ("title", "outlet", "byline", "published", "url", "language", "extra")
STATE = ("status", "flag_reason", "tags", "note")


@dataclass(frozen=True, slots=True)
class Carries:
    """What a format has a place for.

    overlaps: spans that overlap, nest or stand on the same place, each in its own right.
    discontinuous things do not exist here. annotators: who annotated each span.
    links: whom a span names by the registry. history: times and provenance.
    metadata: the fields of METADATA. state: those of STATE (how far the work is).
    suggestions: pending ones, as something else than annotations.
    exact: offsets are kept to the character, whatever the tokens.
    """

    overlaps: bool = False
    exact: bool = False
    relations: bool = False
    attributes: bool = False
    notes: bool = False
    links: bool = False
    annotators: bool = False
    history: bool = False
    suggestions: bool = False
    metadata: frozenset[str] = frozenset()
    state: frozenset[str] = frozenset()


EVERYTHING = Carries(
    overlaps=True,
    exact=True,
    relations=True,
    attributes=True,
    notes=True,
    links=True,
    annotators=True,
    history=True,
    suggestions=True,
    metadata=frozenset(METADATA),
    state=frozenset(STATE),
)


def tell_uncarried(
    article: AnnotatedDocument, title: str, carries: Carries, lost: Callable[[Loss], None]
) -> None:
    """Tells all of the article that the format has no place for.

    title: the format's. Overlaps and tokens are left to the format, which knows what it does.
    """
    if not carries.relations:
        spans = {one.id: one.span for one in article.annotations}
        for relation in article.relations:
            lost(
                loss_of_span(
                    article.document,
                    spans[relation.source_id],
                    relation.label,
                    f"{title} has no place for relations.",
                    kind=Kind.RELATION,
                )
            )
    if not carries.suggestions:
        for suggestion in article.suggestions:
            lost(
                loss_of_span(
                    article.document,
                    suggestion.span,
                    suggestion.label,
                    f"{title} has no place for suggestions beside the annotations.",
                    kind=Kind.SUGGESTION,
                )
            )
    for kind, count, what in _counted(article, carries):
        if count:
            lost(loss_of_many(article.document, kind, count, f"{title} has no place for {what}."))


def _counted(article: AnnotatedDocument, carries: Carries) -> Iterator[tuple[Kind, int, str]]:
    annotations = article.annotations
    if not carries.attributes:
        yield Kind.ATTRIBUTE, sum(len(one.attributes) for one in annotations), "attributes"
    if not carries.notes:
        yield Kind.NOTE, sum(bool(one.note) for one in annotations), "notes on spans"
    if not carries.links:
        named = sum(one.entry_id is not None for one in annotations)
        yield Kind.LINK, named, "links to the registry"
    if not carries.annotators:
        # one annotator's name is lost as well, but tells nothing apart
        people = len(
            {one.annotator_id for one in annotations}
            | {one.annotator_id for one in article.relations}
        )
        yield Kind.ANNOTATOR, people if people > 1 else 0, "the names of annotators"
    if not carries.history:
        made = len(annotations) + len(article.relations)
        yield Kind.HISTORY, made, "when spans and relations were made, and how"
    info = article.document.info
    for name in METADATA:
        if name not in carries.metadata:
            value = getattr(info.metadata, name)
            count = len(value) if name == "extra" else int(bool(value))
            yield Kind.METADATA, count, _METADATA_WORDS.get(name, f"the {name} of an article")
    for name in STATE:
        if name not in carries.state:
            value = getattr(info, name)
            there = value is not Status.NEW if name == "status" else bool(value)
            yield Kind.METADATA, int(there), _STATE_WORDS[name]


_METADATA_WORDS = {"extra": "further fields of an article", "url": "the address of an article"}
_STATE_WORDS = {
    "status": "the status of an article",
    "flag_reason": "the reason for a flag",
    "tags": "the tags of an article",
    "note": "the note on an article",
}
