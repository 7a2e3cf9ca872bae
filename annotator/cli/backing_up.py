"""Backups from the terminal: made, listed, compared and restored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotator.cli import console
from annotator.cli.words import Json, ProjectPath, opened
from annotator.domain.backups import Fate, sentences
from annotator.domain.errors import ProjectMissing, UnreadableInput
from annotator.services import backing_up
from annotator.services.jobs import Job

if TYPE_CHECKING:
    from annotator.domain.backups import Backup, Preview

_FATES = {Fate.GOES: "goes", Fate.COMES_BACK: "comes back", Fate.CHANGES: "changes"}


def register(app: typer.Typer) -> None:
    """Adds the commands to the terminal's program."""
    for command in (backup, backups, restore):
        app.command()(command)


def backup(
    project: ProjectPath,
    out: Annotated[
        Path | None, typer.Argument(metavar="[OUT]", help="A new file for the copy.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a backup, or save the whole project as one file; a window may have it open."""
    with opened(project, read_only=True) as services:
        work = services.backing_up
        job: Job[Path | None] = Job("Saving a copy", work.copy_job(out).work) if out else work.job()
        made = console.run(job, quiet=as_json)
    if as_json:
        console.emit({"file": None if made is None else str(made)})
    elif made is None:
        console.out.print("Nothing has changed since the newest backup.")
    else:
        console.out.print(f"Saved {made}.")


def backups(project: ProjectPath, as_json: Json = False) -> None:
    """List the backups of a project, newest first."""
    if not project.exists() and not backing_up.has_backups(project):
        raise ProjectMissing(f"There is no file {project}, and no backup of it.")
    found = console.run(backing_up.overview_job(project), quiet=as_json)
    if as_json:
        console.emit({"backups": [_as_json(one) for one in found.made]})
        return
    console.table(
        "Backups",
        ("made (UTC)", "bytes", "articles", "annotations", "file"),
        [
            (
                f"{one.made_at:%Y-%m-%d %H:%M:%S}",
                one.size,
                "damaged" if one.articles is None else one.articles,
                "" if one.annotations is None else one.annotations,
                one.path.name,
            )
            for one in found.made
        ],
    )


def restore(
    project: ProjectPath,
    from_backup: Annotated[
        Path, typer.Argument(metavar="BACKUP", help="A backup's file, or its name alone.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    as_json: Json = False,
) -> None:
    """Put a backup in the place of the project; the file as it is now is kept beside it."""
    chosen = _found(from_backup, project)
    if dry_run:
        preview = console.run(backing_up.preview_job(chosen, project), quiet=as_json)
        _tell(preview, as_json=as_json)
        return
    kept = console.run(backing_up.restore_job(chosen, project), quiet=as_json)
    if as_json:
        console.emit({"restored": str(chosen), "kept": str(kept)})
    else:
        console.out.print(f"Restored {project}. The file as it was is kept as {kept}.")


def _found(named: Path, project: Path) -> Path:
    """The file that is meant; a name alone is looked for among the project's backups."""
    if named.is_file():
        return named
    among = backing_up.folder_of(project) / named
    if among.is_file():
        return among
    raise UnreadableInput(
        f"There is no backup {named}. “annotator backups {project}” lists those there are."
    )


def _tell(preview: Preview, *, as_json: bool) -> None:
    if not as_json:
        for sentence in sentences(preview):
            console.out.print(sentence)
        if preview.articles:
            console.table(
                "Articles",
                ("article", "it", "annotations gone", "back", "changed"),
                [
                    (one.title, _FATES[one.fate], one.gone, one.back, one.changed)
                    for one in preview.articles
                ],
            )
        return
    console.emit(
        {
            "steps": preview.steps,
            "annotations": {
                "gone": preview.gone,
                "back": preview.back,
                "changed": preview.changed,
            },
            "others": {
                name: getattr(preview, name)
                for name in ("relations", "entries", "decisions", "rules", "filters", "scheme")
            },
            "articles": [
                {
                    "title": one.title,
                    "fate": _FATES[one.fate],
                    "gone": one.gone,
                    "back": one.back,
                    "changed": one.changed,
                    "details": one.details,
                }
                for one in preview.articles
            ],
        }
    )


def _as_json(one: Backup) -> dict[str, object]:
    return {
        "file": str(one.path),
        "made_at": one.made_at.isoformat(),
        "bytes": one.size,
        "articles": one.articles,
        "annotations": one.annotations,
    }
