"""What goes with an export: how it was made, in figures, and the hashes of its files."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from annotator import __version__
from annotator.domain.document import ArticleFilter
from annotator.formats.jsonl.schema import write_time
from annotator.services.exports.outputs import HASHES, REPORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from annotator.domain.labels import LabelScheme
    from annotator.formats.base import Export, Exporter
    from annotator.services.exports.outputs import Place
    from annotator.services.exports.request import ExportRequest
    from annotator.services.exports.tally import Tally

CARD = "README.md"

_FILES = 20


def described(
    exporter: Exporter,
    request: ExportRequest,
    about: Export,
    tally: Tally,
    schema_version: int,
) -> dict[str, Any]:
    """What an export is, as plain values; without times and places of the machine."""
    return {
        "title": about.title,
        "tool": "annotator",
        "tool_version": __version__,
        "project_schema": schema_version,
        "newest_change": write_time(about.as_of),
        "format": exporter.name,
        "format_title": exporter.title,
        "options": {one.name: about.option(one) for one in exporter.options},
        "articles_chosen": _set_fields(asdict(request.where), asdict(ArticleFilter())),
        "annotations_chosen": _set_fields(asdict(request.selection), {}),
        "with_suggestions": request.suggestions,
        "split": None if request.split is None else _plain(asdict(request.split)),
        "parts": {
            name: {
                "articles": part.articles,
                "characters": part.characters,
                "annotations": dict(sorted(part.annotations.items())),
                "relations": dict(sorted(part.relations.items())),
                "suggestions": dict(sorted(part.suggestions.items())),
            }
            for name, part in tally.parts.items()
        },
        "agreement": [
            {
                "annotators": list(pair),
                "articles": found.articles,
                "spans": found.spans,
                "f1": round(found.f1, 4),
            }
            for pair, found in sorted(tally.agreement.items())
        ],
    }


def write(
    place: Place,
    exporter: Exporter,
    about: Export,
    described: Mapping[str, Any],
    losses: Sequence[Mapping[str, Any]],
) -> None:
    """Writes the card, with the header that the format may want, and then the hashes."""
    header = getattr(exporter, "card_header", None)
    text = header(about) if header is not None else ""
    text += "\n".join(_card(described, losses, about.scheme, [one.name for one in place.files]))
    with place.output.open(CARD) as stream:
        stream.write(text.encode())
    lines = "".join(f"{one.sha256}  {one.name}\n" for one in place.files)
    with place.output.open(HASHES) as stream:
        stream.write(lines.encode())


def _card(
    described: Mapping[str, Any],
    losses: Sequence[Mapping[str, Any]],
    scheme: LabelScheme,
    files: Sequence[str],
) -> Iterator[str]:
    yield f"# {described['title']}"
    yield ""
    yield f"{described['format_title']}, written by annotator {described['tool_version']}" + (
        f" from a project of schema {described['project_schema']}; its newest change is of"
        f" {described['newest_change']}."
    )
    yield ""
    counted = {"span", "relation", "suggestion"}
    is_whole = not any(one["kind"] in counted for one in losses)
    yield from _contents(described["parts"], is_whole=is_whole)
    yield from _labels(scheme)
    yield from _made(described)
    yield from _agreement(described["agreement"])
    yield from _lost(losses)
    yield "## Files"
    yield ""
    some = [*files[:_FILES], f"and {len(files) - _FILES:,} more"] if len(files) > _FILES else files
    yield from (f"- {_cell(name)}" for name in some)
    yield ""
    yield f"`{HASHES}` has the SHA-256 of each."
    yield ""


def _contents(parts: Mapping[str, Mapping[str, Any]], *, is_whole: bool) -> Iterator[str]:
    yield "## What is in it"
    yield ""
    if not is_whole:
        yield "As counted in the project, before what the format does not carry."
        yield ""
    names = list(parts)
    rows = [(what, [parts[name][what] for name in names]) for what in ("articles", "characters")]
    for kind in ("annotations", "relations", "suggestions"):
        labels = sorted({label for name in names for label in parts[name][kind]})
        rows += [
            (f"{kind}: {label}", [parts[name][kind].get(label, 0) for name in names])
            for label in labels
        ]
    yield from _table(["", *names], [[what, *(f"{n:,}" for n in counts)] for what, counts in rows])


def _labels(scheme: LabelScheme) -> Iterator[str]:
    yield "## Labels"
    yield ""
    rows = [
        [label.name, label.description, ", ".join(one.name for one in label.attributes)]
        for label in scheme.labels
    ]
    yield from _table(["label", "what is marked with it", "attributes"], rows)
    if scheme.relations:
        relations = [
            [one.name, ", ".join(one.sources), ", ".join(one.targets), one.description]
            for one in scheme.relations
        ]
        yield from _table(["relation", "from", "to", "what it says"], relations)


def _made(described: Mapping[str, Any]) -> Iterator[str]:
    yield "## How it was made"
    yield ""
    chosen = {
        "options": described["options"],
        "articles chosen": described["articles_chosen"],
        "annotations chosen": described["annotations_chosen"],
        "split": described["split"],
    }
    rows = [
        [f"{what}: {name}", _said(value)]
        for what, values in chosen.items()
        for name, value in (values or {}).items()
    ]
    rows.append(["with suggestions", "yes" if described["with_suggestions"] else "no"])
    yield from _table(["setting", "value"], rows)


def _said(value: Any) -> str:  # noqa: ANN401 - whatever settings hold
    match value:
        case bool():
            return "yes" if value else "no"
        case dict():
            return ", ".join(f"{name} {_said(one)}" for name, one in value.items())
        case list():
            return ", ".join(map(_said, value))
        case float():
            return f"{value:g}"
    return str(value)


def _agreement(pairs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not pairs:
        return
    yield "## Agreement"
    yield ""
    yield "F1 of exact spans and labels, in the articles that both worked on."
    yield ""
    rows = [
        [" and ".join(one["annotators"]), f"{one['articles']:,}", f"{one['f1']:.3f}"]
        for one in pairs
    ]
    yield from _table(["annotators", "articles", "F1"], rows)


def _lost(losses: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "## What the format does not carry"
    yield ""
    if not losses:
        yield "Nothing was lost."
        yield ""
        return
    rows = [[one["kind"], one["fate"], f"{one['count']:,}", one["rule"]] for one in losses]
    yield from _table(["what", "became", "how many", "rule"], rows)
    yield f"`{REPORT}` lists each."
    yield ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(map(_cell, head))} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"
    yield ""


def _cell(text: str) -> str:
    """A text that Markdown shows as it is, in one line."""
    text = " ".join(text.split())
    for character in "\\`*_{}[]<>|#":
        text = text.replace(character, f"\\{character}")
    return text


def _set_fields(values: Mapping[str, Any], unset: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _plain(value)
        for name, value in values.items()
        if value not in (None, False, "", ()) and value != unset.get(name)
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever settings hold
    if isinstance(value, frozenset | set):
        return sorted(str(one) for one in value)
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value
