"""What to export and how; what fits is looked at meanwhile, and how the files begin is shown."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
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
from annotator.services.exports.request import ExportRequest
from annotator.ui.dialogs.export.choosing import Choosing
from annotator.ui.dialogs.export.fitting import Fitting
from annotator.ui.dialogs.export.format_list import FormatList
from annotator.ui.dialogs.export.looking import Looking
from annotator.ui.dialogs.export.options_form import OptionsForm
from annotator.ui.mnemonics import with_mnemonics
from annotator.ui.widgets.shrinking import Shrinking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.domain.document import ArticleFilter
    from annotator.services.exporting import Exporting, Preflight
    from annotator.ui.dialogs.export.looking import Run, Shown

_SIZE = (980, 720)
_GAP = 12


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
        self._tabs = _Tabs(self)
        self._tabs.setObjectName("export_tabs")
        # else Tab leads to its bar a second time, past the end; the stubs do not know of none
        self._tabs.setFocusProxy(None)  # type: ignore[arg-type]
        self._tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tabs.addTab(self._fitting, self.tr("What &fits"))
        self._tabs.addTab(_below(_GAP, self._preview), self.tr("How it &begins"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._save = self._buttons.addButton(
            self.tr("&Export…"), QDialogButtonBox.ButtonRole.AcceptRole
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
        self._formats.itemDoubleClicked.connect(lambda _: self._save.click())
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
        right.addWidget(Shrinking(self._choosing, self))
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
        self._lead_the_keyboard()
        self._look()

    def _lead_the_keyboard(self) -> None:
        """Gives Tab its order and each field its letter; some of them are others each time."""
        order = [
            *(self._formats, *self._choosing.fields(), *self._options.fields()),
            *(self._tabs.tabBar(), *self._fitting.fields(), self._preview),
            *self._buttons.buttons(),
        ]
        for one, other in pairwise(order):
            self.setTabOrder(one, other)
        named: list[QAbstractButton | QLabel] = [*self._buttons.buttons()]
        named += [one for one in self.findChildren(QLabel) if one.buddy() is not None]
        named += self.findChildren(QCheckBox)
        tabs = [self._tabs.tabText(at) for at in range(self._tabs.count())]
        texts = with_mnemonics([*tabs, *(one.text() for one in named)])
        for one, text in zip(named, texts[len(tabs) :], strict=True):
            one.setText(text)

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


class _Tabs(QTabWidget):
    """As high as its pages must be, whatever they would like."""

    def hasHeightForWidth(self) -> bool:
        """Its pages have long sentences, which would take the room from what is chosen above."""
        return False

    def sizeHint(self) -> QSize:
        """The least."""
        return self.minimumSizeHint()


def _below(gap: int, widget: QWidget) -> QWidget:
    """A page with a gap above what it shows."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, gap, 0, 0)
    layout.addWidget(widget)
    return page
