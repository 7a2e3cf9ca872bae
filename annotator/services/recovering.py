"""Saving what can be read of a damaged project into a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.ids import now
from annotator.domain.recovery import FROM_BACKUP
from annotator.services.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from annotator.domain.recovery import RecoveryReport
    from annotator.services.jobs import JobContext


_NAMED = 3
"""Articles that a summary names; the report has them all."""


def recovery_job(
    source: Path, target: Path | None = None, *, with_backup: bool = False
) -> Job[RecoveryReport]:
    """A job that makes a new project of what can be read; the damaged one is not touched.

    target: None for recovered_name(). with_backup: what cannot be read comes from the newest good
    backup, where that has it. Raises KnownError; nothing is left behind then, nor if it is stopped.
    """

    def work(context: JobContext) -> RecoveryReport:
        from annotator.store.recovery.recovering import recover  # only where something is damaged

        def step(done: int, total: int) -> None:
            context.check_cancelled()
            context.report(done, total)

        chosen = target or recovered_name(source)
        return recover(source, chosen, with_backup=with_backup, clock=now, on_step=step)

    return Job("Recovering the project", work)


def recovered_name(source: Path) -> Path:
    """The first name beside a project, “NAME (recovered)”, that is free."""
    target = source.with_name(f"{source.stem} (recovered){source.suffix}")
    number = 1
    while target.exists():
        number += 1
        target = source.with_name(f"{source.stem} (recovered {number}){source.suffix}")
    return target


def summary(report: RecoveryReport) -> list[str]:
    """What was saved and what was lost, in sentences; not the single things that were lost."""
    lost = report.lost()
    found = [f"Recovered {counted(report.saved)} in {report.target.name}."]
    if lost:
        found.append(f"Lost or damaged: {counted(lost)}.")
    found += report.remarks
    if report.with_backup:
        found.append(_filled(report))
    if report.in_backup:
        found.append(
            f"The newest good backup, {_backup(report)}, has more of"
            f" {_articles(len(report.in_backup))}: {' '.join(report.in_backup[:_NAMED])}"
        )
        if len(report.in_backup) > _NAMED:
            found[-1] += f" And {len(report.in_backup) - _NAMED:,} more."
    return found


def report_json(report: RecoveryReport) -> dict[str, object]:
    """All of a report."""
    return {
        "source": str(report.source),
        "target": str(report.target),
        "saved": {kind: report.saved.get(kind, 0) for kind in _NOUNS},
        "lost": {kind: report.lost().get(kind, 0) for kind in _NOUNS},
        "unsaved": [one._asdict() for one in report.unsaved],
        "pages": report.pages,
        "remarks": list(report.remarks),
        "backup": None if report.backup is None else str(report.backup),
        "in_backup": list(report.in_backup),
        "from_backup": list(report.from_backup),
        "annotations_from_backup": report.annotations_from_backup,
    }


def counted(counts: Mapping[str, int]) -> str:
    """How many of each kind, as part of a sentence; "nothing" for none."""
    found = [
        f"{count:,} {one if count == 1 else many}"
        for kind, (one, many) in _NOUNS.items()
        if (count := counts.get(kind, 0))
    ]
    return _joined(found) or "nothing"


def _joined(words: list[str]) -> str:
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def _filled(report: RecoveryReport) -> str:
    """What came from the backup, and how it is known again."""
    articles, annotations = len(report.from_backup), report.annotations_from_backup
    if not articles and not annotations:
        return f"No article and no annotation had to be taken from the backup {_backup(report)}."
    taken = counted({"article": articles, "annotation": annotations})
    tagged = f" Articles from there are tagged “{FROM_BACKUP}”." if articles else ""
    return f"Taken from the backup {_backup(report)}: {taken}.{tagged}"


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"


def _backup(report: RecoveryReport) -> str:
    assert report.backup is not None
    return report.backup.name


_NOUNS = {
    "article": ("article", "articles"),
    "annotation": ("annotation", "annotations"),
    "relation": ("relation", "relations"),
    "suggestion": ("suggestion", "suggestions"),
    "entry": ("entry of the registry", "entries of the registry"),
    "step": ("step of the history", "steps of the history"),
    "setting": ("setting", "settings"),
}
