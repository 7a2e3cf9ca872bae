"""Results of a self-test that never was."""

from __future__ import annotations

from annotator.services.crashes.facts import Fact
from annotator.services.self_test.report import Outcome, Report, Result
from annotator.services.self_test.story import STEPS

PASSED = tuple(
    Result(one.name, one.title, Outcome.PASSED, 1200, f"{one.title} is fine.") for one in STEPS
)
FAILED = Result(
    STEPS[0].name,
    STEPS[0].title,
    Outcome.FAILED,
    300,
    "Parts of the program are missing.",
    "Install the program again.",
)


def make_report(*results: Result) -> Report:
    """The report of these."""
    return Report((Fact("Program", "1.2.3"),), results, 4200)
