"""Selecting with the mouse: words, sentences, and what is left out at the ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from annotator.domain.segments import Mark
from annotator.ui.editor.drags import Grain
from tests.ui.editor.hand import ALT, CTRL, SHIFT, Hand

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from annotator.domain.span import Span
    from annotator.ui.editor.view import ArticleView

TEXT = (
    "The U.S. envoy 👩🏽‍⚖️ told us. “We don't know,” said Al-Assad's aide, cafe\u0301 owner.\n"
    "市长在北京说了话。 قال الرئيس إن المحادثات. Last one?"
)
LONG = "\n".join(f"Line {number} of a long article." for number in range(200))


@pytest.fixture
def hand(view: ArticleView) -> Hand:
    view.set_article(TEXT, [])
    return Hand(view, TEXT)


def selected(view: ArticleView) -> str | None:
    span = view.selected_span()
    return None if span is None else view.text_in(span)


def picks(view: ArticleView) -> list[tuple[str, Grain]]:
    found: list[tuple[str, Grain]] = []
    view.picked.connect(lambda span, grain: found.append((view.text_in(span), grain)))
    return found


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("nvoy", "tol", "envoy 👩🏽‍⚖️ told"),
        ("We", "know,", "We don't know"),
        ("“We", "know,”", "“We don't know,”"),
        ("n't", "don't", "don't"),
        ("ssad's", "Al-Assa", "Al-Assad"),
        ("he U.S", "The U.S.", "The U.S."),
        ("fe\u0301", "cafe\u0301 own", "cafe\u0301 owner"),
        ("在北", "市长在北京", "在北京"),
        ("الرئ", "قال الرئيس", "الرئيس"),
    ],
)
def test_a_drag_takes_whole_words_and_no_stray_marks(
    view: ArticleView, hand: Hand, start: str, end: str, expected: str
) -> None:
    found = picks(view)

    hand.drag(hand.start(start), hand.end(end))

    assert selected(view) == expected
    assert found == [(expected, Grain.CHARACTER)]


def test_a_drag_backwards_takes_the_same(view: ArticleView, hand: Hand) -> None:
    hand.drag(hand.end("don't know,"), hand.start("e don't"))

    assert selected(view) == "We don't know"


def test_words_are_taken_while_the_drag_goes_on(view: ArticleView, hand: Hand) -> None:
    hand.pull(hand.start("nvoy"), hand.end("tol"))

    assert selected(view) == "envoy 👩🏽‍⚖️ told"
    hand.release()


def test_alt_takes_just_these_characters(view: ArticleView, hand: Hand) -> None:
    hand.drag(hand.start("nvoy"), hand.end("tol"), ALT)
    assert selected(view) == "nvoy 👩🏽‍⚖️ tol"

    hand.drag(hand.start("know,"), hand.end("know,”"), ALT)
    assert selected(view) == "know,”"


def test_marks_alone_can_be_selected(view: ArticleView, hand: Hand) -> None:
    hand.drag(hand.start(",” said"), hand.start("” said") + QPoint(8, 0))

    assert selected(view) == ",”"


def test_a_trembling_click_selects_nothing(view: ArticleView, hand: Hand) -> None:
    found = picks(view)
    place = hand.inside("envoy")

    hand.press(place)
    hand.move(place + QPoint(3, 1))
    hand.release()

    assert selected(view) is None
    assert found == []


def test_shift_and_a_click_select_from_the_caret(view: ArticleView, hand: Hand) -> None:
    hand.click(hand.start("envoy"))

    hand.click(hand.inside("told"), SHIFT)

    assert selected(view) == "envoy 👩🏽‍⚖️ told"


def test_a_drag_may_begin_in_what_is_selected(view: ArticleView, hand: Hand) -> None:
    hand.drag(hand.start("The"), hand.end("told"))

    hand.drag(hand.start("envoy"), hand.end("envoy"))

    assert selected(view) == "envoy"


@pytest.mark.parametrize(
    ("at", "word"),
    [
        ("don't", "don't"),
        ("Al-Assad", "Al-Assad"),
        ("U.S.", "U.S."),
        ("京", "京"),
        ("الرئيس", "الرئيس"),
        ("cafe", "cafe\u0301"),
    ],
)
def test_a_double_click_takes_the_word(view: ArticleView, hand: Hand, at: str, word: str) -> None:
    found = picks(view)

    hand.click_often(hand.start(at) + QPoint(-3 if at == "الرئيس" else 3, 0), 2)

    assert found == [(word, Grain.WORD)]
    assert selected(view) == word


def test_a_third_click_takes_the_sentence(view: ArticleView, hand: Hand) -> None:
    found = picks(view)

    hand.click_often(hand.inside("know"), 3)

    expected = "“We don't know,” said Al-Assad's aide, cafe\u0301 owner."
    assert found == [("know", Grain.WORD), (expected, Grain.SENTENCE)]
    assert selected(view) == expected


def test_a_late_third_click_is_a_click(view: ArticleView, hand: Hand) -> None:
    hand.click_often(hand.inside("know"), 2)

    hand.click(hand.inside("know"))

    assert selected(view) is None


@pytest.mark.parametrize(("to", "expected"), [("us", "told us"), ("envoy", "envoy 👩🏽‍⚖️ told")])
def test_a_double_click_that_is_dragged_takes_word_by_word(
    view: ArticleView, hand: Hand, to: str, expected: str
) -> None:
    hand.double_press(hand.inside("told"))

    hand.move(hand.inside(to))

    assert selected(view) == expected
    hand.release()


def test_escape_lets_go_of_a_selection(view: ArticleView, hand: Hand, qtbot: QtBot) -> None:
    found = picks(view)
    hand.pull(hand.start("envoy"), hand.end("told"))

    qtbot.keyClick(view, Qt.Key.Key_Escape)
    hand.move(hand.end("We don't"))
    hand.release()

    assert selected(view) is None
    assert found == []


def test_a_drag_beyond_the_view_scrolls(view: ArticleView, qtbot: QtBot) -> None:
    view.set_article(LONG, [])
    hand = Hand(view, LONG)
    hand.press(hand.start("Line 2 "))
    bottom = view.viewport().height()

    hand.move(QPoint(200, bottom + 60))
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 400)
    hand.move(QPoint(200, bottom - 40))
    resting = view.verticalScrollBar().value()
    qtbot.wait(60)

    assert view.verticalScrollBar().value() == resting
    hand.release()
    span = view.selected_span()
    assert span is not None
    assert view.text_in(span).startswith("Line 2 of")
    assert "Line 11 of" in view.text_in(span)


def test_a_handle_held_beyond_the_view_scrolls(view: ArticleView, qtbot: QtBot) -> None:
    mark = Mark(0, len("Line 0"), 1, "CLAIM", is_suggestion=False)
    view.set_article(LONG, [mark])
    view.set_current(1)
    found: list[Span] = []
    view.resized.connect(lambda _, span: found.append(span))
    hand = Hand(view, LONG)

    hand.press(hand.end("Line 0"))
    hand.move(QPoint(120, view.viewport().height() + 40))
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 300)
    hand.release()

    assert len(found) == 1
    assert found[0].start == 0
    assert found[0].end > LONG.index("Line 11")


def test_a_handle_takes_whole_words_but_with_alt(view: ArticleView, hand: Hand) -> None:
    mark = Mark(TEXT.index("envoy"), TEXT.index("envoy") + 5, 1, "ACTOR", is_suggestion=False)
    view.set_marks([mark])
    view.set_current(1)
    found: list[str] = []
    view.resized.connect(lambda _, span: found.append(view.text_in(span)))

    hand.drag(hand.end("envoy"), hand.end("tol"))
    hand.drag(hand.end("envoy"), hand.end("tol"), ALT)
    hand.drag(hand.start("envoy"), hand.start(".S. envoy"))
    hand.drag(hand.end("envoy"), hand.end("told us."))

    assert found == ["envoy 👩🏽‍⚖️ told", "envoy 👩🏽‍⚖️ tol", "U.S. envoy", "envoy 👩🏽‍⚖️ told us"]


def test_a_handle_of_a_mark_that_is_gone_does_nothing(view: ArticleView, hand: Hand) -> None:
    mark = Mark(TEXT.index("envoy"), TEXT.index("envoy") + 5, 1, "ACTOR", is_suggestion=False)
    view.set_marks([mark])
    view.set_current(1)
    found: list[object] = []
    view.resized.connect(lambda *what: found.append(what))

    hand.pull(hand.end("envoy"), hand.end("told"))
    view.set_marks([])
    hand.release()

    assert found == []


# relations


QUOTE = Mark(TEXT.index("“We"), TEXT.index(" said"), 1, "QUOTE", is_suggestion=False)
ACTOR = Mark(TEXT.index("Al-"), TEXT.index("'s aide"), 2, "ACTOR", is_suggestion=True)
PLACE = Mark(TEXT.index("The"), TEXT.index(" envoy"), 3, "LOCATION", is_suggestion=False)


@pytest.fixture
def joins(view: ArticleView, hand: Hand) -> list[tuple[Mark, Mark]]:
    view.set_marks([QUOTE, ACTOR, PLACE])
    view.set_joins(lambda source, target: (source, target) == ("QUOTE", "ACTOR"))
    found: list[tuple[Mark, Mark]] = []
    view.joined.connect(lambda one, other: found.append((one, other)))
    return found


def test_a_chip_dragged_to_a_mark_joins_them(
    view: ArticleView, hand: Hand, joins: list[tuple[Mark, Mark]]
) -> None:
    before = view.viewport().grab().toImage()

    hand.pull(hand.chip("“We"), hand.inside("Al-Assad"))
    assert view.viewport().grab().toImage() != before
    hand.release()

    assert joins == [(QUOTE, ACTOR)]
    assert selected(view) is None
    assert view.viewport().grab().toImage() == before


def test_it_works_from_the_other_end_and_with_ctrl_on_the_words(
    view: ArticleView, hand: Hand, joins: list[tuple[Mark, Mark]]
) -> None:
    hand.drag(hand.chip("Al-Assad"), hand.inside("know"))
    hand.drag(hand.inside("know"), hand.chip("Al-Assad"), CTRL)

    assert joins == [(ACTOR, QUOTE), (QUOTE, ACTOR)]


def test_nothing_is_joined_that_no_relation_joins(
    view: ArticleView, hand: Hand, joins: list[tuple[Mark, Mark]]
) -> None:
    hand.drag(hand.chip("“We"), hand.inside("The"))
    hand.drag(hand.chip("The"), hand.inside("Al-Assad"))
    hand.drag(hand.chip("“We"), hand.inside("owner"))

    assert joins == []


def test_escape_lets_go_of_a_line(
    view: ArticleView, hand: Hand, joins: list[tuple[Mark, Mark]], qtbot: QtBot
) -> None:
    before = view.viewport().grab().toImage()
    hand.pull(hand.chip("“We"), hand.inside("Al-Assad"))

    qtbot.keyClick(view, Qt.Key.Key_Escape)
    hand.release()

    assert joins == []
    assert view.viewport().grab().toImage() == before


def test_a_chip_that_is_only_clicked_presses_its_mark(
    view: ArticleView, hand: Hand, joins: list[tuple[Mark, Mark]]
) -> None:
    found: list[Mark] = []
    view.mark_pressed.connect(found.append)

    hand.click(hand.chip("“We"))

    assert found == [QUOTE]
    assert joins == []


def test_the_pointer_shows_that_a_chip_can_be_dragged(
    view: ArticleView, hand: Hand, joins: list[tuple[Mark, Mark]]
) -> None:
    hand.hover(hand.chip("“We"))
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    hand.hover(hand.inside("owner"))
    assert view.viewport().cursor().shape() == Qt.CursorShape.IBeamCursor
