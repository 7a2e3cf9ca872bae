"""The find bar, and the page of a search through the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
)

from annotator.domain.hits import Article
from annotator.domain.ids import DocumentId
from annotator.domain.query import Pattern, Query
from annotator.domain.query_line import parse
from annotator.ui.item_models.concordance import Column
from annotator.ui.panels.finding.concordance import ConcordancePage
from annotator.ui.panels.finding.find_bar import FindBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from annotator.domain.hits import Hit

TEXT = "Old storm ended. New storm began. A storm came."
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def bar(qtbot: QtBot) -> FindBar:
    bar = FindBar()
    qtbot.addWidget(bar)
    with qtbot.waitExposed(bar):
        bar.open_bar()
    bar.activateWindow()
    return bar


@pytest.fixture
def page(qtbot: QtBot) -> ConcordancePage:
    page = ConcordancePage()
    page.resize(900, 300)
    qtbot.addWidget(page)
    page.form.set_names(["ACTOR", "CLAIM"], ["Ana", "Ben"])
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    return page


def hits() -> list[Hit]:
    article = Article(DocumentId(7), "Storms", "Post", "2026-03-04", TEXT)
    return [article.hit(start, start + 5) for start in (4, 21, 36)]


def field(page: ConcordancePage, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def box(page: ConcordancePage, name: str) -> QComboBox:
    found = page.findChild(QComboBox, name)
    assert found is not None
    return found


def table(page: ConcordancePage) -> QTableView:
    found = page.findChild(QTableView, "hits")
    assert found is not None
    return found


# ------------------------------------------------------------ the bar


def test_what_is_typed_and_switched_is_the_pattern(bar: FindBar, qtbot: QtBot):
    line = bar.findChild(QLineEdit, "find_field")
    with qtbot.waitSignal(bar.pattern_changed):
        qtbot.keyClicks(line, "st")
    for key in (Qt.Key.Key_C, Qt.Key.Key_W, Qt.Key.Key_R):
        with qtbot.waitSignal(bar.pattern_changed):
            qtbot.keyClick(line, key, ALT)

    assert bar.pattern() == Pattern("st", is_regex=True, match_case=True, whole_words=True)


def test_enter_goes_on_shift_enter_back_and_escape_closes(bar: FindBar, qtbot: QtBot):
    steps: list[int] = []
    bar.step_asked.connect(steps.append)
    line = bar.findChild(QLineEdit, "find_field")

    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Return, SHIFT)
    assert steps == [1, -1]
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(line, Qt.Key.Key_Escape)

    assert bar.isHidden()


def test_everything_in_the_bar_has_a_name_and_a_place_for_the_keyboard(bar: FindBar):
    for button in bar.findChildren(QToolButton):
        if button.objectName().startswith("find_"):
            assert button.accessibleName()
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    told = bar.findChild(QLabel, "find_count")
    bar.tell("3 of 17")
    assert isinstance(told, QLabel)
    assert told.text() == "3 of 17"


# ------------------------------------------------------------ the form


def test_a_field_that_is_changed_writes_the_line(page: ConcordancePage, qtbot: QtBot):
    page.form.show_line("Homs")

    labels = box(page, "query_labels")
    labels.setCurrentIndex(labels.findText("CLAIM"))
    labels.activated.emit(labels.currentIndex())
    qtbot.keyClicks(field(page, "query_by"), "Reuters")
    qtbot.keyClicks(field(page, "query_having"), "note, role=mayor")
    where = box(page, "query_where")
    where.setCurrentIndex(where.findText("As in the list"))
    where.activated.emit(where.currentIndex())

    assert parse(page.form.line()) == parse(
        "label:CLAIM by:Reuters with:note with:role=mayor in:list Homs"
    )


def test_a_line_that_is_typed_shows_in_the_fields(page: ConcordancePage, qtbot: QtBot):
    qtbot.keyClicks(
        field(page, "query_line"),
        "label:CLAIM,ACTOR annotator:Ben origin:any status:done outlet:Post storm",
    )

    assert box(page, "query_labels").currentText() == "CLAIM, ACTOR"
    assert box(page, "query_annotator").currentText() == "Ben"
    assert box(page, "query_origin").currentText() == "With suggestions"
    assert box(page, "query_where").currentText() == "Done"
    assert field(page, "query_outlet").text() == "Post"


def test_a_date_that_is_being_typed_is_told_and_not_yet_written(
    page: ConcordancePage, qtbot: QtBot
):
    page.form.show_line("storm")

    qtbot.keyClicks(field(page, "query_since"), "20")
    assert "is no date" in page.told()
    assert page.form.line() == "storm"
    qtbot.keyClicks(field(page, "query_since"), "26-03")

    assert page.form.line() == "since:2026-03 storm"
    assert page.told() == ""


def test_enter_asks_and_nonsense_is_told(page: ConcordancePage, qtbot: QtBot):
    asked: list[Query] = []
    page.asked.connect(asked.append)
    line = field(page, "query_line")

    qtbot.keyClicks(line, "label:")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert asked == []
    assert "label:CLAIM" in page.told()
    qtbot.keyClicks(line, "ACTOR")
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert asked == [Query(labels=("ACTOR",))]


def test_the_button_stops_what_runs(page: ConcordancePage, qtbot: QtBot):
    button = page.findChild(QPushButton, "query_go")
    page.begin(Query(labels=("ACTOR",)))

    with qtbot.waitSignal(page.stop_asked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    page.end()

    page.form.show_line("storm")
    with qtbot.waitSignal(page.asked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


# ------------------------------------------------------------ the table


def test_arrows_preview_and_enter_opens(page: ConcordancePage, qtbot: QtBot):
    previewed: list[Hit] = []
    opened: list[Hit] = []
    page.previewed.connect(previewed.append)
    page.opened.connect(opened.append)
    page.begin(Query())
    page.add(hits())
    page.end()

    qtbot.keyClick(field(page, "query_line"), Qt.Key.Key_Down)
    qtbot.keyClick(table(page), Qt.Key.Key_Down)
    qtbot.keyClick(table(page), Qt.Key.Key_Return)

    assert table(page).hasFocus()
    assert previewed == hits()[:2]
    assert opened == [hits()[1]]


def test_selected_rows_are_copied_with_what_is_shown(page: ConcordancePage, qtbot: QtBot):
    page.begin(Query())
    page.add(hits())
    page.end()
    page.focus_hits()

    qtbot.keyClick(table(page), Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(table(page), Qt.Key.Key_C, CTRL)

    assert QApplication.clipboard().text().splitlines() == [
        "Old\tstorm\tended. New storm began. A storm came.\tStorms\tPost\t2026-03-04",
        "Old storm ended. New\tstorm\tbegan. A storm came.\tStorms\tPost\t2026-03-04",
    ]


def test_labels_have_a_column_where_annotations_are_looked_for(page: ConcordancePage):
    page.begin(Query())
    assert table(page).isColumnHidden(Column.LABEL)
    page.begin(Query(labels=("CLAIM",)))
    assert not table(page).isColumnHidden(Column.LABEL)


def test_the_order_is_chosen_from_the_keyboard_and_holds_for_what_comes(page: ConcordancePage):
    order = box(page, "concordance_order")
    order.setCurrentIndex(order.findText("By: After"))
    order.activated.emit(order.currentIndex())

    page.begin(Query())
    page.add(hits())
    page.end()

    assert [hit.right.split()[0] for hit in page.model.hits()] == ["began.", "came.", "ended."]


def test_several_selected_hits_are_chosen_else_all(page: ConcordancePage, qtbot: QtBot):
    page.offer_tagging(True)
    page.begin(Query())
    page.add(hits())
    page.end()
    page.focus_hits()
    tag = page.findChild(QPushButton, "concordance_tag")

    with qtbot.waitSignal(page.chosen) as all_of_them:
        qtbot.mouseClick(tag, Qt.MouseButton.LeftButton)
    qtbot.keyClick(table(page), Qt.Key.Key_Down, SHIFT)
    with qtbot.waitSignal(page.chosen) as two:
        qtbot.mouseClick(tag, Qt.MouseButton.LeftButton)

    assert all_of_them.args == [hits()]
    assert two.args == [hits()[:2]]
