"""What is told about the current span: lines over the article, words for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.services import projects
from annotator.services.settings import SettingsFile
from annotator.ui.editor.links import Link
from annotator.ui.program import Program
from tests.factories import ANA, TEXT
from tests.services.helpers import import_text
from tests.ui.conftest import SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.domain.segments import Mark
    from annotator.ui.editor.view import ArticleView

from annotator.domain.span import Span

NAME, QUOTE = "Nadia Orbeli", "“We will not move.”"


def span_of(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    """The window on an article with a quote, its speaker, and a place of no relation."""
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA, scheme=SCHEME) as services:
        on = import_text(services, TEXT)
        actor = services.editing.add(on, span_of(NAME), "ACTOR")
        quote = services.editing.add(on, span_of(QUOTE), "QUOTE")
        services.editing.relate(quote, actor)
        services.editing.add(on, span_of("Tbilisi"), "LOCATION")
    settings = SettingsFile(tmp_path / "settings.json")
    settings.update(annotator_id=int(ANA.id), annotator_name=ANA.name)
    before = qapp.styleSheet(), qapp.palette()
    built = Program(qapp, settings)
    with qtbot.waitExposed(built.window):
        built.show(path)
    qtbot.waitUntil(lambda: built.desk.document is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not built.window.jobs.is_busy, timeout=60_000)
    yield built
    built.window.close()
    built.window.deleteLater()
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])


def mark(view: ArticleView, words: str) -> Mark:
    start = TEXT.index(words)
    return next(one for one in view.marks() if one.start == start and not one.is_suggestion)


@pytest.fixture
def drawn(program: Program, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Link, ...]]:
    """What the view is told to draw, one after the other."""
    told: list[tuple[Link, ...]] = []
    view = program.window.view
    real = view.set_links
    monkeypatch.setattr(
        view, "set_links", lambda links, cue=None: (told.append(tuple(links)), real(links, cue))
    )
    return told


PATIENCE_MS = 30_000
LINK = Link(span_of(QUOTE), span_of(NAME), "SPEAKER")


@pytest.mark.parametrize("words", [NAME, QUOTE])
def test_the_relation_is_drawn_from_either_end_after_the_paint(
    program: Program, drawn: list[tuple[Link, ...]], words: str, qtbot: QtBot
):
    program.desk.set_current(mark(program.window.view, words))
    assert drawn == []  # the key does not wait for it
    qtbot.waitUntil(lambda: drawn == [(LINK,)])

    program.desk.let_go()
    qtbot.waitUntil(lambda: drawn[-1] == ())


def test_what_is_current_is_told_to_who_does_not_see_it(program: Program, qtbot: QtBot):
    view = program.window.view
    program.desk.set_current(mark(view, QUOTE))
    told = f"QUOTE annotation, {QUOTE}, speaker {NAME}"
    qtbot.waitUntil(lambda: view.accessibleDescription() == told)

    program.desk.set_current(mark(view, NAME))
    told = f"ACTOR annotation, {NAME}, speaker in 1 quote"
    qtbot.waitUntil(lambda: view.accessibleDescription() == told)

    program.desk.let_go()
    qtbot.waitUntil(lambda: view.accessibleDescription() == "")


def test_a_relation_that_is_undone_is_no_longer_drawn(
    program: Program, drawn: list[tuple[Link, ...]], qtbot: QtBot
):
    view = program.window.view
    program.desk.set_current(mark(view, QUOTE))
    qtbot.waitUntil(lambda: drawn == [(LINK,)])
    assert program.workbench.services is not None
    (relation,) = program.workbench.services.browsing.relations_of(mark(view, QUOTE).id)
    program.workbench.services.editing.unrelate(relation.id)
    qtbot.waitUntil(lambda: drawn[-1] == ())
    program.actions["undo"].trigger()
    qtbot.waitUntil(lambda: drawn[-1] == (LINK,))


def test_a_resting_pointer_draws_and_leaving_takes_back(
    program: Program, drawn: list[tuple[Link, ...]], qtbot: QtBot
):
    view = program.window.view
    view.set_caret(TEXT.index(NAME) + 3)

    at = view.cursorRect().center()
    # past Qt's own idea of where the pointer is, and of what lies under it
    for kind, place in ((QEvent.Type.MouseMove, QPointF(at)), (QEvent.Type.Leave, None)):
        event = QEvent(kind) if place is None else _moved_to(view, place)
        QApplication.sendEvent(view.viewport(), event)
        wanted = [()] if place is None else [(LINK,)]
        qtbot.waitUntil(lambda wanted=wanted: drawn[-1:] == wanted, timeout=PATIENCE_MS)


def _moved_to(view: ArticleView, place: QPointF) -> QMouseEvent:
    none = Qt.MouseButton.NoButton
    on_screen = QPointF(view.viewport().mapToGlobal(place.toPoint()))
    kind = QEvent.Type.MouseMove
    return QMouseEvent(kind, place, on_screen, none, none, Qt.KeyboardModifier.NoModifier)


def test_the_link_in_the_inspector_leads_to_the_other_end(program: Program, qtbot: QtBot):
    view = program.window.view
    program.desk.set_current(mark(view, NAME))
    qtbot.waitUntil(lambda: bool(visible_links(program)))
    (link,) = visible_links(program)
    assert link.accessibleName() == f"Speaker in 1 quote: {QUOTE}"

    link.click()

    assert program.desk.current == mark(view, QUOTE)
    assert view.hasFocus()
    qtbot.waitUntil(
        lambda: [one.accessibleName() for one in visible_links(program)] == [f"Speaker: {NAME}"]
    )


def visible_links(program: Program) -> list[QPushButton]:
    found = program.window.inspector.findChildren(QPushButton, "relation_link")
    return [one for one in found if one.isVisible()]


def test_a_span_without_relations_lists_none(program: Program, qtbot: QtBot):
    program.desk.set_current(mark(program.window.view, "Tbilisi"))
    qtbot.waitUntil(lambda: "Tbilisi" in program.window.view.accessibleDescription())
    assert visible_links(program) == []
