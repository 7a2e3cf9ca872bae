"""Exporters hold one article at a time: their memory does not grow with the articles."""

from __future__ import annotations

import gc
import tempfile
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from annotator.domain.document import AnnotatedDocument, Metadata
from annotator.domain.ids import DocumentId
from annotator.formats.base import ALL, Export, Part
from annotator.formats.docbin import writer as docbin
from annotator.formats.registry import describe, exporter_named, formats
from annotator.services.exports.outputs import Nowhere
from annotator.services.starter_schemes import starter_scheme
from tests.bench.measuring import apart
from tests.bench.peaks import peak_mb
from tests.formats.examples import ANA, NOON, make_annotation, make_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXPORTERS = tuple(one.name for one in describe(formats()) if one.writes)

_FEW, _MANY = 60, 140
_BYTES_EACH = 600
"""So much an article may leave behind: an entry in an archive's directory, say. A text is more."""


_NOISE = 100_000
"""Bytes by which what a library keeps for itself may differ from one article to another."""
_MAY_HOLD_MB = {"spacy": 60}
"""A file for spaCy is written as a whole, when it has so many tokens."""


def articles(count: int, between: Callable[[int], None] = lambda _: None) -> Iterator:
    """Articles of about 3 KB in memory, each with words of its own."""
    sentence = "“The {} is closed 🕊️ until spring {},” said Mayor Aïda Brandt{} of Ḥomṣ. "
    for number in range(1, count + 1):
        text = "".join(sentence.format("ferry", number, n) for n in range(9))
        document = make_document(text, id=number, metadata=Metadata(title=f"Ferry {number}"))
        places = [text.index("Mayor", 60 * n) for n in range(5)]
        annotations = tuple(
            replace(
                make_annotation(start, start + 17, id=100 * number + n),
                document_id=DocumentId(number),
            )
            for n, start in enumerate(sorted(set(places)))
        )
        yield AnnotatedDocument(document, annotations, annotators={ANA: "Ana"})
        between(number)


def export(name: str, documents: Iterator) -> None:
    about = Export(starter_scheme("news"), "Wire", NOON, lost=lambda _: None)
    exporter_named(formats(), name).write([Part(ALL, documents)], Nowhere(), about)


@pytest.mark.parametrize("name", EXPORTERS)
def test_what_was_written_is_forgotten(name, monkeypatch):
    # what is kept up to some amount, until it is written, is written at once
    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", _on_disk)
    monkeypatch.setattr(docbin, "SHARD_DOCUMENTS", 20)
    export(name, articles(3))  # what is loaded or made once
    held = {}

    def look(number: int) -> None:
        if number in (_FEW, _MANY):
            gc.collect()
            held[number], _ = tracemalloc.get_traced_memory()

    tracemalloc.start()
    try:
        export(name, articles(_MANY, look))
    finally:
        tracemalloc.stop()

    assert held[_MANY] - held[_FEW] < (_MANY - _FEW) * _BYTES_EACH + _NOISE


def _on_disk(*_: int):
    return tempfile.TemporaryFile()


@pytest.mark.soak
@pytest.mark.parametrize("name", EXPORTERS)
def test_a_process_that_exports_six_times_as_much_is_as_large(name):
    small, large = (apart(_peak_of, name, count) for count in (500, 3_000))

    assert large < small + _MAY_HOLD_MB.get(name, 12)


def _peak_of(name: str, count: int) -> float:
    export(name, articles(count))
    return peak_mb()
