"""Word documents (.docx): the text as it is shown, and the properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.domain.document import Metadata
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.archives.guarded import open_archive
from annotator.formats.common.metadata_fields import extras, field_text, iso_time
from annotator.formats.common.safe_xml import LARGEST_XML, attribute, local_name, parse_xml
from annotator.formats.office.document_titles import written_title
from annotator.formats.office.paragraphs import joined
from annotator.formats.press.splitting import press_articles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from annotator.formats.archives.guarded import Archive
    from annotator.formats.input_file import InputFile

_OLE = b"\xd0\xcf\x11\xe0"
_RTF = b"{\\rtf"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN = "word/document.xml"


class WordDocument:
    """Reads .docx files: changes as if accepted, notes at the end, no headers and footers.

    One that a press database exported gives an article for each document in it.

    .doc files, which cannot be read, are told what to do with; some are RTF under that name.
    """

    name = "docx"
    title = "Word document"
    extensions: tuple[str, ...] = (".docx", ".docm", ".dotx", ".doc")

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The article or articles, or why there is none."""
        if file.head.startswith(_RTF):
            from annotator.formats.office.rich_text import RichText

            yield from RichText().read(file)
            return
        try:
            _refuse_old(file)
            with open_archive(file) as archive:
                yield from _articles(archive, file.origin)
        except UnreadableInput as error:
            yield Problem(file.origin, str(error))


def _refuse_old(file: InputFile) -> None:
    if not file.head.startswith(_OLE):
        return
    if _ENCRYPTED in file.data:
        raise UnreadableInput("It is protected with a password; save it without one.")
    raise UnreadableInput(
        "It is a document of an old kind (.doc); open it in a word processor and save it as .docx."
    )


def _articles(archive: Archive, origin: str) -> list[IncomingArticle | Problem]:
    from annotator.formats.office.word_document_text import WordText

    main = _main_part(archive)
    parts = _parts_beside(archive, main)
    text = WordText(
        styles=parts.get("styles"),
        numbering=parts.get("numbering"),
        notes={kind: parts[kind] for kind in ("footnotes", "endnotes") if kind in parts},
    )
    lines = text.lines(parse_xml(archive.read(main, LARGEST_XML), main))
    body = joined(lines)
    if not body:
        raise UnreadableInput("The document holds no text; pictures of text cannot be read.")
    whole = IncomingArticle(body, origin, _metadata(archive, text.title))
    return press_articles(body, origin) or [whole]


def _main_part(archive: Archive) -> str:
    for kind, target in _relations(archive, "_rels/.rels", ""):
        if kind == "officeDocument" and target in archive:
            return target
    if _MAIN in archive:
        return _MAIN
    raise UnreadableInput("It is no Word document, or a damaged one; save it anew.")


def _parts_beside(archive: Archive, main: str) -> dict[str, Any]:
    """The parts of the document that bear on its text, by their kind."""
    folder, _, name = main.rpartition("/")
    wanted = {"styles", "numbering", "footnotes", "endnotes"}
    return {
        kind: parse_xml(archive.read(target, LARGEST_XML), target)
        for kind, target in _relations(archive, f"{folder}/_rels/{name}.rels", folder)
        if kind in wanted and target in archive
    }


def _relations(archive: Archive, name: str, folder: str) -> Iterator[tuple[str, str]]:
    """The kind and the target of each of a part's relations; those that lead outside are none."""
    if name not in archive:
        return
    for each in parse_xml(archive.read(name, LARGEST_XML), name):
        if attribute(each, "TargetMode") == "External":
            continue
        target = attribute(each, "Target")
        full = target[1:] if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        yield attribute(each, "Type").rpartition("/")[2], full


def _metadata(archive: Archive, heading: str) -> Metadata:
    name = next(
        (
            target
            for kind, target in _relations(archive, "_rels/.rels", "")
            if kind == "core-properties" and target in archive
        ),
        "docProps/core.xml",
    )
    fields: dict[str, str] = {}
    if name in archive:
        for each in parse_xml(archive.read(name, LARGEST_XML), name):
            fields.setdefault(local_name(each), field_text(each.text or ""))
    return Metadata(
        title=field_text(heading) or written_title(fields.get("title", "")),
        byline=fields.get("creator", ""),
        published=iso_time(fields.get("created", "")),
        language=fields.get("language", ""),
        extra=extras((name, fields.get(name, "")) for name in ("subject", "keywords")),
    )
