"""`annotator starter`: the whole main job on the sample articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotator.cli import console
from annotator.services.exports.request import ExportRequest
from annotator.services.settings import SettingsFile
from annotator.services.starting import open_starter, samples

if TYPE_CHECKING:
    from annotator.cli.window import WindowDoor
    from annotator.services.projects import Services


def register(app: typer.Typer, window: WindowDoor) -> None:
    """Adds the command to the terminal's program."""

    @app.command("starter")
    def starter(
        folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to put it.")],
    ) -> None:
        """Open the window on a starter project with sample articles, already pre-highlighted.

        Without a display: import the samples, look for suggestions, export them as JSONL, save a
        picture of the window, and say where each lies.
        """
        project = folder / "starter.annotator"
        with open_starter(project, SettingsFile().annotator()) as services:
            _prepare(services)
            if not window.is_possible():
                exported = _export(services, folder / "starter.jsonl")
                _table(services)
        if window.is_possible():
            raise typer.Exit(window.open(project))
        picture = folder / "window.png"
        window.photograph(project, picture)
        for what, path in (("Project", project), ("Export", exported), ("Picture", picture)):
            console.out.print(f"{what + ':':9}{path.resolve()}")


def _prepare(services: Services) -> None:
    report = console.run(services.importing.job([samples()]))
    console.warn(report.problems)
    console.run(services.suggesting.job())


def _export(services: Services, target: Path) -> Path:
    console.out.print("There is no display: doing the same job without a window.")
    console.run(services.exporting.job(ExportRequest(suggestions=True), target))
    return target


def _table(services: Services) -> None:
    found = services.browsing.statistics()
    console.table(
        f"Found in {sum(found.articles.values())} articles",
        ("label", "suggestions", "annotations"),
        [
            (label, sum(decisions.values()), found.annotations.get(label, 0))
            for label, decisions in sorted(found.suggestions.items())
        ],
    )
