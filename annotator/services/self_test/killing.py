"""A process is ended in the middle of its work; nothing that it had confirmed may be lost."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import ProjectInUse
from annotator.domain.span import Span
from annotator.services import projects
from annotator.services.self_test.children import Child
from annotator.services.self_test.steps import TELL, TESTER, Found, Wrong

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.domain.ids import AnnotationId, DocumentId
    from annotator.services.projects import Services
    from annotator.services.self_test.steps import Trial

_ENOUGH = 25
_PATIENCE_SECONDS = 30.0
_RELEASE_SECONDS = 5.0
"""So long a system may take to let go of the files of a process that it has ended."""


class Confirmed(NamedTuple):
    """An edit of which the process said that it is done."""

    id: AnnotationId
    span: Span
    label: str


def kill_at_work(trial: Trial) -> Found:
    """The step."""
    log = trial.folder / "edits.log"
    with Child(annotate, trial.project, trial.article, log=log, what="annotates") as child:
        confirmed: list[Confirmed] = []
        while len(confirmed) < _ENOUGH:
            one = child.hear(trial.context, _PATIENCE_SECONDS)
            if one is None:
                raise Wrong("There was too little work to be ended in the middle of it.")
            confirmed.append(one)
        confirmed += child.kill()
    with _opened_again(trial.project) as services:
        _check_all_there(services, trial.article, confirmed)
        problems = services.checking.job().work(trial.context)
        if problems:
            raise Wrong("The project is damaged after that.", TELL, "\n".join(problems))
        _check_undo(services, trial.article)
    return Found(
        f"A process was ended in the middle of its work, after {len(confirmed)} confirmed edits:"
        " all of them are there, the project is whole, and the last one can be undone.",
        {"confirmed_edits": len(confirmed)},
    )


def annotate(project: Path, document_id: DocumentId) -> Iterator[Confirmed]:
    """What the process does: annotates word after word, and tells of each when it is stored."""
    with projects.open_project(project, TESTER) as services:
        text = services.project.document(document_id).text
        there = {(one.span, one.label) for one in services.project.annotations(document_id)}
        words = [Span(*word.span()) for word in re.finditer(r"\w+", text)]
        for label in services.browsing.scheme().names():
            for first in range(len(words)):
                for last in range(first, min(first + 4, len(words))):
                    span = Span(words[first].start, words[last].end)
                    if (span, label) not in there:
                        yield Confirmed(services.editing.add(document_id, span, label), span, label)


def _opened_again(project: Path) -> Services:
    until = time.monotonic() + _RELEASE_SECONDS
    while True:
        try:
            return projects.open_project(project, TESTER)
        except ProjectInUse:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _check_all_there(
    services: Services, document_id: DocumentId, confirmed: list[Confirmed]
) -> None:
    there = {one.id: (one.span, one.label) for one in services.project.annotations(document_id)}
    lost = [one for one in confirmed if there.get(one.id) != (one.span, one.label)]
    if lost:
        raise Wrong(
            f"{len(lost)} of {len(confirmed)} confirmed edits were lost when their process ended.",
            "Keep projects on a local disk: this file system does not keep what it confirms.",
        )


def _check_undo(services: Services, document_id: DocumentId) -> None:
    before = {one.id for one in services.project.annotations(document_id)}
    services.editing.undo(document_id)
    gone = before - {one.id for one in services.project.annotations(document_id)}
    if gone != {max(before)}:
        raise Wrong("The last edit before the end cannot be undone.", TELL)
