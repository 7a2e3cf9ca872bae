"""The program put together: what happens when one thing comes while another is under way."""

from __future__ import annotations

import re
import sys
import threading
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QTableView

from annotator.domain.labels import Label, LabelScheme
from annotator.domain.span import Span
from annotator.services import projects
from annotator.services.importing import Source
from annotator.services.settings import SettingsFile
from annotator.ui.application import application
from annotator.ui.item_models.offers import ALSO
from annotator.ui.menus import MENUS
from annotator.ui.program import Program
from tests.factories import ANA
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.services.changes import Changed

PATIENCE_MS = 30_000


@pytest.fixture
def program(qapp: object, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[Program]:
    """The window, shown, with no project."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # show() takes it; give it back
    program = Program(application(), SettingsFile())
    program.show(None)
    qtbot.waitUntil(program.window.isVisible)
    yield program
    program.window.close()
    program.window.deleteLater()


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Path]:
    """Makes a project of so many articles, each of which names somebody."""

    def make(name: str = "Storm", count: int = 1, scheme: LabelScheme | None = None) -> Path:
        path = tmp_path / f"{name}.annotator"
        with projects.create_project(path, ANA, scheme=scheme) as services:
            for number in range(count):
                import_text(services, f"{name} {number}.\nMaria Lindqvist was in Paris.\n")
        return path

    return make


def pending(program: Program) -> list[int]:
    """How many suggestions each article has."""
    services = program.workbench.services
    assert services is not None
    rows = services.browsing.rows(list(services.project.article_ids()))
    return [row.pending_count for row in rows]


def wait_until_idle(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not program.window.jobs.is_busy, timeout=PATIENCE_MS)


def listed(program: Program) -> list[object]:
    table = program.window.findChild(QTableView, "articles")
    assert table is not None
    model = table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_articles_that_come_while_others_are_read_get_suggestions_too(
    program: Program, make_project: Callable[..., Path], qtbot: QtBot
):
    program.workbench.open_project(make_project(count=3))
    services = program.workbench.services
    job = program.window.findChild(QLabel, "job_label")
    assert services is not None
    assert job is not None
    first_stored, imported = threading.Event(), threading.Event()

    def hold(changed: Changed) -> None:
        """Keeps the run at its first article until the import is over."""
        if threading.current_thread() is not threading.main_thread() and not changed.listing:
            first_stored.set()
            imported.wait(20)

    services.changes.subscribe(hold)
    qtbot.waitUntil(first_stored.is_set, timeout=PATIENCE_MS)
    program.traffic.import_paths([Source(b"Late.\nBob Stone left London.\n", "late.txt")])
    assert job.text().startswith("Importing")
    qtbot.waitUntil(lambda: job.text().startswith("Looking"), timeout=PATIENCE_MS)
    imported.set()
    wait_until_idle(program, qtbot)

    assert len(pending(program)) == 4
    assert all(pending(program))


def test_a_project_opened_while_another_is_read_gets_suggestions(
    program: Program, make_project: Callable[..., Path], qtbot: QtBot
):
    first, second = make_project("First", 3), make_project("Second", 2)
    program.workbench.open_project(first)
    assert program.window.jobs.is_busy

    program.workbench.open_project(second)
    qtbot.wait(50)  # whatever the first one still has to say
    wait_until_idle(program, qtbot)

    assert program.window.windowTitle().startswith("Second")
    assert all(pending(program))


def test_a_removed_article_comes_back_into_the_list(
    program: Program, make_project: Callable[..., Path], qtbot: QtBot
):
    program.workbench.open_project(make_project(count=2))
    wait_until_idle(program, qtbot)
    assert listed(program) == ["Storm 0.", "Storm 1."]

    program.actions["remove_article"].trigger()
    assert listed(program) == ["Storm 1."]
    assert "Storm 0." in program.window.notice.text()
    undo = program.window.notice.findChild(QPushButton, "notice_button")
    assert undo is not None
    undo.click()

    assert listed(program) == ["Storm 0.", "Storm 1."]
    assert program.desk.document is not None
    assert program.desk.document.info.metadata.title == "Storm 0."


def test_a_removed_article_comes_back_whatever_else_was_done_to_it(
    program: Program, make_project: Callable[..., Path], qtbot: QtBot
):
    program.workbench.open_project(make_project(count=2))
    wait_until_idle(program, qtbot)
    services, document = program.workbench.services, program.desk.document
    assert services is not None
    assert document is not None
    program.actions["remove_article"].trigger()
    services.article_editing.set_note(document.id, "Not one of ours.")
    undo = program.window.notice.findChild(QPushButton, "notice_button")
    assert undo is not None

    undo.click()

    assert listed(program) == ["Storm 0.", "Storm 1."]
    assert services.browsing.info(document.id).note == "Not one of ours."


def test_the_last_article_that_is_removed_leaves_the_desk(
    program: Program, make_project: Callable[..., Path], qtbot: QtBot
):
    program.workbench.open_project(make_project(count=1))
    wait_until_idle(program, qtbot)

    program.actions["remove_article"].trigger()

    assert listed(program) == []
    assert program.desk.document is None
    assert not program.actions["done"].isEnabled()


@pytest.mark.parametrize("content", [b"", b"no database " * 100])
def test_a_file_that_is_no_project_is_named_where_it_can_be_seen(
    program: Program, tmp_path: Path, content: bytes
):
    path = tmp_path / "letter.annotator"
    path.write_bytes(content)

    program.workbench.open_project(path)

    assert "letter.annotator" in program.window.notice.text()
    assert program.window.notice.isVisible()
    assert path.read_bytes() == content


def test_a_project_stays_open_if_the_next_one_cannot_be(
    program: Program, make_project: Callable[..., Path], tmp_path: Path, qtbot: QtBot
):
    program.workbench.open_project(make_project())
    wait_until_idle(program, qtbot)

    program.workbench.open_project(tmp_path / "missing.annotator")

    assert "missing.annotator" in program.window.notice.text()
    assert program.workbench.services is not None
    assert listed(program) == ["Storm 0."]


def test_labels_whose_keys_are_taken_are_told(
    program: Program, make_project: Callable[..., Path], qtbot: QtBot
):
    scheme = LabelScheme((Label("NAME", "#112233", "#aabbcc", "n"),))

    program.workbench.open_project(make_project(scheme=scheme))

    assert "NAME" in program.window.notice.text()
    assert program.window.notice.isVisible()
    wait_until_idle(program, qtbot)


def test_the_keys_of_the_hint_are_those_that_work(
    program: Program, make_project: Callable[..., Path], qtbot: QtBot
):
    program.workbench.open_project(make_project())
    wait_until_idle(program, qtbot)
    hint = program.window.findChild(QLabel, "hint")
    assert hint is not None

    def shown() -> str:
        QApplication.processEvents()  # the hint follows when the article is painted
        return re.sub(r"<[^>]*>", "", hint.text())

    qtbot.waitUntil(lambda: "Tab next suggestion" in shown())
    assert "A ACTOR" in shown()
    program.desk.go_to_suggestion(1)
    qtbot.waitUntil(lambda: "Enter accept" in shown())
    program.actions["accept"].trigger()
    program.desk.go_to_mark(-1)
    qtbot.waitUntil(lambda: "Backspace delete" in shown())

    program.workbench.close_project()
    qtbot.waitUntil(lambda: shown() == "")


def test_no_two_actions_share_a_key(program: Program, make_project: Callable[..., Path]):
    program.workbench.open_project(make_project())
    keys = Counter(
        key for _, _, shown in program.actions.cheat_sheet() for key in shown.split("  ")
    )

    assert [key for key, count in keys.items() if count > 1] == []
    assert "" not in keys
    for label in ("ACTOR", "LOCATION", "CLAIM", "QUOTE"):
        assert any(row[:2] == ("Labels", label) for row in program.actions.cheat_sheet())


def test_other_words_lead_to_actions_that_there_are(program: Program):
    assert ALSO.keys() <= {one.name for one in program.actions.offers()}


def test_every_action_is_in_a_menu(program: Program):
    titles = [action.text() for action in program.window.menuBar().actions()]
    assert titles == MENUS
    shown = {
        action.objectName()
        for menu in program.window.menuBar().actions()
        for action in (menu.menu().actions() if menu.menu() else ())
    }

    assert {"open_project", "import_files", "export", "undo", "accept", "done"} <= shown


def test_a_bug_is_told_with_a_report_to_copy(program: Program, caplog: pytest.LogCaptureFixture):
    error = RuntimeError("inner workings")

    sys.excepthook(RuntimeError, error, None)
    button = program.window.notice.findChild(QPushButton, "notice_button")
    assert button is not None

    assert program.window.notice.isVisible()
    assert "inner workings" not in program.window.notice.text()
    button.click()
    dialog = program.window.findChild(QDialog, "crash_dialog")
    assert dialog is not None
    assert dialog.isVisible()
    assert not dialog.isModal()
    copy = dialog.findChild(QPushButton, "crash_copy")
    assert copy is not None
    copy.click()
    report = QGuiApplication.clipboard().text()
    assert "\nRuntimeError: (a message of 14 characters, left out)" in report
    assert "inner workings" not in report
    assert [record.levelname for record in caplog.records if "unexpected" in record.message]
    caplog.clear()


def test_where_everything_stands_is_remembered(program: Program, qtbot: QtBot):
    program.window.resize(700, 560)

    program.window.close()

    state = SettingsFile().value.window
    assert state["geometry"]
    other = Program(application(), SettingsFile())
    assert other.window.size() == program.window.size()
    other.window.close()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"zoom": "large"}', '{"theme": 7}', '{"window": []}', '{"recent": 3}']
)
def test_a_broken_settings_file_costs_nothing_but_the_settings(
    qapp: object, own_settings: Path, text: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    (own_settings / "settings.json").write_text(text)

    program = Program(application(), SettingsFile())
    program.show(None)

    assert program.window.isVisible()
    program.window.close()


def test_the_size_of_the_text_is_remembered(program: Program):
    program.actions["zoom_in"].trigger()
    program.actions["zoom_in"].trigger()

    program.window.close()

    other = Program(application(), SettingsFile())
    assert other.window.view.zoom == program.window.view.zoom == 2
    other.window.close()


def test_the_theme_is_switched_and_remembered(program: Program, make_project: Callable[..., Path]):
    program.workbench.open_project(make_project())
    before = program.window.view.palette().base().color()

    program.actions["switch_theme"].trigger()

    assert program.window.view.palette().base().color() != before
    assert SettingsFile().value.theme in {"light", "dark"}


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_first_thing_a_key_does_is_to_open_the_starter_project(
    program: Program, qtbot: QtBot, key: Qt.Key
):
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)

    qtbot.waitUntil(lambda: program.window.windowTitle().startswith("starter"))
    qtbot.waitUntil(lambda: len(listed(program)) == 5, timeout=PATIENCE_MS)
    wait_until_idle(program, qtbot)
    assert all(pending(program))


@pytest.mark.parametrize("is_told", [False, True])
def test_a_gesture_right_after_a_job_is_shown_after_it(
    program: Program, make_project: Callable[..., Path], qtbot: QtBot, is_told: bool
):
    """is_told: whether the news of the job wait for the window already, or are still to come."""
    program.workbench.open_project(make_project())
    wait_until_idle(program, qtbot)
    services, desk, view = program.workbench.services, program.desk, program.window.view
    assert services is not None
    assert desk.document is not None
    where = desk.document.id, Span(0, 5)
    desk.show(services.editing.add(*where, "ACTOR"))
    stored, looked = threading.Event(), threading.Event()

    def hold(_: Changed) -> None:
        if threading.current_thread() is not threading.main_thread():
            stored.set()
            if not is_told:
                looked.wait(1)  # the window may be made to wait for the job, but not to block it

    listeners = services.changes._listeners
    listeners.insert(len(listeners) if is_told else 0, hold)
    job = services.bulk.relabel([where], "ACTOR", "LOCATION")
    program.window.jobs.run(job, on_done=lambda _: None)
    assert stored.wait(20)

    desk.label("CLAIM")
    looked.set()
    wait_until_idle(program, qtbot)

    assert list(view.marks()) == services.browsing.marks(desk.document.id)
