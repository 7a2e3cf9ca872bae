"""The threshold, the places that a suggestion names, memory and report, in the whole window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QTableView,
    QWidget,
)

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.services import projects
from annotator.services.settings import SettingsFile
from annotator.ui.dialogs.language_model import LanguageModelDialog
from annotator.ui.parts.remembering import Remembering
from annotator.ui.parts.suggestion_runs import SuggestionRuns
from annotator.ui.program import Program
from tests.factories import ANA, NER
from tests.services.helpers import import_text, span_of
from tests.ui.conftest import SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TypeVar

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    W = TypeVar("W", bound=QWidget)

TEXT = "Ada Quill met Cleo in Brest. “We will not move,” she told Emil."
FOUND = (("Ada Quill", "ACTOR", 0.95), ("Cleo", "ACTOR", 0.4), ("Brest", "LOCATION", None))


def fill(path: Path) -> None:
    with projects.create_project(path, ANA, scheme=SCHEME) as services:
        on = import_text(services, TEXT)

        def span(words: str):
            return span_of(services, on, words)

        quote = Prediction(
            span("“We will not move,”"),
            "QUOTE",
            0.7,
            source=span("she"),
            cue=span("told"),
            referent=span("Ada Quill"),
        )
        named = [Prediction(span(words), *rest) for words, *rest in FOUND]
        sha256 = services.project.document(on).text_sha256
        assert services.project.store_suggestions(on, sha256, {NER: [quote, *named]})
        import_text(services, "Later, Emil met Ada Quill again.", "later.txt")


@pytest.fixture
def settings(tmp_path: Path) -> SettingsFile:
    made = SettingsFile(tmp_path / "settings.json")
    made.update(annotator_id=int(ANA.id), annotator_name=ANA.name)
    return made


@pytest.fixture
def program(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    settings: SettingsFile,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Program]:
    """The window on an article with suggestions; no others come."""
    monkeypatch.setattr(SuggestionRuns, "suggest", lambda _: None)
    path = tmp_path / "Storm.annotator"
    fill(path)
    before = qapp.styleSheet(), qapp.palette()
    built = Program(qapp, settings)
    with qtbot.waitExposed(built.window):
        built.show(path)
    qtbot.waitUntil(lambda: built.desk.document is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not built.window.jobs.is_busy, timeout=20_000)
    if len(built.window.view.marks()) != 4:
        built.queue.step(1)
    assert len(built.window.view.marks()) == 4
    yield built
    built.window.close()
    built.window.deleteLater()
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])


def find(program: Program, kind: type[W], name: str) -> W:
    found = program.window.findChild(kind, name)
    assert found is not None, name
    return found


def words(program: Program) -> list[str]:
    return [TEXT[mark.start : mark.end] for mark in program.window.view.marks()]


def told(program: Program) -> str:
    return find(program, QLabel, "threshold_count").text()


def current(program: Program) -> str | None:
    mark = program.desk.current
    return TEXT[mark.start : mark.end] if mark else None


# ---------------------------------------------------------------- the threshold


def test_a_slider_hides_what_is_below_it_and_says_how_many(program: Program, qtbot: QtBot):
    qtbot.waitUntil(lambda: told(program) == "4 suggestions")
    slider = find(program, QSlider, "threshold")

    slider.setValue(60)
    assert words(program) == ["Ada Quill", "Brest", "“We will not move,”"]
    assert told(program) == "below 60%: 1 of 4 hidden"

    slider.setValue(90)
    assert words(program) == ["Ada Quill", "Brest"]
    slider.setValue(0)
    assert len(words(program)) == 4


def test_keys_move_it_and_it_is_remembered(program: Program, settings: SettingsFile, qtbot: QtBot):
    view = program.window.view
    view.setFocus()
    for _ in range(9):
        qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.least_score == 0.45
    assert words(program) == ["Ada Quill", "Brest", "“We will not move,”"]
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert len(words(program)) == 4
    qtbot.waitUntil(lambda: settings.value.least_score == 0.4)

    qtbot.keyClick(view, Qt.Key.Key_Equal)
    assert view.least_score == 0.0
    program.window.close()
    assert settings.value.least_score == 0.0


def test_tab_goes_past_what_is_hidden_and_it_is_not_current(program: Program, qtbot: QtBot):
    view = program.window.view
    view.setFocus()
    for expected in ("Ada Quill", "Cleo"):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
        assert current(program) == expected

    find(program, QSlider, "threshold").setValue(50)
    assert current(program) is None

    program.desk.go_to_mark(-1)
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert current(program) == "Brest"


def test_what_lies_over_the_selection_becomes_current(program: Program, qtbot: QtBot):
    view = program.window.view
    view.setFocus()
    view.select(Span(14, 18))

    qtbot.keyClick(view, Qt.Key.Key_Space)

    assert current(program) == "Cleo"


def test_one_goes_on_from_what_was_accepted_not_back_to_what_was_passed_by(
    program: Program, qtbot: QtBot
):
    services, document = program.workbench.services, program.desk.document
    assert services is not None
    assert document is not None
    around = Prediction(span_of(services, document.id, "Ada Quill met Cleo"), "CLAIM", 0.5)
    other = replace(NER, name="other.v1")
    services.project.store_suggestions(document.id, document.text_sha256, {other: [around]})
    program.queue.step(1)
    program.queue.step(-1)
    assert len(words(program)) == 5

    view = program.window.view
    view.setFocus()
    for expected in ("Ada Quill met Cleo", "Ada Quill"):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
        assert current(program) == expected
    qtbot.keyClick(view, Qt.Key.Key_Return)

    assert current(program) == "Cleo"


def test_accepting_all_leaves_what_is_hidden(program: Program, qtbot: QtBot):
    find(program, QSlider, "threshold").setValue(50)
    program.actions["accept_all"].trigger()

    services, document = program.workbench.services, program.desk.document
    assert services is not None
    assert document is not None
    pending = [one for one in services.project.suggestions(document.id) if one.is_pending]
    assert [one.span.text_of(TEXT) for one in pending] == ["Cleo"]
    qtbot.waitUntil(lambda: told(program) == "below 50%: 1 of 1 hidden")

    find(program, QSlider, "threshold").setValue(0)
    assert "Cleo" in words(program)


def test_the_page_for_many_counts_what_is_shown(program: Program, qtbot: QtBot):
    program.actions["decide_many"].trigger()
    count = find(program, QLabel, "decide_count")
    assert count.text().endswith("of 4 suggestions chosen")

    find(program, QSlider, "threshold").setValue(50)
    assert count.text().endswith("of 3 suggestions chosen")
    assert told(program) == "below 50%: 1 of 4 hidden"

    program.actions["accept_all"].trigger()
    assert "has been decided; hidden ones: 1" in find(program, QLabel, "remark").text()

    program.actions["decide_many"].trigger()
    assert words(program) == ["Ada Quill", "Brest", "“We will not move,”"]


# ---------------------------------------------------------------- what a suggestion names


def test_the_words_that_a_suggestion_names_are_gone_to(program: Program, qtbot: QtBot):
    view = program.window.view
    quote = next(mark for mark in view.marks() if mark.label == "QUOTE")
    program.desk.set_current(quote)
    inspector = program.window.inspector
    qtbot.waitUntil(lambda: len(inspector.findChildren(QPushButton, "relation_link")) == 3)
    _, referent, _ = inspector.findChildren(QPushButton, "relation_link")

    referent.click()
    assert current(program) == "Ada Quill"  # a mark is there

    program.desk.set_current(quote)
    qtbot.waitUntil(lambda: len(inspector.findChildren(QPushButton, "relation_link")) == 3)
    inspector.findChildren(QPushButton, "relation_link")[0].click()
    chosen = view.selected_span()
    assert chosen is not None
    assert chosen.text_of(TEXT) == "she"
    assert view.hasFocus()


def test_the_cue_of_the_current_quote_is_underlined(program: Program, qtbot: QtBot):
    view = program.window.view
    quote = next(mark for mark in view.marks() if mark.label == "QUOTE")
    drawn: list[str] = []
    real = view.set_links

    def spy(links, cue=None):
        drawn.append(cue.text_of(TEXT) if cue else "")
        real(links, cue)

    view.set_links = spy
    program.desk.set_current(quote)
    qtbot.waitUntil(lambda: drawn == ["told"])
    before = view.grab().toImage()

    real([])
    assert view.grab().toImage() != before


# ---------------------------------------------------------------- memory and report


def test_what_is_tagged_here_is_suggested_elsewhere_soon(program: Program, qtbot: QtBot):
    services, document = program.workbench.services, program.desk.document
    assert services is not None
    assert document is not None
    services.editing.add(document.id, span_of(services, document.id, "Emil"), "ACTOR")
    other = next(
        one
        for one in services.browsing.ids(program.window.articles.filter.where)
        if one != document.id
    )

    def suggested() -> list[str]:
        text = services.project.document(other).text
        return [one.span.text_of(text) for one in services.project.suggestions(other)]

    qtbot.waitUntil(lambda: suggested() == ["Emil"], timeout=10_000)

    program.actions["memory"].trigger()
    table = find(program, QTableView, "memory_table")
    rows = [table.model().index(row, 0).data() for row in range(table.model().rowCount())]
    assert rows == ["Emil"]
    find(program, QDialog, "memory_window").close()


def test_an_edit_lets_learning_go_and_it_goes_on_after_it(program: Program, qtbot: QtBot):
    services, document = program.workbench.services, program.desk.document
    assert services is not None
    assert document is not None
    memory = services.memory
    first = services.editing.add(document.id, span_of(services, document.id, "Emil"), "ACTOR")
    remembering = program.window.findChild(Remembering)
    assert remembering is not None
    qtbot.waitUntil(lambda: remembering.is_learning or not memory.is_behind(), timeout=10_000)

    services.editing.relabel(first, "LOCATION")

    qtbot.waitUntil(lambda: not remembering.is_learning and not memory.is_behind(), timeout=10_000)
    assert [(row.text, row.label) for row in memory.table().rows if row.tagged] == [
        ("Emil", "LOCATION")
    ]


def test_the_occurrences_of_a_phrase_are_found(program: Program, qtbot: QtBot):
    services = program.workbench.services
    assert services is not None
    services.memory.add("Ada Quill", "ACTOR")
    program.actions["memory"].trigger()
    find(program, QTableView, "memory_table").selectRow(0)

    find(program, QPushButton, "memory_find").click()

    qtbot.waitUntil(
        lambda: "2 hits in 2 articles" in find(program, QLabel, "concordance_count").text()
    )
    assert find(program, QLineEdit, "query_line").text() == '"Ada Quill"'


def test_the_report_counts_again_when_something_was_decided(program: Program, qtbot: QtBot):
    program.actions["suggestion_report"].trigger()
    summary = find(program, QLabel, "suggestion_summary")
    qtbot.waitUntil(lambda: summary.text().startswith("4 suggestions were offered; nothing"))

    program.desk.go_to_suggestion(1)
    program.desk.accept()

    qtbot.waitUntil(lambda: "1 of them decided: 100% accepted" in summary.text())
    find(program, QPushButton, "suggestion_report_copy").click()
    find(program, QDialog, "suggestion_report").close()


def test_closing_while_it_learns_or_counts_is_safe(program: Program):
    services, document = program.workbench.services, program.desk.document
    assert services is not None
    assert document is not None
    program.actions["suggestion_report"].trigger()
    services.editing.add(document.id, span_of(services, document.id, "Emil"), "ACTOR")

    program.actions["close_project"].trigger()

    assert program.workbench.services is None
    assert not program.window.jobs.is_busy


# ---------------------------------------------------------------- what suggests, and how fast


def test_another_number_of_processes_does_not_open_the_project_anew(
    program: Program, settings: SettingsFile
):
    services = program.workbench.services

    def answer() -> None:
        dialog = find(program, LanguageModelDialog, "model_dialog")
        find(program, QSpinBox, "model_processes").setValue(3)
        dialog.accept()

    QTimer.singleShot(0, program, answer)
    program.actions["model"].trigger()

    assert settings.value.suggesting_processes == 3
    assert settings.value.model == ""
    assert program.workbench.services is services


def test_another_pipeline_opens_it_anew(program: Program, settings: SettingsFile):
    services = program.workbench.services

    def answer() -> None:
        dialog = find(program, LanguageModelDialog, "model_dialog")
        find(program, QComboBox, "model_name").setEditText(" some_pipeline ")
        dialog.accept()

    QTimer.singleShot(0, program, answer)
    program.actions["model"].trigger()

    assert settings.value.model == "some_pipeline"
    assert program.workbench.services is not services


def test_nothing_to_pause_is_said(program: Program):
    program.actions["pause"].trigger()

    assert program.window.said.what() == "Nothing that could wait is at work"
