"""An analyst's queue, by keys alone, through the real program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView

from annotator.domain.document import ArticleFilter, ListOrder, Status
from annotator.services import projects
from annotator.ui.widgets.elided_label import ElidedLabel
from tests.e2e.stage import Stage, play
from tests.factories import ANA
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.services.projects import Services

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
STORIES = ("Flood in Bergen", "Strike in Nantes", "Vote in Cusco", "Flood in Cork")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "Queue.annotator"
    with projects.create_project(path, ANA) as services:
        for title in STORIES:
            import_text(services, f"{title}\nNothing more is known.", f"{title}.txt")
    return path


@pytest.fixture
def afterwards(project: Path) -> Iterator[Services]:
    opened: list[Services] = []

    class Later:
        def __getattr__(self, name: str) -> object:
            if not opened:
                opened.append(projects.open_project(project, ANA))
            return getattr(opened[0], name)

    yield Later()  # type: ignore[misc]
    for services in opened:
        services.close()


def title(stage: Stage) -> str:
    label = stage.find("article_title")
    assert isinstance(label, QLabel)
    return label.text()


def count(stage: Stage) -> str:
    label = stage.find("article_count")
    assert isinstance(label, QLabel)
    return label.text()


def begin(stage: Stage) -> None:
    stage.wait(lambda: title(stage) == STORIES[0])
    stage.wait(lambda: not stage.window.jobs.is_busy)
    stage.wait(stage.window.view.hasFocus)


def field(stage: Stage) -> QLineEdit:
    found = stage.find("article_question_text")
    assert isinstance(found, QLineEdit)
    return found


def infos(services: Services) -> list[tuple[str, Status, str, tuple[str, ...]]]:
    ids = services.project.article_ids()
    return [
        (one.metadata.title, one.status, one.flag_reason, one.tags)
        for one in services.project.infos(list(ids))  # type: ignore[arg-type]
    ]


def test_a_filtered_queue_is_worked_through_tagged_and_flagged(
    qtbot: QtBot, project: Path, afterwards: Services
):
    def story(stage: Stage) -> None:
        begin(stage)
        stage.press(Qt.Key.Key_L, CTRL)
        stage.press("flood")
        stage.press(Qt.Key.Key_Return)
        stage.wait(lambda: count(stage) == "2 articles")
        stage.press(Qt.Key.Key_F6)
        stage.window.view.setFocus()

        stage.press(Qt.Key.Key_T, CTRL)
        assert field(stage).hasFocus()
        stage.press("water, wire")
        stage.press(Qt.Key.Key_Return)
        assert stage.window.view.hasFocus()

        stage.press("d")
        stage.press("n")
        stage.wait(lambda: title(stage) == STORIES[3])
        stage.press("f")
        assert field(stage).hasFocus()
        stage.press("which Cork?")
        stage.press(Qt.Key.Key_Return)

        stage.press("n")
        assert "Every other article of this list is done." in stage.window.notice.text()
        again = stage.window.notice.findChild(QPushButton, "notice_button")
        assert again is not None
        again.click()
        stage.wait(lambda: count(stage) == "4 articles")
        stage.window.view.setFocus()
        stage.press("n")
        stage.wait(lambda: title(stage) == STORIES[1])

    play(qtbot, project, story)

    assert infos(afterwards) == [
        (STORIES[0], Status.DONE, "", ("water", "wire")),
        (STORIES[1], Status.NEW, "", ()),
        (STORIES[2], Status.NEW, "", ()),
        (STORIES[3], Status.FLAGGED, "which Cork?", ()),
    ]


def test_a_question_left_by_escape_changes_nothing(
    qtbot: QtBot, project: Path, afterwards: Services
):
    def story(stage: Stage) -> None:
        begin(stage)
        stage.press("f")
        stage.press("a reason")
        stage.press(Qt.Key.Key_Escape)
        assert not field(stage).isVisible()
        assert stage.window.view.hasFocus()

    play(qtbot, project, story)

    assert {status for _, status, _, _ in infos(afterwards)} == {Status.NEW}


def test_details_are_corrected_and_taken_back(qtbot: QtBot, project: Path, afterwards: Services):
    def story(stage: Stage) -> None:
        begin(stage)
        stage.press(Qt.Key.Key_Return, ALT)
        dialog = stage.find("details_dialog")
        stage.wait(dialog.isVisible)
        outlet, date = stage.find("details_outlet"), stage.find("details_published")
        assert isinstance(outlet, QLineEdit)
        assert isinstance(date, QLineEdit)
        outlet.setFocus()
        stage.press("Daily Post")
        date.setFocus()
        stage.press("yesterday")
        stage.press(Qt.Key.Key_Tab)
        remark = stage.find("details_remark")
        assert isinstance(remark, QLabel)
        assert "no date" in remark.text()
        date.setFocus()
        date.selectAll()
        stage.press("2026-11-22")
        stage.press(Qt.Key.Key_Tab)
        assert not remark.isVisible()
        card = stage.window.inspector.findChildren(ElidedLabel)
        assert "Daily Post" in [one.full_text() for one in card]
        stage.press(Qt.Key.Key_Escape)
        stage.wait(stage.window.view.hasFocus)
        stage.press(Qt.Key.Key_Z, CTRL)

    play(qtbot, project, story)

    info = afterwards.project.infos([afterwards.project.article_ids()[0]])[0]  # type: ignore[list-item]
    assert (info.metadata.outlet, info.metadata.published) == ("Daily Post", "")


def test_several_articles_are_changed_at_once_and_the_list_is_kept_as_a_filter(
    qtbot: QtBot, project: Path, afterwards: Services
):
    def story(stage: Stage) -> None:
        begin(stage)
        table = stage.find("articles")
        assert isinstance(table, QTableView)
        table.setFocus()
        stage.press(Qt.Key.Key_Down, SHIFT)
        stage.press(Qt.Key.Key_T, CTRL | SHIFT)
        stage.wait(lambda: stage.find("batch_dialog").isVisible())
        stage.find("batch_added").setFocus()
        stage.press("checked")
        stage.press(Qt.Key.Key_Return)
        stage.wait(lambda: "Tag 2 articles" in stage.window.notice.text())

        stage.press(Qt.Key.Key_L, CTRL)
        stage.press("tag:checked")
        stage.press(Qt.Key.Key_Return)
        stage.wait(lambda: count(stage) == "2 articles, 2 selected")
        stage.window.articles.filter.save()
        stage.press("Checked")
        stage.press(Qt.Key.Key_Return)

    play(qtbot, project, story)

    assert [tags for *_, tags in infos(afterwards)] == [("checked",), ("checked",), (), ()]
    (saved,) = afterwards.filters.all()
    assert (saved.name, saved.where, saved.order) == (
        "Checked",
        ArticleFilter(words="tag:checked"),
        ListOrder(),
    )


def test_a_removed_article_is_seen_and_brought_back(
    qtbot: QtBot, project: Path, afterwards: Services
):
    def story(stage: Stage) -> None:
        begin(stage)
        actions = {one.objectName(): one for one in stage.window.actions()}
        actions["remove_article"].trigger()
        stage.wait(lambda: count(stage) == "3 articles")
        actions["removed"].trigger()
        stage.wait(lambda: count(stage) == "1 article")
        table = stage.find("articles")
        table.setFocus()
        stage.press(Qt.Key.Key_Down)
        stage.wait(lambda: title(stage) == STORIES[0])
        actions["restore_article"].trigger()
        stage.wait(lambda: count(stage) == "0 articles")
        actions["removed"].trigger()
        stage.wait(lambda: count(stage) == "4 articles")

    play(qtbot, project, story)

    assert len(infos(afterwards)) == 4
