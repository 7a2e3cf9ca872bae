"""Where the label bar lies, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget

from annotator.ui.editor.label_bar import Choice, LabelBar
from annotator.ui.theme import theme_for

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from annotator.domain.labels import LabelScheme

CHOICES = [Choice("ACTOR", "A"), Choice("LOCATION", "L"), Choice("CLAIM", ""), Choice("QUOTE", "Q")]


@pytest.fixture
def article(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(600, 400)
    widget.show()
    return widget


@pytest.fixture
def bar(article: QWidget) -> LabelBar:
    return LabelBar(article)


def line(top: int, left: int = 100) -> QRectF:
    return QRectF(left, top, 200, 20)


def button(bar: LabelBar, name: str) -> QToolButton:
    found = bar.findChild(QToolButton, f"label_bar_{name}")
    assert found is not None
    return found


@pytest.mark.parametrize(
    "lines",
    [
        [line(200)],
        [line(200, 580)],
        [line(200, 0), line(230, 0)],
        [line(0)],
        [line(5), line(40)],
        [line(380)],
        [line(100), line(380)],
    ],
)
def test_it_lies_beside_the_selection_inside_of_the_view(
    bar: LabelBar, article: QWidget, scheme: LabelScheme, lines: list[QRectF]
) -> None:
    bar.offer(CHOICES, theme_for(scheme, dark=False), lines)

    assert bar.isVisible()
    assert article.rect().contains(bar.geometry())
    assert not any(box.intersects(QRectF(bar.geometry())) for box in lines)


def test_where_there_is_no_room_it_is_not_shown(bar: LabelBar, scheme: LabelScheme) -> None:
    everything = [line(top) for top in range(0, 400, 20)]

    bar.offer(CHOICES, theme_for(scheme, dark=False), everything)
    assert not bar.isVisible()

    bar.place([line(200)])
    assert bar.isVisible()
    bar.place([])
    assert not bar.isVisible()


def test_it_tells_which_label_and_whether_to_keep_it(
    bar: LabelBar, scheme: LabelScheme, qtbot: QtBot
) -> None:
    bar.offer(CHOICES, theme_for(scheme, dark=False), [line(200)])
    found: list[tuple[str, bool]] = []
    bar.chosen.connect(lambda label, keep: found.append((label, keep)))

    QTest.mouseClick(button(bar, "CLAIM"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(bar, "keep"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(bar, "ACTOR"), Qt.MouseButton.LeftButton)

    assert found == [("CLAIM", False), ("ACTOR", True)]


def test_every_part_has_a_name_and_leaves_the_keyboard_alone(
    bar: LabelBar, scheme: LabelScheme
) -> None:
    bar.offer(CHOICES, theme_for(scheme, dark=True), [line(200)])

    for widget in (bar, *bar.findChildren(QToolButton)):
        assert widget.accessibleName()
        assert widget.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert button(bar, "ACTOR").text().strip() == "A"


def test_many_labels_take_several_rows(
    bar: LabelBar, article: QWidget, scheme: LabelScheme
) -> None:
    many = [Choice(f"LABEL {number}", str(number)) for number in range(20)]

    bar.offer(many, theme_for(scheme, dark=False), [line(300)])

    assert article.rect().contains(bar.geometry())
    assert len({one.y() for one in bar.findChildren(QToolButton)}) > 1


def test_another_scheme_takes_the_place_of_the_first(bar: LabelBar, scheme: LabelScheme) -> None:
    theme = theme_for(scheme, dark=False)
    bar.offer([Choice(f"LABEL {number}", "") for number in range(20)], theme, [line(300)])

    bar.offer(CHOICES, theme, [line(200)])

    names = [one.objectName() for one in bar.findChildren(QToolButton)]
    assert sorted(names) == sorted(
        ["label_bar_keep", *(f"label_bar_{one.label}" for one in CHOICES)]
    )
