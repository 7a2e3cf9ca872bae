from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.document import Status, tidy_tags
from annotator.domain.errors import Cancelled, NotAllowed
from annotator.domain.published import checked_published
from annotator.services import article_editing
from annotator.services.article_editing import ArticleChanges
from annotator.services.jobs import JobContext
from tests.services.helpers import import_text


@pytest.fixture
def heard(services):
    found = []
    services.changes.subscribe(found.append)
    return found


def undo(services, document_id):
    return services.editing.undo(document_id)


def test_details_tags_and_note_are_each_one_undoable_edit(services, document_id, heard):
    edit, info = services.article_editing, services.browsing.info
    before = info(document_id)
    metadata = replace(before.metadata, title="New", published=" 2026-03 ", language="ka")

    edit.set_metadata(document_id, metadata)
    edit.set_tags(document_id, ["wire", " follow   up", "wire", ""])
    edit.set_note(document_id, "Ask Ben.")

    after = info(document_id)
    assert after.metadata == replace(metadata, published="2026-03")
    assert (after.tags, after.note) == (("follow up", "wire"), "Ask Ben.")
    assert [one.edit.verb for one in heard] == ["Edit details", "Edit tags", "Edit article note"]
    assert all(one.documents == {document_id} and not one.listing for one in heard)
    for _ in range(3):
        undo(services, document_id)
    assert info(document_id) == before


def test_what_is_the_same_already_is_no_edit(services, document_id, heard):
    info = services.browsing.info(document_id)

    services.article_editing.set_metadata(document_id, info.metadata)
    services.article_editing.set_tags(document_id, [])
    services.article_editing.set_note(document_id, "")
    services.article_editing.restore(document_id)

    assert heard == []


def test_a_date_that_is_none_is_refused_but_one_that_was_imported_may_stay(services, document_id):
    edit, info = services.article_editing, services.browsing.info(document_id)
    with pytest.raises(NotAllowed, match=r"“last week” is no date .* 2026-11-22"):
        edit.set_metadata(document_id, replace(info.metadata, published="last week"))

    assert services.browsing.info(document_id) == info


@pytest.mark.parametrize(
    "good",
    ["", "2026", "2026-12", "2026-02-28", "2026-11-22T14:30", "2026-11-22 14:30:01Z"],
)
def test_dates_are_as_precise_as_they_are_known(good):
    assert checked_published(f" {good} ") == good


@pytest.mark.parametrize(
    "bad",
    ["22.11.2026", "2026-13", "2026-02-30", "26-1-1", "2026-W10", "20261122", "0000", "2026-"],
)
def test_other_dates_get_a_sentence(bad):
    with pytest.raises(NotAllowed, match="no date"):
        checked_published(bad)


def test_a_removed_article_is_brought_back(services, document_id, heard):
    services.editing.remove_article(document_id)
    services.article_editing.restore(document_id)

    assert not services.browsing.info(document_id).hidden
    assert heard[-1].listing
    undo(services, document_id)
    assert services.browsing.info(document_id).hidden


def test_many_articles_change_in_one_edit_and_one_undo(services, heard):
    ids = [import_text(services, f"Article {number}.") for number in range(3)]
    services.article_editing.set_tags(ids[0], ["old", "wire"])
    changes = ArticleChanges(Status.FLAGGED, "late", added=("wire", "x"), removed=("old",))
    heard.clear()

    edit = services.article_editing.job_for(ids, changes).work(JobContext())

    infos = [services.browsing.info(one) for one in ids]
    assert {(one.status, one.flag_reason, one.tags) for one in infos} == {
        (Status.FLAGGED, "late", ("wire", "x"))
    }
    assert edit is not None
    assert edit.verb == "Mark 3 articles as flagged"
    assert [one.documents for one in heard] == [frozenset(ids)]
    undo(services, ids[1])
    assert services.browsing.info(ids[0]).tags == ("old", "wire")
    assert services.browsing.info(ids[2]).status is Status.NEW


def test_nothing_to_change_is_no_edit(services, document_id, heard):
    job = services.article_editing.job_for([document_id], ArticleChanges(Status.NEW))

    assert job.work(JobContext()) is None
    assert heard == []


def test_a_stopped_job_changes_nothing(services, document_id):
    context = JobContext()
    context.cancel()
    with pytest.raises(Cancelled):
        services.article_editing.job_for([document_id], ArticleChanges(Status.DONE)).work(context)

    assert services.browsing.info(document_id).status is Status.NEW


def test_too_many_articles_for_one_step_get_a_sentence(services, document_id, monkeypatch):
    monkeypatch.setattr(article_editing, "_MOST", 1)
    with pytest.raises(NotAllowed, match="2 articles are too many"):
        services.article_editing.job_for([document_id, 5], ArticleChanges(Status.DONE))


@given(st.lists(st.text(max_size=8)))
def test_tidy_tags_are_tidy(tags):
    tidy = tidy_tags(tags)

    assert tidy == tidy_tags(tidy) == tuple(sorted(set(tidy)))
    assert all(one and one == " ".join(one.split()) for one in tidy)
