"""Asks what the columns of a table hold before it is imported."""

from __future__ import annotations

from annotator.ui.dialogs.columns.dialog import ColumnsDialog

__all__ = ["ColumnsDialog"]
