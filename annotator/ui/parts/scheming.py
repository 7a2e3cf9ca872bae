"""The label scheme and its guideline: the editor, and what follows when the scheme changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.ui import keymap
from annotator.ui.actions import Needs, Spec
from annotator.ui.parts.large_edits import LargeEdits
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.edits import Edit
    from annotator.services.changes import Changed
    from annotator.services.projects import Services
    from annotator.services.settings import SettingsFile
    from annotator.ui.actions import Actions
    from annotator.ui.dialogs.scheme.editor import SchemeEditor
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.appearance import Looks
    from annotator.ui.parts.desk import ArticleDesk

_OF_LABELS = "label_"
"""How the names of the labels' own actions begin."""


class Scheming(Part):
    """Opens the editor of the label scheme, and shows or hides the guideline."""

    def __init__(
        self,
        window: MainWindow,
        desk: ArticleDesk,
        looks: Looks,
        settings: SettingsFile,
        suggest: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._looks = looks
        self._settings = settings
        self._suggest = suggest
        window.inspector.guideline.show_any(settings.value.guideline)
        self._actions: Actions
        self._editor: SchemeEditor | None = None
        self._edits = LargeEdits(window, self)
        self._edits.failed.connect(self.failed)
        desk.armed.changed.connect(self._on_armed)

    def set_actions(self, actions: Actions) -> None:
        """Where the keys of all actions are known; set once, before anything is shown."""
        self._actions = actions

    def specs(self) -> list[Spec]:
        """The editor, and the guideline."""
        return [
            Spec(
                "label_scheme",
                "&Edit",
                "&Label scheme…",
                ("Ctrl+Shift+S",),
                self.edit,
                Needs.PROJECT,
                separated=True,
            ),
            Spec(
                "guideline",
                "&View",
                "&Guideline",
                ("Ctrl+G",),
                self.switch_guideline,
                Needs.PROJECT,
            ),
        ]

    def set_services(self, services: Services | None) -> None:
        """The editor belongs to one project."""
        super().set_services(services)
        self._put_away()

    def apply(self, changed: Changed) -> None:
        """The editor shows the scheme that is stored; the current span its attributes."""
        if changed.scheme:
            self._window.inspector.show_soon(self._desk.current)
            if self._editor is not None:
                self._editor.reload()

    def edit(self) -> None:
        """Opens the editor; it stays open beside the article."""
        if self._services is None:
            return
        if self._editor is None:
            from annotator.ui.dialogs.scheme.editor import SchemeEditor

            self._editor = SchemeEditor(
                self._services.schemes,
                self._window.jobs,
                self._looks.theme,
                self._refusal,
                self._window,
            )
            self._editor.applied.connect(self._on_applied)
            self._editor.failed.connect(self.failed)
            self._editor.undo_wanted.connect(self._undo)
            self._editor.finished.connect(self._go_back)
        self._editor.show()
        self._editor.raise_()
        self._editor.activateWindow()

    def switch_guideline(self) -> None:
        """Shows guidelines beside the article from now on, or none."""
        shown = not self._settings.value.guideline
        self._settings.update(guideline=shown)
        self._window.inspector.guideline.show_any(shown)

    # ------------------------------------------------------------ parts

    def _refusal(self, key: str) -> str | None:
        """Why a label cannot have a key that the program needs."""
        others = [one for one in self._actions.holders() if not one.name.startswith(_OF_LABELS)]
        return keymap.refusal(key.upper(), "", others)

    def _on_applied(self, edit: Edit) -> None:
        from annotator.domain.scheme_edits import brings_names

        if brings_names(edit):
            self._suggest()
        if self._services is not None:
            sentence = self.tr("Done: {0}.").format(edit.verb)
            self._edits.tell(self._services.project_edits, edit, sentence)

    def _go_back(self) -> None:
        """The keyboard is back in the article, as after any dialog."""
        self._window.activateWindow()
        self._window.view.setFocus()

    def _undo(self) -> None:
        """Takes the last edit of the whole project back, in the background."""
        if self._services is not None:
            job = self._services.project_edits.history_job(None, redo=False)
            self._window.jobs.run(job, self._on_undone)

    def _on_undone(self, edit: Edit | None) -> None:
        if edit is not None:
            self._window.notice.drop(edit.verb)

    def _on_armed(self) -> None:
        self._window.inspector.guideline.show_armed(self._desk.armed.label)

    def _put_away(self) -> None:
        if self._editor is not None:
            self._editor.close()
            self._editor.deleteLater()
            self._editor = None
