"""The field of the entry, in the inspector, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListView, QPushButton, QToolButton, QVBoxLayout, QWidget

from annotator.domain.ids import EntryId
from annotator.domain.registry import EntryFilter
from annotator.ui.panels.registry.entry_field import EntryField
from annotator.ui.panels.registry.entry_picker import EntryPicker
from tests.services.helpers import span_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from annotator.domain.ids import AnnotationId, DocumentId
    from annotator.services.projects import Services


class Bench:
    """The field in a window, following the changes of its project."""

    def __init__(self, qtbot: QtBot, services: Services, document_id: DocumentId) -> None:
        self.qtbot, self.services, self.document_id = qtbot, services, document_id
        self.errors: list[object] = []
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(420, 500)
        self.field = EntryField()
        column = QVBoxLayout(self.window)
        elsewhere = QPushButton("Elsewhere")  # where the keyboard is before
        column.addWidget(elsewhere)
        column.addWidget(self.field)
        column.addStretch(1)
        self.field.failed.connect(self.errors.append)
        self.field.set_services(services.registry, services.registering)
        self.shown: AnnotationId | None = None
        services.changes.subscribe(lambda _: self.show(self.shown))
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        elsewhere.setFocus()
        self.elsewhere = elsewhere
        self.picker = self.window.findChild(EntryPicker, "inspector_entry")

    def add(self, words: str, label: str = "ACTOR") -> AnnotationId:
        span = span_of(self.services, self.document_id, words)
        made = self.services.editing.add(self.document_id, span, label)
        self.show(made)
        return made

    def show(self, annotation_id: AnnotationId | None) -> None:
        self.shown = annotation_id
        document = self.services.project.document(self.document_id)
        found = annotation_id and self.services.browsing.annotation(annotation_id)
        self.field.show_annotation(found or None, document)

    def open(self) -> None:
        self.elsewhere.setFocus()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.qtbot.waitUntil(self.picker.hasFocus)

    def press(self, *keys: Qt.Key | str) -> None:
        for key in keys:
            if isinstance(key, str):
                self.qtbot.keyClicks(self.picker, key)
            else:
                self.qtbot.keyClick(self.picker, key)

    def offered(self) -> list[str]:
        model = self.picker.choices()
        return [model.index(row).data() for row in range(model.rowCount())]

    def named(self) -> str | None:
        assert self.shown is not None
        annotation = self.services.browsing.annotation(self.shown)
        assert annotation is not None
        entry = annotation.entry_id and self.services.registry.entry(annotation.entry_id)
        return entry.name if entry else None


@pytest.fixture
def bench(qtbot: QtBot, services: Services, document_id: DocumentId) -> Bench:
    return Bench(qtbot, services, document_id)


def test_enter_takes_the_likeliest_and_returns_the_keyboard(bench: Bench, qtbot: QtBot):
    bench.services.registering.add("ACTOR", "Nadia Orbeli")
    bench.add("Orbeli")
    bench.open()
    assert bench.offered() == ["Nadia Orbeli", "New entry “Orbeli”"]

    with qtbot.waitSignal(bench.field.left):
        bench.press(Qt.Key.Key_Return)

    assert bench.named() == "Nadia Orbeli"
    assert bench.picker.text() == "Nadia Orbeli"
    assert not bench.picker.is_open


def test_a_new_entry_is_made_of_what_stands_there_or_of_what_is_typed(bench: Bench):
    bench.add("Nadia Orbeli")
    bench.open()
    bench.press(Qt.Key.Key_Return)
    assert bench.named() == "Nadia Orbeli"

    bench.add("Orbeli")
    bench.open()
    bench.press("Nino Orbeli", Qt.Key.Key_Return)

    assert bench.named() == "Nino Orbeli"
    assert len(bench.services.registry.ids(EntryFilter())) == 2


def test_typing_searches_and_arrows_choose(bench: Bench):
    for name in ("Tbilisi City Hall", "Tbilisi Police"):
        bench.services.registering.add("ACTOR", name)
    bench.add("Nadia Orbeli")
    bench.open()

    bench.press("tbi")
    assert bench.offered() == ["Tbilisi City Hall", "Tbilisi Police", "New entry “tbi”"]
    bench.press(Qt.Key.Key_Down, Qt.Key.Key_Return)

    assert bench.named() == "Tbilisi Police"


def test_escape_leaves_everything_as_it_was(bench: Bench, qtbot: QtBot):
    bench.add("Nadia Orbeli")
    bench.open()
    bench.press("Nino")
    with qtbot.waitSignal(bench.field.left):
        bench.press(Qt.Key.Key_Escape)
    assert bench.named() is None
    assert bench.picker.text() == ""
    assert not bench.picker.is_open


def test_what_is_linked_can_be_unlinked(bench: Bench):
    bench.services.registering.make_entry(bench.add("Nadia Orbeli"), "Nadia Orbeli")
    bench.open()
    assert bench.offered()[-1] == "Unlink"
    bench.press(Qt.Key.Key_PageDown, Qt.Key.Key_Return)
    assert bench.named() is None


def test_an_entry_of_just_that_name_is_hinted_at_but_not_taken(bench: Bench):
    bench.services.registering.add("ACTOR", "Nadia Orbeli")
    bench.add("Nadia Orbeli")
    assert bench.named() is None
    assert bench.picker.placeholderText() == "Nadia Orbeli?"


def test_details_and_the_next_mention_are_shown_for_what_is_linked(bench: Bench, qtbot: QtBot):
    from dataclasses import replace

    entry_id = bench.services.registering.make_entry(bench.add("Nadia Orbeli"), "Nadia Orbeli")
    bench.services.registering.link(bench.add("Orbeli"), entry_id)
    entry = bench.services.registry.entry(entry_id)
    assert entry is not None
    bench.services.registering.save(replace(entry, kind="person", aliases=("The mayor",)))

    details = bench.window.findChild(QLabel, "inspector_entry_details")
    following = bench.window.findChild(QToolButton, "inspector_entry_next")
    assert details.text() == "person · also The mayor"
    assert following.text() == "Next of 2"
    with qtbot.waitSignal(bench.field.next_wanted):
        following.click()


def test_a_mouse_chooses_as_well(bench: Bench, qtbot: QtBot):
    bench.services.registering.add("ACTOR", "Nadia Orbeli")
    bench.add("Orbeli")
    bench.open()
    shown = bench.window.findChild(QListView, "entry_choices")
    place = shown.visualRect(shown.model().index(0, 0)).center()
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert bench.named() == "Nadia Orbeli"


def test_more_keeps_a_spelling_and_asks_for_the_rest(bench: Bench, qtbot: QtBot):
    bench.services.registering.make_entry(bench.add("Orbeli"), "Nadia Orbeli")
    menu = bench.window.findChild(QToolButton, "inspector_entry_more").menu()
    menu.aboutToShow.emit()
    by_text = {action.text(): action for action in menu.actions()}
    assert list(by_text) == [
        "Link every “Orbeli” in this article",
        "Link every “Orbeli” in the project",
        "Keep “Orbeli” as another name",
        "Show in the registry",
        "Unlink",
    ]
    with qtbot.waitSignal(bench.field.alike_wanted, check_params_cb=lambda everywhere: everywhere):
        by_text["Link every “Orbeli” in the project"].trigger()

    by_text["Keep “Orbeli” as another name"].trigger()

    (entry,) = bench.services.registry.rows(
        [EntryId(one) for one in bench.services.registry.ids(EntryFilter())]
    )
    assert entry.entry.aliases == ("Orbeli",)


def test_quotes_have_no_entry(bench: Bench):
    bench.add("“We will not move.”", "QUOTE")
    assert not bench.field.isVisible()
    bench.show(None)
    assert not bench.field.isVisible()
