"""Steps that rename, merge, split and delete labels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.errors import InvalidScheme
from annotator.domain.labels import Label, LabelScheme, RelationType
from annotator.domain.scheme_step import Step, Tagged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.domain.labels import AttributeValue


@dataclass(frozen=True, slots=True)
class RenameLabel(Step):
    """Another name; the old one becomes an alias, so that suggesters and files still find it."""

    old: str
    new: str

    @property
    def verb(self) -> str:
        """Both names."""
        return f"Rename {self.old} to {self.new}"

    def scheme(self, scheme: LabelScheme) -> LabelScheme:
        """With the label renamed. Raises InvalidScheme for a name that is taken."""
        label = scheme.label(self.old)
        if self.new != self.old and self.new in scheme:
            raise InvalidScheme(f"There is a label “{self.new}” already; merge the two instead.")
        aliases = _others((*label.aliases, self.old), self.new)
        renamed = replace(label, name=self.new, aliases=aliases)
        return LabelScheme(
            tuple(renamed if one is label else one for one in scheme.labels),
            _joined(scheme.relations, lambda name: (self.new if name == self.old else name,)),
        )

    def leads(self, label: str) -> frozenset[str]:
        """The new name for the old one."""
        return frozenset({self.new if label == self.old else label})

    def tagged(self, one: Tagged) -> Tagged | None:
        """The same, with the new name for the old one."""
        return one._replace(label=self.new) if one.label == self.old else one


@dataclass(frozen=True, slots=True)
class MergeLabels(Step):
    """What has the label `source` gets `target` instead; source becomes an alias of it."""

    source: str
    target: str

    @property
    def verb(self) -> str:
        """Both names."""
        return f"Merge {self.source} into {self.target}"

    def scheme(self, scheme: LabelScheme) -> LabelScheme:
        """Without the source. Raises InvalidScheme if the two are one label."""
        source, target = scheme.label(self.source), scheme.label(self.target)
        if source is target:
            raise InvalidScheme(f"{self.source} cannot be merged into itself.")
        aliases = _others((*target.aliases, source.name, *source.aliases), target.name)
        grown = replace(target, aliases=aliases)
        return LabelScheme(
            tuple(grown if one is target else one for one in scheme.labels if one is not source),
            _joined(scheme.relations, lambda name: tuple(self.leads(name))),
        )

    def leads(self, label: str) -> frozenset[str]:
        """The target for the source."""
        return frozenset({self.target if label == self.source else label})

    def tagged(self, one: Tagged) -> Tagged | None:
        """The same, with the target for the source."""
        return one._replace(label=self.target) if one.label == self.source else one


@dataclass(frozen=True, slots=True)
class Part:
    """What is split off: a new label for some values of an attribute, or for some words.

    words: compared whole, whatever their case.
    """

    label: Label
    attribute: str = ""
    values: tuple[AttributeValue, ...] = ()
    words: tuple[str, ...] = ()

    def takes(self, one: Tagged) -> bool:
        """Whether it is split off."""
        folded = one.words.casefold().strip()
        return any(
            name == self.attribute and value in self.values for name, value in one.attributes
        ) or any(folded == words.casefold().strip() for words in self.words)


@dataclass(frozen=True, slots=True)
class SplitLabel(Step):
    """New labels for some of what has one; the first part that takes it gets it."""

    label: str
    parts: tuple[Part, ...]

    @property
    def verb(self) -> str:
        """The name of the label."""
        return f"Split {self.label}"

    def scheme(self, scheme: LabelScheme) -> LabelScheme:
        """With the new labels below the old one, and at its relations."""
        scheme.label(self.label)
        if not self.parts:
            raise InvalidScheme(f"Say what is to be split off {self.label}.")
        labels: list[Label] = []
        for one in scheme.labels:
            labels.append(one)
            if one.name == self.label:
                labels += [part.label for part in self.parts]
        names = tuple(part.label.name for part in self.parts)
        return LabelScheme(
            tuple(labels),
            _joined(
                scheme.relations, lambda name: (name, *names) if name == self.label else (name,)
            ),
        )

    def leads(self, label: str) -> frozenset[str]:
        """The old label and the new ones."""
        if label != self.label:
            return frozenset({label})
        return frozenset({label, *(part.label.name for part in self.parts)})

    def tagged(self, one: Tagged) -> Tagged | None:
        """The same, with the label of the first part that takes it."""
        if one.label != self.label:
            return one
        part = next((part for part in self.parts if part.takes(one)), None)
        if part is None:
            return one
        known = {spec.name for spec in part.label.attributes}
        # the attribute that told them apart is not lost: the label says now what it said
        attributes = tuple(
            pair for pair in one.attributes if pair[0] != part.attribute or pair[0] in known
        )
        return one._replace(label=part.label.name, attributes=attributes)


@dataclass(frozen=True, slots=True)
class DeleteLabel(Step):
    """No such label any more. instead: what its annotations get; None: they are deleted."""

    label: str
    instead: str | None = None

    @property
    def verb(self) -> str:
        """The name of the label."""
        return f"Delete {self.label}"

    def scheme(self, scheme: LabelScheme) -> LabelScheme:
        """Without the label, and without relations that lose an end."""
        gone = scheme.label(self.label)
        if self.instead is not None and scheme.label(self.instead) is gone:
            raise InvalidScheme(f"{self.label} cannot take its own place.")
        return LabelScheme(
            tuple(one for one in scheme.labels if one is not gone),
            _joined(scheme.relations, lambda name: () if name == self.label else (name,)),
        )

    def leads(self, label: str) -> frozenset[str]:
        """What it gets instead, if anything."""
        if label != self.label:
            return frozenset({label})
        return frozenset() if self.instead is None else frozenset({self.instead})

    def tagged(self, one: Tagged) -> Tagged | None:
        """The same with what it gets instead; None if that is nothing."""
        if one.label != self.label:
            return one
        return None if self.instead is None else one._replace(label=self.instead)


def _joined(
    relations: Sequence[RelationType], lead: Callable[[str], tuple[str, ...]]
) -> tuple[RelationType, ...]:
    """The relation types with other labels at their ends; those that lose an end go."""

    def ends(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(there for name in names for there in lead(name)))

    moved = (
        replace(one, sources=ends(one.sources), targets=ends(one.targets)) for one in relations
    )
    return tuple(one for one in moved if one.sources and one.targets)


def _others(aliases: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(aliases) if one != name)
