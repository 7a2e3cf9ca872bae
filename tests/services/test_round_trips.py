"""What a project exports comes back: into another project, whole or in parts, and into its own."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pytest

from annotator.domain.annotation import Annotation, Annotator, Relation
from annotator.domain.document import Metadata, Status
from annotator.domain.edits import Change, Edit
from annotator.domain.entries import RegistryEntry
from annotator.domain.ids import AnnotationId, AnnotatorId, EditId, EntryId, RelationId
from annotator.domain.span import Span
from annotator.domain.splitting import SplitPlan
from annotator.domain.suggestion import Prediction, SuggesterInfo
from annotator.formats.base import Exporter, Importer
from annotator.formats.registry import formats
from annotator.services import projects
from annotator.services.exporting import ExportRequest
from annotator.services.exports.outputs import REPORT
from annotator.services.jobs import JobContext
from annotator.services.reading import Source
from tests.formats.torture import TEXT as TORTURE
from tests.services.helpers import do_import

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services

FORMATS = dict(formats().all())
BOTH = [
    name
    for name, one in FORMATS.items()
    if isinstance(one, Importer) and isinstance(one, Exporter)
]

MINE = Annotator(AnnotatorId(11), "Cleo")
ANA = Annotator(AnnotatorId(12), "Ana")
BEN = Annotator(AnnotatorId(13), "Ben Ö.")
MODEL = SuggesterInfo("spacy.ner.v1", "1.0", "en_core_web_sm 3.8.0")

TEXTS = (
    "Harbour to close\n“We had no choice 🕊️,” Mayor Aïda Berg told the Gazette. She denied"
    " that Oslo paid.",
    "Ferry runs again\nThe ferry to Hamn runs again, the owner Lars Holm said on Friday.",
    "No snow at all\nNothing was marked in this one, though Tromsø is named.",
    "Bridge opens late\n“It will hold,” said engineer Mia Dahl; “it must,” she added in Bergen.",
    "Fish prices fall\nPrices fell by a third, Ole Nyborg of the union claimed. Hamn agrees.",
    TORTURE,
)


class Told(NamedTuple):
    """An article as people see it, without ids.

    spans: start, end and label. dressed: what annotations are, with all that is known of them.
    """

    text: str
    metadata: Metadata
    state: tuple[object, ...]
    spans: Counter[tuple[int, int, str]]
    relations: Counter[tuple[str, str, str]]
    annotators: Counter[tuple[str, str]]
    attributes: Counter[object]
    notes: Counter[object]
    links: Counter[object]
    pending: Counter[object]


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Services]:
    """A project of articles with overlapping spans of three annotators, and all else there is."""
    with projects.create_project(tmp_path / "Wire.annotator", MINE) as services:
        for one in (ANA, BEN):
            services.project.ensure_annotator(one)
        entry = RegistryEntry(EntryId(services.project.ids()), "ACTOR", "Aïda Berg", ("Berg",))
        _apply(services, None, MINE, entry)
        for number, text in enumerate(TEXTS):
            fields = {"text": text, "title": f"Story {number}", "outlet": "The Gazette"}
            fields |= {"published": "2026-11-22", "language": "en", "section": f"p. {number}"}
            report = do_import(services, Source(json.dumps(fields).encode(), "wire.jsonl"))
            _annotate(services, report.imported[0], text, entry)
        services.editing.set_status(next(iter(_ids(services))), Status.DONE)
        yield services


def _annotate(services: Services, document: DocumentId, text: str, entry: RegistryEntry) -> None:
    """Nested, crossing and equal spans, and relations between those of one annotator."""
    made: list[Annotation] = []
    add = partial(_add, services, made, document, text)
    add("“We had no choice 🕊️,”", "QUOTE", ANA, attributes=(("kind", "direct"),), note="heard")
    add("We had no choice", "CLAIM", ANA)
    add("no choice 🕊️,” Mayor", "CLAIM", BEN)
    add("Mayor Aïda Berg", "ACTOR", ANA, entry_id=entry.id)
    add("Mayor Aïda Berg", "ACTOR", BEN, attributes=(("kind", "person"), ("title", "Mayor")))
    add("Aïda Berg", "ACTOR", MINE)
    add("Oslo", "LOCATION", MINE, attributes=(("acts", True), ("kind", "town")))
    add("She denied that Oslo paid", "CLAIM", MINE, note="two\nlines")
    add("Hamn", "LOCATION", BEN)
    add("Lars Holm", "ACTOR", ANA)
    add("The ferry to Hamn runs again", "CLAIM", ANA)
    add("“It will hold,”", "QUOTE", MINE)
    add("“it must,”", "QUOTE", MINE)
    add("engineer Mia Dahl", "ACTOR", MINE)
    add("Prices fell by a third", "CLAIM", BEN)
    add("Ole Nyborg", "ACTOR", BEN)
    add("Prices fell by a third, Ole Nyborg of the union claimed.", "QUOTE", BEN)
    ends = {(one.label, one.annotator_id): one for one in made}
    links: list[Relation] = []
    for who in (ANA, BEN, MINE):
        target = ends.get(("ACTOR", who.id))
        for label, name in (("QUOTE", "SPEAKER"), ("CLAIM", "CLAIMANT")):
            source = ends.get((label, who.id))
            if source and target:
                links.append(_relation(services, document, name, source, target, who))
    _apply(services, document, MINE, *made, *links)
    if "Tromsø" in text:
        place = text.index("Tromsø")
        found = Prediction(Span(place, place + 6), "LOCATION", score=0.5)
        sha256 = services.project.document(document).text_sha256
        services.project.store_suggestions(document, sha256, {MODEL: [found]})


def _add(services, made, document, text, words, label, who, **more):
    """An annotation of the words, where they are in the text."""
    if words not in text:
        return
    start, now = text.index(words), services.project.now()
    made.append(
        Annotation(
            AnnotationId(services.project.ids()),
            document,
            Span(start, start + len(words)),
            label,
            who.id,
            now - timedelta(days=2),
            now - timedelta(days=1),
            **more,
        )
    )


def _relation(services, document, name, source, target, who):
    key = RelationId(services.project.ids())
    return Relation(key, document, name, source.id, target.id, who.id, services.project.now())


def _apply(services, document, who, *values):
    if values:
        services.project.apply(
            Edit(
                EditId(services.project.ids()),
                "Set up",
                document,
                who.id,
                services.project.now(),
                tuple(Change(None, one) for one in values),
            )
        )


def _ids(services: Services) -> list[DocumentId]:
    return [services.project.info(one).id for one in services.project.article_ids()]


def told(services: Services) -> dict[str, Told]:
    """All articles by their texts."""
    return {one.text: one for one in (_told(services, key) for key in _ids(services))}


def _told(services: Services, key: DocumentId) -> Told:
    project = services.project
    document, names = project.document(key), project.annotators()
    annotations, entries = project.annotations(key), project.registry()
    by_id = {one.id: one for one in annotations}
    info = document.info
    return Told(
        document.text,
        info.metadata,
        (info.status, info.flag_reason, info.tags, info.note),
        Counter((*one.span, one.label) for one in map(_plain, annotations)),
        Counter(
            (one.label, _place(by_id[one.source_id]), _place(by_id[one.target_id]))
            for one in project.relations(key)
        ),
        Counter((one.label, names[one.annotator_id]) for one in annotations),
        Counter(one.attributes for one in annotations if one.attributes),
        Counter(one.note for one in annotations if one.note),
        Counter(
            entries.entry(one.entry_id).name for one in annotations if one.entry_id is not None
        ),
        Counter(
            (one.span, one.label, one.score, one.suggester)
            for one in project.suggestions(key)
            if one.is_pending
        ),
    )
