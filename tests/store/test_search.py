"""Looking through articles and annotations in SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.edits import Change
from annotator.domain.errors import BadQuery
from annotator.domain.query import ANY, ORIGINS, SUGGESTED
from annotator.domain.query_line import parse
from annotator.domain.span import Span
from annotator.domain.suggestion import Prediction
from annotator.store.search import expression
from tests.factories import (
    BEN,
    NER,
    make_annotation,
    make_creation,
    make_document,
    make_edit,
    make_project,
    make_relation,
)
from tests.strategies import few, raw_texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.domain.document import Document
    from annotator.store.project import Project

TEXTS = {
    "homs": "Reuters said the storm reached Homs on Monday.",
    "zurich": "Die Bürger von Zürich wählen. Cafe\u0301s are open.",
    "beijing": "北京的空气质量很好。",
    "smile": "Rain 😀 and 5% more in Tbilisi.",
    "odd": "A \ufdd0 \u2028 \ufeff text with “quotes” and a stormy-weather line.",
}


@pytest.fixture
def articles() -> dict[str, Document]:
    return {name: make_document(text) for name, text in TEXTS.items()}


@pytest.fixture
def project(path: Path, articles: dict[str, Document]) -> Iterator[Project]:
    with make_project(path, *articles.values()) as project:
        yield project


def found(project: Project, articles: dict[str, Document], line: str) -> set[str]:
    ids = project.search.candidates(parse(line).words, (), -1, 100)
    names = {document.id: name for name, document in articles.items()}
    return {names[one] for one in ids}  # type: ignore[index]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("storm", {"homs"}),
        ("STORM homs", {"homs"}),
        ("storm*", {"homs", "odd"}),
        ('"storm reached"', {"homs"}),
        ('"reached storm"', set()),
        ("storm* -Reuters", {"odd"}),
        ("Homs OR Tbilisi", {"homs", "smile"}),
        ("Zurich", {"zurich"}),
        ("burger", {"zurich"}),
        ("cafes", {"zurich"}),
        ("stormy-weather", {"odd"}),
        ("5%", {"smile"}),
        ('AND " OR', set()),
    ],
)
def test_the_index_is_asked_for_what_was_typed(
    project: Project, articles: dict[str, Document], line: str, names: set[str]
):
    if parse(line).words:
        assert found(project, articles, line) == names


@pytest.mark.parametrize("line", ["北京", "😀", "storm OR 北京"])
def test_what_the_index_does_not_hold_narrows_nothing(
    project: Project, articles: dict[str, Document], line: str
):
    assert found(project, articles, line) == set(TEXTS)


@settings(parent=few(examples=40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    line=raw_texts()
    | st.text(alphabet="ab\"'*()^:-+{}NEAR ORANDT\x00\\“”北😀\ud800", max_size=30)
    | st.text(max_size=30)
)
def test_no_input_is_an_error_to_the_index(project: Project, line: str):
    try:
        words = parse(line).words
    except BadQuery:
        return

    project.search.candidates(words, (), -1, 10)
    project.search.count(words)


def test_ids_come_in_portions_in_order(project: Project, articles: dict[str, Document]):
    ids = [document.id for document in articles.values()]

    first = project.search.candidates((), (), -1, 2)
    rest = project.search.candidates((), (), first[-1], 10)

    assert [*first, *rest] == sorted(ids)
    assert project.search.count(()) == 5
    assert project.search.count(parse("storm").words) == 1


def test_removed_articles_are_not_found(project: Project, articles: dict[str, Document]):
    from dataclasses import replace

    info = articles["homs"].info
    project.apply(make_edit(info.id, Change(info, replace(info, hidden=True))))

    assert found(project, articles, "storm") == set()


def test_articles_are_read_in_the_order_asked_for(project: Project, articles: dict[str, Document]):
    wanted = [articles["smile"].id, articles["homs"].id, 7]

    read = project.search.articles(wanted)

    assert [one.text for one in read] == [TEXTS["smile"], TEXTS["homs"]]


def test_annotations_by_label_person_and_origin(project: Project, articles: dict[str, Document]):
    homs, smile = articles["homs"], articles["smile"]
    claim = make_annotation(homs, 13, 45, "CLAIM", note="check", attributes=(("is_named", True),))
    actor = make_annotation(homs, 0, 7, "ACTOR", annotator_id=BEN.id)
    project.apply(make_creation(claim, actor, make_relation(claim, actor, "CLAIMANT")))
    prediction = Prediction(Span(0, 4), "LOCATION", source=Span(5, 6))
    project.store_suggestions(smile.id, smile.text_sha256, {NER: [prediction]})
    search, ids = project.search, [homs.id, smile.id]

    def labels(*asked: str, origins: tuple[str, ...] = ORIGINS, by: frozenset[int] | None = None):
        marked = search.marked(ids, asked, origins, by)
        return [mark.label for one in ids for mark in marked.get(one, [])]

    assert labels(ANY) == ["ACTOR", "CLAIM", "LOCATION"]
    assert labels("CLAIM", "LOCATION") == ["CLAIM", "LOCATION"]
    assert labels(ANY, origins=("human",)) == ["ACTOR", "CLAIM"]
    assert labels(ANY, origins=("imported",)) == []
    assert labels(ANY, origins=(SUGGESTED,)) == ["LOCATION"]
    assert labels(ANY, by=frozenset({BEN.id})) == ["ACTOR"]
    assert labels(ANY, by=frozenset()) == []
    (found_claim,) = search.marked(ids, ["CLAIM"], ORIGINS, None)[homs.id]
    assert (found_claim.note, found_claim.attributes) == ("check", (("is_named", True),))
    (suggestion,) = search.marked(ids, ["LOCATION"], ORIGINS, None)[smile.id]
    assert (suggestion.origin, suggestion.source) == (SUGGESTED, (5, 6))
    assert search.sources(ids) == {claim.id: [(0, 7, None)]}


def test_articles_that_have_a_label(project: Project, articles: dict[str, Document]):
    homs, smile, odd = articles["homs"], articles["smile"], articles["odd"]
    project.apply(make_creation(make_annotation(homs, 0, 7, "ACTOR")))
    project.apply(make_creation(make_annotation(odd, 0, 1, "CLAIM")))
    project.store_suggestions(
        smile.id, smile.text_sha256, {NER: [Prediction(Span(0, 4), "LOCATION")]}
    )

    def having(*labels: str, line: str = "", suggestions: bool = False) -> list[int]:
        words = parse(line).words
        return list(project.search.candidates(words, labels, -1, 9, suggestions=suggestions))

    assert having("ACTOR") == [homs.id]
    assert having("ACTOR", "CLAIM") == [homs.id, odd.id]
    assert having(ANY) == [homs.id, odd.id]
    assert having(ANY, suggestions=True) == [homs.id, smile.id, odd.id]
    assert having(ANY, line="weather") == [odd.id]
    assert having("ACTOR", line="weather") == []


def test_only_whole_words_that_are_indexed_reach_the_index():
    assert expression(parse("storm 北京 -aid").words) == ('(("storm") NOT "aid")')
    assert expression(parse("北京").words) is None
    assert expression(()) is None
