"""What analysts do, with keys alone, through the real program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from annotator.domain.document import Status
from annotator.services import projects
from tests.e2e.stage import Stage, play
from tests.factories import ANA
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.services.projects import Services

TEXT = (
    "Harbour closed after storm\n"
    "“We had no choice,” said Maria Lindqvist, the mayor, in Paris on Monday.\n"
    "Germany sent two ships 😀 to help."
)
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        import_text(services, TEXT)
        import_text(services, "A second story.\nNothing happened in Madrid.", "second.txt")
    return path


def reopened(path: Path) -> Services:
    return projects.open_project(path, ANA)


@pytest.fixture
def afterwards(project: Path) -> Iterator[Services]:
    """The project as it is on the disk when it is first asked for: use it after the story."""
    opened: list[Services] = []

    class Later:
        def __getattr__(self, name: str) -> object:
            if not opened:
                opened.append(reopened(project))
            return getattr(opened[0], name)

    yield Later()  # type: ignore[misc]
    for services in opened:
        services.close()


def words(services: Services) -> list[tuple[str, str]]:
    """The annotations of the first article: label and words."""
    first = services.browsing.ids(_all())[0]
    text = services.project.document(first).text
    return [(one.label, one.span.text_of(text)) for one in services.project.annotations(first)]


def _all() -> object:
    from annotator.domain.document import ArticleFilter

    return ArticleFilter()


def select(stage: Stage, passage: str) -> None:
    """Selects words as a hand on the keyboard does: to the start, then along."""
    start = TEXT.index(passage)
    stage.press(Qt.Key.Key_Home, CTRL)
    stage.press_often(start, Qt.Key.Key_Right)
    stage.press_often(len(passage), Qt.Key.Key_Right, SHIFT)


def test_accept_reject_and_add_then_go_on(qtbot: QtBot, project: Path, afterwards: Services):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        assert "Maria Lindqvist" in stage.texts(suggestions=True)
        stage.press(Qt.Key.Key_Tab)
        for _ in stage.texts(suggestions=True):
            current = stage.find("inspector_text")
            assert isinstance(current, QLabel)
            wanted = current.text() in {"“Maria Lindqvist”", "“Paris”"}
            stage.press(Qt.Key.Key_Return if wanted else Qt.Key.Key_Backspace)
        assert stage.texts(suggestions=True) == []
        select(stage, "two ships 😀")
        stage.press("a")
        assert "two ships 😀" in stage.texts(suggestions=False)
        stage.press("d")
        stage.press("n")
        stage.wait(lambda: "Madrid" in stage.texts(suggestions=True))

    play(qtbot, project, story)

    assert words(afterwards) == [
        ("ACTOR", "Maria Lindqvist"),
        ("LOCATION", "Paris"),
        ("ACTOR", "two ships 😀"),
    ]
    first = afterwards.browsing.ids(_all())[0]
    assert afterwards.browsing.info(first).status is Status.DONE


def test_correct_a_suggestion_and_undo_after_a_restart(
    qtbot: QtBot, project: Path, afterwards: Services
):
    def correct(stage: Stage) -> None:
        stage.wait_for_suggestions()
        for _ in stage.texts(suggestions=True):
            stage.press(Qt.Key.Key_Tab)
            current = stage.find("inspector_text")
            assert isinstance(current, QLabel)
            if current.text() == "“Paris”":
                stage.press("a")
                break
        stage.press(Qt.Key.Key_Left, ALT | SHIFT)
        assert stage.texts(suggestions=False) == ["in Paris"]
        stage.press(Qt.Key.Key_Right, ALT | SHIFT)
        stage.press(Qt.Key.Key_Left, ALT | CTRL)
        assert stage.texts(suggestions=False) == ["Pari"]

    def undo_all(stage: Stage) -> None:
        stage.wait_for_suggestions()
        assert stage.texts(suggestions=False) == ["Pari"]
        stage.press(Qt.Key.Key_Z, CTRL)
        assert stage.texts(suggestions=False) == ["Paris"]
        stage.press_often(3, Qt.Key.Key_Z, CTRL)
        assert stage.texts(suggestions=False) == []
        assert "Paris" in stage.texts(suggestions=True)
        stage.press(Qt.Key.Key_Z, CTRL | SHIFT)
        assert stage.texts(suggestions=False) == ["Paris"]

    play(qtbot, project, correct)
    play(qtbot, project, undo_all)

    assert words(afterwards) == [("ACTOR", "Paris")]


def test_accepting_a_quote_brings_its_speaker_and_a_note_is_kept(
    qtbot: QtBot, project: Path, afterwards: Services
):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        for _ in stage.texts(suggestions=True):
            stage.press(Qt.Key.Key_Tab)
            current = stage.find("inspector_text")
            assert isinstance(current, QLabel)
            if "no choice" in current.text():
                break
        stage.press(Qt.Key.Key_Return)
        stage.press(Qt.Key.Key_Escape)
        stage.press(Qt.Key.Key_Home, CTRL)
        stage.press(Qt.Key.Key_Down, ALT)
        stage.press("t")
        note = stage.find("inspector_note")
        assert isinstance(note, QPlainTextEdit)
        assert note.hasFocus()
        stage.press("check the tape")

    play(qtbot, project, story)

    first = afterwards.browsing.ids(_all())[0]
    (relation,) = afterwards.project.relations(first)
    by_id = {one.id: one for one in afterwards.project.annotations(first)}
    text = afterwards.project.document(first).text
    assert relation.label == "SPEAKER"
    assert by_id[relation.source_id].label == "QUOTE"
    assert by_id[relation.source_id].note == "check the tape"
    assert by_id[relation.target_id].span.text_of(text) == "Maria Lindqvist"


def test_space_cycles_through_spans_that_lie_over_each_other(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        select(stage, "mayor, in Paris")
        stage.press("a")
        select(stage, "mayor, in")
        stage.press("q")
        current = stage.find("inspector_text")
        assert isinstance(current, QLabel)
        stage.press(Qt.Key.Key_Space)
        seen = {current.text()}
        stage.press(Qt.Key.Key_Space)
        seen.add(current.text())
        assert {"“mayor, in”", "“mayor, in Paris”"} <= seen

    play(qtbot, project, story)


def test_the_list_is_filtered_and_walked_by_keys(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        stage.press(Qt.Key.Key_L, CTRL)
        stage.press("second")
        count = stage.find("article_count")
        assert isinstance(count, QLabel)
        stage.wait(lambda: count.text() == "1 article")
        stage.press_often(6, Qt.Key.Key_Backspace)
        stage.wait(lambda: count.text() == "2 articles")
        stage.press(Qt.Key.Key_F6)
        stage.press(Qt.Key.Key_PageDown, CTRL)
        title = stage.find("article_title")
        assert isinstance(title, QLabel)
        assert title.text() == "A second story."

    play(qtbot, project, story)


def test_a_second_window_on_the_same_project_gets_a_sentence(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        stage.wait(lambda: "Storm" in stage.window.notice.text())

    with reopened(project):
        play(qtbot, project, story)


def test_every_key_of_a_menu_reaches_it_from_the_text(qtbot: QtBot, project: Path):
    """A text edit claims Ctrl+E and others for itself, on some platforms only."""

    def story(stage: Stage) -> None:
        stage.wait_for_suggestions()
        override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_E, CTRL)
        override.ignore()
        QApplication.sendEvent(stage.window.view, override)
        assert not override.isAccepted()
        stage.press(Qt.Key.Key_F1)
        stage.wait(lambda: stage.find("keys_dialog").isVisible())
        stage.find("keys_dialog").close()

    play(qtbot, project, story)
