"""From the key of a label to the repaint, the annotation being durably stored by then."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, pairwise
from typing import TYPE_CHECKING
from unittest.mock import patch

from PySide6.QtCore import QPoint, Qt

from annotator.domain.span import Span
from tests.bench.measuring import Costs, apart, cost_of, durable_write, now
from tests.bench.reporting import LATENCY, Section, latency
from tests.bench.rig import rig_on
from tests.bench.shelf import LONG, SHORT, SIZES, make_project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from annotator.domain.ids import DocumentId
    from tests.bench.measuring import Cost, Effort
    from tests.bench.reporting import Cell
    from tests.bench.rig import Rig

_WORD = re.compile(r"\w+")
KEYS = (Qt.Key.Key_A, Qt.Key.Key_L, Qt.Key.Key_Q, Qt.Key.Key_C)
_NOTE = (
    "Milliseconds. The floor is the repaint of an empty text edit of the article's size; of the"
    " last row, which is a 4 KiB write that waits for the disk, it is that repaint as well, so that"
    " the wall times can be compared. “And the panels”: until the inspector and the hint, which"
    " follow the paint, are done as well. “Painted alone”: without the transaction that stores the"
    " tag, from its begin to its commit. Half of the tags are made at the top of the article,"
    " half in its middle. The first of a session comes a second after its article was opened; each"
    " is a session of its own. With the history open, it is in the window's drawer and follows."
)
_LOOKED_S = 1.0
"""How long one looks at an article before the first key."""
_WIDTHS = (1280, 800)
_GOAL = "wall p50 ≤ 8"
_PAINTED = "CPU p95 ≤ 4"


@dataclass(frozen=True, slots=True)
class Tags:
    """What the tags of one article cost.

    whole: stored and painted. painted: without the transaction. settled: with the panels.
    """

    whole: Costs = field(default_factory=Costs)
    painted: Costs = field(default_factory=Costs)
    settled: Costs = field(default_factory=Costs)
    floor: Costs = field(default_factory=Costs)

    def rows(self, name: str) -> list[tuple[Cell, ...]]:
        """A row for each but the floor, which is theirs."""
        return [
            latency(name, self.whole, self.floor, _GOAL),
            latency(f"{name}: painted alone", self.painted, self.floor, _PAINTED),
            latency(f"{name}: and the panels", self.settled, self.floor),
        ]


def measure(folder: Path, effort: Effort) -> Section:
    """Tags articles of all sizes."""
    sizes = [SHORT, *(size.scaled(effort) for size in SIZES[1:])]
    path = folder / "tagging.annotator"
    # the program opens the first article by itself
    _, *ids, wide, narrow = make_project(path, [SHORT, *sizes, *[LONG.scaled(effort)] * 2])
    first, floor = Costs(), Costs()
    for _ in range(effort.rounds):
        for costs, cost in zip((first, floor), apart(first_tag, path), strict=True):
            costs.add(cost)
    rows = [latency(f"{SHORT}: the first of a session", first, floor)]
    rows += apart(measure_window, path, list(zip(map(str, sizes), ids, strict=True)), effort)
    rows += apart(measure_beside_drawer, path, (wide, narrow), effort)
    return Section("Tag: key → stored and painted", _NOTE, LATENCY, tuple(rows))


def first_tag(path: Path) -> tuple[Cost, Cost]:
    """What the first tag costs, and its floor, in this process; in the first article."""
    with rig_on(path) as rig:
        rig.view.setFocus()
        rig.rest(_LOOKED_S)
        spans = list(free_spans(rig, 2))
        rig.view.select(spans[0])
        return rig.press(KEYS[0]), rig.repaint_empty()


def measure_beside_drawer(
    path: Path, ids: Sequence[DocumentId], effort: Effort
) -> list[tuple[Cell, ...]]:
    """Tags one article in a wide and one in a narrow window, the history being open."""
    rows = []
    with rig_on(path) as rig:
        rig.program.actions["history"].trigger()
        for width, document_id in zip(_WIDTHS, ids, strict=True):
            rig.window.resize(width, rig.window.height())
            rig.open(document_id)
            rig.view.setFocus()
            rig.rest(_LOOKED_S)
            tags = Tags()
            _tag(rig, 0.5, effort, tags)
            rows += tags.rows(f"{LONG.scaled(effort)}, {width} wide, history open")
    return rows


def measure_window(
    path: Path, articles: list[tuple[str, DocumentId]], effort: Effort
) -> list[tuple[Cell, ...]]:
    """The same for a project that is there, in this process."""
    rows = []
    write = durable_write(path.parent)
    disk, empty = Costs(), Costs()
    with rig_on(path) as rig:
        for name, document_id in articles:
            rig.open(document_id)
            rig.view.setFocus()
            rig.rest(_LOOKED_S)
            tags = Tags()
            for place in (0.0, 0.5):
                _tag(rig, place, effort, tags)
            _check_stored(rig, document_id, len(tags.whole))
            rows += tags.rows(name)
        for _ in range(effort.repeats):
            disk.add(cost_of(write))
            empty.add(rig.repaint_empty())
    rows.append(latency("floor: 4 KiB written and waited for", disk, empty))
    return rows


def _tag(rig: Rig, place: float, effort: Effort, tags: Tags) -> None:
    bar = rig.view.verticalScrollBar()
    bar.setValue(int(bar.maximum() * place))
    rig.settle()
    spans = free_spans(rig, max(2, effort.repeats // 2))
    with _transactions(rig) as stored:
        for key, span in zip(cycle(KEYS), spans, strict=False):
            rig.view.select(span)
            cost = rig.press(key)
            tags.whole.add(cost)
            tags.painted.add(cost - stored.pop())
            tags.settled.add(rig.settled)
            tags.floor.add(rig.repaint_empty())


@contextmanager
def _transactions(rig: Rig) -> Iterator[list[Cost]]:
    """Within, appends what the transaction of each gesture costs."""
    services = rig.program.workbench.services
    assert services is not None
    together, costs = services.project.together, []

    @contextmanager
    def timed() -> Iterator[None]:
        start = now()
        with together():
            yield
        costs.append(now() - start)

    with patch.object(services.project, "together", timed):
        yield costs


def free_spans(rig: Rig, count: int) -> Iterator[Span]:
    """Pairs of words on screen that nothing is marked as, from all over it."""
    view = rig.view
    taken = {(mark.start, mark.end) for mark in view.marks()}
    corner = view.viewport().rect().bottomRight() - QPoint(40, 40)
    first = view.cursorForPosition(QPoint(40, 10)).position()
    last = view.cursorForPosition(corner).position()
    assert rig.program.desk.document is not None
    text = rig.program.desk.document.text
    assert text.isascii()  # so the widget's positions are ours
    words = list(_WORD.finditer(text, first, last))
    pairs = [(one.start(), two.end()) for one, two in pairwise(words)]
    free = [Span(*pair) for pair in pairs if pair not in taken and "\n" not in text[slice(*pair)]]
    step = max(1, len(free) // count)
    yield from free[: step * count : step]


def _check_stored(rig: Rig, document_id: DocumentId, tagged: int) -> None:
    services = rig.program.workbench.services
    assert services is not None
    status = services.project.history(document_id)
    assert sum(entry.verb.startswith("Add ") for entry in status[1:]) == tagged > 0
