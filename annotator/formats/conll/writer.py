"""Articles to rows, and to their lines of the side file."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.losses import Fate, Kind, loss_of_many
from annotator.domain.sentences import sentences
from annotator.formats.conll.side_file import Place, side_line
from annotator.formats.tokenising.spans import flat_and_told, place
from annotator.formats.tokenising.tags import Tagged, tags_of
from annotator.formats.tokenising.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from annotator.domain.document import AnnotatedDocument
    from annotator.domain.labels import LabelScheme
    from annotator.domain.losses import Loss
    from annotator.formats.tokenising.spans import Placed
    from annotator.formats.tokenising.tokens import Tokens

DOCUMENT = "-DOCSTART-"
RENAMED = "White space in the name of a label becomes “_”: it parts the columns."
_DOCUMENT_LINE = f"{DOCUMENT} -X- O O"  # to the letter what spaCy looks for
_SPACE = re.compile(r"\s")


class Shape(NamedTuple):
    """What the rows look like.

    tagging: one of token_tags.TAGGINGS. four: token, two empty columns and the tag, by spaces,
        with a line that begins each article; else token, tab, tag.
    by_sentence: blank lines part sentences; else articles.
    """

    tagging: str
    four: bool
    by_sentence: bool


class RowWriter:
    """Writes one file of rows, article by article."""

    def __init__(
        self,
        shape: Shape,
        scheme: LabelScheme,
        *,
        overlaps: str,
        labels: Collection[str] | None,
        names: TagNames,
        lost: Callable[[Loss], None],
    ) -> None:
        self._shape = shape
        self._scheme = scheme
        self._overlaps = overlaps
        self._labels = labels
        self._names = names
        self._lost = lost
        self._line = 1  # the number of the next line

    def write(self, annotated: AnnotatedDocument) -> tuple[bytes, bytes]:
        """The rows of an article, and its line of the side file."""
        document = annotated.document
        tokens = tokenise(document.text, document.info.metadata.language)
        placed = place(document, annotated.annotations, tokens, self._lost, labels=self._labels)
        kept = flat_and_told(document, placed, self._overlaps, self._scheme, self._lost)
        bounds, tagged = _rows(tokens, kept, self._names)
        breaks = _breaks(document.text, bounds, tagged) if self._shape.by_sentence else set()
        tags = tags_of(tagged, len(bounds), self._shape.tagging)
        lines, rows = self._lines(document.text, bounds, tags, breaks)
        renamed = self._tell_renamed(annotated, kept)
        return "\n".join(lines).encode() + b"\n", side_line(annotated, rows, renamed)

    def _lines(
        self,
        text: str,
        bounds: Sequence[tuple[int, int]],
        tags: Sequence[str],
        breaks: Collection[int],
    ) -> tuple[list[str], list[Place]]:
        between = " -X- -X- " if self._shape.four else "\t"
        lines = [_DOCUMENT_LINE, ""] if self._shape.four else []
        if self._line == 1 and text.startswith("\ufeff", bounds[0][0]) and not lines:
            lines = [""]  # at the very beginning it would be taken for a mark of the encoding
        rows = []
        for number, ((start, end), tag) in enumerate(zip(bounds, tags, strict=True)):
            if number in breaks:
                lines.append("")
            rows.append(Place(self._line + len(lines), start, end))
            lines.append(f"{text[start:end]}{between}{tag}")
        lines.append("")
        self._line += len(lines)
        return lines, rows

    def _tell_renamed(
        self, annotated: AnnotatedDocument, kept: Sequence[Placed]
    ) -> Mapping[str, str]:
        """The labels whose names are not written as they are, by what is written."""
        renamed = [
            one.annotation.label
            for one in kept
            if self._names.of(one.annotation.label) != one.annotation.label
        ]
        if renamed:
            self._lost(
                loss_of_many(
                    annotated.document, Kind.SPAN, len(renamed), RENAMED, fate=Fate.CHANGED
                )
            )
        return {self._names.of(label): label for label in sorted(set(renamed))}


class TagNames:
    """Names of labels as tags have them: without white space, and no two the same."""

    def __init__(self, scheme: LabelScheme) -> None:
        self._names: dict[str, str] = {}
        for name in sorted(scheme.names(), key=lambda one: bool(_SPACE.search(one))):
            self.of(name)

    def of(self, label: str) -> str:
        """The name of a label, the same each time."""
        if label not in self._names:
            name = _SPACE.sub("_", label) or "_"
            while name in self._names.values():
                name += "_"
            self._names[label] = name
        return self._names[label]


def _rows(
    tokens: Tokens, kept: Sequence[Placed], names: TagNames
) -> tuple[list[tuple[int, int]], list[Tagged]]:
    """Where each row starts and ends in the text, and which rows each span has.

    White space is no row, and a token that looks like the line between articles is two.
    """
    bounds = []
    sizes = []
    for start, end, blank in zip(tokens.starts, tokens.ends, tokens.blank, strict=True):
        if blank:
            sizes.append(0)
        elif end - start == len(DOCUMENT) and tokens.text.startswith(DOCUMENT, start):
            bounds += [(start, end - 1), (end - 1, end)]
            sizes.append(2)
        else:
            bounds.append((start, end))
            sizes.append(1)
    row = [0, *accumulate(sizes)]
    tagged = [
        Tagged(
            row[one.tokens.first_token],
            row[one.tokens.end_token],
            names.of(one.annotation.label),
        )
        for one in kept
    ]
    return bounds, tagged


def _breaks(text: str, bounds: Sequence[tuple[int, int]], tagged: Sequence[Tagged]) -> set[int]:
    """The rows before which a sentence ends, but none within a span: a blank line ends one."""
    starts = [start for start, _ in bounds]
    firsts = [one.first for one in tagged]
    found = set()
    for sentence in sentences(text):
        row = bisect_left(starts, sentence.start)
        before = bisect_left(firsts, row) - 1
        if 0 < row < len(starts) and not (before >= 0 and row < tagged[before].end):
            found.add(row)
    return found
