"""A text to select from: its caret, its selection and the keys that move them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QClipboard, QGuiApplication, QKeySequence, QTextCursor
from PySide6.QtWidgets import QMenu

from annotator.domain.selecting import grown
from annotator.domain.sentences import paragraph_at, sentence_at
from annotator.domain.span import Span
from annotator.ui.editor.keys import caret_move, moves_or_copies
from annotator.ui.editor.reading_view import ReadingView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QContextMenuEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from annotator.domain.segments import Mark
    from annotator.ui.editor.keys import Unit


class SelectingView(ReadingView):
    """Qt keeps caret, selection and accessibility; all offsets are code points."""

    selection_changed = Signal()
    """The selected span, or the caret, moved."""
    menu_opening = Signal(object)
    """The QMenu that is about to be shown at the pointer, to be added to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._selection = (0, 0)
        self._is_loading = False
        super().__init__(parent)
        self.selectionChanged.connect(self._on_selection_moved)
        self.cursorPositionChanged.connect(self._on_selection_moved)

    def _show_text(self, text: str, marks: Sequence[Mark]) -> None:
        self._is_loading = True
        super()._show_text(text, marks)
        self._is_loading = False
        self._selection = (-1, -1)
        self._on_selection_moved()

    # what is selected

    def selected_span(self) -> Span | None:
        """What is selected, without white space at its ends; None if nothing is left."""
        start, end = self._selected()
        return self._blocks.trimmed(Span(start, end)) if start < end else None

    def _selected(self) -> tuple[int, int]:
        cursor = self.textCursor()
        to_code_points = self._blocks.to_code_points
        return to_code_points(cursor.selectionStart()), to_code_points(cursor.selectionEnd())

    def caret(self) -> int:
        """Where the caret is."""
        return self._blocks.to_code_points(self.textCursor().position())

    def anchor(self) -> int:
        """Where the selection began; the caret if nothing is selected."""
        return self._blocks.to_code_points(self.textCursor().anchor())

    def select(self, span: Span) -> None:
        """Selects a span; what is on screen stays there."""
        self._move_cursor(span.start, span.end)

    def set_caret(self, offset: int) -> None:
        """Puts the caret there, nothing selected; what is on screen stays there."""
        self._move_cursor(offset, offset)

    def clear_selection(self) -> None:
        """Selects nothing; the caret stays."""
        self.set_caret(self.caret())

    def _move_cursor(self, anchor: int, position: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._blocks.offsets.to_u16(anchor))
        if position != anchor:
            end = self._blocks.offsets.to_u16(position)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        bar = self.verticalScrollBar()
        with self._scroller.kept():
            before = bar.value()
            self.setTextCursor(cursor)
            if bar.value() != before:  # Qt brought it into view
                self.viewport().update()

    def _on_selection_moved(self) -> None:
        cursor = self.textCursor()
        selection = (cursor.anchor(), cursor.position())
        if not self._is_loading and selection != self._selection:
            self._selection = selection
            self.selection_changed.emit()

    # what actions ask

    def move_caret(self, unit: Unit, step: int, *, extend: bool = False) -> None:
        """Moves the caret by a word, sentence or paragraph, and shows it there.

        step: 1 or -1. extend: selects up to there, from where the selection began.
        """
        there = unit.next(self._blocks.text, self.caret(), step, extend=extend)
        self._move_cursor(self.anchor() if extend else there, there)
        self._show_caret()

    def select_sentence(self) -> None:
        """Selects the sentence at the caret."""
        self._select_found(sentence_at(self._blocks.text, self.caret()))

    def select_paragraph(self) -> None:
        """Selects the paragraph at the caret."""
        self._select_found(paragraph_at(self._blocks.text, self.caret()))

    def grow_selection(self) -> None:
        """Selects the word at the caret; then its sentence, then its paragraph."""
        self._select_found(grown(self._blocks.text, *self._selected()))

    def _select_found(self, span: Span | None) -> None:
        if span is not None:
            self.select(span)

    def copy(self) -> None:
        """Copies the article's own characters, whatever the widget shows for them.

        createMimeDataFromSelection() is not overridden for it: Qt deletes what that returns, and
        PySide deletes it once more.
        """
        self._copy_to(QClipboard.Mode.Clipboard)

    def _copy_to(self, mode: QClipboard.Mode) -> None:
        start, end = self._selected()
        if start < end:
            QGuiApplication.clipboard().setText(self._blocks.text[start:end], mode)

    # Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves, selects and copies; all other keys are the window's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        move = caret_move(event)
        if move is not None:
            backwards = move.is_visual and self._blocks.reads_right_to_left(
                self._blocks.at(self.caret())
            )
            step = -move.step if backwards else move.step
            self.move_caret(move.unit, step, extend=move.extend)
        elif moves_or_copies(event):
            before = self.textCursor().position()
            super().keyPressEvent(event)
            if self.textCursor().position() != before:
                self._follow_caret()
        else:
            event.ignore()

    def _show_caret(self) -> None:
        self.ensureCursorVisible()
        self._follow_caret()

    def _follow_caret(self) -> None:
        """Qt scrolled to the caret; at either end of the article, shows the margin as well."""
        bar = self.verticalScrollBar()
        position = self.textCursor().position()
        if position == 0:
            bar.setValue(0)
        elif position == self._blocks.offsets.length_u16:
            bar.setValue(bar.maximum())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy and Select All: Qt's own menu would copy what the widget shows."""
        menu = QMenu(self)
        copy = menu.addAction(self.tr("&Copy"), self.copy)
        copy.setEnabled(self.textCursor().hasSelection())
        menu.addAction(self.tr("Select &all"), self.selectAll)
        self.menu_opening.emit(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())
