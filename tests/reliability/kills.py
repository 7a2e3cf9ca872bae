"""Kills a process that edits a project, again and again, and looks at what is left.

Run as a program, so that nothing of it happens in the process of the tests:
`python -m tests.reliability.kills FOLDER SEED KILLS` prints a line of JSON for each kill. All is
imported once; each victim is a fork, and one project lives through several of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import time
import traceback
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from select import select
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from sqlalchemy import Engine, event

from annotator.domain.errors import NotAllowed
from annotator.services import projects
from annotator.store.inspection import uri
from annotator.store.sealing import allow_seals
from tests.factories import ANA
from tests.reliability.dumps import dump
from tests.reliability.hands import Hands
from tests.services.helpers import import_text
from tests.services.project_machine import SCHEME, TEXTS
from tests.services.whole_project import steps_that_hold, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotator.domain.edits import Edit
    from annotator.services.projects import Services
    from tests.services.whole_project import Held, Whole

LIVES = 10
"""Kills that one project lives through before it is undone to its beginning."""
MOST_STEPS = 5
_PATIENCE_S = 60.0

Dump = dict[str, list[tuple[object, ...]]]


class Way(StrEnum):
    """When the victim dies."""

    LATER = "some time after an edit was acknowledged"
    INSIDE = "between two steps of a statement"
    COMMIT = "while it commits"
    IDLE = "when all was done"


class Plan(NamedTuple):
    """Of one life. after: so many acknowledgements, or commits, or steps of statements / 20.

    delay_s: from then on. steps: how many things it would do.
    """

    seed: int
    way: Way
    after: int
    delay_s: float
    steps: int


class Left(NamedTuple):
    """What a victim had said: the digest after each step, and what each step was."""

    digests: list[str]
    verbs: list[str]


def plan_of(hazard: random.Random) -> Plan:
    """A life and its end."""
    way = hazard.choices(list(Way), [5, 4, 5, 1])[0]
    steps = hazard.randint(1, MOST_STEPS)
    after = hazard.randint(0, 1_500) if way is Way.INSIDE else hazard.randrange(4 * steps)
    if way is Way.LATER:
        after //= 4
    longest = 0.004 if way is Way.COMMIT else 0.006
    return Plan(hazard.randrange(1 << 32), way, after, hazard.uniform(0, longest), steps)


# ---------------------------------------------------------------- the victim


def live(path: Path, plan: Plan, say: Callable[[str], object]) -> None:
    """Edits the project, and says what it did once it is done."""
    if plan.way is Way.INSIDE:
        _die_inside(plan.after)
    if plan.way is Way.COMMIT:
        _tell_commits(say)
    with projects.open_project(path, ANA) as services:
        hands = Hands(services, random.Random(plan.seed))
        for _ in range(plan.steps):
            verb = hands.step()
            say(json.dumps({"verb": verb, "digest": digest(dump(path))}))


def _die_inside(after: int) -> None:
    """Kills this process after so many times twenty steps of SQLite's statements."""
    left = iter(range(after))

    def count() -> int:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    @event.listens_for(Engine, "connect")
    def watch(connection: sqlite3.Connection, _: object) -> None:
        connection.set_progress_handler(count, 20)


def _tell_commits(say: Callable[[str], object]) -> None:
    def trace(statement: str) -> None:
        if statement == "COMMIT":
            say("commit")

    @event.listens_for(Engine, "connect")
    def watch(connection: sqlite3.Connection, _: object) -> None:
        connection.set_trace_callback(trace)


def _fork(work: Callable[[Callable[[str], object]], None]) -> tuple[int, int]:
    """Starts the work in a process of its own: its id, and where what it says is read."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child:
        os.close(theirs)
        return child, ours
    return _work_and_wait(work, theirs)


def _work_and_wait(work: Callable[[Callable[[str], object]], None], theirs: int) -> NoReturn:
    try:
        work(lambda line: os.write(theirs, f"{line}\n".encode()))
        os.write(theirs, b"idle\n")
        time.sleep(_PATIENCE_S)
    except BaseException:  # noqa: BLE001 - whatever it was, the child must not go on as the parent
        traceback.print_exc()
    finally:
        os._exit(1)


class _Lines:
    """What comes through a pipe, line by line."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._rest = b""
        self.whole: list[str] = []
        self.is_over = False

    def more(self, seconds: float) -> bool:
        """Takes what is there, waiting so long at most; whether something or the end came."""
        if not select([self._pipe], [], [], seconds)[0]:
            return False
        data = os.read(self._pipe, 1 << 16)
        *lines, self._rest = (self._rest + data).split(b"\n")
        self.whole += [one.decode() for one in lines]
        self.is_over = not data
        return True


def kill_one(path: Path, plan: Plan) -> Left:
    """One life and its end. Raises AssertionError if it ended otherwise."""
    child, pipe = _fork(lambda say: live(path, plan, say))
    lines = _Lines(pipe)
    try:
        _await_the_moment(lines, plan)
        time.sleep(plan.delay_s)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        while not lines.is_over:
            lines.more(_PATIENCE_S)
    finally:
        os.close(pipe)
    assert os.WIFSIGNALED(status), f"the victim ended by itself: {plan}"
    assert os.WTERMSIG(status) == signal.SIGKILL
    told = [json.loads(one) for one in lines.whole if one.startswith("{")]
    return Left([one["digest"] for one in told], [one["verb"] for one in told])


def _await_the_moment(lines: _Lines, plan: Plan) -> None:
    begins = "commit" if plan.way is Way.COMMIT else "{"
    after = plan.after if plan.way in (Way.LATER, Way.COMMIT) else sys.maxsize
    while not lines.is_over and "idle" not in lines.whole:
        if sum(one.startswith(begins) for one in lines.whole) >= after:
            return
        assert lines.more(_PATIENCE_S), f"the victim hung: {plan}"


# ---------------------------------------------------------------- what is left


def digest(found: Dump) -> str:
    """Of all that the tables hold."""
    return hashlib.sha256(repr(_told(found)).encode()).hexdigest()


def nameless_digest(found: Dump) -> str:
    """The same without ids and times, which no two runs share: ids become numbers in a row."""
    text = repr(_told(found))
    numbers = {one: str(n) for n, one in enumerate(sorted(set(re.findall(r"\b\d{18,19}\b", text))))}
    text = re.sub(r"\b\d{18,19}\b", lambda match: f"#{numbers[match[0]]}", text)
    return hashlib.sha256(re.sub(r"\b\d{16}\b", "then", text).encode()).hexdigest()


def _told(found: Dump) -> Dump:
    """Without the tables in which the search index keeps itself; check() reads those."""
    shadows = ("_data", "_idx", "_docsize", "_config")
    return {name: rows for name, rows in found.items() if not name.endswith(shadows)}


def judge(path: Path, before: Path, plan: Plan, left: Left) -> str:
    """What came of a kill; AssertionError if it is what must never be."""
    with projects.open_project(path, ANA) as services:
        found = dump(path)
        came = "as acknowledged"
        last = left.digests[-1] if left.digests else _digest_of(before)
        if digest(found) != last:
            came = "the edit under way is there as well"
            done = _done_without_a_kill(before, plan, len(left.digests) + 1)
            assert nameless_digest(found) == done, "it is neither before nor after the next edit"
        assert services.project.check() == []
        _check_undo(services)
    with closing(sqlite3.connect(uri(path, mode="ro"), uri=True)) as connection:
        allow_seals(connection)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return came


def _digest_of(path: Path) -> str:
    with projects.open_project(path, ANA):
        return digest(dump(path))


def _done_without_a_kill(before: Path, plan: Plan, steps: int) -> str:
    """The digest after so many steps of the same life, led by a process that nobody kills."""
    copy = before.with_name("never killed.annotator")
    shutil.copyfile(before, copy)
    calm = plan._replace(way=Way.IDLE, steps=steps)
    kill_one(copy, calm)
    with projects.open_project(copy, ANA):
        return nameless_digest(dump(copy))


def everything(services: Services) -> Whole:
    """What a user has, but for what suggesters say, which no edit takes back."""
    ids = Hands(services, random.Random(0)).ids()
    found = whole(services, ids)
    articles = {key: one._replace(suggestions=()) for key, one in found.articles.items()}
    return found._replace(articles=articles)


def _check_undo(services: Services, many: int = 2) -> None:
    """The newest edits can be taken back, and made again."""
    now = everything(services)
    undone = _take_back(services, steps_that_hold(services)[-many:])
    _do_again(services, undone)
    assert everything(services) == now


def _take_back(services: Services, steps: Sequence[Held]) -> list[Held]:
    """Undoes these, the newest first; up to one that what suggesters said since forbids."""
    undone = []
    for step in reversed(steps):
        try:
            edit = _step(services, step, "undo")
        except NotAllowed as refusal:
            if "Undo what was done in the articles" not in str(refusal):
                raise
            break
        assert edit is not None
        assert edit.id == step.edit_id
        undone.append(step)
    return undone


def _do_again(services: Services, undone: Sequence[Held]) -> None:
    for step in reversed(undone):
        edit = _step(services, step, "redo")
        assert edit is not None
        assert edit.id == step.edit_id


def _step(services: Services, step: Held, way: str) -> Edit | None:
    if step.document_id is None:
        return getattr(services.project_edits, way)()  # type: ignore[no-any-return]
    return getattr(services.editing, way)(step.document_id)  # type: ignore[no-any-return]


def check_all_the_way_back(path: Path) -> int:
    """Undoes all that holds, and does it again; how many steps that were."""
    with projects.open_project(path, ANA) as services:
        now, steps = everything(services), steps_that_hold(services)
        undone = _take_back(services, steps)
        if len(undone) == len(steps):
            assert not [one for _, one in everything(services).articles.items() if one.annotations]
            assert everything(services).scheme == SCHEME
            assert everything(services).entries == {}
        assert services.project.check() == []
        _do_again(services, undone)
        assert everything(services) == now
        return len(undone)


# ---------------------------------------------------------------- many kills


def make_project(path: Path) -> None:
    """The project that each series begins with."""
    with projects.create_project(path, ANA, scheme=SCHEME) as services:
        for number, text in enumerate(TEXTS):
            import_text(services, text, f"{number}.txt")


def kill_many(folder: Path, seed: str, kills: int) -> Iterator[dict[str, Any]]:
    """What came of each kill; the first one that must not be is the last."""
    hazard = random.Random(seed)
    first, path, before = (folder / f"{name}.annotator" for name in ("first", "killed", "before"))
    make_project(first)
    for number in range(kills):
        if number % LIVES == 0:
            shutil.copyfile(first, path)
        shutil.copyfile(path, before)
        plan = plan_of(hazard)
        with _told_with(number, plan):
            left = kill_one(path, plan)
            came = judge(path, before, plan, left)
            is_last = number % LIVES == LIVES - 1 or number == kills - 1
            undone = check_all_the_way_back(path) if is_last else 0
        yield {
            "kill": number,
            "way": plan.way,
            "came": came,
            "verbs": left.verbs,
            "undone": undone,
        }


@contextmanager
def _told_with(number: int, plan: Plan) -> Iterator[None]:
    try:
        yield
    except BaseException:
        sys.stderr.write(f"kill {number}: {plan}\n")
        raise


def main() -> None:
    """See the module."""
    folder, seed, kills = sys.argv[1:]
    for came in kill_many(Path(folder), seed, int(kills)):
        sys.stdout.write(json.dumps(came) + "\n")


if __name__ == "__main__":
    main()
