"""What the model is told: the label scheme in words, and how to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.domain.labels import AttributeSpec, LabelScheme

_ANSWER = (
    'Answer with JSON only: {"spans": […], "relations": […]}. Each span has "label" and "text",'
    " copied from the article character by character, and, where that text stands in the article"
    ' more than once, "occurrence": which of them it is, counted from 1. Spans may overlap. What'
    ' is known of a span besides goes to "attributes". Each relation has "label", "from" and "to";'
    " these two are the places of spans in the list, counted from 0."
)


def system_prompt(scheme: LabelScheme) -> str:
    """The turn that comes before all others, the same in every conversation."""
    return "\n".join(_lines(scheme))


def _lines(scheme: LabelScheme) -> Iterator[str]:
    yield "Mark spans in a news article, or in a part of one."
    yield ""
    yield "Labels:"
    for label in scheme.labels:
        yield _line(label.name, label.description)
        for spec in label.attributes:
            yield f"  {_line(f'{spec.name} ({_values(spec)})', spec.description)}"
    if scheme.relations:
        yield ""
        yield "Relations:"
    for relation in scheme.relations:
        ends = f"from {_either(relation.sources)} to {_either(relation.targets)}"
        yield _line(f"{relation.name}, {ends}", relation.description)
    yield ""
    yield _ANSWER


def _line(name: str, description: str) -> str:
    return f"- {name}: {description}" if description else f"- {name}"


def _values(spec: AttributeSpec) -> str:
    return ", ".join(spec.choices) if spec.choices else spec.kind


def _either(names: Sequence[str]) -> str:
    return " or ".join(names)
