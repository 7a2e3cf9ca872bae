"""The export dialog over a real project; its jobs run where they are started."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from annotator.domain.document import ArticleFilter, Status
from annotator.domain.span import Span
from annotator.domain.splitting import SplitPlan
from annotator.services.describing import FormatRow, describe_formats
from annotator.services.exports.selection import Selection
from annotator.services.jobs import InlineRunner, JobContext
from annotator.ui.dialogs.export import ExportDialog, LostDialog
from tests.services.helpers import import_text, span_of, suggest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeVar

    from pytestqt.qtbot import QtBot

    from annotator.services.jobs import Handle, Job
    from annotator.services.projects import Services

    W = TypeVar("W", bound=QWidget)

TEXT = "Ada Bell left Oslo."


def find(widget: QWidget, kind: type[W], name: str) -> W:
    found = widget.findChild(kind, name)
    assert found is not None, name
    return found


def run_here(
    job: Job[Any],
    on_done: Callable[[Any], None],
    on_error: Callable[[BaseException], None],
    *,
    on_progress: Callable[[Any], None] = lambda _: None,
) -> Handle:
    return InlineRunner().run(job, on_done=on_done, on_error=on_error, on_progress=on_progress)


@dataclass
class Later:
    """Keeps jobs that were started, and does them when it is told to."""

    started: list[tuple[Job[Any], Callable[..., None], Callable[..., None], JobContext]] = field(
        default_factory=list
    )

    def __call__(self, job: Job[Any], on_done: Any, on_error: Any, **_: object) -> Handle:
        context = JobContext()
        self.started.append((job, on_done, on_error, context))
        return context

    def finish(self, at: int) -> None:
        job, on_done, on_error, context = self.started[at]
        InlineRunner().run(
            type(job)(job.title, lambda _: job.work(context)), on_done=on_done, on_error=on_error
        )


class Stage:
    """The dialog, and what is seen of it."""

    def __init__(self, qtbot: QtBot, services: Services, **more: Any) -> None:
        self.qtbot = qtbot
        run = more.pop("run", run_here)
        self.dialog = ExportDialog(services.exporting, run, **more)
        qtbot.addWidget(self.dialog)
        self.wait()

    def wait(self) -> None:
        """Until what rests for a moment has been looked at."""
        timers = self.dialog.findChildren(QTimer)
        self.qtbot.waitUntil(lambda: not any(one.isActive() for one in timers))

    def click(self, name: str) -> None:
        find(self.dialog, QCheckBox, name).click()
        self.wait()

    def choose(self, name: str, text: str) -> None:
        find(self.dialog, QComboBox, name).setCurrentText(text)
        self.wait()

    def choose_format(self, title: str) -> None:
        formats = find(self.dialog, QListWidget, "export_format")
        (item,) = [one for one in self.items(formats) if one.text().strip() == title]
        formats.setCurrentItem(item)
        self.wait()

    @staticmethod
    def items(formats: QListWidget) -> list[Any]:
        return [formats.item(at) for at in range(formats.count())]

    @property
    def headings(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for item in self.items(find(self.dialog, QListWidget, "export_format")):
            if item.flags() & Qt.ItemFlag.ItemIsSelectable:
                found[list(found)[-1]].append(item.text().strip())
            else:
                found[item.text()] = []
        return found

    @property
    def preview(self) -> str:
        return find(self.dialog, QPlainTextEdit, "export_preview").toPlainText()

    @property
    def texts(self) -> list[str]:
        """Of the articles that the preview shows."""
        _, *blocks = self.preview.split("\n\n")
        return [json.loads(block)["text"] for block in blocks]

    @property
    def said(self) -> str:
        return find(self.dialog, QLabel, "export_said").text()

    @property
    def about(self) -> str:
        return find(self.dialog, QLabel, "remark").text()

    @property
    def can_export(self) -> bool:
        return find(self.dialog, QPushButton, "export_save").isEnabled()

    def table(self, name: str) -> list[list[str]]:
        return cells(self.dialog, name)


def cells(widget: QWidget, name: str) -> list[list[str]]:
    model = find(widget, QTableView, name).model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@pytest.fixture
def articles(services: Services) -> list[Any]:
    """Three: one done, two new, one of those with a suggestion."""
    ids = [import_text(services, f"{name} left.") for name in ("Ada", "Bob", "Cyd")]
    services.editing.set_status(ids[0], Status.DONE)
    suggest(services, ids[1], ("Bob", "ACTOR"))
    return ids


@pytest.fixture
def stage(qtbot: QtBot, services: Services, articles: object) -> Stage:
    return Stage(qtbot, services, labels=services.browsing.scheme().names())


@pytest.fixture
def overlapping(qtbot: QtBot, services: Services) -> Stage:
    """One article with two spans of which one lies within the other."""
    document_id = import_text(services, TEXT)
    for words in ("Ada Bell", "Bell", "Oslo"):
        services.editing.add(document_id, span_of(services, document_id, words), "ACTOR")
    return Stage(qtbot, services)


# ---------------------------------------------------------------- what is exported


def test_it_shows_how_the_file_begins(stage: Stage):
    assert stage.texts == ["Ada left.", "Bob left.", "Cyd left."]
    assert stage.preview.startswith("annotations.jsonl\n")
    assert stage.said == "3 articles, 0 annotations. Everything fits."
    assert stage.dialog.extension() == ".jsonl"
    assert not stage.dialog.makes_folder()


def test_what_is_shown_follows_what_is_chosen(stage: Stage):
    stage.click("export_new")

    assert stage.texts == ["Ada left."]
    assert stage.said.startswith("1 article, ")
    assert stage.dialog.request().where.statuses == frozenset(Status) - {Status.NEW}

    stage.click("export_new")
    stage.click("export_suggestions")
    assert "spacy.ner.v1" in stage.preview
    assert stage.said == "3 articles, 0 annotations, 1 suggestion. Everything fits."
    assert stage.dialog.request().suggestions
    assert stage.dialog.request().where.statuses is None


def test_nothing_to_export_cannot_be_exported(stage: Stage):
    for name in ("new", "done"):
        stage.click(f"export_{name}")
    assert not stage.can_export

    stage.click("export_done")
    assert stage.can_export


def test_what_the_list_shows_can_be_exported(qtbot: QtBot, services: Services, articles: object):
    stage = Stage(qtbot, services, listed=ArticleFilter(statuses=frozenset({Status.NEW})))

    assert len(stage.texts) == 3
    stage.choose("export_articles", "Those in the list")
    assert stage.texts == ["Bob left.", "Cyd left."]
    stage.click("export_new")
    assert not stage.can_export


def test_a_list_that_shows_everything_is_no_choice(stage: Stage):
    assert find(stage.dialog, QComboBox, "export_articles").isHidden()


def test_labels_and_people_can_be_chosen(qtbot: QtBot, services: Services, articles: list[Any]):
    services.editing.add(articles[0], Span(0, 3), "ACTOR")
    services.editing.add(articles[1], Span(0, 3), "CLAIM")
    stage = Stage(qtbot, services, labels=("ACTOR", "CLAIM"), annotators=("Ana", "Ben"))
    for name, ticked in (("export_labels", "CLAIM"), ("export_annotators", "Ana")):
        (action,) = [
            one
            for one in find(stage.dialog, QPushButton, name).menu().actions()
            if one.data() == ticked
        ]
        action.trigger()
    for name in ("export_by_hand", "export_annotated"):
        stage.click(name)

    assert stage.dialog.request().selection == Selection(
        labels=frozenset({"CLAIM"}),
        annotators=frozenset({"Ana"}),
        by_hand_only=True,
        annotated_only=True,
    )


def test_articles_without_annotations_are_not_previewed_where_they_are_left_out(
    qtbot: QtBot, services: Services, articles: list[Any]
):
    services.editing.add(articles[2], Span(0, 3), "ACTOR")
    stage = Stage(qtbot, services)
    stage.click("export_annotated")

    assert stage.texts == ["Cyd left."]


def test_a_split_makes_a_folder_of_parts(stage: Stage):
    split = find(stage.dialog, QComboBox, "export_split")
    seed = find(stage.dialog, QWidget, "export_seed")
    assert not seed.isVisibleTo(stage.dialog)
    split.setCurrentIndex(split.findData({"train": 0.9, "test": 0.1}))
    stage.wait()

    assert stage.dialog.makes_folder()
    assert stage.dialog.request().split == SplitPlan({"train": 0.9, "test": 0.1})
    assert stage.preview.startswith("train.jsonl\n")
    assert stage.said.startswith("3 articles (train 3, test 0), ")
    assert seed.isVisibleTo(stage.dialog)
    stage.choose("export_split_by", "by date, the newest last")
    assert not seed.isVisibleTo(stage.dialog)


# ---------------------------------------------------------------- formats


def test_formats_stand_under_what_they_are_for(stage: Stage):
    headings = stage.headings
    assert list(headings) == ["For training", "For other tools", "For people"]
    assert headings["For training"][:2] == ["JSONL", "spaCy"]
    titles = {title for some in headings.values() for title in some}
    assert titles == {one.title for one in describe_formats() if one.writes}


def test_a_format_says_what_it_is_for_and_what_it_has_no_place_for(stage: Stage):
    assert stage.about.endswith("There is a place for everything.")
    stage.choose_format("CoNLL")
    assert stage.about.startswith("Trains sequence taggers")
    assert "Spans cannot overlap" in stage.about


def test_a_plug_in_that_says_little_of_itself_can_be_chosen(
    qtbot: QtBot, services: Services, articles: object, monkeypatch: pytest.MonkeyPatch
):
    notes = FormatRow("notes", "Notes", (".notes",), reads=False, writes=True)
    rows = [*describe_formats(), notes]
    monkeypatch.setattr("annotator.ui.dialogs.export.dialog.describe_formats", lambda: rows)
    stage = Stage(qtbot, services)

    assert stage.headings["From plug-ins"] == ["Notes"]
    stage.choose_format("Notes")
    assert stage.about == ""
    assert stage.dialog.extension() == ".notes"
    assert not find(stage.dialog, QWidget, "export_options").isVisibleTo(stage.dialog)
    assert "notes" in stage.said  # no such format is installed
    assert not stage.can_export


def test_headings_cannot_be_chosen_with_the_keyboard(stage: Stage, qtbot: QtBot):
    stage.dialog.show()
    formats = find(stage.dialog, QListWidget, "export_format")
    titles = [stage.dialog.request().format]
    for _ in range(formats.count()):
        qtbot.keyClick(formats, Qt.Key.Key_Down)
        titles.append(stage.dialog.request().format)

    assert set(titles) == {one.name for one in describe_formats() if one.writes}


def test_options_belong_to_their_format_and_are_kept_while_one_looks_at_others(stage: Stage):
    stage.choose_format("CoNLL")
    stage.choose("export_option_tags", "BILUO")
    find(stage.dialog, QLineEdit, "export_option_labels").setText("ACTOR")
    chosen = {"tags": "BILUO", "labels": "ACTOR"}
    assert stage.dialog.request().options == chosen

    stage.choose_format("JSONL")
    assert stage.dialog.request().options == {}
    stage.choose_format("CoNLL")
    assert stage.dialog.request().options == chosen


def test_a_box_is_ticked_for_an_option_of_yes_and_no(stage: Stage):
    stage.choose_format("Excel workbook")
    assert stage.dialog.request().options == {}
    stage.click("export_option_texts")
    assert stage.dialog.request().options == {"texts": "no"}


def test_what_was_chosen_the_last_time_is_chosen_again(stage: Stage):
    stage.dialog.choose("conll", {"tags": "IOB1", "columns": "seven", "indent": "2"})
    stage.wait()

    assert stage.dialog.request().format == "conll"
    assert stage.dialog.request().options == {"tags": "IOB1"}  # the others are there no more


def test_a_format_that_is_not_there_any_more_changes_nothing(stage: Stage):
    stage.dialog.choose("clay-tablets", {})
    assert stage.dialog.request().format == "jsonl"


# ---------------------------------------------------------------- what fits


def test_each_rule_says_what_it_costs_and_which_spans(overlapping: Stage):
    assert overlapping.said == "1 article, 3 annotations. Everything fits."
    assert not find(overlapping.dialog, QTableView, "export_rules").isVisibleTo(overlapping.dialog)

    overlapping.choose_format("CoNLL")

    assert overlapping.said == "1 article, 3 annotations. Not all of it fits:"
    first, *_ = overlapping.table("export_rules")
    assert first[:3] == ["1", "span", "dropped"]
    assert overlapping.table("export_losses") == [["Ada Bell left Oslo.", "ACTOR", "4–8", "Bell"]]
    assert find(overlapping.dialog, QLabel, "export_rule").text() == first[3]


def test_another_rule_shows_its_own(overlapping: Stage, qtbot: QtBot):
    overlapping.choose_format("CoNLL")
    rules = find(overlapping.dialog, QTableView, "export_rules")
    history = [row[1] for row in overlapping.table("export_rules")].index("time or provenance")
    rules.selectRow(history)

    assert overlapping.table("export_losses") == [
        ["Ada Bell left Oslo.", "", "", "3 in this article"]
    ]


def test_what_is_no_span_is_told_more_calmly(overlapping: Stage):
    overlapping.choose_format("doccano")
    assert overlapping.said == (
        "1 article, 3 annotations. Every span and relation fits. What is left out:"
    )


def test_an_option_that_makes_no_sense_is_said_and_nothing_can_be_exported(overlapping: Stage):
    overlapping.choose_format("Chat fine-tuning")
    field = find(overlapping.dialog, QLineEdit, "export_option_tokens")
    field.setText("many")
    overlapping.wait()

    assert "many" in overlapping.said
    assert not overlapping.can_export
    assert overlapping.preview == ""

    field.setText("500")
    overlapping.wait()
    assert overlapping.can_export


def test_a_format_with_a_fault_is_said_and_reported(
    qtbot: QtBot, services: Services, articles: object, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise RuntimeError("no wedge")

    monkeypatch.setattr("annotator.formats.jsonl.format.Jsonl.write", fail)
    with qtbot.captureExceptions() as caught:
        dialog = ExportDialog(services.exporting, run_here)
        qtbot.addWidget(dialog)
        with qtbot.waitSignal(dialog.failed) as reported:
            pass
    assert not caught
    assert isinstance(reported.args[0], RuntimeError)
    assert "went wrong" in find(dialog, QLabel, "export_said").text()
    assert not find(dialog, QPushButton, "export_save").isEnabled()


# ---------------------------------------------------------------- in the background


def test_it_looks_in_the_background_and_for_the_last_choice_only(
    qtbot: QtBot, services: Services, articles: object
):
    later = Later()
    stage = Stage(qtbot, services, run=later)
    assert stage.said == "Looking at what fits…"
    assert stage.can_export  # one need not wait
    later.finish(0)
    assert len(stage.texts) == 3
    assert stage.said == "Looking at what fits…"

    stage.click("export_new")
    assert later.started[1][3].is_cancelled
    later.finish(1)
    assert stage.said == "Looking at what fits…"

    later.finish(2)
    later.finish(3)
    assert stage.texts == ["Ada left."]
    assert stage.said == "1 article, 0 annotations. Everything fits."


def test_it_looks_no_further_when_it_is_closed(qtbot: QtBot, services: Services, articles: object):
    later = Later()
    stage = Stage(qtbot, services, run=later)
    stage.dialog.show()
    qtbot.keyClick(stage.dialog, Qt.Key.Key_Escape)

    assert stage.dialog.isHidden()
    assert later.started[0][3].is_cancelled
    later.finish(0)
    assert stage.preview == ""
    assert len(later.started) == 1


# ---------------------------------------------------------------- the keyboard


def test_tab_goes_through_all_of_it_from_top_to_bottom(overlapping: Stage, qtbot: QtBot):
    stage = overlapping
    stage.choose_format("CoNLL")
    stage.dialog.show()
    names = []
    for _ in range(40):
        widget = stage.dialog.focusWidget()
        assert widget is not None
        if widget.objectName() in names[:1]:
            break
        names.append(widget.objectName())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)

    wanted = [
        *("export_format", "export_new", "export_done", "export_annotated", "export_labels"),
        *("export_suggestions", "export_by_hand", "export_split", "export_option_tags"),
        *("export_option_overlaps", "qt_tabwidget_tabbar", "export_rules", "export_losses"),
        "export_save",
    ]
    assert names[0] == "export_format"  # where the keyboard is at first
    assert [one for one in names if one in wanted] == wanted
    assert len(names) < 40  # and round again


def test_letters_lead_to_the_fields_and_none_to_two(stage: Stage):
    stage.choose_format("CoNLL")
    texts = [
        *(one.text() for one in stage.dialog.findChildren(QCheckBox)),
        *(one.text() for one in stage.dialog.findChildren(QPushButton) if one.text()),
        *(one.text() for one in stage.dialog.findChildren(QLabel) if one.buddy() is not None),
    ]
    letters = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]
    assert len(letters) > 10
    assert len(set(letters)) == len(letters)


def test_return_asks_where(stage: Stage, qtbot: QtBot):
    stage.dialog.show()
    formats = find(stage.dialog, QListWidget, "export_format")
    asked = []
    stage.dialog.export_wanted.connect(lambda: asked.append(1))
    qtbot.keyClick(formats, Qt.Key.Key_Return)

    assert asked == [1]
    assert stage.dialog.isVisible()  # until one has said where


# ---------------------------------------------------------------- afterwards


def test_what_did_not_fit_is_shown_with_the_place_of_the_report(
    overlapping: Stage, services: Services, tmp_path: Path, qtbot: QtBot
):
    overlapping.choose_format("CoNLL")
    job = services.exporting.job(overlapping.dialog.request(), tmp_path / "out.conll")
    report = job.work(JobContext())
    dialog = LostDialog(report)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)

    assert report.told_in.is_file()
    assert str(tmp_path / "out.export-report.json") in find(dialog, QLabel, "remark").text()
    assert cells(dialog, "export_losses") == [["Ada Bell left Oslo.", "ACTOR", "4–8", "Bell"]]
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()
