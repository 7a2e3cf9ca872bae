"""Labels, tags and verbs with names that Qt would read otherwise than they are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget

from annotator.domain.labels import Label, LabelScheme
from annotator.ui.actions import Actions, label_of
from annotator.ui.dialogs.keys import KeysDialog
from annotator.ui.mnemonics import literal, plain, with_mnemonics
from annotator.ui.panels.articles.filter_chips import Chip
from annotator.ui.widgets.name_choice import NameChoice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

NAMES = ("R&D", "AT&&T", "<b>bold</b>", "😀", "Актёр", "ملاحظة", "L" * 300, "a % b_c '\"")


def scheme(*keys: str) -> LabelScheme:
    """A label for each key."""
    return LabelScheme(
        tuple(
            Label(f"{number} {NAMES[number % len(NAMES)]}", "#112233", "#aabbcc", key)
            for number, key in enumerate(keys)
        )
    )


@pytest.fixture
def actions(qtbot: QtBot) -> Actions:
    window = QMainWindow()
    qtbot.addWidget(window)
    article = QWidget()
    window.setCentralWidget(article)
    return Actions([], window, article)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_as_it_is_meant(name: str):
    assert plain(literal(name)) == name
    assert plain(with_mnemonics([literal(name)])[0]) == name
    assert plain(with_mnemonics([f"&Undo “{literal(name)}”"])[0]) == f"Undo “{name}”"


def test_the_sign_of_a_letter_is_no_part_of_a_text():
    assert plain("&Open a && b…") == "Open a & b…"
    assert with_mnemonics(["R&&D"]) == ["&R&&D"]


def test_labels_are_listed_by_their_names_whatever_they_are(actions: Actions, qtbot: QtBot):
    made = scheme(*("" for _ in NAMES))
    actions.set_labels(made, lambda _: None)

    assert tuple(map(label_of, actions.labels())) == made.names()
    assert [one.title for one in actions.offers()] == [*made.names()]
    sheet = KeysDialog([("Labels", name, "A") for name in NAMES])
    qtbot.addWidget(sheet)
    shown = [one for one in sheet.findChildren(QLabel) if one.text() in NAMES]
    assert len(shown) == len(NAMES)
    assert {one.textFormat() for one in shown} == {Qt.TextFormat.PlainText}


def test_keys_of_any_script_tag_and_none_is_two_labels_key(actions: Actions):
    # the capital of “ß” is two letters, and that of “ı” is the “I” of “i”
    made = scheme("ß", "я", "あ", "i", "ı", "7")

    refused = actions.set_labels(made, lambda _: None)

    keys = [one.shortcut().toString() for one in actions.labels()]
    assert keys == ["ß", "Я", "あ", "I", "", "7"]
    assert refused == [made.names()[4]]


def test_names_are_ticked_as_they_are(qtbot: QtBot):
    choice = NameChoice("names", "Names", "Any")
    qtbot.addWidget(choice)
    choice.set_names(NAMES, ("R&D",))

    assert choice.chosen() == ("R&D",)
    assert "R&&D" in choice.text()


def test_a_chip_shows_what_it_is_called(qtbot: QtBot):
    home = QWidget()
    qtbot.addWidget(home)

    assert plain(Chip("#R&D", home).text()).startswith("#R&D")
