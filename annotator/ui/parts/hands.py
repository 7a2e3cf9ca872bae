"""What hands do in the article besides plain keys: selecting, the label bar, the armed label."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QRect, Qt
from PySide6.QtGui import QCursor, QKeySequence, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from annotator.ui.actions import Needs, Scope, Spec, label_of
from annotator.ui.editor.drags import Grain
from annotator.ui.editor.keys import Unit
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QColor

    from annotator.domain.span import Span
    from annotator.ui.actions import Actions
    from annotator.ui.editor.label_bar import Choice, LabelBar
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.desk import ArticleDesk

_EDIT, _SPAN = "&Edit", "&Span"


class Hands(Part):
    """Offers labels where the mouse selects; or gives the armed one at once."""

    def __init__(self, window: MainWindow, desk: ArticleDesk) -> None:
        super().__init__(window)
        self._view = window.view
        self._desk = desk
        self._actions: Actions
        self._bar: LabelBar | None = None
        self._offered: Span | None = None
        self._third_click = QDeadlineTimer(0)
        self._view.picked.connect(self._on_picked)
        self._view.selection_changed.connect(self._on_selection_changed)
        self._view.moved.connect(self._place)
        desk.armed.changed.connect(self._show_armed)

    def set_actions(self, actions: Actions) -> None:
        """Where the labels' keys are known; set once, before anything is shown."""
        self._actions = actions

    def specs(self) -> list[Spec]:
        """What is selected, the caret by sentences, and labels that stay."""
        view, desk = self._view, self._desk
        move = self._view.move_caret
        sentence = Unit.SENTENCE
        return [
            _spec("grow", _EDIT, "Select &more", ("X",), view.grow_selection, separated=True),
            _spec("select_sentence", _EDIT, "Select the sentence", (), view.select_sentence),
            _spec("select_paragraph", _EDIT, "Select the paragraph", (), view.select_paragraph),
            _spec(
                "next_sentence",
                _EDIT,
                "To the next sentence",
                ("]", "Ctrl+Alt+Down"),
                partial(move, sentence, 1),
            ),
            _spec(
                "previous_sentence",
                _EDIT,
                "To the sentence before",
                ("[", "Ctrl+Alt+Up"),
                partial(move, sentence, -1),
            ),
            _spec(
                "extend_sentence",
                _EDIT,
                "Select to the next sentence",
                ("}", "Ctrl+Alt+Shift+Down"),
                partial(move, sentence, 1, extend=True),
            ),
            _spec(
                "extend_sentence_back",
                _EDIT,
                "Select to the sentence before",
                ("{", "Ctrl+Alt+Shift+Up"),
                partial(move, sentence, -1, extend=True),
            ),
            _spec(
                "keep_label",
                _SPAN,
                "&Keep the last label armed",
                (".",),
                self.toggle_armed,
                separated=True,
            ),
            Spec(
                "pick_speaker",
                _SPAN,
                "Pick the speaker or claimant in the text",
                ("Shift+S",),
                desk.joining.begin,
                Needs.MARK,
                Scope.ARTICLE,
            ),
        ]

    def toggle_armed(self) -> None:
        """Keeps the label that was used last armed, or no longer."""
        self._desk.armed.toggle(tuple(map(label_of, self._actions.labels())))

    # ------------------------------------------------------------ the bar

    def _on_picked(self, span: Span, grain: Grain) -> None:
        label = self._desk.armed.label
        if label is not None:
            self._give(label, span, grain)
            return
        if self._actions.labels():
            self._offered = span
            self._place()

    def _place(self) -> None:
        span = self._offered
        if span is None:
            return
        if self._bar is None:
            from annotator.ui.editor.label_bar import LabelBar

            self._bar = LabelBar(self._view.viewport())
            self._bar.chosen.connect(self._on_chosen)
        if self._bar.isHidden():
            self._bar.offer(self._choices(), self._view.theme, self._view.boxes(span))
        else:
            self._bar.place(self._view.boxes(span))

    def _choices(self) -> list[Choice]:
        from annotator.ui.editor.label_bar import Choice

        return [Choice(label_of(one), _key(one)) for one in self._actions.labels()]

    def _on_selection_changed(self) -> None:
        """The bar goes with the selection; one that keys make has none."""
        self._offered = None
        if self._bar is not None:
            self._bar.hide()

    def _on_chosen(self, label: str, keep: bool) -> None:
        if keep:
            self._desk.armed.arm(label)
        self._desk.label(label)

    # ------------------------------------------------------------ armed

    def _give(self, label: str, span: Span, grain: Grain) -> None:
        """Labels what is selected. A third click takes back what the second one has labelled."""
        if grain is Grain.SENTENCE and not self._third_click.hasExpired():
            # not the desk's undo: that shows what it took back, and the sentence stays selected
            self._desk.perform(lambda editing, on: editing.undo(on))
        self._third_click = QDeadlineTimer(0)
        before = {mark.id for mark in self._view.marks_at(span.start)}
        self._desk.label(label)
        current = self._desk.current
        if grain is Grain.WORD and current is not None and current.id not in before:
            self._third_click = QDeadlineTimer(QApplication.doubleClickInterval())

    def _show_armed(self) -> None:
        label = self._desk.armed.label
        if label is None:
            self._view.set_pointer(None)
        else:
            colour = self._view.theme.label_style(label).colour
            self._view.set_pointer(_pointer(colour, self._view.theme.text))


def _spec(
    name: str,
    menu: str,
    text: str,
    keys: tuple[str, ...],
    call: Callable[[], object],
    *,
    separated: bool = False,
) -> Spec:
    return Spec(name, menu, text, keys, call, Needs.ARTICLE, Scope.ARTICLE, separated)


def _key(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _pointer(colour: QColor, ink: QColor) -> QCursor:
    """The bar of a text pointer with a label's colour beside it."""
    picture = QPixmap(24, 24)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setPen(QPen(ink, 1.5))
    for start, end in (((8, 3), (8, 19)), ((5, 3), (11, 3)), ((5, 19), (11, 19))):
        painter.drawLine(*start, *end)
    painter.fillRect(QRect(13, 12, 9, 9), colour)
    painter.end()
    return QCursor(picture, 8, 11)
