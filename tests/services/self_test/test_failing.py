"""What a step died of, as it is told."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from annotator.domain.errors import KnownError
from annotator.services.self_test.failing import as_wrong, last_words
from annotator.services.self_test.steps import Wrong


def test_what_is_wrong_already_stays_as_it_is():
    wrong = Wrong("It is dark.", "Turn on the light.", "trace")

    assert as_wrong(wrong) is wrong


def test_a_sentence_of_the_program_is_the_finding():
    wrong = as_wrong(KnownError("There is no such scheme."))

    assert (wrong.found, wrong.details) == ("There is no such scheme.", "")


@pytest.mark.skipif(sys.platform != "linux", reason="it has a file that is always full")
def test_a_full_disk_is_told():
    with pytest.raises(OSError, match="No space left") as caught:
        Path("/dev/full").write_text("words")

    wrong = as_wrong(caught.value)
    assert wrong.found == (
        "There was no room left for a file of the test (No space left on device)."
    )
    assert wrong.advice.startswith("Make room on that disk")


def test_a_file_that_is_refused_is_named():
    wrong = as_wrong(PermissionError(errno.EACCES, "Permission denied", "/media/stick/x"))

    assert wrong.found == (
        "The system did not let /media/stick/x be read or written (Permission denied)."
    )
    assert "rights" in wrong.advice


def test_too_little_memory_is_told():
    assert as_wrong(MemoryError()).found == "There is not enough memory."


def test_a_bug_is_told_without_what_it_quotes():
    wrong = as_wrong(FileNotFoundError(errno.ENOENT, "Maria Lindqvist", "said so"))

    assert wrong.found == "An error of the program is in the way (FileNotFoundError)."
    assert "Maria" not in wrong.details
    assert "said so" not in wrong.details


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("KeyError: 'Maria'", "KeyError: (a message of 7 characters, left out)"),
        (
            "sqlalchemy.exc.StatementError: Maria",
            "sqlalchemy.exc.StatementError: (a message of 5 characters, left out)",
        ),
        ("Fatal Python error: Segmentation fault", "Fatal Python error: Segmentation fault"),
        ('  File "run.py", line 3, in _try', '  File "run.py", line 3, in _try'),
        ("ValueError", "ValueError"),
    ],
)
def test_of_exceptions_among_the_last_words_only_the_kind_is_told(line: str, told: str):
    assert last_words(f"{line}\n") == told
