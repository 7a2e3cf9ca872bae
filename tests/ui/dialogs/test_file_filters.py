"""What a dialog that opens files offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from annotator.services.describing import describe_formats
from annotator.ui.dialogs.file_filters import filter_for

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

KINDS = [("Web page", (".html", ".htm")), ("Feed (RSS)", (".rss",)), ("Tables", (".csv", ".htm"))]


def test_everything_comes_first_then_each_kind_by_title_then_all_files():
    assert filter_for(KINDS).split(";;") == [
        "Everything that can be read (*.csv *.htm *.html *.rss)",
        "Feed – RSS (*.rss)",
        "Tables (*.csv *.htm)",
        "Web page (*.html *.htm)",
        "All files (*)",
    ]


def test_the_dialog_shows_a_title_for_every_format_that_can_be_read(qtbot: QtBot):
    readable = [one for one in describe_formats() if one.reads]
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.HideNameFilterDetails)

    dialog.setNameFilter(filter_for([(one.title, one.extensions) for one in readable]))

    shown = dialog.nameFilters()
    assert len(shown) == len(readable) + 2
    assert all(f"*{extension}" in shown[0] for one in readable for extension in one.extensions)
