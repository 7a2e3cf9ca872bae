"""What comes into a project through the real window: tables, pasted pages, spans to repair."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTableView, QWidget

from annotator.domain.document import ArticleFilter
from annotator.services import projects
from annotator.services.reading import Source
from annotator.services.settings import SettingsFile
from annotator.ui.dialogs.columns import ColumnsDialog
from annotator.ui.dialogs.paste import PasteDialog
from annotator.ui.dialogs.repair import RepairDialog
from annotator.ui.dialogs.report import ReportDialog
from annotator.ui.item_models.repairs import Column
from annotator.ui.program import Program
from tests.factories import ANA, make_scheme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeVar

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from annotator.domain.document import Document
    from annotator.services.projects import Services

    W = TypeVar("W", bound=QWidget)

PATIENCE_MS = 30_000
TEXT = "Nadia Orbeli left Tbilisi on Monday."
TABLE = "headline;body\nRain;It rained in Oslo.\nSnow;It snowed in Bergen.\n"


@pytest.fixture
def suggested(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What grows whenever suggesters are asked to go over the articles."""
    times: list[str] = []
    name = "annotator.ui.parts.suggestion_runs.SuggestionRuns.suggest"
    monkeypatch.setattr(name, lambda _: times.append("suggest"))
    return times


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, suggested: list[str]
) -> Iterator[Program]:
    """The window on an empty project."""
    path = tmp_path / "Storm.annotator"
    projects.create_project(path, ANA, scheme=make_scheme()).close()
    made = Program(qapp, SettingsFile(tmp_path / "settings.json"))
    made.window.show()
    made.workbench.open_project(path)
    yield made
    made.window.close()
    made.window.deleteLater()


@pytest.fixture
def idle(program: Program, qtbot: QtBot) -> Callable[[], None]:
    """Waits until nothing works any more."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not program.window.jobs.is_busy, timeout=PATIENCE_MS)
        QGuiApplication.processEvents()

    return wait


def services_of(program: Program) -> Services:
    services = program.workbench.services
    assert services is not None
    return services


def articles(program: Program) -> list[Document]:
    services = services_of(program)
    return [services.project.document(one) for one in services.browsing.ids(ArticleFilter())]


def theirs(*spans: tuple[int, str, str], more: str = "") -> Source:
    """A line of JSONL with spans as (start, label, words), and perhaps other lines."""
    listed = [
        {"start": start, "end": start + len(words), "label": label, "text": words}
        for start, label, words in spans
    ]
    line = json.dumps({"text": TEXT, "title": "Left", "spans": listed})
    return Source(f"{line}\n{more}".encode(), "theirs.jsonl")


def opened(program: Program, kind: type[W], qtbot: QtBot) -> W:
    qtbot.waitUntil(lambda: bool(program.window.findChildren(kind)), timeout=PATIENCE_MS)
    (dialog,) = program.window.findChildren(kind)
    return dialog


def press_notice(program: Program) -> str:
    button = program.window.notice.findChild(QPushButton, "notice_button")
    assert button is not None
    text = button.text()
    button.click()
    return text


# ---------------------------------------------------------------- spans


def test_spans_that_do_not_fit_are_repaired_from_the_notice(
    program: Program, qtbot: QtBot, idle: Callable[[], None], suggested: list[str]
):
    shifted = [(1, "PERSON", "Nadia Orbeli"), (20, "LOCATION", "Tbilisi")]
    program.traffic.import_paths([theirs((28, "CLAIM", " Monday"), *shifted)])
    idle()
    assert program.window.notice.text() == "Imported: 1 article, 1 annotation, 2 spans left out."
    assert press_notice(program) == "Repair…"
    dialog = opened(program, RepairDialog, qtbot)
    table = dialog.findChild(QTableView, "repair_table")
    assert table is not None
    qtbot.waitUntil(lambda: table.model().rowCount() == 2, timeout=PATIENCE_MS)
    assert not dialog.isModal()

    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert program.window.view.selected_span() is not None
    choice = dialog.findChild(QComboBox, "repair_label_PERSON")
    assert choice is not None
    choice.setCurrentText("Add PERSON to the label scheme")
    before = len(suggested)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Added" in program.window.notice.text(), timeout=PATIENCE_MS)
    idle()

    assert program.window.notice.text() == "Added 2 spans."
    (document,) = articles(program)
    found = services_of(program).project.annotations(document.id)
    assert [(one.label, one.span.text_of(TEXT)) for one in found] == [
        ("PERSON", "Nadia Orbeli"),
        ("LOCATION", "Tbilisi"),
        ("CLAIM", " Monday"),
    ]
    assert len(suggested) > before
    qtbot.waitUntil(lambda: not program.window.findChildren(RepairDialog))
    assert program.window.focusWidget() is program.window.view


def test_the_report_leads_to_the_repair_where_more_was_left_out(
    program: Program, qtbot: QtBot, idle: Callable[[], None]
):
    program.traffic.import_paths([theirs((1, "ACTOR", "Nadia Orbeli"), more="{no json\n")])
    idle()
    assert program.window.notice.text() == "Imported: 1 article, 2 left out (1 of them spans)."
    assert press_notice(program) == "Show why"
    report = opened(program, ReportDialog, qtbot)
    repair = report.findChild(QPushButton, "report_repair")
    assert repair is not None

    repair.click()

    dialog = opened(program, RepairDialog, qtbot)
    idle()
    table = dialog.findChild(QTableView, "repair_table")
    assert table is not None
    assert table.model().index(0, Column.QUOTED).data() == "Nadia Orbeli"
    qtbot.waitUntil(lambda: not program.window.findChildren(ReportDialog))


def test_the_repair_goes_with_its_project(program: Program, qtbot: QtBot, idle: Callable[[], None]):
    program.traffic.import_paths([theirs((1, "ACTOR", "Nadia Orbeli"))])
    idle()
    press_notice(program)
    opened(program, RepairDialog, qtbot)

    program.workbench.close_project()

    qtbot.waitUntil(
        lambda: not any(one.isVisible() for one in program.window.findChildren(RepairDialog))
    )


def test_a_label_that_is_added_meanwhile_can_be_chosen(
    program: Program, qtbot: QtBot, idle: Callable[[], None]
):
    program.traffic.import_paths([theirs((0, "SHIP", "Nadia Orbeli"))])
    idle()
    press_notice(program)
    dialog = opened(program, RepairDialog, qtbot)
    idle()
    program.actions["label_scheme"].trigger()
    for name in ("scheme_add", "scheme_apply"):
        button = program.window.findChild(QPushButton, name)
        assert button is not None
        button.click()
    idle()

    choice = dialog.findChild(QComboBox, "repair_label_SHIP")
    assert choice is not None
    assert choice.findText("LABEL 1") >= 0


def test_an_import_is_told_where_the_list_shows_other_articles(
    program: Program, idle: Callable[[], None]
):
    bar = program.window.articles.filter
    bar.set_list(ArticleFilter(words="zeppelin"), bar.order)
    program.traffic.import_paths([Source(TEXT.encode(), "storm.txt")])
    idle()

    assert program.window.notice.text() == "Imported: 1 article."


def test_an_import_without_anything_to_say_says_nothing(program: Program, idle: Callable[[], None]):
    program.traffic.import_paths([Source(b"It rained.", "a.txt")])
    idle()

    assert program.window.notice.text() == ""
    assert len(articles(program)) == 1


# ---------------------------------------------------------------- tables


def test_a_table_is_asked_about_and_the_rest_goes_on(
    program: Program, qtbot: QtBot, idle: Callable[[], None], tmp_path: Path
):
    table, refused, text = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "c.txt"
    table.write_text(TABLE)
    refused.write_text("x,y\n1,2\n")
    text.write_text("Just a text.")
    program.window.files_dropped.emit([table, refused, text])

    first = opened(program, ColumnsDialog, qtbot)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: [one.isVisible() for one in program.window.findChildren(ColumnsDialog)] == [True],
        timeout=PATIENCE_MS,
    )
    second = opened(program, ColumnsDialog, qtbot)
    assert articles(program) == []
    qtbot.keyClick(second, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(articles(program)) == 3, timeout=PATIENCE_MS)
    idle()

    titles = [one.info.metadata.title for one in articles(program)]
    assert sorted(titles) == ["Just a text.", "Rain", "Snow"]
    assert program.window.notice.text() == ""


def test_what_is_left_out_alone_imports_nothing(
    program: Program, qtbot: QtBot, idle: Callable[[], None], tmp_path: Path
):
    (tmp_path / "a.csv").write_text(TABLE)
    program.traffic.import_paths([tmp_path / "a.csv"])
    dialog = opened(program, ColumnsDialog, qtbot)

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    idle()

    assert articles(program) == []


def test_tables_in_folders_are_not_asked_about(
    program: Program, qtbot: QtBot, idle: Callable[[], None], tmp_path: Path
):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.csv").write_text(TABLE)

    program.traffic.import_paths([folder])
    idle()

    assert len(articles(program)) == 2
    assert program.window.findChildren(ColumnsDialog) == []


def test_a_table_that_cannot_be_read_is_told_of_by_the_import(
    program: Program, idle: Callable[[], None], tmp_path: Path
):
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    program.traffic.import_paths([tmp_path / "a.xlsx"])
    idle()

    assert "a.xlsx" in program.window.notice.text()
    assert "1 left out" in program.window.notice.text()


def test_what_is_asked_goes_with_its_project(program: Program, qtbot: QtBot, tmp_path: Path):
    (tmp_path / "a.csv").write_text(TABLE)
    program.traffic.import_paths([tmp_path / "a.csv"])
    dialog = opened(program, ColumnsDialog, qtbot)

    program.workbench.close_project()

    assert dialog.isHidden()
    assert program.window.notice.text() == ""


# ---------------------------------------------------------------- the clipboard


def test_a_copied_page_becomes_an_article_with_what_it_tells(
    program: Program, qtbot: QtBot, idle: Callable[[], None]
):
    data = QMimeData()
    data.setHtml(
        '<html lang="en"><head><title>Rain</title></head><body><p>It rained.</p>'
        "<p>“All day long,” said Ada.</p></body></html>"
    )
    QGuiApplication.clipboard().setMimeData(data)

    def answer() -> None:
        (dialog,) = program.window.findChildren(PasteDialog)
        outlet = dialog.findChild(QLineEdit, "paste_outlet")
        add = dialog.findChild(QPushButton, "paste_add")
        assert outlet is not None
        assert add is not None
        qtbot.keyClicks(outlet, "Gazette")
        add.click()

    QTimer.singleShot(0, program.window, answer)
    program.actions["paste_article"].trigger()
    qtbot.waitUntil(lambda: len(articles(program)) == 1, timeout=PATIENCE_MS)
    idle()

    (document,) = articles(program)
    metadata = document.info.metadata
    assert document.text.splitlines() == ["It rained.", "“All day long,” said Ada."]
    assert (metadata.title, metadata.outlet, metadata.language) == ("Rain", "Gazette", "en")
    assert document.source == "pasted text.txt"


def test_what_is_here_already_is_counted(program: Program, idle: Callable[[], None]):
    for _ in range(2):
        program.traffic.import_paths([Source(b"It rained.", "a.txt")])
        idle()

    assert program.window.notice.text() == "Imported: no new article, 1 already here."
