"""Headline, notice, job bar, welcome: each alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from annotator.domain.document import DocumentInfo, Metadata, Status
from annotator.domain.errors import Cancelled, KnownError
from annotator.domain.ids import DocumentId
from annotator.services.jobs import InlineRunner, Job, JobContext
from annotator.ui.panels.headline import Headline
from annotator.ui.panels.job_bar import JobBar
from annotator.ui.panels.notice import Notice
from annotator.ui.panels.welcome import Welcome
from annotator.ui.stylesheet import SCROLL_BAR_WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TypeVar

    from pytestqt.qtbot import QtBot

    W = TypeVar("W", bound=QWidget)


def find(widget: QWidget, kind: type[W], name: str) -> W:
    found = widget.findChild(kind, name)
    assert found is not None, name
    return found


# ---------------------------------------------------------------- headline


@pytest.fixture
def headline(qtbot: QtBot) -> Headline:
    headline = Headline()
    qtbot.addWidget(headline)
    return headline


def test_the_headline_shows_what_is_known(headline: Headline):
    info = DocumentInfo(
        DocumentId(1),
        Metadata(title="<i>Storm</i>", outlet="Post", byline="A. Quill", published="2026-11-22"),
        Status.FLAGGED,
        "unclear",
    )

    headline.show_info(info)

    assert find(headline, QLabel, "article_title").text() == "<i>Storm</i>"
    assert find(headline, QLabel, "article_title").textFormat() is Qt.TextFormat.PlainText
    line = find(headline, QLabel, "article_details").text()
    assert line == "Post  ·  A. Quill  ·  22 November 2026  ·  flagged: unclear"


def test_the_headline_leaves_out_what_is_not_known(headline: Headline):
    headline.show_info(DocumentInfo(DocumentId(1), Metadata(title="Storm")))
    assert find(headline, QLabel, "article_details").text() == "new"

    headline.show_info(None)
    assert find(headline, QLabel, "article_title").text() == ""
    assert find(headline, QLabel, "article_details").text() == ""


def test_the_details_follow_the_direction_of_the_title(headline: Headline):
    for title, backwards in (("عاصفة", True), ("2026: سيل", True), ("Storm عاصفة", False)):
        headline.show_info(DocumentInfo(DocumentId(1), Metadata(title=title, outlet="Post")))
        assert find(headline, QLabel, "article_details").text().startswith("\u200f") is backwards


def test_the_headline_stands_above_the_lines_of_the_article(headline: Headline, qtbot: QtBot):
    headline.show_info(DocumentInfo(DocumentId(1), Metadata(title="Storm")))
    headline.set_left(50)
    headline.resize(600, 90)
    with qtbot.waitExposed(headline):
        headline.show()

    title = find(headline, QLabel, "article_title").geometry()

    assert (title.left(), title.right() + 1) == (50, 600 - SCROLL_BAR_WIDTH - 50)


# ---------------------------------------------------------------- notice


@pytest.fixture
def notice(qtbot: QtBot) -> Notice:
    notice = Notice()
    qtbot.addWidget(notice)
    return notice


def test_a_notice_is_hidden_until_there_is_something_to_say(notice: Notice, qtbot: QtBot):
    assert notice.isHidden()
    assert notice.text() == ""

    notice.show_text("Imported.")

    assert notice.isVisible()
    assert notice.text() == "Imported."
    assert not find(notice, QPushButton, "notice_button").isVisible()
    (close,) = notice.findChildren(QToolButton)
    close.click()
    assert notice.text() == ""


def test_the_button_of_a_notice_acts_once_and_puts_it_away(notice: Notice):
    calls: list[str] = []
    notice.show_text("Removed.", "Undo", lambda: calls.append("undo"))
    button = find(notice, QPushButton, "notice_button")
    assert button.text() == "Undo"

    button.click()

    assert calls == ["undo"]
    assert notice.isHidden()


def test_what_the_button_does_may_show_another_notice(notice: Notice):
    notice.show_text("Damaged.", "Open the backup", lambda: notice.show_text("No backup."))

    find(notice, QPushButton, "notice_button").click()

    assert notice.text() == "No backup."


def test_the_last_notice_has_no_button_of_the_one_before(notice: Notice):
    calls: list[str] = []
    notice.show_text("Removed.", "Undo", lambda: calls.append("undo"))
    notice.show_text("Exported.")

    assert not find(notice, QPushButton, "notice_button").isVisible()
    assert calls == []


def test_a_long_sentence_is_shown_on_more_lines(notice: Notice):
    notice.resize(400, 10)
    notice.show_text("Short.", "Undo")
    low = notice.layout().totalHeightForWidth(400)

    notice.show_text("A sentence that goes on. " * 12, "Undo")

    assert notice.minimumSizeHint().width() < 400
    assert notice.layout().totalHeightForWidth(400) > low + 2 * notice.fontMetrics().lineSpacing()


# ---------------------------------------------------------------- job bar


class ManualRunner:
    """Keeps what it is given; a test says when what happens."""

    def __init__(self) -> None:
        self.started: list[dict[str, Any]] = []
        self.contexts: list[JobContext] = []

    def run(self, job: Job[Any], **callbacks: Any) -> JobContext:
        context = JobContext(callbacks["on_progress"])
        self.started.append(callbacks)
        self.contexts.append(context)
        return context


@pytest.fixture
def make_bar(qtbot: QtBot) -> Callable[[Any], JobBar]:
    def make(runner: Any) -> JobBar:
        bar = JobBar(runner)
        qtbot.addWidget(bar)
        return bar

    return make


def test_a_job_runs_and_hands_over_its_result(make_bar):
    bar = make_bar(InlineRunner())
    results: list[int] = []
    seen: list[tuple[bool, str]] = []

    def work(context: JobContext) -> int:
        context.report(3, 10)
        seen.append((bar.isVisible(), find(bar, QLabel, "job_label").text()))
        assert bar.is_busy
        return 42

    bar.run(Job("Counting", work), results.append)

    assert results == [42]
    assert seen == [(True, "Counting: 3 of 10")]
    assert bar.isHidden()
    assert not bar.is_busy


def test_a_job_that_fails_is_told_once_and_leaves_the_bar_free(make_bar, qtbot: QtBot):
    bar = make_bar(InlineRunner())
    error = KnownError("No.")

    def work(_: JobContext) -> None:
        raise error

    with qtbot.waitSignal(bar.failed) as signal:
        bar.run(Job("Failing", work), pytest.fail)

    assert signal.args == [error]
    assert not bar.is_busy
    assert bar.isHidden()


def test_a_job_that_was_cancelled_is_no_failure(make_bar, qtbot: QtBot):
    bar = make_bar(InlineRunner())

    def work(_: JobContext) -> None:
        raise Cancelled

    with qtbot.assertNotEmitted(bar.failed):
        bar.run(Job("Stopping", work), pytest.fail)

    assert not bar.is_busy


def test_stopping_a_job_is_said_while_it_stops_and_afterwards(make_bar, qtbot: QtBot):
    runner = ManualRunner()
    bar = make_bar(runner)
    bar.run(Job("Looking", lambda _: None), pytest.fail)
    stop = find(bar, QToolButton, "job_cancel")

    stop.click()

    assert runner.contexts[0].is_cancelled
    assert find(bar, QLabel, "job_label").text() == "Stopping…"
    assert not stop.isEnabled()
    with qtbot.waitSignal(bar.stopped) as signal:
        runner.started[0]["on_error"](Cancelled())
    assert signal.args == ["Looking"]
    assert bar.isHidden()


def test_a_job_that_can_wait_is_paused_goes_on_and_can_be_stopped_meanwhile(make_bar):
    runner = ManualRunner()
    bar = make_bar(runner)
    bar.run(Job("Looking", lambda _: None, can_pause=True), pytest.fail)
    (context,) = runner.contexts
    pause, label = find(bar, QToolButton, "job_pause"), find(bar, QLabel, "job_label")
    context.report(3, 8)

    pause.click()
    assert context.is_paused
    assert (pause.text(), label.text()) == ("Go on", "Paused: 3 of 8")
    context.report(8, 8)  # what was in hand is done all the same
    assert label.text() == "Paused: 8 of 8"

    pause.click()
    assert not context.is_paused
    assert pause.text() == "Pause"

    bar.toggle_pause()
    find(bar, QToolButton, "job_cancel").click()
    assert context.is_cancelled
    assert not context.is_paused
    bar.toggle_pause()
    assert not context.is_paused


def test_a_job_that_cannot_wait_offers_no_pause(make_bar):
    runner = ManualRunner()
    bar = make_bar(runner)
    bar.run(Job("Looking", lambda _: None), pytest.fail)

    assert not bar.toggle_pause()
    assert find(bar, QToolButton, "job_pause").isHidden()
    assert not runner.contexts[0].is_paused


def test_a_quiet_job_is_told_of_when_it_takes_long(make_bar, qtbot: QtBot):
    runner = ManualRunner()
    bar = make_bar(runner)
    bar.run(Job("Learning", lambda _: None), lambda _: None, is_quiet=True)
    assert bar.isHidden()
    assert bar.is_busy

    qtbot.waitUntil(lambda: not bar.isHidden(), timeout=3_000)

    assert find(bar, QLabel, "job_label").text() == "Learning"
    runner.started[0]["on_done"](None)
    assert bar.isHidden()


def test_a_quiet_job_does_not_hide_another(make_bar):
    runner = ManualRunner()
    bar = make_bar(runner)
    bar.run(Job("Looking", lambda _: None), pytest.fail)
    bar.run(Job("Learning", lambda _: None), pytest.fail, is_quiet=True)

    assert find(bar, QLabel, "job_label").text() == "Looking"
    find(bar, QToolButton, "job_cancel").click()
    assert [one.is_cancelled for one in runner.contexts] == [True, False]


def test_whoever_wants_may_take_the_failures(make_bar, qtbot: QtBot):
    bar = make_bar(InlineRunner())
    taken: list[type[BaseException]] = []

    for error in (KnownError("No."), Cancelled()):

        def work(_: JobContext, error: BaseException = error) -> None:
            raise error

        with qtbot.assertNotEmitted(bar.failed):
            bar.run(Job("Failing", work), pytest.fail, lambda raised: taken.append(type(raised)))

    assert taken == [KnownError, Cancelled]


def test_a_job_of_unknown_length_says_what_it_is_at(make_bar):
    runner = ManualRunner()
    bar = make_bar(runner)
    bar.run(Job("Looking", lambda _: None), lambda _: None)
    assert find(bar, QLabel, "job_label").text() == "Looking"

    runner.contexts[0].report(0, None, "loading")

    assert find(bar, QLabel, "job_label").text() == "Looking: loading"
    assert find(bar, QProgressBar, "job_progress").maximum() == 0


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(900, 300)
    return window


def in_status_bar(window: QMainWindow, runner: ManualRunner) -> JobBar:
    bar = JobBar(runner, window)
    window.statusBar().addPermanentWidget(bar)
    window.show()
    QApplication.processEvents()
    return bar


@pytest.mark.parametrize("note", ["", "loading a model with a long name"])
def test_a_job_has_its_place_before_it_is_painted(window: QMainWindow, note: str):
    runner = ManualRunner()
    bar = in_status_bar(window, runner)

    bar.run(Job("Looking for suggestions", lambda _: None), lambda _: None)
    if note:
        runner.contexts[0].report(0, None, note)

    label = find(bar, QLabel, "job_label")
    assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
    parts = [label, find(bar, QProgressBar, "job_progress"), find(bar, QToolButton, "job_cancel")]
    for one, following in pairwise(parts):
        assert one.geometry().right() < following.geometry().left()


def test_numbers_that_grow_do_not_move_what_is_beside_them(window: QMainWindow):
    runner = ManualRunner()
    bar = in_status_bar(window, runner)
    bar.run(Job("Importing", lambda _: None), lambda _: None)
    lefts = set()
    for done in (1, 10, 1_000):
        runner.contexts[0] = JobContext(runner.started[0]["on_progress"])  # reports at once
        runner.contexts[0].report(done, 1_000)
        bar.layout().activate()
        lefts.add((bar.x(), find(bar, QProgressBar, "job_progress").x()))
        assert find(bar, QLabel, "job_label").text() == f"Importing: {done:,} of 1,000"

    assert len(lefts) == 1


def test_stop_cancels_the_job_that_is_shown(make_bar):
    runner = ManualRunner()
    bar = make_bar(runner)
    for title in ("First", "Second"):
        bar.run(Job(title, lambda _: None), lambda _: None)
    assert find(bar, QLabel, "job_label").text() == "Second"

    find(bar, QToolButton, "job_cancel").click()
    assert [context.is_cancelled for context in runner.contexts] == [False, True]

    runner.started[1]["on_error"](Cancelled())
    assert find(bar, QLabel, "job_label").text() == "First"
    assert bar.is_busy
    runner.started[0]["on_done"](None)
    assert not bar.is_busy


# ---------------------------------------------------------------- welcome


@pytest.fixture
def welcome(qtbot: QtBot) -> Welcome:
    welcome = Welcome()
    qtbot.addWidget(welcome)
    with qtbot.waitExposed(welcome):
        welcome.show()
    return welcome


@pytest.mark.parametrize("what", ["starter", "new", "open"])
def test_the_welcome_offers_three_ways_to_begin(welcome: Welcome, qtbot: QtBot, what: str):
    with qtbot.waitSignal(getattr(welcome, f"{what}_chosen")):
        find(welcome, QPushButton, f"welcome_{what}").click()


def test_the_welcome_lists_recent_projects_that_are_still_there(
    welcome: Welcome, qtbot: QtBot, tmp_path: Path
):
    paths = [tmp_path / f"{name}.annotator" for name in ("one", "gone", "two")]
    for path in (paths[0], paths[2]):
        path.touch()

    welcome.show_recent([str(path) for path in paths])

    links = welcome.findChildren(QPushButton, "welcome_recent")
    assert [link.text() for link in links] == ["one", "two"]
    qtbot.waitUntil(lambda: all(link.isVisible() for link in links))
    with qtbot.waitSignal(welcome.recent_chosen) as signal:
        links[1].click()
    assert signal.args == [paths[2]]


def test_the_welcome_is_brought_up_to_date(welcome: Welcome, qtbot: QtBot, tmp_path: Path):
    path = tmp_path / "one.annotator"
    path.touch()
    welcome.show_recent([str(path)])
    path.unlink()

    welcome.show_recent([str(path)])

    def links() -> list[QPushButton]:
        return welcome.findChildren(QPushButton, "welcome_recent")

    qtbot.waitUntil(lambda: links() == [])
