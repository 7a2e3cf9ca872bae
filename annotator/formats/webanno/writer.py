"""An article as WebAnno TSV."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from annotator.domain.losses import Fate, Kind, loss_of_many, loss_of_span
from annotator.domain.offsets import OffsetMap
from annotator.domain.span import Span
from annotator.formats.common.dkpro import (
    NAMES,
    RELATION,
    RELATION_FEATURES,
    SPAN,
    SPAN_FEATURES,
    VALUES,
    attributes_of,
    changed_by,
    feature_name,
    features_of,
)
from annotator.formats.webanno.escaping import NO_VALUE, NOTHING, escape_text, escape_value
from annotator.formats.webanno.units import Grid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.ids import AnnotationId
    from annotator.domain.labels import LabelScheme
    from annotator.domain.losses import Loss

BETWEEN = "WebAnno TSV has no place between tokens; a span of white space alone is left out."
EDGES = "WebAnno TSV has no place between tokens; white space at a span's edges is cut off."
ENDS = "WebAnno TSV has no relation without both of its spans."
INDENT = "White space before the first word becomes spaces in WebAnno TSV."

FORMAT = "#FORMAT=WebAnno TSV 3.3"


def written(
    annotated: AnnotatedDocument, scheme: LabelScheme, lost: Callable[[Loss], None]
) -> Iterator[str]:
    """The file of an article, a line or some lines at a time."""
    article = _Article(annotated, scheme, lost)
    yield article.head()
    for sentence in article.grid.sentences:
        yield "\n"
        text = sentence.text.text_of(annotated.document.text)
        yield from (f"#Text={escape_text(line)}\n" for line in text.split("\n"))
        for row in article.grid.rows(sentence):
            yield article.line(row.id, row.span)


class _Article:
    """What there is to write, by the place that it is written at."""

    def __init__(
        self, annotated: AnnotatedDocument, scheme: LabelScheme, lost: Callable[[Loss], None]
    ) -> None:
        self._annotated = annotated
        self._text = annotated.document.text
        self._lost = lost
        self._offsets = OffsetMap(self._text)
        self._features = (*SPAN_FEATURES, *map(feature_name, _attributes(annotated, scheme)))
        self.grid = Grid.of(self._text, annotated.document.info.metadata.language)
        self._values: dict[AnnotationId, dict[str, str]] = {}
        self._cells: dict[AnnotationId, list[str]] = {}
        self._none = [NOTHING] * len(self._features)
        self._first: dict[AnnotationId, Span] = {}
        self._at: dict[Span, list[Annotation]] = {}
        self._numbers: dict[AnnotationId, int] = {}
        self._leading: dict[Span, list[Relation]] = {}
        self._ids = self._place_all()
        self._tell_changes()

    def head(self) -> str:
        """The layers and their features. Two empty lines follow, the one before the text too."""
        spans = "|".join((SPAN, *self._features))
        relations = "|".join((RELATION, *RELATION_FEATURES, f"BT_{SPAN}"))
        return f"{FORMAT}\n#T_SP={spans}\n#T_RL={relations}\n\n"

    def line(self, id: str, unit: Span) -> str:
        """The row of a token or a part of one."""
        start, end = self._offsets.to_u16(unit.start), self._offsets.to_u16(unit.end)
        cells = [id, f"{start}-{end}", escape_text(unit.text_of(self._text))]
        here = self._at.get(unit, ())
        cells += map("|".join, zip(*map(self._cells_of, here), strict=True)) if here else self._none
        cells += self._relation_cells(self._leading.get(unit, ()))
        return "\t".join(cells) + "\n"

    def _place_all(self) -> dict[Span, str]:
        """Places all annotations and relations. Returns the ids of all rows."""
        stacked: set[AnnotationId] = set()
        for annotation in self._annotated.annotations:
            units = self.grid.place(annotation.span)
            if not self._fits(annotation, units):
                continue
            self._first[annotation.id] = units[0]
            self._values[annotation.id] = features_of(annotation, self._annotated)
            for unit in units:
                self._at.setdefault(unit, []).append(annotation)
            if len(units) > 1:
                stacked.add(annotation.id)
        for here in self._at.values():
            if len(here) > 1:
                stacked.update(one.id for one in here)
        for annotation in self._annotated.annotations:
            if annotation.id in stacked:
                self._numbers[annotation.id] = len(self._numbers) + 1
        for relation in self._annotated.relations:
            self._lead(relation)
        return {
            row.span: row.id
            for sentence in self.grid.sentences
            for row in self.grid.rows(sentence)
        }  # fmt: skip

    def _fits(self, annotation: Annotation, units: Sequence[Span]) -> bool:
        """Whether it has a place; what does not fit is told."""
        document, span, label = self._annotated.document, annotation.span, annotation.label
        if not units:
            self._lost(loss_of_span(document, span, label, BETWEEN))
            return False
        became = Span(units[0].start, units[-1].end)
        if became != span:
            loss = loss_of_span(document, span, label, EDGES, fate=Fate.CUT, became=became)
            self._lost(loss)
        return True

    def _lead(self, relation: Relation) -> None:
        """Relations stand where their target begins."""
        if relation.source_id in self._first and relation.target_id in self._first:
            unit = self._first[relation.target_id]
            self._leading.setdefault(unit, []).append(relation)
            return
        spans = {one.id: one.span for one in self._annotated.annotations}
        loss = loss_of_span(
            self._annotated.document,
            spans[relation.source_id],
            relation.label,
            ENDS,
            kind=Kind.RELATION,
        )
        self._lost(loss)

    def _cells_of(self, annotation: Annotation) -> list[str]:
        """What stands for it at each of its tokens, by feature."""
        if annotation.id not in self._cells:
            values = self._values[annotation.id]
            number = self._numbers.get(annotation.id)
            mark = f"[{number}]" if number else ""
            self._cells[annotation.id] = [
                _or_none(values.get(one)) + mark for one in self._features
            ]
        return self._cells[annotation.id]

    def _relation_cells(self, here: Sequence[Relation]) -> Iterator[str]:
        if not here:
            yield from [NOTHING] * (len(RELATION_FEATURES) + 1)
            return
        names = self._annotated.annotators
        yield "|".join(_or_none(one.label) for one in here)
        yield "|".join(_or_none(names.get(one.annotator_id)) for one in here)
        yield "|".join(map(self._source, here))

    def _source(self, relation: Relation) -> str:
        """The row a relation comes from, and which annotations it joins if there are others."""
        row = self._ids[self._first[relation.source_id]]
        source, target = (
            self._numbers.get(one, 0) for one in (relation.source_id, relation.target_id)
        )
        return f"{row}[{source}_{target}]" if source or target else row

    def _tell_changes(self) -> None:
        document = self._annotated.document
        counts: Counter[str] = Counter()
        for annotation in self._annotated.annotations:
            if annotation.id in self._first:
                names, values = changed_by(annotation)
                counts.update({NAMES: names, VALUES: values})
        for rule, count in counts.items():
            if count:
                loss = loss_of_many(document, Kind.ATTRIBUTE, count, rule, fate=Fate.CHANGED)
                self._lost(loss)
        indent = self._text[: self.grid.sentences[0].text.start]
        if indent.strip(" "):
            self._lost(loss_of_many(document, Kind.TEXT, 1, INDENT, fate=Fate.CHANGED))


def _or_none(value: str | None) -> str:
    return escape_value(value) if value else NO_VALUE


def _attributes(annotated: AnnotatedDocument, scheme: LabelScheme) -> dict[str, None]:
    """Those of the scheme, in its order, then those that annotations have besides."""
    others = (name for one in annotated.annotations for name, _ in one.attributes)
    return attributes_of(scheme) | dict.fromkeys(others)
