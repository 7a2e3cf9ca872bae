"""REFI-QDA written by us and read back."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

from annotator.domain.annotation import Origin, Provenance
from annotator.domain.document import AnnotatedDocument, Metadata
from annotator.domain.labels import AttributeKind, AttributeSpec, Label, LabelScheme
from annotator.domain.losses import Fate, Kind
from annotator.formats.base import ALL, Export, Part
from annotator.formats.refi.format import RefiQda
from tests.formats.examples import ANA, NOON, full_article, make_annotation, make_document
from tests.formats.exporting import export_all, read_all

SCHEME = LabelScheme(
    (
        Label(
            "QUOTE",
            "#0a3fbf",
            "#8fb0ff",
            description="What somebody said.",
            attributes=(
                AttributeSpec("kind", AttributeKind.CHOICE, "How.", ("direct", "in=direct", "yes")),
                AttributeSpec("anonymous", AttributeKind.FLAG),
                AttributeSpec("who", AttributeKind.TEXT),
            ),
        ),
    )
)


def qde_of(made) -> str:
    archive = zipfile.ZipFile(io.BytesIO(made.files["annotations.qdpx"]))
    return archive.read("project.qde").decode()


def with_annotation(text="“We stay,” she said.", **more) -> AnnotatedDocument:
    return AnnotatedDocument(
        make_document(text), (make_annotation(0, 5, "QUOTE", **more),), annotators={ANA: "Ana"}
    )


def there_and_back(article, **more):
    made = export_all(RefiQda(), [article], **more)
    (back,) = read_all(RefiQda(), made)
    return back, made


def test_a_choice_and_a_flag_are_sub_codes_that_come_back_as_attributes():
    attributes = (("anonymous", False), ("kind", "in=direct"))
    back, made = there_and_back(with_annotation(attributes=attributes), scheme=SCHEME)
    assert back.spans[0].attributes == attributes
    assert 'name="QUOTE: kind=in=direct"' in qde_of(made)
    assert "<Note" not in qde_of(made)


def test_a_choice_that_reads_like_a_flag_stays_a_choice():
    attributes = (("anonymous", True), ("kind", "yes"))
    back, _ = there_and_back(with_annotation(attributes=attributes), scheme=SCHEME)
    assert back.spans[0].attributes == attributes


def test_what_has_no_sub_code_is_in_a_note_with_its_type():
    attributes = (("kind", "unheard of"), ("times", 2), ("weight", 2.0), ("who", "Zoë\x01"))
    back, made = there_and_back(with_annotation(attributes=attributes), scheme=SCHEME)
    assert back.spans[0].attributes == attributes
    assert [type(value) for _, value in back.spans[0].attributes] == [str, int, float, str]
    assert made.losses == []


def test_whom_a_span_names_and_which_suggestion_it_was_come_back():
    back, _ = there_and_back(full_article())
    named = back.spans[2]
    assert named.canonical.name == "Aïda Brandt"
    assert named.canonical.aliases == ("Brandt", "Mayor Brandt")
    assert named.provenance.origin is Origin.ACCEPTED
    assert back.spans[0].provenance == Provenance()


def test_the_label_s_definition_and_colour_are_those_of_its_code():
    _, made = there_and_back(with_annotation(), scheme=SCHEME)
    assert 'color="#0a3fbf"><Description>What somebody said.</Description>' in qde_of(made)


def test_a_label_that_the_scheme_has_not_gets_a_code_all_the_same():
    article = AnnotatedDocument(
        make_document(), (make_annotation(0, 3, "étiquette 🏷"),), annotators={ANA: "Ana"}
    )
    back, _ = there_and_back(article)
    assert back.spans[0].label == "étiquette 🏷"


def test_a_text_that_begins_with_a_byte_order_mark_is_counted_as_it_is():
    back, made = there_and_back(with_annotation("\ufeff“We stay,” she said."))
    assert back.text == "\ufeff“We stay,” she said."
    assert back.spans[0].quoted == "\ufeff“We "
    archive = zipfile.ZipFile(io.BytesIO(made.files["annotations.qdpx"]))
    (name,) = (one for one in archive.namelist() if one.endswith(".txt"))
    assert archive.read(name).decode("utf-8-sig") == "\ufeff“We stay,” she said."


def test_control_characters_of_the_text_are_kept_and_those_of_a_note_are_told():
    back, made = there_and_back(with_annotation("a\x01b\x0cc\x85d", note="see\x02", id=1))
    assert back.text == "a\x01b\x0cc\x85d"
    assert back.spans[0].note == "see\ufffd"
    (loss,) = made.losses
    assert (loss.kind, loss.fate, loss.count) == (Kind.NOTE, Fate.CHANGED, 1)


def test_line_ends_and_signs_of_xml_stay_in_notes_and_metadata():
    metadata = Metadata(title='A "<b>"\n&amp;', byline="a\tb", extra=(("]]>", '"x\\ty"'),))
    article = AnnotatedDocument(
        make_document(metadata=metadata, note=" two\r\nlines "),
        (make_annotation(0, 3, note="\n a < b ]]> \n"),),
        annotators={ANA: "<Ana\n>"},
    )
    back, made = there_and_back(article)
    assert back.metadata == metadata
    assert back.note == " two\r\nlines "
    assert (back.spans[0].note, back.spans[0].annotator) == ("\n a < b ]]> \n", "<Ana\n>")
    assert made.losses == []


def test_further_fields_keep_their_names_even_those_of_our_own_variables():
    extra = (
        ("extra.status", "1"),
        ("number", '"5"'),
        ("object", '{"a":[1.0,null]}'),
        ("status", '"closed"'),
        ("word", '"null"'),
    )
    back, _ = there_and_back(AnnotatedDocument(make_document(metadata=Metadata(extra=extra))))
    assert back.metadata.extra == extra
    assert back.status == "new"


def test_tags_with_the_sign_between_tags_stay_whole():
    for tags in (("a; b", "c"), ("[x",), ("late", "wire story")):
        back, _ = there_and_back(AnnotatedDocument(make_document(tags=tags)))
        assert back.tags == tags


def test_relations_become_links_and_nothing_else_is_lost_of_them_than_who_and_when():
    back, made = there_and_back(full_article())
    (relation,) = back.relations
    ends = {one.id: one.label for one in back.spans}
    assert (ends[relation.source], relation.label, ends[relation.target]) == (
        "QUOTE",
        "SPEAKER",
        "ACTOR",
    )
    told = [one for one in made.losses if one.kind is not Kind.SUGGESTION]
    assert [(one.kind, one.rule) for one in told] == [
        (Kind.HISTORY, "REFI-QDA does not say who made a link and when.")
    ]


def test_memory_does_not_grow_with_the_number_of_articles():
    class Sink:
        def write(self, data, /):
            pass

    class Output:
        def open(self, name):
            from contextlib import nullcontext

            return nullcontext(Sink())

    def articles(count):
        return (full_article(number) for number in range(1, count + 1))

    def peak(count):
        export = Export(SCHEME, "Wire", NOON, lambda _: None)
        tracemalloc.start()
        RefiQda().write([Part(ALL, articles(count))], Output(), export)
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    from annotator.formats.refi import zip_stream

    before = zip_stream._IN_MEMORY
    zip_stream._IN_MEMORY = 100_000
    try:
        peak(5)
        assert peak(600) < peak(200) + 300_000
    finally:
        zip_stream._IN_MEMORY = before
