"""What is chosen for labels that the scheme lacks, and the scheme that follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.errors import InvalidScheme
from annotator.domain.labels import Label, LabelScheme
from annotator.domain.scheme_steps import Revise
from annotator.ui.dialogs.scheme.drafting import free_colours

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.domain.scheme_draft import SchemeDraft


@dataclass(frozen=True, slots=True)
class Choice:
    """What a label that the scheme lacks is taken for.

    name: what the file calls it. label: what it becomes; "" leaves its spans out.
    is_new: the scheme gets a label of that name. is_alias: it is remembered as another name.
    """

    name: str
    label: str = ""
    is_new: bool = False
    is_alias: bool = False


def can_be_added(name: str, scheme: LabelScheme) -> bool:
    """Whether a scheme may have a label of that name."""
    try:
        LabelScheme((*scheme.labels, Label(name, *free_colours(scheme.labels))), scheme.relations)
    except InvalidScheme:
        return False
    return True


def drafted(draft: SchemeDraft, choices: Iterable[Choice]) -> SchemeDraft:
    """A draft with the labels and the other names that were chosen."""
    scheme = draft.scheme
    labels = list(scheme.labels)
    for one in choices:
        if one.is_new and one.name not in {label.name for label in labels}:
            labels.append(Label(one.name, *free_colours(labels)))
        elif one.is_alias and one.label:
            labels = [
                replace(label, aliases=(*label.aliases, one.name))
                if label.name == one.label and one.name not in label.aliases
                else label
                for label in labels
            ]
    if tuple(labels) == scheme.labels:
        return draft
    return draft.then(Revise(LabelScheme(tuple(labels), scheme.relations)))
