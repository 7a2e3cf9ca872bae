"""Choosing what to export, how, and seeing before what fits."""

from __future__ import annotations

from annotator.ui.dialogs.export.dialog import ExportDialog
from annotator.ui.dialogs.export.lost import LostDialog

__all__ = ["ExportDialog", "LostDialog"]
