"""The line at the bottom: which keys make sense now."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QKeySequence

from annotator.domain.labels import LabelScheme
from annotator.ui.actions import label_of

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QLabel

    from annotator.domain.segments import Mark
    from annotator.ui.actions import Actions
    from annotator.ui.parts.desk import ArticleDesk

_GAP = "&nbsp;&nbsp;&nbsp; "


class Hints(QObject):
    """Writes the hint when nothing else is left to do: not before the article is painted."""

    def __init__(self, label: QLabel, actions: Actions, desk: ArticleDesk) -> None:
        super().__init__(label)
        self._label = label
        self._actions = actions
        self._desk = desk
        self._scheme = LabelScheme(())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self._label.setText(self._text()))
        desk.armed.changed.connect(self.show_soon)
        desk.joining.changed.connect(self.show_soon)

    def set_scheme(self, scheme: LabelScheme) -> None:
        """Whose labels there are."""
        self._scheme = scheme
        self.show_soon()

    def show_soon(self) -> None:
        """Writes it anew in the next idle moment."""
        self._soon.start(0)

    def _text(self) -> str:
        if self._desk.document is None:
            return ""
        rows = self._joining() or [
            *self._armed(),
            *self._first(self._desk.current),
            *self._labels(),
            *self._last(self._desk.current),
        ]
        return _GAP.join(f"<b>{key}</b> {escape(what)}" for key, what in rows if key)

    def _joining(self) -> list[tuple[str, str]]:
        """While whom a quote comes from is chosen, nothing else is of use."""
        kind = self._desk.joining.kind
        if kind is None:
            return []
        return [
            (self._key("next_suggestion"), _tr("next")),
            (self._key("previous_suggestion"), _tr("previous")),
            (self._key("accept"), _tr("set the {0}").format(kind.name.lower())),
            (self._key("let_go"), _tr("leave it")),
        ]

    def _armed(self) -> list[tuple[str, str]]:
        label = self._desk.armed.label
        if label is None:
            return []
        return [
            (escape(label), _tr("is given to all that you select")),
            (self._key("let_go"), _tr("no longer")),
        ]

    def _first(self, current: Mark | None) -> list[tuple[str, str]]:
        if current is None:
            return [(self._key("next_suggestion"), _tr("next suggestion"))]
        if current.is_suggestion:
            return [
                (self._key("accept"), _tr("accept")),
                (self._key("reject"), _tr("reject")),
            ]
        rows = [(self._key("reject"), _tr("delete"))]
        leading = [one.name for one in self._scheme.relations if current.label in one.sources]
        return rows + [(self._key("relation"), name.lower()) for name in leading[:1]]

    def _labels(self) -> list[tuple[str, str]]:
        return [(_shown(action), label_of(action)) for action in self._actions.labels()]

    def _last(self, current: Mark | None) -> list[tuple[str, str]]:
        rows = []
        if current is None:
            rows.append((self._key("next_unfinished"), _tr("next article")))
        elif not current.is_suggestion:
            rows.append((self._key("note"), _tr("note")))
        return [*rows, (self._key("show_keys"), _tr("all keys"))]

    def _key(self, name: str) -> str:
        return _shown(self._actions[name])


def _shown(action: QAction) -> str:
    """An action's first key, "" for none; Enter says more to people than Return."""
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return escape("Enter" if key == "Return" else key)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Hints", text)
