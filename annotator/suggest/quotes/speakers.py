"""Who says a quotation: from its sentence, else from what the text says before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotator.suggest.names.tokens import token_starts
from annotator.suggest.quotes import by_wording
from annotator.suggest.quotes.attributions import UNKNOWN, Attribution, Path
from annotator.suggest.quotes.by_parse import ByParse
from annotator.suggest.quotes.words import ASKING_FORMS, CUE_FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.domain.span import Span
    from annotator.suggest.base import Parsed
    from annotator.suggest.quotes.marks import Quotation
    from annotator.suggest.quotes.surroundings import Surroundings

_GUESSED = frozenset({Path.NONE, Path.CONTINUED})
"""Ways that give way to a speaker who is named later, at the end of the same quotation."""
_WORD = re.compile(r"\w+")
_COMMA_LAST = re.compile(r"^[^\n]*,\s*$")
_FARTHEST_WORDS = 12
"""Between the two halves of a quotation that "she said" interrupts."""
_RECENT = 4
"""Quotations to look back at for the other one in a conversation."""


def attributions(
    parsed: Parsed, quoted: Sequence[Quotation], around: Sequence[Surroundings]
) -> list[Attribution]:
    """Who says each quotation, as far as the text near it tells; from its words without a parse.

    around: the surroundings of each.
    """
    doc = parsed.doc if parsed.doc is not None and parsed.doc.has_annotation("DEP") else None
    by_parse = None
    if doc is not None:
        by_parse = ByParse(doc, parsed.shared(token_starts), [one.span for one in quoted])
    finder = _Finder(parsed.text, quoted, around, by_parse)
    for index in range(len(quoted)):
        finder.found.append(finder.attribution(index))
    return finder.found


class _Finder:
    """Finds the speakers of a text's quotations one after the other."""

    def __init__(
        self,
        text: str,
        quoted: Sequence[Quotation],
        around: Sequence[Surroundings],
        by_parse: ByParse | None,
    ) -> None:
        self._text = text
        self._quoted = quoted
        self._around = around
        self._by_parse = by_parse
        self.found: list[Attribution] = []

    def attribution(self, index: int) -> Attribution:
        """Whose quotation the one at index is; those before it must be in `found`."""
        span, near = self._quoted[index].span, self._around[index]
        if index and self._quoted[index - 1].goes_on:
            return self._reopened(index)
        one = self._interrupted(index) or self._in_sentence(span, near)
        if one is not None:
            return one
        if self._stands_alone(index):
            return (
                self._led_in(index)
                or self._carried(index)
                or by_wording.signed(self._text, span)
                or self._continued(index)
                or UNKNOWN
            )
        one = self._by_parse.subject(span, near) if self._by_parse else None
        one = one or self._carried(index) or by_wording.signed(self._text, span, in_line=True)
        return one or UNKNOWN

    def _stands_alone(self, index: int) -> bool:
        """Whether its sentence holds nothing else, or nothing before it and it ends one."""
        span, near = self._quoted[index].span, self._around[index]
        if self._has_words(near.before, span.start):
            return False
        ends = near.closed or self._quoted[index].goes_on
        return ends or not self._has_words(span.end, near.after)

    def _reopened(self, index: int) -> Attribution:
        """Whose it is that goes on from the paragraph before, which may name nobody yet."""
        own = self._after(self._quoted[index].span, self._around[index])
        if own is None:
            return self.found[-1]._replace(path=Path.REOPENED)
        start = index
        while start and self._quoted[start - 1].goes_on:
            start -= 1
        if self.found[start].path in _GUESSED:
            for at in range(start, index):
                if self.found[at].path in _GUESSED or self.found[at].path is Path.REOPENED:
                    self.found[at] = own._replace(path=Path.REOPENED)
        return own

    def _interrupted(self, index: int) -> Attribution | None:
        """The speaker of what "she said" interrupts: "Voters," said Ann Lee, "are tired"."""
        if not index or self.found[-1].path is not Path.AFTER:
            return None
        last, quoted = self._quoted[index - 1].span, self._quoted[index].span
        between = self._text[last.end : quoted.start]
        if self._around[index - 1].closed or not _COMMA_LAST.search(between):
            return None
        words = _WORD.findall(between.lower())
        if sum(word in CUE_FORMS for word in words) > 1 or len(words) > _FARTHEST_WORDS:
            return None
        return self.found[-1]._replace(path=Path.CARRIED)

    def _in_sentence(self, span: Span, near: Surroundings) -> Attribution | None:
        """What the words of its own sentence, outside of it, say."""
        text, by_parse = self._text, self._by_parse
        preceded = self._has_words(near.before, span.start)
        one = None
        if preceded:
            one = by_wording.inverted(text, span, near) or by_wording.label(text, span, near)
        if one is None and by_parse and "ccording to" in text[near.before : near.after]:
            one = by_parse.accorded(near.before, near.after)
        if one is None and by_parse and preceded:
            one = by_parse.around(span, near)
        if one is None and (near.paused or near.closed or not preceded):
            one = self._after(span, near)
        if one is None and (preceded or not near.closed):
            one = by_wording.viewed(text, span, near)
            if one is None and by_parse:
                one = None if preceded else by_parse.around(span, near)
                one = one or by_parse.near(span, near)
            one = one or by_wording.before(text, span, near, alone=by_parse is None)
        return one

    def _after(self, span: Span, near: Surroundings) -> Attribution | None:
        one = self._by_parse.after(span, near) if self._by_parse else None
        return one or by_wording.after(self._text, span, near)

    def _led_in(self, index: int) -> Attribution | None:
        """Who speaks, or else acts, in the sentences of the paragraph since the last quotation."""
        near = self._around[index]
        start = near.start
        if index and self._around[index - 1].start == start:
            start = self._around[index - 1].after
        if self._by_parse is None or start >= near.before:
            return None
        one = self._by_parse.last_report(start, near.before)
        one = one or self._by_parse.actor(start, near.before)
        return one._replace(path=Path.LED_IN) if one else None

    def _carried(self, index: int) -> Attribution | None:
        """The speaker of the quotation before it in its paragraph."""
        if not index or self._around[index - 1].start != self._around[index].start:
            return None
        return self.found[-1]._replace(path=Path.CARRIED) if self.found[-1].source else None

    def _continued(self, index: int) -> Attribution | None:
        """The speaker of the paragraph before: who announces with a colon, or was last quoted."""
        end = self._around[index].start
        while end and self._text[end - 1].isspace():
            end -= 1
        if not end:
            return None
        line = self._text.rfind("\n", 0, end) + 1
        reporter = self._by_parse.last_report(line, end) if self._by_parse else None
        path = Path.CONTINUED
        if self._text[end - 1] == ":":
            path = Path.ANNOUNCED
            reporter = reporter or by_wording.announcing(self._text, line, end)
            if reporter is None and self._by_parse:
                reporter = self._by_parse.actor(line, end)
        elif index and self._around[index - 1].start >= line and self.found[-1].source:
            reporter = self._other() or self.found[-1]
        return reporter._replace(path=path) if reporter and reporter.source else None

    def _other(self) -> Attribution | None:
        """Who answers, where the last quotation is asked: who spoke before; UNKNOWN if nobody."""
        cue, asker = self.found[-1].cue, self.found[-1].source
        if cue is None or asker is None or cue.text_of(self._text).lower() not in ASKING_FORMS:
            return None
        end = self._quoted[len(self.found) - 1].span.end
        if "?" not in self._text[end - 3 : end]:
            return None
        for one in reversed(self.found[-_RECENT:]):
            if one.source and one.source.text_of(self._text) != asker.text_of(self._text):
                return one
        return UNKNOWN

    def _has_words(self, start: int, end: int) -> bool:
        return any(map(str.isalnum, self._text[start:end]))
