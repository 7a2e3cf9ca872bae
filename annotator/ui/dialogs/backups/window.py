"""The backups of the project: when each was made, and what restoring it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from annotator.domain.backups import MOST_SHOWN, sentences
from annotator.ui.dates import written_time
from annotator.ui.item_models.backups import (
    ArticlePreviewModel,
    BackupModel,
    written_size,
)
from annotator.ui.widgets.nothing_here import NothingHere
from annotator.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from annotator.domain.backups import Backup, Backups, Preview

_SIZE = (760, 620)
_FRAME = 8
"""Around a window, in pixels."""
_PAUSE_MS = 250
"""So long a backup must stay chosen before it is compared."""


class BackupsWindow(QDialog):
    """Not modal: work goes on behind it. Escape closes it."""

    preview_wanted = Signal(object)
    """The Path of a backup that is to be compared."""
    restore_wanted = Signal(object)
    """The Path of a backup that is to take the project's place."""
    copy_wanted = Signal(object)
    """The Path of a backup that is to become a project of its own."""
    save_wanted = Signal()
    """The whole project is to be saved as one file."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("backups_window")
        self.setWindowTitle(self.tr("Backups"))
        room = self.screen().availableSize()
        self.resize(min(_SIZE[0], room.width() - _FRAME), min(_SIZE[1], room.height() - 40))
        self._summary = self._label("backups_summary")
        self._model = BackupModel(self)
        self._table = PlainTable("backups", self.tr("Backups"), self._model, self)
        self._table.setSelectionMode(PlainTable.SelectionMode.SingleSelection)
        self._table.set_widths(0, 10, 16, 16)
        self._none = NothingHere(
            self.tr("There is no backup yet. The first is made soon after a project is opened."),
            self._table,
        )
        self._what = self._label("backup_preview")
        self._articles = ArticlePreviewModel(self)
        self._changes = PlainTable(
            "backup_changes", self.tr("Articles that would change"), self._articles, self
        )
        self._changes.set_widths(0, 20, 16, 6, 8)
        self._remark = self._label("remark")
        self._remark.setText(
            self.tr(
                "Restoring deletes nothing: the project as it is now is kept beside it, under a"
                " name that says so."
            )
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._ask)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._on_chosen())
        self._buttons = self._make_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(12)
        layout.addWidget(self._summary)
        layout.addWidget(self._table, stretch=3)
        layout.addWidget(self._what)
        layout.addWidget(self._changes, stretch=2)
        layout.addWidget(self._remark)
        layout.addWidget(self._buttons)
        self._show_chosen()

    def show_backups(self, found: Backups) -> None:
        """Shows these; the one that was chosen stays chosen, else it is the newest."""
        before = self.chosen()
        self._model.show(found)
        self._none.setVisible(not found.made)
        total = written_size(sum(one.size for one in found.made))
        self._summary.setText(
            self.tr("{0} backups, {1} together.").format(len(found.made), total)
            if len(found.made) != 1
            else self.tr("1 backup, {0}.").format(total)
        )
        self._summary.setVisible(bool(found.made))
        paths = [one.path for one in found.made]
        if paths:
            self._table.select_rows([paths.index(before.path) if before in found.made else 0])
        self._on_chosen()
        self._table.setFocus()

    def show_preview(self, backup: object, preview: Preview) -> None:
        """Shows what restoring a backup would change, if that is still the one that is chosen."""
        chosen = self.chosen()
        if chosen is None or chosen.path != backup:
            return
        told = sentences(preview)
        if not preview.is_nothing:
            told.insert(0, self.tr("If it is restored:"))
        more = sum(preview.of_fate.values()) - len(preview.articles)
        if more > 0:
            told.append(self.tr("The first {0} articles are listed.").format(f"{MOST_SHOWN:,}"))
        self._what.setText(" ".join(told))
        self._articles.show(preview.articles)
        self._changes.setVisible(bool(preview.articles))
        self._restore.setEnabled(not preview.is_nothing)

    def show_trouble(self, sentence: str) -> None:
        """Says why a backup cannot be compared; it can be restored all the same."""
        self._what.setText(sentence)
        self._articles.show(())

    def set_busy(self, sentence: str) -> None:
        """Says what is at work; nothing can be begun meanwhile. "": nothing is any more."""
        for button in (self._restore, self._copy, self._save):
            button.setEnabled(not sentence)
        if sentence:
            self._what.setText(sentence)
        else:
            self._show_chosen()

    def chosen(self) -> Backup | None:
        """The backup that is chosen; None if there is none."""
        rows = self._table.rows()
        return self._model.at(rows[0]) if rows else None

    # ------------------------------------------------------------ parts

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        return label

    def _make_buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self._restore = box.addButton(self.tr("&Restore this one"), role)
        self._copy = box.addButton(self.tr("&Open as a copy…"), role)
        self._save = box.addButton(self.tr("&Save the project as a file…"), role)
        for name, button in (
            ("backup_restore", self._restore),
            ("backup_copy", self._copy),
            ("backup_save", self._save),
        ):
            button.setObjectName(name)
        for button in box.findChildren(QPushButton):
            button.setAutoDefault(False)
        self._restore.clicked.connect(lambda: self._emit(self.restore_wanted))
        self._copy.clicked.connect(lambda: self._emit(self.copy_wanted))
        self._save.clicked.connect(self.save_wanted)
        box.rejected.connect(self.reject)
        return box

    def _emit(self, signal: object) -> None:
        chosen = self.chosen()
        if chosen is not None:
            signal.emit(chosen.path)  # type: ignore[attr-defined]  # a bound signal has no name

    def _on_chosen(self) -> None:
        self._show_chosen()
        self._soon.start()

    def _show_chosen(self) -> None:
        chosen = self.chosen()
        is_good = chosen is not None and chosen.is_good
        self._restore.setEnabled(is_good)
        self._copy.setEnabled(is_good)
        self._save.setEnabled(True)
        self._articles.show(())
        self._what.setVisible(chosen is not None)
        self._changes.setVisible(chosen is not None)
        if chosen is not None and not chosen.is_good:
            self._what.setText(self.tr("This backup is damaged, and cannot be restored."))
        elif chosen is not None:
            when = written_time(chosen.made_at)
            self._what.setText(self.tr("Comparing the backup of {0} …").format(when))

    def _ask(self) -> None:
        chosen = self.chosen()
        if chosen is not None and chosen.is_good and self.isVisible():
            self.preview_wanted.emit(chosen.path)
