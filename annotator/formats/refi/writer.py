"""Annotated documents to a REFI-QDA project."""

from __future__ import annotations

import codecs
import json
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from typing import IO, TYPE_CHECKING

from annotator.domain.annotation import Provenance
from annotator.domain.ids import id_text
from annotator.domain.text import cut
from annotator.formats.carrying import EVERYTHING, tell_uncarried
from annotator.formats.common.guids import guid
from annotator.formats.common.own_fields import span_fields
from annotator.formats.common.provenance_fields import provenance_fields
from annotator.formats.common.xml_text import (
    content,
    element,
    escaped_json,
    start_tag,
    text_element,
)
from annotator.formats.jsonl.schema import write_time
from annotator.formats.refi.codebook import CodeBook
from annotator.formats.refi.losses import changes
from annotator.formats.refi.variables import Variable, value_xml, values_of, variables_xml
from annotator.formats.refi.zip_stream import append, spool, zip_stream

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.domain.annotation import Annotation, Relation
    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.ids import AnnotatorId
    from annotator.formats.base import ByteSink, Export
    from annotator.formats.refi.zip_stream import ZipStream

TITLE = "REFI-QDA"
ORIGIN = "annotator"
NAMESPACE = "urn:QDA-XML:project:1.0"
DETAILS = "details"
"""The name of the note that holds what has no other place, as JSON."""

CARRIES = replace(EVERYTHING, suggestions=False)

_LONGEST_NAME = 100


def write_project(documents: Iterable[AnnotatedDocument], sink: ByteSink, export: Export) -> None:
    """One .qdpx: the texts, then project.qde. Memory holds one document at a time."""
    with ExitStack() as stack:
        archive = stack.enter_context(zip_stream(sink))
        sources, notes, links = (stack.enter_context(spool()) for _ in range(3))
        project = _Project(export, archive, sources, notes, links)
        for article in documents:
            project.add(article)
        with spool() as whole:
            project.finish(whole)
            archive.add_stream("project.qde", whole)


class _Project:
    """What is gathered of a project while its documents pass.

    sources, notes, links: temporary files; the order of the parts is not that of their making.
    """

    def __init__(
        self,
        export: Export,
        archive: ZipStream,
        sources: IO[bytes],
        notes: IO[bytes],
        links: IO[bytes],
    ) -> None:
        self._export = export
        self._archive = archive
        self._sources, self._notes, self._links = sources, notes, links
        self._codes = CodeBook(export.scheme)
        self._users: dict[AnnotatorId, str] = {}
        self._variables: dict[str, Variable] = {}

    def add(self, article: AnnotatedDocument) -> None:
        """Writes one article's text, and what belongs to it to where it will be taken from."""
        tell_uncarried(article, TITLE, CARRIES, self._export.lost)
        for loss in changes(article):
            self._export.lost(loss)
        document = article.document
        source = guid("document", id_text(document.id))
        self._archive.add(f"Sources/{source}.txt", _file_of(document.text))
        self._sources.write((self._source(article, source) + "\n").encode())
        for relation in article.relations:
            self._links.write((_link(relation, document.id) + "\n").encode())

    def finish(self, stream: IO[bytes]) -> None:
        """Writes project.qde whole."""
        root = {
            "xmlns": NAMESPACE,
            "name": self._export.title,
            "origin": ORIGIN,
            "creationDateTime": write_time(self._export.as_of),
            "modifiedDateTime": write_time(self._export.as_of),
        }
        stream.write(b'<?xml version="1.0" encoding="utf-8"?>\n')
        stream.write((start_tag("Project", root) + "\n").encode())
        stream.write(self._users_xml().encode())
        stream.write(self._codes.xml().encode())
        stream.write(
            variables_xml(self._variables[key] for key in sorted(self._variables)).encode()
        )
        for name, part in (
            ("Sources", self._sources),
            ("Notes", self._notes),
            ("Links", self._links),
        ):
            if part.tell():
                stream.write(f"<{name}>\n".encode())
                append(part, stream)
                stream.write(f"</{name}>\n".encode())
        stream.write(b"</Project>\n")

    def _users_xml(self) -> str:
        users = [
            element("User", {"guid": _user(key), "name": self._users[key]})
            for key in sorted(self._users)
        ]
        return element("Users", {}, *users) + "\n" if users else ""

    def _source(self, article: AnnotatedDocument, source: str) -> str:
        info = article.document.info
        values = list(values_of(info))
        self._variables |= {variable.guid: variable for variable, _ in values}
        # a title may be that of many articles, and a source's name is its own in some programs
        name = f"{cut(info.metadata.title, _LONGEST_NAME)} [{id_text(info.id)}]".strip()
        return element(
            "TextSource",
            {
                "guid": source,
                "name": name,
                "plainTextPath": f"internal://{source}.txt",
                "creationDateTime": write_time(article.document.imported_at),
            },
            text_element("Description", info.note),
            *(self._selection(one, article) for one in article.annotations),
            *(value_xml(variable, value) for variable, value in values),
        )

    def _selection(self, annotation: Annotation, article: AnnotatedDocument) -> str:
        selection = _selection_guid(article.document.id, annotation.id)
        user = self._user_of(annotation.annotator_id, article)
        made = {"creatingUser": user, "creationDateTime": write_time(annotation.created_at)}
        codes, rest = self._codes_of(annotation)
        attributes = {
            "guid": selection,
            "name": cut(annotation.span.text_of(article.document.text), _LONGEST_NAME),
            "startPosition": str(annotation.span.start),
            "endPosition": str(annotation.span.end),
            **made,
            "modifyingUser": user,
            "modifiedDateTime": write_time(annotation.modified_at),
        }
        return element(
            "PlainTextSelection",
            attributes,
            text_element("Description", annotation.note),
            *(
                element(
                    "Coding",
                    {"guid": guid("coding", selection, code), **made},
                    element("CodeRef", {"targetGUID": code}),
                )
                for code in codes
            ),
            self._details(selection, _details_of(annotation, rest, article), made),
        )

    def _codes_of(self, annotation: Annotation) -> tuple[list[str], dict[str, object]]:
        """The codes of an annotation, its label's first, and the attributes that have none."""
        codes = [self._codes.code_of(annotation.label)]
        rest: dict[str, object] = {}
        for name, value in annotation.attributes:
            code = self._codes.code_of_value(annotation.label, name, value)
            if code is None:
                rest[name] = value
            else:
                codes.append(code)
        return codes, rest

    def _details(self, selection: str, values: dict[str, object], made: dict[str, str]) -> str:
        """Keeps a note for the project's end; returns the reference to it, "" without values."""
        if not values:
            return ""
        key = note_guid(selection)
        text = escaped_json(json.dumps(values, ensure_ascii=False))
        held = f"<PlainTextContent>{content(text)}</PlainTextContent>"
        note = element("Note", {"guid": key, "name": DETAILS, **made}, held)
        self._notes.write((note + "\n").encode())
        return element("NoteRef", {"targetGUID": key})

    def _user_of(self, key: AnnotatorId, article: AnnotatedDocument) -> str:
        self._users[key] = article.annotators.get(key, "")
        return _user(key)


def note_guid(selection: str) -> str:
    """The GUID of the note that holds details of a selection."""
    return guid("details", selection)


def _details_of(
    annotation: Annotation, attributes: dict[str, object], article: AnnotatedDocument
) -> dict[str, object]:
    """What neither codes nor XML attributes say, in the shapes of our JSONL."""
    details: dict[str, object] = {"attributes": attributes} if attributes else {}
    if canonical := span_fields(annotation, article).get("canonical"):
        details["canonical"] = canonical
    if annotation.provenance != Provenance():
        details["provenance"] = provenance_fields(annotation.provenance)
    return details


@lru_cache(1000)
def _user(key: AnnotatorId) -> str:
    return guid("annotator", id_text(key))


def _selection_guid(document_id: int, annotation_id: int) -> str:
    return guid("annotation", id_text(document_id), id_text(annotation_id))


def _link(relation: Relation, document_id: int) -> str:
    return element(
        "Link",
        {
            "guid": guid("relation", id_text(document_id), id_text(relation.id)),
            "name": relation.label,
            "direction": "OneWay",
            "originGUID": _selection_guid(document_id, relation.source_id),
            "targetGUID": _selection_guid(document_id, relation.target_id),
        },
    )


def _file_of(text: str) -> bytes:
    """The bytes of a text's file.

    Readers take a first U+FEFF for the mark of the encoding; a text that begins with one gets
    that mark before it, so that they count as we do.
    """
    mark = codecs.BOM_UTF8 if text.startswith("\ufeff") else b""
    return mark + text.encode()
