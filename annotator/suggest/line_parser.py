"""Dependencies, line by line: sentences end where lines do, which trained parsers do not know.

The lines of a text are parsed side by side, at half the price of one after the other.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from spacy.attrs import DEP, HEAD, IS_SPACE, SENT_START
from spacy.pipeline.tok2vec import Tok2VecListener
from spacy.tokens import Doc

_PARSE = [HEAD, DEP, SENT_START]


class LineParser:
    """Does the work of the `parser` component of a pipeline, each line for itself.

    Lines lie side by side only where the component reads vectors that were made of the whole
    text before; else the text is parsed as a whole, with the ends of lines marked in it.
    """

    def __init__(self, component: Any) -> None:  # noqa: ANN401 - Cython has no types
        self._component = component
        nodes = component.model.walk() if hasattr(component, "model") else ()
        self._listens = any(isinstance(node, Tok2VecListener) for node in nodes)

    def __call__(self, doc: Doc) -> Doc:
        """Sets heads, dependencies and sentence starts."""
        if not self._listens or not doc.tensor.size or doc.has_annotation("SENT_START"):
            parsed: Doc = self._component(end_sentences_with_lines(doc))
            return parsed
        return self._side_by_side(doc, _line_starts(doc))

    def _side_by_side(self, doc: Doc, starts: list[int]) -> Doc:
        words = [token.text for token in doc]
        lines = []
        for start, end in pairwise([*starts, len(doc)]):
            line = Doc(doc.vocab, words=words[start:end])
            line.tensor = doc.tensor[start:end]
            lines.append(line)
        self._component.set_annotations(lines, self._component.predict(lines))
        parse: Any = np.concatenate([line.to_array(_PARSE) for line in lines])
        parse[starts, _PARSE.index(SENT_START)] = 1
        return doc.from_array(_PARSE, parse)


def end_sentences_with_lines(doc: Doc) -> Doc:
    """Marks the first token of each line as that of a sentence."""
    for start in _line_starts(doc):
        doc[start].is_sent_start = True
    return doc


def _line_starts(doc: Doc) -> list[int]:
    """The first token of each line, of an empty text none."""
    spaces = np.flatnonzero(doc.to_array(IS_SPACE)).tolist()
    after = [at + 1 for at in spaces if "\n" in doc[at].text]
    return [0, *(at for at in after if at < len(doc))] if len(doc) else []
