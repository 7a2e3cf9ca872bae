"""The label that stays armed: each selection of the mouse gets it at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Armed(QObject):
    """Knows which label was used last, and whether it stays armed."""

    changed = Signal()
    """Another label, or none, is armed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._label: str | None = None
        self._last: str | None = None

    @property
    def label(self) -> str | None:
        """The label that is armed; None for none."""
        return self._label

    @property
    def last(self) -> str | None:
        """The label that was used last; None if none was yet."""
        return self._last

    def use(self, label: str) -> None:
        """A label was used: it is the last one, and if one is armed, from now on this one."""
        self._last = label
        if self._label is not None:
            self.arm(label)

    def arm(self, label: str) -> None:
        """Keeps a label armed."""
        if label != self._label:
            self._label = self._last = label
            self.changed.emit()

    def disarm(self) -> bool:
        """Arms none. Returns whether one was."""
        if self._label is None:
            return False
        self._label = None
        self.changed.emit()
        return True

    def toggle(self, labels: tuple[str, ...]) -> None:
        """Arms the label that was used last, of these, else the first; or disarms."""
        if not self.disarm() and labels:
            self.arm(self._last if self._last in labels else labels[0])

    def keep_to(self, labels: tuple[str, ...]) -> None:
        """These are all the labels now: no other stays armed."""
        if self._label not in labels:
            self.disarm()
