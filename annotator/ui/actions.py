"""Everything a menu or a key can do: text, shortcut, enabled-when, one call each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from annotator.domain.labels import LabelScheme


class Needs(Enum):
    """What must be there for an action to make sense."""

    NOTHING = 0
    PROJECT = 1
    ARTICLE = 2
    MARK = 3


class Scope(Enum):
    """Where an action's keys work: in the whole window, or only in the article."""

    WINDOW = 0
    ARTICLE = 1


@dataclass(frozen=True, slots=True)
class Spec:
    """One action. menu: its menu, "" for none. keys: Qt's names of the shortcuts."""

    name: str
    menu: str
    text: str
    keys: tuple[str, ...]
    call: Callable[[], object]
    needs: Needs = Needs.NOTHING
    scope: Scope = Scope.WINDOW
    separated: bool = False


class Actions(QObject):
    """The actions of a window, by name; keys of labels come and go with the scheme."""

    def __init__(self, specs: Sequence[Spec], window: QWidget, article: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._article = article
        self._specs = {spec.name: spec for spec in specs}
        self._actions = {spec.name: self._make(spec) for spec in specs}
        self._labels: list[QAction] = []
        self._have: Needs | None = None

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def menu(self, title: str) -> Iterable[tuple[Spec, QAction]]:
        """The actions of a menu, in order."""
        for name, spec in self._specs.items():
            if spec.menu == title:
                yield spec, self._actions[name]

    def set_labels(self, scheme: LabelScheme | None, call: Callable[[str], object]) -> list[str]:
        """Makes one action a label, with the label's key.

        Returns the names of the labels whose key an action of the program has already: they go
        without.
        """
        for old in self._labels:
            self._article.removeAction(old)
            old.deleteLater()
        self._labels = []
        self._have = None
        refused = []
        taken = self._taken()
        for label in scheme.labels if scheme else ():
            action = QAction(label.name, self)
            action.setObjectName(f"label_{label.name}")
            action.setToolTip(label.description)
            key = QKeySequence(label.shortcut.upper())
            if label.shortcut and key.toString() in taken:
                refused.append(label.name)
            elif label.shortcut:
                action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _=False, name=label.name: call(name))
            self._article.addAction(action)
            self._labels.append(action)
        return refused

    def labels(self) -> list[QAction]:
        """The labels' actions, in the scheme's order."""
        return list(self._labels)

    def set_available(self, have: Needs) -> None:
        """Enables what can be done with what is there; undo and redo also ask the history."""
        if have is self._have:
            return
        self._have = have
        for name, spec in self._specs.items():
            self._actions[name].setEnabled(spec.needs.value <= have.value)
        for action in self._labels:
            action.setEnabled(have.value >= Needs.ARTICLE.value)

    def cheat_sheet(self) -> list[tuple[str, str, str]]:
        """Every key: (menu, what it does, keys as the platform writes them)."""
        rows = [
            (spec.menu.replace("&", ""), _plain(spec.text), _shown(self._actions[name]))
            for name, spec in self._specs.items()
            if spec.keys
        ]
        rows += [("Labels", action.text(), _shown(action)) for action in self._labels]
        return rows

    def _make(self, spec: Spec) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        home = self._window
        if spec.scope is Scope.ARTICLE:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            home = self._article
        action.triggered.connect(lambda _=False: spec.call())
        home.addAction(action)
        return action

    def _taken(self) -> set[str]:
        return {key.toString() for action in self._actions.values() for key in action.shortcuts()}


def _plain(text: str) -> str:
    return text.replace("&", "").removesuffix("…")


def _shown(action: QAction) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    # Backtab is Qt's other name for Shift+Tab
    keys = (key for key in action.shortcuts() if key.toString() != "Backtab")
    return "  ".join(key.toString(native) for key in keys)
