"""Label schemes to JSON and back; the rules of `codec` hold here, too."""

from __future__ import annotations

from typing import Any, TypeAlias

from annotator.domain.labels import AttributeKind, AttributeSpec, Label, LabelScheme, RelationType

Json: TypeAlias = dict[str, Any]


def scheme_out(value: LabelScheme) -> Json:
    """The scheme as JSON holds it."""
    return {
        "labels": [_label_out(label) for label in value.labels],
        "relations": [
            {
                "name": relation.name,
                "sources": relation.sources,
                "targets": relation.targets,
                "description": relation.description,
            }
            for relation in value.relations
        ],
    }


def scheme_in(data: Json) -> LabelScheme:
    """The scheme that scheme_out() gave. Raises InvalidScheme if it contradicts itself."""
    return LabelScheme(
        labels=tuple(_label_in(label) for label in data["labels"]),
        relations=tuple(
            RelationType(
                name=relation["name"],
                sources=tuple(relation["sources"]),
                targets=tuple(relation["targets"]),
                description=relation["description"],
            )
            for relation in data["relations"]
        ),
    )


def _label_out(label: Label) -> Json:
    return {
        "name": label.name,
        "colour": label.colour,
        "dark_colour": label.dark_colour,
        "shortcut": label.shortcut,
        "description": label.description,
        "attributes": [
            {
                "name": spec.name,
                "kind": spec.kind,
                "description": spec.description,
                "choices": spec.choices,
            }
            for spec in label.attributes
        ],
        "accepted": label.accepted,
        "rejected": label.rejected,
        "aliases": label.aliases,
    }


def _label_in(data: Json) -> Label:
    return Label(
        name=data["name"],
        colour=data["colour"],
        dark_colour=data["dark_colour"],
        shortcut=data["shortcut"],
        description=data["description"],
        attributes=tuple(
            AttributeSpec(
                name=spec["name"],
                kind=AttributeKind(spec["kind"]),
                description=spec["description"],
                choices=tuple(spec["choices"]),
            )
            for spec in data["attributes"]
        ),
        accepted=tuple(data.get("accepted", ())),
        rejected=tuple(data.get("rejected", ())),
        aliases=tuple(data.get("aliases", ())),
    )
