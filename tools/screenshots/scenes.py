"""What there is a picture of: how each screen is come by."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QTableView,
    QWidget,
)

from annotator.domain.ids import DocumentId
from annotator.services.jobs import JobContext
from annotator.ui.editor.drags import Grain
from tools.screenshots import content

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tools.screenshots.stage import Stage

QUOTE = "“We were told at the gangway"


@dataclass(frozen=True, slots=True)
class Scene:
    """play: brings what is shown onto the stage. project: None for the welcome.

    is_extra: only looked at, no part of the documentation. settings: other than the usual ones.
    """

    name: str
    play: Callable[[Stage], object]
    project: Path | None = content.STARTER
    is_extra: bool = False
    settings: dict[str, Any] = field(default_factory=dict)


def scenes() -> list[Scene]:
    """All of them, in the order of the guide."""
    empty, odd = content.EMPTY, content.ODD
    return [
        Scene("welcome", lambda _: None, None),
        Scene("welcome-recent", _recent),
        Scene("window", _quote),
        Scene("first-steps", lambda _: None, settings={"toured": False}),
        Scene("label-bar", _label_bar),
        Scene("palette", lambda stage: stage.do("palette")),
        Scene("find", _find),
        Scene("concordance", _concordance),
        Scene("review", _review),
        Scene("decide", lambda stage: stage.do("decide_many")),
        Scene("history", _history),
        Scene("filter", _filter),
        Scene("details", lambda stage: stage.do("details")),
        Scene("registry", _registry),
        Scene("scheme", lambda stage: stage.do("label_scheme")),
        Scene("export", _export),
        Scene("import-report", _report),
        Scene("repair", _repair, content.WIRE),
        Scene("columns", _columns, empty),
        Scene("reading", lambda stage: stage.do("reading")),
        Scene("keys", lambda stage: stage.do("show_keys")),
        Scene("change-keys", lambda stage: stage.do("change_keys")),
        Scene("suggestion", lambda stage: stage.do("next_suggestion"), is_extra=True),
        Scene("flag", lambda stage: stage.do("flag"), is_extra=True),
        Scene("batch", lambda stage: stage.do("batch"), is_extra=True),
        Scene("paste", _paste, is_extra=True),
        Scene("no-project-yet", lambda _: None, empty, is_extra=True),
        Scene("no-articles-hit", _no_articles, is_extra=True),
        Scene("no-hits", lambda stage: _search(stage, "zeppelin"), is_extra=True),
        Scene("no-entries", lambda stage: stage.do("registry"), empty, is_extra=True),
        Scene("nothing-suggested", lambda stage: stage.do("decide_many"), odd, is_extra=True),
        Scene("no-action", _no_action, is_extra=True),
        Scene("no-history", lambda stage: stage.do("history"), odd, is_extra=True),
        Scene("right-to-left", lambda _: None, odd, is_extra=True),
        Scene("long-words", lambda stage: stage.open_article(1), odd, is_extra=True),
        Scene("long-details", _long_details, odd, is_extra=True),
        Scene("backups", _backups, is_extra=True),
        Scene("no-backups", lambda stage: stage.do("backups"), empty, is_extra=True),
        Scene("recover", _recover, is_extra=True),
        Scene("recovered", _recovered, is_extra=True),
        Scene("about", lambda stage: _do_and_wait(stage, "about"), is_extra=True),
        Scene("installation", lambda stage: _do_and_wait(stage, "self_test"), is_extra=True),
        Scene("error-report", _error_report, is_extra=True),
    ]


def _recent(stage: Stage) -> None:
    stage.program.workbench.close_project()
    stage.window.welcome.show_recent(content.recent())


def _export(stage: Stage) -> None:
    """A format that cannot carry everything, and what it does about that."""
    stage.do("export")
    formats = stage.find(QListWidget, "export_format")
    assert isinstance(formats, QListWidget)
    (item,) = formats.findItems("CoNLL", Qt.MatchFlag.MatchContains)
    formats.setCurrentItem(item)
    said = stage.find(QLabel, "export_said")
    assert isinstance(said, QLabel)
    stage.wait(lambda: "Looking" not in said.text())


def _quote(stage: Stage) -> None:
    """A quotation, with a line to who said it and the guideline of its label."""
    stage.make_current(QUOTE, "QUOTE")


def _label_bar(stage: Stage) -> None:
    stage.window.view.picked.emit(stage.select("sports hall"), Grain.WORD)


def _find(stage: Stage) -> None:
    stage.do("find")
    _type(stage, "find_field", "strike")


def _concordance(stage: Stage) -> None:
    _search(stage, "said")


def _search(stage: Stage, words: str) -> None:
    stage.do("find_everywhere")
    line = stage.find(QLineEdit, "query_line")
    assert isinstance(line, QLineEdit)
    line.setText(words)
    line.returnPressed.emit()
    stage.wait(lambda: not stage.window.jobs.is_busy)
    stage.wait_for_fading()


def _review(stage: Stage) -> None:
    stage.open_article(4)
    stage.select("Halvard")
    stage.do("tag_in_project")
    stage.wait(lambda: not stage.window.jobs.is_busy)


def _history(stage: Stage) -> None:
    _quote(stage)
    stage.do("history")


def _filter(stage: Stage) -> None:
    bar = stage.window.articles.filter
    bar.toggle_unfinished()
    stage.settle()
    bar.open_panel()


def _registry(stage: Stage) -> None:
    stage.do("registry")
    page = stage.find(QWidget, "registry_table")
    page.selectRow(0)  # type: ignore[attr-defined]


def _paste(stage: Stage) -> None:
    from annotator.ui.dialogs.paste import PasteDialog

    PasteDialog("Ferry strike ends\n\nThe first boat left at six.", stage.window).show()


def _report(stage: Stage) -> None:
    from annotator.ui.dialogs.report import ReportDialog

    found = content.problems()
    said = f"Imported: 1 article, {len(found)} left out (2 of them spans)."
    ReportDialog(said, found, stage.window, repairable=2).show()


def _repair(stage: Stage) -> None:
    from annotator.ui.dialogs.repair import RepairDialog

    services = stage.program.workbench.services
    assert services is not None
    RepairDialog(services, stage.window.jobs, content.misfits(), parent=stage.window).show()
    stage.wait(lambda: not stage.window.jobs.is_busy)
    stage.wait_for_fading()


def _columns(stage: Stage) -> None:
    """A table whose columns must be chosen, half done."""
    stage.program.traffic.import_paths([content.table()])
    stage.wait(lambda: stage.window.findChild(QDialog, "columns_dialog") is not None)
    for name, column in (("text", "Words"), ("title", "Heading"), ("published", "Day")):
        choice = stage.find(QComboBox, f"column_of_{name}")
        assert isinstance(choice, QComboBox)
        choice.setCurrentText(column)
    stage.settle()


def _backups(stage: Stage) -> None:
    """Two backups, and what the older one would take back."""
    services = stage.program.workbench.services
    assert services is not None
    services.backing_up.job().work(JobContext())
    stage.make_current("", "LOCATION")
    stage.do("reject")
    first = DocumentId(services.project.article_ids()[0])
    services.article_editing.set_note(first, "Ask the desk for the second report.")
    services.backing_up.job().work(JobContext())
    stage.do("backups")
    stage.wait(lambda: not stage.window.jobs.is_busy)
    table = stage.find(QTableView, "backups")
    assert isinstance(table, QTableView)
    table.selectRow(1)
    stage.wait_for_fading()
    stage.wait(lambda: not stage.window.jobs.is_busy)


def _recover(stage: Stage) -> None:
    from annotator.ui.dialogs.recover import RecoverDialog

    RecoverDialog(content.holed(), datetime(2026, 3, 1, 18, 30, tzinfo=UTC), stage.window).show()


def _recovered(stage: Stage) -> None:
    """What was saved from a file with holes in it."""
    from annotator.services.recovering import recovery_job
    from annotator.ui.dialogs.recovery import RecoveryDialog

    RecoveryDialog(recovery_job(content.holed()).work(JobContext()), stage.window).show()


def _do_and_wait(stage: Stage, action: str) -> None:
    stage.do(action)
    stage.wait(lambda: not stage.window.jobs.is_busy)


def _error_report(stage: Stage) -> None:
    from annotator.services.crashes.reports import report_error
    from annotator.ui.dialogs.crash import CrashDialog

    try:
        content.nothing["Homs"]  # type: ignore[attr-defined]
    except AttributeError as error:
        report = report_error(error, process="the window")
    CrashDialog(report, "Something unexpected happened. Nothing is lost.", stage.window).show()


def _no_articles(stage: Stage) -> None:
    _type(stage, "article_filter", "zeppelin")
    stage.wait(stage.window.articles.is_empty)


def _no_action(stage: Stage) -> None:
    stage.do("palette")
    _type(stage, "palette_field", "zeppelin")


def _long_details(stage: Stage) -> None:
    stage.open_article(1)
    stage.do("details")


def _type(stage: Stage, name: str, words: str) -> None:
    field = stage.find(QLineEdit, name)
    assert isinstance(field, QLineEdit)
    field.setText(words)
    field.textEdited.emit(words)
    stage.wait_for_fading()
