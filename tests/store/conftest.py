from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import make_document, make_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.domain.document import Document
    from annotator.store.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Storm.annotator"


@pytest.fixture
def document() -> Document:
    return make_document()


@pytest.fixture
def project(path: Path, document: Document) -> Iterator[Project]:
    """A project with the one document in it."""
    with make_project(path, document) as project:
        yield project
