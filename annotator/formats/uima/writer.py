"""An article as a CAS of dkpro-cassis."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import orjson

from annotator.domain.losses import Fate, Kind, loss_of_many, loss_of_span
from annotator.formats.common.dkpro import (
    NAMES,
    RELATION,
    SPAN,
    VALUES,
    attributes_of,
    changed_by,
    features_of,
)
from annotator.formats.common.own_fields import article_fields
from annotator.formats.common.plain_names import by_number
from annotator.formats.common.xml_text import REPLACEMENT, escaped_json, is_writable
from annotator.formats.tokenising.sentences import tokens_by_sentence
from annotator.formats.uima.types import (
    ARTICLE,
    ARTICLE_ID,
    DOCUMENT,
    NO_LANGUAGE,
    SENTENCE,
    TOKEN,
    type_system,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cassis import Cas
    from cassis.typesystem import FeatureStructure

    from annotator.domain.annotation import Annotation
    from annotator.domain.document import AnnotatedDocument, Document
    from annotator.domain.ids import AnnotationId
    from annotator.domain.labels import LabelScheme
    from annotator.domain.losses import Loss
    from annotator.domain.span import Span

XML = (
    "XML cannot hold some control characters; each became a space or “\ufffd”, in"
    " attributes its number."
)

LARGE = (
    "A text of more than 10 million bytes is more than many XML readers take, this program's too;"
    " UIMA itself takes it."
)
LARGEST_TEXT = 10_000_000

_KINDS = {"note": Kind.NOTE, "annotator": Kind.ANNOTATOR}


class CasWriter:
    """Makes the CAS of one article after another.

    is_xml: whether what XML cannot say must be replaced; a character is one afterwards too.
    lost: takes what is not there as it was.
    """

    def __init__(self, scheme: LabelScheme, lost: Callable[[Loss], None], *, is_xml: bool) -> None:
        self._is_xml = is_xml
        self._lost = lost
        self._attributes = attributes_of(scheme)
        self._seen = dict(self._attributes)
        self._changed: Counter[tuple[Kind, str]] = Counter()

    def type_system_xml(self) -> bytes:
        """The types of all that was made."""
        xml: str = type_system(self._seen).to_xml()
        return xml.encode()

    def cas(self, annotated: AnnotatedDocument) -> Cas:
        """The CAS of an article."""
        from cassis import Cas

        names = (name for one in annotated.annotations for name, _ in one.attributes)
        attributes = self._attributes | dict.fromkeys(names)
        self._seen |= attributes
        text = self._said(annotated.document.text, Kind.TEXT)
        if self._is_xml and len(text.encode()) > LARGEST_TEXT:
            self._changed[Kind.TEXT, LARGE] += 1
        cas = Cas(type_system(attributes))
        cas.sofa_string = text
        cas.sofa_mime = "text/plain"
        self._add_document(cas, annotated)
        for group in tokens_by_sentence(text, annotated.document.info.metadata.language):
            _add(cas, SENTENCE, begin=group[0].start, end=group[-1].end)
            for token in group:
                _add(cas, TOKEN, begin=token.start, end=token.end)
        self._add_annotations(cas, annotated)
        self._tell_changes(annotated)
        return cas

    def _add_document(self, cas: Cas, annotated: AnnotatedDocument) -> None:
        fields = dict(self._article(annotated))
        _add(
            cas,
            DOCUMENT,
            begin=0,
            end=len(annotated.document.text),
            language=fields.get("language") or NO_LANGUAGE,
            documentTitle=fields.get("title"),
            documentId=fields[ARTICLE_ID],
            documentUri=fields.get("url"),
        )
        _add(cas, ARTICLE, **fields)

    def _article(self, annotated: AnnotatedDocument) -> Iterator[tuple[str, str]]:
        for name, value in article_fields(annotated).items():
            if isinstance(value, str):
                key = ARTICLE_ID if name == "id" else name
                yield key, self._said(value, Kind.METADATA)
            else:
                yield name, self._json(orjson.dumps(value).decode())

    def _add_annotations(self, cas: Cas, annotated: AnnotatedDocument) -> None:
        made: dict[AnnotationId, FeatureStructure] = {}
        for one in annotated.annotations:
            features = self._features(one, annotated)
            made[one.id] = _add(cas, SPAN, begin=one.span.start, end=one.span.end, **features)
        spans = {one.id: one.span for one in annotated.annotations}
        for relation in annotated.relations:
            target = spans[relation.target_id]
            name = annotated.annotators.get(relation.annotator_id)
            _add(
                cas,
                RELATION,
                begin=target.start,
                end=target.end,
                label=self._label(
                    relation.label, spans[relation.source_id], Kind.RELATION, annotated.document
                ),
                annotator=self._said(name, Kind.ANNOTATOR) if name else None,
                Governor=made[relation.source_id],
                Dependent=made[relation.target_id],
            )

    def _features(self, one: Annotation, annotated: AnnotatedDocument) -> Mapping[str, str]:
        names, values = changed_by(one)
        self._changed[Kind.ATTRIBUTE, NAMES] += names
        self._changed[Kind.ATTRIBUTE, VALUES] += values
        features = features_of(one, annotated)
        for name, value in features.items():
            if name == "canonical":
                features[name] = self._json(value)
            elif name == "label":
                features[name] = self._label(value, one.span, Kind.SPAN, annotated.document)
            elif name in _KINDS:
                features[name] = self._said(value, _KINDS[name])
            elif name != "identifier":
                features[name] = self._numbered(value)
        return features

    def _said(self, text: str, kind: Kind) -> str:
        """The text, without what XML cannot say."""
        if self._is_xml and not is_writable(text):
            self._changed[kind, XML] += 1
            return _sayable(text)
        return text

    def _label(self, label: str, place: Span, kind: Kind, document: Document) -> str:
        said = _sayable(label) if self._is_xml else label
        if said != label:
            loss = loss_of_span(document, place, label, XML, fate=Fate.CHANGED, kind=kind)
            self._lost(loss)
        return said

    def _json(self, text: str) -> str:
        return escaped_json(text) if self._is_xml else text

    def _numbered(self, value: str) -> str:
        """An attribute's value, in which characters may stand by their numbers."""
        if not self._is_xml or is_writable(value):
            return value
        self._changed[Kind.ATTRIBUTE, XML] += 1
        return "".join(one if is_writable(one) else by_number(one) for one in value)

    def _tell_changes(self, annotated: AnnotatedDocument) -> None:
        for (kind, rule), count in self._changed.items():
            if count:
                loss = loss_of_many(annotated.document, kind, count, rule, fate=Fate.CHANGED)
                self._lost(loss)
        self._changed.clear()


def _sayable(text: str) -> str:
    """The text in XML, as long as before: a form feed is a space there."""
    if is_writable(text):
        return text
    return "".join(
        one if is_writable(one) else " " if one.isspace() else REPLACEMENT for one in text
    )


def _add(cas: Cas, name: str, **features: object) -> FeatureStructure:
    made = cas.typesystem.get_type(name)(**features)
    cas.add(made)
    return made
