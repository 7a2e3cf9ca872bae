"""Choosing by key, or by a click, whom a quote comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from annotator.domain.errors import NotAllowed
from annotator.domain.span import Span
from annotator.services.changes import Changed
from annotator.ui.editor.view import ArticleView
from annotator.ui.parts.desk import ArticleDesk
from annotator.ui.theme import theme_for
from tests.services.helpers import import_text, span_of, suggest
from tests.ui.conftest import SCHEME

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from annotator.domain.errors import AnnotatorError
    from annotator.domain.ids import DocumentId
    from annotator.domain.segments import Mark
    from annotator.services.projects import Services

TEXT = "Ann Lee met Bob Ray. “We go,” he said. Homs fell. “No,” Cem Oz told her."


@pytest.fixture
def view(qtbot: QtBot) -> ArticleView:
    view = ArticleView()
    qtbot.addWidget(view)
    view.set_theme(theme_for(SCHEME, dark=False))
    view.resize(700, 400)
    view.show()
    return view


@pytest.fixture
def here(services: Services) -> DocumentId:
    found = import_text(services, TEXT)
    for words, label in (("Ann Lee", "ACTOR"), ("Homs", "LOCATION"), ("“We go,”", "QUOTE")):
        services.editing.add(found, span_of(services, found, words), label)
    suggest(services, found, ("Bob Ray", "ACTOR"), ("Cem Oz", "ACTOR"), ("“No,”", "QUOTE"))
    return found


@pytest.fixture
def desk(services: Services, view: ArticleView, here: DocumentId) -> ArticleDesk:
    desk = ArticleDesk(view, view)
    services.changes.subscribe(desk.apply)
    desk.set_services(services.browsing, services.editing)
    desk.open(here)
    return desk


def mark(view: ArticleView, words: str) -> Mark:
    return next(one for one in view.marks() if words_of(view, one) == words)


def words_of(view: ArticleView, one: Mark) -> str:
    return view.text_in(Span(one.start, one.end))


def joined(services: Services, view: ArticleView, words: str) -> list[str]:
    """Whom a quote leads to."""
    found = services.browsing.relations_of(mark(view, words).id)
    ends = [view.mark(one.target_id) for one in found]
    return [words_of(view, one) for one in ends if one is not None]


def test_the_nearest_is_offered_first_and_enter_joins_it(services, view, desk):
    desk.set_current(mark(view, "“We go,”"))

    desk.joining.begin()
    assert desk.joining.kind.name == "SPEAKER"
    assert "Bob Ray" in view.accessibleDescription()
    desk.accept()

    assert joined(services, view, "“We go,”") == ["Bob Ray"]
    assert desk.joining.kind is None
    assert desk.current == mark(view, "“We go,”")


@pytest.mark.parametrize(
    ("steps", "expected"),
    [([1], "Cem Oz"), ([-1], "Ann Lee"), ([1, 1], "Ann Lee"), ([1, 1, 1], "Bob Ray")],
)
def test_others_are_walked_round_and_round(services, view, desk, steps, expected):
    desk.set_current(mark(view, "“We go,”"))
    desk.joining.begin()

    for step in steps:
        desk.go_to_mark(step)
    desk.accept()

    assert joined(services, view, "“We go,”") == [expected]


def test_a_click_joins_the_mark_that_is_clicked(services, view, desk):
    desk.set_current(mark(view, "“We go,”"))
    desk.joining.begin()

    view.mark_pressed.emit(mark(view, "Ann Lee"))

    assert joined(services, view, "“We go,”") == ["Ann Lee"]


def test_a_click_elsewhere_goes_there(services, view, desk):
    desk.set_current(mark(view, "“We go,”"))
    desk.joining.begin()

    view.mark_pressed.emit(mark(view, "Homs"))

    assert desk.current == mark(view, "Homs")
    assert desk.joining.kind is None
    assert joined(services, view, "“We go,”") == []


def test_escape_leaves_all_as_it_was(services, view, desk):
    quote = mark(view, "“We go,”")
    desk.set_current(quote)
    view.setAccessibleDescription("the quote")
    before = view.viewport().grab().toImage()
    desk.joining.begin()
    assert view.viewport().grab().toImage() != before

    desk.let_go()

    assert desk.current == quote
    assert view.accessibleDescription() == "the quote"
    assert view.viewport().grab().toImage() == before
    assert joined(services, view, "“We go,”") == []


def test_a_suggested_quote_is_accepted_with_its_speaker(services, view, desk, here):
    desk.set_current(mark(view, "“No,”"))
    before = list(view.marks())

    desk.joining.begin()
    desk.accept()

    assert joined(services, view, "“No,”") == ["Cem Oz"]
    desk.undo()
    assert list(view.marks()) == before


def test_what_leads_nowhere_is_said(services, view, desk):
    failed: list[AnnotatorError] = []
    desk.failed.connect(failed.append)
    desk.set_current(mark(view, "Homs"))

    desk.joining.begin()

    assert [type(error) for error in failed] == [NotAllowed]
    assert desk.joining.kind is None


def test_another_edit_ends_the_choice(services, view, desk, here):
    desk.set_current(mark(view, "“We go,”"))
    desk.joining.begin()

    services.editing.add(here, span_of(services, here, "fell"), "CLAIM")

    assert desk.joining.kind is None
    assert not view.findChild(QWidget, "reach_line").isVisible()


def test_suggestions_that_come_meanwhile_do_not_end_the_choice(services, view, desk, here):
    desk.set_current(mark(view, "“We go,”"))
    desk.joining.begin()

    suggest(services, here, ("Bob Ray", "ACTOR"), ("“No,”", "QUOTE"), ("her", "ACTOR"))
    services.changes.publish(Changed(documents=frozenset({here})))

    assert mark(view, "her") is not None
    assert desk.joining.kind is not None
    desk.accept()
    assert joined(services, view, "“We go,”") == ["Bob Ray"]


def test_suggestions_that_are_named_come_and_go_in_sight(services, view, desk, here):
    before = {one.id for one in view.marks() if one.is_suggestion}
    (new,) = suggest(services, here, ("her", "ACTOR"))
    annotated = [one for one in view.marks() if not one.is_suggestion]

    changed = Changed(documents=frozenset({here}), suggestions=frozenset({new, *before}))
    services.changes.publish(changed)

    assert {one.id for one in view.marks() if one.is_suggestion} == {new}
    assert [one for one in view.marks() if not one.is_suggestion] == annotated
    assert list(view.marks()) == services.browsing.marks(here)


def test_a_choice_ends_when_what_is_chosen_goes(services, view, desk, here):
    desk.set_current(mark(view, "“We go,”"))
    desk.joining.begin()

    suggest(services, here, ("Cem Oz", "ACTOR"))
    services.changes.publish(Changed(documents=frozenset({here})))

    assert desk.joining.kind is None
