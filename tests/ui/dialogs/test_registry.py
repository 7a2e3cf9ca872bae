"""The registry's window, by keys and clicks, over a real project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTabWidget,
    QWidget,
)

from annotator.domain.ids import EntryId
from annotator.domain.registry import EntryFilter
from annotator.services.jobs import InlineRunner
from annotator.ui.dialogs.registry import RegistryWindow
from annotator.ui.panels.job_bar import JobBar
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeVar

    from pytestqt.qtbot import QtBot

    from annotator.domain.entries import RegistryEntry
    from annotator.domain.ids import AnnotationId, DocumentId
    from annotator.services.projects import Services

    W = TypeVar("W", bound=QWidget)


class Bench:
    """The window over a project whose changes it hears of."""

    def __init__(self, qtbot: QtBot, services: Services) -> None:
        self.qtbot, self.services = qtbot, services
        self.parent = QWidget()
        qtbot.addWidget(self.parent)
        self.window = RegistryWindow(JobBar(InlineRunner(), self.parent), self.parent)
        services.changes.subscribe(self.window.apply)
        self.window.set_services(services)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.table = self.find(QTableView, "registry_table")

    def find(self, kind: type[W], name: str) -> W:
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def add(self, document_id: DocumentId, words: str, label: str = "ACTOR") -> AnnotationId:
        return self.services.editing.add(
            document_id, span_of(self.services, document_id, words), label
        )

    def shown(self, table: str = "registry_table", column: int = 0) -> list[str]:
        model = self.find(QTableView, table).model()
        return [model.index(row, column).data() for row in range(model.rowCount())]

    def entries(self) -> list[RegistryEntry]:
        ids = [EntryId(one) for one in self.services.registry.ids(EntryFilter())]
        return [row.entry for row in self.services.registry.rows(ids)]

    def choose(self, *names: str) -> None:
        """Selects rows as one does with Ctrl."""
        self.table.clearSelection()
        flags = self.table.selectionModel().SelectionFlag
        for name in names:
            index = self.table.model().index(self.shown().index(name), 0)
            self.table.selectionModel().setCurrentIndex(index, flags.Select | flags.Rows)

    def offered(self, button: str) -> dict[str, object]:
        """The entries of a button's menu."""
        menu = self.find(QPushButton, button).menu()
        menu.aboutToShow.emit()
        return {action.text(): action for action in menu.actions() if action.text()}

    def write(self, name: str, text: str) -> None:
        """Types into a field of the form and leaves it."""
        field = self.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, text)
        self.qtbot.keyClick(field, Qt.Key.Key_Tab)


@pytest.fixture
def bench(qtbot: QtBot, services: Services) -> Iterator[Bench]:
    made = Bench(qtbot, services)
    yield made
    made.window.close()


def test_search_label_and_order_choose_what_is_shown(bench: Bench, qtbot: QtBot):
    for label, name in (("ACTOR", "Zaki"), ("ACTOR", "Amina"), ("LOCATION", "Homs")):
        bench.services.registering.add(label, name)
    homs = bench.add(import_text(bench.services, "Homs fell."), "Homs", "LOCATION")
    bench.services.registering.link(
        homs, next(one.id for one in bench.entries() if one.name == "Homs")
    )
    assert bench.shown() == ["Amina", "Zaki", "Homs"]

    order = bench.find(QComboBox, "registry_order")
    order.setCurrentIndex(1)
    order.activated.emit(1)
    assert bench.shown() == ["Homs", "Amina", "Zaki"]

    labels = bench.find(QComboBox, "registry_label")
    labels.setCurrentText("ACTOR")
    labels.activated.emit(labels.currentIndex())
    assert bench.shown() == ["Amina", "Zaki"]

    search = bench.find(QLineEdit, "registry_search")
    qtbot.keyClicks(search, "za")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert bench.shown() == ["Zaki"]
    assert bench.find(QLineEdit, "entry_name_field").text() == "Zaki"
    count = bench.find(QLabel, "article_count")
    qtbot.waitUntil(lambda: count.text().startswith("1 entry · 1 of 1 mentions"))


def test_the_form_stores_each_field_that_is_left_and_undo_takes_it_back(bench: Bench):
    bench.services.registering.add("LOCATION", "Homs")
    bench.choose("Homs")

    bench.write("entry_kind", "town")
    bench.write("entry_wikidata", "Q131274")
    bench.write("entry_place", "34.73, 36.72")
    aliases = bench.find(QPlainTextEdit, "entry_aliases")
    aliases.setFocus()
    aliases.setPlainText("Hims\n\nEmesa ")
    bench.find(QLineEdit, "registry_search").setFocus()

    (homs,) = bench.entries()
    assert (homs.kind, homs.wikidata, homs.aliases) == ("town", "Q131274", ("Emesa", "Hims"))
    assert (homs.latitude, homs.longitude) == (34.73, 36.72)
    bench.find(QPushButton, "registry_undo").click()
    assert bench.entries()[0].aliases == ()
    assert aliases.toPlainText() == ""
    bench.find(QPushButton, "registry_redo").click()
    assert bench.entries()[0].aliases == ("Emesa", "Hims")


@pytest.mark.parametrize("typed", ["q131274", " https://www.wikidata.org/wiki/Q131274/ "])
def test_a_wikidata_item_is_taken_from_whatever_was_copied(bench: Bench, typed: str):
    bench.services.registering.add("LOCATION", "Homs")
    bench.choose("Homs")
    bench.write("entry_wikidata", typed)
    assert bench.entries()[0].wikidata == "Q131274"
    assert bench.find(QLineEdit, "entry_wikidata").text() == "Q131274"


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("entry_wikidata", "131274", "“131274” is no Wikidata item"),
        ("entry_place", "north", "“north” is no place; write latitude and longitude"),
        ("entry_place", "34 200", "The longitude 200.0 is not between"),
        ("entry_name_field", " ", "needs a name"),
    ],
)
def test_what_cannot_be_is_told_and_not_stored(bench: Bench, field: str, text: str, sentence: str):
    bench.services.registering.add("LOCATION", "Homs")
    (before,) = bench.entries()
    bench.choose("Homs")
    bench.write(field, text)
    assert sentence in bench.find(QLabel, "registry_message").text()
    assert bench.entries() == [before]


def test_a_new_entry_takes_the_searched_name_and_its_field_the_keyboard(bench: Bench):
    bench.find(QLineEdit, "registry_search").setText("Ghani")
    bench.find(QPushButton, "registry_new").click()
    assert [one.name for one in bench.entries()] == ["Ghani"]
    name = bench.find(QLineEdit, "entry_name_field")
    bench.qtbot.waitUntil(name.hasFocus)
    assert name.selectedText() == "Ghani"


def test_several_become_one(bench: Bench):
    mention = bench.add(import_text(bench.services, "HTS fell."), "HTS")
    bench.services.registering.make_entry(mention, "HTS")
    bench.services.registering.add("ACTOR", "Hayat Tahrir al-Sham")
    merge = bench.find(QPushButton, "registry_merge")
    assert not merge.isEnabled()
    bench.choose("HTS", "Hayat Tahrir al-Sham")
    assert merge.isEnabled()

    bench.offered("registry_merge")["Hayat Tahrir al-Sham"].trigger()  # type: ignore[attr-defined]

    (entry,) = bench.entries()
    assert entry.aliases == ("HTS",)
    assert bench.shown(column=4) == ["1"]


def test_mentions_and_aliases_are_split_off(bench: Bench, qtbot: QtBot):
    document_id = import_text(bench.services, "HTS fell. Hayat Tahrir al-Sham rose. Tahrir too.")
    first = bench.add(document_id, "Hayat Tahrir al-Sham")
    entry_id = bench.services.registering.make_entry(first, "Hayat Tahrir al-Sham")
    bench.services.registering.link(bench.add(document_id, "HTS"), entry_id)
    bench.services.registering.add_alias(entry_id, "HTS")
    bench.choose("Hayat Tahrir al-Sham")
    assert bench.shown("registry_mentions", 1) == ["HTS", "Hayat Tahrir al-Sham"]
    offered = bench.offered("registry_split")
    assert not offered["The chosen mentions (0) to a new entry"].isEnabled()  # type: ignore[attr-defined]

    offered["“HTS” and what says so to a new entry"].trigger()  # type: ignore[attr-defined]
    assert bench.shown() == ["Hayat Tahrir al-Sham", "HTS"] or bench.shown() == [
        "HTS",
        "Hayat Tahrir al-Sham",
    ]
    assert {one.name: one.aliases for one in bench.entries()} == {
        "HTS": (),
        "Hayat Tahrir al-Sham": (),
    }

    bench.choose("HTS")
    mentions = bench.find(QTableView, "registry_mentions")
    mentions.selectRow(0)
    bench.offered("registry_split")["The chosen mentions (1) to a new entry"].trigger()  # type: ignore[attr-defined]
    assert sorted(one.name for one in bench.entries()) == ["HTS", "HTS", "Hayat Tahrir al-Sham"]


def test_delete_takes_what_is_chosen_away(bench: Bench, qtbot: QtBot):
    for name in ("Amina", "Zaki"):
        bench.services.registering.add("ACTOR", name)
    bench.choose("Zaki")
    qtbot.keyClick(bench.table, Qt.Key.Key_Delete)
    assert bench.shown() == ["Amina"]


def test_enter_on_a_mention_leads_into_its_article(bench: Bench, qtbot: QtBot):
    document_id = import_text(bench.services, "HTS fell.")
    bench.services.registering.make_entry(bench.add(document_id, "HTS"), "HTS")
    bench.choose("HTS")
    mentions = bench.find(QTableView, "registry_mentions")
    mentions.selectRow(0)
    with qtbot.waitSignal(bench.window.mention_chosen) as chosen:
        qtbot.keyClick(mentions, Qt.Key.Key_Return)
    assert chosen.args[0].document_id == document_id


def test_names_without_an_entry_are_linked_one_enter_each(bench: Bench, qtbot: QtBot):
    bench.services.registering.add("ACTOR", "Hassan Ghani")
    first = import_text(bench.services, "Ghani left. HTS came.")
    second = import_text(bench.services, "Ghani stayed.", "second.txt")
    mentions = [bench.add(first, "Ghani"), bench.add(second, "Ghani")]
    bench.add(first, "HTS")
    bench.find(QTabWidget, "registry_tabs").setCurrentIndex(1)
    table = bench.find(QTableView, "unlinked_table")
    assert bench.shown("unlinked_table") == ["Ghani", "HTS"]
    assert bench.find(QPushButton, "unlinked_link").text() == "Link to “Hassan Ghani”"

    qtbot.keyClick(table, Qt.Key.Key_Return)

    assert {bench.services.project.annotation(one).entry_id for one in mentions} == {
        bench.entries()[0].id
    }
    assert bench.shown("unlinked_table") == ["HTS"]
    assert not bench.find(QPushButton, "unlinked_link").isVisible()
    bench.find(QPushButton, "unlinked_new").click()
    assert bench.shown("unlinked_table") == []
    assert [one.name for one in bench.entries()] == ["Hassan Ghani", "HTS"]

    bench.services.project_edits.undo()
    bench.find(QPushButton, "unlinked_again").click()
    assert bench.shown("unlinked_table") == ["HTS"]


def test_any_entry_can_be_typed_for_an_unlinked_name(bench: Bench, qtbot: QtBot):
    bench.services.registering.add("ACTOR", "Hayat Tahrir")
    bench.add(import_text(bench.services, "The rebels came."), "rebels")
    bench.find(QTabWidget, "registry_tabs").setCurrentIndex(1)
    picker = bench.find(QLineEdit, "unlinked_entry")
    picker.setFocus(Qt.FocusReason.ShortcutFocusReason)
    qtbot.keyClicks(picker, "tahr")
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert bench.services.registry.totals()["ACTOR"].linked == 1
    assert bench.window.isVisible()
