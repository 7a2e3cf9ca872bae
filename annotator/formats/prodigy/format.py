"""Prodigy: one task a line, with its tokens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.formats.base import Layout, Option
from annotator.formats.carrying import tell_uncarried
from annotator.formats.common.json_records import first_record, json_line
from annotator.formats.common.own_fields import CARRIED
from annotator.formats.prodigy.reader import is_task, read_tasks
from annotator.formats.prodigy.writer import task
from annotator.formats.tokenising.spans import OVERLAPS, flat_and_told, place, tell_moved
from annotator.formats.tokenising.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.base import Export, Output, Part
    from annotator.formats.input_file import InputFile

VIEW = Option(
    "view",
    "Shown as",
    "spans_manual",
    ("spans_manual", "ner_manual", "relations"),
    "In ner_manual spans cannot overlap.",
)
NER_OVERLAPS = replace(
    OVERLAPS,
    title="Where spans overlap, keep",
    help="The other spans are left out there, and reported.",
)
ACCEPT = Option(
    "accept",
    "Answered “accept”",
    "all",
    ("all", "done"),
    "All articles, or those that are done; Prodigy asks about the others.",
)


class Prodigy:
    """A task a line; hashes are left to Prodigy."""

    name = "prodigy"
    title = "Prodigy"
    purpose = "Goes on in Prodigy: a task for each article, to be loaded with db-in."
    extensions: tuple[str, ...] = (".jsonl",)
    layout = Layout.FILE
    carries = CARRIED
    options: tuple[Option, ...] = (VIEW, NER_OVERLAPS, ACCEPT)

    def recognises(self, file: InputFile) -> bool:
        """Whether its first line is a task with tokens, or with what Prodigy notes of one."""
        return b'"text"' in file.head and is_task(first_record(file))

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article a task; spans of those that were not accepted are left out, and told."""
        return read_tasks(file)

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """A line a document; memory holds one at a time."""
        for part in parts:
            with output.open(f"{part.name}.jsonl") as stream:
                for annotated in part.documents:
                    stream.write(json_line(self._task(annotated, export)))

    def _task(self, annotated: AnnotatedDocument, export: Export) -> dict[str, object]:
        tell_uncarried(annotated, self.title, self.carries, export.lost)
        document = annotated.document
        view = export.option(VIEW)
        tokens = tokenise(document.text, document.info.metadata.language)
        placed = place(document, annotated.annotations, tokens, export.lost)
        if view == "ner_manual":
            rule = export.option(NER_OVERLAPS)
            placed = flat_and_told(document, placed, rule, export.scheme, export.lost)
        else:
            tell_moved(document, placed, export.lost)
        return task(
            annotated,
            tokens,
            placed,
            view=view,
            accepts_all=export.option(ACCEPT) == "all",
            lost=export.lost,
        )
