"""Steps that give attributes, their choices and relations other names, which values follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.labels import LabelScheme
from annotator.domain.scheme_step import Step, Tagged

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotator.domain.labels import AttributeSpec


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
