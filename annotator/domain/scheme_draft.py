"""A label scheme in the making: the one that is stored, and the steps away from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING

from annotator.domain.errors import InvalidScheme
from annotator.domain.labels import AttributeKind, LabelScheme
from annotator.domain.scheme_steps import Revise, Step, Tagged

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class SchemeDraft:
    """A scheme in the making.

    base: the one that is stored.
    """

    base: LabelScheme
    steps: tuple[Step, ...] = ()

    @property
    def scheme(self) -> LabelScheme:
        """Where the steps lead."""
        return reduce(lambda scheme, step: step.scheme(scheme), self.steps, self.base)

    @property
    def verb(self) -> str:
        """What menus call it to do all of it."""
        telling = [step.verb for step in self.steps if not isinstance(step, Revise)]
        return telling[0] if len(self.steps) == len(telling) == 1 else Step().verb

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to do."""
        return self.scheme != self.base

    @property
    def touches_nothing(self) -> bool:
        """Whether everything that is annotated stays as it is."""
        after = self.scheme
        return after.relations == self.base.relations and not any(
            name not in after or self.changes_label(name) or self.changes_attributes(name)
            for name in self.base.names()
        )

    def then(self, step: Step) -> SchemeDraft:
        """One step further. Raises InvalidScheme, or UnknownName for what is not there."""
        checked(step.scheme(self.scheme))
        steps = self.steps
        if isinstance(step, Revise) and steps and isinstance(steps[-1], Revise):
            before = replace(self, steps=steps[:-1])
            one, both = replace(before, steps=(*before.steps, step)), (*steps, step)
            if all(
                one.leads(name) == replace(self, steps=both).leads(name)
                for name in self.base.names()
            ):
                return one  # or each letter that is typed would be a step
        return replace(self, steps=(*steps, step))

    def tagged(self, one: Tagged) -> Tagged | None:
        """What becomes of a label on some words in the end; None if it goes."""
        for step in self.steps:
            following = step.tagged(one)
            if following is None:
                return None
            one = following
        return one

    def relation(self, name: str) -> str:
        """What a relation type is called in the end."""
        return reduce(lambda now, step: step.relation(now), self.steps, name)

    def leads(self, label: str) -> frozenset[str]:
        """The labels that what has this one may have in the end."""
        now = frozenset({label})
        for step in self.steps:
            now = frozenset(there for here in now for there in step.leads(here))
        return now

    def changes_label(self, label: str) -> bool:
        """Whether what has this label may get another, or go."""
        return self.leads(label) != {label}

    def changes_attributes(self, label: str) -> bool:
        """Whether attributes on what has this label may change."""
        now = frozenset({label})
        for step in self.steps:
            if any(step.alters(here) for here in now):
                return True
            now = frozenset(there for here in now for there in step.leads(here))
        after = self.scheme
        before = self.base.label(label).attributes
        return any(name in after and after.label(name).attributes != before for name in now)


def checked(scheme: LabelScheme) -> LabelScheme:
    """The scheme, if attributes and relations make sense, too. Raises InvalidScheme."""
    if not scheme.labels:
        raise InvalidScheme("A label scheme has at least one label.")
    for label in scheme.labels:
        _check_names("attribute", label.name, [spec.name for spec in label.attributes])
        for spec in label.attributes:
            if spec.kind is AttributeKind.CHOICE:
                _check_names("choice", spec.name, spec.choices)
                if not spec.choices:
                    raise InvalidScheme(
                        f"The attribute {spec.name} of {label.name} has no choices."
                    )
            elif spec.choices:
                raise InvalidScheme(f"The attribute {spec.name} of {label.name} is no choice.")
    _check_names("relation", "the scheme", [one.name for one in scheme.relations])
    for relation in scheme.relations:
        if not relation.sources or not relation.targets:
            raise InvalidScheme(f"The relation {relation.name} needs labels at both ends.")
    return scheme


def _check_names(kind: str, owner: str, names: Sequence[str]) -> None:
    for place, name in enumerate(names):
        if not name or name != name.strip():
            article = "an" if kind[0] in "aeiou" else "a"
            raise InvalidScheme(f"“{name}” cannot be the name of {article} {kind} of {owner}.")
        if name in names[:place]:
            raise InvalidScheme(f"{owner} has two {kind}s named “{name}”.")
