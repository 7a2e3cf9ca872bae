"""Sentences that nobody asked for wait until the strip for notices is free."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from annotator.ui.panels.notice import Notice
from annotator.ui.parts.news import News

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def notice(qtbot: QtBot) -> Notice:
    notice = Notice()
    qtbot.addWidget(notice)
    return notice


def test_what_is_held_back_comes_together_with_the_last_button(notice: Notice, qtbot: QtBot):
    pressed: list[int] = []
    news = News(notice, notice)
    news.hold()
    news.tell("One.")
    news.tell("Two.", "Look", lambda: pressed.append(2))
    news.tell("Three.")
    qtbot.wait(20)
    assert notice.text() == ""

    news.release()

    qtbot.waitUntil(lambda: notice.text() == "One.\nTwo.\nThree.")
    button = notice.findChild(QPushButton, "notice_button")
    assert button is not None
    button.click()
    assert pressed == [2]


def test_what_is_shown_is_left_until_it_is_closed(notice: Notice, qtbot: QtBot):
    notice.show_text("The file is damaged.", "Open the backup")
    news = News(notice, notice)

    news.tell("One.")
    qtbot.wait(50)
    assert notice.text() == "The file is damaged."

    notice.close_it()
    qtbot.waitUntil(lambda: notice.text() == "One.")
