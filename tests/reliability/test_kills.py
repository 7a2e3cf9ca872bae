"""A process that is killed at any moment, in whatever it does, loses nothing that it acknowledged.

What it was at is there as a whole or not at all, and all can be undone.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.services.killing import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each victim is a fork")


def kill_and_look(folder: Path, kills: int, tell: Callable[[str], None]) -> None:
    """Kills so often, says what came of it, and refuses what must never be."""
    seed = os.environ.get("ANNOTATOR_SEED", secrets.token_hex(4))
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.kills", str(folder), seed, str(kills)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    came = [json.loads(line) for line in done.stdout.splitlines()]
    ways, states = (Counter(one[key] for one in came) for key in ("way", "came"))
    steps = sum(len(one["verbs"]) for one in came)
    tell(
        f"kills, seed {seed}: {len(came):,} ({_counted(ways)}); {steps:,} things done;"
        f" {_counted(states)}"
    )
    assert done.returncode == 0, done.stderr[-4_000:]
    assert not done.stderr
    assert len(came) == kills
    assert len(states) == 2, "no kill came between an edit and its acknowledgement"


def _counted(found: Counter[str]) -> str:
    return ", ".join(f"{number:,} {what}" for what, number in found.most_common())


def test_an_acknowledged_edit_outlives_a_kill_at_any_moment(
    tmp_path: Path, tell: Callable[[str], None]
) -> None:
    kill_and_look(tmp_path, int(os.environ.get("ANNOTATOR_KILLS", "200")), tell)


@pytest.mark.soak
def test_thousands_of_kills_lose_nothing(tmp_path: Path, tell: Callable[[str], None]) -> None:
    kill_and_look(tmp_path, int(os.environ.get("ANNOTATOR_SOAK_KILLS", "5000")), tell)
