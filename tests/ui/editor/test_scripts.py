"""Scripts of the world: what is selected by mouse and by keys is what one sees and gets."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QTextCursor,
)
from PySide6.QtTest import QTest

from annotator.domain.segments import Mark
from annotator.domain.span import Span

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QApplication

    from annotator.ui.editor.view import ArticleView

ARABIC = "قال المتحدث باسم الحكومة إن المفاوضات ستستأنف."
MIXED = "Amina told Reuters that المفاوضات would go on in Homs."
BACK = "قال المتحدث (Ministry of Defence) إن المفاوضات ستستأنف."
COMBINING = "Le cafe\u0301 de Zu\u0308rich et nin\u0303o, s\u0323\u0307i."
EMOJI = "Judge 👩🏽‍⚖️ and family 👨‍👩‍👧 in 🇸🇾 today."
CJK = "東京で記者会見が開かれた。首相は辞任を否定した。"
THAI = "นายกรัฐมนตรีกล่าวว่า"
WORDS = [
    (ARABIC, "المتحدث"),
    (ARABIC, "قال"),
    (MIXED, "Reuters"),
    (MIXED, "المفاوضات"),
    (MIXED, "Homs"),
    (BACK, "Ministry of Defence"),
    (BACK, "المفاوضات"),
    (COMBINING, "cafe\u0301"),
    (COMBINING, "Zu\u0308rich"),
    (COMBINING, "nin\u0303o"),
    (EMOJI, "👩🏽‍⚖️"),
    (EMOJI, "👨‍👩‍👧"),
    (EMOJI, "🇸🇾"),
    (EMOJI, "family"),
    (CJK, "記者会見"),
    (CJK, "首相"),
    (THAI, "กล่าว"),
]
each_word = pytest.mark.parametrize(("text", "word"), WORDS, ids=[word for _, word in WORDS])


def span_of(text: str, word: str) -> Span:
    start = text.index(word)
    return Span(start, start + len(word))


def caret_box(view: ArticleView, text: str, offset: int) -> QRect:
    cursor = QTextCursor(view.document())
    cursor.setPosition(len(text[:offset].encode("utf-16-le")) // 2)
    return view.cursorRect(cursor)


def ends_of(view: ArticleView, text: str, span: Span) -> tuple[QPoint, QPoint]:
    """Points just within the first and the last character of a word of one direction."""
    first, last = caret_box(view, text, span.start), caret_box(view, text, span.end)
    inwards = 1 if first.x() < last.x() else -1
    return first.center() + QPoint(inwards, 0), last.center() - QPoint(inwards, 0)


def is_one_direction(text: str) -> bool:
    return len({unicodedata.bidirectional(one) in ("R", "AL") for one in text}) == 1


@each_word
def test_a_drag_over_a_word_selects_its_characters(view: ArticleView, text: str, word: str):
    view.set_article(text, [])
    first, last = ends_of(view, text, span_of(text, word))
    port = view.viewport()
    held = Qt.KeyboardModifier.AltModifier  # characters, not whole words
    QTest.mousePress(port, Qt.MouseButton.LeftButton, held, first)
    QTest.mouseMove(port, (first + last) / 2)
    QTest.mouseMove(port, last)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, held, last)

    selected = view.selected_span()

    assert selected is not None
    assert view.text_in(selected) in (word, word.strip("()"))


@each_word
def test_shift_and_the_arrows_select_whole_characters(view: ArticleView, text: str, word: str):
    view.set_article(text, [])
    span = span_of(text, word)
    view.set_caret(span.start)
    view.setFocus()
    forwards = Qt.Key.Key_Left if starts_backwards(text) else Qt.Key.Key_Right
    for _ in range(60):
        selected = view.selected_span()
        if selected is not None and selected.end >= span.end:
            break
        QTest.keyClick(view, forwards, Qt.KeyboardModifier.ShiftModifier)
    selected = view.selected_span()
    assert selected is not None
    assert view.text_in(selected) == word


def starts_backwards(text: str) -> bool:
    return unicodedata.bidirectional(text[0]) in ("R", "AL")


@each_word
def test_what_is_copied_is_what_was_selected(view: ArticleView, text: str, word: str):
    view.set_article(text, [])
    view.select(span_of(text, word))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == word


@each_word
def test_a_mark_is_found_where_its_word_stands_and_not_beside_it(
    view: ArticleView, text: str, word: str
):
    span = span_of(text, word)
    mark = Mark(span.start, span.end, 1, "ACTOR", False)
    view.set_article(text, [mark])
    if is_one_direction(word.replace(" ", "")):
        first, last = ends_of(view, text, span)
        middle = (first + last) / 2
        assert view.marks_under(middle.toPointF()) == [mark]
    assert view.marks_at(span.start) == [mark]
    assert view.marks_at(span.end - 1) == [mark]
    assert view.marks_at(span.end) == []


@each_word
def test_a_mark_is_painted_under_its_word(view: ArticleView, text: str, word: str):
    view.set_article(text, [])
    bare = view.viewport().grab().toImage()
    span = span_of(text, word)
    top = caret_box(view, text, span.start)
    view.set_article(text, [Mark(span.start, span.end, 1, "ACTOR", False)])
    first, last = (caret_box(view, text, one) for one in (span.start, span.end))
    shown = view.viewport().grab().toImage()
    moved = first.top() - top.top()
    y = first.top() + 1
    changed = [
        x for x in range(shown.width()) if shown.pixelColor(x, y) != bare.pixelColor(x, y - moved)
    ]
    left, right = sorted((first.center().x(), last.center().x()))
    assert changed
    assert abs(min(changed) - left) <= 3
    assert abs(max(changed) - right) <= 3


# ---------------------------------------------------------------- input methods


@pytest.mark.parametrize("text", [MIXED, EMOJI, CJK, ""])
def test_composing_neither_changes_the_text_nor_breaks_anything(
    view: ArticleView, qapp: QApplication, text: str
):
    view.set_article(text, [])
    view.setFocus()
    before = view.viewport().grab().toImage()
    qapp.sendEvent(view, QInputMethodEvent("にほ", []))
    commit = QInputMethodEvent()
    commit.setCommitString("日本")
    qapp.sendEvent(view, commit)
    view.grab()

    assert view.viewport().grab().toImage() == before
    if text:
        assert view.text_in(Span(0, len(text))) == text
    assert view.document().characterCount() == len(text.encode("utf-16-le")) // 2 + 1


def test_an_input_method_can_ask_where_the_caret_is(view: ArticleView, qapp: QApplication):
    view.set_article(CJK * 50, [])
    view.setFocus()
    view.set_caret(40)
    query = Qt.InputMethodQuery
    event = QInputMethodQueryEvent(
        query.ImCursorRectangle
        | query.ImCursorPosition
        | query.ImSurroundingText
        | query.ImAnchorPosition
        | query.ImCurrentSelection
        | query.ImEnabled
    )
    qapp.sendEvent(view, event)
    assert view.inputMethodQuery(query.ImCursorPosition) == 40
    assert not view.inputMethodQuery(query.ImCursorRectangle).isNull()


def test_the_view_takes_no_input_so_that_keys_stay_keys(view: ArticleView):
    """With an input method switched on, A would be composed instead of tagging."""
    view.set_article(CJK, [])
    assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_key_that_an_input_method_has_taken_moves_nothing(view: ArticleView, qapp: QApplication):
    view.set_article(CJK, [])
    view.setFocus()
    view.set_caret(3)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        qapp.sendEvent(view, QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier))
        qapp.sendEvent(view, QKeyEvent(kind, Qt.Key.Key_Multi_key, Qt.KeyboardModifier.NoModifier))
    assert view.caret() == 3
