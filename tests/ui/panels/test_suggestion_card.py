"""What the inspector says of a suggestion besides its label."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from annotator.domain.span import Span
from annotator.ui.panels.span.suggestion_card import SuggestionCard
from annotator.ui.widgets.text_link import TextLink
from tests.factories import make_document, make_suggestion
from tests.ui.conftest import SCHEME

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TEXT = "Nadia Orbeli was late. “We will not move,” she said."
DOCUMENT = make_document(TEXT)


def span_of(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


SUGGESTION = replace(
    make_suggestion(DOCUMENT, 23, 43, "QUOTE"),
    source=span_of("she"),
    referent=span_of("Nadia Orbeli"),
    cue=span_of("said"),
    attributes=(("is_named", False), ("kind", "direct_speech")),
    reason="“said” follows it",
)


@pytest.fixture
def card(qtbot: QtBot) -> SuggestionCard:
    card = SuggestionCard()
    qtbot.addWidget(card)
    card.resize(300, 400)
    with qtbot.waitExposed(card):
        card.show()
    return card


def links(card: SuggestionCard) -> list[str]:
    return [one.accessibleName() for one in card.findChildren(TextLink)]


def said(card: SuggestionCard, name: str) -> str:
    label = card.findChild(QLabel, name)
    assert label is not None, name
    return "" if label.isHidden() else label.text()


def test_it_shows_all_that_accepting_would_take_over_and_why(card: SuggestionCard):
    card.show_suggestion(SUGGESTION, DOCUMENT, SCHEME)
    QApplication.processEvents()  # a layout shows its new fields then

    assert links(card) == ["Speaker: “she”", "Stands for: “Nadia Orbeli”", "Cue: “said”"]
    assert said(card, "suggestion_is_named") == "no"
    assert said(card, "suggestion_kind") == "direct speech"
    assert said(card, "suggestion_score") == "50%"
    assert said(card, "suggestion_why") == "“said” follows it"


def test_a_key_and_a_click_lead_to_the_words(card: SuggestionCard, qtbot: QtBot):
    card.show_suggestion(SUGGESTION, DOCUMENT, SCHEME)
    _, referent, cue = card.findChildren(TextLink)

    with qtbot.waitSignal(card.place_wanted) as signal:
        qtbot.mouseClick(referent, Qt.MouseButton.LeftButton)
    assert signal.args == [span_of("Nadia Orbeli")]

    cue.setFocus()
    with qtbot.waitSignal(card.place_wanted) as signal:
        qtbot.keyClick(cue, Qt.Key.Key_Space)
    assert signal.args == [span_of("said")]


def test_what_is_not_known_is_not_there(card: SuggestionCard):
    card.show_suggestion(SUGGESTION, DOCUMENT, SCHEME)
    bare = replace(
        SUGGESTION, source=None, referent=None, cue=None, attributes=(), score=None, reason=""
    )
    card.show_suggestion(bare, DOCUMENT, SCHEME)

    assert links(card) == []
    assert said(card, "suggestion_why") == ""

    card.show_suggestion(None, DOCUMENT, SCHEME)
    assert card.isHidden()
