"""Every format that can be written, and the way back for the one that carries everything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import KnownError
from annotator.domain.ids import DocumentId
from annotator.services import projects
from annotator.services.describing import describe_formats
from annotator.services.exports.request import ExportRequest
from annotator.services.self_test.steps import TELL, TESTER, Found, Wrong

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.projects import Services
    from annotator.services.self_test.steps import Trial

_OWN = "jsonl"


class _Carried(NamedTuple):
    """What has to come back of an article, without ids."""

    annotations: list[tuple[object, ...]]
    relations: list[tuple[object, ...]]


def export_and_read_back(trial: Trial) -> Found:
    """The step."""
    folder = trial.folder / "exports"
    folder.mkdir()
    with projects.open_project(trial.project, TESTER) as services:
        _accept_all(services, trial)
        written = _write_all(services, folder, trial)
        before = _carried(services)
    own = folder / f"{_OWN}.{_OWN}"
    count = _check_offsets(own)
    after = _read_back(own, trial)
    if before != after:
        raise Wrong("Annotations that were exported as JSONL came back otherwise.", TELL)
    relations = sum(len(one.relations) for one in after.values())
    return Found(
        f"{len(written)} formats were written; the {count} annotations and {relations} relations"
        " of the JSONL file, whose offsets are exact, come back as they were.",
        {"formats": len(written), "annotations": count, "relations": relations},
    )


def _accept_all(services: Services, trial: Trial) -> None:
    """So that there is something of everything, relations included."""
    for one in services.project.suggestions(trial.article):
        still = services.browsing.suggestion(one.id)
        if still is not None and still.is_pending:
            services.editing.accept(one.id)


def _write_all(services: Services, folder: Path, trial: Trial) -> list[str]:
    """Writes each format to a file or folder of its name; returns the names."""
    failed, written = [], []
    for row in describe_formats():
        if not row.writes:
            continue
        request = ExportRequest(row.name)
        extension = "" if services.exporting.makes_folder(request) else f".{row.name}"
        target = folder / f"{row.name}{extension}"
        try:
            services.exporting.job(request, target).work(trial.context)
        except KnownError as error:
            failed.append(f"{row.name}: {error}")
        written.append(row.name)
    if failed:
        raise Wrong(f"{len(failed)} formats could not be written.", TELL, "\n".join(failed))
    return written


def _check_offsets(own: Path) -> int:
    """Compares what stands between the offsets with the words beside them; counts the spans."""
    spans = 0
    for line in own.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for span in article["spans"]:
            spans += 1
            if article["text"][span["start"] : span["end"]] != span["text"]:
                raise Wrong(f"Offsets of the {_OWN.upper()} export are wrong.", TELL)
    return spans


def _read_back(own: Path, trial: Trial) -> dict[str, _Carried]:
    with projects.create_project(trial.folder / "again.annotator", TESTER) as services:
        report = services.importing.job([own]).work(trial.context)
        if report.problems:
            said = "\n".join(str(one) for one in report.problems)
            raise Wrong("The JSONL export cannot be read back.", TELL, said)
        return _carried(services)


def _carried(services: Services) -> dict[str, _Carried]:
    """Of each article, by its text."""
    found: dict[str, _Carried] = {}
    ids = map(DocumentId, services.project.article_ids())
    for annotated in services.project.annotated_documents(ids, suggestions=False):
        spans = {one.id: (one.span, one.label) for one in annotated.annotations}
        found[annotated.document.text_sha256] = _Carried(
            sorted(
                (one.span, one.label, one.attributes, one.note, one.provenance.origin)
                for one in annotated.annotations
            ),
            sorted(
                (one.label, spans[one.source_id], spans[one.target_id])
                for one in annotated.relations
            ),
        )
    return found
