"""The process that reads files is killed at any moment: that costs the file that it was at."""

from __future__ import annotations

import os
import random
import secrets
import signal

import pytest

from annotator.domain.exchange import Problem
from annotator.services.reading import ProcessReader, ReadRequest, Source

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="the system cannot kill like that"
)

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
KILLS = 100 if SOAK else 4
QUOTED = "“Yes,” said Nadia O'Neill of HTS in Homs. " * 20


@pytest.fixture
def hazard() -> random.Random:
    seed = os.environ.get("ANNOTATOR_SEED", secrets.token_hex(4))
    print(f"seed {seed}")  # noqa: T201 - shown when it fails
    return random.Random(seed)


def test_a_reading_process_that_is_killed_costs_its_file_alone(hazard: random.Random) -> None:
    reader = ProcessReader()
    read = lost = 0
    for number in range(2 * KILLS):
        waits = hazard.randint(1, 6) if number % 2 else 10**9
        left = iter(range(waits))

        def kill_some_time() -> bool:
            if next(left, None) is None and reader.pid:  # noqa: B023 - called in this round only
                os.kill(reader.pid, signal.SIGKILL)
            return False

        text = f"{QUOTED * 200}{number}"
        source = Source(text.encode(), f"{number}.txt")
        for reading in reader.read(ReadRequest(source), kill_some_time):
            for item in reading.items:
                if isinstance(item, Problem):
                    lost += 1
                    assert "Leave it out" in item.sentence
                else:
                    read += 1
                    assert item.text == text
    reader.close()
    assert read + lost == 2 * KILLS
    assert read >= KILLS
