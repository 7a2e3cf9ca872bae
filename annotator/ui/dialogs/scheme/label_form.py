"""One label of a scheme: its name, key, colours, guideline and attributes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from annotator.domain.labels import Label
from annotator.ui.dialogs.scheme.attribute_rows import AttributeRows
from annotator.ui.dialogs.scheme.fields import ColourField, Field, TextField
from annotator.ui.mnemonics import plain

if TYPE_CHECKING:
    from annotator.domain.labels import AttributeSpec

_KEY_WIDTH = 56


class LabelForm(QWidget):
    """Says what is typed; the editor says what is wrong with it."""

    edited = Signal(object, str)
    """The Label as it is typed, its name as before; and the name of the field."""
    renamed = Signal(str)
    step_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label("", "#000000", "#000000")
        self._name = QLineEdit()
        self._name.editingFinished.connect(self._on_name)
        self._key = QLineEdit()
        self._key.setMaxLength(1)
        self._key.setFixedWidth(_KEY_WIDTH)
        self._key.textEdited.connect(lambda _: self._say("key", shortcut=self._typed_key()))
        self._light = ColourField("scheme_colour", self.tr("Colour on light"))
        self._light.changed.connect(lambda: self._say("colours", colour=self._light.text()))
        self._dark = ColourField("scheme_dark_colour", self.tr("Colour on dark"))
        self._dark.changed.connect(lambda: self._say("colours", dark_colour=self._dark.text()))
        self._description = TextField(
            4, lambda: self._say("description", description=self._description.text())
        )
        self._accepted = TextField(
            3, lambda: self._say("accepted", accepted=self._accepted.lines())
        )
        self._rejected = TextField(
            3, lambda: self._say("rejected", rejected=self._rejected.lines())
        )
        for field in (self._accepted, self._rejected):
            field.setPlaceholderText(self.tr("One a line; *asterisks* around what is meant"))
        self._aliases = QLineEdit()
        self._aliases.setPlaceholderText(self.tr("What suggesters and files call it, too"))
        self._aliases.editingFinished.connect(self._on_aliases)
        self._attributes = AttributeRows()
        self._attributes.edited.connect(self._on_attributes)
        self._attributes.step_wanted.connect(self.step_wanted)
        self._fields: dict[str, Field] = {}
        self._arrange()

    def show_label(self, label: Label) -> None:
        """Shows a label; where the same is typed already, the cursor stays."""
        self._label = label
        for line, text in (
            (self._name, label.name),
            (self._key, label.shortcut.upper()),
            (self._aliases, ", ".join(label.aliases)),
        ):
            if line.text() != text:
                line.setText(text)
        self._light.set_text(label.colour)
        self._dark.set_text(label.dark_colour)
        self._description.set_text(label.description)
        self._accepted.set_lines(label.accepted)
        self._rejected.set_lines(label.rejected)
        self._attributes.show_label(label.name, label.attributes)
        self.show_problem("", "")

    def show_problem(self, field: str, sentence: str) -> None:
        """Shows a sentence below a field, and none below the others."""
        for name, one in self._fields.items():
            one.problem.show_sentence(sentence if name == field else "")

    def focus_name(self) -> None:
        """Puts the keyboard onto the name, all of it selected."""
        self._name.setFocus()
        self._name.selectAll()

    # ------------------------------------------------------------ parts

    def _arrange(self) -> None:
        colours = QWidget()
        row = QHBoxLayout(colours)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for tone, colour in (
            (self.tr("light"), self._light),
            (self.tr("dark"), self._dark),
        ):
            row.addWidget(QLabel(tone))
            row.addWidget(colour, stretch=1)
        colours.setFocusProxy(self._light)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, title, widget in (
            ("name", self.tr("Na&me"), self._name),
            ("key", self.tr("&Key"), self._key),
            ("colours", self.tr("C&olours"), colours),
            ("description", self.tr("W&hat it is"), self._description),
            ("accepted", self.tr("Mark ✓"), self._accepted),
            ("rejected", self.tr("Leave ✗"), self._rejected),
            ("aliases", self.tr("Alias&es"), self._aliases),
            ("attributes", self.tr("Attributes"), self._attributes),
        ):
            field = Field(widget, f"scheme_{name}", plain(title))
            self._fields[name] = field
            label = QLabel(title)
            label.setBuddy(field)
            form.addRow(label, field)

    def _typed_key(self) -> str:
        return self._key.text().strip().lower()

    def _say(self, field: str, **changes: object) -> None:
        self.edited.emit(replace(self._label, **changes), field)  # type: ignore[arg-type]

    def _on_name(self) -> None:
        name = self._name.text().strip()
        if name != self._label.name:
            self.renamed.emit(name)

    def _on_aliases(self) -> None:
        words = (word.strip() for word in self._aliases.text().split(","))
        aliases = tuple(dict.fromkeys(word for word in words if word))
        if aliases != self._label.aliases:
            self._say("aliases", aliases=aliases)

    def _on_attributes(self, specs: tuple[AttributeSpec, ...]) -> None:
        self._say("attributes", attributes=specs)
