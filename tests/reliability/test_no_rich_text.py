"""What others wrote is shown as it is written: no title, name or note is read as a web page.

Qt guesses whether a text is rich. One that is can pretend to be a part of the window, show local
files as pictures, and hold links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMessageBox,
    QTextEdit,
    QWidget,
)

from annotator.domain.document import ArticleFilter, ListOrder, Metadata
from annotator.domain.ids import DocumentId
from annotator.domain.labels import AttributeKind, AttributeSpec, Label, LabelScheme, RelationType
from annotator.domain.span import Span
from annotator.services import projects
from annotator.services.jobs import JobContext
from annotator.services.reading import Source
from tests.factories import ANA
from tests.reliability.every_action import (
    Escaping,
    begin,
    names,
    program_on,
    services_of,
    settle,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.ui.program import Program

EVIL = '<b>x</b><img src="x.png">'
"""Short, so that it is not cut where it is shown."""
_SIGN = "<b>x"
_LABEL = f"L{EVIL}"
SCHEME = LabelScheme(
    labels=(
        Label(
            _LABEL,
            "#1f6feb",
            "#58a6ff",
            "a",
            f"About {EVIL}",
            (AttributeSpec("kind", AttributeKind.CHOICE, EVIL, (EVIL, "other")),),
            accepted=(f"yes {EVIL}",),
            rejected=(f"no {EVIL}",),
        ),
        Label("ACTOR", "#1a7f37", "#3fb950", "l", EVIL),
    ),
    relations=(RelationType(f"R{EVIL}", (_LABEL,), (_LABEL,), EVIL),),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project in which all that has a name has a bad one."""
    path = tmp_path / "<b>x.annotator"
    known = Metadata(EVIL, EVIL, EVIL, "2026-11-20", f"http://x/{EVIL}", EVIL, ((EVIL, '"x"'),))
    with projects.create_project(path, ANA, scheme=SCHEME) as services:
        for number in range(2):
            text = f"{EVIL} first words\n{EVIL} was in Paris with {EVIL}.\n{number}"
            source = Source(text.encode(), f"{EVIL}{number}.txt", known)
            services.importing.job([source]).work(JobContext())
        for document_id in map(DocumentId, services.project.article_ids()):
            first = services.editing.add(document_id, Span(0, len(EVIL)), _LABEL)
            start = len(EVIL) + 13
            second = services.editing.add(document_id, Span(start, start + len(EVIL)), _LABEL)
            services.editing.set_note(first, EVIL)
            services.editing.set_attributes(first, (("kind", EVIL),))
            services.editing.relate(first, second)
            third = services.editing.add(document_id, Span(start, start + len(EVIL)), "ACTOR")
            services.registering.make_entry(third, EVIL)
            services.article_editing.set_tags(document_id, [EVIL])
            services.article_editing.set_note(document_id, EVIL)
        services.filters.save(EVIL, ArticleFilter(words="first"), ListOrder())
    return path


@pytest.fixture
def program(qapp: object, path: Path, qtbot: QtBot) -> Iterator[Program]:
    with program_on(path, qtbot) as opened:
        yield opened


def is_read_as_rich(text: str) -> bool:
    """Whether Qt would take what others wrote in a text for marks of it."""
    return _SIGN in text and QtGui.Qt.mightBeRichText(text)


def misread(root: QWidget) -> set[str]:
    """Where in a window others' words are read as rich text."""
    found = set()
    for one in (root, *root.findChildren(QWidget)):
        name = f"{root.objectName()}: {type(one).__name__} {one.objectName()}"
        if is_read_as_rich(one.toolTip()) or is_read_as_rich(one.whatsThis()):
            found.add(f"{name}: its tool tip")
        if isinstance(one, QLabel) and _SIGN in one.text():
            is_guessed = one.textFormat() is Qt.TextFormat.AutoText
            if one.textFormat() is Qt.TextFormat.RichText or (
                is_guessed and QtGui.Qt.mightBeRichText(one.text())
            ):
                found.add(name)
        if (
            isinstance(one, QMessageBox)
            and one.textFormat() is Qt.TextFormat.AutoText
            and any(map(is_read_as_rich, (one.text(), one.informativeText())))
        ):
            found.add(name)
        if isinstance(one, QTextEdit) and 'src="x.png"' in one.toHtml():
            found.add(name)  # the picture is one there
        if isinstance(one, QAbstractButton):
            rich = [action for action in one.actions() if is_read_as_rich(action.toolTip())]
            found |= {f"{name}: {action.text()}" for action in rich}
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            found |= {f"{name}: {tip}" for tip in tips(one) if is_read_as_rich(tip)}
    return found


def tips(view: QAbstractItemView) -> set[str]:
    """The tool tips of what a list or table shows."""
    model = view.model()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    return {
        str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")
        for row in range(min(model.rowCount(), 30))
        for column in range(columns)
    }


def showing(root: QWidget) -> set[str]:
    """The labels of a window that show what others wrote."""
    return {one.objectName() for one in root.findChildren(QLabel) if _SIGN in one.text()}


def test_nothing_that_others_wrote_is_read_as_rich_text(program: Program, qtbot: QtBot):
    found: set[str] = set()
    shown: set[str] = set()

    def look(root: QWidget) -> None:
        found.update(misread(root))
        shown.update(showing(root))

    for name in names(program):
        begin(program, qtbot)
        if name == "self_test" or not program.actions[name].isEnabled():
            continue
        escaping = Escaping(look)
        program.actions[name].trigger()
        settle(program, qtbot)
        escaping.stop()
        for window in [one for one in QApplication.topLevelWidgets() if one.isVisible()]:
            look(window)
            if window is not program.window:
                window.close()
        settle(program, qtbot)
    labels = [one for one in program.actions.labels() if is_read_as_rich(one.toolTip())]
    found |= {f"action {one.objectName()}" for one in labels}

    assert "\n".join(sorted(found)) == ""
    assert len(shown) > 3, shown  # else the test has looked at nothing
    assert services_of(program).project.check() == []
