"""All about one entry of the registry, to be edited in place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from annotator.domain.errors import AnnotatorError, NotAllowed
from annotator.ui.panels.span.attribute_form import arrange_form
from annotator.ui.panels.span.note_field import NoteField
from annotator.ui.plain_text import text_of

if TYPE_CHECKING:
    from annotator.domain.entries import RegistryEntry

_LINES = 3
_ITEM = re.compile(r"[Qq][1-9][0-9]*")


class EntryForm(QWidget):
    """Each field is stored when it is left."""

    edited = Signal(object)
    """The RegistryEntry as it should be now."""
    failed = Signal(object)
    """An AnnotatorError: what was typed cannot be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry_form")
        self._entry: RegistryEntry | None = None
        self._name = self._line("entry_name_field")
        self._kind = self._line("entry_kind", self.tr("person, armed group, town"))
        self._aliases = self._lines("entry_aliases", self.tr("One a line"))
        self._note = self._lines("entry_note", "")
        self._wikidata = self._line("entry_wikidata", "Q1075")
        self._gazetteer = self._line("entry_gazetteer", self.tr("Its id in a gazetteer"))
        self._place = self._line("entry_place", "34.73, 36.72")
        form = QFormLayout(self)
        arrange_form(form)
        for title, field in (
            (self.tr("Name"), self._name),
            (self.tr("Kind"), self._kind),
            (self.tr("Other names"), self._aliases),
            (self.tr("Note"), self._note),
            (self.tr("Wikidata"), self._wikidata),
            (self.tr("Gazetteer"), self._gazetteer),
            (self.tr("Coordinates"), self._place),
        ):
            label = QLabel(title)
            label.setBuddy(field)
            field.setAccessibleName(title)
            form.addRow(label, field)
        self.show_entry(None)

    def show_entry(self, entry: RegistryEntry | None) -> None:
        """Shows an entry; what was typed about the one before is stored."""
        if entry == self._entry and entry is not None:
            return
        if self._entry is not None and (entry is None or entry.id != self._entry.id):
            self.commit()
        self._entry = entry
        self.setEnabled(entry is not None)
        self._name.setText(entry.name if entry else "")
        self._kind.setText(entry.kind if entry else "")
        self._aliases.setPlainText("\n".join(entry.aliases) if entry else "")
        self._note.setPlainText(entry.note if entry else "")
        self._wikidata.setText(entry.wikidata if entry else "")
        self._gazetteer.setText(entry.gazetteer if entry else "")
        self._place.setText(_written(entry) if entry else "")

    def focus_name(self) -> None:
        """Puts the cursor into the name, all of it selected."""
        self._name.setFocus()
        self._name.selectAll()

    def commit(self) -> None:
        """Stores what was typed and is not stored yet."""
        if self._entry is None:
            return
        try:
            typed = self._typed(self._entry)
        except AnnotatorError as error:
            self.failed.emit(error)
            return
        if typed != self._entry:
            self._entry = typed  # before it is stored: the news of it must not store it again
            self._wikidata.setText(typed.wikidata)
            self.edited.emit(typed)

    # ------------------------------------------------------------ parts

    def _line(self, name: str, example: str = "") -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setPlaceholderText(example)
        line.editingFinished.connect(self.commit)
        return line

    def _lines(self, name: str, example: str) -> NoteField:
        field = NoteField(self)
        field.setObjectName(name)
        field.setPlaceholderText(example)
        field.setTabChangesFocus(True)
        field.setFixedHeight(_LINES * field.fontMetrics().lineSpacing() + 16)
        field.left.connect(self.commit)
        return field

    def _typed(self, entry: RegistryEntry) -> RegistryEntry:
        name = " ".join(self._name.text().split())
        lines = (" ".join(one.split()) for one in text_of(self._aliases).split("\n"))
        latitude, longitude = (entry.latitude, entry.longitude)
        if self._place.text().strip() != _written(entry):
            latitude, longitude = _read(self._place.text())
        return replace(
            entry,
            name=name,
            aliases=tuple(sorted({one for one in lines if one} - {name})),
            kind=" ".join(self._kind.text().split()),
            note=text_of(self._note),
            wikidata=_item(self._wikidata.text()),
            gazetteer=self._gazetteer.text().strip(),
            latitude=latitude,
            longitude=longitude,
        )


def _item(text: str) -> str:
    """The number of a Wikidata item, also out of the address of its page."""
    last = text.strip().rstrip("/").rpartition("/")[2]
    return last.upper() if _ITEM.fullmatch(last) else text.strip()


def _written(entry: RegistryEntry) -> str:
    return "" if entry.latitude is None else f"{entry.latitude}, {entry.longitude}"


def _read(text: str) -> tuple[float | None, float | None]:
    """Latitude and longitude as one writes them. Raises NotAllowed."""
    parts = text.replace(",", " ").split()
    if not parts:
        return None, None
    try:
        latitude, longitude = (float(one) for one in parts)
    except ValueError:
        raise NotAllowed(
            f"“{text.strip()}” is no place; write latitude and longitude, such as 34.73, 36.72."
        ) from None
    return latitude, longitude
