"""What a column holds, as `datasets` reads it at the head of README.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.tokenising.tags import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.formats.base import Export

_TEXTS = ("id", "title", "outlet", "byline", "published", "url", "language")


def tag_names(labels: Sequence[str]) -> list[str]:
    """The names of the tags, by their numbers."""
    return [OUTSIDE, *(f"{letter}-{label}" for label in labels for letter in "BI")]


def header(export: Export) -> str:
    """The block of YAML: the columns, and the names of the tags.

    It names no files: `datasets` finds those of the splits by their names, whichever there are.
    """
    about = {
        "pretty_name": export.title,
        "task_categories": ["token-classification"],
        "configs": [{"config_name": "default", "default": True}],
        "dataset_info": {
            "config_name": "default",
            "features": _features(tag_names(export.scheme.names())),
        },
    }
    import yaml

    block = yaml.safe_dump(about, allow_unicode=True, sort_keys=False, width=1_000)
    return f"---\n{block}---\n\n"


def _features(tags: Sequence[str]) -> list[dict[str, object]]:
    names = {str(number): name for number, name in enumerate(tags)}
    return [
        *(_text(name) for name in _TEXTS),
        _pairs("extra", "name", "value"),
        {"name": "ner_tags", "sequence": {"class_label": {"names": names}}},
        {"name": "tokens", "sequence": "string"},
        {"name": "token_starts", "sequence": "int64"},
        _text("text"),
        {
            "name": "spans",
            "list": [
                _text("id"),
                *(_number(name) for name in ("start", "end", "start_token", "end_token")),
                *(_text(name) for name in ("label", "text", "annotator", "note")),
                _pairs("attributes", "name", "type", "value"),
            ],
        },
        _pairs("relations", "label", "from", "to", "annotator"),
    ]


def _text(name: str) -> dict[str, object]:
    return {"name": name, "dtype": "string"}


def _number(name: str) -> dict[str, object]:
    return {"name": name, "dtype": "int64"}


def _pairs(name: str, *keys: str) -> dict[str, object]:
    return {"name": name, "list": [_text(key) for key in keys]}
