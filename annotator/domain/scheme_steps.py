"""Steps from one label scheme to another, and where they lead what is annotated by the first.

A step says what becomes of the scheme, of a label on some words, and of a relation's name. What
the scheme that they end at forbids is not theirs to say: it goes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.errors import InvalidScheme
from annotator.domain.labels import Label, LabelScheme, RelationType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotator.domain.labels import Attributes, AttributeSpec, AttributeValue


class Tagged(NamedTuple):
    """A label with its attributes' values on some words of a text."""

    label: str
    attributes: Attributes
    words: str


class Step:
    """One step; this one changes nothing."""

    __slots__ = ()

    @property
    def verb(self) -> str:
        """As the menu names it."""
        return "Edit label scheme"

    def scheme(self, scheme: LabelScheme) -> LabelScheme:
        """The scheme after it. Raises InvalidScheme, or UnknownName for what is not there."""
        return scheme

    def leads(self, label: str) -> frozenset[str]:
        """The labels that what has this one may have afterwards; none if it goes."""
        return frozenset({label})

    def alters(self, label: str) -> bool:  # noqa: ARG002 - overrides need it
        """Whether attributes on this label may get other names or values."""
        return False

    def tagged(self, one: Tagged) -> Tagged | None:
        """What becomes of a label on some words; None if it goes."""
        return one

    def relation(self, name: str) -> str:
        """What a relation type is called afterwards."""
        return name


@dataclass(frozen=True, slots=True)
class Revise(Step):
    """Another scheme; labels that it knows by an alias become those."""

    new: LabelScheme

    def scheme(self, scheme: LabelScheme) -> LabelScheme:  # noqa: ARG002 - it replaces all of it
        """The new one."""
        return self.new

    def leads(self, label: str) -> frozenset[str]:
        """By name or alias."""
        return frozenset({self._name(label)})

    def tagged(self, one: Tagged) -> Tagged | None:
        """The same, under the name that the new scheme has for its label."""
        return one._replace(label=self._name(one.label))

    def _name(self, label: str) -> str:
        known = self.new.named(label)
        return label if known is None else known.name


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


@dataclass(frozen=True, slots=True)
class RenameAttribute(Step):
    """Another name for an attribute of one label; its values stay."""

    label: str
    old: str
    new: str

    def scheme(self, scheme: LabelScheme) -> LabelScheme:
        """With the attribute renamed."""
        return _with_attribute(
            scheme, self.label, self.old, lambda spec: replace(spec, name=self.new)
        )

    def alters(self, label: str) -> bool:
        """The label whose attribute it is."""
        return label == self.label

    def tagged(self, one: Tagged) -> Tagged | None:
        """The same, with the value under the new name."""
        if one.label != self.label:
            return one
        renamed = (
            (self.new if name == self.old else name, value) for name, value in one.attributes
        )
        return one._replace(attributes=tuple(sorted(renamed)))


@dataclass(frozen=True, slots=True)
class RenameChoice(Step):
    """Another word for a choice of an attribute; one that is there already takes both in."""

    label: str
    attribute: str
    old: str
    new: str

    def scheme(self, scheme: LabelScheme) -> LabelScheme:
        """With the choice renamed."""

        def renamed(spec: AttributeSpec) -> AttributeSpec:
            choices = (self.new if one == self.old else one for one in spec.choices)
            return replace(spec, choices=tuple(dict.fromkeys(choices)))

        return _with_attribute(scheme, self.label, self.attribute, renamed)

    def alters(self, label: str) -> bool:
        """The label whose attribute it is."""
        return label == self.label

    def tagged(self, one: Tagged) -> Tagged | None:
        """The same, with the new word for the old one."""
        if one.label != self.label:
            return one
        here = (self.attribute, self.old)
        changed = ((pair[0], self.new) if pair == here else pair for pair in one.attributes)
        return one._replace(attributes=tuple(changed))


@dataclass(frozen=True, slots=True)
class RenameRelation(Step):
    """Another name for a relation type."""

    old: str
    new: str

    @property
    def verb(self) -> str:
        """Both names."""
        return f"Rename {self.old} to {self.new}"

    def scheme(self, scheme: LabelScheme) -> LabelScheme:
        """With the relation renamed."""
        known = scheme.relation(self.old)
        kinds = (replace(one, name=self.new) if one is known else one for one in scheme.relations)
        return LabelScheme(scheme.labels, tuple(kinds))

    def relation(self, name: str) -> str:
        """The new name for the old one."""
        return self.new if name == self.old else name


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


def _with_attribute(
    scheme: LabelScheme, label: str, name: str, change: Callable[[AttributeSpec], AttributeSpec]
) -> LabelScheme:
    known = scheme.label(label)
    spec = known.attribute(name)
    specs = tuple(change(one) if one is spec else one for one in known.attributes)
    changed = replace(known, attributes=specs)
    return LabelScheme(
        tuple(changed if one is known else one for one in scheme.labels), scheme.relations
    )
