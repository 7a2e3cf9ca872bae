"""The starter project and its samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.services import starting
from tests.factories import ANA
from tests.services.helpers import do_import

if TYPE_CHECKING:
    from pathlib import Path


def test_the_starter_is_made_once_and_then_opened(tmp_path: Path):
    path = tmp_path / "new" / "folder" / "starter.annotator"

    with starting.open_starter(path, ANA) as services:
        assert not do_import(services, starting.samples()).problems
        count = sum(services.browsing.statistics().articles.values())
    with starting.open_starter(path, ANA) as services:
        assert sum(services.browsing.statistics().articles.values()) == count
        again = do_import(services, starting.samples())

    assert count >= 4
    assert (again.imported, len(again.duplicates)) == ([], count)


def test_there_is_a_sample_of_each_kind_that_needs_no_other_program():
    found = {path.suffix for path in starting.samples().iterdir()}

    assert found == {".txt", ".md", ".html", ".jsonl"}


def test_the_samples_bring_titles_and_sources(tmp_path: Path):
    with starting.open_starter(tmp_path / "starter.annotator", ANA) as services:
        done = do_import(services, starting.samples())
        rows = services.browsing.rows(done.imported)

    assert all(row.title for row in rows)
    assert any(row.outlet and row.published for row in rows)


def test_the_starter_lies_among_the_documents_of_the_user(own_settings: Path):
    path = starting.default_starter_path()

    assert own_settings in path.parents
    assert path.name == "starter.annotator"
