"""`annotator recover`: what can be read of a damaged project, in a new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotator.cli import console
from annotator.cli.words import Json, ProjectPath, end
from annotator.services.recovering import recovery_job, report_json, summary

if TYPE_CHECKING:
    from annotator.domain.recovery import RecoveryReport


def register(app: typer.Typer) -> None:
    """Adds the command to the terminal's program."""
    app.command("recover")(recover)


def recover(
    project: ProjectPath,
    out: Annotated[
        Path | None,
        typer.Argument(metavar="OUT", help="The new file; beside the other if left out."),
    ] = None,
    with_backup: Annotated[
        bool, typer.Option("--with-backup", help="Fill gaps from the newest good backup.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Save what can be read of a damaged project in a new one; the damaged file is not touched."""
    report = console.run(recovery_job(project, out, with_backup=with_backup), quiet=as_json)
    if as_json:
        console.emit(report_json(report))
    else:
        _tell(report)
    end(not report.is_whole)


def _tell(report: RecoveryReport) -> None:
    console.warn(report.unsaved)
    first, *rest = summary(report)
    console.out.print(first)
    for sentence in rest:
        console.out.print(sentence)
    if report.in_backup and not report.from_backup:
        console.out.print("With --with-backup they are filled up from there.")
