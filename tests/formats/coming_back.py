"""That what was exported comes back as it was, but for what was told as lost."""

from __future__ import annotations

from collections import Counter

from annotator.domain.exchange import IncomingArticle, Problem
from annotator.domain.losses import Fate, Kind
from tests.formats.exporting import export_all, read_all


def assert_comes_back(format, annotated):
    """Exports one article and reads it. Returns what was read, and the losses."""
    made = export_all(format, [annotated])
    items = read_all(format, made)
    problems = [item for item in items if isinstance(item, Problem)]
    assert problems == []
    (back,) = items
    assert isinstance(back, IncomingArticle)
    changed = {one.kind for one in made.losses if one.fate is Fate.CHANGED}
    if Kind.TEXT not in changed:
        assert back.text == annotated.document.text
    assert len(back.text) == len(annotated.document.text)
    assert _spans(back) == _expected(annotated, made.losses)
    for span in back.spans:
        assert span.quoted in (None, back.text[span.start : span.end])
    return back, made.losses


def _spans(back):
    return Counter((one.start, one.end, one.label) for one in back.spans)


def _expected(annotated, losses):
    """The spans that the file should have: each but those told, at where they are told to be."""
    there = Counter((one.span.start, one.span.end, one.label) for one in annotated.annotations)
    for loss in losses:
        if loss.kind is Kind.SPAN and loss.fate is not Fate.CHANGED:
            there[loss.span.start, loss.span.end, loss.label] -= 1
            if loss.fate in (Fate.CUT, Fate.MOVED):
                there[loss.became.start, loss.became.end, loss.label] += 1
    return +there


def as_written(annotated):
    """What a format that carries it should give back of each span, sorted by place and label."""
    return sorted(
        (one.span.start, one.span.end, one.label, _typed(one.attributes), one.note)
        for one in annotated.annotations
    )


def as_read(back):
    """The same of what was read."""
    return sorted(
        (one.start, one.end, one.label, _typed(one.attributes), one.note) for one in back.spans
    )


def _typed(attributes):
    """The attributes with their types, as 1, 1.0 and True are equal; they can be sorted."""
    return tuple((name, type(value).__name__, repr(value)) for name, value in attributes)


def relations_of(back):
    """The relations by where their ends stand."""
    ends = {one.id: (one.start, one.end, one.label) for one in back.spans}
    return sorted((one.label, ends[one.source], ends[one.target]) for one in back.relations)


def relations_in(annotated):
    """The same of what was exported."""
    ends = {one.id: (one.span.start, one.span.end, one.label) for one in annotated.annotations}
    return sorted(
        (one.label, ends[one.source_id], ends[one.target_id]) for one in annotated.relations
    )
