from __future__ import annotations

from dataclasses import replace

from annotator.domain.document import Status
from annotator.domain.edits import Change
from annotator.services.changes import info_after
from tests.factories import make_annotation, make_document, make_edit


def test_an_edit_tells_what_it_made_of_an_articles_details():
    one, other = make_document("One."), make_document("Two.")
    started = replace(one.info, status=Status.IN_PROGRESS)
    done = replace(started, status=Status.DONE)
    annotation = make_annotation(one, 0, 3)
    edit = make_edit(
        one.id, Change(None, annotation), Change(one.info, started), Change(started, done)
    )

    assert info_after(edit, one.id) == done
    assert info_after(edit.inverse(), one.id) == one.info
    assert info_after(edit, other.id) is None


def test_an_edit_of_annotations_alone_leaves_the_details_alone():
    document = make_document("One.")
    edit = make_edit(document.id, Change(None, make_annotation(document, 0, 3)))

    assert info_after(edit, document.id) is None
