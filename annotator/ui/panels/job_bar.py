"""What works in the background, in the status bar: progress and cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from annotator.domain.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.services.jobs import Handle, Job, Progress, Runner

T = TypeVar("T")


class JobBar(QWidget):
    """Runs jobs and shows the one that was started last."""

    failed = Signal(object)
    """Whatever a job raised, but for Cancelled."""
    stopped = Signal(str)
    """The title of a job that the user has stopped."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._running: list[_Running] = []
        self._label = QLabel(self)
        self._label.setObjectName("job_label")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("job_progress")
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(140, 6)
        self._cancel = QToolButton(self)
        self._cancel.setObjectName("job_cancel")
        self._cancel.setText(self.tr("Stop"))
        self._cancel.setAutoRaise(True)
        self._cancel.clicked.connect(self._on_cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(10)
        layout.addWidget(self._label)
        layout.addWidget(self._bar)
        layout.addWidget(self._cancel)
        self.hide()

    def run(
        self,
        job: Job[T],
        on_done: Callable[[T], None],
        on_error: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Starts a job and shows its progress; on_done is called in the GUI thread.

        on_error: instead of the signal `failed`; it gets Cancelled as well.
        """
        running = _Running(job.title)
        self._running.append(running)

        def done(result: T) -> None:
            self._end(running)
            on_done(result)

        def error(raised: BaseException) -> None:
            self._end(running)
            if running.is_stopping and isinstance(raised, Cancelled):
                self.stopped.emit(running.title)
            if on_error is not None:
                on_error(raised)
            elif not isinstance(raised, Cancelled):
                self.failed.emit(raised)

        def progress(step: Progress) -> None:
            running.step = step
            self._show()

        self._show()
        running.handle = self._runner.run(job, on_done=done, on_error=error, on_progress=progress)

    def forget(self) -> None:
        """Shows none of the jobs any more: whoever ran them has stopped."""
        self._running.clear()
        self._show()

    @property
    def is_busy(self) -> bool:
        """Whether any job runs."""
        return bool(self._running)

    def _end(self, running: _Running) -> None:
        self._running.remove(running)
        self._show()

    def _show(self) -> None:
        if not self._running:
            self.hide()
            self._label.setMinimumWidth(0)
            return
        running = self._running[-1]
        step = running.step
        self._cancel.setEnabled(not running.is_stopping)
        if running.is_stopping:
            self._bar.setRange(0, 0)
            self._say(self.tr("Stopping…"))
        elif step is None or step.total is None:
            self._bar.setRange(0, 0)  # Qt's sign for "no telling how long"
            self._say(": ".join(part for part in (running.title, step and step.note) if part))
        else:
            self._bar.setRange(0, max(1, step.total))
            self._bar.setValue(step.done)
            total = f"{step.total:,}"
            self._say(
                f"{running.title}: {step.done:,} of {total}",
                f"{running.title}: {total} of {total}",
            )
        self.show()  # not before there is a text: the first picture is of what there is now

    def _say(self, text: str, widest: str = "") -> None:
        """Shows a text. widest: what it may grow to; room for it is kept while jobs run."""
        self._label.setText(text)
        needed = self._label.fontMetrics().horizontalAdvance(widest or text) + 4
        if needed > self._label.minimumWidth():
            self._label.setMinimumWidth(needed)
            if self.isVisible():
                self._settle()

    def _settle(self) -> None:
        """Makes room before the next picture, else the text would be cut in it."""
        self.updateGeometry()
        for widget in (self.parentWidget(), self):
            layout = widget.layout() if widget is not None else None
            if layout is not None:
                layout.activate()

    def _on_cancel(self) -> None:
        running = self._running[-1] if self._running else None
        if running is not None and running.handle is not None:
            running.is_stopping = True
            self._show()
            running.handle.cancel()


class _Running:
    """A job that was started."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.step: Progress | None = None
        self.handle: Handle | None = None
        self.is_stopping = False
