"""All steps from one label scheme to another."""

from __future__ import annotations

from annotator.domain.label_steps import DeleteLabel, MergeLabels, Part, RenameLabel, SplitLabel
from annotator.domain.naming_steps import RenameAttribute, RenameChoice, RenameRelation
from annotator.domain.scheme_step import Revise, Step, Tagged

__all__ = [
    "DeleteLabel",
    "MergeLabels",
    "Part",
    "RenameAttribute",
    "RenameChoice",
    "RenameLabel",
    "RenameRelation",
    "Revise",
    "SplitLabel",
    "Step",
    "Tagged",
]
