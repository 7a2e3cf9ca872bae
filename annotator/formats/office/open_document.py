"""OpenDocument texts (.odt): the text as it is shown, and the properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotator.domain.document import Metadata
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.archives.guarded import open_archive
from annotator.formats.common.metadata_fields import extras, field_text, iso_time
from annotator.formats.common.safe_xml import LARGEST_XML, local_name, parse_xml
from annotator.formats.office.document_titles import written_title
from annotator.formats.office.paragraphs import joined
from annotator.formats.press.splitting import press_articles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.formats.input_file import InputFile

_ZIP = b"PK"
_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"


class OpenDocument:
    """Reads .odt files, and .fodt, which are one XML file: deleted text left out, notes last.

    One that a press database exported gives an article for each document in it.
    """

    name = "odt"
    title = "OpenDocument text"
    extensions: tuple[str, ...] = (".odt", ".ott", ".fodt")

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The article or articles, or why there is none."""
        try:
            yield from _articles(_parts(file), file.origin)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))


def _parts(file: InputFile) -> dict[str, Any]:
    """The roots of the document's parts by name; a flat one is all three of them."""
    if not file.head.startswith(_ZIP):
        root = parse_xml(file.data, file.name)
        return dict.fromkeys(("content.xml", "styles.xml", "meta.xml"), root)
    with open_archive(file) as archive:
        if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST, LARGEST_XML):
            raise UnreadableInput("It is protected with a password; save it without one.")
        if _CONTENT not in archive:
            raise UnreadableInput("It is no OpenDocument text, or a damaged one; save it anew.")
        return {
            name: parse_xml(archive.read(name, LARGEST_XML), name)
            for name in (_CONTENT, "styles.xml", "meta.xml")
            if name in archive
        }


def _articles(parts: dict[str, Any], origin: str) -> list[IncomingArticle | Problem]:
    from annotator.formats.office.open_document_text import OpenText

    body = next((one for one in parts[_CONTENT] if local_name(one) == "body"), None)
    text = (
        next((one for one in body if local_name(one) == "text"), None) if body is not None else None
    )
    if text is None:
        raise UnreadableInput(
            "It is no text, but a table or a presentation; save its text as .odt or .txt."
        )
    reader = OpenText([root for name, root in parts.items() if name != "meta.xml"])
    lines = joined(reader.lines(text))
    if not lines:
        raise UnreadableInput("The document holds no text; pictures of text cannot be read.")
    whole = IncomingArticle(lines, origin, _metadata(parts.get("meta.xml"), reader.title))
    return press_articles(lines, origin) or [whole]


def _metadata(root: Any, heading: str) -> Metadata:  # noqa: ANN401 - lxml has no types
    fields: dict[str, str] = {}
    meta = None if root is None else next((x for x in root if local_name(x) == "meta"), None)
    for each in () if meta is None else meta:
        fields.setdefault(local_name(each), field_text(each.text or ""))
    return Metadata(
        title=field_text(heading) or written_title(fields.get("title", "")),
        outlet=fields.get("publisher", ""),
        byline=fields.get("initial-creator") or fields.get("creator", ""),
        published=iso_time(fields.get("creation-date") or fields.get("date", "")),
        language=fields.get("language", ""),
        extra=extras((name, fields.get(name, "")) for name in ("subject", "keyword")),
    )
