"""The article list's model: over a real project, and over one that counts what it is asked."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from annotator.domain.document import ArticleFilter, ArticleRow, ListOrder, OrderBy, Status
from annotator.domain.errors import KnownError
from annotator.domain.ids import DocumentId
from annotator.services.jobs import InlineRunner, Job
from annotator.ui.item_models.articles import ROW_ROLE, ArticleListModel, describe
from tests.services.helpers import import_text, suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from annotator.services.projects import Services


class CountingBrowsing:
    """So many articles; remembers which rows were read."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.reads: list[int] = []

    def first_ids(self, where: ArticleFilter, order: ListOrder, limit: int) -> array[int]:
        return array("q", range(1, min(limit, self.count) + 1))

    def ids_job(self, where: ArticleFilter, order: ListOrder) -> Job[array[int]]:
        return Job("Listing", lambda _: array("q", range(1, self.count + 1)))

    def rows(self, ids: Sequence[DocumentId]) -> list[ArticleRow]:
        self.reads.append(len(ids))
        return [
            ArticleRow(one, f"Article {one}", "Post", "2026-11-22", Status.NEW, "", 10, 0, 0)
            for one in ids
        ]


class HeldRunner:
    """Keeps jobs until they are released."""

    def __init__(self) -> None:
        self.held: list[Callable[[], object]] = []
        self.cancelled = 0

    def run(self, job: Job[Any], **calls: Any) -> HeldRunner:
        self.held.append(lambda: InlineRunner().run(job, **calls))
        return self

    def cancel(self) -> None:
        self.cancelled += 1

    def release(self) -> None:
        held, self.held = self.held, []
        for run in held:
            run()


@pytest.fixture
def model(qapp: object) -> ArticleListModel:
    return ArticleListModel(InlineRunner())


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
    model.set_list(ArticleFilter(words="two"), ListOrder())
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

    model.set_list(ArticleFilter(words="STORM"), ListOrder())
    assert titles(model) == ["Storm one.", "Storm two."]
    assert model.place_of(ids[2]) is None

    model.set_list(ArticleFilter(words="storm", statuses=frozenset({Status.DONE})), ListOrder())
    assert titles(model) == ["Storm one."]

    model.set_list(ArticleFilter(statuses=frozenset()), ListOrder())
    assert titles(model) == []

    model.set_list(ArticleFilter(), ListOrder())
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


def test_an_article_that_goes_is_taken_out_and_comes_back(
    model: ArticleListModel, services: Services, qtbot: QtBot
):
    first, _ = import_text(services, "One."), import_text(services, "Two.")
    model.set_source(services.browsing)
    services.editing.remove_article(first)

    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsRemoved):
        model.follow([first], listing=True)
    assert titles(model) == ["Two."]

    services.editing.undo(first)
    model.follow([first], listing=True)
    assert titles(model) == ["One.", "Two."]


def test_an_article_that_an_edit_takes_out_of_the_filter_leaves_the_list(
    model: ArticleListModel, services: Services, qtmodeltester: ModelTester
):
    ids = [import_text(services, f"{name}.") for name in ("One", "Two", "Three")]
    qtmodeltester.check(model)
    model.set_source(services.browsing)
    model.set_list(ArticleFilter(statuses=frozenset({Status.NEW})), ListOrder())
    services.editing.set_status(ids[1], Status.DONE)

    model.follow([ids[1]], listing=False)
    assert titles(model) == ["One.", "Three."]

    services.editing.undo(ids[1])
    model.follow([ids[1], DocumentId(12345)], listing=False)
    assert titles(model) == ["One.", "Two.", "Three."]


def test_an_order_is_kept_and_places_are_known_in_it(model: ArticleListModel, services: Services):
    ids = [import_text(services, f"{name}.") for name in ("Mouse", "Ant", "Zebra")]
    model.set_source(services.browsing)

    model.set_list(ArticleFilter(), ListOrder(OrderBy.TITLE, descending=True))
    assert titles(model) == ["Zebra.", "Mouse.", "Ant."]
    assert [model.place_of(one) for one in ids] == [1, 2, 0]
    assert model.place_of(DocumentId(7)) is None


def test_a_long_list_shows_its_first_rows_and_the_others_when_they_are_read(qapp: object):
    runner, browsing = HeldRunner(), CountingBrowsing(1_000)
    model = ArticleListModel(runner)
    loaded: list[int] = []
    model.loaded.connect(lambda: loaded.append(model.rowCount()))

    model.set_source(browsing)  # type: ignore[arg-type]
    assert 0 < model.rowCount() < 1_000
    assert not model.is_whole
    model.reload()
    model.reload()
    assert len(runner.held) == 1
    runner.release()

    assert model.is_whole
    assert loaded == [1_000]
    assert len(runner.held) == 1  # it was asked for again meanwhile
    runner.release()
    assert runner.held == []


def test_it_is_a_proper_model_while_a_long_list_grows_and_shrinks(
    model: ArticleListModel, qtmodeltester: ModelTester
):
    browsing = CountingBrowsing(300)
    qtmodeltester.check(model)
    model.set_source(browsing)  # type: ignore[arg-type]
    browsing.count = 400
    model.reload()
    browsing.count = 350
    model.reload()

    assert model.rowCount() == 350


def test_a_list_that_is_no_longer_wanted_is_given_up(qapp: object):
    runner, browsing = HeldRunner(), CountingBrowsing(1_000)
    model = ArticleListModel(runner)
    model.set_source(browsing)  # type: ignore[arg-type]

    browsing.count = 3
    model.set_list(ArticleFilter(words="x"), ListOrder())
    assert runner.cancelled == 1
    assert model.rowCount() == 3
    runner.release()

    assert model.rowCount() == 3


def test_a_list_that_cannot_be_read_says_why(qapp: object, qtbot: QtBot):
    class Broken(CountingBrowsing):
        def ids_job(self, where: ArticleFilter, order: ListOrder) -> Job[array[int]]:
            def work(_: object) -> array[int]:
                raise KnownError("The disk is gone.")

            return Job("Listing", work)

    model = ArticleListModel(InlineRunner())
    with qtbot.waitSignal(model.failed) as signal:
        model.set_source(Broken(1_000))  # type: ignore[arg-type]

    assert signal.args is not None
    assert str(signal.args[0]) == "The disk is gone."


def test_many_changes_have_the_list_read_anew(model: ArticleListModel, services: Services):
    ids = [import_text(services, f"Article {number}.") for number in range(2)]
    model.set_source(services.browsing)
    assert model.index(0, 0).data(ROW_ROLE).status is Status.NEW
    for one in ids:
        services.editing.set_status(one, Status.DONE)

    model.follow([*ids, *map(DocumentId, range(300))], listing=False)

    assert model.index(0, 0).data(ROW_ROLE).status is Status.DONE


def test_a_refreshed_row_is_read_again(model: ArticleListModel, services: Services, qtbot: QtBot):
    first, second = import_text(services, "Ada."), import_text(services, "Bob.")
    model.set_source(services.browsing)
    assert model.index(1, 0).data(ROW_ROLE).pending_count == 0
    suggest(services, second, ("Bob", "ACTOR"))

    with qtbot.waitSignal(model.dataChanged) as signal:
        model.follow([second, DocumentId(12345)], listing=False)

    assert signal.args is not None
    assert signal.args[0].row() == 1
    assert model.index(1, 0).data(ROW_ROLE).pending_count == 1
    assert model.index(0, 0).data(ROW_ROLE).id == first


def test_a_screen_reader_hears_what_is_painted(model: ArticleListModel, services: Services):
    document_id = import_text(services, "Ada.")
    services.editing.set_status(document_id, Status.FLAGGED, "unclear")
    services.article_editing.set_tags(document_id, ["late", "wire"])
    suggest(services, document_id, ("Ada", "ACTOR"))
    model.set_source(services.browsing)

    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    for words in (
        "Ada.",
        "flagged: unclear",
        "tags: late, wire",
        "0 annotations, 1 suggestion to decide, 4 characters",
    ):
        assert words in spoken
    row = model.index(0, 0).data(ROW_ROLE)
    assert describe(row) == spoken
    for copies, words in ((1, "1 copy"), (2, "2 copies"), (100, "100 copies or more")):
        assert describe(replace(row, copies=copies)) == f"{spoken}\n{words}"


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
