"""How the terminal shows work, results and refusals."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from annotator.domain.errors import Cancelled
from annotator.services.jobs import JobContext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotator.services.jobs import Job
    from annotator.services.jobs import Progress as Step

T = TypeVar("T")

OK, REFUSED, USAGE = 0, 1, 2
"""Exit codes: all went well; something was refused or left out; the call's words are wrong."""

# where nobody looks, lines need not fit a screen
_WIDTH = None if sys.stdout.isatty() else 200

out = Console(width=_WIDTH, highlight=False, soft_wrap=True, markup=False, emoji=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)


def run(job: Job[T], *, quiet: bool = False) -> T:
    """Runs a job to its end with a progress bar on standard error, where that is a terminal.

    Ctrl-C cancels the job; what it did until then stays.
    """
    if quiet or not sys.stderr.isatty():
        return _finish(job, JobContext())
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=err, transient=True) as bar:
        task = bar.add_task(job.title, total=None)

        def show(step: Step) -> None:
            bar.update(task, completed=step.done, total=step.total)

        return _finish(job, JobContext(show))


def _finish(job: Job[T], context: JobContext) -> T:
    try:
        return job.work(context)
    except KeyboardInterrupt:
        context.cancel()
        fail("Stopped. What was finished until then is kept.")
    except Cancelled:
        fail("Stopped. What was finished until then is kept.")


def say(sentence: str) -> None:
    """Says on standard error why a command cannot go on."""
    err.print(f"annotator: {sentence}", style="red")


def fail(sentence: str) -> NoReturn:
    """Says why a command cannot go on, and ends it with exit code 1."""
    say(sentence)
    raise typer.Exit(REFUSED)


def warn(sentences: Iterable[object]) -> None:
    """Lists what was refused or left out, on standard error."""
    for sentence in sentences:
        err.print(str(sentence), style="yellow")


def emit(value: object) -> None:
    """One JSON object on standard output: the whole answer of a command under --json."""
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    sys.stdout.write(json.dumps(value, ensure_ascii=not is_unicode, indent=1) + "\n")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on standard output; columns of numbers are right-aligned."""
    rows = [list(row) for row in rows]
    shown = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for number, column in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[number], int | float) for row in rows)
        shown.add_column(column, justify="right" if numeric else "left")
    for row in rows:
        shown.add_row(*(_cell(value) for value in row))
    out.print(shown)


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
