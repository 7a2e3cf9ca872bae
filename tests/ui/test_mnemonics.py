"""The underlined letters of menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QTextEdit

from annotator.ui.mnemonics import keep_underlined, with_mnemonics

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_letters_that_are_marked_are_kept_by_whoever_comes_first():
    assert with_mnemonics(["&Open", "Cl&ose", "&Other"]) == ["&Open", "&Close", "O&ther"]


def test_the_first_letter_of_a_word_is_better_than_one_within():
    assert with_mnemonics(["Next span", "Next article", "Note"]) == [
        "&Next span",
        "Next &article",
        "N&ote",
    ]


def test_with_no_letter_left_there_is_none():
    assert with_mnemonics(["A", "a", "…"]) == ["&A", "a", "…"]


def test_a_letter_chooses_the_entry_of_an_open_menu_not_what_the_article_does_on_it(qtbot: QtBot):
    window, article = QMainWindow(), QTextEdit()
    qtbot.addWidget(window)
    window.setCentralWidget(article)
    chosen: list[str] = []
    tag = QAction("CLAIM", window)
    tag.setShortcut(QKeySequence("C"))
    tag.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    tag.triggered.connect(lambda: chosen.append("CLAIM"))
    article.addAction(tag)
    menu = window.menuBar().addMenu("Article")
    menu.addAction("Copies").triggered.connect(lambda: chosen.append("Copies"))
    keep_underlined(menu)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    article.setFocus()
    menu.popup(window.mapToGlobal(article.pos()))
    qtbot.waitUntil(menu.isVisible)

    QTest.keyClick(window.windowHandle(), Qt.Key.Key_C)

    assert chosen == ["Copies"]
