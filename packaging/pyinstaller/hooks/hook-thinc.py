"""thinc without its tests."""

from __future__ import annotations

from PyInstaller.utils.hooks import collect_submodules

from builder.trimming import is_left_out

hiddenimports = collect_submodules("thinc", filter=lambda name: not is_left_out(name))
