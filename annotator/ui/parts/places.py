"""Where one was: the article, the cursor, what was on screen. It is the same after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer

from annotator.domain.errors import UnknownName
from annotator.domain.ids import DocumentId, id_text, parse_id
from annotator.ui.parts.part import Part

if TYPE_CHECKING:
    from annotator.services.projects import Services
    from annotator.services.settings import SettingsFile
    from annotator.ui.main_window import MainWindow
    from annotator.ui.parts.article_queue import ArticleQueue
    from annotator.ui.parts.desk import ArticleDesk

_KEPT = 200
"""Articles of the open project whose place is known; of other projects, the last article's is."""
_PAUSE_MS = 1500


class Place(NamedTuple):
    """A place in an article. caret, top: code points; top: where the first line on screen is."""

    caret: int
    top: int


class Places(Part):
    """Brings one back to where one was in an article, and to the article one was in."""

    def __init__(
        self, window: MainWindow, desk: ArticleDesk, queue: ArticleQueue, settings: SettingsFile
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._queue = queue
        self._settings = settings
        self._known: dict[DocumentId, Place] = {}
        self._shown: DocumentId | None = None
        self._pause = QTimer(self)  # a place is no edit: it may be a second old after a crash
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.remember)
        desk.opening.connect(self._note)
        desk.opened.connect(lambda _: self._return())
        window.view.selection_changed.connect(self._pause.start)
        window.view.verticalScrollBar().valueChanged.connect(lambda _: self._pause.start())

    def set_services(self, services: Services | None) -> None:
        """Another project: the places in the last one are of no use."""
        self._pause.stop()
        super().set_services(services)
        self._known.clear()
        self._shown = None

    def leave(self) -> None:
        """The project is about to be put away."""
        self.remember()

    def go_back(self) -> bool:
        """Opens the article that was open last in this project; False if there is none."""
        found = self._read()
        if found is None or self._services is None:
            return False
        document_id, place = found
        self._known[document_id] = place
        try:
            if self._services.browsing.info(document_id).hidden:
                return False
        except UnknownName:
            return False  # the file has been replaced by another one
        self._queue.open_article(document_id)
        return True

    def remember(self) -> None:
        """Writes down where one is now."""
        self._pause.stop()
        self._note()
        document = self._desk.document
        if self._services is None or document is None:
            return
        place = self._known[document.id]
        text = f"{id_text(document.id)} {place.caret} {place.top}"
        name = str(self._services.path)
        if self._settings.value.places.get(name) != text:
            recent = set(self._settings.value.recent)
            kept = {key: one for key, one in self._settings.value.places.items() if key in recent}
            self._settings.update(places={**kept, name: text})

    # ------------------------------------------------------------ parts

    def _note(self) -> None:
        """Keeps the place in the article that is on the desk, as it is left."""
        if self._desk.document is None or self._shown != self._desk.document.id:
            return
        view = self._window.view
        self._known.pop(self._shown, None)
        self._known[self._shown] = Place(view.caret(), view.top_offset())
        if len(self._known) > _KEPT:
            del self._known[next(iter(self._known))]

    def _return(self) -> None:
        document = self._desk.document
        self._shown = None if document is None else document.id
        place = None if document is None else self._known.get(document.id)
        if document is None or place is None:
            return
        length = len(document.text)
        if place.caret <= length and place.top <= length:
            self._window.view.set_caret(place.caret)
            self._window.view.show_from(place.top)

    def _read(self) -> tuple[DocumentId, Place] | None:
        if self._services is None:
            return None
        text = self._settings.value.places.get(str(self._services.path), "")
        try:
            number, caret, top = text.split()
            return DocumentId(parse_id(number)), Place(int(caret), int(top))
        except ValueError:
            return None  # nothing is known, or the settings were written by hand
