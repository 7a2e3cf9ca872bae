"""A start of the program, in a child process.

usage: python -m tests.bench.program_window STARTED PROJECT

Nothing heavy is imported before main(): the suggestion process, when it is spawned, imports this
module as it would import the program's own small start script.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.first_answer import FirstAnswer

_LOOK_UP_MS = 20


def main() -> None:
    """Opens the project, goes to the first suggestion, waits until suggesters could work."""
    from annotator.__main__ import main as annotator

    started, project = float(sys.argv[1]), sys.argv[2]
    answers = _watch_when_there(started)
    code = annotator(["open", project])
    answers[0].tell()
    sys.exit(code)


def _watch_when_there(started: float) -> list[FirstAnswer]:
    """Where the answers will be once the program's event loop has begun."""
    from PySide6.QtCore import QTimer

    from annotator.ui.application import application

    answers: list[FirstAnswer] = []
    QTimer.singleShot(0, application(), lambda: answers.append(_watch(started)))
    return answers


def _watch(started: float) -> FirstAnswer:
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from annotator.ui.main_window import MainWindow
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
