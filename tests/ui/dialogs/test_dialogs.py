"""Dialogs over a real project."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QWidget,
)

from annotator.domain.document import Status
from annotator.domain.exchange import Problem
from annotator.ui.dialogs.export import ExportDialog
from annotator.ui.dialogs.keys import KeysDialog, _columns, _widest_sheet
from annotator.ui.dialogs.paste import PasteDialog
from annotator.ui.dialogs.preview import LONGEST_TEXT, readable
from annotator.ui.dialogs.report import ReportDialog
from tests.services.helpers import import_text, suggest

if TYPE_CHECKING:
    from typing import TypeVar

    from pytestqt.qtbot import QtBot

    from annotator.services.projects import Services

    W = TypeVar("W", bound=QWidget)


def find(widget: QWidget, kind: type[W], name: str) -> W:
    found = widget.findChild(kind, name)
    assert found is not None, name
    return found


def button(dialog: QDialog, text: str) -> QPushButton:
    (box,) = dialog.findChildren(QDialogButtonBox)
    (found,) = [one for one in box.buttons() if one.text().replace("&", "") == text]
    assert isinstance(found, QPushButton)
    return found


# ---------------------------------------------------------------- export


@pytest.fixture
def export(qtbot: QtBot, services: Services) -> ExportDialog:
    """Over three articles: one done, two new, one of those with a suggestion."""
    ids = [import_text(services, f"{name} left.") for name in ("Ada", "Bob", "Cyd")]
    services.editing.set_status(ids[0], Status.DONE)
    suggest(services, ids[1], ("Bob", "ACTOR"))
    dialog = ExportDialog(services.exporting)
    qtbot.addWidget(dialog)
    return dialog


def previewed(dialog: ExportDialog) -> list[str]:
    blocks = find(dialog, QPlainTextEdit, "export_preview").toPlainText().split("\n\n")
    return [json.loads(block)["text"] for block in blocks]


def test_the_preview_is_how_the_file_begins(export: ExportDialog, services: Services):
    assert previewed(export) == ["Ada left.", "Bob left.", "Cyd left."]
    assert find(export, QLabel, "export_count").text().startswith("3 articles")
    assert export.extension() == ".jsonl"


def test_the_preview_follows_what_is_chosen(export: ExportDialog):
    find(export, QCheckBox, "export_new").click()

    assert previewed(export) == ["Ada left."]
    assert find(export, QLabel, "export_count").text().startswith("1 article.")
    assert export.request().where.statuses == frozenset(Status) - {Status.NEW}

    before = find(export, QPlainTextEdit, "export_preview").toPlainText()
    find(export, QCheckBox, "export_new").click()
    find(export, QCheckBox, "export_suggestions").click()
    assert find(export, QPlainTextEdit, "export_preview").toPlainText() != before
    assert "spacy.ner.v1" in find(export, QPlainTextEdit, "export_preview").toPlainText()
    assert export.request().suggestions
    assert export.request().where.statuses is None


def test_nothing_to_export_cannot_be_exported(export: ExportDialog):
    for name in ("new", "done"):
        find(export, QCheckBox, f"export_{name}").click()

    assert find(export, QPlainTextEdit, "export_preview").toPlainText() == ""
    assert not find(export, QPushButton, "export_save").isEnabled()


def test_long_texts_and_lists_do_not_hide_what_comes_after_them(qtbot: QtBot, services: Services):
    document_id = import_text(services, "Ada met Bob, Cyd, Dan and Eve. " + "long " * 10_000)
    suggest(services, document_id, *((name, "ACTOR") for name in ("Ada", "Bob", "Cyd", "Dan")))
    dialog = ExportDialog(services.exporting)
    qtbot.addWidget(dialog)
    find(dialog, QCheckBox, "export_suggestions").click()

    lines = find(dialog, QPlainTextEdit, "export_preview").toPlainText().splitlines()

    assert len(lines) < 40
    (text,) = [line for line in lines if line.startswith('  "text"')]
    assert text.endswith('…",')
    assert len(json.loads(f"{{{text.rstrip(',')}}}")["text"]) == LONGEST_TEXT
    listed = [line for line in lines if "spacy.ner.v1" in line]
    assert ['"text": "Ada"' in listed[0], len(listed)] == [True, 3]
    assert lines[lines.index(listed[-1]) + 1].strip() == "… 1 more"


@pytest.mark.parametrize("text", ["id;label\n1;ACTOR\n", "[1]\n", ""])
def test_what_is_not_our_format_is_shown_as_it_is(text: str):
    assert readable(text) == text


def test_a_long_preview_of_another_format_is_cut():
    assert readable("a;b\n" * 10_000).endswith("…")
    assert len(readable("a;b\n" * 10_000)) < 10_000


# ---------------------------------------------------------------- paste


def pasted(qtbot: QtBot, text: str) -> PasteDialog:
    dialog = PasteDialog(text)
    qtbot.addWidget(dialog)
    return dialog


@pytest.mark.parametrize(
    "text",
    [
        "Title\n\nText with 😀 and “quotes”.",
        "10\u00a0km north of Tbilisi",
        "one line\u2028and another of the same paragraph",
        "  indented,\ttabbed ",
    ],
)
def test_pasted_text_becomes_the_article_as_it_is(qtbot: QtBot, text: str):
    assert pasted(qtbot, text).source().data.decode() == text


def test_pasted_text_may_be_trimmed_first(qtbot: QtBot):
    dialog = pasted(qtbot, "Advertisement\nStory")
    field = find(dialog, QPlainTextEdit, "paste_text")
    qtbot.keyClick(field, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(field, Qt.Key.Key_Delete)

    assert dialog.source().data == b"Story"


def test_nothing_cannot_be_added(qtbot: QtBot):
    dialog = pasted(qtbot, "")
    assert not button(dialog, "Add article").isEnabled()

    qtbot.keyClicks(find(dialog, QPlainTextEdit, "paste_text"), "Some text")
    assert button(dialog, "Add article").isEnabled()
    button(dialog, "Add article").click()
    assert dialog.result() == QDialog.DialogCode.Accepted


# ---------------------------------------------------------------- report


def test_the_report_lists_and_copies_what_was_left_out(qtbot: QtBot):
    problems = [
        Problem("a.txt", "The file is empty."),
        Problem("b.jsonl, line 7", "The line is not valid JSON."),
    ]
    dialog = ReportDialog("Imported: 1 article, 2 left out.", problems)
    qtbot.addWidget(dialog)

    table = find(dialog, QTableWidget, "report_table")
    shown = [
        tuple(item.text() for column in range(2) if (item := table.item(row, column)))
        for row in range(table.rowCount())
    ]
    button(dialog, "Copy all").click()

    assert shown == [(one.origin, one.sentence) for one in problems]
    assert QGuiApplication.clipboard().text() == "\n".join(map(str, problems))
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

    table = find(dialog, QTableWidget, "report_table")
    line = table.fontMetrics().lineSpacing()

    assert line <= table.rowHeight(0) < 3 * line
    assert table.rowHeight(1) > 2 * line


def test_return_closes_the_report(qtbot: QtBot):
    dialog = ReportDialog("1 left out.", [Problem("a", "Short.")])
    qtbot.addWidget(dialog)
    dialog.show()

    assert button(dialog, "Close").isDefault()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isHidden()


# ---------------------------------------------------------------- keys


def test_every_key_is_on_the_sheet(qtbot: QtBot):
    rows = [("File", "Open", "Ctrl+O"), ("Span", "Accept", "Return"), ("Labels", "ACTOR", "A")]
    dialog = KeysDialog(rows)
    qtbot.addWidget(dialog)

    shown = {label.text() for label in dialog.findChildren(QLabel)}

    assert shown == {part for row in rows for part in row}


def test_keys_that_do_the_same_have_a_cap_each(qtbot: QtBot):
    dialog = KeysDialog([("Span", "Accept", "Return  Enter"), ("View", "Larger", "Ctrl++")])
    qtbot.addWidget(dialog)

    caps = [label.text() for label in dialog.findChildren(QLabel, "key")]

    assert caps == ["Return", "Enter", "Ctrl++"]


def test_the_labels_are_at_the_top_of_the_sheet(qtbot: QtBot):
    rows = [(menu, f"{menu} {n}", "X") for menu in ("File", "Span", "Help") for n in range(5)]
    dialog = KeysDialog([*rows, ("Labels", "ACTOR", "A")])
    qtbot.addWidget(dialog)
    dialog.show()

    places = {
        title.text(): (title.mapTo(dialog, title.pos()).x(), title.mapTo(dialog, title.pos()).y())
        for title in dialog.findChildren(QLabel, "section_title")
    }

    assert min(places, key=lambda title: places[title]) == "Labels"


def test_the_sheet_has_as_many_columns_as_there_is_room_for():
    blocks = [(f"Menu {number}", [("Do it", "Ctrl+K")] * 10) for number in range(4)]
    assert [len(column) for column in _columns(blocks, 3)] in ([1, 1, 2], [1, 2, 1], [2, 1, 1])
    assert [len(column) for column in _columns(blocks, 2)] == [2, 2]
    narrow, wide = _widest_sheet(blocks, 10), _widest_sheet(blocks, 5000)
    assert narrow.layout().count() == 1
    assert wide.layout().count() == 3
    for sheet in (narrow, wide):
        sheet.deleteLater()
