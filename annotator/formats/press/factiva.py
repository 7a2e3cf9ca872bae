"""Text exports of Factiva: with field codes (HD, PD, SN …), and in the plain layout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.formats.press.dates import is_date_line, iso_date
from annotator.formats.press.pieces import (
    COPYRIGHT,
    LANGUAGES,
    PressArticle,
    blocks,
    head_text,
    joined,
    metadata,
    pairs,
    read_export,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotator.domain.exchange import IncomingArticle, Problem
    from annotator.formats.input_file import InputFile
    from annotator.formats.press.pieces import Block

# each document ends in its number: "Document LBA0000020261122emb6000xx"
_ACCESSION = r"[A-Z0-9]{5,12}(?:19|20)\d{6}[a-z0-9]{6,12}"
_END = re.compile(rf"^[ \t]*Document[ \t]+({_ACCESSION})[ \t\r]*$", re.MULTILINE)
_CODES = pairs(
    """
    AN=accession number
    ART=caption
    BY=byline
    CLM=column
    CO=companies
    CR=credit
    CT=contact
    CY=copyright
    DLN=dateline
    ED=edition
    ET=time
    HD=title
    IN=industries
    IPC=codes
    IPD=descriptors
    LA=language
    LP=lead
    NS=subjects
    PD=published
    PG=page
    PUB=publisher
    RE=regions
    RF=reference
    SC=source code
    SE=section
    SN=outlet
    TD=text
    VOL=volume
    WC=words
    """
)
_CODE = re.compile(r"^[ \t]*([A-Z]{2,3})(?:[ \t]+(.*))?$")
_WORDS = re.compile(r"\s*[\d,.]+\s+words\s*$", re.IGNORECASE)
_TIME = re.compile(r"\s*\d{1,2}:\d\d(:\d\d)?( ?[AP]M)?( [A-Z]{2,5})?\s*$")
_SOURCE_CODE = re.compile(r"[A-Z0-9]{2,12}$")
_PAGE = re.compile(r"(pg?\.?|page)?\s*[A-Z]?\d{1,4}[A-Z]?$", re.IGNORECASE)
_CODED_HEAD = re.compile(r"^HD[ \t\r]*(?: .*)?\n(?:.*\n){1,12}?(?:WC|PD|SN)\b", re.MULTILINE)
_BY = re.compile(r"(by|von|par|por|di|door)\b", re.IGNORECASE)
_NAME = re.compile(
    r"[^\W\d_a-z][\w.’'-]*( (de|van|von|der|da|di|la|al|and|[^\W\d_a-z][\w.’'-]*)){1,4}$"
)
_LONGEST_HEADER = 40
_LINES_ABOUT = 12
_WORDS_OF_SECTION = 2


class Factiva:
    """Reads an article for each document of an export."""

    name = "factiva"
    title = "Factiva export (text)"
    extensions: tuple[str, ...] = (".txt",)

    def recognises(self, file: InputFile) -> bool:
        """Whether a document ends in a number of Factiva's, or has its field codes."""
        return is_factiva(head_text(file))

    def read(self, file: InputFile) -> Iterator[IncomingArticle | Problem]:
        """The articles, in the export's order."""
        return read_export(file, split_factiva, "Factiva")


def is_factiva(text: str) -> bool:
    """Whether a text is an export of Factiva, in either layout."""
    return bool(_END.search(text)) or _is_coded(text)


def split_factiva(text: str) -> list[PressArticle] | None:
    """The articles of an export of Factiva; None if the text is none."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _is_coded(text):
        return [_coded(piece) for piece in _coded_pieces(text.split("\n"))]
    found: list[PressArticle] = []
    start = 0
    for match in _END.finditer(text):
        found.append(_plain(text[start : match.start()].split("\n"), match[1]))
        start = match.end()
    return found or None


def stands_apart(lines: Sequence[str], at: int) -> bool:
    """Whether a line of an export is a paragraph of its own, or begins one."""
    line = lines[at].strip()
    if _END.match(line) or _WORDS.match(line) or _code(line):
        return True
    below = [one.strip() for one in lines[at + 1 : at + 2]]
    if below and _WORDS.match(below[0]):
        return bool(_BY.match(line) or _NAME.match(line))
    near = range(max(0, at - _LINES_ABOUT), at)
    words = next((n for n in reversed(near) if _WORDS.match(lines[n])), None)
    if words is None:
        return False
    about = [one.strip() for one in lines[words : words + _LINES_ABOUT]]
    return at - words < _header_end(about, 0)


def _is_coded(text: str) -> bool:
    return bool(_CODED_HEAD.search(text)) and len(set(_codes(text[:20_000]))) >= 5


def _codes(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        code = _code(line)
        if code:
            yield code[0]


def _code(line: str) -> tuple[str, str] | None:
    match = _CODE.match(line.rstrip("\r"))
    if match is None or match[1] not in _CODES:
        return None
    return match[1], match[2] or ""


def _coded_pieces(lines: list[str]) -> Iterator[list[tuple[str, list[str]]]]:
    """The documents as (code, lines) pairs. One begins with SE or HD, whichever is first."""
    document: list[tuple[str, list[str]]] = []
    for line in lines:
        code = _code(line)
        if code is None:
            if document and not _END.match(line):
                document[-1][1].append(line)
            elif document:
                document[-1][1].append(line.strip().removeprefix("Document").strip())
            continue
        met = {name for name, _ in document}
        if code[0] in ("SE", "HD") and "HD" in met:
            yield document
            document = []
        document.append((code[0], [code[1]]))
    if document:
        yield document


def _coded(document: list[tuple[str, list[str]]]) -> PressArticle:
    fields: dict[str, str] = {}
    body: list[str] = []
    for code, lines in document:
        if code in ("LP", "TD"):
            body += [*lines, ""]
        else:
            fields.setdefault(_CODES[code], " ".join(line.strip() for line in lines).strip())
    return PressArticle(
        joined(blocks(body)),
        metadata(
            title=fields.pop("title", ""),
            outlet=fields.pop("outlet", ""),
            byline=fields.pop("byline", ""),
            published=iso_date(fields.pop("published", "")),
            language=fields.pop("language", ""),
            others=fields,
        ),
    )


def _plain(lines: list[str], accession: str) -> PressArticle:
    """The plain layout: section, headline, byline, words, date, outlet …, copyright, the text."""
    lines = [line.strip() for line in lines]
    while lines and not lines[0]:
        lines = lines[1:]
    header = lines[:_LONGEST_HEADER]
    words = next((n for n, line in enumerate(header) if _WORDS.match(line)), None)
    if words is None:
        title, rest = (header[:1] or [""])[0], lines[1:]
        others = {"accession number": accession}
        return PressArticle(
            joined(blocks(rest)),
            metadata(title=title, outlet="", byline="", published="", others=others),
        )
    is_spaced = not "".join(header[words + 1 : words + 2])
    section, title, byline = _headings(blocks(lines[:words]), is_spaced=is_spaced)
    end = _header_end(header, words)
    about = [line for line in header[words + 1 : end] if line]
    date, others = _about(about)
    others |= {"words": lines[words], "accession number": accession}
    names = [line for line in about if not _is_plain(line)]
    others |= {"section": section, "note": "; ".join(names[1:-1])}
    return PressArticle(
        joined(blocks(lines[end:])),
        metadata(
            title=title,
            outlet=names[0] if names else "",
            byline=byline,
            published=date,
            language=names[-1] if len(names) > 1 else "",
            others=others,
        ),
    )


def _headings(above: list[Block], *, is_spaced: bool) -> tuple[str, str, str]:
    """The section, headline and byline of what stands above the count of words; "" for none.

    is_spaced: each line is a block, as in a Word document; only its words tell a byline then.
    """
    flat = [line for block in above for line in block.lines]
    byline = section = ""
    if len(flat) > 1 and _is_byline(flat, is_apart=len(above) > 1 and not is_spaced):
        byline = flat.pop()
    if len(flat) > 1 and len(flat[0].split()) <= _WORDS_OF_SECTION:
        section = flat.pop(0)
    return section, " ".join(flat), byline


def _is_byline(lines: list[str], *, is_apart: bool) -> bool:
    """Whether the last of the lines above the count of words is a byline."""
    if is_apart or _BY.match(lines[-1]):
        return True
    return bool(_NAME.match(lines[-1])) and len(lines[-2].split()) > _WORDS_OF_SECTION


def _header_end(header: list[str], words: int) -> int:
    """The line after the copyright, or else after the language or the first blank line."""
    for n in range(words + 1, len(header)):
        if COPYRIGHT.match(header[n]):
            return n + 1
    for n in range(words + 1, len(header)):
        if header[n].lower() in LANGUAGES:
            return n + 1
    return next((n for n in range(words + 1, len(header)) if not header[n]), len(header))


def _about(lines: list[str]) -> tuple[str, dict[str, str]]:
    """The date, and the fields that have no name in this layout but a shape."""
    date = next((iso_date(line) for line in lines if is_date_line(line)), "")
    others = {}
    for line in lines:
        if _TIME.match(line):
            others["time"] = line
        elif _SOURCE_CODE.match(line):
            others["source code"] = line
        elif COPYRIGHT.match(line):
            others["copyright"] = line
        elif _PAGE.match(line):
            others["page"] = line
    return date, others


def _is_plain(line: str) -> bool:
    """Whether a line of the header is none that names the outlet or the language."""
    return bool(
        is_date_line(line)
        or _TIME.match(line)
        or _SOURCE_CODE.match(line)
        or COPYRIGHT.match(line)
        or _PAGE.match(line)
    )
