"""What edits of the label scheme mean for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.labels import LabelScheme

if TYPE_CHECKING:
    from annotator.domain.edits import Edit


def brings_names(edit: Edit) -> bool:
    """Whether suggesters may now say what was dropped before."""
    before: set[str] = set()
    after: set[str] = set()
    for change in edit.changes:
        for side, names in ((change.before, before), (change.after, after)):
            if isinstance(side, LabelScheme):
                names.update(*((label.name, *label.aliases) for label in side.labels))
    return bool(after - before)
