"""The words of the Web Annotation model that we write and read, and our own beside them."""

from __future__ import annotations

from annotator.formats.common.guids import guid

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PREFIX = "annotator:"
OWN_CONTEXT = {"annotator": "urn:annotator:"}
"""What the model has no word for: an article's status, an attribute's type."""

DUBLIN_CORE = {
    "title": "dc:title",
    "outlet": "dc:publisher",
    "byline": "dc:creator",
    "published": "dc:date",
    "url": "dc:source",
    "language": "dc:language",
}
ENTRY = {
    "name": "skos:prefLabel",
    "aliases": "skos:altLabel",
    "note": "skos:note",
    "latitude": "schema:latitude",
    "longitude": "schema:longitude",
}
WIKIDATA = "http://www.wikidata.org/entity/"
SAME_AS = "skos:exactMatch"


def own(name: str) -> str:
    """A word of ours."""
    return f"{PREFIX}{name}"


def urn(kind: str, *parts: str) -> str:
    """The IRI of a thing of ours, the same in every export."""
    return f"urn:uuid:{guid(kind, *parts)}"
