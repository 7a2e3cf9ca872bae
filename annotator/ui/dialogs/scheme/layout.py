"""Where everything stands in the editor of the label scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.dialogs.scheme.label_form import LabelForm
from annotator.ui.dialogs.scheme.preview import SchemePreview
from annotator.ui.dialogs.scheme.relation_rows import RelationRows
from annotator.ui.item_models.label_delegate import LabelDelegate
from annotator.ui.item_models.labels import LabelModel
from annotator.ui.mnemonics import plain
from annotator.ui.theme import theme_for
from annotator.ui.widgets.buttons import make_button

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QDialog

    from annotator.domain.labels import LabelScheme
    from annotator.ui.theme import Theme

_SIZE = QSize(940, 760)
_LIST_WIDTH = 220
_AIR = 40
_ROOM_FOR_PREVIEW = 600
"""In a lower window the sample would leave no room for what is edited."""


class EditorLayout:
    """Makes the widgets and arranges them; what they do is not its business."""

    def __init__(self, dialog: QDialog, theme: Theme) -> None:
        self._dialog = dialog
        self.model = LabelModel(theme, dialog.font())
        self.labels = QListView(dialog)
        self.labels.setObjectName("scheme_labels")
        self.labels.setAccessibleName(dialog.tr("Labels"))
        self.labels.setModel(self.model)
        self.labels.setItemDelegate(LabelDelegate(self.labels))
        self.add = self._button("scheme_add", dialog.tr("&Add"))
        self.up = self._button("scheme_up", dialog.tr("&Up"))
        self.down = self._button("scheme_down", dialog.tr("Do&wn"))
        self.rename = self._button("scheme_rename", dialog.tr("&Rename"))
        self.merge = self._button("scheme_merge", dialog.tr("Mer&ge…"))
        self.split = self._button("scheme_split", dialog.tr("&Split…"))
        self.delete = self._button("scheme_delete", dialog.tr("&Delete…"))
        self.begin = self._button("scheme_begin", dialog.tr("&Begin from"))
        self.begin_menu = QMenu(dialog)
        self.begin_menu.setObjectName("scheme_begin_menu")
        self.begin.setMenu(self.begin_menu)
        files = QMenu(dialog)
        files.setObjectName("scheme_file_menu")
        self.from_file = files.addAction(dialog.tr("&From a file…"))
        self.to_file = files.addAction(dialog.tr("&Save as a file…"))
        self.file = self._button("scheme_file", dialog.tr("&File"))
        self.file.setMenu(files)
        self.undo = self._button("scheme_undo", dialog.tr("U&ndo"))
        self.revert = self._button("scheme_revert", dialog.tr("Re&vert"))
        self.apply = self._button("scheme_apply", dialog.tr("A&pply"))
        self.apply.setDefault(True)
        self.close = self._button("scheme_close", dialog.tr("&Close"))
        self.form = LabelForm()
        self.relations = RelationRows()
        self.preview = SchemePreview()
        self.said = QLabel()
        self.said.setObjectName("scheme_said")
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("scheme_tabs")
        self.tabs.setAccessibleName(dialog.tr("Label scheme"))
        self.tabs.addTab(_scrolled(self.form, dialog.tr("Label")), dialog.tr("&Label"))
        self.tabs.addTab(_scrolled(self.relations, dialog.tr("Relations")), dialog.tr("Rela&tions"))
        self._arrange()

    def show_scheme(
        self, scheme: LabelScheme, name: str, theme: Theme, counts: Mapping[str, int]
    ) -> None:
        """Shows a scheme, the label of that name being the current one."""
        self.show_labels(scheme, name, theme, counts)
        if name in scheme:
            self.form.show_label(scheme.label(name))
        self.form.setEnabled(name in scheme)
        self.relations.show_scheme(scheme)
        self.preview.show_scheme(scheme, name)

    def show_labels(
        self, scheme: LabelScheme, name: str, theme: Theme, counts: Mapping[str, int]
    ) -> None:
        """Shows the list alone."""
        blocked = QSignalBlocker(self.labels.selectionModel())
        self.model.show(scheme, _with_labels(theme, scheme), counts)
        self.labels.setCurrentIndex(self.model.index(self.model.row_of(name)))
        del blocked
        self.labels.viewport().update()

    # ------------------------------------------------------------ parts

    def _button(self, name: str, text: str) -> QPushButton:
        button = make_button(name, text, self._dialog)
        button.setAccessibleName(plain(text).removesuffix("…"))
        return button

    def _arrange(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._left())
        columns.addLayout(self._right(), stretch=1)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addWidget(self.begin)
        bottom.addWidget(self.file)
        bottom.addStretch(1)
        bottom.addWidget(self.undo)
        bottom.addWidget(self.revert)
        bottom.addWidget(self.apply)
        bottom.addWidget(self.close)
        column = QVBoxLayout(self._dialog)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(columns, stretch=1)
        column.addWidget(self.said)
        column.addLayout(bottom)
        room = self._dialog.screen().availableSize() - QSize(_AIR, _AIR)
        self._dialog.resize(_SIZE.boundedTo(room))
        self.preview.setVisible(room.height() >= _ROOM_FOR_PREVIEW)

    def _left(self) -> QWidget:
        left = QWidget(self._dialog)
        left.setFixedWidth(_LIST_WIDTH)
        grid = QGridLayout()
        grid.setSpacing(6)
        for place, button in enumerate(
            (self.add, self.rename, self.up, self.merge, self.down, self.split)
        ):
            grid.addWidget(button, place // 2, place % 2)
        grid.addWidget(self.delete, 3, 1)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.labels, stretch=1)
        column.addLayout(grid)
        return left

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.tabs, stretch=1)
        column.addWidget(self.preview)
        return column


def _scrolled(inside: QWidget, name: str) -> QScrollArea:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(2, 12, 14, 12)
    column.addWidget(inside)
    column.addStretch(1)
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(page)
    return area


def _with_labels(theme: Theme, scheme: LabelScheme) -> Theme:
    """The theme with the labels of a draft."""
    return theme_for(scheme, dark=theme.is_dark, high_contrast=theme.is_high_contrast)
