"""The list of articles and what stands above it, over a real project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from annotator.domain.document import ArticleFilter, ListOrder, OrderBy, Status
from annotator.services.changes import Changed
from annotator.services.jobs import InlineRunner
from annotator.ui.panels.articles.article_list import ArticleListPanel
from annotator.ui.panels.articles.filter_panel import FilterPanel
from annotator.ui.panels.articles.saved_filters import SavedFilterMenu
from tests.services.helpers import import_text

if TYPE_CHECKING:
    from typing import TypeVar

    from pytestqt.qtbot import QtBot

    from annotator.domain.ids import DocumentId
    from annotator.services.projects import Services
    from annotator.ui.theme import Theme

    W = TypeVar("W", bound=QWidget)

NAMES = ("Mouse", "Ant", "Zebra", "Bee")
NEW = ArticleFilter(statuses=frozenset({Status.NEW}))


@pytest.fixture
def ids(services: Services) -> list[DocumentId]:
    return [import_text(services, f"{name}.") for name in NAMES]


@pytest.fixture
def panel(
    services: Services, ids: list[DocumentId], theme: Theme, qtbot: QtBot
) -> ArticleListPanel:
    panel = ArticleListPanel(theme, InlineRunner())
    qtbot.addWidget(panel)
    panel.resize(300, 600)
    panel.set_source(services.browsing)
    panel.filter.set_filters(services.filters)
    panel.show()
    return panel


def find(widget: QWidget, kind: type[W], name: str) -> W:
    found = widget.findChild(kind, name)
    assert found is not None, name
    return found


def titles(panel: ArticleListPanel) -> list[str]:
    model = find(panel, QTableView, "articles").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def count(panel: ArticleListPanel) -> str:
    return find(panel, QLabel, "article_count").text()


def opened_panel(panel: ArticleListPanel) -> FilterPanel:
    panel.filter.open_panel()
    return find(panel, FilterPanel, "filter_panel")


def test_choosing_an_article_says_so_and_selecting_one_does_not(
    panel: ArticleListPanel, ids: list[DocumentId], qtbot: QtBot
):
    table = find(panel, QTableView, "articles")
    with qtbot.assertNotEmitted(panel.article_chosen):
        panel.select(ids[2])
    assert panel.selected() == [ids[2]]
    with qtbot.waitSignal(panel.article_chosen) as signal:
        qtbot.keyClick(table, Qt.Key.Key_Up)
    assert signal.args == [ids[1]]


def test_the_selection_is_kept_by_another_order(panel: ArticleListPanel, ids: list[DocumentId]):
    panel.select(ids[2])

    panel.filter.set_list(ArticleFilter(), ListOrder(OrderBy.TITLE))

    assert titles(panel) == ["Ant.", "Bee.", "Mouse.", "Zebra."]
    assert panel.selected() == [ids[2]]
    assert panel.neighbour(ids[2], -1) == ids[0]


def test_several_are_selected_and_counted(
    panel: ArticleListPanel, ids: list[DocumentId], qtbot: QtBot
):
    table = find(panel, QTableView, "articles")
    panel.select(ids[0])
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert panel.selected() == ids[:2]
    assert count(panel) == "4 articles, 2 selected"

    panel.filter.set_list(ArticleFilter(), ListOrder(OrderBy.TITLE, descending=True))
    assert set(panel.selected()) >= {ids[0]}


def test_an_article_that_leaves_the_list_keeps_its_place_for_the_next_step(
    panel: ArticleListPanel, services: Services, ids: list[DocumentId], qtbot: QtBot
):
    panel.filter.set_list(NEW, ListOrder(OrderBy.TITLE))
    panel.select(ids[3])  # Bee, between Ant and Mouse
    services.editing.set_status(ids[3], Status.DONE)

    with qtbot.assertNotEmitted(panel.article_chosen):
        panel.apply(Changed(documents=frozenset({ids[3]})))
        qtbot.waitUntil(lambda: count(panel) == "3 articles")

    assert titles(panel) == ["Ant.", "Mouse.", "Zebra."]
    assert panel.neighbour(ids[3], 1) == ids[0]
    assert panel.neighbour(ids[3], -1) == ids[1]
    assert panel.next_unfinished(ids[3]) == ids[0]


def test_the_next_unfinished_article_follows_the_list_and_wraps_round(
    panel: ArticleListPanel, services: Services, ids: list[DocumentId]
):
    mouse, ant, zebra, bee = ids
    services.editing.set_status(bee, Status.DONE)
    panel.filter.set_list(ArticleFilter(), ListOrder(OrderBy.TITLE))

    assert panel.next_unfinished(ant) == mouse
    assert panel.next_unfinished(zebra) == ant
    assert panel.next_unfinished(None) == ant
    panel.filter.set_list(ArticleFilter(words="zebra"), ListOrder())
    assert panel.next_unfinished(zebra) is None
    assert panel.next_unfinished(ant) == zebra


def test_words_are_looked_for_when_typing_pauses(
    panel: ArticleListPanel, qtbot: QtBot, ids: list[DocumentId]
):
    words = find(panel, QLineEdit, "article_filter")
    qtbot.keyClicks(words, "ze")
    assert len(titles(panel)) == 4
    qtbot.waitUntil(lambda: titles(panel) == ["Zebra."])
    assert count(panel) == "1 article"

    words.setText("text:mou")
    qtbot.keyClick(words, Qt.Key.Key_Return)
    assert titles(panel) == ["Mouse."]
    words.setText('"')
    qtbot.keyClick(words, Qt.Key.Key_Return)
    assert len(titles(panel)) == 4


def test_conditions_are_chips_that_go_away_by_a_key(panel: ArticleListPanel, qtbot: QtBot):
    panel.filter.set_list(
        ArticleFilter(statuses=frozenset({Status.NEW}), tags=("late",), words="m"),
        ListOrder(OrderBy.PUBLISHED, descending=True),
    )

    def chips() -> list[QToolButton]:
        found = panel.findChildren(QToolButton, "filter_chip")
        return [chip for chip in found if chip.isVisibleTo(panel)]

    assert [chip.text() for chip in chips()] == [
        "New",
        "#late",
        "Date, newest first",
    ]
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Space):
        qtbot.keyClick(chips()[0], key)

    assert chips() == []
    assert panel.filter.where == ArticleFilter(words="m")
    assert panel.filter.order == ListOrder()


def test_the_panel_of_conditions_shows_what_holds_and_changes_it(
    panel: ArticleListPanel, services: Services, ids: list[DocumentId], qtbot: QtBot
):
    services.article_editing.set_tags(ids[1], ["late"])
    services.editing.set_status(ids[1], Status.DONE)
    conditions = opened_panel(panel)
    find(conditions, QCheckBox, "filter_done").click()
    assert titles(panel) == ["Ant."]

    tags = find(conditions, QLineEdit, "filter_tags")
    qtbot.keyClicks(tags, "late, new")
    qtbot.waitUntil(lambda: titles(panel) == [])
    find(conditions, QCheckBox, "filter_any_tag").click()
    assert titles(panel) == ["Ant."]
    find(conditions, QPushButton, "filter_clear").click()
    order = find(conditions, QComboBox, "filter_order")
    order.setCurrentIndex(order.findText("Title"))
    find(conditions, QCheckBox, "filter_descending").click()
    conditions.hide()

    assert titles(panel) == ["Zebra.", "Mouse.", "Bee.", "Ant."]
    again = opened_panel(panel)
    assert find(again, QCheckBox, "filter_descending").text() == "Z to A"
    assert find(again, QCheckBox, "filter_descending").isChecked()
    assert find(again, QLineEdit, "filter_tags").text() == ""
    again.hide()


def test_a_date_that_is_none_gets_a_sentence_and_changes_nothing(
    panel: ArticleListPanel, qtbot: QtBot
):
    conditions = opened_panel(panel)
    date = find(conditions, QLineEdit, "filter_from")
    qtbot.keyClicks(date, "soon")
    remark = find(conditions, QLabel, "remark")
    qtbot.waitUntil(lambda: "no date" in remark.text())
    assert len(titles(panel)) == 4

    date.clear()
    qtbot.keyClicks(date, "2026")
    qtbot.waitUntil(lambda: titles(panel) == [])
    assert remark.text() == ""
    conditions.hide()


def test_filters_are_saved_chosen_renamed_and_deleted(
    panel: ArticleListPanel, services: Services, qtbot: QtBot
):
    menu = find(panel, SavedFilterMenu, "saved_filters")
    panel.filter.set_list(ArticleFilter(words="zebra"), ListOrder(OrderBy.TITLE))
    panel.filter.save()
    name = find(panel, QLineEdit, "filter_name_text")
    assert name.hasFocus()
    name.setText("Stripes & more")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    panel.filter.clear()
    assert len(titles(panel)) == 4

    def entry(text: str) -> None:
        menu.aboutToShow.emit()
        (action,) = [one for one in menu.actions() if one.text() == text]
        action.trigger()

    def below(text: str) -> None:
        menu.aboutToShow.emit()
        (action,) = [one for one in menu.actions() if one.text() == text]
        submenu = action.menu()
        assert submenu is not None
        submenu.actions()[0].trigger()

    entry("Stripes && more")
    assert titles(panel) == ["Zebra."]
    assert panel.filter.order == ListOrder(OrderBy.TITLE)

    below("&Rename")
    name.setText("Animals")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert [one.name for one in services.filters.all()] == ["Animals"]

    with qtbot.waitSignal(panel.filter.said) as said:
        below("&Delete")
    assert services.filters.all() == []
    assert said.args is not None
    said.args[2]()
    assert [one.name for one in services.filters.all()] == ["Animals"]


def test_a_name_is_not_asked_for_any_more_after_escape(panel: ArticleListPanel, qtbot: QtBot):
    panel.filter.set_list(ArticleFilter(words="zebra"), ListOrder())
    panel.filter.save()
    name = find(panel, QLineEdit, "filter_name_text")
    qtbot.keyClick(name, Qt.Key.Key_Escape)

    assert not name.isVisible()
    assert find(panel, QLineEdit, "article_filter").hasFocus()


def test_another_project_is_not_filtered(panel: ArticleListPanel, services: Services):
    panel.filter.set_list(ArticleFilter(words="zebra"), ListOrder())

    panel.set_source(None)
    panel.set_source(services.browsing)

    assert len(titles(panel)) == 4
    assert find(panel, QLineEdit, "article_filter").text() == ""


def test_removed_articles_are_listed_by_themselves(
    panel: ArticleListPanel, services: Services, ids: list[DocumentId]
):
    services.editing.remove_article(ids[0])
    panel.apply(Changed(documents=frozenset({ids[0]}), listing=True))
    assert titles(panel) == ["Ant.", "Zebra.", "Bee."]

    panel.filter.toggle_removed()
    assert titles(panel) == ["Mouse."]
    panel.filter.toggle_removed()
    assert len(titles(panel)) == 3


def test_it_says_why_no_article_is_listed(panel: ArticleListPanel, qtbot: QtBot):
    said = panel.findChild(QLabel, "nothing_here")
    told: list[bool] = []
    panel.emptied.connect(told.append)
    panel.filter.set_list(ArticleFilter(words="zeppelin"), ListOrder())
    assert not said.isHidden()
    assert told[-1] is False  # the project has articles
    panel.filter.clear()
    assert said.isHidden()


def test_it_says_so_where_a_project_has_no_article(services: Services, theme: Theme, qtbot: QtBot):
    panel = ArticleListPanel(theme, InlineRunner())
    qtbot.addWidget(panel)
    told: list[bool] = []
    panel.emptied.connect(told.append)
    panel.set_source(services.browsing)
    assert told[-1] is True
    import_text(services, "Rain.")
    panel.apply(Changed(listing=True))
    assert told[-1] is False
