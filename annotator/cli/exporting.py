"""`annotator export`: what to write, how, and what could not be carried."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotator.cli import console
from annotator.cli.words import Json, Options, ProjectPath, counted, end, opened, options_of
from annotator.domain.document import ArticleFilter, Status
from annotator.domain.splitting import By, SplitPlan
from annotator.services.exports.request import ExportRequest
from annotator.services.exports.selection import Selection

if TYPE_CHECKING:
    from annotator.services.exporting import Preflight

_NONE: list[str] = []


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("export")(export)


def export(
    project: ProjectPath,
    target: Annotated[
        Path | None, typer.Argument(metavar="OUT", help="The file or folder to write.")
    ] = None,
    format_name: Annotated[str, typer.Option("--format", help="The format to write.")] = "jsonl",
    option: Options = _NONE,
    status: Annotated[
        list[Status], typer.Option(help="Only articles of this status; may be repeated.")
    ] = [],  # noqa: B006 - how the library declares "none"
    outlet: Annotated[str, typer.Option(help="Only articles of this outlet.")] = "",
    published_from: Annotated[
        str, typer.Option("--from", metavar="DATE", help="Published then or later: 2026-03.")
    ] = "",
    published_to: Annotated[
        str, typer.Option("--to", metavar="DATE", help="Published then or earlier.")
    ] = "",
    words: Annotated[
        str, typer.Option(help="Only articles that the list would find by these words.")
    ] = "",
    tag: Annotated[
        list[str], typer.Option(help="Only articles with this tag; may be repeated.")
    ] = _NONE,
    label: Annotated[
        list[str], typer.Option(help="Only annotations of this label; may be repeated.")
    ] = _NONE,
    annotator: Annotated[
        list[str], typer.Option(help="Only annotations by this person; may be repeated.")
    ] = _NONE,
    by_hand: Annotated[
        bool, typer.Option("--by-hand", help="Leave out suggestions accepted as they stood.")
    ] = False,
    annotated: Annotated[
        bool, typer.Option("--annotated", help="Leave out articles without annotations.")
    ] = False,
    include_suggestions: Annotated[
        bool, typer.Option("--include-suggestions", help="Write pending suggestions as well.")
    ] = False,
    split: Annotated[
        str, typer.Option(metavar="SHARES", help="Split for training, such as 80/10/10.")
    ] = "",
    split_by: Annotated[
        By, typer.Option(help="What stays on one side of the split, beside copies of a story.")
    ] = "story",
    seed: Annotated[int, typer.Option(help="Another seed gives another split.")] = 0,
    steady: Annotated[
        bool, typer.Option("--steady", help="Articles that come later move none that is there.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be lost, and write nothing.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write the annotations to a file or a folder, and say what the format cannot carry."""
    request = ExportRequest(
        format=format_name,
        where=ArticleFilter(
            statuses=frozenset(status) if status else None,
            outlet=outlet,
            published_from=published_from,
            published_to=published_to,
            words=words,
            tags=tuple(tag),
        ),
        suggestions=include_suggestions,
        options=options_of(option),
        selection=Selection(
            labels=frozenset(label) or None,
            annotators=frozenset(annotator) or None,
            by_hand_only=by_hand,
            annotated_only=annotated,
        ),
        split=_plan(split, split_by, seed, steady=steady) if split else None,
    )
    if target is None and not dry_run:
        raise typer.BadParameter("a file or folder to write is needed", param_hint="OUT")
    # a split looks for copies of stories first, and keeps what it finds
    with opened(project, read_only=request.split is None) as services:
        if dry_run or target is None:
            found = console.run(services.exporting.preflight(request), quiet=as_json)
            written = {}
        else:
            report = console.run(services.exporting.job(request, target), quiet=as_json)
            found = report.found
            written = {"path": str(report.path), "size": report.size, "sha256": report.sha256}
    if as_json:
        console.emit({**_figures(found), **written})
    else:
        _say(found, None if dry_run else target)
    end(bool(found.grave))


def _plan(text: str, by: By, seed: int, *, steady: bool) -> SplitPlan:
    """The plan of "80/10/10" or "90/10"; the second of two is for testing."""
    try:
        shares = [float(part) for part in text.split("/")]
    except ValueError:
        shares = []
    if len(shares) not in (2, 3) or min(shares) < 0 or not sum(shares):
        raise typer.BadParameter(f"“{text}” is no split; write 80/10/10.", param_hint="--split")
    if len(shares) == 2:
        shares.insert(1, 0.0)
    names = ("train", "dev", "test")
    return SplitPlan(
        shares={name: share / sum(shares) for name, share in zip(names, shares, strict=True)},
        by=by,
        seed=seed,
        steady=steady,
    )


def _figures(found: Preflight) -> dict[str, object]:
    return {
        "articles": found.articles,
        "annotations": found.annotations,
        "relations": found.relations,
        "suggestions": found.suggestions,
        **({"parts": dict(found.parts)} if len(found.parts) > 1 else {}),
        **({"losses": list(found.losses)} if found.losses else {}),
    }


def _say(found: Preflight, target: Path | None) -> None:
    if len(found.parts) > 1:
        console.table("Parts", ("part", "articles"), list(found.parts.items()))
    if found.losses:
        console.table(
            "What the format does not carry",
            ("what", "became", "how many", "rule"),
            [(one["kind"], one["fate"], one["count"], one["rule"]) for one in found.losses],
        )
    verb, place = ("Would write", "") if target is None else ("Wrote", f" to {target}")
    console.out.print(
        f"{verb} {counted(found.articles, 'article')} with"
        f" {counted(found.annotations, 'annotation')},"
        f" {counted(found.relations, 'relation')} and"
        f" {counted(found.suggestions, 'suggestion')}{place}."
    )
