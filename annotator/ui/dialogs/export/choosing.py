"""Which articles and which annotations go along, and how they are split."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from annotator.domain.document import ArticleFilter, Status
from annotator.domain.splitting import SplitPlan
from annotator.services.exports.selection import Selection
from annotator.ui.widgets.choices import make_choice
from annotator.ui.widgets.flow_rows import FlowRows, titled
from annotator.ui.widgets.name_choice import NameChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QComboBox

    from annotator.domain.splitting import By

_SPLITS: tuple[dict[str, float] | None, ...] = (
    None,
    {"train": 0.8, "dev": 0.1, "test": 0.1},
    {"train": 0.7, "dev": 0.15, "test": 0.15},
    {"train": 0.9, "test": 0.1},
    {"train": 0.8, "test": 0.2},
)
_MOST_SEED = 9_999
_INDENT = 7


class Choosing(QWidget):
    """A form of a few rows.

    labels, annotators: the names there are. listed: what the list of articles shows.
    """

    changed = Signal()

    def __init__(
        self,
        labels: Sequence[str],
        annotators: Sequence[str],
        listed: ArticleFilter | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("export_choosing")
        self._articles = self._choice("export_articles", self.tr("Articles"))
        self._articles.addItem(self.tr("All"), ArticleFilter())
        if listed is not None and listed != ArticleFilter():
            self._articles.addItem(self.tr("Those in the list"), listed)
        self._articles.setVisible(self._articles.count() > 1)
        self._statuses = {status: self._status_box(status) for status in Status}
        self._labels = self._names("export_labels", self.tr("Labels"), self.tr("All labels"))
        self._labels.set_names(labels, ())
        self._annotators = self._names(
            "export_annotators", self.tr("Annotators"), self.tr("By everybody")
        )
        self._annotators.set_names(annotators, ())
        self._annotators.setVisible(len(annotators) > 1)
        self._suggestions = self._box("export_suggestions", self.tr("With pending suggestions"))
        self._by_hand = self._box("export_by_hand", self.tr("Only by hand"))
        self._by_hand.setToolTip(
            self.tr("Leaves out suggestions that were accepted as they stood.")
        )
        self._annotated = self._box("export_annotated", self.tr("Annotated only"))
        self._annotated.setToolTip(self.tr("Leaves out articles without such annotations."))
        self._split = self._choice("export_split", self.tr("Split"))
        for shares in _SPLITS:
            self._split.addItem(self._split_name(shares), shares)
        self._by = self._choice("export_split_by", self.tr("What stays together"))
        self._by.addItem(self.tr("copies of a story together"), "story")
        self._by.addItem(self.tr("all of an outlet together"), "outlet")
        self._by.addItem(self.tr("by date, the newest last"), "date")
        self._seed = self._make_seed()
        self._seeding = titled(self.tr("Seed"), self._seed)
        self._arrange()
        self._show_split()
        self._split.currentIndexChanged.connect(self._show_split)
        self._by.currentIndexChanged.connect(self._show_split)

    def where(self) -> ArticleFilter:
        """Which articles."""
        chosen = frozenset(status for status, box in self._statuses.items() if box.isChecked())
        where = self._articles.currentData()
        assert isinstance(where, ArticleFilter)
        if chosen == frozenset(Status):
            return where
        return replace(
            where, statuses=chosen if where.statuses is None else chosen & where.statuses
        )

    def selection(self) -> Selection:
        """Which of their annotations."""
        return Selection(
            labels=frozenset(self._labels.chosen()) or None,
            annotators=frozenset(self._annotators.chosen()) or None,
            by_hand_only=self._by_hand.isChecked(),
            annotated_only=self._annotated.isChecked(),
        )

    def wants_suggestions(self) -> bool:
        """Whether pending suggestions go along."""
        return self._suggestions.isChecked()

    def plan(self) -> SplitPlan | None:
        """How it is split."""
        shares = self._split.currentData()
        if shares is None:
            return None
        by: By = self._by.currentData()
        return SplitPlan(shares=shares, by=by, seed=self._seed.value())

    def fields(self) -> list[QWidget]:
        """What the keyboard goes to, in its order."""
        return [
            *(self._articles, *self._statuses.values(), self._annotated),
            *(self._labels, self._annotators, self._suggestions, self._by_hand),
            *(self._split, self._by, self._seed),
        ]

    def add_row(self, title: str, widget: QWidget) -> None:
        """Puts something below the other rows."""
        self._rows.add(title, widget)

    def show_row(self, widget: QWidget, *, is_shown: bool) -> None:
        """Shows or hides what was put there, with its title."""
        self._rows.show_row(widget, is_shown=is_shown)

    # ------------------------------------------------------------ parts

    def _arrange(self) -> None:
        rows = self._rows = FlowRows(self)
        statuses = list(self._statuses.values())
        first = statuses[0] if self._articles.isHidden() else self._articles
        articles = rows.flow(self._articles, *statuses, self._annotated)
        annotations = rows.flow(self._labels, self._annotators, self._suggestions, self._by_hand)
        rows.add(self.tr("Articles"), articles, first)
        rows.add(self.tr("Annotations"), annotations, self._labels)
        rows.add(self.tr("Split"), rows.flow(self._split, self._by, self._seeding), self._split)

    def _choice(self, name: str, title: str) -> QComboBox:
        box = make_choice(name, self)
        box.setAccessibleName(title)
        box.currentIndexChanged.connect(self.changed)
        return box

    def _names(self, name: str, title: str, nothing: str) -> NameChoice:
        names = NameChoice(name, title, nothing, self)
        names.changed.connect(self.changed)
        return names

    def _box(self, name: str, title: str) -> QCheckBox:
        box = QCheckBox(title, self)
        box.setObjectName(name)
        box.toggled.connect(self.changed)
        return box

    def _status_box(self, status: Status) -> QCheckBox:
        box = self._box(f"export_{status.name.lower()}", str(status).capitalize())
        box.setChecked(True)
        return box

    def _make_seed(self) -> QSpinBox:
        seed = QSpinBox(self)
        seed.setObjectName("export_seed")
        seed.setAccessibleName(self.tr("Seed"))
        seed.setRange(0, _MOST_SEED)
        seed.lineEdit().setTextMargins(_INDENT, 0, 0, 0)  # no style sheet indents what is in it
        seed.setToolTip(self.tr("Another number gives another split."))
        seed.valueChanged.connect(self.changed)
        return seed

    def _split_name(self, shares: dict[str, float] | None) -> str:
        if shares is None:
            return self.tr("All in one")
        return " · ".join(f"{name} {round(share * 100)} %" for name, share in shares.items())

    def _show_split(self) -> None:
        is_split = self._split.currentData() is not None
        self._by.setVisible(is_split)
        self._seeding.setVisible(is_split and self._by.currentData() != "date")
