"""All conditions of the article list and its order, in a panel that opens under a button."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.document import ArticleFilter, ListOrder, OrderBy, Status
from annotator.domain.errors import NotAllowed
from annotator.domain.published import checked_published
from annotator.ui.panels.articles.tag_field import TagField
from annotator.ui.parts.filter_words import order_names
from annotator.ui.widgets.choices import make_choice
from annotator.ui.widgets.name_choice import NameChoice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QComboBox

_PAUSE_MS = 200
_WIDTH = 380


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from; annotators: names by id."""

    outlets: Sequence[str] = ()
    tags: Sequence[str] = ()
    labels: Sequence[str] = ()
    annotators: Mapping[int, str] | None = None


class FilterPanel(QFrame):
    """Says at each change what the list should be; closes by Escape or a click beside it."""

    changed = Signal(object, object)
    """The ArticleFilter, without words, and the ListOrder that are chosen now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("filter_panel")
        self.setAccessibleName(self.tr("Filter and order of the articles"))
        self.setFixedWidth(_WIDTH)
        self._shown = ArticleFilter()
        self._is_filling = False
        self._statuses = {one: self._box(str(one).capitalize(), one.name) for one in Status}
        self._reason = self._box(self.tr("Flagged with a reason"), "reason")
        self._removed = self._box(self.tr("Removed articles"), "removed")
        self._outlet = self._field("outlet", self.tr("Outlet"))
        self._dates = [
            self._field("from", self.tr("Published from")),
            self._field("to", self.tr("Published up to")),
        ]
        self._tags = self._field("tags", self.tr("Tags"))
        self._any_tag = self._box(self.tr("Any one of them is enough"), "any_tag")
        title = self.tr("There are annotations with these labels")
        self._labels = NameChoice("filter_labels", title, self.tr("Any"), self)
        title = self.tr("There are suggestions to decide of these labels")
        self._pending = NameChoice("filter_pending", title, self.tr("Any"), self)
        self._annotator = make_choice("filter_annotator", self)
        self._lengths = [
            self._field("shortest", self.tr("Least length, in characters")),
            self._field("longest", self.tr("Greatest length, in characters")),
        ]
        self._order = make_choice("filter_order", self)
        self._reversed = self._box("", "descending")
        self._remark = QLabel(self)
        self._remark.setObjectName("remark")
        self._remark.setWordWrap(True)
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        self._clear = QPushButton(self.tr("Clear all"), self)
        self._clear.setObjectName("filter_clear")
        self._clear.setAutoDefault(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._say)
        self._connect()
        self._arrange()

    def open_under(
        self, button: QWidget, where: ArticleFilter, order: ListOrder, choices: Choices
    ) -> None:
        """Opens it with what holds now."""
        self._fill(where, order, choices)
        self.adjustSize()
        place = button.mapToGlobal(QPoint(0, button.height() + 2))
        screen = button.screen().availableGeometry()
        x = max(screen.left(), min(place.x(), screen.right() - self.width()))
        y = max(screen.top(), min(place.y(), screen.bottom() - self.height()))
        self.move(x, y)
        self.show()
        next(iter(self._statuses.values())).setFocus(Qt.FocusReason.PopupFocusReason)

    # ------------------------------------------------------------ parts

    def _box(self, text: str, name: str) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setObjectName(f"filter_{name.lower()}")
        return box

    def _field(self, name: str, spoken: str) -> TagField:
        field = TagField(self)
        field.setObjectName(f"filter_{name}")
        field.setAccessibleName(spoken)
        return field

    def _connect(self) -> None:
        for box in (*self._statuses.values(), self._reason, self._removed, self._any_tag):
            box.toggled.connect(self._say)
        self._reversed.toggled.connect(self._say)
        for field in (self._outlet, *self._dates, self._tags, *self._lengths):
            field.textEdited.connect(self._pause.start)
        for field in self._lengths:
            field.setValidator(QIntValidator(0, 1_000_000_000, field))
        for choice in (self._labels, self._pending):
            choice.changed.connect(self._say)
        for combo in (self._annotator, self._order):
            combo.currentIndexChanged.connect(self._say)
            combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._clear.clicked.connect(self._on_clear)
        self._dates[0].setPlaceholderText("2026-01-31")
        self._tags.setPlaceholderText(self.tr("with commas between"))

    def _arrange(self) -> None:
        statuses = QGridLayout()
        statuses.setHorizontalSpacing(16)
        for number, box in enumerate((*self._statuses.values(), self._reason, self._removed)):
            statuses.addWidget(box, number // 2, number % 2)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("Outlet"), self._outlet)
        form.addRow(self.tr("Published"), self._between(self._dates))
        form.addRow(self.tr("Tags"), self._tags)
        form.addRow("", self._any_tag)
        form.addRow(self.tr("Annotations"), self._labels)
        form.addRow(self.tr("To decide"), self._pending)
        form.addRow(self.tr("Annotated by"), self._annotator)
        form.addRow(self.tr("Length"), self._between(self._lengths))
        form.addRow(self.tr("Order"), self._order)
        form.addRow("", self._reversed)
        below = QHBoxLayout()
        below.addWidget(self._remark, stretch=1)
        below.addWidget(self._clear)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addLayout(statuses)
        layout.addLayout(form)
        layout.addLayout(below)

    def _between(self, fields: Sequence[QLineEdit]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(fields[0], stretch=1)
        row.addWidget(QLabel("–", self))
        row.addWidget(fields[1], stretch=1)
        return row

    def _fill(self, where: ArticleFilter, order: ListOrder, choices: Choices) -> None:
        self._is_filling = True
        self._shown = where
        for status, box in self._statuses.items():
            box.setChecked(where.statuses is not None and status in where.statuses)
        self._reason.setChecked(where.has_reason)
        self._removed.setChecked(where.hidden)
        self._outlet.set_known(choices.outlets, is_list=False)
        self._outlet.setText(where.outlet)
        for field, value in zip(
            self._dates, (where.published_from, where.published_to), strict=True
        ):
            field.set_known((), is_list=False)
            field.setText(value)
        self._tags.set_known(choices.tags)
        self._tags.set_names(where.tags)
        self._any_tag.setChecked(where.any_tag)
        self._labels.set_names(choices.labels, where.labels)
        self._pending.set_names(choices.labels, where.pending_labels)
        people = [(name, one) for one, name in (choices.annotators or {}).items()]
        _choose(self._annotator, [(self.tr("Anybody"), None), *people], where.annotated_by)
        for field, limit in zip(self._lengths, (where.shortest, where.longest), strict=True):
            field.setText("" if limit is None else str(limit))
        orders = [(name, by) for by, (name, _, _) in order_names().items()]
        _choose(self._order, orders, order.by)
        self._reversed.setChecked(order.descending)
        self._remark.clear()
        self._name_reverse()
        self._is_filling = False

    def _on_clear(self) -> None:
        for box in (*self._statuses.values(), self._reason, self._removed, self._any_tag):
            box.setChecked(False)
        for field in (self._outlet, *self._dates, self._tags, *self._lengths):
            field.clear()
        for choice in (self._labels, self._pending):
            choice.clear()
        self._annotator.setCurrentIndex(0)
        self._order.setCurrentIndex(0)
        self._reversed.setChecked(False)
        self._say()

    def _name_reverse(self) -> None:
        _, _, backward = order_names()[self._by()]
        self._reversed.setText(backward[:1].upper() + backward[1:])

    def _say(self) -> None:
        if self._is_filling:
            return
        self._pause.stop()
        self._name_reverse()
        try:
            dates = [checked_published(field.text()) for field in self._dates]
        except NotAllowed as error:
            self._remark.setText(str(error))
            self.adjustSize()
            return
        self._remark.clear()
        statuses = frozenset(one for one, box in self._statuses.items() if box.isChecked())
        limits = [int(field.text()) if field.text() else None for field in self._lengths]
        where = replace(
            self._shown,
            statuses=statuses or None,
            has_reason=self._reason.isChecked(),
            hidden=self._removed.isChecked(),
            outlet=self._outlet.text().strip(),
            published_from=dates[0],
            published_to=dates[1],
            tags=self._tags.names(),
            any_tag=self._any_tag.isChecked() and bool(self._tags.names()),
            labels=self._labels.chosen(),
            pending_labels=self._pending.chosen(),
            annotated_by=self._annotator.currentData(),
            shortest=limits[0],
            longest=limits[1],
        )
        self.changed.emit(where, ListOrder(self._by(), descending=self._reversed.isChecked()))

    def _by(self) -> OrderBy:
        return OrderBy(self._order.currentData())  # Qt makes a plain text of it


def _choose(box: QComboBox, entries: Sequence[tuple[str, object]], current: object) -> None:
    box.clear()
    for name, value in entries:
        box.addItem(name, value)
    values = [value for _, value in entries]
    box.setCurrentIndex(values.index(current) if current in values else 0)
