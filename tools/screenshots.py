"""Pictures of the real window for the documentation: python tools/screenshots.py [FOLDER].

What varies from run to run is held still: the clock, the random part of ids, the time zone and the
settings. Fonts are the machine's own.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "UTC"

from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from annotator.domain import ids
from annotator.domain.annotation import Annotator
from annotator.domain.document import ArticleFilter, Status
from annotator.domain.ids import AnnotatorId, DocumentId
from annotator.services.jobs import JobContext
from annotator.services.projects import Services, open_project
from annotator.services.settings import SettingsFile
from annotator.services.starting import open_starter, samples
from annotator.store.project import Project
from annotator.ui.app import Program, application
from annotator.ui.dialogs.export import ExportDialog
from annotator.ui.dialogs.keys import KeysDialog
from annotator.ui.dialogs.report import ReportDialog
from annotator.ui.photograph import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZE = (1280, 860)
ANA = Annotator(AnnotatorId(1), "Ana Ferreira")
QUOTE = "“We were told at the gangway"


def main() -> None:
    """Makes every picture."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images").resolve()
    target.mkdir(parents=True, exist_ok=True)
    time.tzset()
    with tempfile.TemporaryDirectory() as folder, _held_still():
        project = Path(folder) / "starter.annotator"
        os.environ["ANNOTATOR_SETTINGS"] = str(Path(folder) / "settings.json")
        os.chdir(folder)  # so that no picture shows where it was made
        _fill(project)
        for theme in ("light", "dark"):
            for name, picture in _pictures(project, theme).items():
                _save(picture, target / f"{name}-{theme}.png")


# ------------------------------------------------------------ what is shown


def _fill(project: Path) -> None:
    """The starter project as it looks after a few minutes of work."""
    with open_starter(project, ANA) as services:
        services.importing.job([samples()]).work(JobContext())
        services.suggesting.job().work(JobContext())
        articles = [DocumentId(one) for one in services.browsing.ids(ArticleFilter())]
        for label in ("LOCATION", "ACTOR", "QUOTE"):
            _accept(services, articles[0], label, before=900)
        for label in ("ACTOR", "LOCATION", "QUOTE", "CLAIM"):
            _accept(services, articles[2], label, before=100_000)
        services.editing.set_status(articles[2], Status.DONE)
        services.editing.set_status(articles[3], Status.FLAGGED, "Two articles in one")


def _accept(services: Services, document_id: DocumentId, label: str, *, before: int) -> None:
    """Accepts the suggestions of a label that start in the first characters of an article."""
    chosen = [
        one.id
        for one in services.project.suggestions(document_id)
        if one.label == label and one.span.start < before
    ]
    for suggestion_id in chosen:
        # a quote brings its speaker along
        found = services.browsing.suggestion(suggestion_id)
        if found is not None and found.is_pending:
            services.editing.accept(suggestion_id)


def _pictures(project: Path, theme: str) -> dict[str, QImage]:
    app = application()
    settings = SettingsFile(Path(f"settings-{theme}.json"))
    settings.update(theme=theme, annotator_id=int(ANA.id), annotator_name=ANA.name)
    program = Program(app, settings)
    window = program.window
    window.resize(*SIZE)
    program.show(None)
    pictures = {"welcome": _grab(window)}
    program.workbench.open_project(project)
    wait_until(lambda: not window.jobs.is_busy)
    _choose_quote(program)
    pictures["window"] = _grab(window)
    services = program.workbench.services
    assert services is not None
    pictures["export"] = _of_dialog(ExportDialog(services.exporting, window))
    pictures["keys"] = _of_dialog(KeysDialog(program.actions.cheat_sheet(), window))
    pictures["import-report"] = _of_dialog(_import_report(services, window))
    window.close()
    app.processEvents()
    return pictures


def _choose_quote(program: Program) -> None:
    """Makes the first quotation of the open article the current span."""
    view = program.window.view
    document = program.desk.document
    assert document is not None
    start = document.text.index(QUOTE)
    program.desk.set_current(next(one for one in view.marks() if one.start == start))
    view.setFocus()


def _import_report(services: Services, window: QWidget) -> ReportDialog:
    """The report on a folder with all that can go wrong in it."""
    inbox = Path("inbox")
    inbox.mkdir(exist_ok=True)
    (inbox / "empty.txt").write_bytes(b"")
    (inbox / "front page.txt").write_bytes(b"%PDF-1.7\n\x00\x01\x02")
    (inbox / "cookie wall.html").write_text("<html><body><nav>Accept</nav></body></html>")
    (inbox / "minutes.docx").write_bytes(b"PK")
    (inbox / "wire.jsonl").write_text(
        '{"text": "Rain in Oslo.", "spans": [[8, 99, "LOCATION"], [8, 12, "PLACE"]]}\n'
        '{"text": "Sun in Bergen."\n',
        encoding="utf-8",
    )
    done = services.importing.job([inbox]).work(JobContext())
    summary = f"Imported: 1 article, {len(done.problems)} left out."
    return ReportDialog(summary, done.problems, window)


# ------------------------------------------------------------ how it is shown


def _of_dialog(dialog: QDialog) -> QImage:
    dialog.show()
    picture = _grab(dialog)
    dialog.close()
    return picture


def _grab(widget: QWidget) -> QImage:
    for _ in range(3):  # a layout may ask for another one
        QApplication.processEvents()
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)


def _save(picture: QImage, path: Path) -> None:
    writer = QImageWriter(str(path), b"png")
    writer.setCompression(100)
    if not writer.write(picture):
        sys.exit(f"{path} cannot be written: {writer.errorString()}")
    print(f"{path.name:28}{picture.width():5} × {picture.height()}  {path.stat().st_size:,} bytes")


# ------------------------------------------------------------ what is held still


def _ticking() -> Callable[[object], datetime]:
    """A clock that goes on by five seconds each time it is looked at."""
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def look(_: object) -> datetime:
        nonlocal at
        at += timedelta(seconds=5)
        return at

    return look


class _held_still:  # noqa: N801 - used like a function
    """Replaces the clock of projects and the random part of ids."""

    def __enter__(self) -> None:
        clock = _ticking()
        self._patches = [
            patch.object(Project, "now", clock),
            patch.object(ids.secrets, "randbits", lambda _: 0),
        ]
        for one in self._patches:
            one.start()

    def __exit__(self, *_: object) -> None:
        for one in self._patches:
            one.stop()


if __name__ == "__main__":
    main()
