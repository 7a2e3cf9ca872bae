"""annotation.conf and visual.conf: the label scheme as brat wants it told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.labels import AttributeKind
from annotator.formats.brat.names import brat_name, brat_value
from annotator.formats.common.plain_names import escape_line

if TYPE_CHECKING:
    from annotator.domain.annotation import Annotation
    from annotator.domain.labels import AttributeValue, LabelScheme

_MOST_VALUES = 200
"""Values of one free attribute that brat is told; it offers them in a list."""

_WHITE_BELOW = 140
_OVERLAPS = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"


class Configuration:
    """The scheme's labels, relations and attributes, and those that annotations have besides."""

    def __init__(self, scheme: LabelScheme) -> None:
        self._scheme = scheme
        self._labels = dict.fromkeys(scheme.names())
        self._relations = {
            one.name: f"Arg1:{_names(one.sources)}, Arg2:{_names(one.targets)}"
            for one in scheme.relations
        }
        self._bearers: dict[str, dict[str, None]] = {}
        self._values: dict[str, dict[str, None]] = {}
        for label in scheme.labels:
            for spec in label.attributes:
                self._bear(spec.name, label.name)
                choices = ("false", "true") if spec.kind is AttributeKind.FLAG else ()
                words = choices or tuple(map(brat_value, spec.choices))
                self._values[spec.name] |= dict.fromkeys(words)

    def take(self, annotation: Annotation) -> None:
        """Remembers what an annotation has that the scheme does not tell."""
        self._labels.setdefault(annotation.label)
        for name, value in annotation.attributes:
            self._bear(name, annotation.label)
            self._offer(name, value)

    def take_relation(self, name: str) -> None:
        """Remembers a relation that the scheme may not have."""
        self._relations.setdefault(name, "Arg1:<ENTITY>, Arg2:<ENTITY>")

    def annotation_conf(self) -> str:
        """What may be annotated."""
        attributes = (
            f"{brat_name(name)}\tArg:{_names(bearers)}, Value:{'|'.join(self._values[name])}"
            for name, bearers in self._bearers.items()
            if self._values[name]
        )
        sections = {
            "entities": [brat_name(label) for label in self._labels],
            "relations": [
                *(f"{brat_name(name)}\t{ends}" for name, ends in self._relations.items()),
                _OVERLAPS,
            ],
            "events": [],
            "attributes": list(attributes),
        }
        return "\n".join(f"[{name}]\n\n" + "".join(map(_line, sections[name])) for name in sections)

    def visual_conf(self) -> str:
        """How labels are called and coloured on the screen."""
        shown = [name for name in (*self._labels, *self._relations) if brat_name(name) != name]
        labels = (f"{brat_name(name)} | {_shown(name)}" for name in shown)
        colours = (
            f"{brat_name(one.name)}\tbgColor:{one.colour}, fgColor:{_ink(one.colour)},"
            " borderColor:darken"
            for one in self._scheme.labels
        )
        drawing = (
            "SPAN_DEFAULT\tbgColor:#e8e8e8, fgColor:black, borderColor:darken",
            "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
            *colours,
        )
        return (
            "[labels]\n\n" + "".join(map(_line, labels)) + "\n[drawing]\n\n"
            + "".join(map(_line, drawing))
        )  # fmt: skip

    def _bear(self, attribute: str, label: str) -> None:
        self._bearers.setdefault(attribute, {}).setdefault(label)
        self._values.setdefault(attribute, {})

    def _offer(self, attribute: str, value: AttributeValue) -> None:
        words = self._values[attribute]
        if isinstance(value, bool):
            words |= {"false": None, "true": None}
        elif len(words) < _MOST_VALUES:
            words.setdefault(brat_value(value))


def _names(names: tuple[str, ...] | dict[str, None]) -> str:
    return "|".join(map(brat_name, names)) or "<ENTITY>"


def _line(text: str) -> str:
    return f"{text}\n"


def _shown(name: str) -> str:
    return escape_line(name).replace("|", "¦")


def _ink(colour: str) -> str:
    """Black or white, whichever is read more easily on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < _WHITE_BELOW else "black"
