"""What the columns of a table hold: asked once for all files with the same columns."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from annotator.domain.errors import Cancelled, KnownError
from annotator.domain.text import cut, title_of
from annotator.services.choosing_columns import columns_options, look_job
from annotator.ui.dialogs.columns.field_form import FieldForm
from annotator.ui.dialogs.columns.layout_form import LayoutForm
from annotator.ui.item_models.table_preview import TablePreviewModel
from annotator.ui.tips import literally
from annotator.ui.widgets.plain_table import PlainTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from annotator.services.choosing_columns import TablePreview, Tables
    from annotator.services.jobs import Handle, Job

    Run = Callable[
        [Job[TablePreview], Callable[[TablePreview], None], Callable[[BaseException], None]], Handle
    ]

_SIZE = (900, 640)
_SHOWN_FILES = 3
_SHOWN_TEXT = 160
_WIDE, _NARROW = 44, 17
"""Letters of a column of texts, and of the others."""


class ColumnsDialog(QDialog):
    """Presets what the names of the columns tell, and shows what comes of it.

    run: starts a job and calls back on this thread: with what it found, or what it raised.
    is_last: whether nothing else waits to be imported.
    """

    def __init__(
        self, tables: Tables, run: Run, *, is_last: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("columns_dialog")
        self.setWindowTitle(self.tr("Import a table"))
        self._tables = tables
        self._run = run
        self._asked = 0
        self._looking: Handle | None = None
        self._preview = tables.preview
        self._layout = LayoutForm(tables.preview, self)
        self._fields = FieldForm(self)
        self._model = TablePreviewModel(self)
        self._table = PlainTable("columns_table", self.tr("First rows"), self._model, self)
        self._table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self._first_title = self._label("section_title")
        self._first_title.setText(self.tr("The first article"))
        self._first = self._label("columns_first")
        self._problem = self._label("columns_problem")
        self._problem.setProperty("is_problem", True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        leave_out = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        leave_out.setObjectName("columns_leave_out")
        leave_out.setAutoDefault(False)
        if not is_last:
            leave_out.setText(self.tr("Leave out"))
        self._agree = self._buttons.addButton(
            self.tr("&Import"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._agree.setObjectName("columns_import")
        self._agree.setDefault(True)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._arrange()
        self._layout.changed.connect(self._look)
        self._fields.changed.connect(self._show_uses)
        self._show_preview(tables.preview)
        self._agree.setFocus()
        self._place_keyboard()

    def options(self) -> dict[str, str]:
        """What an import has to know."""
        return {**self._layout.options(), **columns_options(self._fields.mapping())}

    def done(self, result: int) -> None:
        """Stops what is being looked at."""
        self._asked += 1
        if self._looking is not None:
            self._looking.cancel()
        super().done(result)

    # ------------------------------------------------------------ parts

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        return label

    def _arrange(self) -> None:
        said = self._label("columns_said")
        said.setText(self._said())
        said.setToolTip(literally("\n".join(str(path) for path in self._tables.paths)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(12)
        layout.addWidget(said)
        layout.addWidget(self._layout)
        layout.addWidget(self._fields)
        layout.addWidget(self._table, stretch=1)
        first = QVBoxLayout()
        first.setSpacing(4)
        first.addWidget(self._first_title)
        first.addWidget(self._first)
        layout.addLayout(first)
        layout.addWidget(self._problem)
        layout.addWidget(self._buttons)
        room = self.screen().availableSize()
        self.resize(min(_SIZE[0], room.width() - 40), min(_SIZE[1], room.height() - 60))

    def _said(self) -> str:
        names = [path.name for path in self._tables.paths]
        if len(names) == 1:
            return self.tr("Each row of {0} becomes an article.").format(names[0])
        listed = ", ".join(names[:_SHOWN_FILES])
        if len(names) > _SHOWN_FILES:
            listed += self.tr(" and {0} more").format(f"{len(names) - _SHOWN_FILES:,}")
        return self.tr(
            "Each row of {0} files with the same columns becomes an article: {1}."
        ).format(f"{len(names):,}", listed)

    def _look(self) -> None:
        """Looks into the file again, read in another way."""
        self._asked += 1
        if self._looking is not None:
            self._looking.cancel()
        self._agree.setEnabled(False)
        asked = self._asked
        self._looking = self._run(
            look_job(self._tables.paths[0], self._layout.options()),
            partial(self._on_looked, asked),
            partial(self._on_failed, asked),
        )

    def _on_looked(self, asked: int, preview: TablePreview) -> None:
        if asked == self._asked:
            self._looking = None
            self._show_preview(preview)
            self._place_keyboard()

    def _on_failed(self, asked: int, error: BaseException) -> None:
        if asked != self._asked or isinstance(error, Cancelled):
            return
        if not isinstance(error, KnownError):
            raise error
        self._looking = None
        self._fields.show_columns((), {})
        self._model.show_table((), ())
        self._show_uses()
        self._say_problem(str(error))

    def _show_preview(self, preview: TablePreview) -> None:
        self._preview = preview
        before = self._fields.mapping()
        same = before and set(before.values()) <= set(preview.columns)
        self._fields.show_columns(preview.columns, before if same else preview.mapping)
        self._model.show_table(preview.columns, preview.rows)
        self._show_uses()

    def _place_keyboard(self) -> None:
        """On the button, so that Enter is enough; or on what has to be chosen first."""
        if not isinstance(self.focusWidget(), QPushButton | None):
            return  # it is somewhere on purpose
        if "text" in self._fields.mapping():
            self._agree.setFocus()
        else:
            self._fields.focus_text()

    def _show_uses(self) -> None:
        mapping = self._fields.mapping()
        uses = {column: self._fields.titles[field] for field, column in mapping.items()}
        self._model.show_uses(uses)
        columns = self._preview.columns if self._model.columnCount() else ()
        self._table.set_widths(
            *(_WIDE if column == mapping.get("text") else _NARROW for column in columns)
        )
        self._first.setText(self._first_article(mapping))
        self._first.setVisible("text" in mapping)
        self._first_title.setVisible("text" in mapping)
        self._agree.setEnabled("text" in mapping)
        self._say_problem(
            "" if "text" in mapping else self.tr("Choose the column that holds the articles’ text.")
        )

    def _say_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _first_article(self, mapping: dict[str, str]) -> str:
        """The first article as it would be: its title, what is known of it, how it begins."""
        columns = self._preview.columns
        places = {field: columns.index(column) for field, column in mapping.items()}
        if "text" not in places:
            return ""
        row = next((one for one in self._preview.rows if one[places["text"]]), None)
        if row is None:
            return self.tr("None of the first rows has a text.")
        found = {field: row[place] for field, place in places.items() if row[place]}
        text = found.pop("text")
        title = found.pop("title", "") or title_of(text)
        known = " · ".join(found.values())
        lines = [title, known, cut(text, _SHOWN_TEXT)]
        return "\n".join(line for line in lines if line)
