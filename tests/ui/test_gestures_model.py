"""Whatever hands do, in whatever order: the view, the services and the store hold the same."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QPoint, Qt

from annotator.domain.errors import AnnotatorError, NotAllowed
from annotator.domain.segments import Mark, in_order
from annotator.domain.span import Span
from annotator.services import projects
from annotator.ui.editor.keys import Unit
from annotator.ui.editor.view import ArticleView
from annotator.ui.parts.desk import ArticleDesk
from annotator.ui.theme import theme_for
from tests.factories import ANA, make_scheme
from tests.services.helpers import import_text, suggest
from tests.strategies import few
from tests.ui.editor.hand import ALT, CTRL, NO_KEY, SHIFT, Hand

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

TEXT = (
    "“We won't go,” said Nadia O'Neill of the U.S. team 👩🏽‍⚖️. Mr. Ek's aide agreed.\n"
    "\n"
    "市长在北京说话。 قال الرئيس إن المحادثات توقفت. Cafe\u0301 owners left Homs."
)
LABELS = st.sampled_from(make_scheme().names())
OFFSETS = st.integers(0, len(TEXT))
STEPS = st.sampled_from([1, -1])
KEYS = st.sampled_from([NO_KEY, ALT, SHIFT, CTRL])


class Gestures(RuleBasedStateMachine):
    """Keys go to the desk as actions take them there; the mouse is a real one."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / "Storm.annotator"
        self._services = projects.create_project(path, ANA, scheme=make_scheme())
        self._view = ArticleView()
        self._view.set_theme(theme_for(make_scheme(), dark=False))
        self._view.resize(640, 420)
        self._desk = ArticleDesk(self._view)
        self._failed: list[AnnotatorError] = []
        self._desk.failed.connect(self._failed.append)
        self._services.changes.subscribe(self._desk.apply)
        self._hand = Hand(self._view, TEXT)

    @initialize()
    def open(self) -> None:
        self._document = import_text(self._services, TEXT)
        suggest(
            self._services,
            self._document,
            ("“We won't go,”", "QUOTE", "Nadia O'Neill"),
            ("Nadia O'Neill", "ACTOR"),
            ("U.S.", "LOCATION"),
            ("الرئيس", "ACTOR"),
            ("المحادثات توقفت", "CLAIM"),
            ("北京", "LOCATION"),
        )
        self._desk.set_services(self._services.browsing, self._services.editing)
        self._desk.open(self._document)
        self._first = list(self._view.marks())

    def teardown(self) -> None:
        while self._services.editing.history_status(self._document).undo_verb:
            self._desk.undo()
        assert self._view.marks() == self._first
        self.all_hold_the_same()
        self._desk.set_services(None, None)
        self._services.close()
        self._view.deleteLater()
        self._desk.deleteLater()
        self._folder.cleanup()

    # ------------------------------------------------------------ what hands do

    @rule(offset=OFFSETS, length=st.integers(1, 40), label=LABELS)
    def select_and_label(self, offset: int, length: int, label: str) -> None:
        start = min(offset, len(TEXT) - 1)
        self._view.select(Span(start, min(len(TEXT), start + length)))
        self._desk.label(label)

    @rule(label=LABELS)
    def press_a_label(self, label: str) -> None:
        self._desk.label(label)

    @rule(start=OFFSETS, end=OFFSETS, keys=KEYS)
    def drag(self, start: int, end: int, keys: Qt.KeyboardModifier) -> None:
        self._hand.drag(self._hand.place(start), self._hand.place(end), keys)

    @rule(offset=OFFSETS, times=st.integers(1, 3), above=st.sampled_from([0, 18]))
    def click(self, offset: int, times: int, above: int) -> None:
        place = self._hand.place(offset) + QPoint(3, -above)
        if times == 1:
            self._hand.click(place)
        else:
            self._hand.click_often(place, times)

    @rule(start=OFFSETS, end=OFFSETS)
    def drag_a_chip(self, start: int, end: int) -> None:
        self._hand.drag(self._hand.place(start) + QPoint(4, -18), self._hand.place(end))

    @rule(at_end=st.booleans(), to=OFFSETS, keys=st.sampled_from([NO_KEY, ALT]))
    def drag_a_handle(self, at_end: bool, to: int, keys: Qt.KeyboardModifier) -> None:
        mark = self._desk.current
        if mark is not None:
            here = self._hand.place(mark.end if at_end else mark.start)
            self._hand.drag(here, self._hand.place(to), keys)

    @rule(start=OFFSETS, end=OFFSETS)
    def begin_a_drag_and_let_go(self, start: int, end: int) -> None:
        self._hand.pull(self._hand.place(start), self._hand.place(end))
        self._desk.let_go()
        self._hand.release()

    @rule(step=STEPS)
    def go_to_suggestion(self, step: int) -> None:
        self._desk.go_to_suggestion(step)

    @rule(step=STEPS)
    def go_to_mark(self, step: int) -> None:
        self._desk.go_to_mark(step)

    @rule()
    def cycle(self) -> None:
        self._desk.cycle()

    @rule()
    def accept(self) -> None:
        self._desk.accept()

    @rule()
    def reject(self) -> None:
        self._desk.reject()

    @rule(at_end=st.booleans(), step=STEPS, by_word=st.booleans(), times=st.integers(1, 3))
    def nudge(self, at_end: bool, step: int, by_word: bool, times: int) -> None:
        for _ in range(times):
            self._desk.nudge(end=at_end, step=step, by_word=by_word)

    @rule()
    def fit_to_the_selection(self) -> None:
        self._desk.resize_to_selection()

    @rule(unit=st.sampled_from(Unit), step=STEPS, extend=st.booleans())
    def move_the_caret(self, unit: Unit, step: int, extend: bool) -> None:
        self._view.move_caret(unit, step, extend=extend)

    @rule()
    def grow_the_selection(self) -> None:
        self._view.grow_selection()

    @rule()
    def choose_the_speaker(self) -> None:
        self._desk.joining.begin()

    @rule()
    def let_go(self) -> None:
        self._desk.let_go()

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(times):
            self._desk.undo()

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(times):
            self._desk.redo()

    # ------------------------------------------------------------ what holds

    @invariant()
    def all_hold_the_same(self) -> None:
        shown = list(self._view.marks())
        assert shown == self._services.browsing.marks(self._document)
        assert shown == self._stored()

    @invariant()
    def the_current_mark_is_one_that_is_shown(self) -> None:
        current = self._desk.current
        assert current is None or self._view.mark(current.id) == current
        assert self._view.current_mark() == current

    @invariant()
    def nothing_failed_but_what_the_scheme_forbids(self) -> None:
        assert all(isinstance(error, NotAllowed) for error in self._failed), self._failed

    def _stored(self) -> list[Mark]:
        """What the store has, read value by value."""
        project = self._services.project
        marks = [
            Mark(one.span.start, one.span.end, one.id, one.label, False)
            for one in project.annotations(self._document)
        ]
        marks += [
            Mark(one.span.start, one.span.end, one.id, one.label, True, one.score)
            for one in project.suggestions(self._document)
            if one.is_pending
        ]
        return in_order(marks)


def test_any_sequence_of_gestures_keeps_view_services_and_store_equal(qapp: QApplication) -> None:
    run_state_machine_as_test(Gestures, settings=few(examples=10, steps=25))
