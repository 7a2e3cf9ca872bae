"""Many at once through the real window: lists, previews, and undo that takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QSlider, QWidget

from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.services import editing as editing_module
from annotator.services import projects
from annotator.services.settings import SettingsFile
from annotator.ui.item_models.review import Verb
from annotator.ui.panels.many.review import ReviewPage
from annotator.ui.parts import large_edits
from annotator.ui.program import Program
from tests.factories import ANA, NER, make_scheme
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

TEXTS = (
    "Homs fell.\nIn Homs, the mayor spoke. Homsi HOMS.",
    "The road to Homs.\nIt is closed.",
    "Nothing here.",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA, scheme=make_scheme()) as services:
        for number, text in enumerate(TEXTS):
            import_text(services, text, f"{number}.txt")
    return path


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr("annotator.ui.parts.suggestion_runs.SuggestionRuns.suggest", lambda _: None)
    made = Program(qapp, SettingsFile(tmp_path / "settings.json"))
    made.window.show()
    made.workbench.open_project(path)
    qtbot.waitUntil(lambda: made.desk.document is not None)
    yield made
    made.window.close()


def child(program: Program, kind: type[QWidget], name: str) -> QWidget:
    found = program.window.findChild(kind, name)
    assert found is not None, name
    return found


def page_of(program: Program) -> ReviewPage:
    page = child(program, ReviewPage, "review_page")
    assert isinstance(page, ReviewPage)
    return page


def texts(program: Program, number: int) -> list[tuple[str, str]]:
    """The annotations of an article: label and words."""
    services = program.workbench.services
    assert services is not None
    document_id = services.project.article_ids()[number]
    text = services.project.document(document_id).text
    return [
        (one.label, one.span.text_of(text)) for one in services.project.annotations(document_id)
    ]


def idle(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not program.window.jobs.is_busy)


def test_the_words_at_hand_are_tagged_in_the_article(program: Program, qtbot: QtBot):
    program.window.view.select(Span(0, 4))
    program.actions["tag_in_article"].trigger()
    page = page_of(program)
    assert page.model.rowCount() == 2
    assert program.window.drawer.page is page

    child(program, QComboBox, "review_label").setCurrentText("LOCATION")  # type: ignore[attr-defined]
    button = child(program, QPushButton, "review_apply")
    assert button.text() == "Tag 2"  # type: ignore[attr-defined]
    button.click()  # type: ignore[attr-defined]

    assert texts(program, 0) == [("LOCATION", "Homs")] * 2
    assert program.window.drawer.page is None
    program.actions["undo"].trigger()
    assert texts(program, 0) == []


def test_options_change_the_list(program: Program, qtbot: QtBot):
    program.window.view.select(Span(0, 4))
    program.actions["tag_in_article"].trigger()
    page = page_of(program)

    child(program, QWidget, "review_case").setChecked(False)  # type: ignore[attr-defined]
    assert page.model.rowCount() == 3
    child(program, QWidget, "review_whole").setChecked(False)  # type: ignore[attr-defined]
    assert page.model.rowCount() == 4
    child(program, QComboBox, "review_scope").setCurrentIndex(1)  # type: ignore[attr-defined]
    idle(program, qtbot)
    assert page.model.rowCount() == 5
    words = child(program, QLineEdit, "review_words")
    words.setText("road")  # type: ignore[attr-defined]
    words.textEdited.emit("road")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    idle(program, qtbot)


def test_a_row_is_shown_in_its_article(program: Program, qtbot: QtBot):
    program.window.view.select(Span(0, 4))
    program.actions["tag_in_project"].trigger()
    idle(program, qtbot)
    page = page_of(program)

    page.table.row_chosen.emit(2)

    assert program.desk.document is not None
    assert program.desk.document.text == TEXTS[1]
    assert program.window.view.selected_span() == Span(12, 16)
    assert page.model.rowCount() == 3


def test_relabelling_and_untagging_all(program: Program, qtbot: QtBot):
    services = program.workbench.services
    assert services is not None
    for number, words in ((0, "Homs"), (1, "Homs")):
        document_id = services.project.article_ids()[number]
        services.editing.add(document_id, span_of(services, document_id, words), "LOCATION")  # type: ignore[arg-type]
    program.desk.go_to_mark(1)

    program.actions["relabel_in_project"].trigger()
    idle(program, qtbot)
    assert page_of(program).model.ticked == 2
    page_of(program).agreed.emit()
    assert texts(program, 0) == texts(program, 1) == [("ACTOR", "Homs")]

    program.actions["untag_in_project"].trigger()
    idle(program, qtbot)
    assert page_of(program).plan().verb is Verb.UNTAG
    page_of(program).agreed.emit()
    assert texts(program, 0) == texts(program, 1) == []


def test_places_from_a_search_are_reviewed(program: Program, qtbot: QtBot):
    services = program.workbench.services
    assert services is not None
    first, second, _ = services.project.article_ids()

    program.bulk.review([(second, Span(12, 16)), (first, Span(0, 4))], "LOCATION")  # type: ignore[list-item]
    idle(program, qtbot)
    page_of(program).agreed.emit()

    assert texts(program, 0) == texts(program, 1) == [("LOCATION", "Homs")]


def test_closing_the_page_ends_its_search(program: Program, qtbot: QtBot):
    program.window.view.select(Span(0, 4))
    program.actions["tag_in_project"].trigger()
    program.window.drawer.close_page()
    idle(program, qtbot)

    assert not page_of(program)._is_searching


def suggest_scored(program: Program, *scores: float | None) -> None:
    services, document = program.workbench.services, program.desk.document
    assert services is not None
    assert document is not None
    predictions = [
        Prediction(Span(number, number + 1), "ACTOR", score) for number, score in enumerate(scores)
    ]
    services.project.store_suggestions(document.id, document.text_sha256, {NER: predictions})
    program.window.view.set_marks(services.browsing.marks(document.id))


def test_the_article_shows_what_a_score_chooses(program: Program, qtbot: QtBot):
    suggest_scored(program, 0.2, 0.5, 0.9, None)
    program.actions["decide_many"].trigger()
    slider = child(program, QSlider, "decide_score")
    view = program.window.view

    slider.setValue(50)  # type: ignore[attr-defined]

    assert child(program, QPushButton, "decide_accept").text() == "Accept 2"  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(view.marks()) == 2)
    child(program, QComboBox, "decide_side").setCurrentIndex(1)  # type: ignore[attr-defined]
    child(program, QPushButton, "decide_reject").click()  # type: ignore[attr-defined]
    program.window.drawer.close_page()
    assert [mark.score for mark in view.marks()] == [0.5, 0.9]


def test_accepting_all_by_the_menu_and_undo_by_the_notice(program: Program):
    suggest_scored(program, 0.2, 0.5, None)

    program.actions["accept_all"].trigger()

    assert len(texts(program, 0)) == 3
    assert not any(mark.is_suggestion for mark in program.window.view.marks())
    child(program, QPushButton, "notice_button").click()  # type: ignore[attr-defined]
    assert texts(program, 0) == []
    assert all(mark.is_suggestion for mark in program.window.view.marks())


def test_nothing_to_accept_is_said(program: Program):
    program.actions["accept_all"].trigger()

    assert program.window.notice.isVisible()


def test_large_edits_and_their_undo_work_in_the_background(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(large_edits, "_AT_ONCE", 1)
    monkeypatch.setattr(editing_module, "_MOST_AT_ONCE", 1)
    suggest_scored(program, 0.2, 0.5, None)

    program.actions["accept_all"].trigger()
    assert program.window.jobs.is_busy
    qtbot.waitUntil(lambda: len(texts(program, 0)) == 3)
    idle(program, qtbot)
    program.actions["undo"].trigger()
    assert program.window.jobs.is_busy
    qtbot.waitUntil(lambda: texts(program, 0) == [])
    idle(program, qtbot)
    qtbot.waitUntil(lambda: program.actions["redo"].isEnabled())
    program.actions["redo"].trigger()
    qtbot.waitUntil(lambda: len(texts(program, 0)) == 3)
    idle(program, qtbot)


def test_a_key_during_a_large_edit_is_answered_with_a_sentence(program: Program):
    import threading

    services = program.workbench.services
    assert services is not None
    begun, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with services.project.engaged():
            begun.set()
            may_end.wait(10)

    thread = threading.Thread(target=write)
    thread.start()
    assert begun.wait(10)
    program.window.view.select(Span(0, 4))
    program.desk.label("ACTOR")
    may_end.set()
    thread.join(10)

    assert program.window.notice.isVisible()
    assert texts(program, 0) == []
