"""The commands that other programs call: their names and options are fixed."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotator.cli import console, exporting, recovering
from annotator.cli.evaluation import evaluation_json, evaluation_tables
from annotator.cli.reporting import report_json, report_table
from annotator.cli.words import (
    Json,
    Model,
    Options,
    ProjectPath,
    SuggesterNames,
    annotator,
    counted,
    end,
    opened,
    options_of,
    warn_of_model,
)
from annotator.domain.errors import DamagedProject
from annotator.domain.suggestion import Decision
from annotator.services import projects, starter_schemes
from annotator.services.describing import describe_formats
from annotator.services.evaluating import evaluate as measure
from annotator.services.jobs import Job
from annotator.services.memory import ALL_ROWS
from annotator.services.reading import Source

if TYPE_CHECKING:
    from annotator.cli.window import WindowDoor
    from annotator.services.describing import FormatRow


def register(app: typer.Typer, window: WindowDoor) -> None:
    """Adds the commands to the terminal's program."""

    @app.command("open")
    def open_window(project: ProjectPath) -> None:
        """Open the window on a project."""
        raise typer.Exit(window.open(project))

    for command in (new, import_, suggest, memory, stats, report, check, formats, evaluate):
        app.command(command.__name__.rstrip("_"))(command)
    exporting.register(app)
    recovering.register(app)


def new(
    project: ProjectPath,
    scheme: Annotated[
        str, typer.Option(metavar="NAME_OR_FILE", help="A starter scheme, or a file with one.")
    ] = starter_schemes.STANDARD,
) -> None:
    """Make a project."""
    labels = projects.scheme_named(scheme)
    with projects.create_project(project, annotator(), scheme=labels) as services:
        names = ", ".join(services.browsing.scheme().names())
        console.out.print(f"Made {project} with the labels {names}.")


def import_(
    project: ProjectPath,
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, - for standard input.")
    ],
    format_name: Annotated[
        str | None, typer.Option("--format", help="Read everything as this format.")
    ] = None,
    option: Options = [],  # noqa: B006 - how the library declares "none"
    as_json: Json = False,
) -> None:
    """Bring articles into a project."""
    with opened(project, in_window=True) as services:
        sources = [_source(path, format_name) for path in paths]
        job = services.importing.job(sources, format_name, options_of(option))
        report = console.run(job, quiet=as_json)
        console.run(services.stories.job(), quiet=as_json)
    if as_json:
        renamed, likened = (
            [
                {"name": name, "label": label, "spans": count}
                for (name, label), count in counts.items()
            ]
            for counts in (report.renamed, report.likened)
        )
        console.emit(
            {
                "imported": len(report.imported),
                "duplicates": report.duplicates,
                "spans": report.spans,
                "problems": [asdict(problem) for problem in report.problems],
                **({"renamed": renamed} if renamed else {}),
                **({"suggestions": report.suggestions} if report.suggestions else {}),
                **({"known": report.known} if report.known else {}),
                **({"differing": report.differing} if report.differing else {}),
                **({"likened": likened} if likened else {}),
            }
        )
    else:
        console.warn(report.problems)
        console.warn(report.remarks())
        spans = f" with {counted(report.spans, 'annotation')}" if report.spans else ""
        known = f"; {len(report.duplicates):,} already there" if report.duplicates else ""
        console.out.print(f"Imported {counted(len(report.imported), 'article')}{spans}{known}.")
    end(bool(report.problems))


def suggest(
    project: ProjectPath,
    suggester: SuggesterNames = [],  # noqa: B006 - how the library declares "none"
    workers: Annotated[int, typer.Option(min=1, help="How many processes.")] = 1,
    model: Model = "",
    as_json: Json = False,
) -> None:
    """Look for actors, locations, quotes and claims in articles that were not looked at yet."""
    with opened(project, model=model, suggesters=suggester) as services:
        console.run(services.memory.learn_job(), quiet=as_json)  # what follows from imports, too
        report = console.run(services.suggesting.job(workers=workers), quiet=as_json)
        titles = {
            document_id: services.browsing.info(document_id).metadata.title
            for document_id in report.failures
        }
    failures = [f"{titles[key]}: {reason}" for key, reason in report.failures.items()]
    if as_json:
        console.emit(
            {
                "articles": report.articles,
                "suggestions": dict(sorted(report.suggestions.items())),
                "failures": failures,
                "restarts": report.restarts,
                "missing": list(report.missing),
            }
        )
    else:
        console.warn(failures)
        console.warn(
            f"{one}: left out, since the pipeline has not got what it takes."
            for one in report.missing
        )
        if report.suggestions:
            console.table("Suggestions", ("label", "found"), sorted(report.suggestions.items()))
        console.out.print(f"Looked at {counted(report.articles, 'article')}.")
    end(bool(failures))


def memory(project: ProjectPath, as_json: Json = False) -> None:
    """List the phrases that the project remembers, brought up to date."""
    with opened(project) as services:
        console.run(services.memory.learn_job(), quiet=as_json)
        table = services.memory.table(limit=ALL_ROWS)
    if as_json:
        console.emit({"phrases": [row._asdict() for row in table.rows]})
        return
    columns = ("phrase", "label", "tagged", "rejected", "rule", "state")
    console.table("Memory", columns, [(*row[:4], row.rule or "", row.state) for row in table.rows])


def stats(project: ProjectPath, as_json: Json = False) -> None:
    """Count articles, annotations and suggestions."""
    with opened(project, read_only=True) as services:
        found = services.browsing.statistics()
    if as_json:
        console.emit(asdict(found))
        return
    console.table("Articles", ("status", "articles"), list(found.articles.items()))
    console.table(
        "By label",
        ("label", "annotations", *(str(one) for one in Decision)),
        [
            (label, found.annotations.get(label, 0), *decisions.values())
            for label, decisions in found.suggestions.items()
        ],
    )
    console.table("Relations", ("relation", "count"), list(found.relations.items()))


def report(project: ProjectPath, as_json: Json = False) -> None:
    """Say how often suggestions were accepted, corrected or rejected."""
    with opened(project, read_only=True) as services:
        found = console.run(services.suggestion_report.job(), quiet=as_json)
    if as_json:
        console.emit(report_json(found))
    else:
        console.table(*report_table(found))


def check(project: ProjectPath, as_json: Json = False) -> None:
    """Check the file, the history and every offset."""
    try:
        with opened(project, read_only=True) as services:
            problems = console.run(services.checking.job(), quiet=as_json)
    except DamagedProject as error:
        if not as_json:
            raise
        problems = [str(error)]
    if as_json:
        console.emit({"ok": not problems, "problems": problems})
    else:
        console.warn(problems)
        console.out.print(
            "All is well." if not problems else f"{counted(len(problems), 'problem')}."
        )
    end(bool(problems))


def formats(as_json: Json = False) -> None:
    """List what can be read and written."""
    found = describe_formats()
    if as_json:
        console.emit([_format_json(one) for one in found])
        return
    console.table(
        "Formats",
        ("name", "title", "extensions", "reads", "writes"),
        [
            (
                one.name,
                one.title,
                " ".join(one.extensions),
                "yes" if one.reads else "",
                "yes" if one.writes else "",
            )
            for one in found
        ],
    )


def _format_json(one: FormatRow) -> dict[str, object]:
    keys = ("name", "title", "extensions", "reads", "writes")
    found: dict[str, object] = {key: getattr(one, key) for key in keys}
    for key in ("options", "reading_options"):
        if getattr(one, key):
            found[key] = [asdict(option) for option in getattr(one, key)]
    return found


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Gold spans, JSONL or .gz.")],
    predictions: Annotated[
        Path | None, typer.Option(help="Write what the suggesters predict to this file.")
    ] = None,
    suggester: SuggesterNames = [],  # noqa: B006 - how the library declares "none"
    model: Model = "",
    reliability: Annotated[
        bool, typer.Option("--reliability", help="Show how often each score was right.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Measure the suggesters against gold annotations."""
    warn_of_model(model)
    job = Job(
        "Evaluating",
        lambda context: measure(
            gold,
            model=model or None,
            suggesters=suggester,
            context=context,
            predictions=predictions,
        ),
    )
    evaluation = console.run(job, quiet=as_json)
    if as_json:
        console.emit(evaluation_json(evaluation))
    else:
        console.warn(evaluation.problems)
        for table in evaluation_tables(evaluation, reliability=reliability):
            console.table(*table)
    end(bool(evaluation.problems))


def _source(path: str, format_name: str | None) -> Path | Source:
    if not path.strip():
        raise typer.BadParameter("an empty name is no file", param_hint="PATH...")
    if path != "-":
        return Path(path)
    origin = "standard input" if format_name else "standard input.txt"
    return Source(sys.stdin.buffer.read(), origin)
