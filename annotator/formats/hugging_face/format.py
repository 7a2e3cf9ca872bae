"""The folder as one format."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.formats.base import Layout, Option
from annotator.formats.carrying import EVERYTHING, tell_uncarried
from annotator.formats.common.own_fields import incoming, why_unusable
from annotator.formats.common.record_reading import read_records
from annotator.formats.hugging_face.features import header
from annotator.formats.hugging_face.writer import RowWriter
from annotator.formats.jsonl.schema import METADATA_KEYS
from annotator.formats.jsonl.spans import read_relations, read_spans
from annotator.formats.tokenising.spans import LABELS, OVERLAPS, chosen_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.base import Export, Output, Part
    from annotator.formats.common.json_records import Record
    from annotator.formats.input_file import InputFile

SPLITS = {"dev": "validation", "test": "test"}
"""What the hub calls the parts; all else is for training."""

_KEYS = frozenset({"text", "tokens", "token_starts", "ner_tags", "spans"})
_FIRST_KEYS = frozenset({"id", *METADATA_KEYS, "extra", "ner_tags"})


class HuggingFace:
    """A file of JSON lines for each split; the header for README.md names the tags."""

    name = "huggingface"
    title = "Hugging Face dataset"
    purpose = "A folder that datasets.load_dataset() reads: texts, tokens, tags and spans."
    extensions: tuple[str, ...] = (".jsonl",)
    layout = Layout.FOLDER
    carries = replace(EVERYTHING, links=False, history=False, suggestions=False, state=frozenset())
    options: tuple[Option, ...] = (LABELS, OVERLAPS)

    def recognises(self, file: InputFile) -> bool:
        """Whether its rows have our keys."""
        first = file.first_json
        return file.json_keys >= _FIRST_KEYS if first is None else _is_row(first)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article a row, with the exact spans; tokens and tags follow from them."""
        return read_records(file, _incoming)

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """A row a document; memory holds one at a time. A split without any has no file."""
        writer = RowWriter(
            export.scheme,
            export.option(OVERLAPS),
            chosen_labels(export.option(LABELS)),
            export.lost,
        )
        empty = True
        for part in parts:
            with ExitStack() as files:
                stream = None
                for annotated in part.documents:
                    if stream is None:
                        name = SPLITS.get(part.name, "train")
                        stream = files.enter_context(output.open(f"{name}.jsonl"))
                    tell_uncarried(annotated, self.title, self.carries, export.lost)
                    stream.write(writer.row(annotated))
                empty = empty and stream is None
        if empty:
            with output.open("train.jsonl"):
                pass

    def card_header(self, export: Export) -> str:
        """The YAML that README.md begins with, so that `datasets` knows the columns and tags."""
        return header(export)


def _is_row(value: object) -> bool:
    return isinstance(value, dict) and value.keys() >= _KEYS


def _incoming(record: Record, note: Callable[[str], None]) -> IncomingArticle | None:
    row = record.value
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        note("It is no row of a dataset that has the article's “text”.")
        return None
    if why := why_unusable(row["text"]):
        note(why)
        return None
    article = {key: row.get(key) for key in ("id", *METADATA_KEYS, "extra")}
    bare = incoming(
        row["text"], record.origin, article=article, meta={}, spans=(), relations=(), note=note
    )
    spans, relations = row.get("spans"), row.get("relations")
    return replace(bare, spans=read_spans(spans, note), relations=read_relations(relations, note))
