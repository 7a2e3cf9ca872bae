"""Bytes of project files change by themselves: never a crash, never a silent wrong answer.

Every damage is refused with a sentence, found by a check, or changes nothing that anybody sees; and
what recover() saves is sound, says what is missing, and leaves the damaged file as it is.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Trials = list[dict[str, Any]]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each trial is a fork")

_WRONG = {
    "differs, and check says nothing",
    "an exception that is no sentence",
    "the interpreter crashed or hung",
}


def damaged(folder: Path, seed: str, count: int, many: int) -> Trials:
    """What came of so many damages. many: how many articles the largest project has."""
    words = [str(folder), seed, str(count), str(many)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.flipping", *words],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def judge(trials: Trials, count: int, seed: str, tell: Callable[[str], None]) -> None:
    """Says what came of them all, and refuses what must never be."""
    outcomes = Counter(one["outcome"] for one in trials).most_common()
    said = "; ".join(f"{number:,} {outcome}" for outcome, number in outcomes)
    saved = [sum(one["saved"][n] for one in trials) for n in (0, 1)]
    tell(f"damages, seed {seed}: {said}; {saved[0]:,} of {saved[1]:,} articles recovered whole")
    wrong = [one for one in trials if one["outcome"] in _WRONG]
    assert not wrong, json.dumps(wrong[:3], indent=1)
    assert len(trials) == count


@pytest.mark.parametrize("part", ["first", "second"])
def test_no_damage_is_silent(tmp_path: Path, tell: Callable[[str], None], part: str):
    count = int(os.environ.get("ANNOTATOR_FLIPS", "75"))
    seed = os.environ.get("ANNOTATOR_SEED", "the same each time, ") + part

    trials = damaged(tmp_path, seed, count, 4)

    judge(trials, count, seed, tell)
    outcomes = {one["outcome"] for one in trials}
    assert {"refused with a sentence", "nothing differs"} < outcomes


@pytest.mark.soak
def test_thousands_of_damages_are_none_of_them_silent(tmp_path: Path, tell: Callable[[str], None]):
    count = int(os.environ.get("ANNOTATOR_SOAK_FLIPS", "5000"))
    seed = os.environ.get("ANNOTATOR_SEED", secrets.token_hex(4))

    trials = damaged(tmp_path, seed, count, 40)

    judge(trials, count, seed, tell)
