"""What the commands share: their arguments, opening a project, options, endings."""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotator.cli import console
from annotator.domain.errors import KnownError
from annotator.services import projects
from annotator.services.settings import SettingsFile

if TYPE_CHECKING:
    from annotator.domain.annotation import Annotator
    from annotator.services.projects import Services

ProjectPath = Annotated[Path, typer.Argument(metavar="PROJECT", help="A project file.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Model = Annotated[str, typer.Option(help="An installed spaCy pipeline, or the path of one.")]
Options = Annotated[
    list[str], typer.Option("--option", metavar="NAME=VALUE", help="An option of the format.")
]
SuggesterNames = Annotated[
    list[str], typer.Option("--suggester", help="Only this suggester; may be repeated.")
]
_command: ContextVar[str] = ContextVar("command", default="")


def begin(command: str) -> None:
    """From here on this command is carried out: whoever finds a project in use is told so."""
    _command.set(command)


def warn_of_model(model: str) -> None:
    """Says what a pipeline from a path may do; naming it is the user's choice."""
    from annotator.services.describing import is_from_a_folder

    if is_from_a_folder(model):
        console.warn([f"{model} can hold programs, which run now. Use only pipelines you trust."])


def opened(
    project: Path,
    *,
    read_only: bool = False,
    model: str = "",
    suggesters: list[str] | None = None,
    in_window: bool = False,
) -> Services:
    """The services on a project, as the terminal's user; see projects.open_project().

    Whoever may write to it has a backup made before, if it has changed since the newest one.
    """
    warn_of_model(model)
    services = projects.open_project(
        project,
        annotator(),
        read_only=read_only,
        model=model,
        suggesters=suggesters or (),
        in_window=in_window,
        command=_command.get(),
    )
    if not read_only:
        _back_up(services)
    return services


def _back_up(services: Services) -> None:
    """Goes on without one where there is no room, say: the project itself is whole."""
    try:
        console.run(services.backing_up.job(), quiet=True)
    except KnownError as error:
        console.warn([f"No backup was made. {error}"])
    except BaseException:
        services.close()
        raise


def options_of(pairs: list[str]) -> dict[str, str]:
    """The options of a format that were given as NAME=VALUE."""
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise typer.BadParameter(f"“{pair}” is not NAME=VALUE", param_hint="--option")
        found[name.strip()] = value
    return found


def annotator() -> Annotator:
    """Whoever uses the terminal."""
    return SettingsFile().annotator()


def counted(count: int, what: str) -> str:
    """A number with its noun, which takes an s."""
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"


def end(refused: bool) -> None:
    """Ends with the exit code that says whether something was refused or left out."""
    if refused:
        raise typer.Exit(console.REFUSED)
