"""Saying who is meant, with keys alone, through the real program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableView

from annotator.domain.ids import DocumentId, EntryId
from annotator.domain.registry import EntryFilter
from annotator.services import projects
from tests.e2e.stage import Stage, play
from tests.factories import ANA
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from annotator.services.projects import Services

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two articles whose actors are annotated, and no registry yet."""
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA) as services:
        first = import_text(services, "zz Hassan Ghani met HTS. zz Ghani left.")
        second = import_text(services, "zz Ghani came. zz HTS fell.", "second.txt")
        for document_id, words in (
            (first, "Hassan Ghani"),
            (first, "HTS"),
            (first, "Ghani left"),
            (second, "Ghani"),
            (second, "HTS"),
        ):
            span = span_of(services, document_id, words)
            services.editing.add(document_id, span, "ACTOR")
    return path


def names(services: Services) -> dict[str, str | None]:
    """What each mention says, and whom it names."""
    found: dict[str, str | None] = {}
    for number, one in enumerate(services.project.article_ids(), start=1):
        text = services.project.document(DocumentId(one)).text
        for annotation in services.project.annotations(DocumentId(one)):
            entry = annotation.entry_id and services.registry.entry(annotation.entry_id)
            found[f"{number}: {annotation.span.text_of(text)}"] = entry.name if entry else None
    return found


def reopened(project: Path) -> tuple[dict[str, str | None], list[str], list[str]]:
    with projects.open_project(project, ANA) as services:
        ids = [EntryId(one) for one in services.registry.ids(EntryFilter())]
        entries = [row.entry.name for row in services.registry.rows(ids)]
        return names(services), entries, services.project.check()


def go_to(stage: Stage, words: str) -> None:
    """Walks the spans until one that says this is current."""
    stage.press(Qt.Key.Key_Home, CTRL)
    for _ in stage.window.view.marks():
        stage.press(Qt.Key.Key_Down, ALT)
        shown = stage.find("inspector_text").text()  # type: ignore[attr-defined]
        suggested = stage.find("inspector_suggested").text()  # type: ignore[attr-defined]
        if shown == f"“{words}”" and not suggested:
            return
    raise AssertionError(f"no span says {words}")


def the_field(stage: Stage) -> QLineEdit:
    field = stage.find("inspector_entry")
    assert isinstance(field, QLineEdit)
    return field


def start(stage: Stage) -> None:
    stage.wait(lambda: bool(stage.window.view.marks()))
    stage.wait(lambda: not stage.window.jobs.is_busy)


def test_mentions_are_linked_from_the_keyboard_and_undone(qtbot: QtBot, project: Path):
    def story(stage: Stage) -> None:
        start(stage)
        go_to(stage, "Hassan Ghani")
        stage.press("k")
        stage.press(Qt.Key.Key_Return)  # a new entry of what stands there
        stage.wait(lambda: the_field(stage).text() == "Hassan Ghani")
        assert stage.window.view.hasFocus()

        go_to(stage, "HTS")
        stage.press("k")
        stage.press("Hayat Tahrir al-Sham")
        stage.press(Qt.Key.Key_Return)
        stage.press("k", CTRL, SHIFT)
        stage.wait(lambda: not stage.window.jobs.is_busy)

        stage.press(Qt.Key.Key_PageDown, CTRL)  # the other article
        stage.wait(lambda: "Ghani" in stage.texts(suggestions=False))
        go_to(stage, "Ghani")
        stage.press("k")
        stage.press(Qt.Key.Key_Return)  # the likeliest: the only Ghani
        stage.wait(lambda: the_field(stage).text() == "Hassan Ghani")
        stage.press("k", SHIFT)  # the next mention is in the first article
        stage.wait(lambda: "HTS" in stage.texts(suggestions=False))
        assert stage.find("inspector_text").text() == "“Hassan Ghani”"  # type: ignore[attr-defined]

        go_to(stage, "HTS")
        stage.press("z", CTRL)
        stage.wait(lambda: the_field(stage).text() == "")

    play(qtbot, project, story)

    assert reopened(project) == (
        {
            "1: Hassan Ghani": "Hassan Ghani",
            "1: HTS": None,
            "1: Ghani left": None,
            "2: Ghani": "Hassan Ghani",
            "2: HTS": None,
        },
        ["Hassan Ghani"],
        [],
    )


def test_the_registry_is_worked_through_from_the_keyboard(qtbot: QtBot, project: Path):
    def press(window: object, key: Qt.Key | str, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        target = window.focusWidget() or window  # type: ignore[attr-defined]
        (qtbot.keyClicks if isinstance(key, str) else qtbot.keyClick)(target, key, held)
        for _ in range(4):
            QApplication.processEvents()

    def story(stage: Stage) -> None:
        start(stage)
        stage.press("r", CTRL, SHIFT)
        (registry,) = [
            one for one in QApplication.topLevelWidgets() if one.objectName() == "registry_window"
        ]
        stage.wait(registry.isActiveWindow)
        tables = {
            name: registry.findChild(QTableView, name)
            for name in ("registry_table", "unlinked_table", "registry_mentions")
        }
        for name in ("Hassan Ghani", "Ghani"):
            press(registry, name)
            press(registry, "n", ALT)  # a button that is pressed so takes a moment
            stage.wait(lambda: registry.focusWidget().objectName() == "entry_name_field")
            assert registry.focusWidget().text() == name
            press(registry, "f", CTRL)
        press(registry, "u", ALT)
        stage.wait(lambda: tables["unlinked_table"].model().rowCount() == 4)
        tables["unlinked_table"].setFocus()
        assert tables["unlinked_table"].model().index(0, 0).data() == "HTS"  # the commonest
        press(registry, Qt.Key.Key_Down)
        assert tables["unlinked_table"].model().index(1, 3).data() == "Ghani"
        press(registry, Qt.Key.Key_Return)  # to whom it may be
        stage.wait(lambda: not stage.window.jobs.is_busy)

        press(registry, "f", CTRL)
        press(registry, Qt.Key.Key_Return)  # into the list, nothing searched for
        press(registry, "a", CTRL)
        merge = registry.findChild(QPushButton, "registry_merge")
        assert merge.isEnabled()
        menu = merge.menu()
        menu.aboutToShow.emit()
        next(one for one in menu.actions() if one.text() == "Hassan Ghani").trigger()
        stage.wait(lambda: not stage.window.jobs.is_busy)
        stage.wait(lambda: tables["registry_table"].model().rowCount() == 1)

        press(registry, "f", CTRL)
        press(registry, Qt.Key.Key_Return)
        stage.wait(lambda: tables["registry_mentions"].model().rowCount() == 1)
        tables["registry_mentions"].setFocus()
        press(registry, Qt.Key.Key_Down)
        press(registry, Qt.Key.Key_Return)
        stage.wait(lambda: stage.texts(suggestions=False) == ["Ghani", "HTS"])
        assert stage.window.isActiveWindow()
        registry.activateWindow()
        stage.wait(registry.isActiveWindow)
        press(registry, Qt.Key.Key_Escape)
        assert not registry.isVisible()

    play(qtbot, project, story)

    found, entries, problems = reopened(project)
    assert (found["2: Ghani"], entries, problems) == ("Hassan Ghani", ["Hassan Ghani"], [])
