"""`annotator self-test`: whether this installation works, from end to end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from annotator.cli import console
from annotator.cli.words import Json, end

if TYPE_CHECKING:
    from annotator.cli.window import WindowDoor
    from annotator.services.self_test.report import Report, Result

_STYLES = {"passed": "green", "failed": "bold red", "skipped": "dim", "not run": "yellow"}
_OUTCOME_WIDTH, _TITLE_WIDTH, _TIME_WIDTH = 7, 18, 7


def register(app: typer.Typer, window: WindowDoor) -> None:
    """Adds the command to the terminal's program."""

    @app.command("self-test")
    def self_test(
        folder: Annotated[
            Path | None,
            typer.Option(
                metavar="FOLDER",
                exists=True,
                file_okay=False,
                help="Where the test makes its own folder, instead of that of temporary files.",
            ),
        ] = None,
        picture: Annotated[
            Path | None, typer.Option(metavar="PNG", help="Save a picture of the window.")
        ] = None,
        no_window: Annotated[
            bool, typer.Option("--no-window", help="Leave the window out.")
        ] = False,
        keep: Annotated[
            bool, typer.Option("--keep", help="Keep the files of the test, and say where.")
        ] = False,
        as_json: Json = False,
    ) -> None:
        """Try everything once, in a folder of its own: whether this installation works.

        Touches no project, setting or log of yours, and needs no network.
        """
        from annotator.services.self_test.run import Wanted
        from annotator.services.self_test.run import self_test as test

        if no_window and picture is not None:
            raise typer.BadParameter("there is no picture without a window", param_hint="--picture")
        wanted = Wanted(folder=folder, keep=keep, window=not no_window, picture=picture)
        report = console.run(test(wanted, window.trial()), quiet=as_json)
        if as_json:
            from annotator.services.self_test.report import as_json as plain

            console.emit(plain(report))
        else:
            _show(report)
        end(not report.is_ok)


def _show(report: Report) -> None:
    from annotator.services.self_test.report import summary

    for fact in report.facts:
        console.out.print(f"{fact.name + ':':10}{fact.value}")
    console.out.print()
    console.out.print(_table(report))
    for result in report.results:
        if result.details:
            console.out.print(f"\n{result.title}, in detail:", style="bold")
            console.out.print(result.details)
    if report.kept:
        console.out.print(f"\nThe files of the test are in {report.kept}.")
    console.out.print(f"\n{summary(report)}", style="green" if report.is_ok else "bold red")


def _table(report: Report) -> Table:
    """A step a row; sentences are broken within their column."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(width=_OUTCOME_WIDTH)
    table.add_column(width=_TITLE_WIDTH)
    table.add_column(width=_TIME_WIDTH, justify="right")
    table.add_column(overflow="fold")
    for result in report.results:
        table.add_row(*_row(result))
    return table


def _row(result: Result) -> tuple[Text, str, str, str]:
    from annotator.services.self_test.report import shown

    outcome = Text(shown(result.outcome), _STYLES[result.outcome.value])
    took = f"{result.milliseconds / 1000:.1f} s" if result.milliseconds else ""
    said = "\n".join(line for line in (result.found, result.advice) if line)
    return outcome, result.title, took, said
