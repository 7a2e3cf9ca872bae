"""The inspector over a real project: what it shows, and what it stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from annotator.domain.edits import Change
from annotator.domain.errors import AnnotatorError
from annotator.ui.panels.span.inspector import Inspector
from annotator.ui.theme import theme_for
from tests.factories import make_edit
from tests.services.helpers import import_text, span_of, suggest

if TYPE_CHECKING:
    from typing import TypeVar

    from pytestqt.qtbot import QtBot

    from annotator.domain.annotation import Annotation
    from annotator.domain.ids import AnnotationId, DocumentId
    from annotator.services.changes import Changed
    from annotator.services.projects import Services

    W = TypeVar("W", bound=QWidget)

MAYOR, QUOTE = "Nadia Orbeli", "“We will not move.”"


class Bench:
    """The inspector as the window uses it: it hears of changes and shows its mark again."""

    def __init__(self, qtbot: QtBot, services: Services, document_id: DocumentId) -> None:
        self.services, self.document_id = services, document_id
        self.errors: list[AnnotatorError] = []
        self.inspector = Inspector()
        qtbot.addWidget(self.inspector)
        self.inspector.resize(300, 700)
        self.inspector.failed.connect(self.errors.append)
        self.inspector.set_services(services.browsing, services.editing)
        self.inspector.show_document(services.browsing.open(document_id).document)
        self.shown: int | None = None
        services.changes.subscribe(self._on_changed)
        with qtbot.waitExposed(self.inspector):
            self.inspector.show()

    def add(self, words: str, label: str) -> AnnotationId:
        span = span_of(self.services, self.document_id, words)
        return self.services.editing.add(self.document_id, span, label)

    def show(self, mark_id: int | None) -> None:
        self.shown = mark_id
        marks = {mark.id: mark for mark in self.services.browsing.marks(self.document_id)}
        self.inspector.show_mark(None if mark_id is None else marks.get(mark_id))

    def find(self, kind: type[W], name: str) -> W:
        found = self.inspector.findChild(kind, name)
        assert found is not None, name
        return found

    def annotation(self, annotation_id: AnnotationId) -> Annotation:
        found = self.services.browsing.annotation(annotation_id)
        assert found is not None
        return found

    def edits(self) -> int:
        return len(self.services.project.history(self.document_id))

    def _on_changed(self, changed: Changed) -> None:
        if self.shown is not None:
            self.show(self.shown)


@pytest.fixture
def bench(qtbot: QtBot, services: Services, document_id: DocumentId) -> Bench:
    return Bench(qtbot, services, document_id)


def choose(box: QComboBox, text: str) -> None:
    """Chooses an entry as a user does."""
    place = box.findText(text, Qt.MatchFlag.MatchContains)
    assert place >= 0, [box.itemText(number) for number in range(box.count())]
    box.setCurrentIndex(place)
    box.activated.emit(place)


# ---------------------------------------------------------------- what is shown


def test_nothing_current_says_what_to_do(bench: Bench):
    assert bench.find(QLabel, "inspector_empty").isVisible()
    assert not bench.find(QLabel, "inspector_text").isVisible()
    assert not bench.find(QPlainTextEdit, "inspector_note").isVisible()


def test_nothing_current_shows_the_keys_of_the_labels_and_the_article(bench: Bench):
    shown = [label for label in bench.inspector.findChildren(QLabel) if label.isVisible()]
    chips = {label.accessibleName() for label in shown if label.objectName() == "label_chip"}
    caps = {label.text() for label in shown if label.objectName() == "key"}
    labels = bench.services.browsing.scheme().labels
    document = bench.services.browsing.open(bench.document_id).document

    assert chips == {label.name for label in labels}
    assert caps == {label.shortcut.upper() for label in labels if label.shortcut}
    assert f"{len(document.text):,} characters" in {label.text() for label in shown}

    bench.inspector.show_document(None)
    left = bench.inspector.findChildren(QLabel)
    assert not any("characters" in label.text() for label in left if label.isVisible())


@pytest.mark.parametrize("dark", [False, True])
def test_the_label_of_the_current_span_has_its_colour(bench: Bench, dark: bool):
    theme = theme_for(bench.services.browsing.scheme(), dark=dark)
    (suggestion_id,) = suggest(bench.services, bench.document_id, ("Tbilisi", "LOCATION"))
    bench.inspector.set_theme(theme)
    chip = bench.find(QLabel, "inspector_chip")

    bench.show(bench.add(MAYOR, "ACTOR"))
    edge = chip.pixmap().toImage()
    assert edge.pixelColor(3, edge.height() // 2) == theme.label_style("ACTOR").colour
    assert bench.find(QLabel, "inspector_suggested").text() == ""

    bench.show(suggestion_id)
    edge = chip.pixmap().toImage()
    assert edge.pixelColor(3, edge.height() // 2) == theme.background
    assert bench.find(QLabel, "inspector_suggested").text() == "suggested"


def test_an_empty_choice_is_a_dash_that_stands_for_nothing(bench: Bench):
    bench.show(bench.add(MAYOR, "ACTOR"))

    box = bench.find(QComboBox, "attribute_kind")

    assert (box.currentText(), box.currentData()) == ("–", None)


def test_fields_below_each_other_are_aligned(bench: Bench, qtbot: QtBot):
    bench.show(bench.add(MAYOR, "ACTOR"))
    fields = [bench.find(QComboBox, name) for name in ("inspector_label", "attribute_kind")]

    def lefts() -> set[int]:
        return {one.mapTo(bench.inspector, one.rect().topLeft()).x() for one in fields}

    qtbot.waitUntil(lambda: len(lefts()) == 1)


def test_a_long_name_does_not_widen_the_panel(bench: Bench, qtbot: QtBot):
    far = "x" * 200
    bench = Bench(qtbot, bench.services, import_text(bench.services, f"{far} said “No.” once."))
    bench.services.editing.relate(quote := bench.add("“No.”", "QUOTE"), bench.add(far, "ACTOR"))
    bench.show(quote)
    inside = bench.inspector.widget()

    qtbot.waitUntil(lambda: inside.width() <= bench.inspector.viewport().width())


def test_an_annotation_is_shown_with_where_it_comes_from(bench: Bench):
    bench.show(bench.add(MAYOR, "ACTOR"))

    assert bench.find(QLabel, "inspector_text").text() == f"“{MAYOR}”"
    assert bench.find(QComboBox, "inspector_label").currentText() == "ACTOR"
    assert bench.find(QLabel, "inspector_origin").text().startswith("Added by Ana, ")
    assert not bench.find(QLabel, "inspector_empty").isVisible()


def test_a_suggestion_is_shown_with_its_suggester_and_without_a_note(bench: Bench):
    (suggestion_id,) = suggest(bench.services, bench.document_id, (MAYOR, "ACTOR"))

    bench.show(suggestion_id)

    origin = bench.find(QLabel, "inspector_origin").text()
    assert "spacy.ner.v1 1, en_core_web_sm 3.8.0" in origin
    assert not bench.find(QPlainTextEdit, "inspector_note").isVisible()
    fields = [
        one for one in bench.inspector.findChildren(QWidget) if "attribute_" in one.objectName()
    ]
    assert not any(one.isVisible() for one in fields)
    assert not bench.find(QComboBox, "inspector_relation").isVisible()


def test_words_that_look_like_markup_are_shown_as_they_are(qtbot: QtBot, services: Services):
    bench = Bench(qtbot, services, import_text(services, "He wrote <b>bold</b> once."))
    bench.show(bench.add("<b>bold</b>", "QUOTE"))

    assert bench.find(QLabel, "inspector_text").text() == "“<b>bold</b>”"
    assert bench.find(QLabel, "inspector_text").textFormat() is Qt.TextFormat.PlainText


def test_the_history_has_a_line_for_each_edit(bench: Bench):
    annotation_id = bench.add(MAYOR, "ACTOR")
    bench.services.editing.relabel(annotation_id, "LOCATION")
    bench.services.editing.undo(bench.document_id)

    bench.show(annotation_id)

    lines = bench.find(QLabel, "inspector_history").text().splitlines()
    assert [line.partition(": ")[2] for line in lines] == [
        "Add ACTOR",
        "Relabel as LOCATION (ACTOR → LOCATION)",
        "Undo: Relabel as LOCATION (LOCATION → ACTOR)",
    ]
    assert all(" Ana: " in line for line in lines)


# ---------------------------------------------------------------- label and attributes


def test_another_label_can_be_chosen(bench: Bench):
    annotation_id = bench.add(MAYOR, "ACTOR")
    bench.show(annotation_id)

    choose(bench.find(QComboBox, "inspector_label"), "LOCATION")

    assert bench.annotation(annotation_id).label == "LOCATION"


def test_choosing_a_label_for_a_suggestion_corrects_it(bench: Bench):
    (suggestion_id,) = suggest(bench.services, bench.document_id, (MAYOR, "LOCATION"))
    bench.show(suggestion_id)

    choose(bench.find(QComboBox, "inspector_label"), "ACTOR")

    (annotation,) = bench.services.project.annotations(bench.document_id)
    assert annotation.label == "ACTOR"


def test_each_kind_of_attribute_is_stored_as_its_kind(bench: Bench, qtbot: QtBot):
    annotation_id = bench.add(MAYOR, "ACTOR")
    bench.show(annotation_id)

    choose(bench.find(QComboBox, "attribute_kind"), "person")
    bench.find(QCheckBox, "attribute_is_named").click()
    for name, text in (("role", "the mayor"), ("age", "51")):
        line = bench.find(QLineEdit, f"attribute_{name}")
        line.setFocus()
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)

    assert bench.annotation(annotation_id).attributes == (
        ("age", 51),
        ("is_named", True),
        ("kind", "person"),
        ("role", "the mayor"),
    )
    assert bench.errors == []
    assert bench.find(QLineEdit, "attribute_role").text() == "the mayor"


def test_attributes_can_be_taken_back(bench: Bench, qtbot: QtBot):
    annotation_id = bench.add(MAYOR, "ACTOR")
    full = (("age", 51), ("is_named", True), ("kind", "person"), ("role", "mayor"))
    bench.services.editing.set_attributes(annotation_id, full)
    bench.show(annotation_id)

    box = bench.find(QComboBox, "attribute_kind")
    box.setCurrentIndex(0)
    box.activated.emit(0)
    bench.find(QCheckBox, "attribute_is_named").click()
    for name in ("role", "age"):
        line = bench.find(QLineEdit, f"attribute_{name}")
        line.setFocus()
        line.selectAll()
        qtbot.keyClick(line, Qt.Key.Key_Delete)
        qtbot.keyClick(line, Qt.Key.Key_Return)

    assert bench.annotation(annotation_id).attributes == ()


@pytest.mark.parametrize(("typed", "kept"), [("2.5", 2.5), ("-3", -3), ("many", 7), ("nan", 7)])
def test_only_numbers_are_taken_for_a_number(bench: Bench, qtbot: QtBot, typed: str, kept: float):
    annotation_id = bench.add(MAYOR, "ACTOR")
    bench.services.editing.set_attributes(annotation_id, (("age", 7),))
    bench.show(annotation_id)

    line = bench.find(QLineEdit, "attribute_age")
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert bench.annotation(annotation_id).attributes == (("age", kept),)
    assert bench.find(QLineEdit, "attribute_age").text() == str(kept)


def test_an_attribute_that_is_being_typed_is_kept_when_the_article_is_left(
    bench: Bench, qtbot: QtBot
):
    """As a note is: the window may be closed, or another article opened by key, at any time."""
    annotation_id = bench.add(MAYOR, "ACTOR")
    bench.show(annotation_id)
    line = bench.find(QLineEdit, "attribute_role")
    line.setFocus()
    qtbot.keyClicks(line, "mayor")

    bench.inspector.show_document(None)

    assert bench.annotation(annotation_id).attributes == (("role", "mayor"),)


def test_the_attributes_of_another_label_are_other_fields(bench: Bench, qtbot: QtBot):
    first, second = bench.add(MAYOR, "ACTOR"), bench.add("Tbilisi", "LOCATION")

    for _ in range(2):
        bench.show(first)
        qtbot.waitUntil(lambda: bench.find(QLineEdit, "attribute_role").isVisible())
        bench.show(second)
        assert bench.inspector.findChild(QLineEdit, "attribute_role") is None


# ---------------------------------------------------------------- the note


def test_a_note_is_stored_after_a_pause_in_typing(bench: Bench, qtbot: QtBot):
    annotation_id = bench.add(MAYOR, "ACTOR")
    bench.show(annotation_id)
    before = bench.edits()

    qtbot.keyClicks(bench.find(QPlainTextEdit, "inspector_note"), "check the tape")
    assert bench.annotation(annotation_id).note == ""

    qtbot.waitUntil(lambda: bench.annotation(annotation_id).note == "check the tape")
    assert bench.edits() == before + 1


def test_storing_a_note_does_not_move_the_cursor(bench: Bench, qtbot: QtBot):
    annotation_id = bench.add(MAYOR, "ACTOR")
    bench.show(annotation_id)
    note = bench.find(QPlainTextEdit, "inspector_note")
    note.setFocus()
    qtbot.keyClicks(note, "ad")
    qtbot.keyClick(note, Qt.Key.Key_Left)
    bench.inspector.save()

    qtbot.keyClicks(note, "n")
    bench.inspector.save()

    assert note.textCursor().position() == 2
    assert note.hasFocus()
    assert bench.annotation(annotation_id).note == "and"


def test_news_of_other_things_do_not_disturb_a_note_that_is_being_typed(bench: Bench, qtbot: QtBot):
    annotation_id = bench.add(MAYOR, "ACTOR")
    bench.show(annotation_id)
    note = bench.find(QPlainTextEdit, "inspector_note")
    note.setFocus()
    qtbot.keyClicks(note, "half a sen")

    bench.add("Tbilisi", "LOCATION")
    qtbot.keyClicks(note, "tence")
    bench.inspector.save()

    assert bench.annotation(annotation_id).note == "half a sentence"
    assert note.textCursor().position() == len("half a sentence")


@pytest.mark.parametrize("leave", ["another mark", "no mark", "the article"])
def test_a_note_is_stored_when_it_is_left(bench: Bench, qtbot: QtBot, leave: str):
    first, second = bench.add(MAYOR, "ACTOR"), bench.add("Tbilisi", "LOCATION")
    bench.show(first)
    qtbot.keyClicks(bench.find(QPlainTextEdit, "inspector_note"), "mine")

    match leave:
        case "another mark":
            bench.show(second)
            assert bench.find(QPlainTextEdit, "inspector_note").toPlainText() == ""
        case "no mark":
            bench.show(None)
        case "the article":
            bench.inspector.show_document(None)

    assert bench.annotation(first).note == "mine"
    assert bench.annotation(second).note == ""


@pytest.mark.parametrize("note", ["10\u00a0km", "one\u2028two", "one\r\ntwo", "tab\tand  spaces "])
def test_looking_at_a_note_does_not_change_it(bench: Bench, note: str):
    """A text field gives no-break spaces and line ends back as others."""
    annotation_id = bench.add(MAYOR, "ACTOR")
    bench.services.editing.set_note(annotation_id, note)
    before = bench.edits()

    bench.show(annotation_id)
    bench.show(None)

    assert bench.annotation(annotation_id).note == note
    assert bench.edits() == before


def test_a_note_that_cannot_be_stored_is_reported(bench: Bench, qtbot: QtBot):
    annotation_id = bench.add(MAYOR, "ACTOR")
    bench.show(annotation_id)
    bench.shown = None
    annotation = bench.annotation(annotation_id)
    bench.services.project.apply(make_edit(bench.document_id, Change(annotation, None)))

    qtbot.keyClicks(bench.find(QPlainTextEdit, "inspector_note"), "late")
    bench.inspector.save()

    (error,) = bench.errors
    assert isinstance(error, AnnotatorError)


# ---------------------------------------------------------------- relations


def test_a_quote_is_given_a_speaker_and_loses_it_again(bench: Bench):
    actor, quote = bench.add(MAYOR, "ACTOR"), bench.add(QUOTE, "QUOTE")
    bench.add("Tbilisi", "LOCATION")
    bench.show(quote)
    box = bench.find(QComboBox, "inspector_relation")
    assert box.isVisible()
    assert box.accessibleName() == "Speaker"
    assert [box.itemText(number) for number in range(box.count())] == ["none", MAYOR]

    choose(box, MAYOR)

    (relation,) = bench.services.project.relations(bench.document_id)
    assert (relation.label, relation.source_id, relation.target_id) == ("SPEAKER", quote, actor)
    assert box.currentText() == MAYOR

    choose(box, "none")

    assert bench.services.project.relations(bench.document_id) == ()
    assert box.currentText() == "none"


def test_the_nearest_actor_is_offered_first(bench: Bench):
    far, near = bench.add("The", "ACTOR"), bench.add(MAYOR, "ACTOR")
    assert far != near
    bench.show(bench.add(QUOTE, "QUOTE"))

    box = bench.find(QComboBox, "inspector_relation")

    assert [box.itemText(number) for number in range(box.count())] == ["none", MAYOR, "The"]


def test_only_quotes_and_claims_have_somebody_behind_them(bench: Bench):
    actor, claim = bench.add(MAYOR, "ACTOR"), bench.add("We will not move.", "CLAIM")
    box = bench.find(QComboBox, "inspector_relation")

    bench.show(actor)
    assert not box.isVisible()
    bench.show(claim)
    assert box.isVisible()
    assert box.accessibleName() == "Claimant"


def test_the_relation_of_the_shown_annotation_is_what_none_removes(bench: Bench):
    actor, quote = bench.add(MAYOR, "ACTOR"), bench.add(QUOTE, "QUOTE")
    other = bench.add("We will not move.", "QUOTE")
    bench.services.editing.relate(quote, actor)
    bench.services.editing.relate(other, actor)
    bench.show(quote)

    choose(bench.find(QComboBox, "inspector_relation"), "none")

    (left,) = bench.services.project.relations(bench.document_id)
    assert left.source_id == other


def test_the_keyboard_reaches_note_and_first_field(bench: Bench):
    bench.show(bench.add(MAYOR, "ACTOR"))

    bench.inspector.focus_note()
    assert bench.find(QPlainTextEdit, "inspector_note").hasFocus()
    bench.inspector.focus_first()
    assert bench.find(QComboBox, "inspector_label").hasFocus()


def test_a_closed_project_leaves_an_empty_inspector(bench: Bench):
    bench.show(bench.add(MAYOR, "ACTOR"))

    bench.shown = None
    bench.inspector.show_document(None)
    bench.inspector.set_services(None, None)
    bench.inspector.show_mark(None)

    assert bench.find(QLabel, "inspector_empty").isVisible()
    assert bench.find(QComboBox, "inspector_label").count() == 0
