"""The types of our own CAS: those that INCEpTION wants, and the custom layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.common.dkpro import (
    RELATION,
    RELATION_FEATURES,
    SPAN,
    SPAN_FEATURES,
    feature_name,
)
from annotator.formats.jsonl.schema import METADATA_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cassis import TypeSystem

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
SENTENCE = f"{_DKPRO}.segmentation.type.Sentence"
TOKEN = f"{_DKPRO}.segmentation.type.Token"
DOCUMENT = f"{_DKPRO}.metadata.type.DocumentMetaData"
NO_LANGUAGE = "x-unspecified"

ARTICLE = "webanno.custom.Article"
"""What is known of an article: a layer of the document, in INCEpTION's words."""

ARTICLE_ID = "articleId"
LISTS = ("extra", "tags")
"""Fields of an article that are lists, written as JSON."""

_ANNOTATION = "uima.tcas.Annotation"
_STRING = "uima.cas.String"
_ARTICLE_FEATURES = (ARTICLE_ID, "status", *METADATA_KEYS, *LISTS, "flag_reason", "note")
_DOCUMENT_FEATURES = ("documentTitle", "documentId", "documentUri")


def type_system(attributes: Iterable[str]) -> TypeSystem:
    """The types, with a feature for each of those attributes."""
    from cassis import TypeSystem

    types = TypeSystem()
    types.create_type(SENTENCE)
    types.create_type(TOKEN)
    span_features = (*SPAN_FEATURES, *map(feature_name, attributes))
    for name, supertype, features in (
        (DOCUMENT, "uima.tcas.DocumentAnnotation", _DOCUMENT_FEATURES),
        (ARTICLE, "uima.cas.AnnotationBase", _ARTICLE_FEATURES),
        (SPAN, _ANNOTATION, span_features),
        (RELATION, _ANNOTATION, RELATION_FEATURES),
    ):
        made = types.create_type(name, supertype)
        for feature in features:
            types.create_feature(made, feature, _STRING)
    for end in ("Governor", "Dependent"):
        types.create_feature(RELATION, end, SPAN)
    return types
