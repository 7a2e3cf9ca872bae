"""Finding as a part of the window: over projects, changes and searches that overtake each other."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from annotator.domain.query import Query
from annotator.domain.query_line import parse
from annotator.domain.span import Span
from annotator.services.changes import Changed
from annotator.ui.jobs import GuiRunner, GuiThread
from annotator.ui.main_window import MainWindow
from annotator.ui.panels.finding.concordance import ConcordancePage
from annotator.ui.panels.finding.find_bar import FindBar
from annotator.ui.parts.article_queue import ArticleQueue
from annotator.ui.parts.desk import ArticleDesk
from annotator.ui.parts.finding import Finder
from tests.services.helpers import import_text, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytestqt.qtbot import QtBot

    from annotator.domain.hits import Article
    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services
    from annotator.ui.theme import Theme


class Stand(NamedTuple):
    """A window with the part in it, on a project."""

    window: MainWindow
    finder: Finder
    desk: ArticleDesk
    qtbot: QtBot

    @property
    def page(self) -> ConcordancePage:
        found = self.window.findChild(ConcordancePage)
        assert found is not None
        return found

    @property
    def bar(self) -> FindBar:
        found = self.window.findChild(FindBar)
        assert found is not None
        return found

    def find(self, line: str) -> str:
        """What is told when a search has ended."""
        self.finder.open_page()
        self.page.asked.emit(parse(line))
        self.qtbot.waitUntil(lambda: not self.window.jobs.is_busy)
        return self.page.told()


@pytest.fixture
def stand(qtbot: QtBot, services: Services, theme: Theme) -> Iterator[Stand]:
    home = QObject()
    gui = GuiThread(home)
    runner = GuiRunner(gui)
    window = MainWindow(theme, runner)
    qtbot.addWidget(window)
    desk = ArticleDesk(window.view, home)
    queue = ArticleQueue(window, desk)
    finder = Finder(window, desk, queue)
    window.show_project("Storm")
    window.articles.set_source(services.browsing)
    desk.set_services(services.browsing, services.editing)
    queue.set_services(services)
    finder.set_services(services)
    window.show()
    yield Stand(window, finder, desk, qtbot)
    runner.stop()
    finder.set_services(None)


def test_how_many_and_where(stand: Stand, services: Services):
    assert stand.find("storm") == "No hits."
    import_text(services, "A storm.")
    assert stand.find("storm*") == "1 hit."
    import_text(services, "A storm, and one more storm.")
    assert stand.find("Storm") == "3 hits in 2 articles."
    assert stand.find("more OR one") == "2 hits in 1 article."


def test_what_cannot_be_looked_for_is_told_on_the_page(stand: Stand):
    assert "Known: ACTOR" in stand.find("label:PLACE")
    assert "regular expression" in stand.find("/(/")


def test_the_same_search_is_not_made_twice_until_something_changed(
    stand: Stand, services: Services
):
    article = import_text(services, "A storm.")
    services.editing.add(article, span_of(services, article, "storm"), "CLAIM")
    assert stand.find("label:CLAIM") == "1 hit."
    services.editing.add(article, span_of(services, article, "A"), "CLAIM")

    assert stand.find("label:CLAIM") == "1 hit."
    stand.finder.apply(Changed(documents=frozenset({article})))
    assert stand.page.told() == "1 hit. Something has changed since."

    assert stand.find("label:CLAIM") == "2 hits in 1 article."


def test_a_text_search_does_not_care_what_is_annotated(stand: Stand, services: Services):
    article = import_text(services, "A storm.")
    stand.find("storm")

    stand.finder.apply(Changed(documents=frozenset({article})))

    assert stand.page.told() == "1 hit."


def test_a_newer_search_takes_the_place_of_one_that_runs(stand: Stand, services: Services):
    for number in range(60):
        import_text(services, f"{number} rain and hail")
    stand.finder.open_page()

    stand.page.asked.emit(parse("rain"))
    stand.page.asked.emit(parse("hail"))
    stand.qtbot.waitUntil(lambda: not stand.window.jobs.is_busy)

    assert {hit.text for hit in stand.page.model.hits()} == {"hail"}
    assert stand.page.told() == "60 hits in 60 articles."


def test_what_cannot_be_looked_for_ends_what_runs(stand: Stand, services: Services):
    for number in range(60):
        import_text(services, f"{number} rain")
    stand.finder.open_page()

    stand.page.asked.emit(parse("rain"))
    stand.page.asked.emit(parse("label:PLACE"))
    stand.qtbot.waitUntil(lambda: not stand.window.jobs.is_busy)

    assert "Known: ACTOR" in stand.page.told()
    assert stand.find("rain") == "60 hits in 60 articles."


def test_a_search_that_is_stopped_says_so(
    stand: Stand, services: Services, monkeypatch: pytest.MonkeyPatch
):
    for number in range(60):
        import_text(services, f"{number} rain")
    stand.finder.open_page()
    may_read = threading.Event()
    read = services.project.search.articles

    def wait_and_read(ids: Sequence[int]) -> list[Article]:
        assert may_read.wait(30)
        return read(ids)

    monkeypatch.setattr(services.project.search, "articles", wait_and_read)

    stand.page.asked.emit(Query(regex="rain"))
    stand.page.stop_asked.emit()
    may_read.set()
    stand.qtbot.waitUntil(lambda: not stand.window.jobs.is_busy)

    assert stand.page.told().startswith("Stopped; ")


def test_another_project_empties_the_page(stand: Stand, services: Services):
    import_text(services, "A storm.")
    stand.find("storm")

    stand.finder.set_services(None)

    assert stand.page.model.rowCount() == 0
    assert stand.page.told() == ""


def test_hits_are_offered_to_whoever_works_on_them(stand: Stand, services: Services):
    article = import_text(services, "A storm.")
    stand.find("storm")
    button = stand.page.findChild(QPushButton, "concordance_tag")
    assert button is not None
    assert button.isHidden()
    taken: list[list[tuple[DocumentId, Span]]] = []
    stand.finder.hits_chosen.connect(taken.append)
    stand.finder.open_page()
    assert not button.isHidden()

    button.click()

    assert taken == [[(article, Span(2, 7))]]


def test_the_bar_counts_anew_in_another_article(stand: Stand, services: Services):
    first = import_text(services, "A storm, a storm.")
    second = import_text(services, "One storm.")
    stand.desk.open(first)
    stand.finder.open_bar()
    stand.window.view.set_caret(0)
    bar = stand.bar
    bar.open_bar("storm")
    assert bar.told() == "1 of 2"

    stand.desk.open(second)

    assert bar.told() == "1 hit"
    stand.finder.step(1)
    assert bar.told() == "1 of 1"
    assert stand.window.view.selected_span() == Span(4, 9)


def test_a_hit_with_white_space_at_its_ends_is_passed_either_way(stand: Stand, services: Services):
    stand.desk.open(import_text(services, "A storm and a hail and rain."))
    stand.finder.open_bar()
    bar = stand.bar
    bar.open_bar(" and ")
    seen = [bar.told()]
    for step in (1, 1, -1, -1):
        stand.finder.step(step)
        seen.append(bar.told())

    assert seen == ["1 of 2", "2 of 2", "1 of 2", "2 of 2", "1 of 2"]


def test_a_project_that_closes_closes_the_bar(stand: Stand, services: Services):
    stand.desk.open(import_text(services, "A storm."))
    stand.finder.open_bar()

    stand.finder.set_services(None)

    assert stand.bar.isHidden()
