"""Lines as rich text makes them: cells and rows end, and never begin."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.formats.office.paragraphs import row_lines


@dataclass(slots=True)
class Lines:
    """The lines of the text, of a note or of a text box.

    in_table: whether the paragraphs that now end belong to a cell.
    """

    in_table: bool = False
    _lines: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _after: list[str] = field(default_factory=list)
    _cell: list[str] = field(default_factory=list)
    _cells: list[list[str]] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Puts text on the line; a line end in it ends the line."""
        first, *others = text.split("\n")
        self._parts.append(first)
        for line in others:
            self.end_line()
            self._parts.append(line)

    def add_after(self, lines: list[str]) -> None:
        """Puts lines behind the one that is being written."""
        self._after += lines

    def end_line(self) -> None:
        """Ends the line, in its cell if it belongs to one."""
        if self._cells and not self.in_table:
            self.end_row()
        goes_to = self._cell if self.in_table else self._lines
        goes_to.append("".join(self._parts))
        goes_to += self._after
        self._parts.clear()
        self._after.clear()

    def end_cell(self) -> None:
        """Ends the line and its cell."""
        self.in_table = True
        self.end_line()
        self._cells.append(self._cell)
        self._cell = []

    def end_row(self) -> None:
        """Ends the row; what stands in no cell is a line."""
        self._lines += row_lines(self._cells)
        self._cells = []
        self._lines += self._cell
        self._cell = []

    def all(self) -> list[str]:
        """All of the lines; nothing comes after."""
        self.end_line()
        self.end_row()
        return self._lines
