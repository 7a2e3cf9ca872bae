"""Whom or what the current span names: its entry of the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from annotator.domain.errors import AnnotatorError
from annotator.ui.mnemonics import literal
from annotator.ui.panels.registry.entry_picker import EntryPicker
from annotator.ui.panels.span.describing import shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.annotation import Annotation
    from annotator.domain.document import Document
    from annotator.domain.entries import RegistryEntry
    from annotator.domain.ids import EntryId
    from annotator.services.registering import Registering
    from annotator.services.registry_browsing import RegistryBrowsing

_MANY = 1_000
_SHOWN = 24


class EntryField(QWidget):
    """Links the span, and leads to what else names the same."""

    failed = Signal(object)
    """An AnnotatorError that an edit met."""
    left = Signal()
    """The keyboard should go back to the article."""
    next_wanted = Signal()
    """The next mention of the same entry is to be gone to."""
    alike_wanted = Signal(bool)
    """What says the same is to be linked: in the article, or everywhere."""
    entry_wanted = Signal(object)
    """The EntryId that the registry is to be opened at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._registry: RegistryBrowsing | None = None
        self._registering: Registering | None = None
        self._annotation: Annotation | None = None
        self._document: Document | None = None
        self._entry: RegistryEntry | None = None
        self._text = ""
        self._picker = EntryPicker("inspector_entry", self)
        self._picker.setAccessibleName(self.tr("Entry in the registry"))
        self._picker.left.connect(self.left)
        self._picker.entry_chosen.connect(self._on_entry)
        self._picker.new_chosen.connect(self._on_new)
        self._picker.none_chosen.connect(lambda: self._on_entry(None))
        self._details = QLabel(self)
        self._details.setObjectName("inspector_entry_details")
        self._details.setWordWrap(True)
        self._details.setTextFormat(Qt.TextFormat.PlainText)
        self._details.setMinimumWidth(1)
        self._next = self._make_button("inspector_entry_next")
        self._next.clicked.connect(self.next_wanted)
        self._more = self._make_button("inspector_entry_more")
        self._more.setText(self.tr("More…"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._more)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self._more.setMenu(menu)
        self._arrange()
        self.setFocusProxy(self._picker)

    def set_services(
        self, registry: RegistryBrowsing | None, registering: Registering | None
    ) -> None:
        """Works on a project's registry from now on."""
        self._registry, self._registering = registry, registering
        self._picker.set_source(registry)

    def show_annotation(self, annotation: Annotation | None, document: Document | None) -> bool:
        """Shows what an annotation names; hides, and returns False, if it can name nothing."""
        registry = self._registry
        self._annotation, self._document = annotation, document
        if (
            annotation is None
            or document is None
            or registry is None
            or not registry.has_entries(annotation.label)
        ):
            self.hide()
            return False
        self._text = annotation.span.text_of(document.text)
        entry_id = annotation.entry_id
        self._entry = None if entry_id is None else registry.entry(entry_id)
        self._picker.show_name(
            self._text,
            annotation.label,
            document.id,
            linked=entry_id,
            name=self._entry.name if self._entry else "",
        )
        self._show_entry(registry, annotation)
        self.show()
        return True

    def refresh(self) -> None:
        """Shows the same span again: the registry is another."""
        self.show_annotation(self._annotation, self._document)

    # ------------------------------------------------------------ parts

    def _make_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAutoRaise(True)
        button.setProperty("is_quiet", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        return button

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        buttons.addWidget(self._next)
        buttons.addWidget(self._more)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._picker)
        column.addWidget(self._details)
        column.addLayout(buttons)

    def _show_entry(self, registry: RegistryBrowsing, annotation: Annotation) -> None:
        entry = self._entry
        for one in (self._details, self._next, self._more):
            one.setVisible(entry is not None)
        if entry is None:
            known = registry.only_named(self._text, annotation.label)
            self._picker.setPlaceholderText(
                self.tr("{0}?").format(known.name) if known else self.tr("Whom or what it names")
            )
            return
        also = self.tr("also {0}").format(", ".join(entry.aliases)) if entry.aliases else ""
        parts = (entry.kind, entry.wikidata, also)
        self._details.setText(" · ".join(filter(None, parts)))
        self._details.setVisible(any(parts))
        count = registry.mention_count(entry.id)
        many = f"{_MANY:,}+" if count >= _MANY else f"{count:,}"
        self._next.setText(self.tr("Next of {0}").format(many))
        self._next.setToolTip(self.tr("Goes to the next mention"))
        self._next.setVisible(count > 1)

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        said = shortened(self._text, _SHOWN)
        offers: list[tuple[str, Callable[[], object]]] = [
            (
                self.tr("Link every “{0}” in this article").format(said),
                lambda: self.alike_wanted.emit(False),
            ),
            (
                self.tr("Link every “{0}” in the project").format(said),
                lambda: self.alike_wanted.emit(True),
            ),
        ]
        entry = self._entry
        if entry is not None and " ".join(self._text.split()) not in entry.names:
            offers.append((self.tr("Keep “{0}” as another name").format(said), self._on_alias))
        offers += [
            (
                self.tr("Show in the registry"),
                lambda: self.entry_wanted.emit(entry.id if entry else None),
            ),
            (self.tr("Unlink"), lambda: self._on_entry(None)),
        ]
        for text, call in offers:
            menu.addAction(literal(text)).triggered.connect(lambda _=False, do=call: do())

    def _on_entry(self, entry_id: EntryId | None) -> None:
        self._attempt(lambda registering, one: registering.link(one.id, entry_id))

    def _on_new(self, name: str) -> None:
        self._attempt(lambda registering, one: registering.make_entry(one.id, name))

    def _on_alias(self) -> None:
        entry = self._entry
        if entry is not None:
            self._attempt(lambda registering, _: registering.add_alias(entry.id, self._text))

    def _attempt(self, gesture: Callable[[Registering, Annotation], object]) -> None:
        if self._registering is None or self._annotation is None:
            return
        try:
            gesture(self._registering, self._annotation)
        except AnnotatorError as error:
            self.failed.emit(error)
