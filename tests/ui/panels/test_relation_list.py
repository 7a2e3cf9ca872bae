"""The relations of a span in both directions, and the way to their other ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from annotator.domain.segments import Mark
from annotator.ui.panels.span.relation_list import Joined, RelationList, joined, title_of
from tests.factories import make_annotation, make_document, make_relation

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TEXT = "Nadia Orbeli: “We stay.” Later: “We will not move & that is that.”"
DOCUMENT = make_document(TEXT)
ACTOR = make_annotation(DOCUMENT, 0, 12)
QUOTES = [
    make_annotation(DOCUMENT, TEXT.index("“We will"), len(TEXT), "QUOTE"),
    make_annotation(DOCUMENT, 14, 24, "QUOTE"),
]
MARKS = {
    one.id: Mark(one.span.start, one.span.end, one.id, one.label, False) for one in (ACTOR, *QUOTES)
}
RELATIONS = [make_relation(quote, ACTOR) for quote in QUOTES]


def words(mark: Mark) -> str:
    return TEXT[mark.start : mark.end]


@pytest.fixture
def panel(qtbot: QtBot) -> RelationList:
    panel = RelationList()
    qtbot.addWidget(panel)
    panel.resize(220, 300)
    return panel


def links(panel: RelationList) -> list[QPushButton]:
    return [one for one in panel.findChildren(QPushButton) if not one.isHidden()]


def titles(panel: RelationList) -> list[str]:
    return [one.text() for one in panel.findChildren(QLabel) if not one.isHidden()]


def test_a_quote_names_its_speaker(panel: RelationList):
    found = joined(QUOTES[0].id, RELATIONS[:1], MARKS.get)
    assert found == [Joined("SPEAKER", MARKS[ACTOR.id], leads_away=True)]

    panel.show_relations(found, words)

    assert titles(panel) == ["Speaker"]
    assert [one.accessibleName() for one in links(panel)] == ["Speaker: Nadia Orbeli"]


def test_an_actor_lists_what_it_says_in_reading_order(panel: RelationList):
    found = joined(ACTOR.id, RELATIONS, MARKS.get)
    panel.show_relations(found, words)

    assert titles(panel) == ["Speaker in 2 quotes"]
    assert [one.toolTip() for one in links(panel)] == [words(MARKS[one.id]) for one in QUOTES[::-1]]


def test_a_link_leads_to_the_other_end(panel: RelationList, qtbot: QtBot):
    panel.show_relations(joined(ACTOR.id, RELATIONS, MARKS.get), words)
    panel.show()
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.keyClick(links(panel)[1], Qt.Key.Key_Space)
    assert chosen.args == [QUOTES[0].id]


def test_it_is_hidden_while_there_is_nothing_to_list(panel: RelationList):
    assert panel.isHidden()
    panel.show_relations(joined(ACTOR.id, RELATIONS, MARKS.get), words)
    assert not panel.isHidden()
    panel.show_relations([], words)
    assert panel.isHidden()
    assert links(panel) == []


def test_of_hundreds_the_first_are_listed_and_the_rest_counted(panel: RelationList):
    many = [Joined("SPEAKER", MARKS[QUOTES[0].id], leads_away=False)] * 300
    panel.show_relations(many, words)
    assert len(links(panel)) == 25
    assert titles(panel) == ["Speaker in 300 quotes", "and 275 more"]


def test_an_end_that_is_gone_is_passed_over():
    assert joined(ACTOR.id, RELATIONS, {QUOTES[1].id: MARKS[QUOTES[1].id]}.get) == [
        Joined("SPEAKER", MARKS[QUOTES[1].id], leads_away=False)
    ]


def test_an_ampersand_is_no_shortcut(panel: RelationList, qtbot: QtBot):
    panel.resize(900, 300)
    panel.show_relations([Joined("SPEAKER", MARKS[QUOTES[0].id], leads_away=False)], words)
    with qtbot.waitExposed(panel):
        panel.show()
    (link,) = links(panel)
    assert link.text().replace("&&", "&") == words(MARKS[QUOTES[0].id])
    assert link.shortcut().isEmpty()


def test_a_link_is_cut_where_there_is_no_room(panel: RelationList, qtbot: QtBot):
    panel.show_relations([Joined("SPEAKER", MARKS[QUOTES[0].id], leads_away=False)], words)
    panel.resize(120, 300)
    with qtbot.waitExposed(panel):
        panel.show()
    (link,) = links(panel)
    assert link.text().endswith("…")
    assert panel.minimumSizeHint().width() < 120 or panel.width() == 120


@pytest.mark.parametrize(
    ("count", "leads_away", "title"),
    [
        (1, True, "Speaker"),
        (1, False, "Speaker in 1 quote"),
        (2, False, "Speaker in 2 quotes"),
    ],
)
def test_a_group_is_called_by_its_direction(count: int, leads_away: bool, title: str):
    assert title_of("SPEAKER", "QUOTE", count, leads_away=leads_away) == title
