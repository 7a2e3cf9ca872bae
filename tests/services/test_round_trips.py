"""What a project exports comes back: into another project, whole or in parts, and into its own."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from annotator.domain.annotation import Annotation, Annotator, Relation
from annotator.domain.document import Status
from annotator.domain.edits import Change, Edit
from annotator.domain.entries import RegistryEntry
from annotator.domain.ids import AnnotationId, AnnotatorId, EditId, EntryId, RelationId, id_text
from annotator.domain.span import Span
from annotator.domain.splitting import SplitPlan
from annotator.domain.suggestion import Prediction, SuggesterInfo
from annotator.formats.base import Exporter, Importer
from annotator.formats.registry import formats
from annotator.services import projects
from annotator.services.exports.outputs import REPORT
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from annotator.services.reading import Source
from tests.formats.torture import TEXT as TORTURE
from tests.services.helpers import do_import

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services

    Place = tuple[int, int, str]

FORMATS = dict(formats().all())
BOTH = [
    name for name, one in FORMATS.items() if isinstance(one, Importer) and isinstance(one, Exporter)
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
        services.editing.set_status(report.imported[0], Status.DONE)
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


def articles(services: Services) -> dict[str, AnnotatedDocument]:
    """All articles, with what is undecided, by their texts."""
    ids = [services.project.info(one).id for one in services.project.article_ids()]
    found = services.project.annotated_documents(ids, suggestions=True)
    return {one.document.text: one for one in found}


def export(services: Services, target: Path, request: ExportRequest) -> list[dict[str, Any]]:
    """Exports, and returns the losses that the report beside the export tells one by one."""
    services.exporting.job(request, target).work(JobContext())
    folder = target if target.is_dir() else target.parent
    (report,) = folder.glob(f"*{REPORT}")
    losses: list[dict[str, Any]] = json.loads(report.read_bytes())["losses"]
    return losses


def place(annotation: Annotation) -> Place:
    return annotation.span.start, annotation.span.end, annotation.label


def spans(article: AnnotatedDocument) -> Counter[Place]:
    return Counter(map(place, article.annotations))


def relations(article: AnnotatedDocument) -> Counter[tuple[str, Place, Place]]:
    ends = {one.id: place(one) for one in article.annotations}
    return Counter(
        (one.label, ends[one.source_id], ends[one.target_id]) for one in article.relations
    )


def expected_spans(article: AnnotatedDocument, losses: list[dict[str, Any]]) -> Counter[Place]:
    """Those that the file has, by what was told."""
    there = spans(article)
    for loss in losses:
        if loss["kind"] != "span" or loss["fate"] == "changed":
            continue
        there[loss["start"], loss["end"], loss["label"]] -= 1
        if "became_start" in loss:
            there[loss["became_start"], loss["became_end"], loss["label"]] += 1
    return +there


def check_article(
    name: str, before: AnnotatedDocument, after: AnnotatedDocument, losses: list[dict[str, Any]]
) -> None:
    """All that the format carries is there again, but for what was told as lost."""
    carries = FORMATS[name].carries
    lost = {loss["kind"] for loss in losses}
    assert spans(after) == expected_spans(before, losses)
    if "relation" not in lost and "span" not in lost:
        assert relations(after) == relations(before)
    gone = sum(loss["kind"] == "relation" and loss["fate"] == "dropped" for loss in losses)
    assert len(after.relations) == len(before.relations) - gone
    if "metadata" not in lost:
        for field in carries.metadata:
            wanted = getattr(before.document.info.metadata, field)
            assert getattr(after.document.info.metadata, field) == wanted
        for field in carries.state:
            assert getattr(after.document.info, field) == getattr(before.document.info, field)
    if "span" in lost:
        return
    for kind, of_each in ASPECTS.items():
        if getattr(carries, kind) and KINDS[kind] not in lost:
            assert of_each(after) == of_each(before), kind
    if carries.suggestions and "suggestion" not in lost:
        assert pending(after) == pending(before)


ASPECTS: Mapping[str, Callable[[AnnotatedDocument], Counter[object]]] = {
    "attributes": lambda one: Counter((place(each), each.attributes) for each in one.annotations),
    "notes": lambda one: Counter((place(each), each.note) for each in one.annotations),
    "annotators": lambda one: Counter(
        (place(each), one.annotators[each.annotator_id]) for each in one.annotations
    ),
    "links": lambda one: Counter(
        (place(each), each.entry_id and one.entries[each.entry_id].name) for each in one.annotations
    ),
    "history": lambda one: Counter(
        (place(each), each.created_at, each.modified_at) for each in one.annotations
    ),
}
KINDS = {
    "attributes": "attribute",
    "notes": "note",
    "annotators": "annotator",
    "links": "link to the registry",
    "history": "time or provenance",
}


def pending(article: AnnotatedDocument) -> Counter[object]:
    return Counter(
        (one.span, one.label, one.score, one.suggester.name)
        for one in article.suggestions
        if one.is_pending
    )


def of_article(losses: list[dict[str, Any]], article: AnnotatedDocument) -> list[dict[str, Any]]:
    return [one for one in losses if one["article"] == id_text(article.document.id)]


def target_of(services: Services, tmp_path: Path, request: ExportRequest) -> Path:
    folder = tmp_path / "out"
    if services.exporting.makes_folder(request):
        return folder
    folder.mkdir()
    return folder / f"wire{FORMATS[request.format].extensions[0]}"


@pytest.mark.parametrize("split", [None, SplitPlan({"train": 2, "dev": 1, "test": 1})])
@pytest.mark.parametrize("name", BOTH)
def test_an_export_comes_back_into_another_project(name, split, filled, tmp_path):
    request = ExportRequest(name, suggestions=True, split=split)
    target = target_of(filled, tmp_path, request)
    losses = export(filled, target, request)

    with projects.create_project(tmp_path / "Other.annotator", MINE) as other:
        report = do_import(other, target.parent if target.is_file() else target)
        before, after = articles(filled), articles(other)

    assert report.problems == []
    assert (len(report.imported), report.duplicates) == (len(TEXTS), [])
    assert after.keys() == before.keys()
    for text, article in before.items():
        check_article(name, article, after[text], of_article(losses, article))


@pytest.mark.parametrize("name", BOTH)
def test_an_export_brings_nothing_into_its_own_project(name, filled, tmp_path):
    request = ExportRequest(name, suggestions=True)
    target = target_of(filled, tmp_path, request)
    losses = export(filled, target, request)
    before = articles(filled)

    report = do_import(filled, target.parent if target.is_file() else target)

    after = articles(filled)
    elsewhere = [one for one in losses if "became_start" in one]
    assert report.problems == []
    assert report.imported == []
    assert report.spans <= len(elsewhere)
    written = sum(expected_spans(one, of_article(losses, one)).total() for one in before.values())
    assert report.known + report.spans == written
    if not elsewhere:
        assert {text: one.annotations for text, one in after.items()} == {
            text: one.annotations for text, one in before.items()
        }
    for text, one in before.items():
        assert after[text].relations == one.relations
        assert pending(after[text]) == pending(one)
    assert {name for one in after.values() for name in one.annotators.values()} == {
        name for one in before.values() for name in one.annotators.values()
    }
