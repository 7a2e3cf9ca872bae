"""Killing a process in the middle of its work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]


def kill(code: str, arguments: Sequence[str | Path], after_ms: int) -> list[str]:
    """Runs the code, kills its process so long after its first line; the words that it printed."""
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().strip()]
        time.sleep(after_ms / 1_000)
        os.kill(process.pid, signal.SIGKILL)
        told += process.stdout.read().split()
    assert process.returncode == -signal.SIGKILL
    assert told[0], "it died before it began"
    return told
