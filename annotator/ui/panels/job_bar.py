"""What works in the background, in the status bar: progress, pause and cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from annotator.domain.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.services.jobs import Handle, Job, Progress, Runner

T = TypeVar("T")

_QUIET_MS = 1_000
"""After so long a quiet job is shown as well."""


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
        self._pause = self._button("job_pause", self.tr("Pause"), self.toggle_pause)
        self._cancel = self._button("job_cancel", self.tr("Stop"), self._on_cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(10)
        layout.addWidget(self._label)
        layout.addWidget(self._bar)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        buttons.addWidget(self._pause)
        buttons.addWidget(self._cancel)
        layout.addLayout(buttons)
        self.hide()

    def run(
        self,
        job: Job[T],
        on_done: Callable[[T], None],
        on_error: Callable[[BaseException], None] | None = None,
        *,
        on_progress: Callable[[Progress], None] = lambda _: None,
        is_quiet: bool = False,
    ) -> Handle:
        """Starts a job and shows its progress; on_done is called in the GUI thread.

        on_error: instead of the signal `failed`; it gets Cancelled as well. on_progress: as well
        as being shown here. is_quiet: the job is not worth telling of, unless it takes more than
        a second.
        """
        running = _Running(job.title, can_pause=job.can_pause, is_quiet=is_quiet)
        if is_quiet:
            QTimer.singleShot(_QUIET_MS, self, lambda: self._tell(running))
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
            on_progress(step)

        self._show()
        running.handle = self._runner.run(job, on_done=done, on_error=error, on_progress=progress)
        return running.handle

    def forget(self) -> None:
        """Shows none of the jobs any more: whoever ran them has stopped."""
        self._running.clear()
        self._show()

    def toggle_pause(self) -> bool:
        """Lets the job that is shown wait, or go on. Returns whether it can."""
        running = self._shown()
        if running is None or not running.can_pause or running.handle is None:
            return False
        if running.is_stopping:
            return False
        running.is_paused = not running.is_paused
        if running.is_paused:
            running.handle.pause()
        else:
            running.handle.resume()
        self._show()
        return True

    @property
    def is_busy(self) -> bool:
        """Whether any job runs."""
        return bool(self._running)

    def _end(self, running: _Running) -> None:
        self._running.remove(running)
        self._show()

    def _button(self, name: str, text: str, call: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setAutoRaise(True)
        button.clicked.connect(call)
        return button

    def _tell(self, running: _Running) -> None:
        if running in self._running:
            running.is_quiet = False
            self._show()

    def _shown(self) -> _Running | None:
        """The newest job that is worth telling of."""
        return next((one for one in reversed(self._running) if not one.is_quiet), None)

    def _show(self) -> None:
        running = self._shown()
        if running is None:
            self.hide()
            self._label.setMinimumWidth(0)
            return
        step = running.step
        self._cancel.setEnabled(not running.is_stopping)
        self._pause.setVisible(running.can_pause)
        self._pause.setEnabled(not running.is_stopping)
        self._pause.setText(self.tr("Go on") if running.is_paused else self.tr("Pause"))
        if running.is_stopping:
            self._bar.setRange(0, 0)
            self._say(self.tr("Stopping…"))
        elif running.is_paused:
            done, of = (step.done, step.total or 1) if step is not None else (0, 1)
            self._bar.setRange(0, of)
            self._bar.setValue(done)
            self._say(self.tr("Paused: {0} of {1}").format(f"{done:,}", f"{of:,}"))
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
        running = self._shown()
        if running is not None and running.handle is not None:
            running.is_stopping = True
            self._show()
            running.handle.cancel()


class _Running:
    """A job that was started."""

    def __init__(self, title: str, *, can_pause: bool, is_quiet: bool) -> None:
        self.title = title
        self.can_pause = can_pause
        self.is_quiet = is_quiet
        self.is_paused = False
        self.step: Progress | None = None
        self.handle: Handle | None = None
        self.is_stopping = False
