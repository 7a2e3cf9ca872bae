"""In a child process: notes when its window was painted and when a key was answered."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QAbstractScrollArea


class FirstAnswer(QObject):
    """Presses a key when a view is painted with something in it, and waits for its repaint.

    started: time.monotonic() of the parent when it started this process. on_answer: called then.
    """

    def __init__(
        self,
        view: QAbstractScrollArea,
        key: Qt.Key,
        started: float,
        *,
        is_filled: Callable[[], bool],
        on_answer: Callable[[], object],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._key = key
        self._started = started
        self._is_filled = is_filled
        self._on_answer = on_answer
        self.moments: dict[str, dict[str, float]] = {}
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets everything through; what follows a paint is done in the next turn."""
        if event.type() == QEvent.Type.Paint:
            if "painted" not in self.moments:
                if self._is_filled():
                    self.moments["painted"] = {}
                    QTimer.singleShot(0, self._on_painted)
            elif "answered" not in self.moments and self.moments["painted"]:
                self.moments["answered"] = {}
                QTimer.singleShot(0, self._on_answered)
        return False

    def note(self, name: str) -> None:
        """Notes what it took until now: seconds by the clock, and of this process's CPUs."""
        wall = time.monotonic() - self._started
        self.moments[name] = {"wall": wall, "cpu": time.process_time()}

    def weigh(self, name: str) -> None:
        """Adds the memory, in megabytes, and the CPU time with that of child processes."""
        import psutil  # no part of a start, so it comes after the key was answered

        process = psutil.Process()
        children = [child.cpu_times() for child in process.children()]
        moment = self.moments[name]
        moment["megabytes"] = process.memory_info().rss / 1e6
        moment["family_cpu"] = moment["cpu"] + sum(one.user + one.system for one in children)

    def tell(self) -> None:
        """Prints the moments as one line of JSON."""
        sys.stdout.write(json.dumps(self.moments) + "\n")

    def _on_painted(self) -> None:
        self.note("painted")
        QTest.keyClick(self._view, self._key)

    def _on_answered(self) -> None:
        self.note("answered")
        self.weigh("answered")
        self._on_answer()
