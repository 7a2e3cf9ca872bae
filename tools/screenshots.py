"""Pictures of the real window for the documentation: python tools/screenshots.py [FOLDER] [--all].

Without --all, dark pictures are made of the main window only. What varies from run to run is held
still: the clock, the ids, the time zone and the settings. Fonts are the machine's.
"""

from __future__ import annotations

import os
import struct
import sys
import tempfile
import time
import zlib
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from annotator.domain.annotation import Annotator
from annotator.domain.document import ArticleFilter, Status
from annotator.domain.ids import AnnotatorId, DocumentId, IdMaker
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.services.settings import SettingsFile
from annotator.services.starting import open_starter, samples
from annotator.store.project import Project
from annotator.ui.application import application
from annotator.ui.dialogs.export import ExportDialog
from annotator.ui.dialogs.keys import KeysDialog
from annotator.ui.dialogs.report import ReportDialog
from annotator.ui.photograph import wait_until
from annotator.ui.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QMessageLogContext
    from PySide6.QtWidgets import QDialog, QWidget

    from annotator.domain.exchange import Problem
    from annotator.services.projects import Services

SIZE = (1280, 860)
ANA = Annotator(AnnotatorId(1), "Ana Ferreira")
QUOTE = "“We were told at the gangway"


def main() -> None:
    """Makes every picture."""
    words = [word for word in sys.argv[1:] if word != "--all"]
    target = Path(words[0] if words else "docs/images").resolve()
    target.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["TZ"] = "UTC"
    time.tzset()
    qInstallMessageHandler(_on_message)
    with tempfile.TemporaryDirectory() as folder, _held_still():
        os.chdir(folder)  # so that no picture shows where it was made
        project = Path("starter.annotator")
        _fill(project)
        problems = _problems()
        for theme in ("light", "dark"):
            for name, picture in _pictures(project, problems, theme).items():
                if theme == "light" or name == "window" or "--all" in sys.argv:
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
        services.editing.set_status(articles[3], Status.FLAGGED, "paywalled")


def _accept(services: Services, document_id: DocumentId, label: str, *, before: int) -> None:
    """Accepts the suggestions of a label that start in the first characters of an article."""
    for one in services.project.suggestions(document_id):
        if one.label != label or one.span.start >= before:
            continue
        now = services.browsing.suggestion(one.id)
        if now is not None and now.is_pending:  # a quote brings its speaker along
            services.editing.accept(one.id)


def _problems() -> list[Problem]:
    """What an import says of a folder with all that can go wrong in it."""
    inbox = Path("inbox")
    inbox.mkdir()
    (inbox / "empty.txt").write_bytes(b"")
    (inbox / "front page.txt").write_bytes(b"%PDF-1.7\n\x00\x01\x02")
    (inbox / "cookie wall.html").write_text("<html><body><nav>Accept</nav></body></html>")
    (inbox / "minutes.docx").write_bytes(b"PK")
    (inbox / "wire.jsonl").write_text(
        '{"text": "Rain in Oslo.", "spans": [[8, 99, "LOCATION"], [8, 12, "PLACE"]]}\n'
        '{"text": "Sun in Bergen."\n'
    )
    with projects.create_project(Path("other.annotator"), ANA) as services:
        return services.importing.job([inbox]).work(JobContext()).problems


def _pictures(project: Path, problems: list[Problem], theme: str) -> dict[str, QImage]:
    settings = SettingsFile(Path(f"settings-{theme}.json"))
    settings.update(theme=theme, annotator_id=int(ANA.id), annotator_name=ANA.name)
    program = Program(application(), settings)
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
    summary = f"Imported: 1 article, {len(problems)} left out."
    pictures["export"] = _of_dialog(ExportDialog(services.exporting, window))
    pictures["keys"] = _of_dialog(KeysDialog(program.actions.cheat_sheet(), window))
    pictures["import-report"] = _of_dialog(ReportDialog(summary, problems, window))
    window.close()
    QApplication.processEvents()
    return pictures


def _choose_quote(program: Program) -> None:
    """Makes the first quotation of the open article the current span."""
    view = program.window.view
    document = program.desk.document
    assert document is not None
    start = document.text.index(QUOTE)
    program.desk.set_current(next(one for one in view.marks() if one.start == start))
    view.setFocus()


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
    data = _png(picture)
    path.write_bytes(data)
    print(f"{path.name:26}{picture.width():5} × {picture.height()}  {len(data):9,} bytes")


def _png(picture: QImage) -> bytes:
    """The picture as PNG without row filters: for flat surfaces three quarters of Qt's size."""
    width, height = picture.width(), picture.height()
    rgb, pitch = bytes(picture.constBits()), picture.bytesPerLine()
    rows = (rgb[y * pitch : y * pitch + width * 3] for y in range(height))
    pixels = b"".join(b"\0" + row for row in rows)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(pixels, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _on_message(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if "propagateSizeHints" not in message:  # what the platform without a display cannot do
        print(message, file=sys.stderr)


# ------------------------------------------------------------ what is held still


@contextmanager
def _held_still() -> Iterator[None]:
    """A clock that goes on by a second each time it is looked at, and ids that count up."""
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    numbers = count(1 << 59)

    def look(_: object) -> datetime:
        nonlocal at
        at += timedelta(seconds=1)
        return at

    def number(_: object) -> int:
        return next(numbers)

    with patch.object(Project, "now", look), patch.object(IdMaker, "__call__", number):
        yield


if __name__ == "__main__":
    main()
