"""A start of the program, in a child process.

usage: python -m tests.bench.program_window STARTED PROJECT
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from annotator.__main__ import main as annotator
from annotator.ui.app import application
from annotator.ui.main_window import MainWindow

if TYPE_CHECKING:
    from tests.bench.first_answer import FirstAnswer

_LOOK_UP_MS = 20


def main() -> None:
    """Opens the project, goes to the first suggestion, waits until suggesters could work."""
    started, project = float(sys.argv[1]), sys.argv[2]
    app = application()
    answers: list[FirstAnswer] = []
    QTimer.singleShot(0, app, lambda: answers.append(_watch(started)))
    code = annotator(["open", project])
    answers[0].tell()
    sys.exit(code)


def _watch(started: float) -> FirstAnswer:
    # imported here: it is no part of the program's own start
    from tests.bench.first_answer import FirstAnswer

    (window,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    idle = QTimer(window)

    def look() -> None:
        if not window.jobs.is_busy:
            idle.stop()
            answer.note("ready")
            answer.weigh("ready")
            window.close()

    idle.timeout.connect(look)
    answer = FirstAnswer(
        window.view,
        Qt.Key.Key_Tab,
        started,
        is_filled=lambda: bool(window.view.marks()),
        on_answer=lambda: idle.start(_LOOK_UP_MS),
    )
    window.painted.connect(lambda: answer.note("window"))
    return answer


if __name__ == "__main__":
    main()
