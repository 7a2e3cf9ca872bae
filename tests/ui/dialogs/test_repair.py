"""Spans that an import left out, repaired beside the article."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QTableView, QWidget

from annotator.domain.span import Span
from annotator.services.jobs import InlineRunner
from annotator.services.reading import Source
from annotator.ui.dialogs.repair import RepairDialog
from annotator.ui.item_models.repairs import Column
from annotator.ui.panels.job_bar import JobBar
from tests.services.helpers import do_import

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from pytestqt.qtbot import QtBot

    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services

    W = TypeVar("W")

TEXT = "Nadia Orbeli left Tbilisi. Orbeli came back to the port authority of Poti."
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def span(words: str, label: str, quoted: str | None = None) -> dict[str, object]:
    """A span of another tool, four characters off."""
    at = TEXT.index(words) + 4
    return {"start": at, "end": at + len(words), "label": label, "text": quoted or words}


SPANS = [
    span("Tbilisi", "LOCATION"),
    span("Orbeli", "ACTOR"),
    span("port authority of Poti", "ORG", "port autority of Poti"),
    span("Nadia Orbeli", "PERSON"),
    {"start": 0, "end": 4, "label": "VESSEL", "text": "Aurora, a ship that nobody named"},
]


@pytest.fixture
def repair(qtbot: QtBot, services: Services) -> Callable[..., RepairDialog]:
    """Imports an article with such spans, and opens the dialog about them."""
    window = QWidget()
    qtbot.addWidget(window)

    def make(*spans: dict[str, object]) -> RepairDialog:
        line = json.dumps({"text": TEXT, "spans": list(spans)})
        report = do_import(services, Source(line.encode(), "theirs.jsonl"))
        jobs = JobBar(InlineRunner())
        qtbot.addWidget(jobs)
        dialog = RepairDialog(services, jobs, report.misfits, parent=window)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    return make


def find(dialog: QWidget, kind: type[W], name: str) -> W:
    found = dialog.findChild(kind, name)  # type: ignore[type-var] # they are all widgets
    assert found is not None, name
    return found


def table(dialog: RepairDialog) -> QTableView:
    return find(dialog, QTableView, "repair_table")


def shown(dialog: RepairDialog, column: Column) -> list[object]:
    model = table(dialog).model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def adding(dialog: RepairDialog) -> str:
    return find(dialog, QPushButton, "repair_add").text().replace("&", "")


def here(services: Services) -> list[tuple[str, str]]:
    (document_id,) = services.project.article_ids()
    found = services.project.annotations(document_id)
    return [(one.label, one.span.text_of(TEXT)) for one in found]


def test_places_are_found_and_what_is_certain_is_ticked(repair: Callable[..., RepairDialog]):
    dialog = repair(*SPANS)

    assert shown(dialog, Column.FOUND) == [
        "certain",
        "2 places",
        "97% alike",
        "certain",
        "no place",
    ]
    assert shown(dialog, Column.THERE)[2] == "port authority of Poti"
    assert adding(dialog) == "Add 2 spans"
    assert find(dialog, QLabel, "repair_said").text() == (
        "5 spans are left out. A place was found for 4 of them. What is certain is ticked."
    )


def test_labels_that_the_scheme_lacks_are_proposed_for(repair: Callable[..., RepairDialog]):
    dialog = repair(*SPANS)
    names = ("ORG", "PERSON", "VESSEL")

    chosen = [find(dialog, QComboBox, f"repair_label_{name}").currentText() for name in names]

    assert chosen == ["ACTOR", "ACTOR", "Leave out"]
    assert shown(dialog, Column.LABEL) == ["LOCATION", "ACTOR", "ACTOR", "ACTOR", "VESSEL ?"]


def test_a_label_may_be_left_out(repair: Callable[..., RepairDialog], services: Services):
    dialog = repair(*SPANS)
    person = find(dialog, QComboBox, "repair_label_PERSON")
    person.setCurrentText("Leave out")
    assert adding(dialog) == "Add 1 span"
    assert not find(dialog, QCheckBox, "repair_remember_PERSON").isEnabled()

    find(dialog, QPushButton, "repair_add").click()

    assert here(services) == [("LOCATION", "Tbilisi")]


def test_what_is_ticked_is_added_and_goes_from_the_list(
    repair: Callable[..., RepairDialog], services: Services, qtbot: QtBot
):
    dialog = repair(*SPANS)

    with qtbot.waitSignal(dialog.repaired) as told:
        find(dialog, QPushButton, "repair_add").click()

    assert told.args == [2]
    assert here(services) == [("ACTOR", "Nadia Orbeli"), ("LOCATION", "Tbilisi")]
    assert shown(dialog, Column.FOUND) == ["2 places", "97% alike", "no place"]
    assert adding(dialog) == "Add 0 spans"
    assert dialog.isVisible()
    assert services.project.scheme().named("PERSON") is None


def test_it_closes_when_nothing_is_left(repair: Callable[..., RepairDialog]):
    dialog = repair(SPANS[0])

    find(dialog, QPushButton, "repair_add").click()

    assert dialog.isHidden()


def test_a_label_may_be_added_to_the_scheme(
    repair: Callable[..., RepairDialog], services: Services, qtbot: QtBot
):
    dialog = repair(*SPANS)
    before = services.project.scheme()
    person = find(dialog, QComboBox, "repair_label_PERSON")
    person.setCurrentText("Add PERSON to the label scheme")
    assert shown(dialog, Column.LABEL)[3] == "PERSON"

    with qtbot.waitSignal(dialog.scheme_edited):
        find(dialog, QPushButton, "repair_add").click()

    added = services.project.scheme().label("PERSON")
    assert added.colour not in {label.colour for label in before.labels}
    assert ("PERSON", "Nadia Orbeli") in here(services)
    (document_id,) = services.project.article_ids()
    services.editing.undo(document_id)
    services.project_edits.undo()
    assert services.project.scheme() == before


def test_a_label_may_be_remembered_as_another_name(
    repair: Callable[..., RepairDialog], services: Services
):
    dialog = repair(*SPANS)
    find(dialog, QCheckBox, "repair_remember_PERSON").click()
    find(dialog, QCheckBox, "repair_remember_ORG").click()  # of which nothing is ticked

    find(dialog, QPushButton, "repair_add").click()

    assert services.project.scheme().label("ACTOR").aliases == ("PERSON",)
    assert dialog.findChild(QComboBox, "repair_label_PERSON") is None
    assert find(dialog, QCheckBox, "repair_remember_ORG").isChecked()
    services.project_edits.undo()
    assert services.project.scheme().label("ACTOR").aliases == ()


def test_one_kind_is_shown_at_a_time(repair: Callable[..., RepairDialog]):
    dialog = repair(*SPANS)
    kinds = find(dialog, QComboBox, "repair_kinds")
    texts = [kinds.itemText(row) for row in range(kinds.count())]
    assert texts == ["All 5", "Certain: 2", "To look at: 2", "No place: 1"]

    kinds.setCurrentIndex(2)

    assert shown(dialog, Column.FOUND) == ["2 places", "97% alike"]
    find(dialog, QPushButton, "repair_all").click()
    assert adding(dialog) == "Add 4 spans"
    find(dialog, QPushButton, "repair_none").click()
    assert adding(dialog) == "Add 2 spans"


def test_the_keyboard_alone_will_do(
    repair: Callable[..., RepairDialog], services: Services, qtbot: QtBot
):
    dialog = repair(*SPANS)
    rows = table(dialog)
    assert dialog.focusWidget() is rows
    places: list[tuple[DocumentId, Span]] = []
    dialog.place_wanted.connect(lambda *place: places.append(place))

    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Space)
    assert adding(dialog) == "Add 3 spans"
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    qtbot.keyClick(rows, Qt.Key.Key_A, CTRL | SHIFT)
    assert adding(dialog) == "Add 0 spans"
    qtbot.keyClick(rows, Qt.Key.Key_A, CTRL)
    assert adding(dialog) == "Add 4 spans"
    assert here(services) == []
    qtbot.keyClick(rows, Qt.Key.Key_Return, CTRL)

    (document_id,) = services.project.article_ids()
    assert places == [(document_id, Span(6, 12))]
    assert len(here(services)) == 4
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()


def test_tab_goes_from_the_labels_to_the_table(repair: Callable[..., RepairDialog], qtbot: QtBot):
    dialog = repair(*SPANS)
    find(dialog, QComboBox, "repair_label_ORG").setFocus()
    met = []
    for _ in range(9):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        met.append(dialog.focusWidget().objectName())

    assert met == [
        "repair_remember_ORG",
        "repair_label_PERSON",
        "repair_remember_PERSON",
        "repair_label_VESSEL",  # what it would be remembered as is not chosen
        "repair_kinds",
        "repair_all",
        "repair_none",
        "repair_table",
        "repair_add",
    ]


def test_the_labels_follow_the_scheme(repair: Callable[..., RepairDialog], services: Services):
    dialog = repair(*SPANS)
    find(dialog, QComboBox, "repair_label_VESSEL").setCurrentText("ACTOR")
    find(dialog, QCheckBox, "repair_remember_PERSON").click()
    find(dialog, QPushButton, "repair_add").click()

    dialog.reload()

    assert find(dialog, QComboBox, "repair_label_VESSEL").currentText() == "ACTOR"
    assert dialog.findChild(QComboBox, "repair_label_PERSON") is None


def test_where_all_labels_are_known_none_is_asked_about(repair: Callable[..., RepairDialog]):
    dialog = repair(SPANS[0], SPANS[1])

    assert find(dialog, QWidget, "repair_labels").isHidden()
    assert find(dialog, QLabel, "repair_lacking").isHidden()
