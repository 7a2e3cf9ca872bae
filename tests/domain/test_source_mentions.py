"""Who speaks, of those that a source names."""

from __future__ import annotations

import pytest

from annotator.domain.source_mentions import speaking
from annotator.domain.span import Span
from tests.factories import make_annotation, make_document


def speaker(source: str, *mentions: str) -> str | None:
    """The mention that speaks in "So <source> said."; mentions are in reading order."""
    text = f"So {source} said."
    spans = [Span(text.index(one), text.index(one) + len(one)) for one in mentions]
    article = make_document(text)
    values = [make_annotation(article, span.start, span.end) for span in spans]
    found = speaking(values, Span(3, 3 + len(source)), lambda: text)
    return None if found is None else found.span.text_of(text)


@pytest.mark.parametrize(
    ("source", "mentions", "expected"),
    [
        ("the Harbour Council", ["Harbour Council"], "Harbour Council"),
        ("Norway", ["Norway"], "Norway"),
        ("Harbour Council envoy Ada Quill", ["Harbour Council", "Ada Quill"], "Ada Quill"),
        ("Norway envoy Ada Quill", ["Norway", "Ada Quill"], "Ada Quill"),
        ("head of the Harbour Bank Ada Quill", ["Harbour Bank", "Ada Quill"], "Ada Quill"),
        ("Ada Quill, of the Harbour Bank", ["Ada Quill", "Harbour Bank"], "Ada Quill"),
        ("Ada Quill from Oslo", ["Ada Quill", "Oslo"], "Ada Quill"),
        ("Secretary of State Ada Quill", ["Ada Quill"], "Ada Quill"),
        ("Free Norway commander (FN) Ada Quill", ["Free Norway", "FN", "Ada Quill"], "Ada Quill"),
        ("Dar al-Merrow envoy Ada Quill", ["Dar al-Merrow", "Ada Quill"], "Ada Quill"),
        ("Quill's office", ["Quill", "office"], "office"),
        ("the Quills’ friend Ada Moss", ["Ada Moss"], "Ada Moss"),
        ("people living in Oslo", ["people", "Oslo"], "people"),
        ("Norway and Sweden", ["Norway", "Sweden"], "Norway"),
        ("Ada Quill herself", ["Ada Quill"], "Ada Quill"),
        ("Quill's", ["Quill"], "Quill"),
    ],
)
def test_the_head_of_the_source_speaks(source, mentions, expected):
    assert speaker(source, *mentions) == expected


@pytest.mark.parametrize(
    ("source", "mention"),
    [
        ("a senior Norway official", "Norway"),
        ("Quill's lawyer", "Quill"),
        ("Quill’s lawyer", "Quill"),
        ("the widow of Ada Quill", "Ada Quill"),
        ("a spokesman for the Harbour Bank", "Harbour Bank"),
        ("groups including Harbour Aid", "Harbour Aid"),
        ("Norway-backed rebels", "Norway"),
    ],
)
def test_what_only_describes_the_source_does_not_speak(source, mention):
    assert speaker(source, mention) is None


def test_what_is_more_than_the_source_speaks():
    text = "So Ada Quill said."
    whole = make_annotation(make_document(text), 3, 12)

    assert speaking([whole], Span(7, 12), lambda: text) == whole
