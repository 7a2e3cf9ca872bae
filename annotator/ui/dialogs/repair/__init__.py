"""Mending spans that an import left out."""

from __future__ import annotations

from annotator.ui.dialogs.repair.dialog import RepairDialog

__all__ = ["RepairDialog"]
