"""Clauses in a parse: which are finite, and which words are theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_COMMENTS = frozenset({"who", "where", "as", "whom", "whose"})
_WITH_CUE = frozenset({"adverb"})
"""Constructions whose cue stands among the words of what is reported, and stays there."""
_ALONE = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "RB", "WDT"})
"""Of a clause in several stretches, what a single word may be: "Overall, she said, …"."""


class Report(NamedTuple):
    """One act of reporting.

    cue: the reporting word (the verb, or "according"). source: the mention of who reports, if
    there is one. content: the head of what is reported, None where the parse found none. apart:
    heads of what lies among the content's words but is not of it. polarity: how the source
    stands on it (reporting_verbs.Use). kind: the construction, as in reliability.SHARES. within:
    first and last token index between which the content must lie, where that is not the whole
    of its head's words. also: a further head of content ("the tide" in "is said to turn"). gap:
    first and last token index of the reporting where that is known to be set into the content.
    """

    cue: Token
    source: Span | None
    content: Token | None
    apart: tuple[Token, ...] = ()
    polarity: str = "asserts"
    kind: str = ""
    within: tuple[int, int] | None = None
    also: Token | None = None
    gap: tuple[int, int] | None = None


def asserts(clause: Token) -> bool:
    """Whether a clause says that something is so: it has a subject and is no infinitive.

    Nor a participle: "saw them leaving" says so with a noun, "that they left" with a clause.
    """
    children = list(clause.children)
    if any(one.dep_ == "aux" and one.lower_ == "to" for one in children):
        return False
    if not any(one.dep_ in SUBJECTS for one in children):
        return False
    if clause.tag_ == "VBG":
        return any(one.tag_ in FINITE or one.tag_ == "VB" for one in children)
    return True


def is_infinitive(clause: Token) -> bool:
    """Whether it is "to …"."""
    return any(one.dep_ == "aux" and one.lower_ == "to" for one in clause.children)


def holds_finite(head: Token) -> bool:
    """Whether somewhere among the words of a phrase is a verb with a tense."""
    if not head.tag_:
        return any(one.dep_ in SUBJECTS for one in head.subtree)
    return any(one.tag_ in FINITE for one in head.subtree)


def clause_above(token: Token) -> Token | None:
    """The head of the nearest clause that a phrase belongs to."""
    for head in token.ancestors:
        if any(one.dep_ in SUBJECTS for one in head.children):
            return head
    return None


def content_spans(report: Report) -> list[Span]:
    """The reported words without the reporting, within their line.

    "The tide, she said, turned" gives two spans.
    """
    if report.content is None:
        return []
    found: list[Span] = []
    for head in (report.also, report.content):
        if head is not None:
            found += _spans_of(report, head)
    return found


def _spans_of(report: Report, head: Token) -> list[Span]:
    doc = head.doc
    first, last = _place(report, head)
    anchor = first if report.within and report.also is None else head.i
    apart = {i for one in report.apart for i in _cut_off(one, report.cue)}
    if report.gap:
        apart.update(range(report.gap[0], report.gap[1] + 1))
    elif not report.apart and report.kind not in _WITH_CUE and first <= report.cue.i <= last:
        first, last = (first, report.cue.i) if anchor < report.cue.i else (report.cue.i + 1, last)
    inside = [i for i in range(first, last + 1) if i not in apart]
    if not inside:
        return []
    runs = list(_runs(_same_line(doc, inside, anchor)))
    if len(runs) > 1:
        runs = [run for run in runs if _may_stand_alone(doc, run, report.kind)] or runs
    return [span for run in runs if (span := _trimmed(doc, run)) is not None]


def _place(report: Report, head: Token) -> tuple[int, int]:
    """First and last token index of what is reported, its reporting words perhaps among them."""
    if report.within and report.also is None:
        return report.within
    last = head.right_edge.i
    if head is not report.also and not report.kind.startswith("noun"):
        last = _runs_on(head.right_edge)
    if report.kind == "clause":
        last = _without_comment(head, last)
    return head.left_edge.i, last


def _may_stand_alone(doc: Doc, run: range, kind: str) -> bool:
    """Whether words before or after "she said" are content, and no "But" or "If" alone."""
    words = [doc[i] for i in run if not (doc[i].is_punct or doc[i].is_space)]
    return len(words) > 1 or (kind != "as" and any(one.tag_ in _ALONE for one in words))


def _without_comment(head: Token, last: int) -> int:
    """Where a clause ends before a writer's own ", who …", ", where …" or ", as …" at its end."""
    doc = head.doc
    for i in range(last - 1, head.i, -1):
        if doc[i].text == "," and doc[i + 1].lower_ in _COMMENTS:
            verb = doc[i + 1].head
            if verb.dep_ in {"relcl", "advcl"} and verb.right_edge.i >= last and verb.i > i:
                return i - 1
    return last


def _runs_on(last: Token) -> int:
    """Where a clause ends that the parse has broken off in the middle: at its sentence's end."""
    doc = last.doc
    at = last.i + 1
    if at >= len(doc) or doc[at].is_sent_start:
        return last.i
    if not _opens_second(doc, at) and (last.is_punct or not _is_torn_off(doc[at])):
        return last.i
    while at + 1 < len(doc) and not doc[at + 1].is_sent_start:
        at += 1
    return at


def _is_torn_off(token: Token) -> bool:
    """Whether it cannot begin anything new after a clause without a mark between."""
    return token.tag_ in FINITE or token.tag_ == "WDT" or token.dep_ in {"neg", "mark"}


def _opens_second(doc: Doc, at: int) -> bool:
    """Whether ", but that …" stands there."""
    at += doc[at].text == ","
    return at + 1 < len(doc) and doc[at].tag_ == "CC" and doc[at + 1].lower_ == "that"


def _cut_off(apart: Token, cue: Token) -> Iterator[int]:
    """What is no content: of "…, he said, …" no more than up to the comma after the verb."""
    words = [one.i for one in apart.subtree]
    inverted = any(one.dep_ in SUBJECTS and one.i > cue.i for one in cue.children)
    if apart is cue and not inverted and any(one.dep_ == "nsubj" for one in cue.lefts):
        for i in words:
            if i > cue.i and apart.doc[i].text == ",":
                return
            yield i
    else:
        yield from words


def _runs(positions: Iterable[int]) -> Iterator[range]:
    """The stretches of consecutive token indices."""
    start = previous = -2
    for position in positions:
        if position != previous + 1:
            if start >= 0:
                yield range(start, previous + 1)
            start = position
        previous = position
    if start >= 0:
        yield range(start, previous + 1)


def _same_line(doc: Doc, positions: Sequence[int], head: int) -> list[int]:
    """The positions between the line ends around the head: a parse across one is wrong."""
    ends = [i for i in range(positions[0], positions[-1] + 1) if "\n" in doc[i].text]
    first = max((i for i in ends if i < head), default=-1)
    last = min((i for i in ends if i > head), default=len(doc))
    return [i for i in positions if first < i < last]


def _trimmed(doc: Doc, run: range) -> Span | None:
    """The run without marks, and without "that", at its edges; None if no word is left."""
    first, last = run.start, run.stop - 1
    while first < last and _is_edge(doc[first]):
        first += 1
    while last > first and (doc[last].is_punct or doc[last].is_space) and not doc[last].is_quote:
        last -= 1
    # not doc.text: that puts the whole text together anew each time
    has_word = any(not (doc[i].is_punct or doc[i].is_space) for i in range(first, last + 1))
    return Span(doc[first].idx, doc[last].idx + len(doc[last])) if has_word else None


def _is_edge(token: Token) -> bool:
    if token.is_quote:
        return False
    return token.is_punct or token.is_space or (token.dep_ == "mark" and token.lower_ == "that")
