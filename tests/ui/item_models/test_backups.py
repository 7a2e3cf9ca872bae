"""The tables of the backups' window."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from annotator.domain.backups import ArticlePreview, Backup, Backups, Fate
from annotator.ui.item_models.backups import (
    ANNOTATIONS,
    ARTICLES,
    FATE,
    GONE,
    SIZE,
    ArticlePreviewModel,
    BackupModel,
    written_size,
)

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
FOUND = Backups(
    (
        Backup(Path("new"), NOON, 5_000_000, 12, 1_900),
        Backup(Path("old"), NOON, 400_000, 9, 1_200),
        Backup(Path("bad"), NOON, 1),
    ),
    articles=11,
    annotations=1_900,
)


@pytest.fixture
def model(qapp: object) -> BackupModel:
    model = BackupModel()
    model.show(FOUND)
    return model


def cell(model: BackupModel, row: int, column: int, role: int = Qt.ItemDataRole.DisplayRole):
    return model.index(row, column).data(role)


def test_they_are_proper_models(model: BackupModel, qtmodeltester: ModelTester):
    qtmodeltester.check(model)
    articles = ArticlePreviewModel()
    articles.show([ArticlePreview("A", Fate.GOES, 2)])
    qtmodeltester.check(articles)


def test_what_a_backup_holds_is_compared_with_now(model: BackupModel):
    assert [cell(model, row, ARTICLES) for row in range(3)] == ["12 (+1)", "9 (−2)", "damaged"]
    assert [cell(model, row, ANNOTATIONS) for row in range(3)] == ["1,900", "1,200 (−700)", ""]
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert cell(model, 0, ARTICLES, spoken) == "12, 1 more than now"
    assert cell(model, 1, ANNOTATIONS, spoken) == "1,200, 700 fewer"


def test_sizes_are_written_as_one_says_them(model: BackupModel):
    assert cell(model, 0, SIZE) == "5.0 MB"
    assert [written_size(one) for one in (1, 400_000, 2_500_000_000)] == [
        "1 kB",
        "400 kB",
        "2,500.0 MB",
    ]


def test_what_happens_to_an_article_is_said(qapp: object):
    model = ArticlePreviewModel()
    model.show(
        [
            ArticlePreview("A", Fate.GOES, 2),
            ArticlePreview("B", Fate.COMES_BACK),
            ArticlePreview("C", Fate.CHANGES, details=True),
            ArticlePreview("D", Fate.CHANGES, changed=1),
        ]
    )
    assert [model.index(row, FATE).data() for row in range(4)] == [
        "goes",
        "comes back",
        "changes, details too",
        "changes",
    ]
    assert [model.index(row, GONE).data() for row in range(2)] == ["2", "–"]
