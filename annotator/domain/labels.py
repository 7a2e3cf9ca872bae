"""Labels, the relations between them, and the scheme that holds both."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from annotator.domain.errors import InvalidScheme, NotAllowed, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

AttributeValue = str | bool | int | float
Attributes = tuple[tuple[str, AttributeValue], ...]
"""Attribute values of one annotation, as (name, value) pairs sorted by name."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class AttributeKind(StrEnum):
    """What an attribute's value may be."""

    CHOICE = "choice"
    FLAG = "flag"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class AttributeSpec:
    """One attribute that annotations of a label may carry.

    choices: the allowed values of a CHOICE; empty for the other kinds.
    """

    name: str
    kind: AttributeKind
    description: str = ""
    choices: tuple[str, ...] = ()

    def check(self, value: AttributeValue) -> None:
        """Raises NotAllowed if the value is not of this attribute's kind."""
        if not self.fits(value):
            allowed = ", ".join(self.choices) if self.choices else f"a {self.kind}"
            raise NotAllowed(f"“{value}” is no value of the attribute “{self.name}” ({allowed}).")

    def fits(self, value: AttributeValue) -> bool:
        """Whether the value is of this attribute's kind."""
        match self.kind:
            case AttributeKind.CHOICE:
                return value in self.choices
            case AttributeKind.FLAG:
                return isinstance(value, bool)
            case AttributeKind.TEXT:
                return isinstance(value, str)
            case AttributeKind.NUMBER:
                return isinstance(value, int | float) and not isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class Label:
    """A category an annotation may have.

    colour, dark_colour: "#rrggbb", for light and dark backgrounds.
    shortcut: the single key that tags, "" for none.
    accepted, rejected: examples for the guideline: what to mark with it, and what not to.
    aliases: other names by which suggesters and files call it, such as a former one.
    """

    name: str
    colour: str
    dark_colour: str
    shortcut: str = ""
    description: str = ""
    attributes: tuple[AttributeSpec, ...] = ()
    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def attribute(self, name: str) -> AttributeSpec:
        """The attribute of that name. Raises UnknownName."""
        for spec in self.attributes:
            if spec.name == name:
                return spec
        raise UnknownName(
            f"attribute of {self.name}", name, (spec.name for spec in self.attributes)
        )

    def fitting(self, attributes: Attributes) -> Attributes:
        """Those of the attributes that annotations of this label may carry."""
        return tuple(
            (name, value)
            for name, value in attributes
            if any(spec.name == name and spec.fits(value) for spec in self.attributes)
        )


@dataclass(frozen=True, slots=True)
class RelationType:
    """A directed link: from an annotation with one of `sources` to one with one of `targets`."""

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class LabelScheme:
    """The labels and relations of a project. Raises InvalidScheme if they contradict."""

    labels: tuple[Label, ...]
    relations: tuple[RelationType, ...] = ()
    _by_name: Mapping[str, Label] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {label.name: label for label in self.labels})
        _check_labels(self.labels)
        for relation in self.relations:
            for name in (*relation.sources, *relation.targets):
                if name not in self._by_name:
                    raise InvalidScheme(
                        f"The relation {relation.name} joins “{name}”, which is no label."
                    )

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def names(self) -> tuple[str, ...]:
        """The labels' names, in the scheme's order."""
        return tuple(self._by_name)

    def label(self, name: str) -> Label:
        """The label of that name. Raises UnknownName."""
        try:
            return self._by_name[name]
        except KeyError:
            raise UnknownName("label", name, self._by_name) from None

    def named(self, name: str) -> Label | None:
        """The label of that name, or the one that has it as an alias; None if there is none."""
        known = self._by_name.get(name)
        if known is not None:
            return known
        return next((label for label in self.labels if name in label.aliases), None)

    def relation(self, name: str) -> RelationType:
        """The relation type of that name. Raises UnknownName."""
        for relation in self.relations:
            if relation.name == name:
                return relation
        raise UnknownName("relation", name, (relation.name for relation in self.relations))

    def check_attributes(self, label: str, attributes: Attributes) -> None:
        """Raises UnknownName or NotAllowed if an annotation of `label` may not carry them."""
        known = self.label(label)
        for name, value in attributes:
            known.attribute(name).check(value)

    def check_relation(self, name: str, source: str, target: str) -> None:
        """Raises UnknownName or NotAllowed unless `name` may lead from label to label."""
        relation = self.relation(name)
        if source not in relation.sources or target not in relation.targets:
            raise NotAllowed(
                f"{name} leads from {' or '.join(relation.sources)}"
                f" to {' or '.join(relation.targets)}, not from {source} to {target}."
            )

    def relation_between(self, source: str, target: str) -> RelationType | None:
        """The first relation type that may lead from one label to another."""
        for relation in self.relations:
            if source in relation.sources and target in relation.targets:
                return relation
        return None


def _check_labels(labels: tuple[Label, ...]) -> None:
    names: set[str] = set()
    aliases: dict[str, str] = {}
    shortcuts: dict[str, str] = {}
    for label in labels:
        if not label.name or label.name != label.name.strip():
            raise InvalidScheme(f"“{label.name}” cannot be the name of a label.")
        if label.name in names:
            raise InvalidScheme(f"Two labels are named “{label.name}”.")
        names.add(label.name)
        for colour in (label.colour, label.dark_colour):
            if not _COLOUR.fullmatch(colour):
                raise InvalidScheme(f"“{colour}” of {label.name} is no colour; write #rrggbb.")
        for alias in label.aliases:
            other = aliases.setdefault(alias, label.name)
            if other != label.name:
                raise InvalidScheme(f"{other} and {label.name} share the alias “{alias}”.")
        if not label.shortcut:
            continue
        if len(label.shortcut) != 1 or not label.shortcut.isalnum():
            raise InvalidScheme(
                f"The shortcut “{label.shortcut}” of {label.name} is not one letter or digit."
            )
        other = shortcuts.setdefault(label.shortcut.casefold(), label.name)
        if other != label.name:
            raise InvalidScheme(f"{other} and {label.name} share the key “{label.shortcut}”.")
