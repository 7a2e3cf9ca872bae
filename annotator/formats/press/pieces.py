"""What the exports of all press databases have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.document import Metadata
from annotator.domain.errors import UnreadableInput
from annotator.domain.exchange import IncomingArticle, Problem
from annotator.formats.common.decoding import decode
from annotator.formats.common.metadata_fields import extras, field_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from annotator.formats.input_file import InputFile

LARGEST_EXPORT = 300_000_000
"""Bytes. Databases give some hundred articles at a time, a few MB."""

COPYRIGHT = re.compile(
    r"\s*(\(c\)|©|copyright\b|all rights reserved\b|tous droits|alle rechte)", re.I
)


def pairs(text: str) -> dict[str, str]:
    """A mapping out of "name=value" lines, for tables too long to be written out."""
    return dict(line.strip().split("=") for line in text.strip().splitlines())


LANGUAGES = {
    name: code
    for code, names in pairs(
        """
        en=english anglais englisch
        fr=french français französisch
        de=german deutsch allemand
        es=spanish español espagnol
        it=italian italiano
        nl=dutch nederlands
        pt=portuguese português
        ru=russian
        ar=arabic
        zh=chinese
        ja=japanese
        tr=turkish
        pl=polish
        sv=swedish
        da=danish
        no=norwegian
        fi=finnish
        uk=ukrainian
        fa=persian
        """
    ).items()
    for name in names.split()
}


@dataclass(frozen=True, slots=True)
class PressArticle:
    """One article of an export. text: its body, "" where there is none."""

    text: str
    metadata: Metadata


class Block(NamedTuple):
    """Lines without a blank one between them."""

    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(line.strip() for line in self.lines)


def blocks(lines: list[str]) -> list[Block]:
    """The blocks of some lines, in their order."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [Block(tuple(one)) for one in found if one]


def joined(parts: list[Block]) -> str:
    """A text of blocks: their lines as they stand, less what is indented, blank lines between."""
    return "\n\n".join("\n".join(line.strip() for line in one.lines) for one in parts)


def metadata(
    *,
    title: str,
    outlet: str,
    byline: str,
    published: str,
    language: str = "",
    others: Mapping[str, str] | None = None,
) -> Metadata:
    """Metadata of plain lines. language: its English name; others: what has no field."""
    named = field_text(language).strip(". ").lower().partition(";")[0].strip()
    more = dict(others or {})
    if named and named not in LANGUAGES:
        more["language"] = field_text(language)
    rest = extras((name, field_text(value)) for name, value in more.items())
    return Metadata(
        title=field_text(title),
        outlet=field_text(outlet),
        byline=re.sub(r"^by\s+", "", field_text(byline), flags=re.I),
        published=published,
        language=LANGUAGES.get(named, ""),
        extra=rest,
    )


def head_text(file: InputFile) -> str:
    """The head of a file, as far as its ASCII goes."""
    if file.head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return file.head.decode("utf-16", "replace")
    return file.head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def read_export(
    file: InputFile, split: Callable[[str], list[PressArticle] | None], database: str
) -> Iterator[IncomingArticle | Problem]:
    """The articles of an export, and a Problem for each that has no text."""
    try:
        if len(file.data) > LARGEST_EXPORT:
            raise UnreadableInput(
                f"It has more than {LARGEST_EXPORT // 1_000_000} MB; export fewer articles at a"
                " time."
            )
        found = split(decode(file.data))
    except UnreadableInput as error:
        yield Problem(file.origin, str(error))
        return
    if found is None:
        yield Problem(file.origin, f"It is no export of {database}.")
        return
    yield from handed_over(found, file.origin)


def handed_over(found: list[PressArticle], origin: str) -> Iterator[IncomingArticle | Problem]:
    """The articles of an export, and a Problem for each that has no text."""
    for number, one in enumerate(found, start=1):
        place = f"{origin}, document {number}"
        if one.text.strip():
            yield IncomingArticle(one.text, place, one.metadata)
        else:
            named = f" (“{one.metadata.title}”)" if one.metadata.title else ""
            yield Problem(
                place, f"The document{named} has no text that could be told from its header."
            )
