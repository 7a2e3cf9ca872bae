"""Reports of errors: what is in them, and how many are kept."""

from __future__ import annotations

import getpass
import platform
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from annotator import __version__
from annotator.domain.errors import ChildFailed
from annotator.services.crashes.facts import facts
from annotator.services.crashes.reports import report_error, report_trace, reports
from annotator.services.folders import crash_folder

if TYPE_CHECKING:
    import pytest

MARK = "Minister-Zanzibar"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def _error(text: str = MARK) -> BaseException:
    try:
        {}[text]
    except KeyError as error:
        return error
    raise AssertionError


def test_a_report_says_what_ran_and_what_was_done(tmp_path: Path):
    report = report_error(
        _error(), process="the window", actions=("accept", "undo"), folder=tmp_path, now=NOON
    )

    assert report.path is not None
    assert report.path.read_text(encoding="utf-8") == report.text
    assert report.path.name == f"report-20260302-120000-{report.mark}.txt"
    lines = {line.split("  ")[0]: line for line in report.text.splitlines()}
    assert lines["When"].endswith("2026-03-02 12:00:00 UTC")
    assert lines["Before"].endswith("accept, undo")
    assert __version__ in lines["Program"]
    assert platform.python_version() in lines["Python"]
    assert {"System", "Qt", "SQLite", "spaCy"} <= set(lines)
    assert "KeyError: (a message of 19 characters, left out)" in lines


def test_nothing_of_an_article_and_nobody_is_named(tmp_path: Path):
    text = report_error(_error(), process="the window", folder=tmp_path).text

    assert MARK not in text
    assert str(Path.home()) not in text
    assert platform.node() not in text
    if getpass.getuser() != "root":  # which may stand in a path of any system
        assert getpass.getuser() not in text


def test_reports_lie_in_their_folder(own_settings: Path):
    report = report_error(_error(), process="the window")

    assert reports() == [report.path]
    assert own_settings in crash_folder().parents


def test_the_same_error_is_written_once_a_day(tmp_path: Path):
    times = (NOON, NOON + timedelta(hours=1), NOON + timedelta(days=1))
    errors = (_error(), _error("another key"), _error())

    made = [
        report_error(error, process="the window", folder=tmp_path, now=time)
        for error, time in zip(errors, times, strict=True)
    ]

    assert made[0].path == made[1].path
    assert len(reports(tmp_path)) == 2
    assert len({one.mark for one in made}) == 1


def test_the_newest_twenty_are_kept(tmp_path: Path):
    for number in range(25):
        report_trace(
            f"Error{'x' * number}",
            process="the window",
            folder=tmp_path,
            now=NOON + timedelta(minutes=number),
        )

    kept = reports(tmp_path)
    assert len(kept) == 20
    assert kept[0].name.startswith("report-20260302-120500")
    assert len(list(tmp_path.iterdir())) == 20


def test_a_folder_that_cannot_be_written_leaves_the_report_to_be_copied(tmp_path: Path):
    (tmp_path / "reports").write_text("a file where the folder should be")

    report = report_error(_error(), process="the window", folder=tmp_path / "reports")

    assert report.path is None
    assert "KeyError" in report.text


def test_a_child_is_named(tmp_path: Path):
    error = ChildFailed("learning", "KeyError\n  annotator/store/memory.py:1 in learn")

    text = report_error(error, process="the window", folder=tmp_path).text

    assert "the window, of the learning process" in text
    assert "annotator/store/memory.py:1 in learn" in text


def test_portable_mode_is_a_fact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert "portable" not in facts()[0].value
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path))

    assert facts()[0].value.endswith(", portable")
