"""thinc without its tests."""

from __future__ import annotations

from builder.trimming import is_left_out
from PyInstaller.utils.hooks import collect_submodules

hiddenimports = collect_submodules("thinc", filter=lambda name: not is_left_out(name))
