"""The guideline of a label: what it is, what to mark with it and what to leave."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from annotator.domain.examples import example

if TYPE_CHECKING:
    from annotator.domain.labels import Label, LabelScheme

ACCEPTED, REJECTED = "✓", "✗"
_TIP_WIDTH = 360
"""Of a tooltip, in pixels."""


class Guideline(QWidget):
    """That of the current span's label, else of the label that is armed; hidden for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideline")
        self._scheme: LabelScheme | None = None
        self._current: str | None = None
        self._armed: str | None = None
        self._is_wanted = True
        self._pages: dict[Label, _Page] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_scheme(self, scheme: LabelScheme | None) -> None:
        """Takes its guidelines from this scheme from now on."""
        if scheme != self._scheme:
            self._scheme = scheme
            for page in self._pages.values():
                page.hide()
                page.setParent(None)
                page.deleteLater()
            self._pages.clear()
        self._show()

    def show_current(self, label: str | None) -> None:
        """A span with that label is the current one; None: no span is."""
        self._current = label
        self._show()

    def show_armed(self, label: str | None) -> None:
        """That label is armed; None: none is."""
        self._armed = label
        self._show()

    def show_any(self, wanted: bool) -> None:
        """Shows guidelines from now on, or shows none."""
        self._is_wanted = wanted
        self._show()

    # ------------------------------------------------------------ parts

    def _show(self) -> None:
        name = self._current or self._armed
        label = self._scheme.named(name) if self._scheme and name else None
        shows = self._is_wanted and label is not None and has_guideline(label)
        if shows and label is not None:
            wanted = self._page(label)
            for page in self._pages.values():
                page.setVisible(page is wanted)
        self.setVisible(shows)

    def _page(self, label: Label) -> _Page:
        """What is said about a label; kept, for breaking its lines takes several milliseconds."""
        page = self._pages.get(label)
        if page is None:
            page = self._pages[label] = _Page(label)
            self._column.addWidget(page)
        return page


class _Page(QWidget):
    """The guideline of one label."""

    def __init__(self, label: Label) -> None:
        super().__init__()
        title = QLabel(self.tr("{0}: guideline").format(label.name))
        title.setObjectName("section_title")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setContentsMargins(0, 8, 0, 0)
        examples = QGridLayout()
        examples.setHorizontalSpacing(8)
        examples.setVerticalSpacing(4)
        examples.setColumnStretch(1, 1)
        for row, (sign, said, written) in enumerate(self._lines(label)):
            mark = QLabel(sign)
            mark.setAccessibleName(said)
            words = _words("guideline_example")
            words.setText(as_html(written))
            words.setAccessibleName(f"{said}: {example(written).text}")
            examples.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            examples.addWidget(words, row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(title)
        if label.description:
            description = _words("guideline_description")
            description.setText(escape(label.description))
            column.addWidget(description)
        column.addLayout(examples)

    def _lines(self, label: Label) -> list[tuple[str, str, str]]:
        found = [(ACCEPTED, self.tr("mark"), one) for one in label.accepted]
        return found + [(REJECTED, self.tr("leave"), one) for one in label.rejected]


def has_guideline(label: Label) -> bool:
    """Whether there is anything to say about a label."""
    return bool(label.description or label.accepted or label.rejected)


def as_html(written: str) -> str:
    """An example with what is meant in bold."""
    return "".join(
        f"<b>{escape(words)}</b>" if is_meant else escape(words)
        for words, is_meant in example(written).pieces()
    )


def tip(label: Label) -> str:
    """The whole guideline of a label as a tooltip; "" if there is none."""
    if not has_guideline(label):
        return ""
    lines = [escape(label.description)] if label.description else []
    lines += [f"{ACCEPTED} {as_html(one)}" for one in label.accepted]
    lines += [f"{REJECTED} {as_html(one)}" for one in label.rejected]
    rows = "<br>".join(lines)
    return f'<table width="{_TIP_WIDTH}"><tr><td>{rows}</td></tr></table>'


def _words(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setMinimumWidth(1)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label
