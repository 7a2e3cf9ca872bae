"""What is told of an exception holds no text that an article can be in."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from annotator.domain.errors import (
    BadQuery,
    ChildFailed,
    EditConflict,
    ProgramIncomplete,
    ProjectError,
)
from annotator.domain.traces import clean_message, clean_trace, mark_of, short_path
from annotator.resources import resource

MARK = "Minister-Zanzibar"


class Odd(Exception):
    """Says what it is about in every way there is."""


def _fail(kind: type[Exception]) -> None:
    text = f"{MARK} said"  # a local variable
    raise kind(text)


def caught(call: object, *values: object) -> BaseException:
    with pytest.raises(BaseException) as found:  # noqa: PT011 - whatever it is
        call(*values)  # type: ignore[operator]
    return found.value


@pytest.mark.parametrize("kind", [ValueError, KeyError, RuntimeError, EditConflict, Odd, OSError])
def test_no_message_is_told_but_its_length(kind: type[Exception]):
    trace = clean_trace(caught(_fail, kind))

    assert MARK not in trace
    assert f"(a message of {len(MARK) + (7 if kind is KeyError else 5)} characters" in trace
    assert "in _fail" in trace


def test_nothing_of_what_led_to_it_is_told_either():
    def chained() -> None:
        try:
            _fail(ValueError)
        except ValueError as error:
            error.add_note(MARK)
            raise ExceptionGroup(
                MARK, [error, KeyError(MARK), ExceptionGroup(MARK, [error])]
            ) from error

    trace = clean_trace(caught(chained))

    assert MARK not in trace
    assert trace.index("ValueError") < trace.index("which was the cause of") < trace.index("Group")
    assert "number 2 of 3" in trace


def test_an_exception_that_led_to_itself_ends():
    first, second = ValueError(MARK), KeyError(MARK)
    first.__cause__, second.__cause__ = second, first

    assert len(clean_trace(first).splitlines()) < 10


def test_the_parameters_of_a_statement_are_not_told():
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import OperationalError

    engine = create_engine("sqlite://")
    with engine.connect() as connection, pytest.raises(OperationalError) as found:
        connection.execute(text("SELECT :one FROM nowhere"), {"one": MARK})
    engine.dispose()

    assert MARK in str(found.value)
    trace = clean_trace(found.value)
    assert MARK not in trace
    assert "sqlite3.OperationalError: SQLITE_ERROR" in trace


def test_of_the_systems_errors_the_reason_is_told_and_no_file(tmp_path: Path):
    error = caught((tmp_path / f"{MARK}.txt").read_text)

    assert clean_message(error) == "error 2, No such file or directory"


def test_of_bytes_that_are_no_text_the_place_is_told():
    error = caught(b"a\xff".decode)

    assert clean_message(error) == "utf-8, at 1 of 2"


def test_a_missing_attribute_is_named_if_the_program_asks_for_it():
    asked = caught(lambda: None.attribute)  # type: ignore[attr-defined]
    computed = caught(lambda: getattr(None, MARK))

    assert clean_message(asked) == "name attribute"
    assert MARK not in clean_message(computed)


def test_a_sentence_of_ours_is_told_without_what_it_quotes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("USER", "anafritz")
    query = BadQuery(f"“{MARK}” is no search; close the bracket.")
    half = BadQuery(f"“{MARK}")
    project = ProjectError(f"{Path.home()}/news of anafritz is damaged.")

    assert clean_message(query) == "“…” is no search; close the bracket."
    assert clean_message(half) == "“…”"
    assert clean_message(project) == "~/news of … is damaged."


@pytest.mark.parametrize(
    ("file", "told"), [("annotator/ui/some.py", "fixed words"), ("plugin.py", "(a message of 11")]
)
def test_a_message_that_stands_in_our_own_source_is_told(file: str, told: str):
    names: dict[str, object] = {}
    source = "def fail():\n    raise ValueError('fixed words')"
    exec(compile(source, file, "exec"), names)

    assert clean_message(caught(names["fail"])).startswith(told)


def test_a_process_that_failed_tells_its_own_trace():
    inner = clean_trace(caught(_fail, KeyError))

    trace = clean_trace(ChildFailed("suggestion", inner))

    assert trace.endswith(inner)
    assert "suggestion process" in trace


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("/home/ana/annotate/.venv/lib/python3.11/site-packages/spacy/x.py", "spacy/x.py"),
        (r"C:\Users\Ana\AppData\annotator\site-packages\numpy\a.py", "numpy/a.py"),
        ("/usr/lib/python3.11/json/decoder.py", "python/json/decoder.py"),
        ("annotator/ui/program.py", "annotator/ui/program.py"),
        ("/home/ana/plugins/mine.py", "mine.py"),
        (r"C:\Users\Ana\mine.py", "mine.py"),
        ("<frozen importlib._bootstrap>", "<frozen importlib._bootstrap>"),
    ],
)
def test_files_are_named_from_their_package_on(path: str, short: str):
    assert short_path(path) == short


def test_our_own_files_are_named_from_the_package_on():
    trace = clean_trace(caught(resource, "no such thing"))

    assert "  annotator/resources.py:" in trace
    assert str(Path.home()) not in trace
    assert isinstance(caught(resource, "none"), ProgramIncomplete)


def test_an_endless_recursion_is_a_short_trace():
    def deeper(number: int) -> int:
        return deeper(number + 1)

    trace = clean_trace(caught(deeper, 0))

    assert len(trace.splitlines()) < 60
    assert "places left out" in trace


def test_the_mark_is_the_same_for_the_same_failure():
    first, again = (mark_of(clean_trace(caught(_fail, KeyError))) for _ in range(2))
    longer = mark_of(clean_trace(caught(_fail, ValueError)))

    assert first == again
    assert first != longer
    assert mark_of("ValueError: (a message of 3 characters, left out)\n  a.py:1 in f") == mark_of(
        "ValueError: (a message of 99 characters, left out)\n  a.py:1 in f"
    )


def test_a_database_error_is_named_by_its_code():
    connection = sqlite3.connect(":memory:")
    error = caught(connection.execute, f"SELECT {MARK.split('-')[0]}")
    connection.close()

    assert clean_message(error) == "SQLITE_ERROR"
