"""The folder as one format."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from annotator.domain.document import Metadata
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.base import Layout, Option
from annotator.formats.carried import why_unusable
from annotator.formats.carrying import METADATA, Carries, tell_uncarried
from annotator.formats.hugging_face.features import header
from annotator.formats.hugging_face.writer import RowWriter
from annotator.formats.json_records import records
from annotator.formats.jsonl_schema import METADATA_KEYS
from annotator.formats.jsonl_spans import read_relations, read_spans
from annotator.formats.token_spans import LABELS, OVERLAPS, chosen_labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.formats.base import Export, Output, Part
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
    carries = Carries(
        overlaps=True,
        exact=True,
        relations=True,
        attributes=True,
        notes=True,
        annotators=True,
        metadata=frozenset(METADATA),
    )
    options: tuple[Option, ...] = (LABELS, OVERLAPS)

    def recognises(self, file: InputFile) -> bool:
        """Whether its rows have our keys."""
        first = file.first_json
        return file.json_keys >= _FIRST_KEYS if first is None else _is_row(first)

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article a row, with the exact spans; tokens and tags follow from them."""
        met = False
        try:
            for record in records(file):
                met = True
                if isinstance(record, Problem):
                    yield record
                else:
                    yield from _read(record.value, record.origin)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))
            return
        if not met:
            yield Problem(file.origin, "It has no rows.")

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


def _read(value: object, origin: str) -> Iterator[IncomingArticle | Problem]:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        yield Problem(origin, "It is no row of a dataset that has the article's “text”.")
        return
    text = value["text"]
    why = why_unusable(text)
    if why:
        yield Problem(origin, why)
        return
    notes: list[str] = []
    article = IncomingArticle(
        text,
        origin,
        Metadata(**{key: _text(value.get(key)) for key in METADATA_KEYS}, extra=_extra(value)),
        read_spans(value.get("spans"), notes.append),
        read_relations(value.get("relations"), notes.append),
        id=_text(value.get("id")),
    )
    yield from (Problem(origin, note) for note in notes)
    yield article


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _extra(value: dict[str, object]) -> tuple[tuple[str, str], ...]:
    pairs = value.get("extra")
    found: dict[str, str] = {}
    for pair in pairs if isinstance(pairs, list) else ():
        match pair:
            case {"name": str(name), "value": str(one)}:
                found[name] = one
    return tuple(sorted(found.items()))
