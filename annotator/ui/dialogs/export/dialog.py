"""What to export and how; what fits is looked at meanwhile, and how the files begin is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import KnownError
from annotator.services.describing import carried, describe_formats
from annotator.services.exporting import ExportRequest
from annotator.ui.dialogs.export.choosing import Choosing
from annotator.ui.dialogs.export.fitting import Fitting
from annotator.ui.dialogs.export.format_list import FormatList
from annotator.ui.dialogs.export.looking import Looking
from annotator.ui.dialogs.export.options_form import OptionsForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.domain.document import ArticleFilter
    from annotator.services.exporting import Exporting, Preflight
    from annotator.ui.dialogs.export.looking import Run, Shown

_SIZE = (980, 720)


class ExportDialog(QDialog):
    """Chooses format, articles, annotations and split.

    listed: what the list of articles shows.
    """

    export_wanted = Signal()
    """What was chosen is to be exported; whoever asks where closes the dialog."""
    failed = Signal(object)
    """What a format raised that is nobody's sentence."""

    def __init__(
        self,
        exporting: Exporting,
        run: Run,
        *,
        labels: Sequence[str] = (),
        annotators: Sequence[str] = (),
        listed: ArticleFilter | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setWindowTitle(self.tr("Export"))
        self.resize(*_SIZE)
        self._exporting = exporting
        self._looking = Looking(exporting, run, self)
        self._formats = FormatList((one for one in describe_formats() if one.writes), self)
        self._shown_format = ""
        self._kept: dict[str, dict[str, str]] = {}
        self._about = QLabel(self)
        self._about.setObjectName("remark")
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setWordWrap(True)
        self._choosing = Choosing(labels, annotators, listed, self)
        self._options = OptionsForm(self)
        self._fitting = Fitting(self)
        self._preview = self._preview_field()
        self._tabs = QTabWidget(self)
        self._tabs.setObjectName("export_tabs")
        self._tabs.addTab(self._fitting, self.tr("What &fits"))
        self._tabs.addTab(self._preview, self.tr("How it &begins"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._save = self._buttons.addButton(
            self.tr("E&xport…"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._save.setObjectName("export_save")
        self._save.setDefault(True)
        self._buttons.accepted.connect(self.export_wanted)
        self._buttons.rejected.connect(self.reject)
        self._looking.began.connect(self._on_began)
        self._looking.stepped.connect(self._fitting.show_progress)
        self._looking.found.connect(self._on_found)
        self._looking.failed.connect(self._on_failed)
        self._formats.format_chosen.connect(self._show_format)
        self._formats.itemActivated.connect(lambda _: self._save.click())
        self._options.changed.connect(self._look)
        self._choosing.changed.connect(self._look)
        self._choosing.add_row(self.tr("Options"), self._options)
        self._arrange()
        self._show_format()
        self._looking.look(self.request(), at_once=True)
        self._formats.setFocus()

    # ------------------------------------------------------------ what was chosen

    def request(self) -> ExportRequest:
        """What was chosen."""
        return ExportRequest(
            format=self._formats.chosen().name,
            where=self._choosing.where(),
            suggestions=self._choosing.wants_suggestions(),
            options=self._options.values(),
            selection=self._choosing.selection(),
            split=self._choosing.plan(),
        )

    def makes_folder(self) -> bool:
        """Whether a folder is to be asked for."""
        return self._exporting.makes_folder(self.request())

    def extension(self) -> str:
        """The extension that the file should have, with its dot."""
        return self._formats.chosen().extensions[0]

    def choose(self, format_name: str, options: Mapping[str, str]) -> None:
        """Chooses a format, if there is one of that name, and its options."""
        self._kept[format_name] = dict(options)
        if format_name == self._shown_format:
            self._options.show_options(self._formats.chosen().options, options)
            self._look()
        self._formats.choose(format_name)

    def done(self, result: int) -> None:
        """Stops what is being looked at."""
        self._looking.stop()
        super().done(result)

    # ------------------------------------------------------------ parts

    def _preview_field(self) -> QPlainTextEdit:
        preview = QPlainTextEdit(self)
        preview.setObjectName("export_preview")
        preview.setAccessibleName(self.tr("How the file begins"))
        preview.setReadOnly(True)
        preview.setTabChangesFocus(True)
        preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        letters = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        letters.setPointSizeF(QFontInfo(self.font()).pointSizeF())
        preview.setFont(letters)
        return preview

    def _arrange(self) -> None:
        self._formats.setFixedWidth(self._formats.wanted_width())
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._about)
        right.addWidget(self._choosing)
        right.addWidget(self._tabs, stretch=1)
        top = QHBoxLayout()
        top.setSpacing(18)
        top.addWidget(self._formats)
        top.addLayout(right, stretch=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(12)
        layout.addLayout(top, stretch=1)
        layout.addWidget(self._buttons)

    def _show_format(self) -> None:
        if self._shown_format:
            self._kept[self._shown_format] = self._options.values()
        chosen = self._formats.chosen()
        self._shown_format = chosen.name
        self._options.show_options(chosen.options, self._kept.get(chosen.name, {}))
        self._choosing.show_row(self._options, is_shown=bool(chosen.options))
        self._about.setText(carried(chosen))
        self._look()

    def _look(self) -> None:
        self._save.setEnabled(True)
        self._fitting.wait()
        self._looking.look(self.request())

    def _on_began(self, shown: Shown) -> None:
        self._save.setEnabled(shown.articles > 0)
        self._preview.setPlainText(shown.text)

    def _on_found(self, found: Preflight) -> None:
        self._fitting.show_found(found)

    def _on_failed(self, error: BaseException) -> None:
        self._preview.setPlainText("")
        self._save.setEnabled(False)
        if isinstance(error, KnownError):
            self._fitting.say(str(error))
        else:
            self._fitting.say(self.tr("Something went wrong inside of this format."))
            self.failed.emit(error)
