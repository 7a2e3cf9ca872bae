"""A change of marks redoes few lines, and nobody can tell."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPainter, QPaintEvent, QRegion

from annotator.domain.segments import Mark

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from annotator.ui.editor.view import ArticleView

SENTENCE = 'The talks in Geneva "will go on", said قال المتحدث of 東京 and Amina 👩🏽‍⚖️ to Reuters. '
TEXT = "\n".join(["A first line.", SENTENCE * 9, SENTENCE.replace("قال المتحدث", "Musk") * 9])
LABELS = ("ACTOR", "LOCATION", "CLAIM", "QUOTE")


class Painted(QObject):
    """Which part of the viewport was painted since forget()."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self.region = QRegion()
        view.viewport().installEventFilter(self)

    def forget(self) -> None:
        self.region = QRegion()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


def some_mark(chance: random.Random, id: int) -> Mark:
    start = chance.randrange(len(TEXT) - 2)
    end = min(len(TEXT), start + chance.choice((1, 6, 30, 200)))
    score = chance.choice((None, 0.3, 0.9))
    return Mark(start, end, id, chance.choice(LABELS), chance.random() < 0.4, score)


def picture(view: ArticleView) -> QImage:
    return view.viewport().grab().toImage()


def settle(qtbot: QtBot, painted: Painted) -> None:
    """Waits until it is painted: all at once, then."""
    qtbot.waitUntil(lambda: not painted.region.isEmpty())


@pytest.mark.parametrize("seed", range(6))
def test_lines_that_are_redone_are_as_if_all_were(
    view: ArticleView, qtbot: QtBot, seed: int
) -> None:
    chance = random.Random(seed)
    marks = {id: some_mark(chance, id) for id in range(1, 25)}
    view.set_article(TEXT, list(marks.values()))
    for id in range(25, 33):
        removed = marks.pop(chance.choice(list(marks)))
        marks[id] = some_mark(chance, id)
        view.change_marks(removed=[removed], added=[marks[id]])
    followed = picture(view)

    view.set_article(TEXT, list(marks.values()))

    assert picture(view) == followed


@pytest.mark.parametrize("seed", range(6))
def test_all_that_looks_different_is_repainted(view: ArticleView, qtbot: QtBot, seed: int) -> None:
    chance = random.Random(seed)
    marks = [some_mark(chance, id) for id in range(1, 20)]
    view.set_article(TEXT, marks)
    view.set_current(marks[3].id)
    painted = Painted(view)
    for id in range(20, 26):
        view.viewport().update()
        settle(qtbot, painted)
        before = picture(view)
        painted.forget()

        added = some_mark(chance, id)
        view.change_marks(removed=[marks[id - 20]], added=[added])
        view.set_current(added.id)
        view.set_caret(added.start)

        settle(qtbot, painted)
        region = QRegion(painted.region)
        after = picture(view)
        painter = QPainter(before)
        painter.setClipRegion(region)
        painter.drawImage(0, 0, after)
        painter.end()
        assert before == after


def test_a_tag_that_needs_no_room_repaints_its_line_alone(view: ArticleView, qtbot: QtBot) -> None:
    start = TEXT.index("Musk")
    words = Mark(start, start + 4, 2, "ACTOR", False)
    view.set_article(TEXT, [words])
    painted = Painted(view)
    view.show_from(TEXT.rindex("\n") + 1)
    settle(qtbot, painted)
    painted.forget()

    view.change_marks(removed=[words], added=[words._replace(label="LOCATION")])

    settle(qtbot, painted)
    assert painted.region.boundingRect().height() < view.viewport().height() / 3
