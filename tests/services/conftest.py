from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.services import projects
from tests.factories import ANA, TEXT, make_scheme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """An empty project."""
    with projects.create_project(tmp_path / "Storm.annotator", ANA, scheme=make_scheme()) as made:
        yield made


@pytest.fixture
def document_id(services: Services) -> DocumentId:
    """The one article in it."""
    from tests.services.helpers import import_text

    return import_text(services, TEXT)
