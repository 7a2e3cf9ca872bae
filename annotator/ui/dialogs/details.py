"""What is known about the article that is open: always there beside it, if one likes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QVBoxLayout

from annotator.domain.document import DocumentInfo, Status
from annotator.domain.errors import NotAllowed
from annotator.domain.published import checked_published
from annotator.ui.mnemonics import plain
from annotator.ui.panels.articles.tag_field import TagField
from annotator.ui.panels.span.note_field import NoteField
from annotator.ui.plain_text import text_of
from annotator.ui.widgets.choices import make_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QWidget

    from annotator.domain.document import Metadata

_METADATA = ("title", "outlet", "byline", "published", "url", "language")
_NOTE_LINES = 4


class DetailsDialog(QDialog):
    """Asks for an edit when the keyboard leaves a field; Escape closes it."""

    metadata_edited = Signal(object, object)
    """The DocumentId, and the Metadata as they should be."""
    tags_edited = Signal(object, object)
    """The DocumentId, and its tags."""
    status_edited = Signal(object, object, str)
    """The DocumentId, its Status and the reason of the flag."""
    note_edited = Signal(object, str)
    """The DocumentId, and the note."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("details_dialog")
        self.setWindowTitle(self.tr("Article details"))
        self.setModal(False)
        self.resize(480, 470)
        self._info: DocumentInfo | None = None
        self._fields = {name: self._field(name) for name in (*_METADATA, "tags", "reason")}
        self._status = make_choice("details_status", self)
        for status in Status:
            self._status.addItem(str(status).capitalize(), str(status))
        self._note = NoteField(self)
        self._note.setObjectName("details_note")
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(self._note.fontMetrics().lineSpacing() * _NOTE_LINES + 18)
        self._remark = QLabel(self)
        self._remark.setObjectName("details_remark")
        self._remark.setWordWrap(True)
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        self._remark.hide()
        for name in _METADATA:
            self._fields[name].editingFinished.connect(self.commit)
        self._fields["tags"].editingFinished.connect(self.commit)
        self._fields["reason"].editingFinished.connect(self.commit)
        self._fields["published"].setPlaceholderText("2026-01-31")
        self._fields["tags"].setPlaceholderText(self.tr("with commas between"))
        self._status.activated.connect(self.commit)
        self._note.left.connect(self.commit)
        self._arrange()

    def show_info(self, info: DocumentInfo, outlets: Sequence[str], tags: Sequence[str]) -> None:
        """Shows an article; what is typed and not yet stored stays if it is the same one."""
        before, self._info = self._info, info
        self._fields["outlet"].set_known(outlets, is_list=False)
        self._fields["tags"].set_known(tags)
        same = before is not None and before.id == info.id
        for name, text in _texts(info).items():
            if not same or _texts(before or info)[name] != text:
                self._fields[name].setText(text)
                self._fields[name].setCursorPosition(0)
        if not same or (before or info).note != info.note:
            self._note.setPlainText(info.note)
        self._status.setCurrentIndex(tuple(Status).index(info.status))
        self._fields["reason"].setEnabled(info.status is Status.FLAGGED)
        if not same:
            self._remark.hide()

    def refuse(self, sentence: str) -> None:
        """Says why an edit was not made; what was typed stays."""
        self._remark.setText(sentence)
        self._remark.show()
        layout = self.layout()
        assert layout is not None
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def commit(self) -> None:
        """Asks for the edits that what is typed makes, if any."""
        info = self._info
        if info is None:
            return
        self._remark.hide()
        metadata = info.metadata
        typed = {name: self._fields[name].text() for name in _METADATA}
        try:
            typed["published"] = self._date(typed["published"])
        except NotAllowed as error:
            typed["published"] = metadata.published
            self.refuse(str(error))
        changed = {key: value for key, value in typed.items() if value != getattr(metadata, key)}
        if changed:
            self.metadata_edited.emit(info.id, _with(metadata, changed))
        tags = self._fields["tags"].names()
        if tuple(sorted(set(tags))) != info.tags:
            self.tags_edited.emit(info.id, tags)
        status = Status(self._status.currentData())
        reason = self._fields["reason"].text().strip() if status is Status.FLAGGED else ""
        if (status, reason) != (info.status, info.flag_reason):
            self.status_edited.emit(info.id, status, reason)
        note = text_of(self._note)
        if note != info.note:
            self.note_edited.emit(info.id, note)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stores what is typed."""
        self.commit()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Stores what is typed."""
        self.commit()
        super().done(result)

    # ------------------------------------------------------------ parts

    def _date(self, typed: str) -> str:
        """A date that came with the article may stay as it is."""
        assert self._info is not None
        return typed if typed == self._info.metadata.published else checked_published(typed)

    def _field(self, name: str) -> TagField:
        field = TagField(self)
        field.setObjectName(f"details_{name}")
        field.set_known((), is_list=name == "tags")
        return field

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for text, field in (
            (self.tr("&Title"), self._fields["title"]),
            (self.tr("&Outlet"), self._fields["outlet"]),
            (self.tr("&Author"), self._fields["byline"]),
            (self.tr("&Date"), self._fields["published"]),
            (self.tr("Addr&ess"), self._fields["url"]),
            (self.tr("&Language"), self._fields["language"]),
            (self.tr("Ta&gs"), self._fields["tags"]),
            (self.tr("&Status"), self._status),
            (self.tr("&Reason of the flag"), self._fields["reason"]),
            (self.tr("&Note"), self._note),
        ):
            form.addRow(text, field)
            field.setAccessibleName(plain(text))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self._remark)
        layout.addStretch(1)


def _with(metadata: Metadata, values: dict[str, str]) -> Metadata:
    return replace(metadata, **values)  # type: ignore[arg-type] # names of its texts


def _texts(info: DocumentInfo) -> dict[str, str]:
    """What stands in each field."""
    texts = {name: getattr(info.metadata, name) for name in _METADATA}
    return {**texts, "tags": ", ".join(info.tags), "reason": info.flag_reason}
