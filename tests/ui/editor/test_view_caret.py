"""The caret by keys: words, sentences and paragraphs, each also with Shift."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from annotator.ui.editor.keys import Unit

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from annotator.ui.editor.view import ArticleView

TEXT = (
    "Gen. Al-Assad’s army left, they say. U.S. troops 👩🏽‍⚖️ stayed in 北京市.\n"
    "\n"
    "قال الرئيس شيئا. وقال آخر.\n"
    "Last words."
)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
key = Qt.Key


@pytest.fixture(autouse=True)
def shown(view: ArticleView) -> None:
    view.set_article(TEXT, [])
    view.setFocus()


def selected(view: ArticleView) -> str | None:
    span = view.selected_span()
    return None if span is None else view.text_in(span)


def at(words: str) -> int:
    return TEXT.index(words)


def test_ctrl_and_the_arrows_go_by_words(view: ArticleView, qtbot: QtBot) -> None:
    stops = []
    for _ in range(4):
        qtbot.keyClick(view, key.Key_Right, CTRL)
        stops.append(view.caret())
    assert stops == [at("Al-"), at("’s"), at("army"), at("left")]

    qtbot.keyClick(view, key.Key_Left, CTRL)
    assert view.caret() == at("army")


def test_with_shift_whole_words_are_selected(view: ArticleView, qtbot: QtBot) -> None:
    view.set_caret(at("army"))
    qtbot.keyClick(view, key.Key_Right, CTRL | SHIFT)
    qtbot.keyClick(view, key.Key_Right, CTRL | SHIFT)
    assert selected(view) == "army left"

    view.set_caret(at("army"))
    qtbot.keyClick(view, key.Key_Left, CTRL | SHIFT)
    qtbot.keyClick(view, key.Key_Left, CTRL | SHIFT)
    assert selected(view) == "Al-Assad’s"


def test_a_selection_by_keys_is_as_it_was_made(view: ArticleView, qtbot: QtBot) -> None:
    view.set_caret(at("left"))
    for _ in range(6):
        qtbot.keyClick(view, key.Key_Right, SHIFT)
    assert selected(view) == "left,"

    view.set_caret(at("rmy"))
    qtbot.keyClick(view, key.Key_Right, SHIFT)
    assert selected(view) == "r"


def test_in_a_paragraph_from_right_to_left_the_arrows_are_the_other_way(
    view: ArticleView, qtbot: QtBot
) -> None:
    view.set_caret(at("قال"))

    qtbot.keyClick(view, key.Key_Left, CTRL)
    assert view.caret() == at("الرئيس")
    qtbot.keyClick(view, key.Key_Right, CTRL)
    assert view.caret() == at("قال")


def test_ctrl_up_and_down_go_by_paragraphs(view: ArticleView, qtbot: QtBot) -> None:
    view.set_caret(at("army"))
    stops = []
    for pressed in (key.Key_Down, key.Key_Down, key.Key_Down, key.Key_Up, key.Key_Up):
        qtbot.keyClick(view, pressed, CTRL)
        stops.append(view.caret())
    assert stops == [at("قال"), at("Last"), len(TEXT), at("Last"), at("قال")]


def test_with_shift_paragraphs_are_selected(view: ArticleView, qtbot: QtBot) -> None:
    view.set_caret(at("قال"))
    qtbot.keyClick(view, key.Key_Down, CTRL | SHIFT)
    assert selected(view) == "قال الرئيس شيئا. وقال آخر."


def test_the_caret_goes_by_sentences(view: ArticleView) -> None:
    view.move_caret(Unit.SENTENCE, 1)
    assert view.caret() == at("U.S.")
    view.move_caret(Unit.SENTENCE, 1, extend=True)
    assert selected(view) == "U.S. troops 👩🏽‍⚖️ stayed in 北京市."
    view.move_caret(Unit.SENTENCE, -1, extend=True)
    assert selected(view) is None
    view.move_caret(Unit.SENTENCE, -1)
    assert view.caret() == 0


def test_the_selection_grows(view: ArticleView) -> None:
    view.set_caret(at("troops") + 2)

    found = []
    for _ in range(4):
        view.grow_selection()
        found.append(selected(view))

    paragraph = TEXT.partition("\n")[0]
    sentence = "U.S. troops 👩🏽‍⚖️ stayed in 北京市."
    assert found == ["troops", sentence, paragraph, paragraph]


def test_the_sentence_or_the_paragraph_is_selected(view: ArticleView) -> None:
    view.set_caret(at("army"))
    view.select_sentence()
    assert selected(view) == "Gen. Al-Assad’s army left, they say."

    view.set_caret(at("army"))
    view.select_paragraph()
    assert selected(view) == TEXT.partition("\n")[0]

    view.set_caret(TEXT.index("\n") + 1)
    view.select_sentence()
    assert selected(view) is None


def test_the_caret_is_brought_into_sight(view: ArticleView) -> None:
    view.set_article("\n".join(f"Line {number}." for number in range(300)), [])

    for _ in range(150):
        view.move_caret(Unit.PARAGRAPH, 1)

    top = view.cursorRect().top()
    assert 0 <= top <= view.viewport().height()
    assert view.verticalScrollBar().value() > 0


def test_the_caret_passes_the_cuts_of_a_long_paragraph(view: ArticleView) -> None:
    text = "It went on. " * 2_000 + "\nEnd."
    view.set_article(text, [])

    view.move_caret(Unit.PARAGRAPH, 1)

    assert view.caret() == text.index("End")
