"""The page on which many suggestions of an article are accepted or rejected at once."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from annotator.services.bulk import Choice
from annotator.ui.mnemonics import literal
from annotator.ui.parts.own_keys import own_key
from annotator.ui.widgets.choices import make_choice
from annotator.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent

    from annotator.domain.segments import Mark

_PREVIEW_MS = 80
"""So long after the last move of the slider the article follows."""


class DecidePage(QWidget):
    """Labels, a score, and two buttons that say how many they are about."""

    previewed = Signal(object)
    """The Choice as it is now; comes a moment after the last change."""
    accepted = Signal(object)
    """The suggestions of this Choice should be accepted."""
    rejected = Signal(object)
    """The suggestions of this Choice should be rejected."""
    left = Signal()
    """The page is not seen any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decide_page")
        self._pending: list[Mark] = []
        self._hidden = 0
        self._labels: dict[str, QCheckBox] = {}
        self._flow = FlowLayout(spacing=16)
        self._side = make_choice("decide_side", self)
        self._side.setAccessibleName(self.tr("Side of the score"))
        self._side.addItem(self.tr("Score at least"), False)
        self._side.addItem(self.tr("Score below"), True)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("decide_score")
        self._slider.setAccessibleName(self.tr("Score, in per cent"))
        self._slider.setRange(0, 100)
        self._slider.setMinimumWidth(160)
        self._slider.setMaximumWidth(360)
        self._percent = QLabel(self)
        self._percent.setMinimumWidth(self.fontMetrics().horizontalAdvance("100%") + 4)
        self._count = QLabel(self)
        self._count.setObjectName("decide_count")
        self._remark = QLabel(self)
        self._remark.setObjectName("remark")
        self._remark.setWordWrap(True)
        self._accept = QPushButton(self)
        self._accept.setObjectName("decide_accept")
        self._accept.setToolTip("Ctrl+Return")
        self._reject = QPushButton(self)
        self._reject.setObjectName("decide_reject")
        self._reject.setToolTip("Ctrl+Backspace")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PREVIEW_MS)
        self._arrange()
        self._connect()
        self.show_pending([])

    # ------------------------------------------------------------ what the window uses

    def show_pending(self, marks: Sequence[Mark], hidden: int = 0) -> None:
        """These are the article's marks that are shown; what was chosen stays chosen.

        hidden: how many suggestions the threshold hides.
        """
        self._hidden = hidden
        self._pending = [mark for mark in marks if mark.is_suggestion]
        counts = Counter(mark.label for mark in self._pending)
        off = {name for name, box in self._labels.items() if not box.isChecked()}
        if set(counts) != set(self._labels):
            self._offer(sorted(counts), off)
        for name, box in self._labels.items():
            box.setText(literal(f"{name}  {counts[name]:,}"))
        scored = any(mark.score is not None for mark in self._pending)
        self._slider.setEnabled(scored)
        self._side.setEnabled(scored)
        self._remark.setText(self._rule(scored))
        self._show_count()

    def choice(self) -> Choice:
        """Which suggestions are chosen."""
        chosen = frozenset(name for name, box in self._labels.items() if box.isChecked())
        labels = None if len(chosen) == len(self._labels) else chosen
        below = bool(self._side.currentData())
        value = self._slider.value()
        if not self._slider.isEnabled() or (value == 0 and not below):
            return Choice(labels)
        return Choice(labels, value / 100, below)

    def focus_first(self) -> None:
        """Puts the keyboard on the score, or on the first label where there is none."""
        boxes = iter(self._labels.values())
        first = self._slider if self._slider.isEnabled() else next(boxes, self._accept)
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tells that nobody looks any more."""
        super().hideEvent(event)
        self._soon.stop()
        self.left.emit()

    # ------------------------------------------------------------ parts

    def _arrange(self) -> None:
        score = QHBoxLayout()
        score.setSpacing(8)
        score.addWidget(self._side)
        score.addWidget(self._slider, stretch=1)
        score.addWidget(self._percent)
        score.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._count)
        buttons.addStretch(1)
        buttons.addWidget(self._reject)
        buttons.addWidget(self._accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 12)
        layout.setSpacing(12)
        layout.addLayout(self._flow)
        layout.addLayout(score)
        layout.addWidget(self._remark)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.setFocusProxy(self._slider)

    def _connect(self) -> None:
        self._slider.valueChanged.connect(self._on_changed)
        self._side.currentIndexChanged.connect(self._on_changed)
        self._soon.timeout.connect(lambda: self.previewed.emit(self.choice()))
        self._accept.clicked.connect(self._on_accept)
        self._reject.clicked.connect(self._on_reject)
        own_key(self, self._on_accept, "Ctrl+Return", "Ctrl+Enter")
        own_key(self, self._on_reject, "Ctrl+Backspace")

    def _offer(self, names: Sequence[str], off: set[str]) -> None:
        """Makes a box for each label; those in `off` are not ticked."""
        for box in self._labels.values():
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._labels = {}
        for name in names:
            box = self._labels[name] = QCheckBox(self)
            box.setObjectName(f"decide_label_{name}")
            box.setAccessibleName(name)
            box.setChecked(name not in off)
            box.toggled.connect(self._on_changed)
            self._flow.addWidget(box)
            box.show()
        order = (*self._labels.values(), self._side, self._slider, self._reject, self._accept)
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def _rule(self, scored: bool) -> str:
        if not self._pending and self._hidden:
            return self.tr(
                "Every suggestion that is shown has been decided; hidden ones: {0}."
            ).format(f"{self._hidden:,}")
        if not self._pending:
            return self.tr("Every suggestion of this article has been decided.")
        if not scored:
            return self.tr("No suggestion of this article has a score, so the score cannot choose.")
        return self.tr(
            "The article shows only the suggestions that are chosen."
            " One without a score counts as 0%."
        )

    def _on_changed(self) -> None:
        self._show_count()
        self._soon.start()

    def _on_accept(self) -> None:
        if self._accept.isEnabled():
            self.accepted.emit(self.choice())

    def _on_reject(self) -> None:
        if self._reject.isEnabled():
            self.rejected.emit(self.choice())

    def _show_count(self) -> None:
        choice = self.choice()
        count = sum(map(choice.takes, self._pending))
        self._percent.setText(f"{self._slider.value()}%")
        self._count.setText(
            self.tr("{0} of {1} suggestions chosen").format(f"{count:,}", f"{len(self._pending):,}")
        )
        self._accept.setText(self.tr("Accept {0}").format(f"{count:,}"))
        self._reject.setText(self.tr("Reject {0}").format(f"{count:,}"))
        self._accept.setEnabled(count > 0)
        self._reject.setEnabled(count > 0)
