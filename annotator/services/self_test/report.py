"""What came of a self-test, for people and for programs. No article, no user's name is in it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotator.services.crashes.facts import Fact


REPORT_VERSION = 1
"""Of the JSON: counts up when a key goes or means something else."""


class Outcome(StrEnum):
    """How a step ended. SKIPPED: nobody wanted it. NOT_RUN: something it needs has failed."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one step.

    name: stable, for programs; title: for people. milliseconds: how long it took.
    found: a sentence. advice: what to do about it, "" if nothing. details: more lines, for whoever
    looks into a failure. figures: what was counted and measured, by stable names.
    """

    name: str
    title: str
    outcome: Outcome
    milliseconds: int = 0
    found: str = ""
    advice: str = ""
    details: str = ""
    figures: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """All of it. kept: where the files of the test are, "" if they were removed."""

    facts: Sequence[Fact]
    results: Sequence[Result]
    milliseconds: int
    kept: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether nothing has failed."""
        return all(one.outcome in {Outcome.PASSED, Outcome.SKIPPED} for one in self.results)

    def count(self, outcome: Outcome) -> int:
        """How many steps ended so."""
        return sum(one.outcome is outcome for one in self.results)


def summary(report: Report) -> str:
    """One sentence on all of it."""
    took = f"{report.milliseconds / 1000:.1f} s"
    passed, of = report.count(Outcome.PASSED), len(report.results)
    if not report.is_ok:
        return f"This installation is not sound: {passed} of {of} steps passed, in {took}."
    skipped = report.count(Outcome.SKIPPED)
    left_out = f", {skipped} left out" if skipped else ""
    return f"All is well: {passed} of {of} steps passed{left_out}, in {took}."


def as_text(report: Report) -> str:
    """The report as plain text, to be sent to somebody."""
    width = max(len(one.name) for one in report.facts) + 2
    lines = ["Annotator: report of a self-test", ""]
    lines += [f"{one.name:{width}}{one.value}" for one in report.facts]
    for one in report.results:
        lines += ["", f"{shown(one.outcome)}: {one.title} ({one.milliseconds:,} ms)"]
        lines += [f"  {line}" for line in (one.found, one.advice) if line]
        lines += [f"    {line}" for line in one.details.splitlines()]
    lines += ["", summary(report)]
    if report.kept:
        lines.append(f"The files of the test are in {report.kept}.")
    return "\n".join(lines) + "\n"


def shown(outcome: Outcome) -> str:
    """How a report writes an outcome: what calls for action stands out without colours."""
    return "FAILED" if outcome is Outcome.FAILED else outcome.value


def as_json(report: Report) -> dict[str, object]:
    """The report as one JSON object. Keys stay what they are; new ones may come."""
    return {
        "report_version": REPORT_VERSION,
        "ok": report.is_ok,
        "summary": summary(report),
        "duration_ms": report.milliseconds,
        "facts": {one.name.lower(): one.value for one in report.facts},
        "folder": report.kept,
        "steps": [
            {
                "name": one.name,
                "title": one.title,
                "outcome": one.outcome.value.replace(" ", "_"),
                "duration_ms": one.milliseconds,
                "found": one.found,
                "advice": one.advice,
                "details": one.details.splitlines(),
                "figures": dict(one.figures),
            }
            for one in report.results
        ],
    }


def without_names(text: str) -> str:
    """The text with the user's folder as ~, and the user's name left out of other paths."""
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home() raises where there is none
    if len(home) > 1:
        text = text.replace(home, "~")
    name = os.environ.get("USER") or os.environ.get("USERNAME") or ""
    if not name:
        return text
    return re.sub(rf"(?<=[/\\]){re.escape(name)}(?=[/\\]|$)", "…", text)
