"""Mending spans that an import left out."""

from annotator.ui.dialogs.repair.dialog import RepairDialog

__all__ = ["RepairDialog"]
