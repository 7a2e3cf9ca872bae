"""What to mark with a label and what to leave, beside the article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from annotator.domain.labels import Label, LabelScheme
from annotator.ui.panels.span.guideline import Guideline, as_html, tip

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ACTOR = Label(
    "ACTOR",
    "#111111",
    "#eeeeee",
    description="Who acts <or> speaks.",
    accepted=("*Mayor* & council",),
    rejected=("*She* left",),
)
SCHEME = LabelScheme((ACTOR, Label("BARE", "#111111", "#eeeeee")))


@pytest.fixture
def guideline(qtbot: QtBot) -> Guideline:
    made = Guideline()
    qtbot.addWidget(made)
    made.show_scheme(SCHEME)
    return made


def said(guideline: Guideline) -> list[str]:
    if guideline.isHidden():
        return []
    return [one.text() for one in guideline.findChildren(QLabel) if not one.isHidden()]


def test_the_guideline_of_the_current_spans_label_is_shown(guideline: Guideline):
    assert said(guideline) == []

    guideline.show_current("ACTOR")

    assert said(guideline) == [
        "ACTOR: guideline",
        "Who acts &lt;or&gt; speaks.",
        "✓",
        "<b>Mayor</b> &amp; council",
        "✗",
        "<b>She</b> left",
    ]
    guideline.show_current(None)
    assert said(guideline) == []


def test_an_armed_label_shows_its_own_until_a_span_is_current(guideline: Guideline):
    guideline.show_armed("ACTOR")
    assert said(guideline)[0] == "ACTOR: guideline"
    guideline.show_current("BARE")
    assert said(guideline) == []  # there is nothing to say about it
    guideline.show_current(None)
    assert said(guideline)[0] == "ACTOR: guideline"


def test_it_can_be_put_away_and_brought_back(guideline: Guideline):
    guideline.show_current("ACTOR")
    guideline.show_any(False)
    assert said(guideline) == []
    guideline.show_any(True)
    assert said(guideline)[0] == "ACTOR: guideline"


def test_it_follows_the_scheme(guideline: Guideline):
    guideline.show_current("ACTOR")
    other = replace(ACTOR, description="Somebody.", accepted=(), rejected=())
    guideline.show_scheme(LabelScheme((other,)))
    assert said(guideline) == ["ACTOR: guideline", "Somebody."]
    guideline.show_scheme(LabelScheme((replace(ACTOR, name="PERSON", aliases=("ACTOR",)),)))
    assert said(guideline)[0] == "PERSON: guideline"
    guideline.show_scheme(None)
    assert said(guideline) == []


def test_a_tooltip_has_all_of_it_and_none_is_shown_for_nothing():
    assert as_html("a *b* <c>") == "a <b>b</b> &lt;c&gt;"
    assert "✗ <b>She</b> left" in tip(ACTOR)
    assert tip(SCHEME.labels[1]) == ""
