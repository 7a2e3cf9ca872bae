"""Where spans begin, end and go on; and that all of them are seen and can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QTextCursor

from annotator.domain.segments import Mark
from annotator.ui.theme import THEMES, theme_for

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from annotator.domain.labels import LabelScheme
    from annotator.ui.editor.view import ArticleView

WORDS = "The ferries would not leave before the crews had been paid, the unions said. "
ENGLISH = WORDS * 3
ARABIC = "قال المتحدث باسم الحكومة إن المفاوضات ستستأنف وإن الحكومة ستدفع أجور العمال. " * 3


def picture(view: ArticleView) -> QImage:
    return view.viewport().grab().toImage()


def line_boxes(view: ArticleView) -> list[tuple[int, int, QRect]]:
    """Start, end and rectangle of the first paragraph's lines; the text has no astral letters."""
    block = view.document().firstBlock()
    layout = block.layout()
    origin = layout.position().toPoint()
    result = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        box = line.naturalTextRect().toRect().translated(origin)
        result.append((line.textStart(), line.textStart() + line.textLength(), box))
    return result


def has_ink(image: QImage, area: QRect, colour: QColor) -> bool:
    return any(
        image.pixelColor(x, y) == colour
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    )


def beyond(box: QRect, *, left: bool) -> QRect:
    """Beside a line's text, where its underline is."""
    return QRect(box.left() - 12 if left else box.right() + 3, box.bottom() - 1, 9, 8)


@pytest.mark.parametrize(("text", "backwards"), [(ENGLISH, False), (ARABIC, True)])
@pytest.mark.parametrize("is_suggestion", [False, True])
def test_a_span_says_that_it_goes_on(
    view: ArticleView, scheme: LabelScheme, text: str, backwards: bool, is_suggestion: bool
):
    view.set_article(text, [Mark(4, len(text) - 10, 1, "QUOTE", is_suggestion)])
    shown, lines = picture(view), line_boxes(view)
    colour = theme_for(scheme, dark=False).label_style("QUOTE").colour
    assert len(lines) >= 3
    for number, (_, _, box) in enumerate(lines):
        comes, goes = number > 0, number < len(lines) - 1
        assert has_ink(shown, beyond(box, left=not backwards), colour) == comes
        assert has_ink(shown, beyond(box, left=backwards), colour) == goes


def test_a_span_that_ends_with_its_line_does_not_go_on(view: ArticleView, scheme: LabelScheme):
    view.set_article(ENGLISH, [])
    picture(view)
    start, end, _ = line_boxes(view)[1]
    end = start + len(ENGLISH[start:end].rstrip())
    view.set_article(ENGLISH, [Mark(start, end, 1, "QUOTE", False)])
    shown = picture(view)
    _, _, box = line_boxes(view)[1]
    colour = theme_for(scheme, dark=False).label_style("QUOTE").colour
    for left in (False, True):
        assert not has_ink(shown, beyond(box, left=left), colour)


def test_all_spans_on_the_same_words_are_seen_and_can_be_clicked(
    view: ArticleView, scheme: LabelScheme
):
    names = scheme.names()
    marks = [Mark(4, 11, number, names[number % 4], number > 3, 0.9) for number in range(8)]
    view.set_article(ENGLISH, marks)
    shown = picture(view)
    theme = theme_for(scheme, dark=False)
    for name in names:
        assert has_ink(shown, shown.rect(), theme.label_style(name).colour)

    clicked = set()
    for y in range(0, 100, 3):
        for x in range(0, 660, 6):
            under = view.marks_under(QPointF(x, y))
            if len(under) == 1:
                clicked.add(under[0].id)
    assert clicked == {mark.id for mark in marks}


def test_a_suggestion_is_the_weaker_the_lower_its_score(view: ArticleView, scheme: LabelScheme):
    colour = theme_for(scheme, dark=False).label_style("ACTOR").colour
    inked = []
    for score in (0.95, None, 0.2):
        view.set_article(ENGLISH, [Mark(4, 30, 1, "ACTOR", True, score)])
        shown = picture(view)
        inked.append(
            sum(shown.pixelColor(x, y) == colour for x in range(shown.width()) for y in range(80))
        )
    assert inked == sorted(inked, reverse=True)
    assert len(set(inked)) == 3
    assert inked[2] > 0


@pytest.mark.parametrize("name", THEMES)
def test_annotated_words_are_filled_but_in_high_contrast(
    view: ArticleView, scheme: LabelScheme, name: str
):
    dark, high_contrast = THEMES[name]
    theme = theme_for(scheme, dark=dark, high_contrast=high_contrast)
    view.set_theme(theme)
    view.set_article(ENGLISH, [Mark(4, 11, 1, "ACTOR", False)])
    cursor = QTextCursor(view.document())
    cursor.setPosition(5)
    corner = view.cursorRect(cursor).topLeft()
    behind = picture(view).pixelColor(corner.x() + 3, corner.y() + 1)
    assert (behind == theme.background) == high_contrast


def test_the_lines_of_two_labels_differ_without_their_colours(view: ArticleView):
    """The same words under one label and under another, as shapes of ink."""
    shapes = []
    for label in ("ACTOR", "LOCATION", "CLAIM", "QUOTE"):
        view.set_article(ENGLISH, [Mark(4, 40, 1, label, False)])
        shown = picture(view)
        cursor = QTextCursor(view.document())
        cursor.setPosition(10)
        at = view.cursorRect(cursor)
        background = view.palette().base().color()
        shapes.append(
            tuple(
                shown.pixelColor(x, y) == background
                for x in range(at.left(), at.left() + 60)
                for y in range(at.bottom() + 1, at.bottom() + 7)
            )
        )
    assert len(set(shapes)) == 4
