"""What a self-test says, to people and to programs."""

from __future__ import annotations

import json

import pytest

from annotator.services.crashes.facts import Fact
from annotator.services.self_test.report import (
    Outcome,
    Report,
    Result,
    as_json,
    as_text,
    summary,
    without_names,
)

PASSED = Result("model", "The language model", Outcome.PASSED, 1200, "It loads.", figures={"n": 2})
FAILED = Result(
    "window",
    "The window",
    Outcome.FAILED,
    300,
    "It is dark.",
    "Turn on the light.",
    "line 1\nline 2",
)
NOT_RUN = Result("crash", "A sudden end", Outcome.NOT_RUN, found="It needs what has failed.")
SKIPPED = Result("window", "The window", Outcome.SKIPPED, found="It was not asked for.")
FACTS = (Fact("Program", "1.2.3, packaged"), Fact("Qt", "6.11.3"))


def test_all_is_well_if_nothing_failed():
    report = Report(FACTS, (PASSED, SKIPPED), 1530)

    assert report.is_ok
    assert summary(report) == "All is well: 1 of 2 steps passed, 1 left out, in 1.5 s."


@pytest.mark.parametrize("result", [FAILED, NOT_RUN])
def test_one_step_that_did_not_pass_is_enough(result: Result):
    report = Report(FACTS, (PASSED, result), 1500)

    assert not report.is_ok
    assert summary(report) == "This installation is not sound: 1 of 2 steps passed, in 1.5 s."


def test_the_text_tells_each_step_and_what_to_do():
    text = as_text(Report(FACTS, (PASSED, FAILED, NOT_RUN), 1500, kept="~/trial"))

    assert text.splitlines() == [
        "Annotator: report of a self-test",
        "",
        "Program  1.2.3, packaged",
        "Qt       6.11.3",
        "",
        "passed: The language model (1,200 ms)",
        "  It loads.",
        "",
        "FAILED: The window (300 ms)",
        "  It is dark.",
        "  Turn on the light.",
        "    line 1",
        "    line 2",
        "",
        "not run: A sudden end (0 ms)",
        "  It needs what has failed.",
        "",
        "This installation is not sound: 1 of 3 steps passed, in 1.5 s.",
        "The files of the test are in ~/trial.",
    ]


def test_the_json_has_the_keys_that_were_promised():
    report = as_json(Report(FACTS, (PASSED, NOT_RUN), 1500))

    assert json.loads(json.dumps(report)) == {
        "report_version": 1,
        "ok": False,
        "summary": "This installation is not sound: 1 of 2 steps passed, in 1.5 s.",
        "duration_ms": 1500,
        "facts": {"program": "1.2.3, packaged", "qt": "6.11.3"},
        "folder": "",
        "steps": [
            {
                "name": "model",
                "title": "The language model",
                "outcome": "passed",
                "duration_ms": 1200,
                "found": "It loads.",
                "advice": "",
                "details": [],
                "figures": {"n": 2},
            },
            {
                "name": "crash",
                "title": "A sudden end",
                "outcome": "not_run",
                "duration_ms": 0,
                "found": "It needs what has failed.",
                "advice": "",
                "details": [],
                "figures": {},
            },
        ],
    }


def test_paths_do_not_tell_whose_they_are(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", "/home/maria")
    monkeypatch.setenv("USER", "maria")

    assert without_names("/home/maria/x and /media/maria/stick: maria") == (
        "~/x and /media/…/stick: maria"
    )
