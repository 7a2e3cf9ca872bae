"""The page on which all occurrences of some words are looked through, then tagged at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.labels import LabelScheme
from annotator.domain.occurrences import Words
from annotator.ui.item_models.review import Plan, ReviewModel, Verb
from annotator.ui.panels.many.review_table import ReviewTable
from annotator.ui.parts.own_keys import own_key
from annotator.ui.widgets.choices import let_narrow, make_choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent
    from PySide6.QtWidgets import QComboBox

_LABEL_LETTERS = 10
_TYPING_MS = 300
"""So long after the last letter the words are looked for."""


@dataclass(frozen=True, slots=True)
class Search:
    """What to list. label: only annotations of that label; None for all places in the text."""

    words: Words
    everywhere: bool
    label: str | None = None


class ReviewPage(QWidget):
    """Controls above and below a table of occurrences."""

    search_changed = Signal(object)
    """A Search should fill the model."""
    agreed = Signal()
    """The plan should be carried out on what is ticked."""
    shown = Signal(int)
    """A row should be shown in the article."""
    left = Signal()
    """The page is not seen any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_page")
        self._scheme = LabelScheme(())
        self._search: Search | None = None
        self._is_searching = False
        self.model = ReviewModel(self)
        self.table = ReviewTable(self.model, self)
        self._verb = self._choice("review_verb", self.tr("What to do"))
        for verb, text in (
            (Verb.TAG, self.tr("Tag")),
            (Verb.UNTAG, self.tr("Untag")),
            (Verb.RELABEL, self.tr("Relabel")),
        ):
            self._verb.addItem(text, verb)
        self._words = QLineEdit(self)
        self._words.setObjectName("review_words")
        self._words.setAccessibleName(self.tr("Words"))
        self._words.setPlaceholderText(self.tr("Words to look for"))
        self._label = self._choice("review_label", self.tr("Label"))
        self._arrow = QLabel("→", self)
        self._new_label = self._choice("review_new_label", self.tr("New label"))
        self._scope = self._choice("review_scope", self.tr("Where"))
        self._scope.addItem(self.tr("in this article"), False)
        self._scope.addItem(self.tr("in the project"), True)
        self._case = self._check("review_case", self.tr("Match &case"))
        self._whole = self._check("review_whole", self.tr("&Whole words"))
        self._count = QLabel(self)
        self._count.setObjectName("review_count")
        self._apply = QPushButton(self)
        self._apply.setObjectName("review_apply")
        self._apply.setToolTip(self.tr("Ctrl+Return"))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._arrange()
        self._connect()

    # ------------------------------------------------------------ what the window uses

    def set_scheme(self, scheme: LabelScheme) -> None:
        """Offers these labels."""
        self._scheme = scheme
        for box in (self._label, self._new_label):
            chosen = box.currentText()
            with QSignalBlocker(box):
                box.clear()
                box.addItems(scheme.names())
                box.setCurrentIndex(max(0, box.findText(chosen)))

    def ask(self, words: str, plan: Plan, *, everywhere: bool) -> None:
        """Puts the question anew; the keyboard goes to the table."""
        boxes = (self._words, self._verb, self._label, self._new_label, self._scope)
        blocked = [QSignalBlocker(box) for box in boxes]
        self._words.setText(words)
        self._verb.setCurrentIndex(self._verb.findData(plan.verb))
        for box, label in ((self._label, plan.label), (self._new_label, plan.new_label)):
            if label in self._scheme:
                box.setCurrentIndex(box.findText(label))
        self._scope.setCurrentIndex(self._scope.findData(everywhere))
        del blocked
        self._search = None
        self._on_plan()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_given(self, plan: Plan) -> None:
        """The rows come from elsewhere, until other words are typed."""
        with QSignalBlocker(self._words):
            self._words.clear()
        self.ask("", plan, everywhere=True)

    def plan(self) -> Plan:
        """What is to be done."""
        verb: Verb = self._verb.currentData()
        new_label = self._new_label.currentText() if verb is Verb.RELABEL else ""
        return Plan(verb, self._label.currentText(), new_label)

    def everywhere(self) -> bool:
        """Whether it is to be done in the whole project."""
        return bool(self._scope.currentData())

    def set_searching(self, searching: bool) -> None:
        """Says whether more rows may come."""
        self._is_searching = searching
        self._show_count()
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tells that nobody looks any more."""
        super().hideEvent(event)
        self.left.emit()

    # ------------------------------------------------------------ parts

    def _choice(self, name: str, spoken: str) -> QComboBox:
        box = make_choice(name, self)
        box.setAccessibleName(spoken)
        return box

    def _check(self, name: str, text: str) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setObjectName(name)
        box.setChecked(True)
        return box

    def _button(self, name: str, text: str, tip: str, call: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setToolTip(tip)
        button.clicked.connect(lambda: call())
        return button

    def _arrange(self) -> None:
        for box in (self._label, self._new_label):
            let_narrow(box)
            box.setMinimumContentsLength(_LABEL_LETTERS)
        above = QHBoxLayout()
        above.setContentsMargins(12, 0, 12, 8)
        above.setSpacing(8)
        above.addWidget(self._verb)
        above.addWidget(self._words, stretch=1)
        for widget in (self._label, self._arrow, self._new_label, self._scope):
            above.addWidget(widget)
        below = QHBoxLayout()
        below.setContentsMargins(12, 8, 12, 8)
        below.setSpacing(12)
        below.addWidget(self._case)
        below.addWidget(self._whole)
        below.addStretch(1)
        below.addWidget(self._count)
        buttons = self._make_buttons()
        for button in buttons:
            below.addWidget(button)
        below.addWidget(self._apply)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(self.table, stretch=1)
        layout.addLayout(below)
        self.setFocusProxy(self.table)
        controls = (self._verb, self._words, self._label, self._new_label, self._scope)
        order = (*controls, self.table, self._case, self._whole, *buttons, self._apply)
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def _make_buttons(self) -> list[QToolButton]:
        """What ticks many rows."""
        article = self.tr("Ctrl+Space ticks what is in the article of the row")
        return [
            self._button(
                "review_all", self.tr("All"), "Ctrl+A", partial(self.model.tick_all, True)
            ),
            self._button(
                "review_none",
                self.tr("None"),
                "Ctrl+Shift+A",
                partial(self.model.tick_all, False),
            ),
            self._button(
                "review_article", self.tr("Only this article"), article, self._tick_only_article
            ),
        ]

    def _connect(self) -> None:
        for box in (self._verb, self._label, self._new_label, self._scope):
            box.currentIndexChanged.connect(self._on_plan)
        for check in (self._case, self._whole):
            check.toggled.connect(self._on_plan)
        self._words.textEdited.connect(lambda _: self._typing.start())
        self._words.returnPressed.connect(self._on_return)
        self._typing.timeout.connect(self._on_plan)
        self.model.ticks_changed.connect(self._show_count)
        self.table.row_chosen.connect(self.shown)
        self.table.typed.connect(self._choose_label)
        self._apply.clicked.connect(self._agree)
        own_key(self, self._agree, "Ctrl+Return", "Ctrl+Enter")

    def _on_plan(self) -> None:
        """Shows what the choices mean, and looks anew if they mean other rows."""
        self._typing.stop()
        plan = self.plan()
        if plan.label == plan.new_label and self._new_label.count() > 1:
            with QSignalBlocker(self._new_label):
                other = 0 if self._new_label.currentIndex() else 1
                self._new_label.setCurrentIndex(other)
            plan = self.plan()
        self._arrow.setVisible(plan.verb is Verb.RELABEL)
        self._new_label.setVisible(plan.verb is Verb.RELABEL)
        self._whole.setEnabled(plan.verb is Verb.TAG)
        self.model.set_plan(plan)
        search = self._wanted(plan)
        if search is not None and search != self._search:
            self._search = search
            self.search_changed.emit(search)
        self._show_count()

    def _wanted(self, plan: Plan) -> Search | None:
        text = self._words.text()
        if not text.strip():
            return None
        words = Words(text, case=self._case.isChecked(), whole=self._whole.isChecked())
        label = None if plan.verb is Verb.TAG else plan.label
        return Search(words, self.everywhere(), label)

    def _on_return(self) -> None:
        self._on_plan()
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _choose_label(self, letter: str) -> None:
        """The key of a label chooses it, as in the article."""
        box = self._new_label if self.plan().verb is Verb.RELABEL else self._label
        for label in self._scheme.labels:
            if label.shortcut and label.shortcut.casefold() == letter.casefold():
                box.setCurrentIndex(box.findText(label.name))

    def _tick_only_article(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.model.tick_only_article(row)

    def _agree(self) -> None:
        if self._apply.isEnabled():
            self.agreed.emit()

    def _show_count(self) -> None:
        ticked, found = self.model.ticked, self.model.rowCount()
        if found:
            text = self.tr("{0} of {1} ticked").format(f"{ticked:,}", f"{found:,}")
        else:
            text = "" if self._is_searching or self._search is None else self.tr("Not found")
        if self._is_searching:
            text = self.tr("{0}, looking…").format(text) if text else self.tr("Looking…")
        self._count.setText(text)
        self._apply.setText(f"{self._verb.currentText()} {ticked:,}")
        plan = self.plan()
        self._apply.setEnabled(
            ticked > 0 and not self._is_searching and plan.label != plan.new_label
        )
