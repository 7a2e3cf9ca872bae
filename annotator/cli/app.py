"""The commands. Each one calls the services that the window calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from annotator import __version__
from annotator.cli import backing_up, commands, console, self_testing, starter
from annotator.cli.words import begin
from annotator.domain.errors import KnownError, UnknownName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.cli.window import WindowDoor

_HELP = """Annotate news articles: actors, locations, quotes and claims.

Without a command: the window, on the last project, or on the project file that is named.

Exit codes: 0 all went well, 1 something was refused or left out, 2 wrong usage."""


def run(words: Sequence[str], window: WindowDoor) -> int:
    """Carries out a command line. Returns the exit code."""
    try:
        _app(window)(list(words), prog_name="annotator")
    except SystemExit as error:  # how the library ends a command, wrong usage included
        return error.code if isinstance(error.code, int) else console.OK
    except UnknownName as error:
        console.say(str(error))
        return console.USAGE
    except KnownError as error:
        console.say(str(error))
        return console.REFUSED
    return console.OK


def _app(window: WindowDoor) -> typer.Typer:
    app = typer.Typer(
        help=_HELP,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.callback(invoke_without_command=True)
    def top(
        context: typer.Context,
        version: bool = typer.Option(False, "--version", help="Print the version."),
    ) -> None:
        if version:
            console.out.print(f"annotator {__version__}")
            raise typer.Exit
        if context.invoked_subcommand is None:
            raise typer.Exit(window.open(None))
        begin(context.invoked_subcommand)

    commands.register(app, window)
    backing_up.register(app)
    starter.register(app, window)
    self_testing.register(app, window)
    return app
