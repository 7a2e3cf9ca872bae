"""Copies of an article, in the real window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from annotator.domain.document import ArticleFilter, ListOrder
from annotator.services import projects
from annotator.services.settings import SettingsFile
from annotator.ui.parts import copies
from annotator.ui.parts.filter_words import active
from annotator.ui.program import Program
from tests.factories import ANA, make_scheme
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from annotator.domain.ids import DocumentId

BODY = (
    "“We go back on Monday,” said Mira Tolev in Varna on Sunday night. The port office said the"
    " ships would wait for the tide and for the pilots, who had walked out with the crane drivers."
)
OTHER = "Beans are soaked over night in cold water with a spoon of salt and some mint in it."


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr("annotator.ui.parts.suggestion_runs.SuggestionRuns.suggest", lambda _: None)
    monkeypatch.setattr(copies, "_PAUSE_MS", 10)
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA, scheme=make_scheme()) as services:
        for text in (BODY, OTHER, f"Ships to sail\n\n{BODY}"):
            import_text(services, text)
    made = Program(qapp, SettingsFile(tmp_path / "settings.json"))
    made.window.show()
    made.workbench.open_project(path)
    qtbot.waitUntil(lambda: made.desk.document is not None)
    yield made
    made.window.close()


def ids(program: Program) -> list[DocumentId]:
    services = program.workbench.services
    assert services is not None
    return list(services.browsing.ids(ArticleFilter()))


def spoken(program: Program) -> list[str]:
    """The lines of the list, as a screen reader hears them."""
    table = program.window.findChild(QTableView, "articles")
    assert table is not None
    model = table.model()
    rows = range(model.rowCount())
    return [model.index(one, 0).data(Qt.ItemDataRole.AccessibleTextRole) for one in rows]


def notice(program: Program) -> str:
    return " ".join(one.text() for one in program.window.notice.findChildren(QLabel))


def wait_for_copies(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: sum("copy" in one for one in spoken(program)) == 2)


def test_copies_are_found_without_being_asked_for_and_marked(program: Program, qtbot: QtBot):
    wait_for_copies(program, qtbot)

    first, other, second = spoken(program)
    assert first.endswith("\n1 copy")
    assert second.endswith("\n1 copy")
    assert "cop" not in other


def test_copies_of_articles_that_come_later_are_found_too(program: Program, qtbot: QtBot):
    wait_for_copies(program, qtbot)
    services = program.workbench.services
    assert services is not None

    import_text(services, f"{OTHER}\n\nServes four.")

    qtbot.waitUntil(lambda: sum("1 copy" in one for one in spoken(program)) == 4)


def test_a_removed_copy_is_counted_no_more(program: Program, qtbot: QtBot):
    wait_for_copies(program, qtbot)
    program.actions["remove_article"].trigger()

    qtbot.waitUntil(lambda: not any("copy" in one for one in spoken(program)))


def test_the_list_shows_the_copies_of_the_article_and_all_again(program: Program, qtbot: QtBot):
    wait_for_copies(program, qtbot)
    first, _, second = ids(program)

    program.actions["show_copies"].trigger()

    qtbot.waitUntil(lambda: len(spoken(program)) == 2)
    assert program.window.articles.listed() is not None
    assert [*program.window.articles.listed()] == [first, second]
    program.actions["show_copies"].trigger()
    qtbot.waitUntil(lambda: len(spoken(program)) == 3)


def test_an_article_without_copies_says_so(program: Program, qtbot: QtBot):
    wait_for_copies(program, qtbot)
    program.queue.open_article(ids(program)[1])

    for action in ("show_copies", "carry_over"):
        program.window.notice.hide()
        program.actions[action].trigger()
        assert "No copy of this article is known." in notice(program)
    assert len(spoken(program)) == 3


def test_annotations_are_carried_over_and_shown(program: Program, qtbot: QtBot):
    wait_for_copies(program, qtbot)
    services = program.workbench.services
    assert services is not None
    first, _, second = ids(program)
    services.editing.add(first, span_of(services, first, "Mira Tolev"), "ACTOR")

    program.actions["carry_over"].trigger()

    qtbot.waitUntil(lambda: "1 suggestion in 1 copy." in notice(program))
    qtbot.waitUntil(lambda: any("1 suggestion to decide" in one for one in spoken(program)))
    (found,) = services.project.suggestions(second)
    assert found.span == span_of(services, second, "Mira Tolev")
    (button,) = (
        one for one in program.window.notice.findChildren(QPushButton) if "copies" in one.text()
    )
    button.click()
    qtbot.waitUntil(lambda: len(spoken(program)) == 2)


def test_both_are_found_by_their_names(program: Program):
    offered = {one.name: one for one in program.actions.offers()}

    assert offered["show_copies"].title == "Show copies of this article, or all"
    assert offered["carry_over"].title == "Carry annotations over to copies"
    assert offered["carry_over"].menu == "Article"


def test_the_condition_is_said_and_can_be_taken_away(program: Program):
    where = ArticleFilter(words="tide", story=ids(program)[0])

    (found,) = active(where, ListOrder(), {})

    assert found.words == "Copies of one article"
    assert found.where == replace(where, story=None)
