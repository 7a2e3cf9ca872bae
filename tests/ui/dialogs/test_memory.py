"""The window of what a project remembers, by keys and clicks, over a real project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QWidget

from annotator.domain.memory import Phrase, Rule
from annotator.services.jobs import InlineRunner
from annotator.ui.dialogs.memory import MemoryWindow
from annotator.ui.item_models.phrases import PHRASE
from annotator.ui.panels.job_bar import JobBar

if TYPE_CHECKING:
    from typing import TypeVar

    from pytestqt.qtbot import QtBot

    from annotator.services.projects import Services

    W = TypeVar("W", bound=QWidget)

CTRL, NO = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
ORBELI, BATUMI = Phrase("Nadia Orbeli", "ACTOR"), Phrase("Batumi", "LOCATION")


class Bench:
    """The window over a project whose changes it hears of."""

    def __init__(self, qtbot: QtBot, services: Services) -> None:
        self.qtbot, self.services = qtbot, services
        self.parent = QWidget()
        qtbot.addWidget(self.parent)
        self.window = MemoryWindow(JobBar(InlineRunner(), self.parent), self.parent)
        services.changes.subscribe(self.window.apply)
        self.window.set_services(services)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.table = self.find(QTableView, "memory_table")

    def find(self, kind: type[W], name: str) -> W:
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def key(self, name: str, key: Qt.Key, held: Qt.KeyboardModifier = NO) -> None:
        self.qtbot.keyClick(self.find(QWidget, name), key, held)

    def click(self, name: str) -> None:
        self.find(QPushButton, name).click()

    def shown(self) -> list[str]:
        model = self.table.model()
        return [model.index(row, PHRASE).data() for row in range(model.rowCount())]

    def choose(self, *phrases: str) -> None:
        self.table.clearSelection()
        self.table.setFocus()
        for phrase in phrases:
            index = self.table.model().index(self.shown().index(phrase), 0)
            self.qtbot.mouseClick(
                self.table.viewport(),
                Qt.MouseButton.LeftButton,
                CTRL,
                self.table.visualRect(index).center(),
            )

    def rule(self, phrase: Phrase) -> Rule | None:
        row = self.services.memory.row(phrase)
        assert row is not None
        return row.rule


@pytest.fixture
def bench(qtbot: QtBot, services: Services) -> Bench:
    services.memory.add(*ORBELI)
    services.memory.add(*BATUMI, Rule.WITHHOLD)
    return Bench(qtbot, services)


def test_a_phrase_is_written_by_keys_alone(bench: Bench):
    bench.click("memory_new")
    bench.qtbot.keyClicks(bench.find(QLineEdit, "phrase_text"), "Port Merrow")
    bench.find(QComboBox, "phrase_label").setCurrentText("LOCATION")
    bench.key("phrase_text", Qt.Key.Key_Return)

    assert bench.rule(Phrase("Port Merrow", "LOCATION")) is Rule.OFFER
    assert "Port Merrow" in bench.shown()
    assert bench.find(QWidget, "phrase_form").isHidden()
    assert [bench.shown()[row.row()] for row in bench.table.selectionModel().selectedRows()] == [
        "Port Merrow"
    ]


def test_what_cannot_be_remembered_is_said_and_can_be_corrected(bench: Bench):
    bench.click("memory_new")
    bench.qtbot.keyClicks(bench.find(QLineEdit, "phrase_text"), "she")
    bench.key("phrase_text", Qt.Key.Key_Return)

    assert "cannot be remembered" in bench.find(QLabel, "memory_message").text()
    assert not bench.find(QWidget, "phrase_form").isHidden()

    bench.qtbot.keyClicks(bench.find(QLineEdit, "phrase_text"), " Quill")
    bench.key("phrase_text", Qt.Key.Key_Return)
    assert bench.find(QLabel, "memory_message").text() == ""
    assert bench.find(QWidget, "phrase_form").isHidden()


def test_enter_changes_a_line_and_escape_leaves_it(bench: Bench):
    bench.choose("Batumi")
    bench.key("memory_table", Qt.Key.Key_Return)
    bench.key("phrase_text", Qt.Key.Key_Escape)
    assert bench.window.isVisible()
    assert bench.find(QWidget, "phrase_form").isHidden()

    bench.key("memory_table", Qt.Key.Key_Return)
    text = bench.find(QLineEdit, "phrase_text")
    assert text.text() == "Batumi"
    text.setText("Batumi harbour")
    rule = bench.find(QComboBox, "phrase_rule")
    rule.setCurrentText("Ignore")
    bench.key("phrase_text", Qt.Key.Key_Return)

    assert bench.rule(Phrase("Batumi harbour", "LOCATION")) is Rule.IGNORE
    assert "Batumi" not in bench.shown()


def test_a_rule_is_given_to_all_that_are_chosen_and_taken_back(bench: Bench):
    bench.choose("Batumi", "Nadia Orbeli")
    ignore = bench.find(QPushButton, "memory_rule").menu().actions()[2]
    ignore.trigger()
    assert (bench.rule(ORBELI), bench.rule(BATUMI)) == (Rule.IGNORE, Rule.IGNORE)

    bench.qtbot.keyClick(bench.window, Qt.Key.Key_Z, CTRL)
    assert (bench.rule(ORBELI), bench.rule(BATUMI)) == (Rule.OFFER, Rule.WITHHOLD)
    bench.click("memory_redo")
    assert bench.rule(ORBELI) is Rule.IGNORE


def test_delete_forgets_and_undo_remembers(bench: Bench):
    bench.choose("Batumi")
    bench.key("memory_table", Qt.Key.Key_Delete)
    assert bench.shown() == ["Nadia Orbeli"]

    assert "Forget" in bench.find(QPushButton, "memory_undo").text()
    bench.click("memory_undo")
    assert sorted(bench.shown()) == ["Batumi", "Nadia Orbeli"]


def test_the_table_is_searched_and_sorted(bench: Bench):
    order = bench.find(QComboBox, "memory_order")
    order.setCurrentIndex(2)
    order.activated.emit(2)
    assert bench.shown() == ["Batumi", "Nadia Orbeli"]

    bench.qtbot.keyClicks(bench.find(QLineEdit, "memory_search"), "nadia")
    bench.key("memory_search", Qt.Key.Key_Return)
    assert bench.shown() == ["Nadia Orbeli"]
    assert bench.table.hasFocus()

    bench.find(QLineEdit, "memory_search").setText("zzz")
    bench.qtbot.waitUntil(lambda: bench.shown() == [])
    nothing = bench.find(QLabel, "nothing_here")
    assert nothing.isVisible()
    assert "No phrase" in nothing.text()


def test_the_occurrences_of_a_phrase_are_asked_for(bench: Bench):
    bench.choose("Nadia Orbeli")
    with bench.qtbot.waitSignal(bench.window.occurrences_wanted) as signal:
        bench.click("memory_find")
    assert signal.args == ["Nadia Orbeli"]

    bench.choose("Nadia Orbeli", "Batumi")
    assert not bench.find(QPushButton, "memory_find").isEnabled()
    assert bench.find(QPushButton, "memory_forget").isEnabled()
