"""Project files to measure on, with articles of known sizes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.document import Status
from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.services import projects
from annotator.services.settings import SettingsFile
from tests.bench.texts import nested_spans, news
from tests.factories import NER, make_annotation, make_creation, make_document

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from annotator.domain.document import Document
    from annotator.domain.ids import DocumentId
    from annotator.domain.suggestion import SuggesterInfo
    from annotator.services.projects import Services
    from annotator.store.project import Project
    from tests.bench.measuring import Effort

_BATCH = 100


@dataclass(frozen=True, slots=True)
class Size:
    """Of an article: characters, and spans, half of which are suggestions.

    is_solid: all of it is one paragraph.
    """

    characters: int
    spans: int
    is_solid: bool = False

    def __str__(self) -> str:
        kilobytes = self.characters / 1_000
        text = f"{kilobytes / 1_000:g} MB" if kilobytes >= 1_000 else f"{kilobytes:g} KB"
        kind = " in one paragraph" if self.is_solid else ""
        return f"{text}{kind}, {self.spans:,} spans"

    def scaled(self, effort: Effort) -> Size:
        """One for less effort."""
        characters, spans = effort.scaled(self.characters), effort.scaled(self.spans)
        return replace(self, characters=characters, spans=spans)

    def text(self, seed: int) -> str:
        """News of that size, without spans."""
        text = news(self.characters, seed=seed)
        return text.replace("\n", " ") if self.is_solid else text


SHORT = Size(5_000, 50)
LONG = Size(100_000, 2_000)
SIZES = (
    SHORT,
    LONG,
    replace(LONG, is_solid=True),
    Size(1_000_000, 50_000),
    Size(5_000_000, 50_000),
)


def settings_beside(path: Path) -> SettingsFile:
    """Settings of their own for a project, so that no one's are read or written."""
    return SettingsFile(path.with_suffix(".settings.json"))


def open_services(path: Path) -> Services:
    """Opens a project as its one annotator."""
    return projects.open_project(path, settings_beside(path).annotator())


def make_project(
    path: Path,
    sizes: Iterable[Size],
    *,
    suggestions: bool = True,
    seen_by: Collection[SuggesterInfo] = (),
    done: int = 0,
) -> list[DocumentId]:
    """A new project with one article a size; returns their ids in that order.

    suggestions: every second span is a pending suggestion rather than an annotation.
    seen_by: suggesters that have been over all articles, so that none is run again.
    done: so many articles, the first ones, are marked as done.
    """
    ids: list[DocumentId] = []
    batch: list[tuple[Document, int]] = []
    with projects.create_project(path, settings_beside(path).annotator()) as services:
        for number, size in enumerate(sizes):
            status = Status.DONE if number < done else Status.NEW
            document = make_document(size.text(number), status=status)
            ids.append(document.id)
            batch.append((document, size.spans))
            if len(batch) == _BATCH:
                _store(services.project, batch, suggestions=suggestions, seen_by=seen_by)
                batch.clear()
        _store(services.project, batch, suggestions=suggestions, seen_by=seen_by)
    return ids


def _store(
    project: Project,
    batch: list[tuple[Document, int]],
    *,
    suggestions: bool,
    seen_by: Collection[SuggesterInfo],
) -> None:
    (annotator,) = project.annotators()
    entries = []
    pending: dict[DocumentId, list[Prediction]] = {}
    for document, count in batch:
        spans = nested_spans(document.text, count)
        kept = spans[::2] if suggestions else spans
        edit = make_creation(
            *(
                make_annotation(document, one.start, one.end, one.label, annotator_id=annotator)
                for one in kept
            )
        )
        entries.append((document, replace(edit, annotator_id=annotator)))
        pending[document.id] = [
            Prediction(Span(one.start, one.end), one.label)
            for one in (spans[1::2] if suggestions else ())
        ]
    project.add_documents(entries)
    for document, _ in batch:
        first, *others = seen_by or (NER,)
        runs = {first: pending[document.id], **dict.fromkeys(others, ())}
        project.store_suggestions(document.id, document.text_sha256, runs)
