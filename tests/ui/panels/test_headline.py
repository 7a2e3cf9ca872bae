"""The headline's date and link, and the typeface it shares with the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QDesktopServices, QFont, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton

from annotator.domain.document import DocumentInfo, Metadata
from annotator.domain.ids import DocumentId
from annotator.ui.dates import written_date
from annotator.ui.editor.typography import Typography
from annotator.ui.panels.headline import Headline

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

URL = "https://post.example/2026/11/22/storm-over-the-harbour?page=1&ref=home"


@pytest.fixture
def headline(qtbot: QtBot) -> Headline:
    headline = Headline()
    qtbot.addWidget(headline)
    headline.resize(700, 120)
    headline.show()
    return headline


def show(headline: Headline, **metadata: str) -> None:
    headline.show_info(DocumentInfo(DocumentId(1), Metadata(title="Storm", **metadata)))


def line_of(headline: Headline) -> QLabel:
    return headline.findChild(QLabel, "article_details")


def link_of(headline: Headline) -> QLineEdit:
    return headline.findChild(QLineEdit, "article_link")


@pytest.mark.parametrize(
    ("published", "written"),
    [
        ("2026", "2026"),
        ("2026-11", "November 2026"),
        ("2026-13", "2026-13"),
        ("2026-11-02", "2 November 2026"),
        ("2026-11-22T09:05:00Z", "22 November 2026, 09:05 UTC"),
        ("2026-11-22T09:05:00+02:00", "22 November 2026, 09:05 UTC+02:00"),
        ("2026-11-22T09:05", "22 November 2026, 09:05"),
        ("last Tuesday", "last Tuesday"),
        ("", ""),
    ],
)
def test_a_date_is_written_as_one_reads_it(published: str, written: str):
    assert written_date(published) == written


def test_the_exact_date_is_in_the_tool_tip(headline: Headline):
    show(headline, published="2026-11-22T09:05:00Z")
    assert "22 November 2026, 09:05 UTC" in line_of(headline).text()
    assert line_of(headline).toolTip() == "2026-11-22T09:05:00Z"

    show(headline, published="last Tuesday")
    assert line_of(headline).toolTip() == ""


def test_the_link_is_shown_whole_and_is_copied_not_opened(
    headline: Headline, monkeypatch: pytest.MonkeyPatch
):
    opened: list[object] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    show(headline, url=URL)
    link = link_of(headline)
    assert link.isVisible()
    assert link.isReadOnly()
    assert link.text() == URL
    assert link.cursorPosition() == 0

    button = headline.findChild(QToolButton, "copy_link")
    button.click()

    assert QGuiApplication.clipboard().text() == URL
    assert opened == []


def test_without_a_link_there_is_no_room_for_one(headline: Headline):
    show(headline, url=URL)
    with_link = headline.sizeHint().height()
    show(headline)
    assert not link_of(headline).isVisible()
    assert headline.sizeHint().height() < with_link
    show(headline, url=URL)
    headline.show_info(None)
    assert not link_of(headline).isVisible()


def test_the_title_is_set_in_the_typeface_of_the_article_under_any_theme(
    headline: Headline, qapp: QApplication
):
    font = Typography().font()
    headline.set_typeface(font)
    title = headline.findChild(QLabel, "article_title")
    before = qapp.styleSheet()
    try:
        for sheet in ("QLabel { color: red; }", "QLabel#article_title { font-size: 20pt; }"):
            qapp.setStyleSheet(sheet)
            assert QFontInfo(title.font()).family() == QFontInfo(font).family()
        assert title.font().pointSizeF() == 20
    finally:
        qapp.setStyleSheet(before)


def test_a_typeface_with_quotes_in_its_name_breaks_nothing(headline: Headline):
    headline.set_typeface(QFont('The "Daily" Face\\'))
    show(headline)
    headline.grab()


def test_a_title_that_the_text_begins_with_is_set_small(headline: Headline, qapp: QApplication):
    title = headline.findChild(QLabel, "article_title")
    before = qapp.styleSheet()
    sheet = "QLabel#article_title { font-size: 20pt; }"
    try:
        qapp.setStyleSheet(f'{sheet} QLabel#article_title[is_small="true"] {{ font-size: 12pt; }}')
        headline.set_first_line("  Storm ")
        show(headline)
        assert title.font().pointSizeF() == 12
        headline.set_first_line("It rained.")
        show(headline)
        assert title.font().pointSizeF() == 20
    finally:
        qapp.setStyleSheet(before)
    assert title.text() == "Storm"
