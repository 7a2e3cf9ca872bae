"""The editor of the label scheme, as hands use it, over a real project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)

from annotator.services.jobs import InlineRunner
from annotator.ui.dialogs.scheme.editor import SchemeEditor
from annotator.ui.dialogs.scheme.preview import sample
from annotator.ui.dialogs.scheme.step_dialogs import StepDialog
from annotator.ui.editor.view import ArticleView
from annotator.ui.panels.job_bar import JobBar
from annotator.ui.theme import base_theme
from tests.services.helpers import span_of, suggest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from annotator.domain.ids import DocumentId
    from annotator.domain.labels import LabelScheme
    from annotator.services.projects import Services


class Hands:
    """The editor, and what one does with it."""

    def __init__(self, editor: SchemeEditor, services: Services, qtbot: QtBot) -> None:
        self.editor = editor
        self.services = services
        self.qtbot = qtbot

    def find(self, name: str) -> QWidget:
        found = self.editor.findChild(QWidget, name)
        assert found is not None, name
        return found

    def type(self, name: str, text: str) -> None:
        """Puts a text in the place of what a field holds, and leaves the field."""
        field = self.find(name)
        field.setFocus()
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        field.selectAll()
        if isinstance(field, QLineEdit):
            self.qtbot.keyClick(field, Qt.Key.Key_Delete)
            self.qtbot.keyClicks(field, text)
            self.qtbot.keyClick(field, Qt.Key.Key_Return)
        else:
            field.insertPlainText(text)

    def click(self, name: str) -> None:
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        assert button.isEnabled(), name
        button.click()

    def choose(self, label: str) -> None:
        view = self.find("scheme_labels")
        assert isinstance(view, QListView)
        names = self.names()
        view.setCurrentIndex(view.model().index(names.index(label), 0))

    def names(self) -> list[str]:
        view = self.find("scheme_labels")
        assert isinstance(view, QListView)
        model = view.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def problem(self, field: str) -> str:
        label = self.find(f"{field}_problem")
        assert isinstance(label, QLabel)
        return "" if label.isHidden() else label.text()

    def said(self, expected: str) -> None:
        """Waits until the line below says so."""
        label = self.find("scheme_said")
        assert isinstance(label, QLabel)
        self.qtbot.waitUntil(lambda: label.text() == expected)

    def dialog(self) -> StepDialog:
        (found,) = [one for one in self.editor.findChildren(StepDialog) if one.isVisible()]
        return found

    @property
    def scheme(self) -> LabelScheme:
        return self.services.project.scheme()


@pytest.fixture
def hands(services: Services, document_id: DocumentId, qtbot: QtBot) -> Hands:
    bar = JobBar(InlineRunner())
    qtbot.addWidget(bar)
    taken = {"d": "D is the key of “Mark as done”; give that another one first."}
    editor = SchemeEditor(
        services.schemes, bar, lambda: base_theme(dark=False), lambda key: taken.get(key)
    )
    qtbot.addWidget(editor)
    services.changes.subscribe(lambda changed: editor.reload() if changed.scheme else None)
    editor.show()
    return Hands(editor, services, qtbot)


def test_a_new_label_gets_name_key_and_guideline_in_one_edit(hands: Hands):
    hands.click("scheme_add")
    hands.type("scheme_name", "SHIP")
    hands.type("scheme_key", "h")
    hands.type("scheme_description", "A vessel with a name.")
    hands.type("scheme_accepted", "the *Aurora* sank\n\n*Norsea II*")
    hands.said("No annotation changes.")
    assert "SHIP" not in hands.scheme

    hands.click("scheme_apply")

    ship = hands.scheme.label("SHIP")
    assert (ship.shortcut, ship.description) == ("h", "A vessel with a name.")
    assert ship.accepted == ("the *Aurora* sank", "*Norsea II*")
    assert ship.aliases == ()
    assert hands.names() == ["ACTOR", "SHIP", "LOCATION", "QUOTE", "CLAIM"]
    assert not hands.find("scheme_apply").isEnabled()
    assert hands.services.project_edits.history_status().undo_verb == "Edit label scheme"
    hands.services.project_edits.undo()
    assert "SHIP" not in hands.names()


def test_a_rename_says_what_follows_and_takes_annotations_along(hands: Hands, document_id):
    editing = hands.services.editing
    editing.add(document_id, span_of(hands.services, document_id, "Nadia Orbeli"), "ACTOR")

    hands.click("scheme_rename")
    assert hands.find("scheme_name").hasFocus() or not hands.editor.isActiveWindow()
    hands.type("scheme_name", "PERSON")
    hands.said("1 ACTOR annotation becomes PERSON.")
    hands.click("scheme_apply")

    assert [one.label for one in hands.services.project.annotations(document_id)] == ["PERSON"]
    assert hands.scheme.label("PERSON").aliases == ("ACTOR",)
    assert hands.services.project_edits.history_status().undo_verb == "Rename ACTOR to PERSON"


def test_what_is_wrong_is_said_beside_the_field_and_never_stored(hands: Hands):
    hands.type("scheme_key", "l")
    assert hands.problem("scheme_key") == "ACTOR and LOCATION share the key “l”."
    hands.type("scheme_key", "d")
    assert hands.problem("scheme_key").startswith("D is the key of “Mark as done”")
    hands.type("scheme_key", "z")
    assert hands.problem("scheme_key") == ""
    hands.type("scheme_colour", "red")
    assert "is no colour" in hands.problem("scheme_colours")
    hands.type("scheme_name", "QUOTE")
    assert "merge the two instead" in hands.problem("scheme_name")
    hands.type("scheme_name", "")
    assert "cannot be the name" in hands.problem("scheme_name")

    hands.click("scheme_apply")

    assert hands.scheme.label("ACTOR").shortcut == "z"
    assert hands.scheme.names() == ("ACTOR", "LOCATION", "QUOTE", "CLAIM")


def test_labels_change_places(hands: Hands):
    hands.click("scheme_down")
    hands.click("scheme_down")
    hands.click("scheme_up")
    assert hands.names() == ["LOCATION", "ACTOR", "QUOTE", "CLAIM"]
    hands.click("scheme_revert")
    assert hands.names() == ["ACTOR", "LOCATION", "QUOTE", "CLAIM"]


def test_a_merge_asks_into_which_label_and_counts_first(hands: Hands, document_id):
    editing = hands.services.editing
    editing.add(document_id, span_of(hands.services, document_id, "Tbilisi"), "LOCATION")
    hands.choose("LOCATION")

    hands.click("scheme_merge")
    dialog = hands.dialog()
    into = dialog.findChild(QComboBox, "merge_into")
    assert [into.itemText(row) for row in range(into.count())] == ["ACTOR", "QUOTE", "CLAIM"]
    impact = dialog.findChild(QLabel, "step_impact")
    hands.qtbot.waitUntil(lambda: impact.text() == "1 LOCATION annotation becomes ACTOR.")
    dialog.findChild(QPushButton, "step_agree").click()
    hands.click("scheme_apply")

    assert hands.scheme.names() == ("ACTOR", "QUOTE", "CLAIM")
    assert [one.label for one in hands.services.project.annotations(document_id)] == ["ACTOR"]


def test_a_split_offers_values_and_words(hands: Hands, document_id):
    editing = hands.services.editing
    made = editing.add(document_id, span_of(hands.services, document_id, "Tbilisi"), "ACTOR")
    editing.set_attributes(made, (("kind", "group"),))

    hands.click("scheme_split")
    dialog = hands.dialog()
    what = dialog.findChild(QComboBox, "split_what")
    offered = [what.itemText(row) for row in range(what.count())]
    assert offered == ["kind: person", "kind: group", "is_named", "the words below"]
    name = dialog.findChild(QLineEdit, "split_name")
    assert name.text() == "PERSON"
    what.setCurrentIndex(1)
    what.activated.emit(1)
    assert name.text() == "GROUP"
    impact = dialog.findChild(QLabel, "step_impact")
    hands.qtbot.waitUntil(lambda: impact.text() == "1 ACTOR annotation becomes GROUP.")
    dialog.findChild(QPushButton, "step_agree").click()
    hands.click("scheme_apply")

    assert [one.label for one in hands.services.project.annotations(document_id)] == ["GROUP"]
    assert hands.scheme.relation("SPEAKER").targets == ("ACTOR", "GROUP")


def test_a_split_by_words_waits_for_words(hands: Hands):
    hands.choose("QUOTE")
    hands.click("scheme_split")
    dialog = hands.dialog()
    agree = dialog.findChild(QPushButton, "step_agree")
    assert not agree.isEnabled()  # it has no name yet
    hands.qtbot.keyClicks(dialog.findChild(QLineEdit, "split_name"), "SLOGAN")
    assert agree.isEnabled()
    dialog.findChild(QPlainTextEdit, "split_words").insertPlainText("We will not move.")
    agree.click()
    assert "SLOGAN" in hands.names()


def test_a_label_that_nobody_uses_goes_without_a_question(hands: Hands):
    hands.choose("CLAIM")
    hands.click("scheme_delete")

    assert hands.names() == ["ACTOR", "LOCATION", "QUOTE"]


def test_a_label_in_use_goes_only_when_it_is_said_what_becomes_of_its_spans(
    hands: Hands, document_id
):
    editing = hands.services.editing
    editing.add(document_id, span_of(hands.services, document_id, "Tbilisi"), "LOCATION")
    hands.choose("LOCATION")
    hands.click("scheme_delete")
    dialog = hands.dialog()
    assert "LOCATION" in hands.names()
    impact = dialog.findChild(QLabel, "step_impact")
    hands.qtbot.waitUntil(lambda: impact.text() == "1 LOCATION annotation becomes ACTOR.")
    dialog.findChild(QAbstractButton, "delete_annotations").click()
    hands.qtbot.waitUntil(lambda: "will be deleted" in impact.text())
    dialog.findChild(QPushButton, "step_agree").click()
    hands.click("scheme_apply")

    assert hands.services.project.annotations(document_id) == ()
    assert "LOCATION" not in hands.scheme


def test_attributes_are_added_renamed_and_removed_with_their_values(hands: Hands, document_id):
    editing = hands.services.editing
    made = editing.add(document_id, span_of(hands.services, document_id, "Tbilisi"), "ACTOR")
    editing.set_attributes(made, (("age", 4), ("kind", "group"), ("role", "host")))

    hands.type("attribute_0_name", "sort")
    hands.type("attribute_0_choices", "person, body")
    hands.click("attribute_3_remove")
    hands.said(
        "1 value of ACTOR's attribute “age” will be lost."
        " 1 value of ACTOR's attribute “sort” will change."
    )
    hands.click("attribute_add")
    kind = hands.find("attribute_3_kind")
    assert isinstance(kind, QComboBox)
    kind.setCurrentIndex(kind.findText("flag"))
    kind.activated.emit(kind.currentIndex())
    hands.click("scheme_apply")

    (one,) = hands.services.project.annotations(document_id)
    assert one.attributes == (("role", "host"), ("sort", "body"))
    specs = hands.scheme.label("ACTOR").attributes
    assert [spec.name for spec in specs] == ["sort", "is_named", "role", "attribute 1"]
    assert specs[3].kind == "flag"
    assert specs[0].choices == ("person", "body")


def test_relations_are_renamed_widened_added_and_removed(hands: Hands):
    tabs = hands.find("scheme_tabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(1)
    hands.type("relation_0_name", "SAID_BY")
    menu = hands.editor.findChild(QMenu, "relation_0_sources_menu")
    (claim,) = [action for action in menu.actions() if action.text() == "CLAIM"]
    claim.trigger()
    hands.click("relation_1_remove")
    hands.click("relation_add")
    hands.type("relation_1_description", "Where it is.")
    hands.click("scheme_apply")

    said_by, new = hands.scheme.relations
    assert (said_by.name, said_by.sources) == ("SAID_BY", ("QUOTE", "CLAIM"))
    assert (new.name, new.sources, new.targets) == ("RELATION 1", ("ACTOR",), ("LOCATION",))
    assert new.description == "Where it is."


def test_a_relation_without_an_end_is_refused(hands: Hands):
    menu = hands.editor.findChild(QMenu, "relation_0_sources_menu")
    (quote,) = [action for action in menu.actions() if action.isChecked()]
    quote.trigger()

    assert hands.problem("relations") == "The relation SPEAKER needs labels at both ends."


def test_one_may_begin_from_a_scheme_that_comes_along(hands: Hands):
    menu = hands.editor.findChild(QMenu, "scheme_begin_menu")
    menu.aboutToShow.emit()
    titles = [action.text() for action in menu.actions()]
    assert titles == ["News", "Conflict events", "Media quotes", "Political claims"]
    menu.actions()[2].trigger()
    hands.click("scheme_apply")

    assert hands.scheme.names() == ("QUOTE", "INDIRECT", "SPEAKER", "CUE")


def test_another_scheme_must_have_a_place_for_what_is_annotated(hands: Hands, document_id):
    editing = hands.services.editing
    editing.add(document_id, span_of(hands.services, document_id, "Tbilisi"), "LOCATION")
    editing.add(document_id, span_of(hands.services, document_id, "Nadia Orbeli"), "ACTOR")
    menu = hands.editor.findChild(QMenu, "scheme_begin_menu")
    menu.aboutToShow.emit()
    menu.actions()[2].trigger()

    hands.said(
        "The new label scheme has no place for annotations of LOCATION (1)."
        " Merge or delete these labels first."
    )
    hands.click("scheme_apply")
    assert "LOCATION" in hands.scheme  # nothing was done


def test_a_draft_is_dropped_when_the_scheme_is_changed_elsewhere(hands: Hands):
    from dataclasses import replace

    from annotator.domain.scheme_steps import Revise
    from annotator.services.jobs import JobContext

    hands.type("scheme_description", "Half an idea")
    schemes = hands.services.schemes
    other = replace(hands.scheme, labels=hands.scheme.labels[::-1])
    schemes.job(schemes.draft().then(Revise(other))).work(JobContext())

    assert hands.names() == ["CLAIM", "QUOTE", "LOCATION", "ACTOR"]
    assert not hands.find("scheme_apply").isEnabled()


def test_the_sample_shows_the_labels_own_examples_first(hands: Hands):
    hands.type("scheme_accepted", "the *Mayor*\nthe *Council*")

    for tone in ("light", "dark"):
        view = hands.find(f"scheme_preview_{tone}")
        assert isinstance(view, ArticleView)
        marks = view.marks()
        assert [(one.label, bool(one.is_suggestion)) for one in marks] == [
            ("ACTOR", False),
            ("ACTOR", True),
            ("LOCATION", False),
            ("QUOTE", False),
            ("CLAIM", False),
        ]


def test_a_sample_of_any_scheme_has_marks_in_reading_order(services: Services):
    from annotator.services.starter_schemes import starters

    for starter in starters():
        for name in starter.scheme.names():
            text, marks = sample(starter.scheme, name)
            assert marks[0].label == name
            assert list(marks) == sorted(marks, key=lambda one: (one.start, -one.end, one.id))
            assert all(0 <= one.start < one.end <= len(text) for one in marks)


def test_a_pending_suggestion_follows_too(hands: Hands, document_id):
    suggest(hands.services, document_id, ("Tbilisi", "LOCATION"))
    hands.choose("LOCATION")
    hands.type("scheme_name", "PLACE")
    hands.said("1 LOCATION suggestion becomes PLACE.")


def test_everything_has_a_name_for_screen_readers(hands: Hands):
    for kind in (QLineEdit, QPlainTextEdit, QAbstractButton, QComboBox, QListView):
        for one in hands.editor.findChildren(kind):
            named = one.accessibleName() or (isinstance(one, QAbstractButton) and one.text())
            own = not (isinstance(one, QListView) and not one.objectName())  # a box's own list
            assert named or not own or one.objectName().startswith("qt_"), one.objectName()
