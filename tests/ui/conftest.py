"""A real project behind the window's parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from annotator.domain.labels import AttributeKind, AttributeSpec, Label, LabelScheme, RelationType
from annotator.services import projects
from annotator.ui.theme import base_theme
from tests.factories import ANA, TEXT
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services
    from annotator.ui.theme import Theme

ATTRIBUTES = (
    AttributeSpec("kind", AttributeKind.CHOICE, "What it is.", ("person", "group")),
    AttributeSpec("is_named", AttributeKind.FLAG),
    AttributeSpec("role", AttributeKind.TEXT),
    AttributeSpec("age", AttributeKind.NUMBER),
)
SCHEME = LabelScheme(
    labels=(
        Label("ACTOR", "#1f6feb", "#58a6ff", "a", "Who acts or speaks", ATTRIBUTES),
        Label("LOCATION", "#1a7f37", "#3fb950", "l"),
        Label("QUOTE", "#9a6700", "#d29922", "q"),
        Label("CLAIM", "#cf222e", "#f85149", "c"),
    ),
    relations=(
        RelationType("SPEAKER", ("QUOTE",), ("ACTOR",)),
        RelationType("CLAIMANT", ("CLAIM",), ("ACTOR",)),
    ),
)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return base_theme(dark=False)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """An empty project whose actors have one attribute of each kind."""
    with projects.create_project(tmp_path / "Storm.annotator", ANA, scheme=SCHEME) as made:
        yield made


@pytest.fixture
def document_id(services: Services) -> DocumentId:
    """The one article in it."""
    return import_text(services, TEXT)
