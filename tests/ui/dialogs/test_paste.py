"""An article from the clipboard, looked at before it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from annotator.domain.document import Metadata
from annotator.services.reading import Source
from annotator.ui.dialogs.paste import PasteDialog, pasted

if TYPE_CHECKING:
    from typing import TypeVar

    from pytestqt.qtbot import QtBot

    W = TypeVar("W")

PAGE = (
    '<html lang="en"><head><title>Ferry strike ends</title></head><body>'
    "<p>The first boat<br>left at six.</p><p>“Never again,” said&nbsp;Ada.</p></body></html>"
)


def dialog_for(qtbot: QtBot, text: str, metadata: Metadata | None = None) -> PasteDialog:
    dialog = PasteDialog(text, metadata=metadata or Metadata())
    qtbot.addWidget(dialog)
    return dialog


def find(dialog: PasteDialog, kind: type[W], name: str) -> W:
    found = dialog.findChild(kind, name)  # type: ignore[type-var] # they are all widgets
    assert found is not None, name
    return found


def source(dialog: PasteDialog) -> Source:
    found = dialog.request().source
    assert isinstance(found, Source)
    return found


def retype(qtbot: QtBot, dialog: PasteDialog, name: str, text: str) -> None:
    field = find(dialog, QLineEdit, f"paste_{name}")
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)


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
    dialog = dialog_for(qtbot, text)

    assert source(dialog).data.decode() == text
    assert source(dialog).origin == "pasted text.txt"
    assert source(dialog).metadata is None
    assert dialog.request().format_name is None


def test_pasted_text_may_be_trimmed_first(qtbot: QtBot):
    dialog = dialog_for(qtbot, "Advertisement\nStory")
    field = find(dialog, QPlainTextEdit, "paste_text")
    qtbot.keyClick(field, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(field, Qt.Key.Key_Delete)

    assert source(dialog).data == b"Story"


def test_nothing_cannot_be_added(qtbot: QtBot):
    dialog = dialog_for(qtbot, "")
    add = find(dialog, QPushButton, "paste_add")
    assert not add.isEnabled()

    qtbot.keyClicks(find(dialog, QPlainTextEdit, "paste_text"), "Some text")
    assert add.isEnabled()
    add.click()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_what_is_known_of_it_is_shown_and_may_be_changed(qtbot: QtBot):
    known = Metadata(title="Ferry strike ends", url="https://g.example/1", language="en")
    dialog = dialog_for(qtbot, "Text.", known)
    shown = {one: find(dialog, QLineEdit, f"paste_{one}").text() for one in ("title", "url")}
    assert shown == {"title": "Ferry strike ends", "url": "https://g.example/1"}

    retype(qtbot, dialog, "title", " Strike over ")
    retype(qtbot, dialog, "published", "2026-11")
    find(dialog, QPushButton, "paste_add").click()

    assert dialog.result() == QDialog.DialogCode.Accepted
    assert source(dialog).metadata == Metadata(
        title="Strike over", published="2026-11", url="https://g.example/1", language="en"
    )
    assert source(dialog).origin == "pasted text.txt"
    assert dialog.request().format_name == "text"


def test_a_date_that_is_none_is_told_and_keeps_the_dialog_open(qtbot: QtBot):
    dialog = dialog_for(qtbot, "Text.")
    dialog.show()
    retype(qtbot, dialog, "published", "last week")

    find(dialog, QPushButton, "paste_add").click()

    assert dialog.isVisible()
    assert "last week" in find(dialog, QLabel, "paste_problem").text()
    assert dialog.focusWidget() is find(dialog, QLineEdit, "paste_published")
    retype(qtbot, dialog, "published", "2026-11-22")
    qtbot.keyClick(find(dialog, QLineEdit, "paste_published"), Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_copied_page_is_its_paragraphs_and_what_it_tells_of_itself(qapp: object):
    data = QMimeData()
    data.setHtml(PAGE)
    data.setText("The first boat left at six. “Never again,” said Ada.")

    text, metadata = pasted(data)

    assert text.splitlines()[-1].startswith("“Never again,” said")
    assert len(text.splitlines()) > 1
    assert (metadata.title, metadata.language) == ("Ferry strike ends", "en")


@pytest.mark.parametrize("html", ["", "<html><body><img src='a.png'></body></html>"])
def test_without_a_page_it_is_the_plain_text(qapp: object, html: str):
    data = QMimeData()
    data.setText("10\u00a0km\u2028north")
    if html:
        data.setHtml(html)

    assert pasted(data) == ("10\u00a0km\u2028north", Metadata())


def test_an_empty_clipboard_is_an_empty_text(qapp: object):
    assert pasted(QMimeData()) == ("", Metadata())
