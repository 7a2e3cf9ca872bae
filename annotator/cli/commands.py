"""The commands that other programs call: their names and options are fixed."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annotator.cli import console
from annotator.cli.evaluation import evaluation_json, evaluation_tables
from annotator.cli.reporting import report_json, report_table
from annotator.domain.document import ArticleFilter, Status
from annotator.domain.errors import DamagedProject
from annotator.domain.suggestion import Decision
from annotator.services import projects, starter_schemes
from annotator.services.describing import describe_formats
from annotator.services.evaluating import evaluate as measure
from annotator.services.exporting import ExportRequest
from annotator.services.jobs import Job
from annotator.services.memory import ALL_ROWS
from annotator.services.reading import Source
from annotator.services.settings import SettingsFile

if TYPE_CHECKING:
    from annotator.cli.window import WindowDoor
    from annotator.domain.annotation import Annotator
    from annotator.services.projects import Services

ProjectPath = Annotated[Path, typer.Argument(metavar="PROJECT", help="A project file.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Model = Annotated[str, typer.Option(help="An installed spaCy pipeline, or the path of one.")]
SuggesterNames = Annotated[
    list[str], typer.Option("--suggester", help="Only this suggester; may be repeated.")
]


def register(app: typer.Typer, window: WindowDoor) -> None:
    """Adds the commands to the terminal's program."""

    @app.command("open")
    def open_window(project: ProjectPath) -> None:
        """Open the window on a project."""
        raise typer.Exit(window.open(project))

    for command in (new, import_, suggest, memory, export, stats, report, check, formats, evaluate):
        app.command(command.__name__.rstrip("_"))(command)


def new(
    project: ProjectPath,
    scheme: Annotated[
        str, typer.Option(metavar="NAME_OR_FILE", help="A starter scheme, or a file with one.")
    ] = starter_schemes.STANDARD,
) -> None:
    """Make a project."""
    labels = projects.scheme_named(scheme)
    with projects.create_project(project, _annotator(), scheme=labels) as services:
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
    as_json: Json = False,
) -> None:
    """Bring articles into a project."""
    with _opened(project) as services:
        sources = [_source(path, format_name) for path in paths]
        report = console.run(services.importing.job(sources, format_name), quiet=as_json)
    if as_json:
        renamed = [
            {"name": name, "label": label, "spans": count}
            for (name, label), count in report.renamed.items()
        ]
        console.emit(
            {
                "imported": len(report.imported),
                "duplicates": report.duplicates,
                "spans": report.spans,
                "problems": [asdict(problem) for problem in report.problems],
                **({"renamed": renamed} if renamed else {}),
            }
        )
    else:
        console.warn(report.problems)
        console.warn(report.remarks())
        spans = f" with {_counted(report.spans, 'annotation')}" if report.spans else ""
        known = f"; {len(report.duplicates):,} already there" if report.duplicates else ""
        console.out.print(f"Imported {_counted(len(report.imported), 'article')}{spans}{known}.")
    _end(bool(report.problems))


def suggest(
    project: ProjectPath,
    suggester: SuggesterNames = [],  # noqa: B006 - how the library declares "none"
    workers: Annotated[int, typer.Option(min=1, help="How many processes.")] = 1,
    model: Model = "",
    as_json: Json = False,
) -> None:
    """Look for actors, locations, quotes and claims in articles that were not looked at yet."""
    with _opened(project, model=model, suggesters=suggester) as services:
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
        console.out.print(f"Looked at {_counted(report.articles, 'article')}.")
    _end(bool(failures))


def memory(project: ProjectPath, as_json: Json = False) -> None:
    """List the phrases that the project remembers, brought up to date."""
    with _opened(project) as services:
        console.run(services.memory.learn_job(), quiet=as_json)
        table = services.memory.table(limit=ALL_ROWS)
    if as_json:
        console.emit({"phrases": [row._asdict() for row in table.rows]})
        return
    columns = ("phrase", "label", "tagged", "rejected", "rule", "state")
    console.table("Memory", columns, [(*row[:4], row.rule or "", row.state) for row in table.rows])


def export(
    project: ProjectPath,
    target: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write.")],
    format_name: Annotated[str, typer.Option("--format", help="The format to write.")] = "jsonl",
    status: Annotated[
        list[Status], typer.Option(help="Only articles of this status; may be repeated.")
    ] = [],  # noqa: B006 - how the library declares "none"
    include_suggestions: Annotated[
        bool, typer.Option("--include-suggestions", help="Write pending suggestions as well.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write the annotations to a file."""
    where = ArticleFilter(statuses=frozenset(status) if status else None)
    request = ExportRequest(format_name, where, include_suggestions)
    with _opened(project, read_only=True) as services:
        report = console.run(services.exporting.job(request, target), quiet=as_json)
    if as_json:
        console.emit({**asdict(report), "path": str(report.path)})
    else:
        console.out.print(
            f"Wrote {_counted(report.articles, 'article')} with"
            f" {_counted(report.annotations, 'annotation')},"
            f" {_counted(report.relations, 'relation')} and"
            f" {_counted(report.suggestions, 'suggestion')} to {target}."
        )


def stats(project: ProjectPath, as_json: Json = False) -> None:
    """Count articles, annotations and suggestions."""
    with _opened(project, read_only=True) as services:
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
    with _opened(project, read_only=True) as services:
        found = console.run(services.suggestion_report.job(), quiet=as_json)
    if as_json:
        console.emit(report_json(found))
    else:
        console.table(*report_table(found))


def check(project: ProjectPath, as_json: Json = False) -> None:
    """Check the file, the history and every offset."""
    try:
        with _opened(project, read_only=True) as services:
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
            "All is well." if not problems else f"{_counted(len(problems), 'problem')}."
        )
    _end(bool(problems))


def formats(as_json: Json = False) -> None:
    """List what can be read and written."""
    found = describe_formats()
    if as_json:
        console.emit([asdict(one) for one in found])
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
    _end(bool(evaluation.problems))


def _opened(
    project: Path, *, read_only: bool = False, model: str = "", suggesters: list[str] | None = None
) -> Services:
    return projects.open_project(
        project, _annotator(), read_only=read_only, model=model, suggesters=suggesters or ()
    )


def _annotator() -> Annotator:
    return SettingsFile().annotator()


def _source(path: str, format_name: str | None) -> Path | Source:
    if not path.strip():
        raise typer.BadParameter("an empty name is no file", param_hint="PATH...")
    if path != "-":
        return Path(path)
    origin = "standard input" if format_name else "standard input.txt"
    return Source(sys.stdin.buffer.read(), origin)


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"


def _end(refused: bool) -> None:
    if refused:
        raise typer.Exit(console.REFUSED)
