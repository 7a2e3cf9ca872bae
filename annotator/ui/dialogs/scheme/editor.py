"""The editor of the label scheme: stays open beside the article, which follows each edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog

from annotator.domain.errors import AnnotatorError, Cancelled, KnownError
from annotator.domain.scheme_steps import DeleteLabel, Revise
from annotator.ui.dialogs.files import ask_file, ask_target, documents_folder
from annotator.ui.dialogs.scheme.drafting import Drafting
from annotator.ui.dialogs.scheme.layout import EditorLayout
from annotator.ui.dialogs.scheme.step_dialogs import DeleteDialog, MergeDialog, SplitDialog
from annotator.ui.tips import literally

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from annotator.domain.edits import Edit
    from annotator.domain.labels import Label, LabelScheme
    from annotator.domain.scheme_draft import SchemeDraft
    from annotator.services.schemes import Schemes
    from annotator.ui.dialogs.scheme.step_dialogs import StepDialog
    from annotator.ui.panels.job_bar import JobBar
    from annotator.ui.theme import Theme

_PAUSE_MS = 150


class SchemeEditor(QDialog):
    """Drafts another scheme: nothing is stored before “Apply”, and that is one edit.

    theme: the colours of the program now. refusal: why the program keeps a key for itself; None
    if it does not.
    """

    applied = Signal(object)
    """The Edit that was made."""
    undo_wanted = Signal()
    """The newest edit of the whole project is to be taken back."""
    failed = Signal(object)
    """An AnnotatorError."""

    def __init__(
        self,
        schemes: Schemes,
        jobs: JobBar,
        theme: Callable[[], Theme],
        refusal: Callable[[str], str | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("scheme_editor")
        self.setWindowTitle(self.tr("Label scheme"))
        self._schemes = schemes
        self._jobs = jobs
        self._theme = theme
        self._refusal = refusal
        self._drafting = Drafting(schemes.draft(), self)
        self._counts: Mapping[str, int] = schemes.counts()
        self._undo_verb = schemes.undo_verb()
        self._name = ""
        self._asked = 0
        self._is_applying = False
        self._look = EditorLayout(self, theme())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._show_effects)
        self._connect()
        self._show("")

    # ------------------------------------------------------------ what the window uses

    def reload(self) -> None:
        """The project's scheme may be another one now; a draft of the former one is dropped."""
        draft = self._schemes.draft()
        self._counts = self._schemes.counts()
        self._undo_verb = self._schemes.undo_verb()
        if draft.base != self._draft.base:
            dropped = self._draft.is_changed and not self._is_applying
            self._drafting.draft = draft
            self._show(self._name)
            if dropped:
                self._look.said.setText(
                    self.tr("The label scheme was changed elsewhere, so your changes were dropped.")
                )
        else:
            self._show(self._name)

    def changeEvent(self, event: QEvent) -> None:
        """Shows other colours when the program has others, and what was annotated meanwhile."""
        super().changeEvent(event)
        if not self.isVisible():
            return
        if event.type() is QEvent.Type.PaletteChange:
            self._show(self._name)
        elif event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self._count_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends a field, as anywhere; with Ctrl it applies."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._look.apply.setFocus()  # what is being typed is finished by that
                self.apply()
            event.accept()
            return
        super().keyPressEvent(event)

    # ------------------------------------------------------------ labels

    def add_label(self) -> None:
        """Adds a label below the current one, to be named."""
        self._drafting.add(self._name)
        self._look.tabs.setCurrentIndex(0)
        self._look.form.focus_name()

    def merge_label(self) -> None:
        """Asks into which other label the current one goes."""
        if len(self._draft.scheme.labels) > 1:
            self._ask(MergeDialog(self._name, self._draft, self._count, self))

    def split_label(self) -> None:
        """Asks what is split off the current label."""
        label = self._draft.scheme.label(self._name)
        colours = self._drafting.free_colours()
        self._ask(SplitDialog(label, colours, self._draft, self._count, self))

    def delete_label(self) -> None:
        """Deletes the current label; asks what becomes of its annotations if it has any."""
        self._count_again()
        if not self._counts_now().get(self._name):
            self._drafting.take(DeleteLabel(self._name))
        elif len(self._draft.scheme.labels) > 1:
            self._ask(DeleteDialog(self._name, self._draft, self._count, self))

    # ------------------------------------------------------------ the whole scheme

    def begin_from(self, scheme: LabelScheme) -> None:
        """Puts another scheme in the place of this one; labels of the same name stay used."""
        self._drafting.take(Revise(scheme), show=scheme.names()[0])
        self._look.tabs.setCurrentIndex(0)

    def read_file(self) -> None:
        """Asks for a file, and takes the scheme that is in it."""
        path = ask_file(
            self,
            self.tr("Label scheme from a file"),
            documents_folder(),
            self.tr("Label schemes (*.json)"),
        )
        if path is not None:
            try:
                self.begin_from(self._schemes.read_file(path))
            except KnownError as error:
                self._look.said.setText(str(error))

    def write_file(self) -> None:
        """Asks where, and writes the scheme as it is drafted."""
        path = ask_target(self, self.tr("Save the label scheme"), "labels", ".json")
        if path is not None:
            try:
                self._schemes.write_file(self._draft.scheme, path)
            except KnownError as error:
                self._look.said.setText(str(error))
            else:
                self._look.said.setText(self.tr("Saved {0}.").format(path))

    def revert(self) -> None:
        """Drops the draft."""
        self._drafting.draft = self._schemes.draft()
        self._show(self._name)

    def apply(self) -> None:
        """Makes the draft the project's scheme, in the background."""
        if self._is_applying or not self._draft.is_changed:
            return
        self._is_applying = True
        self._show_buttons()
        self._jobs.run(self._schemes.job(self._draft), self._on_applied, self._on_error)

    # ------------------------------------------------------------ parts

    @property
    def _draft(self) -> SchemeDraft:
        return self._drafting.draft

    def _connect(self) -> None:
        look = self._look
        look.labels.selectionModel().currentChanged.connect(
            lambda index, _: self._on_row(index.row())
        )
        draft = self._drafting
        draft.changed.connect(lambda name: self._show(name or self._name))
        draft.refused.connect(self._show_problem)
        look.form.edited.connect(self._on_edited)
        look.form.renamed.connect(lambda name: draft.rename(self._name, name))
        look.form.step_wanted.connect(lambda step: draft.take(step, field="attributes"))
        look.relations.edited.connect(draft.revise_relations)
        look.relations.step_wanted.connect(lambda step: draft.take(step, field="relations"))
        for button, call in (
            (look.add, self.add_label),
            (look.up, lambda: draft.move(self._name, -1)),
            (look.down, lambda: draft.move(self._name, 1)),
            (look.rename, look.form.focus_name),
            (look.merge, self.merge_label),
            (look.split, self.split_label),
            (look.delete, self.delete_label),
            (look.undo, self.undo_wanted.emit),
            (look.revert, self.revert),
            (look.apply, self.apply),
            (look.close, self.close),
        ):
            button.clicked.connect(lambda _=False, call=call: call())
        look.from_file.triggered.connect(lambda _=False: self.read_file())
        look.to_file.triggered.connect(lambda _=False: self.write_file())
        look.begin_menu.aboutToShow.connect(self._fill_begin_menu)

    def _fill_begin_menu(self) -> None:
        from annotator.services.starter_schemes import starters

        menu = self._look.begin_menu
        menu.clear()
        for starter in starters():
            action = menu.addAction(starter.title)
            action.setObjectName(f"begin_{starter.name}")
            scheme = starter.scheme
            action.triggered.connect(lambda _=False, scheme=scheme: self.begin_from(scheme))

    def _show_problem(self, field: str, sentence: str) -> None:
        if field == "relations":
            self._look.relations.problem.show_sentence(sentence)
        else:
            self._look.form.show_problem(field, sentence)

    def _on_row(self, row: int) -> None:
        if row >= 0 and self._look.model.name(row) != self._name:
            self._show(self._look.model.name(row))

    def _on_edited(self, label: Label, field: str) -> None:
        refused = self._refusal(label.shortcut) if field == "key" and label.shortcut else None
        if refused is not None:
            self._show_problem(field, refused)
        else:
            self._drafting.revise(label, field)

    def _ask(self, dialog: StepDialog) -> None:
        dialog.accepted.connect(lambda: self._on_agreed(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_agreed(self, dialog: StepDialog) -> None:
        self._drafting.take(dialog.step())

    # ------------------------------------------------------------ showing

    def _show(self, name: str) -> None:
        """Shows the draft, and of its labels this one, else one that is there."""
        scheme, look = self._draft.scheme, self._look
        names = scheme.names()
        if name not in names:
            name = names[min(max(look.model.row_of(self._name), 0), len(names) - 1)]
        self._name = name
        look.show_scheme(scheme, name, self._theme(), self._counts_now())
        self._show_buttons()
        self._soon.start()

    def _count_again(self) -> None:
        self._counts = self._schemes.counts()
        self._look.show_labels(self._draft.scheme, self._name, self._theme(), self._counts_now())

    def _counts_now(self) -> Mapping[str, int]:
        """The counts by the names that the draft gives labels."""
        counts: dict[str, int] = {}
        for label, count in self._counts.items():
            for name in self._draft.leads(label):
                counts[name] = counts.get(name, 0) + count
        return counts

    def _show_buttons(self) -> None:
        look = self._look
        changed = self._draft.is_changed and not self._is_applying
        many = len(self._draft.scheme.labels) > 1
        look.apply.setEnabled(changed)
        look.revert.setEnabled(changed)
        for button in (look.merge, look.delete):
            button.setEnabled(many)
        verb = self._undo_verb
        look.undo.setEnabled(verb is not None and not changed)
        look.undo.setToolTip(literally(self.tr("Undo “{0}”").format(verb)) if verb else "")
        look.split.setEnabled(self._name in self._draft.scheme)

    def _show_effects(self) -> None:
        """Says below what “Apply” will do to what is annotated."""
        self._asked += 1
        asked = self._asked
        if not self._draft.is_changed:
            self._look.said.setText("")
        elif self._draft.touches_nothing:
            self._look.said.setText(self.tr("No annotation changes."))
        else:
            self._count(
                self._draft, lambda said: self._tell(said) if asked == self._asked else None
            )

    def _tell(self, sentences: list[str]) -> None:
        self._look.said.setText(" ".join(sentences) or self.tr("No annotation changes."))

    def _count(self, draft: SchemeDraft, tell: Callable[[list[str]], None]) -> None:
        def failed(error: BaseException) -> None:
            if isinstance(error, KnownError):
                tell([str(error)])
            else:
                self._on_error(error)

        self._jobs.run(
            self._schemes.preview(draft), lambda impact: tell(impact.sentences()), failed
        )

    def _on_applied(self, edit: Edit | None) -> None:
        self._is_applying = False
        self.reload()
        if edit is not None:
            self.applied.emit(edit)

    def _on_error(self, error: BaseException) -> None:
        self._is_applying = False
        self._show_buttons()
        if isinstance(error, KnownError):
            self._look.said.setText(str(error))
        elif isinstance(error, AnnotatorError):
            if not isinstance(error, Cancelled):
                self.failed.emit(error)
        else:
            self.failed.emit(error)
