"""Throws broken files and messages at whatever reads them.

`python -m tests.reliability.fuzzing --target NAME --minutes N` works until the time is over, or
with --rounds N on so many inputs; NAME is one of targets.targets(), or "all" for each in turn;
of these --part 2/8 takes a share, so that several processes may do all.
Each input is tried in a child process with limits of memory and time. The seed is printed; with
--seed the same inputs come again. What fails is written into --keep FOLDER, to be kept in
tests/data/fuzz as TARGET/NAME once it is understood.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import secrets
import shutil
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from tests.reliability.mutating import mutated
from tests.reliability.targets import Files, Target, seeded, surroundings, targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CORPUS = Path(__file__).parents[1] / "data" / "fuzz"
SECONDS = 20
"""What one input may take, of the clock; the child is killed then."""
MEMORY = 2 << 30
"""What the child may have, in bytes of address space, beyond what it begins with."""
_AT_ONCE = 150
_LONGEST_KEPT = 20_000


class Fault(NamedTuple):
    """An input that was too much. what: how it showed."""

    number: int
    files: Files
    what: str


def made(target: Target, name: str, seed: str, number: int) -> Files:
    """A broken input; always the same one."""
    hazard = seeded(seed, name, number)
    files = dict(hazard.choice(target.goods))
    others = [data for good in target.goods for data in good.values()]
    broken = hazard.choice(list(files))
    files[broken] = mutated(files[broken], others, hazard)
    return files


def try_all(target: Target, inputs: Iterable[tuple[int, Files]]) -> Iterator[Fault | int]:
    """The faults, and how many inputs were tried after each child."""
    waiting = list(inputs)
    while waiting:
        tried, what = _in_a_child(target, waiting)
        if what:
            yield Fault(*waiting[tried], what)
            tried += 1
        yield tried
        waiting = waiting[tried:]


def _in_a_child(target: Target, inputs: Sequence[tuple[int, Files]]) -> tuple[int, str]:
    """How many went well, and what the next one did; "" if all went well."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        _try_in_this_process(target, inputs, theirs)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    done, _, trace = told.partition(b"\n")
    if status == 0:
        return len(done), ""
    if os.WIFSIGNALED(status) and not trace:
        name = signal.Signals(os.WTERMSIG(status)).name
        return len(done), f"{name}" + (f": over {SECONDS} s" if name == "SIGALRM" else "")
    return len(done), trace.decode("utf-8", "replace") or f"status {status}"


def _try_in_this_process(
    target: Target, inputs: Sequence[tuple[int, Files]], told: int
) -> NoReturn:
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + MEMORY, resource.RLIM_INFINITY))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    around = surroundings()
    code = 1
    try:
        for _, files in inputs:
            signal.alarm(SECONDS)
            target.try_one(files, around)
            signal.alarm(0)
            os.write(told, b".")
        signal.alarm(10 * SECONDS)
        assert around.services.project.check() == [], "the project is not sound any more"
        code = 0
    except BaseException:  # noqa: BLE001 - the parent tells of it
        os.write(told, b"\n" + traceback.format_exc()[-4_000:].encode("utf-8", "replace"))
    finally:
        around.services.close()
        shutil.rmtree(around.folder, ignore_errors=True)
        os._exit(code)


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()


# ---------------------------------------------------------------- the corpus


def kept(folder: Path = CORPUS) -> dict[str, tuple[str, Files]]:
    """Inputs that were too much once: (target, files) by name."""
    found = {}
    for case in sorted(folder.glob("*/*")):
        files = {
            str(one.relative_to(case)): one.read_bytes()
            for one in sorted(case.rglob("*"))
            if one.is_file()
        }
        found[f"{case.parent.name}/{case.name}"] = (case.parent.name, files)
    return found


def keep(folder: Path, target: str, fault: Fault) -> Path:
    """Writes an input down, if it is small enough to be kept."""
    digest = hashlib.sha256(repr(sorted(fault.files.items())).encode()).hexdigest()[:10]
    case = folder / target / digest
    if sum(map(len, fault.files.values())) <= _LONGEST_KEPT:
        for name, data in fault.files.items():
            (case / name).parent.mkdir(parents=True, exist_ok=True)
            (case / name).write_bytes(data)
    return case


# ---------------------------------------------------------------- the program


def fuzz(
    name: str, target: Target, seed: str, *, until: float, rounds: int | None
) -> Iterator[Fault | int]:
    """Tries one input after the other, until a time of the monotonic clock or so many."""
    number = 0
    while time.monotonic() < until and (rounds is None or number < rounds):
        many = _AT_ONCE if rounds is None else min(_AT_ONCE, rounds - number)
        batch = [(one, made(target, name, seed, one)) for one in range(number, number + many)]
        yield from try_all(target, batch)
        number += many


def _try_corpus(known: dict[str, Target]) -> int:
    faults = 0
    cases = kept()
    for case, (name, files) in cases.items():
        for one in try_all(known[name], [(0, files)]):
            if isinstance(one, Fault):
                faults += 1
                sys.stdout.write(f"{case}: {one.what}\n")
    sys.stdout.write(f"corpus: {len(cases)} inputs\n")
    return faults


def _part(words: str) -> tuple[int, int]:
    part, parts = map(int, words.split("/"))
    return part, parts


def main(words: Sequence[str] | None = None) -> int:
    """See the module. Returns how many inputs were too much."""
    parser = argparse.ArgumentParser(prog="fuzzing")
    parser.add_argument("--target", default="all")
    parser.add_argument("--part", type=_part, default=(1, 1))
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--seed", default=secrets.token_hex(4))
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--corpus", action="store_true", help="try what is kept first")
    chosen = parser.parse_args(words)
    known = targets()
    faults = _try_corpus(known) if chosen.corpus else 0
    part, parts = chosen.part
    share = list(known)[part - 1 :: parts]
    for name in share if chosen.target == "all" else [chosen.target]:
        until = time.monotonic() + 60 * chosen.minutes
        tried = 0
        for one in fuzz(name, known[name], chosen.seed, until=until, rounds=chosen.rounds):
            if isinstance(one, int):
                tried += one
                continue
            faults += 1
            where = keep(chosen.keep, name, one) if chosen.keep else ""
            sys.stdout.write(f"{name}, input {one.number} {where}: {one.what}\n")
        sys.stdout.write(f"{name}: {tried:,} inputs, seed {chosen.seed}\n")
        sys.stdout.flush()
    return faults


if __name__ == "__main__":
    sys.exit(min(main(), 100))
