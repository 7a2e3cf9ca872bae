from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.errors import Cancelled
from annotator.domain.recovery import RecoveryReport, Unsaved
from annotator.services.jobs import JobContext
from annotator.services.recovering import recovered_name, recovery_job, report_json, summary
from tests.factories import make_document, make_project

REPORT = RecoveryReport(
    source=Path("a.annotator"),
    target=Path("a (recovered).annotator"),
    saved={"article": 3, "annotation": 1_200, "entry": 1, "step": 0},
    unsaved=(
        Unsaved("article", "Storm", "its text is lost."),
        Unsaved("suggestion", "Storm", "12 suggestions are lost.", 12),
    ),
    pages=1,
    remarks=("1 page of the file's 75 could not be read.",),
    backup=Path("b.annotator"),
    in_backup=tuple(f"“{n}”: the whole article." for n in range(5)),
)


def test_a_summary_says_what_was_saved_and_lost_and_what_the_backup_has():
    assert summary(REPORT) == [
        "Recovered 3 articles, 1,200 annotations and 1 entry of the registry in"
        " a (recovered).annotator.",
        "Lost or damaged: 1 article and 12 suggestions.",
        "1 page of the file's 75 could not be read.",
        "The newest good backup, b.annotator, has more of 5 articles: “0”: the whole article."
        " “1”: the whole article. “2”: the whole article. And 2 more.",
    ]
    assert report_json(REPORT)["lost"] == {
        "article": 1,
        "annotation": 0,
        "relation": 0,
        "suggestion": 12,
        "entry": 0,
        "step": 0,
        "setting": 0,
    }
    assert not REPORT.is_whole


@pytest.mark.parametrize(
    ("titles", "annotations", "sentence"),
    [
        ((), 0, "No article and no annotation had to be taken from the backup b.annotator."),
        ((), 2, "Taken from the backup b.annotator: 2 annotations."),
        (
            ("Storm",),
            1,
            "Taken from the backup b.annotator: 1 article and 1 annotation. Articles from there are"
            " tagged “from a backup”.",
        ),
    ],
)
def test_a_summary_says_what_came_from_the_backup(titles, annotations, sentence):
    report = replace(
        REPORT, with_backup=True, from_backup=titles, annotations_from_backup=annotations
    )
    assert sentence in summary(report)
    assert sentence not in summary(replace(report, with_backup=False))


def test_the_name_is_the_first_that_is_free(tmp_path):
    source = tmp_path / "News 1.5.annotator"
    assert recovered_name(source).name == "News 1.5 (recovered).annotator"
    recovered_name(source).touch()
    assert recovered_name(source).name == "News 1.5 (recovered 2).annotator"


def test_the_job_tells_how_far_it_is_and_can_be_stopped(tmp_path):
    path = tmp_path / "a.annotator"
    make_project(path, *(make_document(f"Storm {n}\n" * 500) for n in range(40))).close()
    steps = []

    report = recovery_job(path).work(JobContext(steps.append))

    assert report.saved["article"] == 40
    assert steps
    assert all(0 <= one.done <= one.total for one in steps)
    stopped = JobContext()
    stopped.cancel()
    with pytest.raises(Cancelled):
        recovery_job(path, tmp_path / "b.annotator").work(stopped)
    assert not (tmp_path / "b.annotator").exists()
