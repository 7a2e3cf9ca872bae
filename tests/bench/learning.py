"""Keys while the project learns from a long article, and how much slower they are for it."""

from __future__ import annotations

import threading
import time
from itertools import cycle
from typing import TYPE_CHECKING

from tests.bench.measuring import Costs, apart
from tests.bench.reporting import LATENCY, Section, latency
from tests.bench.rig import rig_on
from tests.bench.shelf import SHORT, SIZES, make_project
from tests.bench.tagging import KEYS, free_spans

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.domain.ids import DocumentId
    from tests.bench.measuring import Cost, Effort
    from tests.bench.reporting import Cell
    from tests.bench.rig import Rig

_NOTE = (
    "Milliseconds, in an article for which learning takes seconds; it computes in a process of its"
    " own, whose CPU time is not counted. Each key is pressed while a learning job is at work, at"
    " different moments of it. The floor is the same key pressed in turn with it in the pause"
    " before the next job, in the same window. “And the panels”: until the inspector and the hint,"
    " which follow the paint, are done as well."
)
_JOB = "Learning from the annotations"
_MOMENTS_S = (0.05, 0.4, 0.9, 1.6, 2.5, 3.5)
_OPENED_S = 3.0
"""What is done once after a project was opened is over by then."""
_PATIENCE_S = 10.0
_STEP_S = 0.005


def measure(folder: Path, effort: Effort) -> Section:
    """Tags a long article, with and without learning in turn."""
    size = SIZES[-1].scaled(effort)
    path = folder / "learning.annotator"
    _, document_id = make_project(path, [SHORT, size])
    rows = apart(measure_window, path, str(size), document_id, effort)
    return Section("Tag, while the project learns", _NOTE, LATENCY, tuple(rows))


def measure_window(
    path: Path, name: str, document_id: DocumentId, effort: Effort
) -> list[tuple[Cell, ...]]:
    """The same for a project that is there, in this process."""
    busy, busy_settled, quiet, quiet_settled = (Costs() for _ in range(4))
    with rig_on(path) as rig:
        rig.open(document_id)
        rig.view.setFocus()
        rig.rest(_OPENED_S * effort.scale)
        tagger = _Tagger(rig, 8 * effort.repeats)
        tagger.tag()
        for moment, _ in zip(cycle(_MOMENTS_S), range(effort.repeats), strict=False):
            busy.add(tagger.tag_while_learning(moment * effort.scale))
            busy_settled.add(rig.settled)
            tagger.rest_until(is_learning=False)
            quiet.add(tagger.tag())
            quiet_settled.add(rig.settled)
    return [
        latency(name, busy, quiet),
        latency(f"{name}: and the panels", busy_settled, quiet_settled),
        latency(f"{name}, at other times", quiet, quiet),
        latency(f"{name}, at other times: and the panels", quiet_settled, quiet_settled),
    ]


class _Tagger:
    """Tags one pair of words after the other. most: how many pairs."""

    def __init__(self, rig: Rig, most: int) -> None:
        self._rig = rig
        self._places = cycle(list(free_spans(rig, most)))  # tagged twice is a label changed
        self._keys = cycle(KEYS)

    def tag(self) -> Cost:
        self._rig.view.select(next(self._places))
        return self._rig.press(next(self._keys))

    def tag_while_learning(self, moment: float) -> Cost:
        """So many seconds after a job has begun; sooner where they are done sooner."""
        while True:
            if self.rest_until(is_learning=True):
                self._rig.rest(moment)
                if _is_learning():
                    return self.tag()
            self.tag()  # so that there is something to learn
            moment /= 2

    def rest_until(self, *, is_learning: bool) -> bool:
        """Whether it came to that."""
        until = time.monotonic() + _PATIENCE_S
        while _is_learning() != is_learning:
            if time.monotonic() > until:
                return False
            self._rig.rest(_STEP_S)
        return True


def _is_learning() -> bool:
    return any(one.name == _JOB for one in threading.enumerate())
