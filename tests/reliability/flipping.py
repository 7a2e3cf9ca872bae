"""Damages copies of projects, and has each opened, read, checked, exported and recovered.

Run as a program, so that nothing of it happens in the process of the tests:
`python -m tests.reliability.flipping FOLDER SEED COUNT MANY` prints a line of JSON for each trial;
MANY is how many articles the largest project has. With SEED/NUMBER and no COUNT it repeats one
trial. Each is a fork with limits of time and memory; a crash of the interpreter is an outcome.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import time
import traceback
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import KnownError
from annotator.domain.ids import now
from annotator.services import projects
from annotator.services.exports.request import ExportRequest
from annotator.services.jobs import JobContext
from annotator.store.definitions import definitions
from annotator.store.migrations import VERSION
from annotator.store.project import Project
from annotator.store.recovery.recovering import recover
from annotator.store.recovery.tables import tables
from tests.factories import ANA
from tests.reliability.specimens import everything, make_specimens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.reliability.specimens import Specimen

_PAGE, _SECTOR = 4_096, 512
_SECONDS = 60
_MEMORY = 2 << 30


class Outcome(StrEnum):
    """What came of a damaged project. The last three must never be."""

    REFUSED = "refused with a sentence"
    STOPPED = "refused while it was read"
    SAME = "nothing differs"
    FOUND = "found by check"
    EARLIER = "an earlier state, whole"
    SILENT = "differs, and check says nothing"
    BUG = "an exception that is no sentence"
    DIED = "the interpreter crashed or hung"


WRONG = (Outcome.SILENT, Outcome.BUG, Outcome.DIED)


class Trial(NamedTuple):
    """One damage. what: how it was made. is_cut: the end of the file is gone. may_lose_end: that
    of the log, which then is just an older one."""

    what: str
    is_cut: bool = False
    may_lose_end: bool = False


def damage(path: Path, chance: random.Random) -> Trial:
    """Damages a project, or the log beside it, in one of many ways."""
    log = path.with_name(path.name + "-wal")
    is_log = log.exists() and chance.random() < 0.5
    target = log if is_log else path
    data = bytearray(target.read_bytes())
    kind = chance.choice(list(_KINDS))
    said = _KINDS[kind](data, chance)
    target.write_bytes(data)
    where = "the log" if is_log else "the file"
    is_cut = kind == "cut"
    return Trial(f"{kind} in {where}: {said}", is_cut and not is_log, is_cut and is_log)


def _bit(data: bytearray, chance: random.Random) -> str:
    at, bit = chance.randrange(len(data)), chance.randrange(8)
    data[at] ^= 1 << bit
    return f"bit {bit} of byte {at}"


def _head_bit(data: bytearray, chance: random.Random) -> str:
    at, bit = chance.randrange(100), chance.randrange(8)
    data[at] ^= 1 << bit
    return f"bit {bit} of byte {at}"


def _byte(data: bytearray, chance: random.Random) -> str:
    at, value = chance.randrange(len(data)), chance.randrange(256)
    data[at] = value
    return f"{value} at {at}"


def _bytes(data: bytearray, chance: random.Random) -> str:
    places = [chance.randrange(len(data)) for _ in range(chance.randrange(2, 50))]
    for at in places:
        data[at] = chance.randrange(256)
    return f"{len(places)} bytes, the first at {places[0]}"


def _sector(data: bytearray, chance: random.Random) -> str:
    at = chance.randrange(len(data) // _SECTOR) * _SECTOR
    data[at : at + _SECTOR] = bytes(_SECTOR)
    return f"{_SECTOR} at {at}"


def _page(data: bytearray, chance: random.Random) -> str:
    at = chance.randrange(len(data) // _PAGE) * _PAGE
    data[at : at + _PAGE] = bytes(_PAGE)
    return f"{_PAGE} at {at}"


def _noise(data: bytearray, chance: random.Random) -> str:
    at = chance.randrange(len(data) // _PAGE) * _PAGE
    data[at : at + _PAGE] = chance.randbytes(_PAGE)
    return f"{_PAGE} at {at}"


def _swap(data: bytearray, chance: random.Random) -> str:
    one, other = (chance.randrange(len(data) // _PAGE) * _PAGE for _ in range(2))
    first, second = data[one : one + _PAGE], data[other : other + _PAGE]
    data[one : one + _PAGE], data[other : other + _PAGE] = second, first
    return f"{_PAGE} at {one} and at {other}"


def _cut(data: bytearray, chance: random.Random) -> str:
    end = chance.randrange(len(data))
    del data[end:]
    return f"after {end}"


_KINDS: dict[str, Callable[[bytearray, random.Random], str]] = {
    "bit": _bit,
    "bit of the head": _head_bit,
    "byte": _byte,
    "bytes": _bytes,
    "blank sector": _sector,
    "blank page": _page,
    "noise": _noise,
    "swap": _swap,
    "cut": _cut,
}


class Result(NamedTuple):
    """What came of a trial. saved: articles of how many that recover() saved whole."""

    outcome: Outcome
    said: str
    saved: tuple[int, int] = (0, 0)


def attempt(path: Path, sound: dict[str, object], work: Path, trial: Trial) -> Result:
    """Recovers, opens, reads, checks and exports one damaged project."""
    wrong, saved = _recover(path, sound, work / "recovered.annotator", trial)
    if wrong:
        return Result(Outcome.SILENT, wrong, saved)
    try:
        services = projects.open_project(path, ANA)
    except KnownError as error:
        return Result(Outcome.REFUSED, str(error), saved)
    with services:
        try:
            found = everything(services.project)
        except KnownError as error:
            return Result(Outcome.STOPPED, str(error), saved)
        problems = services.checking.job().work(JobContext())
        differing = [key for key in sound if found.get(key) != sound[key]]
        if not problems and not differing:
            _export(services, work / "export.jsonl")
            return Result(Outcome.SAME, "", saved)
        if problems:
            return Result(Outcome.FOUND, problems[0], saved)
        if trial.may_lose_end:
            return Result(Outcome.EARLIER, "", saved)
        return Result(Outcome.SILENT, f"{differing[:3]} differ", saved)


def _export(services: projects.Services, target: Path) -> None:
    job = services.exporting.job(ExportRequest(suggestions=True), target)
    job.work(JobContext())


def _recover(
    path: Path, sound: dict[str, object], target: Path, trial: Trial
) -> tuple[str, tuple[int, int]]:
    """What is wrong with what recover() made; "" for nothing. And how much it saved."""
    before = _prints(path)
    try:
        report = recover(path, target, clock=now)
    except KnownError:
        return "", (0, _count(sound))
    finally:
        if _prints(path) != before:
            return "recover() touched the project", (0, 0)  # noqa: B012 - whatever else happened
    with Project.open(target) as project:
        problems = project.check()
        found = everything(project)
    articles = [key for key in sound if key.startswith("article ")]
    whole = sum(_text(found.get(key)) == _text(sound[key]) for key in articles)
    saved = (whole, len(articles))
    if problems:
        return f"what recover() made is not sound: {problems[0]}", saved
    told = {one.kind for one in report.unsaved}
    kinds = {"article": "article", "annotations": "annotation", "relations": "relation"}
    for key, kind in kinds.items():
        lost = [one for one in sound if one.startswith(f"{key} ") and _differ(one, found, sound)]
        is_told = bool(told & {kind, "article"}) or ("step" in told and "the log" in trial.what)
        is_told = is_told or (trial.is_cut and report.pages > 0)
        if lost and not is_told and not trial.may_lose_end:
            return f"recover() said nothing of {lost[0]}", saved
    return "", saved


def _differ(key: str, found: dict[str, object], sound: dict[str, object]) -> bool:
    if key.startswith("article "):
        return _text(found.get(key)) != _text(sound[key])
    return found.get(key) != sound[key]


def _text(document: object) -> tuple[object, object]:
    return getattr(document, "text", None), getattr(
        getattr(document, "info", None), "metadata", None
    )


def _count(sound: dict[str, object]) -> int:
    return sum(key.startswith("article ") for key in sound)


def _prints(path: Path) -> list[tuple[str, str, int]]:
    """The project and what lies beside it: names, contents, times."""
    return [
        (one.name, hashlib.sha256(one.read_bytes()).hexdigest(), one.stat().st_mtime_ns)
        for one in sorted(path.parent.iterdir())
        if one.is_file()
    ]


def _in_child(act: Callable[[], Result]) -> Result:
    """Calls it in a fork with limits."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        try:
            result = act()
        except BaseException:  # noqa: BLE001 - that is what is looked for
            result = Result(Outcome.BUG, traceback.format_exc())
        with os.fdopen(writer, "w") as pipe:
            json.dump(result, pipe)
        os._exit(0)
    os.close(writer)
    text, died = _read(reader, child)
    if died or not text:
        return Result(Outcome.DIED, died or "no answer")
    outcome, said, saved = json.loads(text)
    return Result(Outcome(outcome), said, tuple(saved))


def _read(reader: int, child: int) -> tuple[str, str]:
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(_SECONDS)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    signal.alarm(0)
    died = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else ""
    return text, died


def _trial(specimen: Specimen, sound: dict[str, object], folder: Path, seed: str) -> Result:
    work = folder / "trial"
    shutil.rmtree(work, ignore_errors=True)
    (work / "here").mkdir(parents=True)
    path = work / "here" / specimen.path.name
    for ending in ("", "-wal"):
        source = Path(f"{specimen.path}{ending}")
        if source.exists():
            shutil.copyfile(source, f"{path}{ending}")
    trial = damage(path, random.Random(seed))
    began = time.monotonic()
    result = _in_child(lambda: attempt(path, sound, work, trial))
    line = {
        "seed": seed,
        "project": specimen.name,
        "damage": trial.what,
        "outcome": result.outcome,
        "said": result.said,
        "saved": result.saved,
        "seconds": round(time.monotonic() - began, 3),
    }
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
    return result


def _sound_of(specimen: Specimen, folder: Path) -> dict[str, object]:
    copy = folder / f"sound {specimen.path.name}"
    for ending in ("", "-wal"):
        source = Path(f"{specimen.path}{ending}")
        if source.exists():
            shutil.copyfile(source, f"{copy}{ending}")
    with Project.open(copy) as project:
        return everything(project)


def main(words: Sequence[str]) -> None:
    """FOLDER SEED COUNT MANY, or FOLDER SEED/NUMBER 1 MANY."""
    folder, first, count, many = words
    place = Path(folder)
    specimens = make_specimens(place / "specimens", int(many))
    sound = {one.name: _sound_of(one, place) for one in specimens}
    list(definitions(VERSION)), list(tables())  # made once, not in each fork
    seeds = [first] if "/" in first else [f"{first}/{number}" for number in range(int(count))]
    for seed in seeds:
        specimen = specimens[int(seed.rsplit("/", 1)[1]) % len(specimens)]
        _trial(specimen, sound[specimen.name], place, seed)


if __name__ == "__main__":
    main(sys.argv[1:])
