"""Where F6 leads: from one part of the window to the next that is shown, and round."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Pane(NamedTuple):
    """A part of the window, and what puts the keyboard into it."""

    widget: QWidget
    enter: Callable[[], object]


def enter_first(widget: QWidget) -> None:
    """Puts the keyboard onto a widget, or else onto the first control in it."""
    proxy = widget.focusProxy()
    for one in (*([proxy] if proxy else []), widget, *widget.findChildren(QWidget)):
        takes_keys = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes_keys and one.isEnabled() and one.isVisibleTo(widget.window()):
            one.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return


def go_round(panes: Sequence[Pane], focus: QWidget | None, step: int) -> None:
    """Enters the pane after (step 1) or before (-1) that with the keyboard; else the first."""
    shown = [pane for pane in panes if pane.widget.isVisible()]
    here = next((place for place, pane in enumerate(shown) if _holds(pane.widget, focus)), None)
    if shown:
        shown[0 if here is None else (here + step) % len(shown)].enter()


def _holds(pane: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (pane is focus or pane.isAncestorOf(focus))
