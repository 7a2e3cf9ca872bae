"""Small documents for the tests of formats."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from annotator.domain.annotation import Annotation, Origin, Provenance, Relation
from annotator.domain.document import AnnotatedDocument, Document, DocumentInfo, Metadata, Status
from annotator.domain.entries import RegistryEntry
from annotator.domain.ids import (
    AnnotationId,
    AnnotatorId,
    DocumentId,
    EntryId,
    RelationId,
    SuggestionId,
)
from annotator.domain.span import Span
from annotator.domain.suggestion import Decision, SuggesterInfo, Suggestion
from annotator.domain.text import fingerprint
from annotator.formats.common.metadata_fields import json_text
from tests.strategies import texts

NOON = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 12, 30, 15, 250, tzinfo=UTC)
ANA, BEN = AnnotatorId(7), AnnotatorId(8)
TEXT = "“We stay 🕊️,” Mayor Aïda Brandt told the Gazette.\u2028She denied\u0085it."
NER = SuggesterInfo("spacy.ner.v1", "1.0", "en_core_web_sm 3.8.0")

MAYOR = RegistryEntry(
    EntryId(700), "ACTOR", "Aïda Brandt", ("Brandt", "Mayor Brandt"), "person", "Since\n2021",
    "Q1075", "geo:5", 41.0, -44.75,
)  # fmt: skip
PLAIN = RegistryEntry(EntryId(701), "LOCATION", "🏔 Ḥomṣ")


def make_document(text=TEXT, *, id=1, metadata=None, status=Status.NEW, flag_reason="", **more):
    info = DocumentInfo(DocumentId(id), metadata or Metadata(title="Mayor stays"), status)
    info = DocumentInfo(info.id, info.metadata, status, flag_reason, **more)
    return Document(info, text, fingerprint(text), "article.txt", "0" * 64, NOON)


def make_annotation(start, end, label="ACTOR", *, id=100, **more):
    return Annotation(
        id=AnnotationId(id),
        document_id=DocumentId(1),
        span=Span(start, end),
        label=label,
        annotator_id=more.pop("annotator_id", ANA),
        created_at=more.pop("created_at", NOON),
        modified_at=more.pop("modified_at", LATER),
        **more,
    )


def make_suggestion(start, end, label="ACTOR", *, id=900, **more):
    return Suggestion(
        SuggestionId(id), DocumentId(1), Span(start, end), label, more.pop("suggester", NER), **more
    )


def bare_article(id=1, **more):
    """An article nobody has worked on."""
    return AnnotatedDocument(make_document(id=id, **more))


def full_article(id=1):
    """An article that has one of everything the format can carry."""
    accepted = Provenance(Origin.ACCEPTED, SuggestionId(901), NER, 0.875)
    attributes = (("anonymous", False), ("kind", "direct"), ("times", 2), ("weight", 0.1))
    return AnnotatedDocument(
        document=make_document(
            id=id,
            status=Status.FLAGGED,
            flag_reason="two voices",
            tags=("late", "wire"),
            note="Compare it with the\nsecond edition.",
            metadata=Metadata(
                title="Mayor stays",
                outlet="The Gazette",
                byline="Zoë Ray",
                published="2026-11-22",
                url="https://gazette.example/1",
                language="en",
                extra=(("section", '"Politics"'), ("tags", '["a",1]')),
            ),
        ),
        annotations=(
            make_annotation(0, 13, "QUOTE", id=101, attributes=attributes, note="says\nit"),
            make_annotation(1, 8, "CLAIM", id=102, provenance=Provenance(Origin.IMPORTED)),
            make_annotation(14, 31, id=103, provenance=accepted, entry_id=MAYOR.id),
        ),
        relations=(
            Relation(
                RelationId(500), DocumentId(1), "SPEAKER",
                AnnotationId(101), AnnotationId(103), ANA, LATER,
            ),
        ),
        suggestions=(
            make_suggestion(41, 48, id=902, score=1),
            make_suggestion(
                0, 13, "QUOTE", id=903, source=Span(14, 31), reason="in marks",
                cue=Span(32, 36), referent=Span(14, 31), attributes=(("kind", "direct"),),
            ),
            make_suggestion(50, 53, id=904, decision=Decision.REJECTED),
        ),
        annotators={ANA: "Ana"},
        entries={MAYOR.id: MAYOR},
    )  # fmt: skip


_characters = st.characters(exclude_categories=("Cs",), exclude_characters="\0\r")
_strings = st.text(_characters, max_size=12)
_values = st.one_of(
    _strings, st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False)
)
_times = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


_articles = st.one_of(
    st.text(_characters, min_size=1, max_size=60),
    texts(min_size=1).map(lambda text: text.replace("\0", "0")),
).filter(str.strip)
_metadata = st.builds(
    Metadata,
    title=_strings,
    outlet=_strings,
    byline=_strings,
    published=_strings,
    url=_strings,
    language=st.sampled_from(["", "en", "de-AT", "xx", "no language"]),
    extra=st.dictionaries(_strings.filter(bool), _values.map(json_text), max_size=2).map(
        lambda pairs: tuple(sorted(pairs.items()))
    ),
)


@st.composite
def annotated_documents(draw):
    """Documents that a project may hold: line ends "\\n", no zero characters, some words."""
    text = draw(_articles)
    document = make_document(
        text,
        metadata=draw(_metadata),
        status=draw(st.sampled_from(Status)),
        flag_reason=draw(_strings),
        tags=tuple(sorted(draw(st.sets(_strings.filter(bool), max_size=3)))),
        note=draw(_strings),
    )
    annotations = [
        make_annotation(one.pop("start"), one.pop("end"), one.pop("label"), id=100 + number, **one)
        for number, one in enumerate(draw(st.lists(_annotations(text), max_size=4)))
    ]
    annotations.sort(key=lambda one: (one.span.start, one.span.end, one.id))
    names = draw(st.lists(_strings.filter(str.strip), min_size=2, max_size=2, unique=True))
    used = {one.annotator_id for one in annotations}
    return AnnotatedDocument(
        document,
        tuple(annotations),
        relations=tuple(draw(_relations(annotations))),
        suggestions=tuple(draw(_suggestions(text))),
        annotators={
            key: name for key, name in zip((ANA, BEN), names, strict=True) if key in used | {ANA}
        },
        entries={one.id: one for one in (MAYOR, PLAIN)},
    )


@st.composite
def _relations(draw, annotations):
    """Between different annotations, of each kind and direction one at most."""
    if len(annotations) < 2:
        return []
    ids = st.sampled_from([one.id for one in annotations])
    ends = draw(st.sets(st.tuples(ids, ids).filter(lambda two: two[0] != two[1]), max_size=2))
    return [
        Relation(RelationId(500 + number), DocumentId(1), "SPEAKER", *pair, ANA, LATER)
        for number, pair in enumerate(sorted(ends))
    ]


@st.composite
def _suggestions(draw, text):
    starts = draw(st.sets(st.integers(0, len(text) - 1), max_size=2))
    return [
        make_suggestion(start, len(text), id=900 + number, score=draw(st.floats(0, 1)))
        for number, start in enumerate(sorted(starts))
    ]


@st.composite
def _annotations(draw, text):
    start = draw(st.integers(0, len(text) - 1))
    attributes = draw(st.dictionaries(_strings, _values, max_size=3))
    return {
        "start": start,
        "end": draw(st.integers(start + 1, len(text))),
        "label": draw(st.sampled_from(["ACTOR", "QUOTE", "étiquette 🏷"])),
        "attributes": tuple(sorted(attributes.items())),
        "note": draw(_strings),
        "entry_id": draw(st.sampled_from([None, MAYOR.id, PLAIN.id])),
        "annotator_id": draw(st.sampled_from([ANA, ANA, BEN])),
        "created_at": draw(_times),
        "modified_at": draw(_times),
        "provenance": draw(
            st.sampled_from(
                [
                    Provenance(),
                    Provenance(Origin.CORRECTED, SuggestionId(3), NER, 0.25),
                    Provenance(Origin.ACCEPTED, None, SuggesterInfo("rules.quotes.v1", "2")),
                ]
            )
        ),
    }
