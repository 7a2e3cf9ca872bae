"""Actions: their keys, those of labels, and when they can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow, QWidget

from annotator.domain.labels import Label, LabelScheme
from annotator.ui.actions import Actions, Needs, Scope, Spec

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def label(name: str, key: str) -> Label:
    return Label(name, "#112233", "#aabbcc", key)


class Bench:
    """A window with a field and an article, and a record of what was called."""

    def __init__(self, qtbot: QtBot) -> None:
        self.calls: list[str] = []
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        middle = QWidget()
        self.field, self.article = QLineEdit(middle), QWidget(middle)
        self.article.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.window.setCentralWidget(middle)
        self.actions = Actions(
            [
                self._spec("open", "&File", ("Ctrl+O",)),
                self._spec("quiet", "&File", ()),
                self._spec("import", "&File", ("Ctrl+I",), Needs.PROJECT),
                self._spec("next", "&Article", ("N",), Needs.ARTICLE),
                self._spec("accept", "&Span", ("Return", "Enter"), Needs.MARK, Scope.ARTICLE),
            ],
            self.window,
            self.article,
        )
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def _spec(
        self,
        name: str,
        menu: str,
        keys: tuple[str, ...],
        needs: Needs = Needs.NOTHING,
        scope: Scope = Scope.WINDOW,
    ) -> Spec:
        return Spec(name, menu, f"&{name}…", keys, lambda: self.calls.append(name), needs, scope)


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    return Bench(qtbot)


def test_menus_keep_the_order_of_the_specs(bench: Bench):
    assert [spec.name for spec, _ in bench.actions.menu("&File")] == ["open", "quiet", "import"]


@pytest.mark.parametrize(
    ("have", "enabled"),
    [
        (Needs.NOTHING, {"open", "quiet"}),
        (Needs.PROJECT, {"open", "quiet", "import"}),
        (Needs.ARTICLE, {"open", "quiet", "import", "next"}),
        (Needs.MARK, {"open", "quiet", "import", "next", "accept"}),
    ],
)
def test_what_makes_no_sense_is_disabled(bench: Bench, have: Needs, enabled: set[str]):
    bench.actions.set_labels(LabelScheme((label("ACTOR", "a"),)), lambda _: None)

    bench.actions.set_available(have)

    names = ("open", "quiet", "import", "next", "accept")
    assert {name for name in names if bench.actions[name].isEnabled()} == enabled
    (actor,) = bench.actions.labels()
    assert actor.isEnabled() is (have in {Needs.ARTICLE, Needs.MARK})


def test_labels_get_their_keys(bench: Bench, qtbot: QtBot):
    scheme = LabelScheme((label("ACTOR", "a"), label("SHIP", "7"), label("PLAIN", "")))
    refused = bench.actions.set_labels(scheme, lambda name: bench.calls.append(f"label {name}"))
    bench.actions.set_available(Needs.MARK)
    bench.article.setFocus()

    qtbot.keyClicks(bench.article, "a7")

    assert refused == []
    assert bench.calls == ["label ACTOR", "label SHIP"]
    assert [action.text() for action in bench.actions.labels()] == ["ACTOR", "SHIP", "PLAIN"]


def test_a_label_whose_key_is_taken_goes_without_and_is_reported(bench: Bench, qtbot: QtBot):
    scheme = LabelScheme((label("NAME", "n"), label("ACTOR", "a")))
    refused = bench.actions.set_labels(scheme, lambda name: bench.calls.append(f"label {name}"))
    bench.actions.set_available(Needs.MARK)
    bench.article.setFocus()

    qtbot.keyClicks(bench.article, "na")

    assert refused == ["NAME"]
    assert bench.calls == ["next", "label ACTOR"]


def test_labels_of_another_scheme_take_the_place_of_the_old_ones(bench: Bench, qtbot: QtBot):
    bench.actions.set_labels(LabelScheme((label("OLD", "a"),)), bench.calls.append)
    bench.actions.set_labels(LabelScheme((label("NEW", "a"),)), bench.calls.append)
    bench.actions.set_available(Needs.MARK)
    bench.article.setFocus()

    qtbot.keyClicks(bench.article, "a")

    assert bench.calls == ["NEW"]
    bench.actions.set_labels(None, bench.calls.append)
    qtbot.keyClicks(bench.article, "a")
    assert bench.calls == ["NEW"]


def test_letters_typed_into_a_field_stay_there(bench: Bench, qtbot: QtBot):
    bench.actions.set_labels(LabelScheme((label("ACTOR", "a"),)), bench.calls.append)
    bench.actions.set_available(Needs.MARK)
    bench.field.setFocus()

    qtbot.keyClicks(bench.field, "banana")

    assert bench.field.text() == "banana"
    assert bench.calls == []


def test_the_cheat_sheet_lists_every_key(bench: Bench):
    bench.actions.set_labels(LabelScheme((label("ACTOR", "a"),)), bench.calls.append)

    assert bench.actions.cheat_sheet() == [
        ("File", "open", "Ctrl+O"),
        ("File", "import", "Ctrl+I"),
        ("Article", "next", "N"),
        ("Span", "accept", "Return  Enter"),
        ("Labels", "ACTOR", "A"),
    ]
