from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from annotator.domain.annotation import Origin, Provenance
from annotator.domain.document import ArticleFilter, Status
from annotator.domain.errors import DamagedProject, KnownError, OffsetError, UnknownName
from annotator.domain.exchange import Problem
from annotator.domain.statistics import Statistics
from annotator.domain.suggestion import Decision
from tests.factories import make_annotation, make_document, make_suggestion


def test_statuses_have_the_names_that_files_use():
    assert [str(status) for status in Status] == ["new", "in progress", "done", "flagged"]


@pytest.mark.parametrize("decision", Decision)
def test_only_what_nobody_decided_about_is_pending(decision):
    suggestion = make_suggestion(make_document(), decision=decision)

    assert suggestion.is_pending == (decision is Decision.PENDING)


def test_a_document_has_the_id_of_its_info():
    document = make_document()

    assert document.id == document.info.id


def test_an_annotation_is_a_persons_own_work_unless_it_says_otherwise():
    assert make_annotation(make_document()).provenance == Provenance(Origin.HUMAN)


def test_values_cannot_be_changed_in_place():
    with pytest.raises(FrozenInstanceError):
        make_annotation(make_document()).label = "QUOTE"


def test_a_filter_shows_everything_unless_it_says_otherwise():
    assert ArticleFilter() == ArticleFilter(statuses=None, words="")


def test_counts_start_empty():
    assert Statistics() == Statistics({}, {}, {}, {}, 0)


def test_a_problem_reads_as_a_line_of_a_report():
    assert str(Problem("a.jsonl:3", "There is no text.")) == "a.jsonl:3: There is no text."


def test_an_unknown_name_names_what_there_is():
    error = UnknownName("label", "QUOT", ["QUOTE", "ACTOR"])

    assert str(error) == "There is no label named “QUOT”. Known: ACTOR, QUOTE."
    assert str(UnknownName("format", "x", [])).endswith("Known: none.")
    assert isinstance(error, KnownError)


def test_a_damaged_project_carries_its_backup():
    assert DamagedProject("It is damaged.", backup=Path("b")).backup == Path("b")
    assert DamagedProject("It is damaged.").backup is None


def test_a_bad_offset_is_a_value_error_and_a_bug():
    assert issubclass(OffsetError, ValueError)
    assert not issubclass(OffsetError, KnownError)
