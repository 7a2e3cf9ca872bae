from __future__ import annotations

import random
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.document import ArticleFilter
from annotator.domain.edits import Change
from annotator.domain.ids import DocumentId
from annotator.store import conditions, documents, story_rows
from annotator.store.project import Project
from tests.factories import make_document, make_edit, make_project
from tests.strategies import few

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.domain.document import Document

RELEASED = Path(__file__).parents[1] / "data" / "projects"
_WORDS = [f"word{number}" for number in range(3_000)]


def prose(seed: int, words: int = 200) -> str:
    return " ".join(random.Random(seed).choices(_WORDS, k=words))


def copy_of(seed: int, number: int) -> str:
    """The same story with another paragraph of a few words in it."""
    return f"{prose(seed)}\n\n{prose(1_000_000 + seed * 1_000 + number, 20)}"


def group(project: Project) -> set[DocumentId]:
    moved: set[DocumentId] = set()
    while (step := project.stories.group_some()) is not None:
        moved |= step.moved
    return moved


def add(project: Project, *texts: str) -> list[DocumentId]:
    made = [make_document(text) for text in texts]
    project.add_documents([(one, None) for one in made])
    return [one.id for one in made]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Project]:
    with make_project(tmp_path / "Storm.annotator") as project:
        yield project


def hide(project: Project, document_id: DocumentId) -> None:
    info = project.info(document_id)
    project.apply(make_edit(document_id, Change(info, replace(info, hidden=True))))


def test_new_articles_are_looked_at_once(empty: Project):
    assert not empty.stories.is_behind()
    add(empty, prose(1), prose(2))

    assert empty.stories.is_behind()
    assert empty.stories.count_due() == 2
    assert group(empty) == set()
    assert not empty.stories.is_behind()
    assert empty.stories.group_some() is None


def test_copies_are_a_story_named_after_the_oldest(empty: Project):
    alone, first = add(empty, prose(1), copy_of(2, 0))
    group(empty)
    second, third = add(empty, copy_of(2, 1), copy_of(2, 2))

    assert group(empty) == {first, second, third}
    assert empty.stories.of([third, alone, first]) == {third: first, alone: alone, first: first}
    assert empty.stories.members(second) == [first, second, third]
    assert empty.stories.members(alone) == [alone]
    assert [row.copies for row in empty.rows([alone, first, second])] == [0, 2, 2]
    assert empty.check() == []


def test_an_article_that_is_like_two_stories_makes_them_one(empty: Project):
    left, right = prose(1, 120), prose(2, 120)
    ids = add(empty, left, right, f"{left}\n\nSmall note", f"{right}\n\nSmall note")
    group(empty)
    assert len(set(empty.stories.of(ids).values())) == 2

    (both,) = add(empty, f"{left} {right}")

    assert group(empty) == {*ids, both}
    assert set(empty.stories.of([*ids, both]).values()) == {ids[0]}


def test_texts_of_a_few_words_are_copies_only_where_they_are_equal(empty: Project):
    one, same, other = add(empty, "Bridge closed again.", "BRIDGE CLOSED – again", "Bridge closed.")

    group(empty)

    assert empty.stories.of([one, same, other]) == {one: one, same: one, other: other}


def test_a_text_without_words_is_alone(empty: Project):
    add(empty, "", "…", "😀")

    assert group(empty) == set()
    assert not empty.stories.is_behind()


def test_removed_articles_are_no_copies_any_more_and_come_back(empty: Project):
    first, second, third = add(empty, copy_of(1, 0), copy_of(1, 1), copy_of(1, 2))
    group(empty)
    hide(empty, first)

    assert empty.stories.members(third) == [second, third]
    assert empty.rows([second])[0].copies == 1
    assert empty.stories.of([second])[second] == first


def test_copies_are_counted_up_to_a_hundred(empty: Project):
    ids = add(empty, *(copy_of(1, number) for number in range(130)))
    group(empty)

    assert len(empty.stories.members(ids[0])) == 130
    assert empty.rows(ids[:1])[0].copies == 100


def test_the_list_shows_the_copies_of_an_article(empty: Project):
    first, alone, second = add(empty, copy_of(1, 0), prose(2), copy_of(1, 1))
    group(empty)

    assert [*empty.article_ids(ArticleFilter(story=second))] == [first, second]
    assert [*empty.article_ids(ArticleFilter(story=alone))] == [alone]
    assert empty.lists.passing(ArticleFilter(story=first), [first, alone, second]) == {
        first,
        second,
    }
    hide(empty, first)
    assert [*empty.article_ids(ArticleFilter(story=second))] == [second]
    assert [*empty.article_ids(ArticleFilter(story=second, hidden=True))] == [first]


def test_both_the_list_and_its_lines_are_read_from_indexes(empty: Project, tmp_path: Path):
    add(empty, copy_of(1, 0), copy_of(1, 1))
    group(empty)
    (found,) = conditions.conditions(ArticleFilter(story=DocumentId(1)))
    with closing(sqlite3.connect(tmp_path / "Storm.annotator")) as connection:
        for query, values in (
            (found.source.query, found.source.parameters),
            (documents._ROWS, ("[1]",)),
        ):
            plan = connection.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall()
            steps = [row[3] for row in plan]
            assert any("document_of_story" in one for one in steps), steps
            assert not any(re.match(r"SCAN (document|d|copy)\b", one) for one in steps), steps


def test_what_is_found_does_not_depend_on_where_the_work_was_cut(tmp_path: Path):
    texts = [copy_of(seed, number) for seed in range(6) for number in range(3)]
    found = []
    for at_a_time in (1, 5, 18):
        documents = [make_document(text) for text in texts]
        with make_project(tmp_path / f"{at_a_time}.annotator") as project:
            for at in range(0, len(documents), at_a_time):
                some = documents[at : at + at_a_time]
                project.add_documents([(one, None) for one in some])
                group(project)
            stories = project.stories.of(one.id for one in documents)
            found.append([documents.index(by_id(documents, stories[one.id])) for one in documents])

    assert found[0] == found[1] == found[2] == [number - number % 3 for number in range(18)]


def by_id(documents: list[Document], document_id: DocumentId) -> Document:
    (found,) = (one for one in documents if one.id == document_id)
    return found


@few(examples=10)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), unique=True, max_size=12))
def test_stories_are_a_partition_by_what_the_texts_say(tmp_path_factory, made):
    path = tmp_path_factory.mktemp("stories") / "Storm.annotator"
    with make_project(path) as project:
        ids = add(project, *(copy_of(seed, number) for seed, number in made))
        group(project)
        stories = project.stories.of(ids)

        for document_id, (seed, _) in zip(ids, made, strict=True):
            same = [one for one, (other, _) in zip(ids, made, strict=True) if other == seed]
            assert stories[document_id] == min(same)
            assert project.stories.members(document_id) == sorted(same)


def test_work_that_is_cut_off_is_taken_up_again(empty: Project, monkeypatch):
    ids = add(empty, copy_of(1, 0), copy_of(1, 1))

    with monkeypatch.context() as patched:
        patched.setattr(story_rows, "_join", _fail)
        with pytest.raises(OSError, match="cut off"):
            empty.stories.group_some()

    assert empty.stories.count_due() == 2
    group(empty)
    assert set(empty.stories.of(ids).values()) == {ids[0]}


def _fail(*_: object) -> None:
    raise OSError("cut off")


def test_sketches_that_were_made_otherwise_are_made_anew(empty: Project, monkeypatch):
    first, second = add(empty, copy_of(1, 0), copy_of(1, 1))
    group(empty)
    monkeypatch.setattr(story_rows, "METHOD", "2")
    (third,) = add(empty, copy_of(1, 2))

    group(empty)

    assert empty.stories.members(first) == [first, second, third]
    assert not empty.stories.is_behind()
    with empty._database.reading() as connection:
        assert not story_rows.is_made_otherwise(connection)


def test_a_project_of_the_third_version_is_grouped_after_it_was_opened(tmp_path: Path):
    path = Path(shutil.copy(RELEASED / "version-3.annotator", tmp_path))
    with Project.open(path) as project:
        ids = [DocumentId(one) for one in project.article_ids()]
        assert project.stories.count_due() == len(ids) == 5
        assert {row.copies for row in project.rows(ids)} == {0}

        group(project)

        dams = [one for one in ids if "Petya Dancheva" in project.document(one).text]
        assert project.stories.members(dams[-1]) == sorted(dams)
        assert [row.copies for row in project.rows(dams)] == [2, 2, 2]
        assert project.check() == []
