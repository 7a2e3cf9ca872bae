"""The floor of a start, in a child process: a window of Qt's own widgets.

usage: python -m tests.bench.bare_window STARTED
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QTableView, QTextEdit

from tests.bench.first_answer import FirstAnswer


def main() -> None:
    """Shows it, types one letter, tells how long that took."""
    app = QApplication([])
    window = QMainWindow()
    table, text = QTableView(), QTextEdit()
    table.setModel(QStringListModel([f"Article {number}" for number in range(60)], window))
    text.setPlainText("The harbour board said on Monday that the ferry had left. " * 80)
    panes = QSplitter()
    panes.addWidget(table)
    panes.addWidget(text)
    window.setCentralWidget(panes)
    window.resize(1280, 860)
    answer = FirstAnswer(
        text, Qt.Key.Key_A, float(sys.argv[1]), is_filled=lambda: True, on_answer=window.close
    )
    window.show()
    text.setFocus()
    app.exec()
    answer.tell()


if __name__ == "__main__":
    main()
