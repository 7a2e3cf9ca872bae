"""Processes in the background keep out of everybody's way."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other limits")


def said(code: str) -> str:
    """What a process prints that may do such things to itself."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_it_gives_way_to_whoever_started_it():
    code = "import os; from annotator.background import give_way; give_way(); print(os.nice(0))"

    assert int(said(code)) == min(19, os.nice(0) + 10)


def test_more_memory_than_allowed_is_refused():
    code = (
        "from annotator.background import limit_memory; limit_memory(1_000_000_000)\n"
        "held = bytearray(100_000_000)\n"
        "try: more = bytearray(2_000_000_000)\n"
        "except MemoryError: print('refused')"
    )

    assert said(code) == "refused"


def test_a_stricter_limit_stays():
    code = (
        "import resource; kind = resource.RLIMIT_AS\n"
        "resource.setrlimit(kind, (2**31, 2**31))\n"
        "from annotator.background import limit_memory; limit_memory(2**33)\n"
        "print(resource.getrlimit(kind) == (2**31, 2**31))"
    )

    assert said(code) == "True"
