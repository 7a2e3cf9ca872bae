"""Articles out of what a CAS holds: ours, INCEpTION's and those of other tools."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import orjson

from annotator.domain.document import Metadata
from annotator.domain.errors import OffsetError, UnreadableInput
from annotator.domain.exchange import IncomingRelation
from annotator.domain.offsets import OffsetMap
from annotator.formats.common.article_files import article
from annotator.formats.common.dkpro import Found, incoming_span, is_of_tools, short_name
from annotator.formats.common.metadata_fields import metadata_from
from annotator.formats.common.own_fields import why_unusable
from annotator.formats.uima.structures import FIRST_VIEW
from annotator.formats.uima.types import ARTICLE, ARTICLE_ID, DOCUMENT, LISTS, NO_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.exchange import IncomingArticle, IncomingSpan
    from annotator.formats.common.article_files import Remarks
    from annotator.formats.uima.structures import Cas, Sofa, Structure, Types

_LABELS = ("label", "value")
# every CAS has these; to say that they are no annotations would be noise
_USUAL = ("uima.", "de.tudarmstadt.ukp.dkpro.core.api.segmentation.", "de.tudarmstadt.ukp.clarin.")


def article_in(cas: Cas, types: Types, origin: str, remarks: Remarks) -> IncomingArticle:
    """The article that a CAS is. Raises UnreadableInput if it has no text."""
    sofa = _sofa(cas, remarks)
    wrong = why_unusable(sofa.text)
    if wrong:
        raise UnreadableInput(wrong)
    reading = _Reading(cas, types, sofa, remarks)
    spans, relations = list(reading.spans()), list(reading.relations())
    if cas.lists:
        remarks(f"Features with several values ({cas.lists:,} of them) were left out.")
    fields = _article_fields(cas)
    found = article(sofa.text, origin, fields, spans, relations, remarks)
    return found if fields else replace(found, metadata=_metadata(cas))


def _sofa(cas: Cas, remarks: Remarks) -> Sofa:
    if not cas.sofas:
        raise UnreadableInput("It has no text.")
    first = next((one for one in cas.sofas if one.name == FIRST_VIEW), cas.sofas[0])
    if len(cas.sofas) > 1:
        remarks(f"It has {len(cas.sofas):,} texts; “{first.name[:40]}” alone was read.")
    return first


class _Reading:
    def __init__(self, cas: Cas, types: Types, sofa: Sofa, remarks: Remarks) -> None:
        self._text = sofa.text
        self._types = types
        self._remarks = remarks
        self._offsets = OffsetMap(sofa.text)
        self._spans: set[str] = set()
        members = cas.members.get(sofa.id)
        self._annotations = [
            one
            for one in cas.structures.values()
            if one.sofa == sofa.id and "begin" in one.features and "end" in one.features
            if (members is None or one.id in members) and self._is_an_annotators(one)
        ]

    def spans(self) -> Iterator[IncomingSpan]:
        """All annotations but relations."""
        for one in self._annotations:
            if not _is_relation(one):
                found = self._found(one)
                if found is not None:
                    self._spans.add(one.id)
                    covered = self._text[found.start : found.end]
                    yield incoming_span(found, covered, self._remarks)

    def relations(self) -> Iterator[IncomingRelation]:
        """Those that lead from one of the spans to another."""
        for one in self._annotations:
            if not _is_relation(one):
                continue
            source, target = one.references["Governor"], one.references["Dependent"]
            if source not in self._spans or target not in self._spans:
                self._remarks(f"The relation {one.id[:20]} leads from nothing; it was left out.")
                continue
            values = {name: str(one.features[name]) for name in _described(one)}
            annotator = values.pop("annotator", "")
            named = values.get("label") or values.get("value")
            label = named or next(filter(None, values.values()), short_name(one.type))
            yield IncomingRelation(label, source, target, annotator=annotator)

    def _is_an_annotators(self, one: Structure) -> bool:
        if not is_of_tools(one.type):
            return True
        if not one.type.startswith(_USUAL) and one.type != DOCUMENT:
            self._remarks.once(
                f"The layer {short_name(one.type)[:60]} is of tools, not of annotators;"
                " it was left out."
            )
        return False

    def _found(self, one: Structure) -> Found | None:
        begin, end = one.features["begin"], one.features["end"]
        try:
            start, stop = self._code_point(begin), self._code_point(end)
        except OffsetError as error:
            self._remarks(f"The annotation {one.id[:20]} was left out: {error}.")
            return None
        ranges = self._types.ranges(one.type)
        return Found(
            one.type,
            start,
            stop,
            one.id,
            {name: one.features[name] for name in _described(one)},
            is_labelled=any(name in ranges or name in one.features for name in _LABELS),
        )

    def _code_point(self, offset_u16: object) -> int:
        """The offset, also one that is outside of the text: that will be told with the span."""
        if isinstance(offset_u16, bool) or not isinstance(offset_u16, int):
            raise OffsetError(f"“{str(offset_u16)[:20]}” is no offset")
        beyond = offset_u16 - self._offsets.length_u16
        if beyond > 0:
            return self._offsets.length + beyond
        return self._offsets.from_u16(offset_u16) if offset_u16 >= 0 else offset_u16


def _is_relation(one: Structure) -> bool:
    return "Governor" in one.references and "Dependent" in one.references


def _described(one: Structure) -> list[str]:
    """The features that say something of an annotation, not where it is."""
    return [name for name in one.features if name not in ("begin", "end")]


def _article_fields(cas: Cas) -> dict[str, object]:
    """What our own exports say of the article; empty in the files of others."""
    for one in cas.structures.values():
        if one.type == ARTICLE:
            fields: dict[str, object] = dict(one.features)
            fields["id"] = fields.pop(ARTICLE_ID, "")
            for name in LISTS:
                fields[name] = _json_list(one.text(name))
            return fields
    return {}


def _json_list(text: str) -> object:
    try:
        return orjson.loads(text) if text else []
    except orjson.JSONDecodeError:
        return []


def _metadata(cas: Cas) -> Metadata:
    for one in cas.structures.values():
        if one.type == DOCUMENT:
            language = one.text("language")
            return metadata_from(
                {
                    "title": one.text("documentTitle"),
                    "language": "" if language == NO_LANGUAGE else language,
                }
            )
    return Metadata()
