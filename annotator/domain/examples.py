"""Examples of a guideline: sentences in which *asterisks* stand around what is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.domain.span import Span

_MARKED = re.compile(r"\*([^*\s](?:[^*]*[^*\s])?)\*")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence without its asterisks, and the spans that they stood around."""

    text: str
    spans: tuple[Span, ...] = ()

    def pieces(self) -> list[tuple[str, bool]]:
        """The sentence in pieces: (words, whether they are meant)."""
        found, done = [], 0
        for span in self.spans:
            found += [(self.text[done : span.start], False), (span.text_of(self.text), True)]
            done = span.end
        found.append((self.text[done:], False))
        return [piece for piece in found if piece[0]]


def example(written: str) -> Example:
    """An example as it is written. An asterisk without a partner stands for itself."""
    text = ""
    spans = []
    done = 0
    for match in _MARKED.finditer(written):
        text += written[done : match.start()]
        spans.append(Span(len(text), len(text) + len(match[1])))
        text += match[1]
        done = match.end()
    return Example(text + written[done:], tuple(spans))
