"""Rows whose fields wrap, and the place that shrinks around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QVBoxLayout, QWidget

from annotator.ui.widgets.flow_rows import FlowRows, titled
from annotator.ui.widgets.shrinking import Shrinking

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Form(QWidget):
    """Two rows; the first has six boxes."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes = [QCheckBox(f"Box number {number}") for number in range(6)]
        self.last = QCheckBox("The last one")
        self.rows = FlowRows(self)
        self.rows.add("Many", self.rows.flow(*self.boxes), self.boxes[0])
        self.rows.add("One", self.last)

    def place(self, box: QWidget) -> QRect:
        return QRect(box.mapTo(self, box.rect().topLeft()), box.size())


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    return made


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()


def places(form: Form) -> list[QRect]:
    return [form.place(one) for one in (*form.boxes, form.last) if one.isVisible()]


@pytest.mark.parametrize("width", [900, 400, 260])
def test_fields_wrap_and_never_lie_on_each_other(form: Form, width: int):
    form.resize(width, form.heightForWidth(width))
    form.show()
    settle()

    found = places(form)
    assert all(one.left() >= 0 and one.right() < width for one in found)
    assert found[-1].bottom() < form.height()
    assert not any(
        one.intersects(other) for at, one in enumerate(found) for other in found[at + 1 :]
    )
    assert len({one.top() for one in found[:-1]}) == (
        1 if width == 900 else 2 if width == 400 else 6
    )


def test_what_is_hidden_takes_no_room(form: Form):
    width = 300
    form.show()
    settle()
    before = form.heightForWidth(width)
    for box in form.boxes[1:]:
        box.hide()
    settle()
    assert form.heightForWidth(width) < before

    form.rows.show_row(form.last, is_shown=False)
    titles = [one for one in form.findChildren(QLabel) if one.text() == "One"]
    assert [one.isHidden() for one in titles] == [True]


def test_titles_lead_to_their_fields(form: Form):
    (title,) = [one for one in form.findChildren(QLabel) if one.text() == "Many"]
    assert title.buddy() is form.boxes[0]
    field = QCheckBox()
    pair = titled("Seed", field)
    assert [one.buddy() for one in pair.findChildren(QLabel)] == [field]
    pair.deleteLater()


def test_a_place_is_as_high_as_what_it_shows_until_there_is_no_room(qtbot: QtBot):
    form = Form()
    window = QWidget()
    qtbot.addWidget(window)
    place = Shrinking(form)
    below = QLabel("below")
    below.setMinimumHeight(100)
    layout = QVBoxLayout(window)
    layout.addWidget(place)
    layout.addWidget(below, stretch=1)
    window.resize(400, 600)
    window.show()
    settle()
    assert place.height() == form.heightForWidth(place.viewport().width())
    assert not place.verticalScrollBar().isVisible()

    window.resize(200, 230)
    settle()
    assert below.height() == 100
    assert place.verticalScrollBar().isVisible()

    for box in form.boxes[1:]:
        box.hide()
    window.resize(400, 600)
    settle()
    assert place.height() == form.heightForWidth(place.viewport().width())
