"""Joining a quote or claim to whom it comes from: by dragging, or by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.domain.errors import NotAllowed
from annotator.domain.labels import LabelScheme
from annotator.domain.span import Span
from annotator.ui.editor.accessible import announce, describe_mark
from annotator.ui.parts.going import nearest, neighbour, place_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.labels import RelationType
    from annotator.domain.segments import Mark
    from annotator.ui.editor.view import ArticleView
    from annotator.ui.parts.desk import ArticleDesk


class Joining(QObject):
    """By key it is a mode: marks are walked until Enter joins the chosen one, or Esc none."""

    changed = Signal()
    """The mode has begun, or is over."""

    def __init__(self, desk: ArticleDesk, view: ArticleView) -> None:
        super().__init__(desk)
        self._desk = desk
        self._view = view
        self._scheme = LabelScheme(())
        self._pairs: frozenset[tuple[str, str]] = frozenset()
        self._ends: tuple[Mark, Mark] | None = None
        self._told_before = ""
        view.set_joins(lambda source, target: (source, target) in self._pairs)
        view.joined.connect(self._on_joined)

    def set_scheme(self, scheme: LabelScheme) -> None:
        """Which relations join which labels."""
        self.stop()
        self._scheme = scheme
        self._pairs = frozenset(
            (source, target)
            for kind in scheme.relations
            for source in kind.sources
            for target in kind.targets
        )

    @property
    def kind(self) -> RelationType | None:
        """The relation that is being chosen for; None if the mode is not on."""
        if self._ends is None:
            return None
        source, target = self._ends
        return self._scheme.relation_between(source.label, target.label)

    # ------------------------------------------------------------ by key

    def begin(self) -> None:
        """Chooses the nearest mark that the current one may lead to, of the likeliest label."""
        source = self._desk.current
        if source is None:
            return
        target = self._likeliest(source)
        if target is None:
            self._desk.failed.emit(
                NotAllowed(f"Nothing in this article is what {source.label} may lead to.")
            )
            return
        self._told_before = self._view.accessibleDescription()
        self._show(source, target)
        self.changed.emit()

    def step(self, step: int) -> bool:
        """Chooses the next such mark (step 1) or the one before. Returns whether the mode is on."""
        if self._ends is None:
            return False
        source, target = self._ends
        found = neighbour(self._view.marks(), place_of(target), step, self._fitting(source))
        if found is not None:
            self._show(source, found)
        return True

    def finish(self) -> bool:
        """Joins what is chosen. Returns whether the mode was on."""
        if self._ends is None:
            return False
        self._join(*self._ends)
        return True

    def take(self, mark: Mark) -> bool:
        """Joins a mark that was clicked. Returns whether the mode is on and it may be joined."""
        if self._ends is None or (self._ends[0].label, mark.label) not in self._pairs:
            return False
        self._join(self._ends[0], mark)
        return True

    def stop(self) -> bool:
        """Ends the mode. Returns whether it was on."""
        if self._ends is None:
            return False
        self._ends = None
        self._view.stop_reaching()
        self._view.setAccessibleDescription(self._told_before)
        self.changed.emit()
        return True

    def keep(self) -> None:
        """Ends the mode if one of the two marks is there no more."""
        if self._ends is not None and None in [self._view.mark(one.id) for one in self._ends]:
            self.stop()

    # ------------------------------------------------------------ parts

    def _on_joined(self, one: Mark, other: Mark) -> None:
        """Which was dragged to which does not matter, unless relations lead both ways."""
        if (one.label, other.label) in self._pairs:
            self._join(one, other)
        else:
            self._join(other, one)

    def _join(self, source: Mark, target: Mark) -> None:
        self.stop()
        self._desk.perform(
            lambda editing, _: self._desk.show(editing.join(source.id, target.id).source_id)
        )

    def _show(self, source: Mark, target: Mark) -> None:
        self._ends = source, target
        self._view.reveal(Span(target.start, target.end))
        self._view.show_reach(source, target)
        words = self._view.text_in(Span(target.start, target.end))
        announce(self._view, describe_mark(target, words, ()))

    def _likeliest(self, source: Mark) -> Mark | None:
        """The nearest mark of the label that a relation names first; else of another it names."""
        labels = [
            label
            for kind in self._scheme.relations
            if source.label in kind.sources
            for label in kind.targets
        ]
        marks, fits = self._view.marks(), self._fitting(source)
        found = (
            nearest(marks, source, lambda mark, label=label: mark.label == label and fits(mark))  # type: ignore[misc]
            for label in labels
        )
        return next((mark for mark in found if mark is not None), None)

    def _fitting(self, source: Mark) -> Callable[[Mark], bool]:
        return lambda mark: mark.id != source.id and (source.label, mark.label) in self._pairs
