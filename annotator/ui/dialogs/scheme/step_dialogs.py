"""Merging, splitting and deleting a label: what becomes of its annotations is asked here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import KnownError
from annotator.domain.labels import AttributeKind
from annotator.domain.scheme_steps import DeleteLabel, MergeLabels, Part, SplitLabel
from annotator.ui.dialogs.scheme.fields import Problem, TextField
from annotator.ui.mnemonics import literal, plain
from annotator.ui.widgets.choices import make_choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.labels import AttributeValue, Label, LabelScheme
    from annotator.domain.scheme_draft import SchemeDraft
    from annotator.domain.scheme_steps import Step

    Count = Callable[[SchemeDraft, Callable[[list[str]], None]], None]
    """Counts what a draft would do, and says so in sentences when it knows."""

_PAUSE_MS = 150


class StepDialog(QDialog):
    """Asks for one step, and shows what it does before it is taken.

    step: what is asked for by the fields as they are. Raises InvalidScheme if it makes no sense.
    """

    def __init__(
        self,
        title: str,
        agree: str,
        step: Callable[[], Step],
        draft: SchemeDraft,
        count: Count,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.step = step
        self._draft = draft
        self._count = count
        self._asked = 0
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._problem = Problem("step")
        self._impact = QLabel()
        self._impact.setObjectName("step_impact")
        self._impact.setWordWrap(True)
        self._impact.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._agree = self._buttons.addButton(agree, QDialogButtonBox.ButtonRole.AcceptRole)
        self._agree.setObjectName("step_agree")
        self._agree.setDefault(True)
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addLayout(self.form)
        column.addWidget(self._problem)
        column.addWidget(self._impact)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)

    def add_row(self, title: str, field: QWidget, name: str) -> None:
        """Adds a field with its title."""
        field.setObjectName(name)
        field.setAccessibleName(plain(title))
        label = QLabel(title)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(field)
        self.form.addRow(label, field)

    def refresh(self) -> None:
        """What is asked for is another step now."""
        try:
            self._draft.then(self.step())
        except KnownError as error:
            self._problem.show_sentence(str(error))
            self._agree.setEnabled(False)
            self._impact.setText("")
            self._soon.stop()
        else:
            self._problem.show_sentence("")
            self._agree.setEnabled(True)
            self._soon.start()

    def done(self, result: int) -> None:
        """Closes; what is still being counted is for nobody."""
        self._soon.stop()
        self._asked += 1
        super().done(result)

    def _ask(self) -> None:
        self._asked += 1
        asked = self._asked
        try:
            draft = self._draft.then(self.step())
        except KnownError:
            return
        self._count(draft, lambda said: self._show(said) if asked == self._asked else None)

    def _show(self, sentences: list[str]) -> None:
        self._impact.setText("\n".join(sentences) or self.tr("No annotation changes."))


class MergeDialog(StepDialog):
    """Which label takes another one in."""

    def __init__(self, label: str, draft: SchemeDraft, count: Count, parent: QWidget) -> None:
        super().__init__(
            parent.tr("Merge {0}").format(label),
            parent.tr("Merge"),
            self._merge,
            draft,
            count,
            parent,
        )
        self.setObjectName("merge_dialog")
        self._label = label
        self._into = _labels_but(label, draft.scheme)
        self._into.activated.connect(lambda _: self.refresh())
        self.add_row(self.tr("Merge {0} &into").format(literal(label)), self._into, "merge_into")
        self.refresh()

    def _merge(self) -> Step:
        return MergeLabels(self._label, self._into.currentText())


class DeleteDialog(StepDialog):
    """What becomes of the annotations of a label that goes."""

    def __init__(self, label: str, draft: SchemeDraft, count: Count, parent: QWidget) -> None:
        super().__init__(
            parent.tr("Delete {0}").format(label),
            parent.tr("Delete the label"),
            self._deletion,
            draft,
            count,
            parent,
        )
        self.setObjectName("delete_dialog")
        self._label = label
        self._relabel = QRadioButton(self.tr("&Relabel its annotations as"))
        self._relabel.setObjectName("delete_relabel")
        self._relabel.setChecked(True)
        self._delete = QRadioButton(self.tr("&Delete its annotations, too"))
        self._delete.setObjectName("delete_annotations")
        group = QButtonGroup(self)
        group.addButton(self._relabel)
        group.addButton(self._delete)
        group.buttonToggled.connect(lambda *_: self._on_toggled())
        self._instead = _labels_but(label, draft.scheme)
        self._instead.setObjectName("delete_instead")
        self._instead.setAccessibleName(self.tr("Relabel as"))
        self._instead.activated.connect(lambda _: self.refresh())
        self.form.addRow(self._relabel, self._instead)
        self.form.addRow(self._delete)
        self.refresh()

    def _deletion(self) -> Step:
        instead = self._instead.currentText() if self._relabel.isChecked() else None
        return DeleteLabel(self._label, instead)

    def _on_toggled(self) -> None:
        self._instead.setEnabled(self._relabel.isChecked())
        self.refresh()


class SplitDialog(StepDialog):
    """What is split off a label: a value of an attribute, or some words."""

    def __init__(
        self,
        label: Label,
        colours: tuple[str, str],
        draft: SchemeDraft,
        count: Count,
        parent: QWidget,
    ) -> None:
        super().__init__(
            parent.tr("Split {0}").format(label.name),
            parent.tr("Split"),
            self._split,
            draft,
            count,
            parent,
        )
        self.setObjectName("split_dialog")
        self._label = label
        self._colours = colours
        self._name = QLineEdit()
        self._name.textEdited.connect(lambda _: self.refresh())
        self.add_row(self.tr("&New label"), self._name, "split_name")
        self._what = make_choice("split_what")
        for title, attribute, value in _values(label):
            self._what.addItem(title, (attribute, value))
        self._what.addItem(self.tr("the words below"), None)
        self._what.activated.connect(lambda _: self._on_what())
        self.add_row(self.tr("It &takes"), self._what, "split_what")
        self._words = TextField(4, self.refresh)
        self._words.setPlaceholderText(self.tr("One a line; case does not count"))
        self.add_row(self.tr("&Words"), self._words, "split_words")
        self._on_what()

    def _split(self) -> Step:
        chosen = self._what.currentData()
        name = self._name.text().strip()
        light, dark = self._colours
        made = replace(
            self._label,
            name=name,
            colour=light,
            dark_colour=dark,
            shortcut="",
            description="",
            accepted=(),
            rejected=(),
            aliases=(),
        )
        if chosen is None:
            return SplitLabel(self._label.name, (Part(made, words=self._words.lines()),))
        attribute, value = chosen
        rest = tuple(spec for spec in made.attributes if spec.name != attribute)
        part = Part(replace(made, attributes=rest), attribute, (value,))
        return SplitLabel(self._label.name, (part,))

    def _on_what(self) -> None:
        chosen = self._what.currentData()
        self._words.setEnabled(chosen is None)
        if not self._name.isModified():
            value = chosen[1] if chosen else ""
            self._name.setText(value.upper() if isinstance(value, str) else chosen[0].upper())
        self.refresh()


def _labels_but(label: str, scheme: LabelScheme) -> QComboBox:
    box = make_choice("")
    box.addItems([name for name in scheme.names() if name != label])
    return box


def _values(label: Label) -> list[tuple[str, str, AttributeValue]]:
    """Every value that may be split off: how it is shown, its attribute, the value."""
    found: list[tuple[str, str, AttributeValue]] = []
    for spec in label.attributes:
        if spec.kind is AttributeKind.CHOICE:
            found += [(f"{spec.name}: {choice}", spec.name, choice) for choice in spec.choices]
        elif spec.kind is AttributeKind.FLAG:
            found.append((spec.name, spec.name, True))
    return found
