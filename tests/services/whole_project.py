"""All that a project holds, to be compared: before and after, here and where it was imported."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.ids import DocumentId, EditId, EntryId
from annotator.domain.memory import Phrase, phrase_text
from annotator.domain.registry import EntryFilter
from annotator.domain.suggestion import Decision
from annotator.services import projects
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from tests.factories import ANA
from tests.services.helpers import do_import

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import DocumentInfo
    from annotator.domain.entries import RegistryEntry
    from annotator.domain.labels import LabelScheme
    from annotator.domain.suggestion import Suggestion
    from annotator.services.projects import Services


class Article(NamedTuple):
    """One article, whatever may change of it."""

    info: DocumentInfo
    annotations: tuple[Annotation, ...]
    relations: tuple[Relation, ...]
    suggestions: tuple[Suggestion, ...]


class Whole(NamedTuple):
    """A whole project."""

    scheme: LabelScheme
    articles: dict[DocumentId, Article]
    entries: dict[EntryId, RegistryEntry]


def _unwithheld(suggestion: Suggestion) -> Suggestion:
    """What an edit touches is pending again until the memory has looked at it."""
    if suggestion.decision is Decision.WITHHELD:
        return replace(suggestion, decision=Decision.PENDING)
    return suggestion


def whole(services: Services, ids: list[DocumentId]) -> Whole:
    """What a project holds now; ids: of its articles, removed ones included."""
    project = services.project
    entries = project.registry.entries(
        [EntryId(one) for one in services.registry.ids(EntryFilter())]
    )
    return Whole(
        project.scheme(),
        {
            one: Article(
                project.info(one),
                project.annotations(one),
                project.relations(one),
                tuple(map(_unwithheld, project.suggestions(one))),
            )
            for one in ids
        },
        {one.id: one for one in entries},
    )


def counted(services: Services, ids: list[DocumentId]) -> dict[Phrase, tuple[int, int]]:
    """How often each phrase is tagged and rejected, by what is stored; as the memory should know.

    For a project in which nothing was written into the memory's table.
    """
    tagged: Counter[Phrase] = Counter()
    rejected: Counter[Phrase] = Counter()
    for document_id in ids:
        text = services.project.document(document_id).text
        rejections = (
            one
            for one in services.project.suggestions(document_id)
            if one.decision is Decision.REJECTED
        )
        for marks, counts in (
            (services.project.annotations(document_id), tagged),
            (rejections, rejected),
        ):
            counts.update(
                Phrase(words, one.label)
                for one in marks
                if (words := phrase_text(one.span.text_of(text))) is not None
            )
    return {
        phrase: (tagged[phrase], rejected[phrase])
        for phrase in tagged | rejected
        if phrase.label in services.memory.labels()
    }


class Held(NamedTuple):
    """An edit that holds: its id, and whose undo takes it back."""

    edit_id: EditId
    document_id: DocumentId | None


def steps_that_hold(services: Services) -> list[Held]:
    """All edits that are not undone; first those that were made, or made again, first."""
    with services.project._database.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT seq, edit_id, kind, target_seq, document_id FROM edit ORDER BY seq"
        ).all()
    held: dict[int, Held] = {}
    steps: dict[int, Held] = {}
    for seq, edit_id, kind, target, document_id in rows:
        number = seq if target is None else target
        held.pop(number, None)
        if kind == "do":
            steps[number] = Held(EditId(edit_id), document_id)
        if kind != "undo":
            held[number] = steps[number]
    return list(held.values())


def carried(services: Services) -> dict[str, object]:
    """What an export carries of the visible articles, by their texts, without ids."""
    project = services.project
    names = project.annotators()
    found: dict[str, object] = {}
    for document_id in map(DocumentId, project.article_ids()):
        document = project.document(document_id)
        spans = {
            one.id: (
                one.span,
                one.label,
                one.attributes,
                one.note,
                names[one.annotator_id],
                one.created_at,
                one.modified_at,
                (one.provenance.origin, one.provenance.suggester, one.provenance.score),
                _named(services, one.entry_id),
            )
            for one in project.annotations(document_id)
        }
        relations = [
            (one.label, spans[one.source_id], spans[one.target_id], names[one.annotator_id])
            for one in project.relations(document_id)
        ]
        info = document.info
        found[document.text] = (
            replace(info, id=DocumentId(0)),
            sorted(spans.values(), key=repr),
            sorted(relations, key=repr),
        )
    return found


def _named(services: Services, entry_id: EntryId | None) -> RegistryEntry | None:
    if entry_id is None:
        return None
    # entries get the label of what names them; an alias of it may be stored
    return replace(services.project.registry.entries([entry_id])[0], label="")


def exported_and_imported(services: Services, folder: Path) -> dict[str, object]:
    """What an empty project of the same scheme carries after an export and an import."""
    target = folder / "export.jsonl"
    target.unlink(missing_ok=True)
    services.exporting.job(ExportRequest(), target).work(JobContext())
    path = folder / "other.annotator"
    path.unlink(missing_ok=True)
    with projects.create_project(path, ANA, scheme=services.project.scheme()) as other:
        report = do_import(other, target)
        if services.project.article_ids():  # else the file is empty, and the report says so
            assert not report.problems, report.problems
        assert other.project.check() == []
        return carried(other)
