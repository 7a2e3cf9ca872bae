"""dkpro-cassis, both ways: it reads what we write, and we read what it writes."""

from __future__ import annotations

import io

import pytest
from cassis import Cas, TypeSystem, load_cas_from_json, load_cas_from_xmi, load_typesystem

from annotator.formats.common.dkpro import RELATION, SPAN
from annotator.formats.input_file import InputFile
from annotator.formats.uima.format import CasJson, CasXmi
from annotator.formats.uima.types import ARTICLE, DOCUMENT, SENTENCE, TOKEN
from tests.formats.examples import full_article, make_annotation, make_document
from tests.formats.exporting import export_all
from tests.formats.torture import torture_article, unannotated_article

ARTICLES = [torture_article(1), full_article(2), unannotated_article(3)]

NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
TEXT = "🕊️ Ole\u2028 الوزير سعيد 👨‍👩‍👧 paid\n€\u00a05 to Aïda 𝕏."


def loaded(format, annotated):
    """Our file of an article as cassis reads it."""
    made = export_all(format, [annotated])
    if isinstance(format, CasJson):
        ((_, data),) = made.files.items()
        return load_cas_from_json(io.BytesIO(data))
    types = load_typesystem(io.BytesIO(made.files.pop("annotations/TypeSystem.xml")))
    ((_, data),) = made.files.items()
    return load_cas_from_xmi(io.BytesIO(data), typesystem=types)


@pytest.mark.parametrize("format", [CasXmi(), CasJson()], ids=["xmi", "json"])
@pytest.mark.parametrize("annotated", ARTICLES, ids=["torture", "full", "bare"])
def test_cassis_reads_every_annotation_over_its_words(format, annotated):
    cas = loaded(format, annotated)
    text = annotated.document.text
    assert cas.sofa_string == text
    spans = _selected(cas, SPAN)
    assert sorted((one.begin, one.end, one.label) for one in spans) == sorted(
        (one.span.start, one.span.end, one.label) for one in annotated.annotations
    )
    assert sorted(one.get_covered_text() for one in spans) == sorted(
        one.span.text_of(text) for one in annotated.annotations
    )
    assert sorted(
        (one.label, one.Governor.begin, one.Dependent.begin) for one in _selected(cas, RELATION)
    ) == sorted(_relations(annotated))


@pytest.mark.parametrize("format", [CasXmi(), CasJson()], ids=["xmi", "json"])
def test_cassis_finds_tokens_sentences_and_metadata(format):
    cas = loaded(format, torture_article())
    words = [one.get_covered_text() for one in cas.select(TOKEN)]
    assert "Reuters" in words
    assert "".join("".join(words).split()) == "".join(torture_article().document.text.split())
    assert cas.select(SENTENCE)[0].get_covered_text() == "Fähre wieder frei"
    (document,) = cas.select(DOCUMENT)
    assert (document.documentTitle, document.language) == ("Fähre wieder frei 🕊️", "en")
    (article,) = cas.select(ARTICLE)
    assert (article.outlet, article.articleId) == ("Der Bote & Co. <Nord>", "0000000000001")


def test_a_type_system_of_all_articles_serves_each():
    strange = make_annotation(0, 2, attributes=(("größe", "x"),))
    odd = type(ARTICLES[0])(make_document("Am Hafen", id=9), (strange,))
    made = export_all(CasXmi(), [*ARTICLES, odd])
    types = load_typesystem(io.BytesIO(made.files.pop("annotations/TypeSystem.xml")))
    for data in made.files.values():
        assert load_cas_from_xmi(io.BytesIO(data), typesystem=types).sofa_string


@pytest.fixture
def made_by_cassis():
    """A CAS as another program of that library writes it."""
    types = TypeSystem()
    entity = types.create_type(NER)
    said = types.create_type("webanno.custom.Said")
    for feature in ("value", "identifier"):
        types.create_feature(entity, feature, "uima.cas.String")
    for end in ("Governor", "Dependent"):
        types.create_feature(said, end, NER)
    cas = Cas(types)
    cas.sofa_string = TEXT
    places = [(TEXT.index(words), words) for words in ("Ole", "سعيد", "👨‍👩‍👧", "Aïda", "𝕏")]
    entities = [entity(begin=at, end=at + len(words), value=words) for at, words in places]
    link = said(
        begin=places[3][0], end=places[3][0] + 4, Governor=entities[0], Dependent=entities[3]
    )
    cas.add_all([*entities, link])
    return cas


def test_we_read_the_xmi_that_cassis_writes(made_by_cassis):
    types = made_by_cassis.typesystem.to_xml().encode()
    beside = {"TypeSystem.xml": types}
    data = made_by_cassis.to_xmi().encode()
    (article,) = CasXmi().read(InputFile.of_bytes(data, "a.xmi", neighbour=beside.get))
    _assert_read(article)


def test_we_read_the_json_that_cassis_writes(made_by_cassis):
    data = made_by_cassis.to_json().encode()
    (article,) = CasJson().read(InputFile.of_bytes(data, "a.json"))
    _assert_read(article)


def _assert_read(article):
    assert article.text == TEXT
    assert [article.text[one.start : one.end] for one in article.spans] == [
        one.label for one in article.spans
    ]
    labels = {one.id: one.label for one in article.spans}
    assert [(one.label, labels[one.source], labels[one.target]) for one in article.relations] == [
        ("Said", "Ole", "Aïda")
    ]


def _selected(cas, name):
    return cas.select(name) if cas.typesystem.contains_type(name) else []


def _relations(annotated):
    starts = {one.id: one.span.start for one in annotated.annotations}
    return [
        (one.label, starts[one.source_id], starts[one.target_id]) for one in annotated.relations
    ]
