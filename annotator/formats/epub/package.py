"""What a book says of itself: its metadata, its reading order, its table of contents."""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from annotator.domain.document import Metadata
from annotator.domain.errors import UnreadableInput
from annotator.formats.common.metadata_fields import extras, field_text, iso_time
from annotator.formats.common.safe_xml import attribute, local_name, parse_xml
from annotator.formats.web.html import page_source
from annotator.formats.web.markup_lines import markup_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.archives.guarded import Archive

MOST_CHAPTERS = 5000

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_LARGEST = 20_000_000
_DOCUMENTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
# names of characters, but for the five that XML knows
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Book:
    """A book's package.

    metadata: of the book, its title among `extra` as "book". chapters: names in the archive, in
    reading order. titles: chapters' in the table of contents. protected: what is encrypted.
    """

    metadata: Metadata
    chapters: tuple[str, ...]
    titles: dict[str, str]
    protected: frozenset[str]


def read_package(archive: Archive) -> Book:
    """Raises UnreadableInput for what is no book."""
    name = _package_name(archive)
    root = parse_xml(archive.read(name, _LARGEST), name)
    folder = posixpath.dirname(name)
    parts = {local_name(one): one for one in root}
    items = {
        attribute(item, "id"): (_joined(folder, attribute(item, "href")), item)
        for item in parts.get("manifest", ())
    }
    chapters = []
    for reference in parts.get("spine", ()):
        target, item = items.get(attribute(reference, "idref"), ("", None))
        if item is None or "nav" in attribute(item, "properties").split():
            continue
        if attribute(item, "media-type") in _DOCUMENTS and target in archive:
            chapters.append(target)
    if not chapters:
        raise UnreadableInput("It names no chapters; it is no e-book, or a damaged one.")
    return Book(
        _metadata(parts.get("metadata", ())),
        tuple(chapters[:MOST_CHAPTERS]),
        _titles(archive, [item for _, item in items.values()], folder),
        frozenset(_encrypted(archive)),
    )


def chapter_tree(data: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    """The tree of a chapter, strictly if it is well-formed XML, else as browsers read it.

    None if it holds nothing. Raises UnreadableInput if it is no text.
    """
    if not data:
        return None
    source = page_source(data)
    # a strict reader takes <title/> for closed, where a browser's swallows all that follows
    strict = _NAMED.sub(lambda name: html.unescape(name[0]), _DOCTYPE.sub("", source))
    try:
        return parse_xml(re.sub(r"^\s*<\?xml[^>]*\?>", "", strict).encode(), "chapter")
    except UnreadableInput:
        return markup_tree(source)


def _package_name(archive: Archive) -> str:
    if _CONTAINER not in archive:
        raise UnreadableInput("It is no e-book, or a damaged one; get it anew.")
    for one in parse_xml(archive.read(_CONTAINER, _LARGEST), _CONTAINER).iter("{*}rootfile"):
        if (name := attribute(one, "full-path")) in archive:
            return name
    raise UnreadableInput("It is no e-book, or a damaged one; get it anew.")


def _metadata(element: Any) -> Metadata:  # noqa: ANN401
    fields: dict[str, list[str]] = {}
    for each in element:
        fields.setdefault(local_name(each), []).append(field_text(each.text or ""))

    def first(name: str) -> str:
        return next(filter(None, fields.get(name, ())), "")

    sources = (*fields.get("source", ()), *fields.get("identifier", ()))
    return Metadata(
        outlet=first("publisher"),
        byline=", ".join(filter(None, fields.get("creator", ()))),
        published=iso_time(first("date")),
        url=next((one for one in sources if one.startswith(("http://", "https://"))), ""),
        language=first("language"),
        extra=extras([("book", first("title"))]),
    )


def _titles(archive: Archive, items: list[Any], folder: str) -> dict[str, str]:
    """What the table of contents calls the chapters, by their names in the archive."""
    for item in items:
        is_navigation = "nav" in attribute(item, "properties").split()
        if not is_navigation and attribute(item, "media-type") != "application/x-dtbncx+xml":
            continue
        name = _joined(folder, attribute(item, "href"))
        try:
            root = chapter_tree(archive.read(name, _LARGEST))
        except UnreadableInput:
            continue  # the headings will have to do
        titles: dict[str, str] = {}
        for target, title in () if root is None else _entries(root):
            titles.setdefault(_joined(posixpath.dirname(name), target), title)
        if titles:
            return titles
    return {}


def _entries(root: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Where each entry of a table of contents leads, and what it says."""
    for each in root.iter("{*}a", "{*}navPoint"):
        if local_name(each) == "a":
            yield attribute(each, "href"), " ".join("".join(each.itertext()).split())
            continue
        label = "".join(each.xpath("*[local-name()='navLabel']//text()"))
        for content in each.xpath("*[local-name()='content']"):
            yield attribute(content, "src"), " ".join(label.split())


def _encrypted(archive: Archive) -> Iterator[str]:
    """The names of encrypted files. Fonts may be among them, which is no protection."""
    if _ENCRYPTION in archive:
        root = parse_xml(archive.read(_ENCRYPTION, _LARGEST), _ENCRYPTION)
        for each in root.iter("{*}CipherReference"):
            yield unquote(attribute(each, "URI"))


def _joined(folder: str, target: str) -> str:
    """The name in the archive that a link leads to."""
    try:
        path = unquote(urlsplit(target).path)
    except ValueError:
        return ""
    return posixpath.normpath(posixpath.join(folder, path)) if path else ""
