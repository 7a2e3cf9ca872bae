"""The window."""

from __future__ import annotations

import builtins

# WORKAROUND: importing PySide6 replaces builtins.__import__ by one that reads the source of each
# module imported from then on, in search of "__feature__", which this program does not use.
# Measured: 55 to 95 ms of the 250 ms that the services take to import.
_plain_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401 - imported for what it does to __import__

builtins.__import__ = _plain_import
