"""Fields that complete names, buttons that tick them, questions in a line, chips in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QPushButton, QWidget

from annotator.ui.panels.articles.tag_field import TagField
from annotator.ui.widgets.flow import FlowLayout
from annotator.ui.widgets.inline_field import InlineField
from annotator.ui.widgets.name_choice import NameChoice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def tags(qtbot: QtBot) -> TagField:
    field = TagField()
    qtbot.addWidget(field)
    field.set_known(["flood", "follow up", "wire"])
    field.show()
    return field


def test_the_name_at_the_cursor_is_completed_and_the_others_stay(tags: TagField, qtbot: QtBot):
    completer = tags.findChild(QCompleter)
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    qtbot.keyClicks(tags, "wire, Up, storm")
    assert popup.isHidden()
    for _ in range(len(", storm")):
        qtbot.keyClick(tags, Qt.Key.Key_Left)
    qtbot.keyClick(tags, Qt.Key.Key_Backspace)

    assert [completer.completionModel().index(0, 0).data()] == ["follow up"]
    completer.activated.emit("follow up")

    assert tags.text() == "wire, follow up, storm"
    assert tags.names() == ("wire", "follow up", "storm")
    assert popup.isHidden()


def test_a_single_name_may_have_commas(tags: TagField):
    tags.set_known(["Le Monde, Paris"], is_list=False)
    tags.setText(" Le Monde, Paris ")

    assert tags.names() == ("Le Monde, Paris",)


def test_names_are_ticked_in_a_menu(qtbot: QtBot):
    choice = NameChoice("labels", "Labels", "Any")
    qtbot.addWidget(choice)
    choice.set_names(["ACTOR", "QUOTE"], ["QUOTE", "GONE"])
    assert choice.chosen() == ("QUOTE", "GONE")
    assert choice.text().strip() == "QUOTE, GONE"

    menu = choice.menu()
    assert menu is not None
    with qtbot.waitSignal(choice.changed):
        menu.actions()[0].trigger()
    assert choice.chosen() == ("ACTOR", "QUOTE", "GONE")
    menu.popup(choice.mapToGlobal(choice.rect().bottomLeft()))
    menu.setActiveAction(menu.actions()[1])
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    menu.close()
    assert choice.chosen() == ("ACTOR", "GONE")
    choice.clear()
    assert choice.text().strip() == "Any"


@pytest.fixture
def question(qtbot: QtBot) -> InlineField:
    question = InlineField("question")
    qtbot.addWidget(question)
    return question


def test_a_question_is_answered_once_by_return_or_button(question: InlineField, qtbot: QtBot):
    answers: list[str] = []
    field = question.findChild(QLineEdit, "question_text")
    button = question.findChild(QPushButton, "question_button")
    assert field is not None
    assert button is not None
    question.ask("Why?", "Flag", answers.append, text="old")
    assert question.isVisible()
    assert question.findChild(QLabel).text() == "Why?"  # type: ignore[union-attr]
    qtbot.keyClicks(field, "new")
    with qtbot.waitSignal(question.closed):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert answers == ["new"]

    question.ask("Tags", "Tag", answers.append, text="a, ", known=["b"], is_list=True)
    qtbot.keyClicks(field, "b")
    button.click()
    assert answers == ["new", "a, b"]


def test_a_question_that_is_left_has_no_answer(question: InlineField, qtbot: QtBot):
    answers: list[str] = []
    question.ask("Why?", "Flag", answers.append)
    with qtbot.waitSignal(question.closed):
        question.leave()
    with qtbot.assertNotEmitted(question.closed):
        question.leave()

    assert question.isHidden()
    assert answers == []


def test_what_does_not_fit_goes_on_in_the_next_line(qtbot: QtBot):
    outside = QWidget()
    qtbot.addWidget(outside)
    layout = FlowLayout(outside, spacing=4)
    layout.setContentsMargins(0, 0, 0, 0)
    parts = [QWidget() for _ in range(3)]
    for part in parts:
        part.setMinimumSize(40, 10)
        part.setFixedSize(40, 10)
        layout.addWidget(part)
    outside.resize(90, 40)
    outside.show()

    assert [(part.x(), part.y()) for part in parts] == [(0, 0), (44, 0), (0, 14)]
    assert layout.heightForWidth(90) == 24
    assert layout.heightForWidth(200) == 10
    assert layout.itemAt(3) is None
    assert layout.takeAt(5) is None
