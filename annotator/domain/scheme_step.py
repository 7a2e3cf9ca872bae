"""A step from one label scheme to another, and where it leads what is annotated by the first.

A step says what becomes of the scheme, of a label on some words, and of a relation's name. What
the scheme that they end at forbids is not theirs to say: it goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotator.domain.labels import Attributes, LabelScheme


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
