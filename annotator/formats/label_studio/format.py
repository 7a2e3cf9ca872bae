"""Label Studio: a JSON list of tasks, and the configuration of a project for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import orjson

from annotator.formats.base import Layout
from annotator.formats.carrying import tell_uncarried
from annotator.formats.common.json_records import first_record
from annotator.formats.common.own_fields import CARRIED
from annotator.formats.label_studio.config import config_xml
from annotator.formats.label_studio.controls import Controls
from annotator.formats.label_studio.reader import is_task, read_tasks
from annotator.formats.label_studio.writer import TaskWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.base import Export, Option, Output, Part
    from annotator.formats.input_file import InputFile

CONFIG = "config.xml"


class LabelStudio:
    """A task a document, an annotation an annotator, a prediction a suggester."""

    name = "label-studio"
    title = "Label Studio"
    purpose = "Goes on in Label Studio: tasks, and the labelling configuration beside them."
    extensions: tuple[str, ...] = (".json",)
    companions: tuple[str, ...] = (CONFIG, f".{CONFIG}")
    layout = Layout.FILE
    carries = replace(CARRIED, exact=True, links=False, suggestions=True)
    options: tuple[Option, ...] = ()

    def recognises(self, file: InputFile) -> bool:
        """Whether the first item is a task, or a row of the shorter kind of export."""
        return is_task(first_record(file))

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """An article a task."""
        return read_tasks(file)

    def write(self, parts: Iterable[Part], output: Output, export: Export) -> None:
        """A list a part, one task in memory at a time; the configuration last."""
        controls = Controls(export.scheme)
        writer = TaskWriter(controls, export.lost)
        for part in parts:
            with output.open(f"{part.name}.json") as stream:
                before = b"[\n"
                for number, annotated in enumerate(part.documents, start=1):
                    tell_uncarried(annotated, self.title, self.carries, export.lost)
                    stream.write(before + orjson.dumps(writer.task(number, annotated)))
                    before = b",\n"
                stream.write(b"[]\n" if before == b"[\n" else b"\n]\n")
        with output.open(CONFIG) as stream:
            stream.write(config_xml(export.scheme, controls))
