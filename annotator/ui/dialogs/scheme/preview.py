"""A sample of the labels, painted as articles are: on light and on dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.domain.examples import example
from annotator.domain.segments import Mark
from annotator.ui.editor.typography import Typography
from annotator.ui.editor.view import ArticleView
from annotator.ui.theme import theme_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.labels import Label, LabelScheme

_OTHERS = 3
"""Of the other labels so many are in the sample, one sentence each."""
_SURE = 0.9
_HEIGHT = 190


class SchemePreview(QWidget):
    """The examples of one label, and some of others', with their marks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views = {False: self._view("light"), True: self._view("dark")}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for view in self._views.values():
            row.addWidget(view)
        self._shown: tuple[str, tuple[Mark, ...]] | None = None

    def show_scheme(self, scheme: LabelScheme, name: str) -> None:
        """Shows a scheme; the label of that name comes first."""
        shown = sample(scheme, name)
        for dark, view in self._views.items():
            view.set_theme(theme_for(scheme, dark=dark))
            if shown != self._shown:
                view.set_article(*shown)
        self._shown = shown

    def _view(self, tone: str) -> ArticleView:
        view = ArticleView(self)
        view.setObjectName(f"scheme_preview_{tone}")
        view.setAccessibleName(
            self.tr("Sample on light") if tone == "light" else self.tr("Sample on dark")
        )
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        view.set_typography(Typography(size=10.5, line_spacing=1.3, paragraph_spacing=0.4))
        view.setFixedHeight(_HEIGHT)
        return view


def sample(scheme: LabelScheme, name: str) -> tuple[str, tuple[Mark, ...]]:
    """A text, and the marks on it: the label's examples, the last of them as a suggestion."""
    chosen = next((one for one in scheme.labels if one.name == name), None)
    others = [one for one in scheme.labels if one is not chosen][:_OTHERS]
    text = ""
    marks: list[Mark] = []
    for label, written, is_suggestion in _sentences(chosen, others):
        found = example(written)
        for span in found.spans:
            start, end = len(text) + span.start, len(text) + span.end
            score = _SURE if is_suggestion else None
            marks.append(Mark(start, end, len(marks) + 1, label.name, is_suggestion, score))
        text += found.text + "\n"
    marks.sort(key=lambda mark: (mark.start, -mark.end, mark.id))
    return text.rstrip("\n"), tuple(marks)


def _sentences(chosen: Label | None, others: list[Label]) -> Iterator[tuple[Label, str, bool]]:
    if chosen is not None:
        written = _examples(chosen)
        last = len(written) - 1
        for place, one in enumerate(written):
            yield chosen, one, 0 < place == last
    for label in others:
        yield label, _examples(label)[0], False


def _examples(label: Label) -> list[str]:
    """Its accepted examples that say what is meant; one with its name if there are none."""
    written = [one for one in label.accepted if example(one).spans]
    return written or [f"Somewhere in the article there is *{label.name.lower()}*."]
