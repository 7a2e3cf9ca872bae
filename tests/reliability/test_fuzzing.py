"""Broken files and messages: no crash, no hang, no memory without bound, only sentences."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.services.killing import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reliability.targets import Target

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each child is a fork")

CORPUS = ROOT / "tests" / "data" / "fuzz"
MINUTES = float(os.environ.get("ANNOTATOR_FUZZ_MINUTES", "10"))
ROUNDS = int(os.environ.get("ANNOTATOR_FUZZ_ROUNDS", "8"))
"""Inputs for each target in `make test`."""
PARTS = 8
"""Of the targets in `make soak`, for as many processes."""


def run_fuzzing(*words: str, seed: str = "") -> str:
    """What the fuzzing said; fails if an input was too much. seed: "" for one at random."""
    seed = os.environ.get("ANNOTATOR_SEED", seed or secrets.token_hex(4))
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.fuzzing", "--seed", seed, *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-2_000:]
    return done.stdout


def test_whatever_is_broken_is_answered_with_sentences() -> None:
    told = run_fuzzing("--rounds", str(ROUNDS), "--corpus", seed="same").splitlines()
    assert told[0].startswith("corpus: ")
    names = {line.partition(":")[0] for line in told[1:]}
    assert {"jsonl", "pdf", "docx", "label scheme", "project opener"} <= names
    assert {"suggestion messages", "reading messages", "settings"} <= names
    assert all(f": {ROUNDS} inputs" in line for line in told[1:])


def test_the_same_seed_makes_the_same_inputs() -> None:
    from tests.reliability.fuzzing import made

    target = all_targets()["jsonl"]
    first = [made(target, "jsonl", "s", number) for number in range(20)]
    assert first == [made(target, "jsonl", "s", number) for number in range(20)]
    assert first != [made(target, "jsonl", "t", number) for number in range(20)]


@pytest.mark.parametrize("way", ["raises", "hangs", "takes all memory", "dies"])
def test_what_must_not_be_is_seen(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.reliability import fuzzing
    from tests.reliability.targets import Files, Surroundings, Target

    def fail(files: Files, _: Surroundings) -> None:
        if files != {"x": b"bad"}:
            return
        match way:
            case "raises":
                raise KeyError("x")
            case "hangs":
                time.sleep(30)
            case "takes all memory":
                bytearray(2 * fuzzing.MEMORY)
            case _:
                os.abort()

    monkeypatch.setattr(fuzzing, "SECONDS", 1)
    inputs = [(0, {"x": b"good"}), (1, {"x": b"bad"}), (2, {"x": b"good"})]
    fault, *tried = fuzzing.try_all(Target((), fail), inputs)

    assert isinstance(fault, fuzzing.Fault)
    assert fault.number == 1
    shown = {"raises": "KeyError", "hangs": "SIGALRM", "takes all memory": "MemoryError"}
    assert shown.get(way, "SIGABRT") in fault.what
    assert tried == [2, 1]


@cache
def all_targets() -> dict[str, Target]:
    from tests.reliability.targets import targets

    return targets()


def test_each_importer_and_container_is_a_target() -> None:
    from annotator.formats.base import Container, Importer
    from annotator.formats.registry import formats

    known = {name for name, one in formats().all() if isinstance(one, Importer)}
    assert known <= set(all_targets())
    containers = {name for name, one in formats().all() if isinstance(one, Container)}
    assert containers == {"gzip", "tar", "zip"}, "a new one wants samples in targets.py"


@pytest.mark.soak
@pytest.mark.parametrize("part", range(1, PARTS + 1))
def test_every_target_for_minutes(part: int, tell: Callable[[str], None]) -> None:
    share = f"{part}/{PARTS}"
    told = run_fuzzing("--minutes", str(MINUTES), "--keep", str(CORPUS), "--part", share)
    for line in told.splitlines():
        tell(f"fuzzed: {line}")
