"""A text to read: set in a column and scrolled; nothing is selected or marked in it yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QPalette,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from annotator.ui.editor.layout import ArticleLayout
from annotator.ui.editor.look import Look
from annotator.ui.editor.mark_index import MarkIndex
from annotator.ui.editor.paragraphs import Blocks
from annotator.ui.editor.scrolling import Scroller
from annotator.ui.editor.typography import Typography
from annotator.ui.theme import base_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QInputMethodEvent, QPaintEvent, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from annotator.domain.segments import Mark
    from annotator.domain.span import Span
    from annotator.ui.theme import Theme

_ZOOM_STEP = 1.1
_SMALLEST, _LARGEST = 7.0, 48.0


class ReadingView(QTextEdit):
    """A read-only text edit with a layout of its own.

    Text is never read back from the widget, and all offsets are code points.
    """

    column_moved = Signal(int)
    """Lines begin at this x now, in pixels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = base_theme(dark=False)
        self._typography = Typography()
        self._base_font = self._typography.font()
        self._zoom = 0
        self._look = Look(self._theme, self._base_font, self.devicePixelRatioF())
        self._blocks = Blocks("")
        self._marks = MarkIndex(self._blocks.starts, 0)
        self._scroller = Scroller(self.verticalScrollBar(), self.viewport())
        self._layout = ArticleLayout(self.document(), self._look, self._scroller.corrected)
        self._scroller.layout = self._layout
        self._set_up_document()
        self._set_up_widget()
        self._show_text("", ())
        self.set_theme(self._theme)

    def _set_up_document(self) -> None:
        document = self.document()
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self._look.font)
        self._layout.setPaintDevice(self.viewport())
        document.setDocumentLayout(self._layout)

    def _set_up_widget(self) -> None:
        self.setObjectName("article")
        self.setAccessibleName(self.tr("Article"))
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(False)  # files that are dropped go to the window
        # a bar that comes and goes would change the width, and so break all lines anew
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)

    # looks

    def set_theme(self, theme: Theme) -> None:
        """Draws with these colours."""
        self._theme = theme
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, theme.background)
        palette.setColor(QPalette.ColorRole.Text, theme.text)
        self.setPalette(palette)
        self.viewport().setPalette(palette)  # within a dialog it does not follow by itself
        self._change_look()

    @property
    def theme(self) -> Theme:
        """The colours that it draws with."""
        return self._theme

    def set_reading_font(self, font: QFont) -> None:
        """Sets the article in this font, at its size and the present zoom."""
        self._base_font = QFont(font)
        self._change_look()

    def set_typography(self, typography: Typography) -> None:
        """Sets the article like this, at the present zoom."""
        if typography != self._typography:
            self._typography = typography
            self.set_reading_font(typography.font())

    @property
    def zoom(self) -> int:
        """By how many steps the text is larger than at first."""
        return self._zoom

    def zoom_by(self, steps: int) -> None:
        """Makes the text larger, or smaller for negative steps; a step is ten per cent."""
        size = self._base_font.pointSizeF() * _ZOOM_STEP ** (self._zoom + steps)
        if _SMALLEST <= size <= _LARGEST:
            self._zoom += steps
            self._change_look()

    def _change_look(self) -> None:
        font = QFont(self._base_font)
        font.setPointSizeF(font.pointSizeF() * _ZOOM_STEP**self._zoom)
        self._look = Look(self._theme, font, self.devicePixelRatioF(), self._typography)
        with self._scroller.kept():
            # the widget's font too: Qt hands it to the document whenever a font changes somewhere
            self.setFont(font)
            self.document().setDefaultFont(font)
            self._layout.set_look(self._look)
            self._layout.set_width(self.viewport().width())
        self.column_moved.emit(self._layout.left)
        self._on_look_changed()
        self.viewport().update()

    def _on_look_changed(self) -> None:
        """For those who draw more than text."""

    # text

    def _show_text(self, text: str, marks: Sequence[Mark]) -> None:
        """Shows a text from its top, the caret at 0."""
        self._blocks = Blocks(text)
        self._marks = MarkIndex(self._blocks.starts, len(text), marks, self._marks.least)
        with self._scroller.silently():
            self._layout.close()
            self.document().setPlainText(self._blocks.for_qt())
            self.setTextCursor(QTextCursor(self.document()))
            self._layout.open(self._blocks, self._marks)
            self._scroller.to_the_top()
        self.viewport().update()

    def text_in(self, span: Span) -> str:
        """The characters of a span."""
        return span.text_of(self._blocks.text)

    def reveal(self, span: Span) -> None:
        """Scrolls a span to a third from the top, unless it is on screen."""
        index = self._blocks.at(span.start)
        lines, shown = self._layout.lay_out(index)
        local = self._blocks.offsets.to_u16(span.start) - self._blocks.starts_u16[index]
        first = lines.lineForTextPosition(local)
        end = min(span.end, self._blocks.end(index))
        local = self._blocks.offsets.to_u16(end) - self._blocks.starts_u16[index]
        last = lines.lineForTextPosition(local)
        top = shown.line_tops[first.lineNumber()]
        self._scroller.reveal(index, top, last.y() + last.height() + self._look.below)

    def top_offset(self) -> int:
        """The offset at which the first whole line on screen begins; 0 at the very top."""
        if self.verticalScrollBar().value() == 0:
            return 0
        index, start_u16 = self._scroller.first_line()
        return self._blocks.to_code_points(self._blocks.starts_u16[index] + start_u16)

    def show_from(self, offset: int) -> None:
        """Scrolls so that the line of an offset is the first on screen."""
        if offset > 0:
            index = self._blocks.at(offset)
            start_u16 = self._blocks.offsets.to_u16(offset) - self._blocks.starts_u16[index]
            self._scroller.show_from(index, start_u16)

    def _update_between(self, top: int, bottom: int) -> None:
        """Has what lies between two y of the document repainted, as far as it is on screen."""
        value, height = self.verticalScrollBar().value(), self.viewport().height()
        top, bottom = max(0, top - value), min(height, bottom - value)
        if top < bottom:
            self.viewport().update(0, top, self.viewport().width(), bottom - top)

    def _scrolled(self) -> int:
        return self.verticalScrollBar().value()

    # Qt's events

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Lays out what comes into sight before it is painted."""
        if not self._scroller.is_silent:
            super().scrollContentsBy(dx, dy)
            self._scroller.scrolled(dy)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lays out first: while painting nothing may move."""
        self._scroller.lay_out_visible()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the line at the top."""
        with self._scroller.kept():
            super().resizeEvent(event)
            self._layout.set_width(self.viewport().width())
        self.column_moved.emit(self._layout.left)
        self.viewport().update()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Composes nothing: Qt would draw what is being composed into the text."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """Leaves the window's shortcuts alone: a text edit claims Delete, Ctrl+E and others."""
        kind = event.type()  # asked once: two dozen actions tell of themselves at each tag
        if kind == QEvent.Type.ShortcutOverride:
            event.ignore()
            return False
        if kind == QEvent.Type.DevicePixelRatioChange:
            self._change_look()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y()
            self.zoom_by((steps > 0) - (steps < 0))
            event.accept()
        else:
            super().wheelEvent(event)
