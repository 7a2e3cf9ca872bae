"""Everything a menu or a key can do: text, shortcut, enabled-when, one call each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from annotator.domain.errors import NotAllowed
from annotator.ui import keymap
from annotator.ui.keymap import Holder
from annotator.ui.mnemonics import literal, plain
from annotator.ui.tips import literally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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
    """One action.

    menu: its menu, "" for none; group: the menu within that, if it stands in one.
    keys: Qt's names of the shortcuts.
    """

    name: str
    menu: str
    text: str
    keys: tuple[str, ...]
    call: Callable[[], object]
    needs: Needs = Needs.NOTHING
    scope: Scope = Scope.WINDOW
    separated: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An action as a person looks for it. menu, title: without the signs of mnemonics."""

    name: str
    menu: str
    title: str
    keys: str
    action: QAction


class Actions(QObject):
    """The actions of a window, by name; keys of labels come and go with the scheme.

    changed: keys that the user gave to actions, by name, as settings hold them.
    note: hears of each action, by name, before it is carried out.
    """

    def __init__(
        self,
        specs: Sequence[Spec],
        window: QWidget,
        article: QWidget,
        changed: Mapping[str, str] | None = None,
        note: Callable[[str], object] = lambda _: None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._article = article
        self._note = note
        own = {spec.name: spec.keys for spec in specs}
        self._changed = keymap.changed_keys(own, changed or {})
        self._specs = {spec.name: spec for spec in specs}
        self._actions = {spec.name: self._make(spec) for spec in specs}
        self._labels: list[QAction] = []
        self._have: Needs | None = None
        self._grouped: dict[Needs, list[QAction]] | None = None

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
        self._have = self._grouped = None
        refused = []
        taken = self._taken()
        for label in scheme.labels if scheme else ():
            action = QAction(literal(label.name), self)
            action.setData(label.name)
            action.setObjectName(f"label_{label.name}")
            action.setToolTip(literally(label.description))
            key = keymap.of_label(label.shortcut)
            if key in taken:
                refused.append(label.name)
            elif key:
                action.setShortcut(QKeySequence(key))
                taken.add(key)
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
        before, self._have = self._have, have
        for needs, actions in self._by_needs().items():
            possible = needs.value <= have.value
            # of the hundred actions a new tag brings a few: telling all of them takes 0.3 ms
            if before is None or possible != (needs.value <= before.value):
                for action in actions:
                    action.setEnabled(possible)

    def _by_needs(self) -> dict[Needs, list[QAction]]:
        if self._grouped is None:
            self._grouped = {needs: [] for needs in Needs}
            for name, spec in self._specs.items():
                self._grouped[spec.needs].append(self._actions[name])
            self._grouped[Needs.ARTICLE] += self._labels
        return self._grouped

    def offers(self) -> list[Offer]:
        """Every action, in the order of the menus, then the labels'."""
        found = [
            Offer(name, _plain(spec.menu), _plain(spec.text), _shown(action), action)
            for name, spec in self._specs.items()
            for action in [self._actions[name]]
        ]
        return found + [
            Offer(action.objectName(), _LABELS, label_of(action), _shown(action), action)
            for action in self._labels
        ]

    def cheat_sheet(self) -> list[tuple[str, str, str]]:
        """Every key: (menu, what it does, keys as the platform writes them)."""
        return [(one.menu, one.title, one.keys) for one in self.offers() if one.keys]

    # ------------------------------------------------------------ keys of one's own

    def holders(self) -> list[Holder]:
        """Everything that has a key, or may have one."""
        return [
            Holder(one.name, one.title, tuple(key.toString() for key in one.action.shortcuts()))
            for one in self.offers()
        ]

    def own_keys(self, name: str) -> tuple[str, ...]:
        """The keys that the program gives an action."""
        return self._specs[name].keys

    def changed_keys(self) -> dict[str, str]:
        """What the user changed, as settings hold it."""
        return {name: keymap.written(keys) for name, keys in self._changed.items()}

    def set_keys(self, name: str, keys: tuple[str, ...]) -> None:
        """Gives an action other keys. Raises NotAllowed if one of them is somebody else's."""
        for key in keys:
            refused = keymap.refusal(key, name, self.holders())
            if refused is not None:
                raise NotAllowed(refused)
        if keys == self.own_keys(name):
            self._changed.pop(name, None)
        else:
            self._changed[name] = keys
        self._actions[name].setShortcuts([QKeySequence(key) for key in keys])

    def _make(self, spec: Spec) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(spec.name)
        keys = self._changed.get(spec.name, spec.keys)
        action.setShortcuts([QKeySequence(key) for key in keys])
        home = self._window
        if spec.scope is Scope.ARTICLE:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            home = self._article
        action.triggered.connect(lambda _=False: self._carry_out(spec))
        home.addAction(action)
        return action

    def _carry_out(self, spec: Spec) -> None:
        self._note(spec.name)
        spec.call()

    def _taken(self) -> set[str]:
        return {key.toString() for action in self._actions.values() for key in action.shortcuts()}


_LABELS = "Labels"
"""Where labels stand in a list of actions."""


def label_of(action: QAction) -> str:
    """The name of the label that an action is about."""
    return str(action.data())


def _plain(text: str) -> str:
    return plain(text).removesuffix("…")


def _shown(action: QAction) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    # Backtab is Qt's other name for Shift+Tab
    keys = (key for key in action.shortcuts() if key.toString() != "Backtab")
    return "  ".join(key.toString(native) for key in keys)
