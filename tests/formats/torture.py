"""One article with everything that makes formats stumble, and one with nothing."""

from __future__ import annotations

from datetime import timedelta

from annotator.domain.annotation import Origin, Provenance, Relation
from annotator.domain.document import AnnotatedDocument, Metadata, Status
from annotator.domain.ids import AnnotationId, DocumentId, RelationId
from annotator.domain.suggestion import SuggesterInfo
from annotator.domain.text import normalise
from tests.formats.examples import (
    ANA,
    BEN,
    LATER,
    MAYOR,
    NOON,
    make_annotation,
    make_document,
    make_suggestion,
)

SOURCE = (
    "Fähre wieder frei\r\n"
    "“We will not leave \U0001f54a\ufe0f,” Mayor A\u0131\u0308da Ben-Sai\u0308d told Reuters.\r\n"
    "\r\n"
    "The family \U0001f468\u200d\U0001f469\u200d\U0001f467 paid 1\u00a0000\u00a0€; "
    "“never again”,\u2028 she said.\n"
    "قال الوزير سعيد إن الاتفاق قريب.\n"
    "[1-1] a|b_c -> *d*; \\x \t tab\u0085 \ufeff\u200bzero\n"
    "“If the harbour stays closed until spring, and nobody in this town still believes that it "
    "will open before, then the boats will rot where they lie, the young will leave as their "
    "brothers left, the school will close, the doctor will go, and in ten years a fox will walk "
    "down the street at noon and nobody will be there to see it,” the fisherman Ole Nyborg said"
)
"""The text as a file on Windows might have it."""

TEXT = normalise(SOURCE).text


def place(words: str, *, after: str = "") -> tuple[int, int]:
    """Where words stand first in the text, after others."""
    start = TEXT.index(words, TEXT.index(after))
    return start, start + len(words)


def torture_article(id: int = 1) -> AnnotatedDocument:
    """Nested, equal, crossing and touching spans, emoji, combining marks, relations far apart."""
    quote = place(TEXT[TEXT.index("“We will") : TEXT.index(" Mayor")])
    long_quote = place(TEXT[TEXT.index("“If the harbour") : TEXT.index(" the fisherman")])
    annotations = [
        make_annotation(*quote, "QUOTE", id=101, attributes=(("kind", "direct"),), note="heard"),
        make_annotation(*place("We will not leave"), "CLAIM", id=102),
        make_annotation(*place("not leave \U0001f54a\ufe0f,” Mayor"), "CLAIM", id=103),  # crossing
        make_annotation(*place("Mayor A\u0131\u0308da Ben-Sai\u0308d"), id=104, entry_id=MAYOR.id),
        make_annotation(*place("Mayor A\u0131\u0308da Ben-Sai\u0308d"), "LOCATION", id=105),
        make_annotation(*place("Mayor A\u0131\u0308da Ben-Sai\u0308d"), id=106, annotator_id=BEN),
        make_annotation(*place("Ben"), "LOCATION", id=107),  # within a token
        make_annotation(*place("\U0001f468\u200d\U0001f469\u200d\U0001f467"), id=108),
        make_annotation(*place("“never again”,\u2028 she said"), "QUOTE", id=109),
        make_annotation(*place("سعيد"), id=110),
        make_annotation(*place("frei\n“We"), "CLAIM", id=111),  # over a line end
        make_annotation(*place("1\u00a0000\u00a0€"), "CLAIM", id=112),
        make_annotation(*place("|b_c -> *d*; \\x \t tab"), "LOCATION", id=113),
        make_annotation(*long_quote, "QUOTE", id=114),
        make_annotation(*place("Ole Nyborg"), id=115),
        make_annotation(*place("said", after="Ole Nyborg"), "CLAIM", id=116),  # the very end
        make_annotation(
            *place("Fähre"), "LOCATION", id=117, provenance=Provenance(Origin.IMPORTED)
        ),
    ]
    annotations.sort(key=lambda one: (one.span.start, one.span.end, one.id))
    relations = (
        _relation(501, "SPEAKER", 101, 104),
        _relation(502, "CLAIMANT", 102, 106),
        _relation(503, "SPEAKER", 114, 115),
        _relation(504, "SPEAKER", 109, 104),  # over sentences
    )
    document = make_document(
        TEXT,
        id=id,
        status=Status.DONE,
        tags=("ferry", "x|y"),
        note="second edition",
        metadata=Metadata(
            title="Fähre wieder frei \U0001f54a\ufe0f",
            outlet="Der Bote & Co. <Nord>",
            byline="Zoë Ray",
            published="2026-11-22",
            url="https://bote.example/1?a=b&c=d",
            language="en",
            extra=(("section", '"=1+1"'),),
        ),
    )
    return AnnotatedDocument(
        document,
        annotations=tuple(annotations),
        relations=relations,
        suggestions=(
            make_suggestion(*place("Reuters"), id=902, score=0.5),
            make_suggestion(
                *place("Reuters"), id=903, suggester=SuggesterInfo("other.v1", "2"), score=None
            ),
        ),
        annotators={ANA: "Ana", BEN: "Ben Ö."},
        entries={MAYOR.id: MAYOR},
    )


def unannotated_article(id: int = 2) -> AnnotatedDocument:
    """An article with no annotation."""
    return AnnotatedDocument(make_document("Nothing happened.\n\nAt all.", id=id))


def _relation(id: int, label: str, source: int, target: int) -> Relation:
    return Relation(
        RelationId(id),
        DocumentId(1),
        label,
        AnnotationId(source),
        AnnotationId(target),
        ANA,
        NOON + timedelta(minutes=id) if id % 2 else LATER,
    )
