"""The scheme that is being drafted: every step is tried before it is taken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.domain.errors import KnownError
from annotator.domain.labels import Label, LabelScheme
from annotator.domain.scheme_steps import RenameLabel, Revise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.domain.labels import RelationType
    from annotator.domain.scheme_draft import SchemeDraft
    from annotator.domain.scheme_steps import Step

_PALETTE = (
    ("#0a3fbf", "#6f96fb"),
    ("#0f8759", "#1fe3a0"),
    ("#7a2e00", "#ef8733"),
    ("#bb1690", "#f0c6fb"),
    ("#4a3356", "#b77e9d"),
    ("#024834", "#b0f40f"),
    ("#00697a", "#3fd0e6"),
    ("#8a1020", "#ff8f8f"),
    ("#5a5200", "#d9cf4a"),
)
"""Colours for new labels, light and dark, in the order in which they are given away."""


class Drafting(QObject):
    """Holds a draft, and takes it a step further where that makes sense."""

    changed = Signal(str)
    """The draft is another one; the name of the label to show, "" for the one that is shown."""
    refused = Signal(str, str)
    """The field in which a step was asked for, and a sentence: it makes no sense."""

    def __init__(self, draft: SchemeDraft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft = draft

    def take(self, step: Step, *, field: str = "name", show: str = "") -> None:
        """Goes a step further."""
        self._try(lambda: step, field, show)

    def add(self, after: str) -> None:
        """Adds a label below another one, with a name and colours that are free."""
        scheme = self.draft.scheme
        names = (f"LABEL {number}" for number in range(1, len(scheme.labels) + 2))
        name = next(one for one in names if one not in scheme)
        labels = list(scheme.labels)
        labels.insert(_place(scheme, after) + 1, Label(name, *self.free_colours()))
        self.take(Revise(LabelScheme(tuple(labels), scheme.relations)), show=name)

    def move(self, name: str, step: int) -> None:
        """Moves a label up (-1) or down (1)."""
        scheme = self.draft.scheme
        place = _place(scheme, name)
        if place >= 0 and 0 <= place + step < len(scheme.labels):
            labels = list(scheme.labels)
            labels.insert(place + step, labels.pop(place))
            self.take(Revise(LabelScheme(tuple(labels), scheme.relations)))

    def revise(self, label: Label, field: str) -> None:
        """Puts another label in the place of the one of its name."""
        scheme = self.draft.scheme
        labels = tuple(label if one.name == label.name else one for one in scheme.labels)
        self._try(lambda: Revise(replace(scheme, labels=labels)), field)

    def revise_relations(self, relations: tuple[RelationType, ...]) -> None:
        """Puts other relation types in the place of those that are there."""
        self._try(lambda: Revise(replace(self.draft.scheme, relations=relations)), "relations")

    def rename(self, old: str, new: str) -> None:
        """Renames a label; one that is new only gets another name, and no alias."""
        if old in self.draft.base:
            self.take(RenameLabel(old, new), show=new)
        else:
            self._try(lambda: self._renamed_new(old, new), "name", new)

    def free_colours(self) -> tuple[str, str]:
        """Colours for a new label, light and dark."""
        return free_colours(self.draft.scheme.labels)

    def _renamed_new(self, old: str, new: str) -> Step:
        renamed = RenameLabel(old, new).scheme(self.draft.scheme)
        own = renamed.label(new)
        bare = replace(own, aliases=tuple(one for one in own.aliases if one != old))
        labels = tuple(bare if one is own else one for one in renamed.labels)
        return Revise(replace(renamed, labels=labels))

    def _try(self, make: Callable[[], Step], field: str, show: str = "") -> None:
        try:
            self.draft = self.draft.then(make())
        except KnownError as error:
            self.refused.emit(field, str(error))
        else:
            self.changed.emit(show)


def free_colours(labels: Sequence[Label]) -> tuple[str, str]:
    """Colours that none of the labels has, as long as there are some; light and dark."""
    used = {label.colour for label in labels}
    free = (pair for pair in _PALETTE if pair[0] not in used)
    return next(free, _PALETTE[len(labels) % len(_PALETTE)])


def _place(scheme: LabelScheme, name: str) -> int:
    """Where a label stands; -1 if it is not there."""
    return scheme.names().index(name) if name in scheme else -1
