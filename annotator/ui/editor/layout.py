"""The lazy layout of an article: only blocks that are seen are shaped and broken into lines."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QTextLayout, QTextOption

from annotator.ui.editor.builder import Builder
from annotator.ui.editor.display_list import DisplayList, estimate_heights, place_marks
from annotator.ui.editor.fenwick import Fenwick
from annotator.ui.editor.mark_index import MarkIndex
from annotator.ui.editor.painting import BlockPainter
from annotator.ui.editor.paragraphs import Blocks, holds_right_to_left

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter, QTextBlock, QTextDocument, QTextLine

    from annotator.domain.span import Span
    from annotator.ui.editor.handles import Emphasis
    from annotator.ui.editor.look import Look

_SIDE_MARGIN = 32
_TOP_MARGIN = 28
_BOTTOM_MARGIN = 96
_KEPT = 600
_KEPT_AROUND = 200


def _option(direction: Qt.LayoutDirection, side: Qt.AlignmentFlag) -> QTextOption:
    option = QTextOption(side)
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


_FORWARDS = _option(Qt.LayoutDirection.LeftToRight, Qt.AlignmentFlag.AlignLeft)
_BACKWARDS = _option(Qt.LayoutDirection.RightToLeft, Qt.AlignmentFlag.AlignRight)


class ArticleLayout(QAbstractTextDocumentLayout):
    """Qt asks it where things are and has it draw; it never changes what the view shows.

    Blocks that were not seen yet have an estimated height. When one is laid out and its height
    turns out different, `on_corrected(index, growth)` is called at once, growth in pixels.
    """

    def __init__(
        self,
        document: QTextDocument,
        look: Look,
        on_corrected: Callable[[int, int], None],
    ) -> None:
        super().__init__(document)
        self.blocks = Blocks("")
        self.marks = MarkIndex(self.blocks.starts, 0)
        self.look = look
        self.emphasis: Emphasis | None = None
        self._on_corrected = on_corrected
        self._width = 0
        self._column = look.longest_line
        self._left = _SIDE_MARGIN
        self._laid_out: dict[int, DisplayList] = {}
        self._heights = Fenwick([])

    # what the view asks and tells

    def close(self) -> None:
        """Forgets everything: the document's text is about to be replaced."""
        self._laid_out.clear()
        self._heights = Fenwick([])
        self.emphasis = None

    def open(self, blocks: Blocks, marks: MarkIndex) -> None:
        """Lays out these blocks, which are now the document's."""
        self.blocks = blocks
        self.marks = marks
        self._start_over()

    def set_width(self, width: int) -> None:
        """The width to fill, in pixels: the column is as wide as reads well, and centred."""
        column = max(80, min(width - 2 * _SIDE_MARGIN, self.look.longest_line))
        self._left = max(_SIDE_MARGIN, (width - column) // 2)
        self._width = width
        if column != self._column:
            self._column = column
            self._start_over()

    def set_look(self, look: Look) -> None:
        """Draws with other colours or another font from now on."""
        self.look = look
        self._column = 0
        self.set_width(self._width)

    @property
    def left(self) -> int:
        """The x at which lines begin, in pixels from the left of the viewport."""
        return self._left

    def top_of(self, index: int) -> int:
        """The y of a block in the document."""
        return _TOP_MARGIN + self._heights.before(index)

    def height_of(self, index: int) -> int:
        """The height of a block; an estimate if it was not seen yet."""
        return self._heights[index]

    @property
    def height(self) -> int:
        """The height of the document, as far as it is known."""
        return _TOP_MARGIN + self._heights.total + _BOTTOM_MARGIN

    def block_at(self, y: float) -> int:
        """Index of the block at a y of the document."""
        return self._heights.at(int(y) - _TOP_MARGIN)

    def forget(self, index: int) -> None:
        """Has a block laid out again when it is next needed; until then its height stays."""
        if self._laid_out.pop(index, None) is not None:
            # Qt asks for the layout again only where there are no lines
            self.document().findBlockByNumber(index).clearLayout()

    def lay_out(self, index: int) -> tuple[QTextLayout, DisplayList]:
        """The lines of a block and what to paint there."""
        # never kept: Qt frees the lines with their block, and PySide would take whatever lies at
        # that address next for them
        layout = self.document().findBlockByNumber(index).layout()
        shown = self._laid_out.get(index)
        if shown is None:
            shown = self._keep(index, self._build(index, layout))
            if len(self._laid_out) > _KEPT:
                self._forget_far_from(index)
        return layout, shown

    def follow_marks(self, index: int) -> tuple[int, int]:
        """Lays a block out again whose marks have changed, at once.

        Returns the y of the document between which it looks different; lines without a change
        keep what they have, since that takes most of a key's time where marks are dense.
        """
        before = self._laid_out.get(index)
        layout = self.document().findBlockByNumber(index).layout()
        shown = self._keep(index, self._build(index, layout, before))
        first, last = shown.changed_since(before) if before is not None else (0, shown.height)
        top = self.top_of(index)
        return top + first, top + last

    def extent(self, span: Span) -> tuple[int, int]:
        """The y of the document between which the lines of a span lie.

        Of blocks that are not laid out, all of it.
        """
        first, last = self.blocks.at(span.start), self.blocks.at(span.end - 1)
        top, bottom = self.top_of(first), self.top_of(last)
        before, after = self._laid_out.get(first), self._laid_out.get(last)
        if before is not None:
            top += before.lines[self._line_number(first, span.start)].y
        if after is None:
            return top, bottom + self.height_of(last)
        line = after.lines[self._line_number(last, span.end - 1)]
        return top, bottom + line.y + line.height

    def _line_number(self, index: int, offset: int) -> int:
        """Of the line of a laid-out block that holds a code-point offset."""
        local = self.blocks.offsets.to_u16(offset) - self.blocks.starts_u16[index]
        layout = self.document().findBlockByNumber(index).layout()
        return max(0, layout.lineForTextPosition(local).lineNumber())

    def line_at(self, x: float, y: float) -> tuple[int, QTextLine | None, QPointF]:
        """Block, line, and the point within the block, at a point of the document.

        None for the line beside or below the block's text. A line reaches from its chips to its
        lowest lane.
        """
        index = self.block_at(y)
        layout, shown = self.lay_out(index)
        point = QPointF(x - self._left, y - self.top_of(index))
        if not 0 <= point.y() < shown.height or not shown.line_tops:
            return index, None, point
        line = layout.lineAt(bisect_right(shown.line_tops, point.y()) - 1)
        text = line.naturalTextRect()
        inside = text.left() - 1 <= point.x() <= text.right() + 1
        return index, line if inside else None, point

    def origin(self, index: int) -> QPointF:
        """The top left of a block in the document."""
        return QPointF(self._left, self.top_of(index))

    # what Qt asks

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        """Nothing: Qt calls it for a new width as well, and the text never changes."""

    def pageCount(self) -> int:
        """One."""
        return 1

    def documentSize(self) -> QSizeF:
        """The whole document's size."""
        return QSizeF(self._width, self.height)

    def frameBoundingRect(self, frame: object) -> QRectF:
        """There is one frame: the document."""
        return QRectF(QPointF(0, 0), self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Lays the block out: Qt then reads its lines."""
        index = block.blockNumber()
        if not block.isValid() or index >= len(self._heights):
            return QRectF()
        self.lay_out(index)
        return QRectF(self._left, self.top_of(index), self._column, self._heights[index])

    def hitTest(self, point: QPointF | object, accuracy: Qt.HitTestAccuracy) -> int:
        """The UTF-16 position next to a point; -1 if it must be met exactly and is not."""
        if not isinstance(point, QPointF) or not len(self._heights):
            return -1
        index, line, inner = self.line_at(point.x(), point.y())
        if line is None:
            if accuracy == Qt.HitTestAccuracy.ExactHit:
                return -1
            layout, shown = self.lay_out(index)
            number = bisect_right(shown.line_tops, max(0.0, inner.y())) - 1
            line = layout.lineAt(max(0, number))
        return self.blocks.starts_u16[index] + line.xToCursor(inner.x())

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        """Draws the blocks that meet the clip."""
        if not len(self._heights):
            return
        clip = context.clip
        if not clip.isValid():
            clip = QRectF(QPointF(0, 0), self.documentSize())
        blocks = BlockPainter(painter, context, self.look, self.blocks, self.emphasis)
        index = self.block_at(clip.top())
        top = self.top_of(index)
        while index < len(self._heights) and top < clip.bottom():
            layout, shown = self.lay_out(index)
            # nothing of ours reads it: assistive technology asks there where a character is
            layout.setPosition(QPointF(self._left, top))
            painter.translate(self._left, top)
            inner = clip.translated(-self._left, -top)
            blocks.paint(index, layout, shown, inner)
            painter.translate(-self._left, -top)
            top += shown.height
            index += 1

    # inside

    def _keep(self, index: int, shown: DisplayList) -> DisplayList:
        self._laid_out[index] = shown
        growth = self._heights.set(index, shown.height)
        if growth:
            self._on_corrected(index, growth)
        return shown

    def _build(
        self, index: int, layout: QTextLayout, before: DisplayList | None = None
    ) -> DisplayList:
        blocks = self.blocks
        text = blocks.text_of(index)
        is_bidi = holds_right_to_left(text)
        backwards = (is_bidi or blocks.continues(index)) and blocks.reads_right_to_left(index)
        if before is None:
            layout.setTextOption(_BACKWARDS if backwards else _FORWARDS)
        builder = Builder(
            self.look,
            layout,
            column=self._column,
            overhang=_SIDE_MARGIN - 6,
            is_bidi=is_bidi or backwards,
        )
        gap = self.look.paragraph_gap if blocks.has_gap_after(index) else 0
        marks = place_marks(self.marks.in_block(index), blocks, index)
        return builder.build(marks, gap=gap, before=before)

    def _start_over(self) -> None:
        for index in tuple(self._laid_out):
            self.forget(index)
        estimates = estimate_heights(self.look, self.blocks, self.marks.buckets, self._column)
        self._heights = Fenwick(estimates)

    def _forget_far_from(self, index: int) -> None:
        for other in tuple(self._laid_out)[: _KEPT // 2]:
            if abs(other - index) > _KEPT_AROUND:
                self.forget(other)
