"""Whether a window can be shown at all."""

from __future__ import annotations

import os
import sys


def has_display() -> bool:
    """Whether there is one: always on Windows and macOS, else X11 or Wayland must be there."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
