"""What this installation can read, write and suggest with."""

from __future__ import annotations

from annotator.formats.registry import FormatRow, describe, formats
from annotator.suggest.pipeline import default_model, installed_models

__all__ = ["FormatRow", "default_model", "describe_formats", "installed_models"]


def describe_formats() -> list[FormatRow]:
    """The formats that load, sorted by name."""
    return describe(formats())
