"""The starter project: sample articles, to see the program at work at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.resources import resource
from annotator.services import projects
from annotator.services.folders import documents_folder

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.domain.annotation import Annotator
    from annotator.services.projects import Services


def open_starter(
    path: Path, annotator: Annotator, *, model: str = "", in_window: bool = False
) -> Services:
    """The starter project at `path`, made, without articles, if it is not there.

    model, in_window: see projects.create_project().
    Raises what opening and creating a project raise.
    """
    if path.exists():
        return projects.open_project(path, annotator, model=model, in_window=in_window)
    path.parent.mkdir(parents=True, exist_ok=True)
    return projects.create_project(path, annotator, model=model, in_window=in_window)


def default_starter_path() -> Path:
    """Where the window puts the starter project: among the user's documents."""
    return documents_folder() / "Annotator" / f"starter{projects.SUFFIX}"


def samples() -> Path:
    """The folder of the sample articles."""
    return resource("samples")
