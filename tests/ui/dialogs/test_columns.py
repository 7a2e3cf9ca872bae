"""What the columns of a table hold, asked before it is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QPushButton, QTableView

from annotator.services.choosing_columns import tables_job
from annotator.services.jobs import InlineRunner, JobContext
from annotator.ui.dialogs.columns import ColumnsDialog
from annotator.ui.panels.job_bar import JobBar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeVar

    from pytestqt.qtbot import QtBot

    W = TypeVar("W")

NEWS = "headline;source;body;section\nRain;Gazette;It rained.;City\nSnow;Gazette;It snowed.;\n"


@pytest.fixture
def ask(qtbot: QtBot, tmp_path: Path) -> Callable[..., ColumnsDialog]:
    """Asks about a table."""

    def make(text: str = NEWS, *, name: str = "a.csv", is_last: bool = True) -> ColumnsDialog:
        path = tmp_path / name
        if text:
            path.write_text(text, encoding="utf-8")
        (tables,) = tables_job([path]).work(JobContext())
        jobs = JobBar(InlineRunner())
        qtbot.addWidget(jobs)
        dialog = ColumnsDialog(tables, jobs.run, is_last=is_last)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    return make


def find(dialog: QDialog, kind: type[W], name: str) -> W:
    found = dialog.findChild(kind, name)  # type: ignore[type-var] # they are all widgets
    assert found is not None, name
    return found


def column_of(dialog: QDialog, field: str) -> QComboBox:
    return find(dialog, QComboBox, f"column_of_{field}")


def headers(dialog: QDialog) -> list[str]:
    model = find(dialog, QTableView, "columns_table").model()
    sections = range(model.columnCount())
    return [str(model.headerData(one, Qt.Orientation.Horizontal)) for one in sections]


def taken(dialog: ColumnsDialog) -> dict[str, str]:
    """The columns by field, of those that hold one."""
    options = dialog.options()
    return {
        name: value
        for name, value in options.items()
        if name not in ("header", "sheet", "delimiter") and value != "-"
    }


def test_the_names_of_the_columns_are_preset_and_enter_is_enough(
    ask: Callable[..., ColumnsDialog], qtbot: QtBot
):
    dialog = ask()

    assert taken(dialog) == {"text": "body", "title": "headline", "outlet": "source"}
    assert headers(dialog) == ["headline\nTitle", "source\nOutlet", "body\nText", "section\nkept"]
    assert find(dialog, QLabel, "columns_first").text() == "Rain\nGazette\nIt rained."
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_without_a_column_for_the_text_one_must_be_chosen(
    ask: Callable[..., ColumnsDialog], qtbot: QtBot
):
    dialog = ask("a,b\nOne day,It rained.\n")
    agree = find(dialog, QPushButton, "columns_import")

    assert not agree.isEnabled()
    assert "Choose the column" in find(dialog, QLabel, "columns_problem").text()
    assert dialog.focusWidget() is column_of(dialog, "text")
    qtbot.keyClicks(dialog.focusWidget(), "b")

    assert agree.isEnabled()
    assert find(dialog, QLabel, "columns_problem").isHidden()
    assert find(dialog, QLabel, "columns_first").text() == "It rained.\nIt rained."
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert taken(dialog) == {"text": "b"}


def test_a_column_stands_for_one_field(ask: Callable[..., ColumnsDialog]):
    dialog = ask()

    column_of(dialog, "byline").setCurrentText("source")

    assert taken(dialog)["byline"] == "source"
    assert "outlet" not in taken(dialog)
    assert dialog.options()["outlet"] == "-"
    assert headers(dialog)[1] == "source\nAuthor"


def test_arrow_keys_take_no_column_they_only_pass(ask: Callable[..., ColumnsDialog], qtbot: QtBot):
    dialog = ask()
    author = column_of(dialog, "byline")

    for _ in range(4):  # over headline, source and body to section
        qtbot.keyClick(author, Qt.Key.Key_Down)

    assert taken(dialog) == {
        "text": "body",
        "title": "headline",
        "outlet": "source",
        "byline": "section",
    }


def test_a_table_without_names_has_numbered_columns(ask: Callable[..., ColumnsDialog]):
    dialog = ask("Rain,It rained.\n")

    find(dialog, QCheckBox, "columns_header").click()
    assert headers(dialog) == ["column 1\nkept", "column 2\nkept"]
    assert not find(dialog, QPushButton, "columns_import").isEnabled()

    column_of(dialog, "text").setCurrentText("column 2")
    assert dialog.options()["header"] == "no"
    assert taken(dialog) == {"text": "column 2"}
    assert find(dialog, QLabel, "columns_first").text() == "It rained.\nIt rained."


def test_what_stands_between_the_cells_may_be_said(ask: Callable[..., ColumnsDialog]):
    dialog = ask()
    choice = find(dialog, QComboBox, "columns_delimiter")
    assert choice.currentText() == "Semicolon"

    choice.setCurrentText("Comma")

    assert headers(dialog) == ["headline;source;body;section\nkept"]
    choice.setCurrentText("Semicolon")
    assert taken(dialog) == {"text": "body", "title": "headline", "outlet": "source"}
    assert dialog.options()["delimiter"] == "semicolon"


def test_a_sheet_may_be_chosen_and_what_is_wrong_with_it_is_said(
    ask: Callable[..., ColumnsDialog], tmp_path: Path
):
    book = openpyxl.Workbook()
    book.active.title = "Texts"
    for row in (["title", "text"], ["Rain", "It rained."]):
        book.active.append(row)
    book.create_sheet("Empty")
    book.create_sheet("Other").append(["text", "lang"])
    book.save(tmp_path / "a.xlsx")
    book.close()
    dialog = ask("", name="a.xlsx")
    sheets = find(dialog, QComboBox, "columns_sheet")
    agree = find(dialog, QPushButton, "columns_import")
    assert find(dialog, QComboBox, "columns_delimiter").isHidden()
    assert (sheets.currentText(), sheets.isVisible()) == ("Texts", True)

    sheets.setCurrentText("Empty")
    assert "no rows" in find(dialog, QLabel, "columns_problem").text()
    assert not agree.isEnabled()

    sheets.setCurrentText("Other")
    assert agree.isEnabled()
    assert find(dialog, QLabel, "columns_problem").isHidden()
    assert dialog.options()["sheet"] == "Other"
    assert headers(dialog) == ["text\nText", "lang\nLanguage"]


def test_escape_leaves_the_table_out(ask: Callable[..., ColumnsDialog], qtbot: QtBot):
    dialog = ask(is_last=False)
    assert find(dialog, QPushButton, "columns_leave_out").text() == "Leave out"

    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)

    assert dialog.result() == QDialog.DialogCode.Rejected
    assert dialog.isHidden()


def test_everything_has_a_name_for_screen_readers(ask: Callable[..., ColumnsDialog]):
    dialog = ask()
    fields = [*dialog.findChildren(QComboBox), *dialog.findChildren(QTableView)]
    assert len(fields) == 10
    assert all(one.accessibleName() for one in fields)
