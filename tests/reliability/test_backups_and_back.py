"""Backups of projects on which anything was done: exact, compared rightly, and no way of no return.

The projects are made by the same gestures, in any order, as in tests/services/test_project_model.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis.stateful import invariant, run_state_machine_as_test

from annotator.domain.backups import Fate, Preview
from annotator.services import backing_up, projects
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from tests.factories import ANA
from tests.reliability.dumps import dump
from tests.services.helpers import do_import
from tests.services.test_project_model import Analysts
from tests.strategies import few

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.services.projects import Services
    from tests.services.whole_project import Whole


class Regretful(Analysts):
    """Analysts who make a backup now and then, and go back to one in the end."""

    def __init__(self) -> None:
        super().__init__()
        self.path = self.folder / "x.annotator"
        self.backups: dict[Path, tuple[Whole, dict[str, list[tuple[object, ...]]]]] = {}

    @invariant()
    def backups_are_made_now_and_then(self) -> None:
        if self.steps % 4 == 0:
            self.back_up()

    def back_up(self) -> None:
        backup = work(self.services.backing_up.job())
        if backup is not None:
            self.backups[backup] = (self.everything(), dump(self.path))

    def finish(self) -> None:
        self.back_up()
        self.the_saved_copy_is_exact()
        self.an_export_comes_back()
        for backup, (then, rows) in reversed(self.backups.items()):
            if not backup.exists():  # newer ones have taken its place
                continue
            self.restoring_is_foretold_and_exact(backup, then, rows)

    def the_saved_copy_is_exact(self) -> None:
        copy = self.folder / "copy.annotator"
        copy.unlink(missing_ok=True)
        work(self.services.backing_up.copy_job(copy))
        assert dump(copy, whole=True) == dump(self.path, whole=True)
        with projects.open_project(copy, ANA) as services:
            assert services.project.check() == []

    def an_export_comes_back(self) -> None:
        """Suggestions as well, of which the machine's own export has none."""
        target = self.folder / "out.jsonl"
        target.unlink(missing_ok=True)
        work(self.services.exporting.job(ExportRequest(suggestions=True), target))
        path = self.folder / "in.annotator"
        path.unlink(missing_ok=True)
        scheme = self.services.project.scheme()
        with projects.create_project(path, ANA, scheme=scheme) as other:
            if self.services.project.article_ids():
                assert not do_import(other, target).problems
            assert pending(other) == pending(self.services)

    def restoring_is_foretold_and_exact(
        self, backup: Path, then: Whole, rows: dict[str, list[tuple[object, ...]]]
    ) -> None:
        now, present = self.everything(), dump(self.path)
        preview = work(self.services.backing_up.preview_job(backup))
        assert counts(preview) == differences(now, then)
        assert preview.is_nothing <= (present["edit"] == rows["edit"])
        ready = work(self.services.backing_up.prepare_job(backup))
        self.services.close()
        kept = backing_up.restore(ready, self.path)
        assert dump(kept) == present
        assert dump(self.path) == rows
        self.services = projects.open_project(self.path, ANA)
        assert self.everything() == then
        assert self.services.project.check() == []
        # and what is done next is backed up, though a later state was backed up before
        assert work(self.services.backing_up.job()) is not None


def work(job: object) -> object:
    """Does a job here."""
    return job.work(JobContext())


def pending(services: Services) -> Counter[object]:
    """What is suggested and not decided, without ids, in the articles that are not removed."""
    found: Counter[object] = Counter()
    for document_id in services.project.article_ids():
        text = services.project.document(document_id).text
        found.update(
            (text, one.span, one.label, one.score, one.suggester, one.source)
            for one in services.project.suggestions(document_id)
            if one.is_pending
        )
    return found


def counts(preview: Preview) -> Counter[str]:
    """What a preview says."""
    found = Counter({fate.name: count for fate, count in preview.of_fate.items()})
    found.update(
        {
            "gone": preview.gone,
            "back": preview.back,
            "changed": preview.changed,
            "relations": preview.relations,
            "entries": preview.entries,
            "scheme": int(preview.scheme),
        }
    )
    for one in preview.articles:
        assert one.details or one.gone or one.back or one.changed or one.fate is not Fate.CHANGES
    return +found


def differences(now: Whole, then: Whole) -> Counter[str]:
    """The same, found out in another way."""
    here, there = (
        {key: one for key, one in whole.articles.items() if not one.info.hidden}
        for whole in (now, then)
    )
    found = Counter({Fate.GOES.name: len(here.keys() - there.keys())})
    found[Fate.COMES_BACK.name] = len(there.keys() - here.keys())
    mine, its = (
        {mark.id: mark for one in side.values() for mark in one.annotations}
        for side in (here, there)
    )
    found["gone"], found["back"] = len(mine.keys() - its.keys()), len(its.keys() - mine.keys())
    found["changed"] = sum(mine[key] != its[key] for key in mine.keys() & its.keys())
    found[Fate.CHANGES.name] = sum(
        here[key].info != there[key].info or here[key].annotations != there[key].annotations
        for key in here.keys() & there.keys()
    )
    links, old_links = (
        {link.id: link for one in whole.articles.values() for link in one.relations}
        for whole in (now, then)
    )
    found["relations"] = one_sided_or_other(links, old_links)
    found["entries"] = one_sided_or_other(now.entries, then.entries)
    found["scheme"] = int(now.scheme != then.scheme)
    return +found


def one_sided_or_other(one: dict[object, object], other: dict[object, object]) -> int:
    """How many values are in one of the two only, or are not the same."""
    return sum(one.get(key) != other.get(key) for key in one.keys() | other.keys())


def test_a_backup_of_any_project_is_exact_foretold_and_can_be_taken_back() -> None:
    run_state_machine_as_test(Regretful, settings=few(examples=4, steps=14))
