"""A view on the screen, in a scheme with four labels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotator.domain.labels import Label, LabelScheme
from annotator.ui.editor.view import ArticleView
from annotator.ui.theme import theme_for

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SCHEME = LabelScheme(
    (
        Label("ACTOR", "#2b6cb0", "#63a8e8"),
        Label("LOCATION", "#2f855a", "#5cc78f"),
        Label("CLAIM", "#c05621", "#f0965a"),
        Label("QUOTE", "#805ad5", "#b79cf5"),
    )
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt says so when a font that is installed lacks a script which a text is written in."""
    here = Path(__file__).parent
    for item in (one for one in items if here in one.path.parents):
        item.add_marker(pytest.mark.qt_log_ignore("OpenType support missing", extend=True))


@pytest.fixture
def scheme() -> LabelScheme:
    return SCHEME


@pytest.fixture
def view(qtbot: QtBot) -> ArticleView:
    """An empty view of 700 by 400 pixels, shown."""
    view = ArticleView()
    qtbot.addWidget(view)
    view.set_theme(theme_for(SCHEME, dark=False))
    view.resize(700, 400)
    with qtbot.waitExposed(view):
        view.show()
    return view
