"""Exporting from the real window: what is asked, what is remembered, what is told afterwards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QPushButton, QTableView, QWidget

from annotator.domain.document import ArticleFilter, ListOrder, Status
from annotator.services import projects
from annotator.services.settings import SettingsFile
from annotator.ui.parts import exports
from annotator.ui.program import Program
from tests.factories import ANA, make_scheme
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TypeVar

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    W = TypeVar("W", bound=QWidget)


@pytest.fixture
def settings(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.json")


@pytest.fixture
def program(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    settings: SettingsFile,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Program]:
    """A project of two articles; in the first a span lies within another one."""
    monkeypatch.setattr("annotator.ui.parts.suggestion_runs.SuggestionRuns.suggest", lambda _: None)
    path = tmp_path / "Storm.annotator"
    with projects.create_project(path, ANA, scheme=make_scheme()) as services:
        first, _ = (import_text(services, text) for text in ("Ada Bell left.", "Bob left."))
        for words in ("Ada Bell", "Bell"):
            services.editing.add(first, span_of(services, first, words), "ACTOR")
        services.editing.set_status(first, Status.DONE)
    made = Program(qapp, settings)
    made.window.show()
    made.workbench.open_project(path)
    qtbot.waitUntil(lambda: made.desk.document is not None)
    yield made
    made.window.close()


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the export goes; whoever is asked says so."""
    place = tmp_path / "out"
    monkeypatch.setattr(exports, "ask_target", lambda *_, **__: place)
    monkeypatch.setattr(exports, "ask_folder", lambda *_: place)
    return place


def find(widget: QWidget, kind: type[W], name: str) -> W:
    found = widget.findChild(kind, name)
    assert found is not None, name
    return found


def dialogs(program: Program, name: str) -> list[QDialog]:
    found = program.window.findChildren(QDialog, name)
    return [one for one in found if one.isVisible()]


def opened(program: Program, qtbot: QtBot, title: str = "") -> QDialog:
    """The dialog, with a format chosen, when it has seen what fits."""
    program.actions["export"].trigger()
    (dialog,) = dialogs(program, "export_dialog")
    if title:
        formats = find(dialog, QListWidget, "export_format")
        items = [formats.item(at) for at in range(formats.count())]
        formats.setCurrentItem(next(one for one in items if one.text().strip() == title))
    said = find(dialog, QLabel, "export_said")
    qtbot.waitUntil(lambda: "Looking" not in said.text(), timeout=20_000)
    return dialog


def save(dialog: QDialog) -> None:
    find(dialog, QPushButton, "export_save").click()


def wait(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not program.window.jobs.is_busy, timeout=20_000)


def test_an_export_says_what_it_wrote_and_where(program: Program, qtbot: QtBot, target: Path):
    save(opened(program, qtbot))
    wait(program, qtbot)

    assert len(target.read_text().splitlines()) == 2
    said = program.window.notice.text()
    assert said == f"Exported 2 articles with 2 annotations to {target}."
    assert not find(program.window.notice, QPushButton, "notice_button").isVisible()
    assert not dialogs(program, "export_dialog")


def test_what_did_not_fit_is_shown_when_one_asks(program: Program, qtbot: QtBot, target: Path):
    save(opened(program, qtbot, "CoNLL"))
    wait(program, qtbot)
    assert program.window.notice.text().endswith("One thing did not fit as it is.")

    find(program.window.notice, QPushButton, "notice_button").click()

    (lost,) = dialogs(program, "export_lost")
    model = find(lost, QTableView, "export_losses").model()
    assert model.index(0, 3).data() == "Bell"
    assert str(target.with_name("out.export-report.json")) in find(lost, QLabel, "remark").text()
    lost.close()


def test_who_does_not_say_where_goes_on_choosing(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(exports, "ask_target", lambda *_, **__: None)
    dialog = opened(program, qtbot)
    save(dialog)

    assert dialog.isVisible()
    assert not program.window.jobs.is_busy
    dialog.reject()
    assert sorted(one.name for one in tmp_path.glob("*out*")) == []


def test_what_was_chosen_is_remembered_in_this_project(
    program: Program, qtbot: QtBot, target: Path, tmp_path: Path
):
    dialog = opened(program, qtbot, "CoNLL")
    find(dialog, QWidget, "export_option_tags").setCurrentText("BILUO")  # type: ignore[attr-defined]
    save(dialog)
    wait(program, qtbot)

    again = opened(program, qtbot)
    request = again.request()  # type: ignore[attr-defined]
    again.reject()
    kept = SettingsFile(tmp_path / "settings.json").value.exports

    assert (request.format, request.options) == ("conll", {"tags": "BILUO"})
    assert json.loads(kept[str(tmp_path / "Storm.annotator")])["format"] == "conll"


@pytest.mark.parametrize("kept", ["", "[]", '{"format": "conll"}', '{"options": 7, "format": 3}'])
def test_settings_written_by_hand_do_no_harm(
    program: Program, qtbot: QtBot, tmp_path: Path, settings: SettingsFile, kept: str
):
    settings.update(exports={str(tmp_path / "Storm.annotator"): kept})
    dialog = opened(program, qtbot)

    assert dialog.request().format == "jsonl"  # type: ignore[attr-defined]
    dialog.reject()


def test_the_filter_of_the_list_is_offered(program: Program, qtbot: QtBot):
    program.window.articles.filter.set_list(
        ArticleFilter(statuses=frozenset({Status.DONE})), ListOrder()
    )
    dialog = opened(program, qtbot)
    articles = find(dialog, QWidget, "export_articles")
    articles.setCurrentIndex(1)  # type: ignore[attr-defined]
    said = find(dialog, QLabel, "export_said")

    qtbot.waitUntil(lambda: said.text().startswith("1 article, "))
    dialog.reject()


def test_a_folder_that_is_an_export_is_replaced_only_when_that_is_wanted(
    program: Program, qtbot: QtBot, target: Path, monkeypatch: pytest.MonkeyPatch
):
    save(opened(program, qtbot, "brat"))
    wait(program, qtbot)
    report = target / "export-report.json"
    before = report.stat().st_mtime_ns
    asked: list[Path] = []

    def answer(*, agreed: bool) -> None:
        monkeypatch.setattr(exports, "may_replace", lambda _, path: (asked.append(path), agreed)[1])

    answer(agreed=False)
    dialog = opened(program, qtbot)
    save(dialog)
    assert dialog.isVisible()
    assert report.stat().st_mtime_ns == before

    answer(agreed=True)
    save(dialog)
    wait(program, qtbot)
    assert asked == [target, target]
    assert report.stat().st_mtime_ns > before


def test_a_folder_with_other_things_is_refused_with_a_sentence(
    program: Program, qtbot: QtBot, target: Path
):
    target.mkdir()
    (target / "thesis.txt").write_text("words")
    save(opened(program, qtbot, "brat"))
    wait(program, qtbot)

    assert "has other files in it" in program.window.notice.text()
    assert [one.name for one in target.iterdir()] == ["thesis.txt"]


def test_the_dialog_goes_with_its_project(program: Program, qtbot: QtBot):
    opened(program, qtbot)
    program.workbench.close_project()
    assert not dialogs(program, "export_dialog")


def test_there_is_one_dialog_at_a_time(program: Program, qtbot: QtBot):
    dialog = opened(program, qtbot)
    program.exports.export()
    assert dialogs(program, "export_dialog") == [dialog]
    dialog.reject()
