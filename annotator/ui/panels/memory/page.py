"""What the project remembers: a table of phrases, and what is to be done about each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import AnnotatorError
from annotator.domain.memory import PhraseOrder, Rule
from annotator.ui.item_models.phrases import ORDERS, PhraseModel
from annotator.ui.panels.memory.phrase_form import PhraseForm
from annotator.ui.widgets.buttons import make_button
from annotator.ui.widgets.choices import make_choice
from annotator.ui.widgets.nothing_here import NothingHere
from annotator.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.memory import Phrase, PhraseRow
    from annotator.services.memory import Memory

_TYPING_PAUSE_MS = 120


class MemoryPage(QWidget):
    """Search, sort, write, change and forget; each change is one step of the project's history."""

    failed = Signal(object)
    """An AnnotatorError that an edit met; None: all is well again."""
    occurrences_wanted = Signal(str)
    """A phrase whose occurrences are to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("memory_page")
        self._memory: Memory | None = None
        self._model = PhraseModel(self)
        self._search = QLineEdit(self)
        self._search.setObjectName("memory_search")
        self._search.setPlaceholderText(self.tr("Search phrases"))
        self._search.setAccessibleName(self.tr("Search phrases"))
        self._search.setClearButtonEnabled(True)
        self._order = make_choice("memory_order", self)
        self._order.setAccessibleName(self.tr("Order"))
        self._order.addItem(self.tr("Most tagged first"), PhraseOrder.TAGGED)
        self._order.addItem(self.tr("Most rejected first"), PhraseOrder.REJECTED)
        self._order.addItem(self.tr("By phrase"), PhraseOrder.TEXT)
        self._table = PlainTable("memory_table", self.tr("Phrases"), self._model, self)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._table.set_widths(0, 12, 9, 10, 10, 20, 30)
        self._form = PhraseForm(self)
        self._nothing = NothingHere("", self._table)
        self._new = make_button("memory_new", self.tr("&New…"), self, self._on_new)
        self._change = make_button("memory_change", self.tr("&Change…"), self, self._on_change)
        self._rule = make_button("memory_rule", self.tr("&Rule"), self)
        self._rule.setMenu(self._rules())
        self._find = make_button(
            "memory_find", self.tr("&Find in all articles"), self, self._on_find
        )
        self._forget = make_button("memory_forget", self.tr("F&orget"), self, self._on_forget)
        self._count = QLabel(self)
        self._count.setObjectName("article_count")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self._connect()
        self._arrange()
        self._show_selected()

    # ------------------------------------------------------------ what the window uses

    def set_memory(self, memory: Memory | None) -> None:
        """Shows what a project remembers."""
        if memory is not self._memory:
            self._form.leave()
            self._model.set_source(memory)
        self._memory = memory
        self._form.set_labels(memory.labels() if memory else ())
        self._read()

    def refresh(self) -> None:
        """Reads again what may be another now."""
        self._read()

    def focus_search(self) -> None:
        """Puts the cursor into the search."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    # ------------------------------------------------------------ parts

    def _rules(self) -> QMenu:
        menu = QMenu(self._rule)
        for text, rule in (
            (self.tr("&Offer always"), Rule.OFFER),
            (self.tr("&Never offer"), Rule.WITHHOLD),
            (self.tr("&Ignore"), Rule.IGNORE),
            (self.tr("By what was &tagged"), None),
        ):
            menu.addAction(text).triggered.connect(partial(self._on_rule, rule))
        return menu

    def _connect(self) -> None:
        self._search.textChanged.connect(lambda _: self._pause.start())
        self._search.returnPressed.connect(self._on_found)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._show_selected())
        self._model.modelReset.connect(self._show_selected)
        self._table.row_chosen.connect(lambda _: self._on_change())
        self._table.removal_wanted.connect(self._on_forget)
        self._order.activated.connect(lambda _: self._read())
        header = self._table.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_header)
        self._form.stored.connect(self._on_stored)
        self._form.closed.connect(self._table.setFocus)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 10, 12, 10)
        bar.setSpacing(8)
        bar.addWidget(self._search, stretch=1)
        bar.addWidget(self._order)
        bar.addSpacing(8)
        for button in (self._new, self._change, self._rule, self._find, self._forget):
            bar.addWidget(button)
        self._count.setContentsMargins(12, 8, 12, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._form)
        layout.addWidget(self._table, stretch=1)
        layout.addWidget(self._count)

    def _read(self) -> None:
        self._pause.stop()
        chosen = [row.phrase for row in self._selected()]
        order = PhraseOrder(self._order.currentData())  # Qt makes a plain text of it
        self._model.show(self._search.text(), order)
        self._select(chosen)
        self._show_count()
        self._show_selected()

    def _selected(self) -> list[PhraseRow]:
        return [self._model.row(row) for row in self._table.rows()]

    def _select(self, phrases: list[Phrase]) -> None:
        rows = [row for one in phrases if (row := self._model.row_of(one)) is not None]
        self._table.select_rows(rows)

    def _show_selected(self) -> None:
        chosen = len(self._table.rows())
        self._new.setEnabled(self._memory is not None)
        for button, is_enabled in (
            (self._change, chosen == 1),
            (self._find, chosen == 1),
            (self._rule, chosen > 0),
            (self._forget, chosen > 0),
        ):
            button.setEnabled(is_enabled)

    def _show_count(self) -> None:
        shown, total = self._model.rowCount(), self._model.total
        if shown < total:
            said = self.tr("The first {0} of {1} phrases; search for others.")
        else:
            said = self.tr("1 phrase") if total == 1 else self.tr("{0} phrases")
        self._count.setText(said.format(f"{shown:,}", f"{total:,}"))
        self._nothing.setText(
            self.tr("No phrase has these letters in it.")
            if self._search.text().strip()
            else self.tr(
                "Nothing yet.\n\nNames that you tag are suggested wherever else they stand;"
                " what you reject twice is not suggested any more."
            )
        )
        self._nothing.setVisible(total == 0)

    def _on_header(self, column: int) -> None:
        """Sorts by a column, if the table can be sorted by it."""
        if column in ORDERS:
            self._order.setCurrentIndex(self._order.findData(ORDERS[column]))
            self._read()

    def _on_found(self) -> None:
        self._read()
        if self._model.rowCount():
            self._table.selectRow(0)
            self._table.setFocus()

    # ------------------------------------------------------------ edits

    def _attempt(self, gesture: Callable[[Memory], Phrase | None]) -> bool:
        """Makes an edit, and selects the phrase that it gives back, if it gives one."""
        if self._memory is None:
            return False
        try:
            phrase = gesture(self._memory)
        except AnnotatorError as error:
            self.failed.emit(error)
            return False
        self.failed.emit(None)
        self._read()
        if phrase is not None:
            self._select([phrase])
        return True

    def _on_new(self) -> None:
        self._form.write(self._search.text().strip())

    def _on_change(self) -> None:
        chosen = self._selected()
        if len(chosen) == 1:
            self._form.change(chosen[0])

    def _on_stored(self, row: PhraseRow | None, text: str, label: str, rule: Rule | None) -> None:
        def gesture(memory: Memory) -> Phrase | None:
            if row is None:
                return memory.add(text, label, rule or Rule.OFFER)
            return _changed(memory, row, text, label, rule)

        if row is None:
            self._search.clear()
        if self._attempt(gesture):
            self._form.leave()

    def _on_rule(self, rule: Rule | None) -> None:
        phrases = [row.phrase for row in self._selected()]

        def gesture(memory: Memory) -> None:
            if rule is None:
                memory.clear_rule(phrases)
            else:
                memory.set_rule(phrases, rule)

        if phrases:
            self._attempt(gesture)

    def _on_forget(self) -> None:
        phrases = [row.phrase for row in self._selected()]
        if phrases:
            self._attempt(lambda memory: memory.remove(phrases))

    def _on_find(self) -> None:
        chosen = self._selected()
        if len(chosen) == 1:
            self.occurrences_wanted.emit(chosen[0].text)


def _changed(memory: Memory, row: PhraseRow, text: str, label: str, rule: Rule | None) -> Phrase:
    """Rewrites a line, and gives it another rule."""
    phrase = memory.change(row.phrase, text=text, label=label)
    if rule is not row.rule:
        if rule is None:
            memory.clear_rule([phrase])
        else:
            memory.set_rule([phrase], rule)
    return phrase
