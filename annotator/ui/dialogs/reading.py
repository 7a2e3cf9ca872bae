"""How the article is set, and in which colours: chosen with the article in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.editor.typography import (
    LINE_LENGTHS,
    LINE_SPACINGS,
    PARAGRAPH_SPACINGS,
    SIZES,
    Typography,
    standard_family,
)
from annotator.ui.mnemonics import plain
from annotator.ui.widgets.choices import let_narrow, make_choice

if TYPE_CHECKING:
    from collections.abc import Iterable

_INDENT = 6
"""As far as the text of the other boxes, in pixels."""
_PAUSE_MS = 60
"""A key that is held down steps faster than a long article is set anew."""


class ReadingDialog(QDialog):
    """Stays open beside the article, which follows each change."""

    typography_chosen = Signal(object)
    """A Typography."""
    theme_chosen = Signal(str)
    """A value of the setting `theme`."""

    def __init__(self, chosen: Typography, theme: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading_dialog")
        self.setWindowTitle(self.tr("Reading"))
        self._families = self._make_families()
        self._size = _fraction("reading_size", SIZES, 0.5, self.tr(" pt"))
        self._length = QSpinBox()
        self._length.setObjectName("line_length")
        self._length.setRange(*LINE_LENGTHS)
        self._length.setSuffix(self.tr(" characters"))
        self._lines = _fraction("line_spacing", LINE_SPACINGS, 0.05, self.tr(" lines"))
        self._paragraphs = _fraction(
            "paragraph_spacing", PARAGRAPH_SPACINGS, 0.1, self.tr(" lines")
        )
        self._theme = self._make_themes(theme)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(lambda: self.typography_chosen.emit(self.typography()))
        self._show(chosen)
        self._families.currentIndexChanged.connect(self._soon.start)
        for box in (self._size, self._length, self._lines, self._paragraphs):
            box.valueChanged.connect(self._soon.start)
        self._theme.activated.connect(lambda _: self.theme_chosen.emit(self._theme.currentData()))
        self._arrange()

    def typography(self) -> Typography:
        """What is chosen now."""
        return Typography(
            self._families.currentData(),
            self._size.value(),
            self._length.value(),
            self._lines.value(),
            self._paragraphs.value(),
        )

    def done(self, result: int) -> None:
        """Lets a last change take effect, then closes."""
        if self._soon.isActive():
            self._soon.stop()
            self.typography_chosen.emit(self.typography())
        super().done(result)

    # ------------------------------------------------------------ parts

    def _make_families(self) -> QComboBox:
        box = make_choice("reading_family")
        let_narrow(box)
        installed = QFontDatabase.families()
        standard = standard_family(set(installed)) or self.tr("the system's own")
        box.addItem(self.tr("Standard ({0})").format(standard), "")
        for family in _for_text(installed):
            box.addItem(family, family)
        return box

    def _make_themes(self, theme: str) -> QComboBox:
        box = make_choice("theme")
        for name, value in (
            (self.tr("As the system"), "system"),
            (self.tr("Light"), "light"),
            (self.tr("Dark"), "dark"),
            (self.tr("High contrast, light"), "contrast-light"),
            (self.tr("High contrast, dark"), "contrast-dark"),
        ):
            box.addItem(name, value)
        box.setCurrentIndex(max(0, box.findData(theme)))
        return box

    def _show(self, chosen: Typography) -> None:
        """Shows values; says so once, if they are others than before."""
        family = max(0, self._families.findData(chosen.family))
        blocked = [QSignalBlocker(one) for one in (self._families, self._size, self._length)]
        blocked += [QSignalBlocker(one) for one in (self._lines, self._paragraphs)]
        self._families.setCurrentIndex(family)
        self._size.setValue(chosen.size)
        self._length.setValue(chosen.line_length)
        self._lines.setValue(chosen.line_spacing)
        self._paragraphs.setValue(chosen.paragraph_spacing)
        del blocked

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field in (
            (self.tr("&Typeface"), self._families),
            (self.tr("&Size"), self._size),
            (self.tr("Line &length"), self._length),
            (self.tr("Li&ne spacing"), self._lines),
            (self.tr("&Paragraph spacing"), self._paragraphs),
            (self.tr("&Colours"), self._theme),
        ):
            label = QLabel(title)
            label.setBuddy(field)
            field.setAccessibleName(plain(title))
            if isinstance(field, QAbstractSpinBox):  # no style sheet indents what is in it
                field.lineEdit().setTextMargins(_INDENT, 0, 0, 0)
            form.addRow(label, field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        standard = buttons.addButton(
            self.tr("Stan&dard values"), QDialogButtonBox.ButtonRole.ResetRole
        )
        standard.setObjectName("standard_values")
        standard.clicked.connect(self._on_standard)
        for button in buttons.findChildren(QPushButton):
            button.setAccessibleName(plain(button.text()))
            button.setAutoDefault(False)  # Enter is for the boxes
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 52)

    def _on_standard(self) -> None:
        self._show(Typography())
        self._soon.start()


def _fraction(name: str, bounds: tuple[float, float], step: float, suffix: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setObjectName(name)
    box.setRange(*bounds)
    box.setSingleStep(step)
    box.setDecimals(1 if step >= 0.1 else 2)
    box.setSuffix(suffix)
    return box


def _for_text(families: Iterable[str]) -> list[str]:
    """The typefaces that have Latin letters and can be of any size."""
    latin = set(QFontDatabase.families(QFontDatabase.WritingSystem.Latin))
    return [
        family
        for family in families
        if family in latin
        and QFontDatabase.isSmoothlyScalable(family)
        and not QFontDatabase.isPrivateFamily(family)
    ]
