"""The log file."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from annotator.services.logs import CleanFormatter, start_logging, stop_logging
from tests.factories import IS_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARK = "Minister-Zanzibar"
_log = logging.getLogger("annotator.tests")


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    level = logging.getLogger("annotator").level
    yield
    stop_logging()
    logging.getLogger("annotator").setLevel(level)


def test_what_is_logged_lies_in_the_users_folder_for_logs(own_settings: Path):
    path = start_logging()
    assert path is not None
    _log.info("imported %d articles", 3)
    _log.debug("not this")
    stop_logging()

    assert own_settings in path.parents
    text = path.read_text(encoding="utf-8")
    assert text.endswith(" INFO annotator.tests: imported 3 articles\n")
    assert "not this" not in text


def test_starting_twice_writes_once(tmp_path: Path):
    first, again = start_logging(tmp_path), start_logging(tmp_path)
    _log.info("one line")
    stop_logging()

    assert first == again
    assert (tmp_path / "annotator.log").read_text().count("one line") == 1


def test_of_an_exception_only_what_is_safe_is_written(tmp_path: Path):
    start_logging(tmp_path)
    try:
        {}[MARK]
    except KeyError:
        _log.info("it failed", exc_info=True)
    stop_logging()

    text = (tmp_path / "annotator.log").read_text()
    assert MARK not in text
    assert "it failed\nKeyError: (a message of 19 characters, left out)\n  test_logs.py:" in text


def test_what_another_handler_wrote_of_the_exception_is_not_used():
    error = ValueError(MARK)
    record = logging.LogRecord(
        "annotator", logging.ERROR, "", 1, "failed", None, (ValueError, error, None)
    )
    record.exc_text = f"Traceback: {MARK}"

    assert MARK not in CleanFormatter("%(message)s").format(record)
    assert MARK in record.exc_text


def test_a_log_of_a_megabyte_is_followed_by_a_new_one(tmp_path: Path):
    start_logging(tmp_path)
    for _ in range(52):
        _log.info("x" * 100_000)
    stop_logging()

    found = sorted(tmp_path.iterdir())
    assert [one.name for one in found] == [
        "annotator.log",
        *(f"annotator.log.{number}" for number in (1, 2, 3)),
    ]
    assert all(one.stat().st_size <= 1_000_000 for one in found)


def test_where_no_log_can_be_written_nothing_comes_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
):
    (tmp_path / "log").write_text("a file where the folder should be")

    assert start_logging(tmp_path / "log") is None
    _log.warning("something to say")

    assert capsys.readouterr().err == ""
    caplog.clear()


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_no_failure(tmp_path: Path):
    tmp_path.chmod(0o500)

    assert start_logging(tmp_path) is None
