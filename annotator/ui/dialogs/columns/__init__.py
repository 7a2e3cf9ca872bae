"""Asks what the columns of a table hold before it is imported."""

from annotator.ui.dialogs.columns.dialog import ColumnsDialog

__all__ = ["ColumnsDialog"]
