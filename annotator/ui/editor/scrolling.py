"""Keeps the text at the top of the window where it is while heights become known."""

from __future__ import annotations

from bisect import bisect_right
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QScrollBar, QWidget

    from annotator.ui.editor.layout import ArticleLayout

_FAR = 3
"""Windowfuls; after a longer way nothing that was seen is on screen, so nothing can jump."""


class Scroller:
    """Moves the scroll bar along when blocks above the window turn out higher or lower.

    The anchor is the block at the top of the window: corrections of blocks before it move the
    scroll value by as much, so that what is on screen stays; later ones only change the range.
    """

    def __init__(self, bar: QScrollBar, viewport: QWidget) -> None:
        self._bar = bar
        self._viewport = viewport
        self.layout: ArticleLayout
        """Set once, right after the layout was made with corrected()."""
        self._anchor = 0
        self.is_silent = False
        """Whether the bar moves with the text, so that nothing on screen is to move."""

    def to_the_top(self) -> None:
        """Shows the beginning of an article that was opened just now."""
        self._anchor = 0
        self._move_to(0)
        self.lay_out_visible()

    @contextmanager
    def silently(self) -> Iterator[None]:
        """Within, the bar's movements do not move what is on screen."""
        before, self.is_silent = self.is_silent, True
        try:
            yield
        finally:
            self.is_silent = before

    def corrected(self, index: int, growth: int) -> None:
        """A block turned out `growth` pixels higher than was thought."""
        if index < self._anchor:
            self._move_to(self._bar.value() + growth)
        else:
            self._move_to(self._bar.value())

    def scrolled(self, distance: int) -> None:
        """The bar was moved by that many pixels: lays out what came into sight."""
        value = self._bar.value()
        if abs(distance) > _FAR * self._viewport.height():
            self._anchor = self.layout.block_at(value)
        if value == 0:
            self._anchor = 0
        at_end = value == self._bar.maximum() > 0
        self.lay_out_visible()
        while at_end and self._bar.value() < self._bar.maximum():
            self._move_to(self._bar.maximum())
            self._viewport.update()
            self.lay_out_visible()

    def lay_out_visible(self) -> None:
        """Lays out every block that is on screen, upwards first, then downwards."""
        layout = self.layout
        index = min(self._anchor, len(layout.blocks) - 1)
        while index > 0 and layout.top_of(index) > self._bar.value():
            index -= 1
            layout.lay_out(index)
        for index in self.visible():
            layout.lay_out(index)
        self._anchor = layout.block_at(self._bar.value())

    def visible(self) -> Iterator[int]:
        """The blocks on screen, from the top; what is done to one counts for where it ends."""
        layout = self.layout
        index = layout.block_at(self._bar.value())
        bottom = self._viewport.height()
        while index < len(layout.blocks):
            if layout.top_of(index) - self._bar.value() >= bottom:
                return
            yield index
            index += 1

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keeps the first whole line on screen there, whatever is laid out anew within."""
        layout, value = self.layout, self._bar.value()
        index, line_start, y = self._first_line(value)
        with self.silently():
            yield
            self._anchor = index
            if value <= 0:
                self._move_to(0)
            else:
                line = layout.lay_out(index)[0].lineForTextPosition(line_start)
                self._move_to(layout.top_of(index) + int(line.y()) - y)
            self.lay_out_visible()
        if self._bar.value() != value:
            self._viewport.update()

    def _first_line(self, value: int) -> tuple[int, int, int]:
        """Block, start in UTF-16 units, and y on screen, of the first line that is not cut off."""
        layout = self.layout
        index = layout.block_at(value)
        lines, shown = layout.lay_out(index)
        top = layout.top_of(index)
        number = max(0, bisect_right(shown.line_tops, value - top) - 1)
        if top + lines.lineAt(number).y() < value:
            number += 1
        if number == lines.lineCount() and index + 1 < len(layout.blocks):
            index, number = index + 1, 0
            lines, _ = layout.lay_out(index)
        line = lines.lineAt(min(number, lines.lineCount() - 1))
        return index, line.textStart(), layout.top_of(index) + int(line.y()) - self._bar.value()

    def first_line(self) -> tuple[int, int]:
        """Block, and offset in it in UTF-16 units, of the first whole line on screen."""
        index, start, _ = self._first_line(self._bar.value())
        return index, start

    def show_from(self, index: int, start: int) -> None:
        """Puts the line of a block's offset, in UTF-16 units, at the top of the window."""
        self._anchor = index
        for _ in range(2):  # the first pass may learn that the article is longer
            line = self.layout.lay_out(index)[0].lineForTextPosition(start)
            self._move_to(self.layout.top_of(index) + int(line.y()))
            self._anchor = index
            self.lay_out_visible()
        self._viewport.update()

    def reveal(self, index: int, first: float, last: float) -> None:
        """Shows a stretch of a block, a third from the top, unless it is on screen.

        first, last: y of its upper and lower edge, in pixels from the top of the block.
        """
        layout, height = self.layout, self._viewport.height()
        layout.lay_out(index)
        last = min(last, first + height * 0.6)
        above = layout.top_of(index) - self._bar.value()
        if above + first >= 0 and above + last <= height:
            return
        self._anchor = index
        for _ in range(2):  # the first pass may learn that the article is longer
            self._move_to(layout.top_of(index) + int(first) - height // 3)
            self._anchor = index
            self.lay_out_visible()
        self._viewport.update()

    def _move_to(self, value: int) -> None:
        """Sets range and value; what is on screen is not moved along."""
        with self.silently():
            height = self._viewport.height()
            maximum = max(0, self.layout.height - height)
            if maximum != self._bar.maximum() or height != self._bar.pageStep():
                if value > maximum:
                    self._viewport.update()
                self._bar.setRange(0, maximum)
                self._bar.setPageStep(height)
            self._bar.setValue(value)
