"""What fits into a format: a sentence, the rules that are applied, and each span they concern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from annotator.ui.item_models.losses import LossModel, RuleModel
from annotator.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from annotator.services.exporting import Preflight

_GAP = 8
_LEAST_ROWS = 2.6
"""Of a table that are always seen, its header among them."""
_UPPER, _LOWER = 170, 200


class Fitting(QWidget):
    """Shows the outcome of a preflight; a rule that is chosen shows what it concerns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_fitting")
        self._found: Preflight | None = None
        self._said = self._label("export_said")
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._rule = self._label("export_rule")
        self._rules = RuleModel(self)
        self._losses = LossModel(self)
        self._rule_table = PlainTable("export_rules", self.tr("What is lost"), self._rules, self)
        self._rule_table.set_widths(11, 19, 10, 0)
        self._loss_table = PlainTable("export_losses", self.tr("Each of them"), self._losses, self)
        self._loss_table.set_widths(24, 12, 19, 0)
        for table in (self._rule_table, self._loss_table):
            table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            table.setMinimumHeight(round(_LEAST_ROWS * table.verticalHeader().defaultSectionSize()))
        self._rule_table.selectionModel().currentRowChanged.connect(self._show_losses)
        self._tables = QSplitter(Qt.Orientation.Vertical, self)
        self._tables.setChildrenCollapsible(False)
        self._tables.addWidget(self._rule_table)
        self._tables.addWidget(self._each_of_them())
        self._tables.setSizes([_UPPER, _LOWER])
        self._tables.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, _GAP, 0, 0)
        layout.setSpacing(_GAP)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._said)
        layout.addWidget(self._tables, stretch=1)

    def fields(self) -> list[QWidget]:
        """What the keyboard goes to, from top to bottom."""
        return [self._rule_table, self._loss_table]

    def wait(self) -> None:
        """Says that it is being looked at."""
        self._said.setText(self.tr("Looking at what fits…"))
        self._tables.setEnabled(False)

    def show_progress(self, done: int, total: int) -> None:
        """Says how far that is."""
        self._said.setText(
            self.tr("Looking at what fits… {0} of {1} articles").format(f"{done:,}", f"{total:,}")
        )

    def say(self, sentence: str) -> None:
        """Says that there is nothing to show, and why."""
        self._said.setText(sentence)
        self._tables.hide()

    def show_found(self, found: Preflight) -> None:
        """Shows what a preflight found."""
        self._found = found
        self._said.setText(self._sentence(found))
        self._rules.show_rows(found.losses)
        self._losses.show_losses(())
        self._tables.setEnabled(True)
        self._tables.setVisible(bool(found.losses))
        if found.losses:
            self._rule_table.selectRow(0)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _each_of_them(self) -> QWidget:
        below = QWidget(self)
        layout = QVBoxLayout(below)
        layout.setContentsMargins(0, _GAP, 0, 0)
        layout.setSpacing(_GAP)
        layout.addWidget(self._rule)
        layout.addWidget(self._loss_table, stretch=1)
        return below

    def _sentence(self, found: Preflight) -> str:
        articles = self._counted(found.articles, self.tr("article"), self.tr("articles"))
        if len(found.parts) > 1:
            articles += " (" + ", ".join(f"{k} {n:,}" for k, n in found.parts.items()) + ")"
        parts = [
            articles,
            self._counted(found.annotations, self.tr("annotation"), self.tr("annotations")),
        ]
        if found.relations:
            parts.append(self._counted(found.relations, self.tr("relation"), self.tr("relations")))
        if found.suggestions:
            parts.append(
                self._counted(found.suggestions, self.tr("suggestion"), self.tr("suggestions"))
            )
        what = ", ".join(parts)
        if not found.losses:
            return self.tr("{0}. Everything fits.").format(what)
        if not found.grave:
            return self.tr("{0}. Every span and relation fits. What is left out:").format(what)
        return self.tr("{0}. Not all of it fits:").format(what)

    @staticmethod
    def _counted(count: int, one: str, many: str) -> str:
        return f"{count:,} {one if count == 1 else many}"

    def _show_losses(self) -> None:
        at = self._rule_table.currentIndex().row()
        if self._found is None or not 0 <= at < len(self._found.losses):
            self._losses.show_losses(())
            return
        row = self._found.losses[at]
        key = (row["fate"], row["kind"], row["rule"])
        shown = [one for one in self._found.shown if (one.fate, one.kind, one.rule) == key]
        rest = int(row["count"]) - sum(one.count for one in shown)
        more = self.tr("{0} more are in the report.").format(f"{rest:,}") if rest > 0 else ""
        self._rule.setText(f"{row['rule']} {more}".rstrip())
        self._losses.show_losses(shown)
