"""The article list's model: over a real project, and over one that counts what it is asked."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from annotator.domain.document import ArticleFilter, ArticleRow, Status
from annotator.domain.ids import DocumentId
from annotator.ui.item_models.articles import ROW_ROLE, ArticleListModel, describe
from tests.services.helpers import import_text, suggest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from annotator.services.projects import Services


class CountingBrowsing:
    """So many articles; remembers which rows were read."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.reads: list[int] = []

    def ids(self, where: ArticleFilter) -> array[int]:
        return array("q", range(1, self.count + 1))

    def rows(self, ids: Sequence[DocumentId]) -> list[ArticleRow]:
        self.reads.append(len(ids))
        return [
            ArticleRow(one, f"Article {one}", "Post", "2026-11-22", Status.NEW, "", 10, 0, 0)
            for one in ids
        ]


@pytest.fixture
def model(qapp: object) -> ArticleListModel:
    return ArticleListModel()


def titles(model: ArticleListModel) -> list[object]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_it_is_a_proper_model_empty_and_full(
    model: ArticleListModel, qtmodeltester: ModelTester, services: Services
):
    qtmodeltester.check(model)
    import_text(services, "One.")
    import_text(services, "Two.")

    model.set_source(services.browsing)
    qtmodeltester.check(model)
    import_text(services, "Three.")
    model.reload()
    model.set_filter(ArticleFilter(words="two"))
    model.set_source(None)

    assert model.rowCount() == 0


def test_articles_come_in_the_order_of_their_import(model: ArticleListModel, services: Services):
    for text in ("Zebra.", "Ant.", "Mouse."):
        import_text(services, text)

    model.set_source(services.browsing)

    assert titles(model) == ["Zebra.", "Ant.", "Mouse."]


def test_filters_let_through_what_they_say(model: ArticleListModel, services: Services):
    ids = [import_text(services, text) for text in ("Storm one.", "Storm two.", "Calm.")]
    services.editing.set_status(ids[0], Status.DONE)
    model.set_source(services.browsing)

    model.set_filter(ArticleFilter(words="STORM"))
    assert titles(model) == ["Storm one.", "Storm two."]
    assert model.place_of(ids[2]) is None

    model.set_filter(ArticleFilter(words="storm", statuses=frozenset({Status.DONE})))
    assert titles(model) == ["Storm one."]

    model.set_filter(ArticleFilter(statuses=frozenset()))
    assert titles(model) == []

    model.set_filter(ArticleFilter())
    assert [model.id_at(row) for row in range(3)] == ids
    assert [model.place_of(one) for one in ids] == [0, 1, 2]


def test_new_articles_are_rows_at_the_end(
    model: ArticleListModel, services: Services, qtbot: QtBot
):
    import_text(services, "One.")
    model.set_source(services.browsing)
    import_text(services, "Two.")
    import_text(services, "Three.")

    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted) as signal:
        model.reload()

    assert signal.args is not None
    assert signal.args[1:] == [1, 2]
    assert titles(model) == ["One.", "Two.", "Three."]


def test_a_reload_without_news_moves_nothing(
    model: ArticleListModel, services: Services, qtbot: QtBot
):
    import_text(services, "One.")
    model.set_source(services.browsing)

    with qtbot.assertNotEmitted(model.modelReset), qtbot.assertNotEmitted(model.rowsInserted):
        model.reload()


def test_an_article_that_goes_resets_the_list(
    model: ArticleListModel, services: Services, qtbot: QtBot
):
    first, _ = import_text(services, "One."), import_text(services, "Two.")
    model.set_source(services.browsing)
    services.editing.remove_article(first)

    with qtbot.waitSignal(model.modelReset):
        model.reload()

    assert titles(model) == ["Two."]


def test_a_refreshed_row_is_read_again(model: ArticleListModel, services: Services, qtbot: QtBot):
    first, second = import_text(services, "Ada."), import_text(services, "Bob.")
    model.set_source(services.browsing)
    assert model.index(1, 0).data(ROW_ROLE).pending_count == 0
    suggest(services, second, ("Bob", "ACTOR"))

    with qtbot.waitSignal(model.dataChanged) as signal:
        model.refresh([second, DocumentId(12345)])

    assert signal.args is not None
    assert signal.args[0].row() == 1
    assert model.index(1, 0).data(ROW_ROLE).pending_count == 1
    assert model.index(0, 0).data(ROW_ROLE).id == first


def test_a_screen_reader_hears_what_is_painted(model: ArticleListModel, services: Services):
    document_id = import_text(services, "Ada.")
    services.editing.set_status(document_id, Status.FLAGGED, "unclear")
    suggest(services, document_id, ("Ada", "ACTOR"))
    model.set_source(services.browsing)

    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    for words in ("Ada.", "flagged: unclear", "0 annotations, 1 suggestions"):
        assert words in spoken
    assert describe(model.index(0, 0).data(ROW_ROLE)) == spoken


def test_rows_are_read_a_page_at_a_time_and_not_all_kept(model: ArticleListModel):
    browsing = CountingBrowsing(10_000)
    model.set_source(browsing)  # type: ignore[arg-type]
    assert model.rowCount() == 10_000
    assert browsing.reads == []

    model.index(5_000, 0).data()
    model.index(5_001, 0).data()
    assert browsing.reads == [64]

    titles(model)
    browsing.reads.clear()
    assert model.index(9_999, 0).data() == "Article 10000"
    assert browsing.reads == []
    assert model.index(0, 0).data() == "Article 1"
    assert len(browsing.reads) == 1


def test_the_last_page_may_be_short(model: ArticleListModel):
    browsing = CountingBrowsing(65)
    model.set_source(browsing)  # type: ignore[arg-type]

    assert model.index(64, 0).data() == "Article 65"
    assert browsing.reads == [1]
    assert not model.index(65, 0).isValid()
