"""What the inspector shows while no span is current: the keys of the labels, and the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLabel, QVBoxLayout, QWidget

from annotator.ui.panels.span.guideline import tip
from annotator.ui.panels.span.label_chip import LabelChip
from annotator.ui.theme import base_theme
from annotator.ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from annotator.domain.document import Document, DocumentInfo, Metadata
    from annotator.domain.labels import LabelScheme
    from annotator.ui.theme import Theme


class ArticleCard(QWidget):
    """What to do, each label with its key, and where the article comes from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = base_theme(dark=False)
        self._scheme: LabelScheme | None = None
        self._chips: list[LabelChip] = []
        self._legend: list[QWidget] = []
        self._document: Document | None = None
        self._metadata: Metadata | None = None
        self._hint = QLabel(
            self.tr("Select text and press the key of a label, or press Tab for a suggestion."),
            self,
        )
        self._hint.setObjectName("inspector_empty")
        self._hint.setWordWrap(True)
        self._keys_title = _section(self.tr("Labels"))
        self._keys = QGridLayout()
        self._keys.setHorizontalSpacing(10)
        self._keys.setVerticalSpacing(7)
        self._keys.setColumnStretch(1, 1)
        self._details_title = _section(self.tr("Article"))
        self._details = QFormLayout()
        self._details.setHorizontalSpacing(12)
        self._details.setVerticalSpacing(5)
        self._details.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._hint)
        column.addSpacing(8)
        column.addWidget(self._keys_title)
        column.addLayout(self._keys)
        column.addSpacing(8)
        column.addWidget(self._details_title)
        column.addLayout(self._details)
        self.show_scheme(None)
        self.show_document(None)

    def set_theme(self, theme: Theme) -> None:
        """Paints in other colours."""
        self._theme = theme
        if self._scheme is not None:
            for chip, name in zip(self._chips, self._scheme.names(), strict=True):
                chip.show_label(name, theme)

    def show_scheme(self, scheme: LabelScheme | None) -> None:
        """Shows the labels of a project."""
        self._scheme = scheme
        self._chips = []
        for old in self._legend:
            old.deleteLater()
        self._legend.clear()
        self._keys_title.setVisible(scheme is not None)
        for row, label in enumerate(scheme.labels if scheme else ()):
            chip = LabelChip(self)
            chip.setToolTip(tip(label))
            self._chips.append(chip)
            self._legend.append(chip)
            self._keys.addWidget(chip, row, 0)
            if label.shortcut:
                cap = QLabel(label.shortcut.upper(), self)
                cap.setObjectName("key")
                self._legend.append(cap)
                self._keys.addWidget(cap, row, 1, Qt.AlignmentFlag.AlignLeft)
        self.set_theme(self._theme)

    def show_document(self, document: Document | None) -> None:
        """Shows what is known of an article, but for what its headline says."""
        self._document = document
        self._details_title.setVisible(document is not None)
        self._show_metadata(document.info.metadata if document else None)

    def show_info(self, info: DocumentInfo) -> None:
        """What is known of the article now."""
        if self._document is not None and info.metadata != self._metadata:
            self._show_metadata(info.metadata)

    def _show_metadata(self, metadata: Metadata | None) -> None:
        self._metadata, document = metadata, self._document
        while self._details.rowCount():
            self._details.removeRow(0)
        if metadata is None or document is None:
            return
        for name, value in (
            (self.tr("Outlet"), metadata.outlet),
            (self.tr("Author"), metadata.byline),
            (self.tr("Date"), metadata.published),
            (self.tr("Language"), metadata.language),
            (self.tr("Address"), metadata.url),
            (self.tr("Source"), re.split(r"[\\/]", document.source)[-1]),
            (self.tr("Length"), self.tr("{0} characters").format(f"{len(document.text):,}")),
        ):
            if value:
                title = QLabel(name)
                title.setObjectName("detail")
                self._details.addRow(title, ElidedLabel(value))


def _section(text: str) -> QLabel:
    title = QLabel(text)
    title.setObjectName("section_title")
    return title
