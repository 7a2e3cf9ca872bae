"""Text exports of Nexis (LexisNexis): the older layout, and that of Nexis Uni and Lexis+.

What they say besides the text is kept among what is known of an article, whatever it is called.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.formats.press.dates import is_date_line, iso_date
from annotator.formats.press.pieces import (
    COPYRIGHT,
    PressArticle,
    blocks,
    head_text,
    joined,
    metadata,
    read_export,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.input_file import InputFile
    from annotator.formats.press.pieces import Block

# "Document 1 of 200", "1 of 200 DOCUMENTS", "Dokument 1 von 200"
_NUMBER = re.compile(
    r"^[ \t\f]*(?:(?:Document|Dokument|Documento)[ \t]+\d+[ \t]+(?:of|von|de)[ \t]+\d+"
    r"|\d+[ \t]+(?:of|von|de)[ \t]+\d+[ \t]+(?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS))[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
_END = re.compile(r"^[ \t]*End of Document[ \t\r]*$", re.MULTILINE)
_TAGS = frozenset(
    {
        *("byline", "section", "length", "dateline", "headline", "highlight", "load-date"),
        *("language", "publication-type", "journal-code", "graphic", "subject", "organization"),
        *("person", "city", "state", "country", "geographic", "company", "industry", "ticker"),
        *("type", "series", "distribution", "url", "correction", "correction-date", "notes"),
        *("category", "pub-type", "document-type", "update", "edition", "acc-no", "volume"),
        *("autor", "rubrik", "länge", "sprache", "pub-typ"),
    }
)
_TAG = re.compile(r"\s*([^\W\d_][\w /&-]{1,24}):(?:\s+(.*))?$")
_EDITION = re.compile(r"(?:[\w-]+ ){0,4}(?:edition|edtn)\b[\w ]{0,30}$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_BODY = re.compile(r"Body\s*$")
_ALONE = frozenset({"classification", "graphic", "notes", "correction"})
_HEADS = re.compile(
    r"^\s*(LENGTH|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|BYLINE|SECTION|LÄNGE|UPDATE):", re.M
)
_UNI_HEADS = re.compile(r"^\s*(Length|Load-Date|Byline|Section):", re.M)
_MOST_HEADER_BLOCKS = 8


class Nexis:
    """Reads an article for each document of an export."""

    name = "nexis"
    title = "Nexis export (text)"
    extensions: tuple[str, ...] = (".txt",)

    def recognises(self, file: InputFile) -> bool:
        """Whether documents are numbered or ended as Nexis does it, and have its fields."""
        return is_nexis(head_text(file))

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The articles, in the export's order."""
        return read_export(file, split_nexis, "Nexis")


def is_nexis(text: str) -> bool:
    """Whether a text is an export of Nexis, in either layout."""
    return _is_numbered(text) or _is_ended(text)


def split_nexis(text: str) -> list[PressArticle] | None:
    """The articles of an export of Nexis; None if the text is none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _is_ended(text):
        found = (_ended(piece.split("\n")) for piece in _END.split(text))
        return [one for one in found if one is not None]
    if _is_numbered(text):
        return [_numbered(piece.split("\n")) for piece in _NUMBER.split(text)[1:]]
    return None


def stands_apart(lines: Sequence[str], at: int) -> bool:
    """Whether a line of an export is a paragraph of its own, or begins one."""
    line = lines[at].strip()
    return bool(
        _is_date(line)
        or _NUMBER.match(line)
        or _END.match(line)
        or _BODY.match(line)
        or COPYRIGHT.match(line)
        or line.lower() in _ALONE
        or any(_line_field(line, capital=capital) for capital in (False, True))
    )


def _is_date(line: str) -> bool:
    """Whether a line is the date of a document, and no field with one."""
    return is_date_line(line) and not _TAG.match(line)


def _is_numbered(text: str) -> bool:
    return bool(_NUMBER.search(text) and _HEADS.search(text))


def _is_ended(text: str) -> bool:
    return bool(_END.search(text) and _UNI_HEADS.search(text) and _has_body(text))


def _has_body(text: str) -> bool:
    return re.search(r"^[ \t]*Body[ \t\r]*$", text, re.MULTILINE) is not None


def _numbered(lines: list[str]) -> PressArticle:
    """The older layout: outlet, date, headline, capital fields, the text, capital fields."""
    parts = blocks(lines)
    at = 0
    while at < min(len(parts), _MOST_HEADER_BLOCKS) and not _field(parts[at], capital=True):
        at += 1
    has_fields = at < min(len(parts), _MOST_HEADER_BLOCKS)
    opening, rest = (parts[:at], parts[at:]) if has_fields else (parts[:3], parts[3:])
    fields: dict[str, str] = {}
    while rest and (field := _field(rest[0], capital=True)):
        fields.setdefault(*field)
        rest = rest[1:]
    rest = _without_tail(rest, fields, capital=True)
    _keep(fields, "copyright", [one for one in opening if _is_copyright(one)])
    opening = [one for one in opening if not _is_copyright(one)]
    dated = next((n for n, one in enumerate(opening) if _is_date(one.text)), None)
    if dated is None:
        dated = next((n for n, one in enumerate(opening) if iso_date(one.text)), 0)
    below = opening[dated + 1 :]
    if len(below) > 1 and _EDITION.match(below[0].text):
        _keep(fields, "edition", below[:1])
        below = below[1:]
    title = fields.pop("headline", "") or " ".join(one.text for one in below)
    published = iso_date(opening[dated].text) if opening else ""
    return _article(rest, fields, title, " ".join(one.text for one in opening[:dated]), published)


def _ended(lines: list[str]) -> PressArticle | None:
    """The newer layout: headline, outlet, date, fields, "Body", the text, "Load-Date".

    None for what lies between documents without being one, such as the list of a delivery.
    """
    at = next((n for n, line in enumerate(lines) if _BODY.match(line.strip())), None)
    header = [line.strip() for line in lines[:at] if line.strip()]
    first = _first_field(header)
    if at is None and not any(map(_UNI_HEADS.match, header)):
        return None
    rest = [] if at is None else blocks(lines[at + 1 :])
    opening, fields = header[:first], _header_fields(header[first:])
    rest = _without_tail(rest, fields, capital=False)
    cut = next((n for n, one in enumerate(rest) if _is_appendix(one)), len(rest))
    _take_appendix(rest[cut:], fields)
    published = ""
    if opening and (_is_date(opening[-1]) or (len(opening) > 2 and _YEAR.search(opening[-1]))):
        date = opening.pop()
        published = iso_date(date)
        if not published:
            fields.setdefault("date", date)
    outlet = opening.pop() if len(opening) > 1 else ""
    return _article(rest[:cut], fields, opening[-1] if opening else "", outlet, published)


def _first_field(header: list[str]) -> int:
    """Where the fields above the text begin: below the date, or the last line that is no field."""
    dated = [n for n, line in enumerate(header) if _is_date(line)]
    if dated:
        return dated[-1] + 1
    first = len(header)
    while first and (_TAG.match(header[first - 1]) or COPYRIGHT.match(header[first - 1])):
        first -= 1
    return first


def _header_fields(lines: list[str]) -> dict[str, str]:
    """The fields above the text; a line that names none goes on with the one before it."""
    fields: dict[str, str] = {}
    name = "note"
    for line in lines:
        tag = _TAG.match(line)
        if COPYRIGHT.match(line):
            name, value = "copyright", line
        elif tag is not None:
            name, value = tag[1].lower(), (tag[2] or "").strip()
        else:
            value = line
        fields[name] = f"{fields[name]} {value}".strip() if name in fields else value
    return fields


def _article(
    body: list[Block], fields: dict[str, str], title: str, outlet: str, published: str
) -> PressArticle:
    return PressArticle(
        joined(body),
        metadata(
            title=title,
            outlet=outlet,
            byline=fields.pop("byline", ""),
            published=published,
            language=fields.pop("language", "") or fields.pop("sprache", ""),
            others=fields,
        ),
    )


def _field(block: Block, *, capital: bool) -> tuple[str, str] | None:
    """The name and value of a block that is a field."""
    named = _line_field(block.lines[0], capital=capital)
    if named is None:
        return None
    return named[0], " ".join((named[1], *(line.strip() for line in block.lines[1:]))).strip()


def _line_field(line: str, *, capital: bool) -> tuple[str, str] | None:
    """The name and value in a line. capital: the layout has its names in capital letters."""
    match = _TAG.match(line)
    if match is None or match[1].lower() not in _TAGS or match[1].isupper() is not capital:
        return None
    return match[1].lower(), (match[2] or "").strip()


def _without_tail(parts: list[Block], fields: dict[str, str], *, capital: bool) -> list[Block]:
    """The parts without the fields and the copyright below the text, which go to the fields."""
    end = len(parts)
    while end and (_field(parts[end - 1], capital=capital) or _is_copyright(parts[end - 1])):
        end -= 1
        if field := _field(parts[end], capital=capital):
            fields.setdefault(*field)
        else:
            _keep(fields, "copyright", [parts[end]])
    return parts[:end]


def _is_copyright(block: Block) -> bool:
    return bool(COPYRIGHT.match(block.lines[0]))


def _keep(fields: dict[str, str], name: str, parts: list[Block]) -> None:
    """Puts what some parts say among the fields, before what is there of that name."""
    fields[name] = " ".join([*(one.text for one in parts), fields.get(name, "")]).strip()


def _is_appendix(block: Block) -> bool:
    return block.lines[0].strip().lower() in _ALONE


def _take_appendix(parts: list[Block], fields: dict[str, str]) -> None:
    """Puts what follows the text, such as captions of pictures, among the fields."""
    current = ""
    for one in parts:
        lines = [line.strip() for line in one.lines]
        if _is_appendix(one):
            current, lines = lines[0].lower(), lines[1:]
        for line in lines:
            name, value = _line_field(line, capital=False) or (current, line)
            fields[name] = f"{fields[name]} {value}" if name in fields else value
