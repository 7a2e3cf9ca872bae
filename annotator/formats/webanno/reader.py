"""Articles out of WebAnno TSV, ours and INCEpTION's, with whatever layers they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import Problem
from annotator.formats.common.article_files import Remarks, article, read_sidecar
from annotator.formats.common.decoding import decode
from annotator.formats.common.own_fields import why_unusable
from annotator.formats.webanno.layers import Annotations
from annotator.formats.webanno.parser import parse
from annotator.formats.webanno.text import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.exchange import IncomingArticle
    from annotator.formats.input_file import InputFile

LARGEST = 200_000_000
"""Bytes of one file; those of an article have some hundred thousands."""


def read_article(file: InputFile) -> Iterator[IncomingArticle | Problem]:
    """The article of a file."""
    remarks = Remarks(file.origin)
    try:
        parsed = parse(_decoded(file), remarks)
        text = text_of(parsed.sentences, remarks)
        wrong = why_unusable(text)
        if wrong:
            raise UnreadableInput(wrong)
        fields = read_sidecar(file, remarks)
    except UnreadableInput as error:
        yield from remarks.problems()
        yield Problem(file.origin, str(error))
        return
    found = Annotations(text, parsed, remarks)
    spans, relations = found.spans(), found.relations()
    read = article(text, file.origin, fields, spans, relations, remarks)
    yield from remarks.problems()
    yield read


def _decoded(file: InputFile) -> str:
    if len(file.data) > LARGEST:
        raise UnreadableInput(
            f"It has more than {LARGEST // 1_000_000} MB; that is no one article."
        )
    try:
        return file.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(file.data)
