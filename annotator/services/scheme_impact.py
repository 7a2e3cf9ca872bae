"""What an edit of the label scheme does to what is annotated, counted before it is done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

GONE = ""
"""Where what is deleted leads."""

Way = tuple[str, str]
"""From one label to another, or to GONE."""


@dataclass(slots=True)
class Impact:
    """Counts over the whole project, hidden articles included.

    annotations, suggestions, entries (of the registry): by way. values: attributes' values that
    get another name or are lost, by label before and attribute; lost: those of them that are
    lost. merged: annotations that another one of the same span takes in. relations: deleted
    ones, by type. unlinked: annotations that no longer name an entry. articles: how many have
    something of all this.
    """

    annotations: Counter[Way] = field(default_factory=Counter)
    suggestions: Counter[Way] = field(default_factory=Counter)
    entries: Counter[Way] = field(default_factory=Counter)
    values: Counter[Way] = field(default_factory=Counter)
    lost: Counter[Way] = field(default_factory=Counter)
    merged: int = 0
    relations: Counter[str] = field(default_factory=Counter)
    unlinked: int = 0
    articles: int = 0

    def __bool__(self) -> bool:
        """Whether anything that is stored is touched, besides the scheme."""
        return bool(
            self.annotations or self.suggestions or self.entries or self.values or self.relations
        )

    def sentences(self) -> list[str]:
        """For the user, the most important first; none if only the scheme changes."""
        return [*self._of_annotations(), *self._of_losses(), *self._of_others()]

    def _of_annotations(self) -> Iterator[str]:
        for (before, after), count in self.annotations.items():
            what = _counted(count, f"{before} annotation")
            yield f"{what} {_becomes(count, after)}."
        if self.merged:
            yield (
                f"{_counted(self.merged, 'annotation')} {'is' if self.merged == 1 else 'are'}"
                " taken in by another one of the same words and label."
            )

    def _of_losses(self) -> Iterator[str]:
        for (label, attribute), count in self.lost.items():
            yield f"{_counted(count, 'value')} of {label}'s attribute “{attribute}” will be lost."
        for (label, attribute), count in (self.values - self.lost).items():
            yield f"{_counted(count, 'value')} of {label}'s attribute “{attribute}” will change."
        for name, count in self.relations.items():
            yield f"{_counted(count, f'{name} relation')} will be deleted."

    def _of_others(self) -> Iterator[str]:
        for (before, after), count in self.suggestions.items():
            yield f"{_counted(count, f'{before} suggestion')} {_becomes(count, after)}."
        for (before, after), count in self.entries.items():
            what = f"1 entry of the registry ({before})"
            if count != 1:
                what = f"{count:,} entries of the registry ({before})"
            yield f"{what} {_becomes(count, after)}."
        if self.unlinked:
            yield f"{_counted(self.unlinked, 'annotation')} will name no entry of the registry."


def _becomes(count: int, after: str) -> str:
    if after == GONE:
        return "will be deleted"
    return f"{'becomes' if count == 1 else 'become'} {after}"


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"
