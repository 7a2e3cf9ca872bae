"""From nothing to a first exported file in two minutes, by doing it."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from annotator.domain.annotation import Annotation, Origin
from annotator.domain.suggestion import Suggestion
from annotator.ui.actions import Needs, Spec
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.domain.edits import Edit
    from annotator.domain.segments import Mark
    from annotator.services.changes import Changed
    from annotator.services.projects import Services
    from annotator.services.settings import SettingsFile
    from annotator.ui.actions import Actions
    from annotator.ui.main_window import MainWindow
    from annotator.ui.panels.tour import TourStrip
    from annotator.ui.parts.desk import ArticleDesk
    from annotator.ui.parts.exports import Exports


class Step(IntEnum):
    """What is to be tried, in this order."""

    GO = 0
    DECIDE = 1
    ADD = 2
    EXPORT = 3
    END = 4


class Tour(Part):
    """Shows the first steps until they were made or skipped; each is ticked off by making it."""

    def __init__(
        self, window: MainWindow, desk: ArticleDesk, exports: Exports, settings: SettingsFile
    ) -> None:
        super().__init__(window)
        self._settings = settings
        self._actions: Actions
        self._strip: TourStrip | None = None
        self._made: set[Step] = set()
        desk.current_changed.connect(self._on_current)
        desk.opened.connect(lambda document: self._begin() if document is not None else None)
        exports.exported.connect(lambda: self._make(Step.EXPORT))

    def set_actions(self, actions: Actions) -> None:
        """Whose keys it names; set once, before anything is shown."""
        self._actions = actions

    def specs(self) -> list[Spec]:
        """One entry of the Help menu."""
        return [Spec("first_steps", "&Help", "&First steps", (), self.show, Needs.ARTICLE)]

    def set_services(self, services: Services | None) -> None:
        """Begins anew in another project, unless it was all shown before."""
        super().set_services(services)
        if self._strip is not None:
            self._strip.setVisible(services is not None and not self._settings.value.toured)

    def apply(self, changed: Changed) -> None:
        """Ticks off what was made just now."""
        if self._is_shown() and changed.edit is not None:
            if _decides(changed.edit):
                self._make(Step.DECIDE)
            if _adds(changed.edit):
                self._make(Step.ADD)

    def show(self) -> None:
        """Begins with the first step."""
        if self._strip is None:
            from annotator.ui.panels.tour import TourStrip

            self._strip = TourStrip()
            self._strip.skipped.connect(self._end)
            self._window.put_below_article(self._strip)
        self._made.clear()
        self._show_step()
        self._strip.show()

    # ------------------------------------------------------------ parts

    def _begin(self) -> None:
        if not self._settings.value.toured and not self._is_shown():
            self.show()

    def _is_shown(self) -> bool:
        return self._strip is not None and not self._strip.isHidden()

    def _on_current(self, mark: Mark | None) -> None:
        if mark is not None and mark.is_suggestion:
            self._make(Step.GO)

    def _make(self, step: Step) -> None:
        if self._is_shown() and step not in self._made:
            self._made.add(step)
            self._show_step()

    def _show_step(self) -> None:
        assert self._strip is not None
        step = next(one for one in Step if one not in self._made)
        if step is Step.END:
            self._settings.update(toured=True)
            self._strip.show_end(self._keys("show_keys"), self._text(step))
        else:
            self._strip.show_step(
                step + 1, len(Step) - 1, self._keys(*_ACTIONS[step]), self._text(step)
            )

    def _text(self, step: Step) -> str:
        match step:
            case Step.GO:
                return self.tr("goes to the next suggestion. Try it in the article.")
            case Step.DECIDE:
                return self.tr("accepts it, or rejects it, and goes on to the next one.")
            case Step.ADD:
                return self.tr("labels the words that you select, or the word at the cursor.")
            case Step.EXPORT:
                return self.tr("writes what you have accepted to a JSONL file.")
            case Step.END:
                return self.tr("shows every key. There is no Save: all of it is on the disk.")

    def _keys(self, *names: str) -> list[str]:
        if not names:
            labels = [one.shortcut() for one in self._actions.labels()]
            return [_shown(key) for key in labels if not key.isEmpty()]
        return [_shown(self._actions[name].shortcut()) for name in names]

    def _end(self) -> None:
        self._settings.update(toured=True)
        assert self._strip is not None
        self._strip.hide()
        self._window.view.setFocus()


_ACTIONS = {
    Step.GO: ("next_suggestion",),
    Step.DECIDE: ("accept", "reject"),
    Step.ADD: (),
    Step.EXPORT: ("export",),
}
"""The actions whose keys a step shows; none: those of the labels."""


def _shown(key: QKeySequence) -> str:
    text = key.toString(QKeySequence.SequenceFormat.NativeText)
    return "Enter" if text == "Return" else text


def _decides(edit: Edit) -> bool:
    return any(isinstance(change.value, Suggestion) for change in edit.changes)


def _adds(edit: Edit) -> bool:
    return any(
        change.before is None
        and isinstance(change.after, Annotation)
        and change.after.provenance.origin is Origin.HUMAN
        for change in edit.changes
    )
