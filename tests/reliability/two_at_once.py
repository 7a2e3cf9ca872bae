"""What each of several processes does on one project: writing, reading, calling commands.

    python -m tests.reliability.two_at_once ROLE PROJECT SECONDS SEED

Each says on standard output, a line at a time, what was done for certain; whoever meets what should
not be ends with a traceback.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.__main__ import main
from annotator.domain.errors import ProjectInUse
from annotator.services import projects
from annotator.services.following import Moved
from annotator.services.jobs import JobContext
from tests.factories import ANA, make_annotation, make_creation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.document import Document
    from annotator.domain.ids import DocumentId
    from annotator.store.project import Project

REFUSALS = (" is open in another window of ", " is in use: the command “annotator ")
_READING = ("stats", "check", "backups", "report", "backup")


def write(path: Path, until: float, chance: random.Random) -> None:
    """As a window: each step tags both articles at once; says its number once it is stored."""
    while time.monotonic() < until:
        try:
            services = projects.open_project(path, ANA, in_window=True)
        except ProjectInUse as error:
            if not any(words in str(error) for words in REFUSALS):
                raise
            time.sleep(0.05)
            continue
        with services:
            pair = both(services.project)
            for _ in range(chance.randrange(5, 60)):
                number = str(services.project.ids())
                with services.project.together():
                    for document in pair:
                        mark = make_annotation(document, 0, 4, note=number)
                        services.project.apply(make_creation(mark))
                tell(number)
                if chance.random() < 0.05:
                    services.housekeeping.job().work(JobContext())
                if chance.random() < 0.03:
                    services.backing_up.job().work(JobContext())
                time.sleep(chance.random() * 0.01)
        time.sleep(chance.random() * 0.1)


def read(path: Path, until: float, chance: random.Random) -> None:
    """As a window that is open for reading: sees both articles with the same steps, ever more."""
    looks = moves = 0
    while time.monotonic() < until:
        with projects.open_project(path, ANA, read_only=True) as services:
            ids = [one.id for one in both(services.project)]
            before = steps(services.project, ids)
            is_due = False
            for _ in range(chance.randrange(1, 60)):
                moved = services.following.look()
                seen = steps(services.project, ids)
                assert before <= seen, "what was there is gone"
                assert moved is not Moved.NOTHING or not is_due, "what came was not noticed"
                is_due = seen != before and moved is Moved.NOTHING  # it came just after the look
                before = seen
                looks += 1
                moves += moved is Moved.WRITTEN
                time.sleep(chance.random() * 0.02)
    tell(f"{looks} {moves}")


def steps(project: Project, ids: list[DocumentId]) -> set[str]:
    """The numbers of the steps that one state of the project has; the same in both articles."""
    first, second = (
        {mark.note for mark in one.annotations}
        for one in project.annotated_documents(ids, suggestions=False)
    )
    assert first == second, "half of a step"
    return first


def command(path: Path, until: float, chance: random.Random) -> None:
    """As people in a terminal: says each article that was imported."""
    folder = path.parent / f"of-{chance.random()}"
    folder.mkdir()
    number = 0
    while time.monotonic() < until:
        number += 1
        title = f"Article {chance.random()} of a command"
        source = folder / f"{number}.txt"
        source.write_text(f"{title}\nRain fell.\n", encoding="utf-8")
        code, out, err = call("import", path, source, "--json")
        if code == 0:
            assert json.loads(out)["imported"] == 1
            tell(title)
        else:
            assert any(words in err for words in REFUSALS), err
        name = chance.choice([*_READING, "export"])
        more = [folder / "out.jsonl"] if name == "export" else []
        code, out, err = call(name, path, *more)
        assert code == 0, (name, out, err)


def call(*words: object) -> tuple[int, str, str]:
    """Calls the terminal's program; its exit code, and what it printed."""
    from annotator.cli import console

    out, err = io.StringIO(), io.StringIO()
    console.out.file, console.err.file = out, err
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(word) for word in words])
    return code, out.getvalue(), err.getvalue()


def both(project: Project) -> list[Document]:
    """The two articles that the writers tag; commands bring others."""
    return [project.document(one) for one in project.article_ids()[:2]]


def lines(text: str) -> Iterator[str]:
    """The lines that are whole: whoever was killed may have left half a one."""
    return (one.rstrip("\n") for one in text.splitlines(keepends=True) if one.endswith("\n"))


def tell(words: str) -> None:
    """Says it at once."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    role, name, seconds, seed = sys.argv[1:]
    act = {"write": write, "read": read, "command": command}[role]
    stdout = sys.stdout
    act(Path(name), time.monotonic() + float(seconds), random.Random(int(seed)))
