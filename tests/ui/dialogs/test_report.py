"""The report of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QTableWidget

from annotator.domain.exchange import Problem
from annotator.ui.dialogs.report import ReportDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PROBLEMS = [
    Problem("a.txt", "The file is empty."),
    Problem("b.jsonl, line 7", "The line is not valid JSON."),
]


def table(dialog: ReportDialog) -> QTableWidget:
    found = dialog.findChild(QTableWidget, "report_table")
    assert found is not None
    return found


def button(dialog: ReportDialog, text: str) -> QPushButton:
    (box,) = dialog.findChildren(QDialogButtonBox)
    (found,) = [one for one in box.buttons() if one.text().replace("&", "") == text]
    assert isinstance(found, QPushButton)
    return found


def test_the_report_lists_and_copies_what_was_left_out(qtbot: QtBot):
    dialog = ReportDialog("Imported: 1 article, 2 left out.", PROBLEMS)
    qtbot.addWidget(dialog)

    rows = table(dialog)
    shown = [
        tuple(item.text() for column in range(2) if (item := rows.item(row, column)))
        for row in range(rows.rowCount())
    ]
    button(dialog, "Copy all").click()

    assert shown == [(one.origin, one.sentence) for one in PROBLEMS]
    assert QGuiApplication.clipboard().text() == "\n".join(map(str, PROBLEMS))
    assert not dialog.result()
    button(dialog, "Close").click()
    assert dialog.isHidden()


def test_rows_of_the_report_are_as_high_as_their_text(qtbot: QtBot):
    dialog = ReportDialog(
        "2 left out.", [Problem("a", "Short."), Problem("b", "A long reason. " * 20)]
    )
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()

    rows = table(dialog)
    line = rows.fontMetrics().lineSpacing()

    assert line <= rows.rowHeight(0) < 3 * line
    assert rows.rowHeight(1) > 2 * line


def test_return_closes_the_report(qtbot: QtBot):
    dialog = ReportDialog("1 left out.", [Problem("a", "Short.")], repairable=1)
    qtbot.addWidget(dialog)
    dialog.show()

    assert button(dialog, "Close").isDefault()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isHidden()


def test_spans_that_may_be_repaired_lead_to_their_repair(qtbot: QtBot):
    dialog = ReportDialog("3 left out.", PROBLEMS, repairable=1_200)
    qtbot.addWidget(dialog)
    dialog.show()

    with qtbot.waitSignal(dialog.repair_wanted):
        button(dialog, "Repair 1,200 spans…").click()

    assert dialog.isHidden()


def test_where_nothing_can_be_repaired_nothing_is_offered(qtbot: QtBot):
    dialog = ReportDialog("2 left out.", PROBLEMS)
    qtbot.addWidget(dialog)

    assert dialog.findChild(QPushButton, "report_repair") is None
