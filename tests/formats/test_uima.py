from __future__ import annotations

import re

import pytest
from hypothesis import given

from annotator.domain.document import AnnotatedDocument
from annotator.domain.exchange import Problem
from annotator.domain.losses import Fate, Kind
from annotator.formats.common.dkpro import NAMES
from annotator.formats.input_file import InputFile
from annotator.formats.uima import writer
from annotator.formats.uima.format import CasJson, CasXmi
from annotator.formats.uima.writer import XML
from tests.formats.coming_back import (
    as_read,
    as_written,
    assert_comes_back,
    relations_in,
    relations_of,
)
from tests.formats.examples import (
    MAYOR,
    annotated_documents,
    bare_article,
    full_article,
    make_annotation,
    make_document,
)
from tests.formats.exporting import export_all, read_bytes
from tests.formats.torture import torture_article
from tests.strategies import few

XMI, JSON = CasXmi(), CasJson()
BOTH = pytest.mark.parametrize("format", [XMI, JSON], ids=["xmi", "json"])

NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
POS = "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS"

FOREIGN_XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
  xmlns:tcas="http:///uima/tcas.ecore" xmlns:custom="http:///webanno/custom.ecore"
  xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore"
  xmlns:ner="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore"
  xmlns:pos="http:///de/tudarmstadt/ukp/dkpro/core/api/lexmorph/type/pos.ecore"
  xmlns:seg="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" xmi:version="2.0">
  <cas:NULL xmi:id="0"/>
  <type:DocumentMetaData xmi:id="2" sofa="1" begin="0" end="28" language="en" documentTitle="H"/>
  <seg:Token xmi:id="3" sofa="1" begin="3" end="7"/>
  <pos:POS xmi:id="4" sofa="1" begin="3" end="7" PosValue="NNP"/>
  <ner:NamedEntity xmi:id="5" sofa="1" begin="3" end="14" value="PER"
     identifier="http://www.wikidata.org/entity/Q42"/>
  <ner:NamedEntity xmi:id="6" sofa="1" begin="20" end="27" value="LOC"/>
  <ner:NamedEntity xmi:id="7" sofa="1" begin="20" end="27"/>
  <ner:NamedEntity xmi:id="8" sofa="1" begin="0" end="2" value="unlisted"/>
  <custom:Stance xmi:id="9" sofa="1" begin="15" end="19" strength="3" sure="true" share="0.5"
     code="3"><tags>a</tags><tags>b</tags></custom:Stance>
  <custom:Moves xmi:id="10" sofa="1" begin="20" end="27" Governor="5" Dependent="6" how="away"/>
  <custom:Moves xmi:id="11" sofa="1" begin="20" end="27" Governor="5" Dependent="99"/>
  <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView"
     sofaString="😀 Ilse Brandt left Harbour&#10;."/>
  <cas:View sofa="1" members="2 3 4 5 6 7 9 10 11"/>
</xmi:XMI>
"""

TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>webanno.custom.Base</name><supertypeName>uima.tcas.Annotation</supertypeName>
<features>
<featureDescription><name>sure</name><rangeTypeName>uima.cas.Boolean</rangeTypeName></featureDescription>
<featureDescription><name>code</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
</features></typeDescription>
<typeDescription><name>webanno.custom.Stance</name><supertypeName>webanno.custom.Base</supertypeName>
<features>
<featureDescription><name>strength</name><rangeTypeName>uima.cas.Integer</rangeTypeName></featureDescription>
<featureDescription><name>share</name><rangeTypeName>uima.cas.Double</rangeTypeName></featureDescription>
</features></typeDescription>
</types></typeSystemDescription>
"""


def read_xmi(text, types=TYPES):
    beside = {} if types is None else {"TypeSystem.xml": types.encode()}
    file = InputFile.of_bytes(text.encode(), "a.xmi", neighbour=beside.get)
    return parted(XMI.read(file))


def parted(items):
    items = list(items)
    problems = [item for item in items if isinstance(item, Problem)]
    articles = [item for item in items if not isinstance(item, Problem)]
    assert len(articles) <= 1
    return (articles or [None])[0], [one.sentence for one in problems]


def article_of(text, *annotations, **more):
    return AnnotatedDocument(make_document(text), annotations, **more)


@BOTH
@few(examples=50)
@given(annotated=annotated_documents())
def test_what_is_exported_comes_back_up_to_what_was_told(format, annotated):
    back, told = assert_comes_back(format, annotated)
    changed = {one.kind for one in told if one.rule == XML}
    if not changed & {Kind.SPAN, Kind.NOTE}:
        assert as_read(back) == as_written(annotated)
    assert [one.start for one in back.spans] == [one.span.start for one in annotated.annotations]


@BOTH
def test_the_torture_article_comes_back_whole(format):
    annotated = torture_article()
    back, told = assert_comes_back(format, annotated)
    assert as_read(back) == as_written(annotated)
    assert relations_of(back) == relations_in(annotated)
    assert {one.annotator for one in back.spans} == {"Ana", "Ben Ö."}
    assert {one.kind for one in told} == {Kind.SUGGESTION, Kind.HISTORY}


@BOTH
def test_an_article_brings_its_metadata_its_state_and_whom_its_spans_name(format):
    annotated = full_article()
    back, _ = assert_comes_back(format, annotated)
    info = annotated.document.info
    assert back.id == "0000000000001"
    assert back.metadata == info.metadata
    assert (back.status, back.flag_reason, back.tags, back.note) == (
        info.status, info.flag_reason, info.tags, info.note,
    )  # fmt: skip
    (named,) = (one.canonical for one in back.spans if one.canonical)
    assert (named.id, named.name, named.aliases, named.note, named.longitude) == (
        "00000000000nw", MAYOR.name, MAYOR.aliases, MAYOR.note, MAYOR.longitude,
    )  # fmt: skip
    assert [one.annotator for one in back.relations] == ["Ana"]


def test_the_types_stand_beside_the_articles_of_each_part():
    made = export_all(XMI, [], parts={"train": [full_article(1)], "dev": [bare_article(2)]})
    assert sorted(made.files) == [
        "dev/TypeSystem.xml",
        "dev/mayor-stays_0000000000002.xmi",
        "train/2026-11-22_mayor-stays_0000000000001.xmi",
        "train/TypeSystem.xml",
    ]
    assert "<name>anonymous</name>" in made.files["train/TypeSystem.xml"].decode()
    assert "<name>anonymous</name>" not in made.files["dev/TypeSystem.xml"].decode()


def test_what_xml_cannot_say_is_replaced_one_for_one_and_told():
    odd = make_annotation(2, 5, note="a\x02", attributes=(("why", "\x03"),))
    annotated = article_of("\x01\fOne\ufffe", odd)
    back, told = assert_comes_back(XMI, annotated)
    assert back.text == "\ufffd One\ufffd"
    assert (back.spans[0].note, back.spans[0].attributes) == ("a\ufffd", (("why", "\x03"),))
    assert {(one.kind, one.count) for one in told if one.rule == XML} == {
        (Kind.TEXT, 1),
        (Kind.NOTE, 1),
        (Kind.ATTRIBUTE, 1),
    }
    back, told = assert_comes_back(JSON, annotated)
    assert back.text == annotated.document.text
    assert [one for one in told if one.fate is Fate.CHANGED] == []


def test_a_text_that_many_xml_readers_refuse_is_told(monkeypatch):
    monkeypatch.setattr(writer, "LARGEST_TEXT", 5)
    (loss,) = export_all(XMI, [article_of("Äöü")]).losses
    assert (loss.kind, loss.rule) == (Kind.TEXT, writer.LARGE)
    assert export_all(XMI, [article_of("Short")]).losses == []
    assert export_all(JSON, [article_of("Äöü")]).losses == []


@BOTH
@pytest.mark.parametrize(
    "name", ["label", "begin", "self", "class", "xmiID", "get", "Größe 1", "9"]
)
def test_attributes_may_be_called_anything(format, name):
    attributes = ((name, "wide"), ("plain", 1))
    annotated = article_of("One", make_annotation(0, 3, attributes=tuple(sorted(attributes))))
    back, told = assert_comes_back(format, annotated)
    assert back.spans[0].attributes == tuple(sorted(attributes))
    assert [one.count for one in told if one.rule == NAMES] == [1]


def test_files_of_inception_are_read_layer_by_layer():
    article, problems = read_xmi(FOREIGN_XMI)
    assert (article.metadata.title, article.metadata.language) == ("H", "en")
    assert [
        (article.text[one.start : one.end], one.label, one.attributes) for one in article.spans
    ] == [
        ("Ilse Brandt", "PER", ()),
        ("Harbour", "LOC", ()),
        ("Harbour", "NamedEntity", ()),
        ("left", "Stance", (("code", "3"), ("share", 0.5), ("strength", 3), ("sure", True))),
    ]
    person = article.spans[0].canonical
    assert (person.name, person.wikidata) == ("Ilse Brandt", "Q42")
    assert [(one.label, one.source, one.target) for one in article.relations] == [
        ("away", "5", "6")
    ]
    assert problems == [
        "The layer POS is of tools, not of annotators; it was left out.",
        "The relation 11 leads from nothing; it was left out.",
        "Features with several values (1 of them) were left out.",
    ]


def test_without_its_types_values_are_text():
    article, _ = read_xmi(FOREIGN_XMI, types=None)
    assert article.spans[-1].attributes == (
        ("code", "3"), ("share", "0.5"), ("strength", "3"), ("sure", "true"),
    )  # fmt: skip


def test_types_that_cannot_be_read_are_told():
    article, problems = read_xmi(FOREIGN_XMI, types="<types")
    assert len(article.spans) == 4
    assert problems[0].startswith("The types beside it were not read: Its part “TypeSystem.xml”")


def test_types_that_inherit_from_themselves_do_no_harm():
    loop = TYPES.replace("uima.tcas.Annotation", "webanno.custom.Stance")
    article, _ = read_xmi(FOREIGN_XMI, types=loop)
    assert ("strength", 3) in article.spans[-1].attributes


def test_an_offset_outside_of_the_text_stays_outside():
    article, _ = read_xmi(
        FOREIGN_XMI.replace('begin="20" end="27" value', 'begin="20" end="40" value')
    )
    span = article.spans[1]
    assert (span.start, span.end > len(article.text)) == (19, True)


def test_an_offset_within_a_character_is_told():
    article, problems = read_xmi(FOREIGN_XMI.replace('begin="3" end="14"', 'begin="1" end="14"'))
    assert [one.label for one in article.spans] == ["LOC", "NamedEntity", "Stance"]
    assert "The annotation 5 was left out: UTF-16 offset 1 is inside a character." in problems


def test_a_second_text_is_told():
    other = '<cas:Sofa xmi:id="90" sofaNum="2" sofaID="Other" sofaString="More"/></xmi:XMI>'
    article, problems = read_xmi(FOREIGN_XMI.replace("</xmi:XMI>", other))
    assert article.text.startswith("😀")
    assert "It has 2 texts; “_InitialView” alone was read." in problems


def test_json_of_others_is_read():
    data = """{"%TYPES": {"my.Claim": {"%NAME": "my.Claim", "%SUPER_TYPE": "uima.tcas.Annotation",
      "value": {"%NAME": "value", "%RANGE": "uima.cas.String"}}},
     "%FEATURE_STRUCTURES": [
      {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": "🕊️ stays"},
      {"%ID": 2, "%TYPE": "my.Claim", "@sofa": 1, "begin": 4, "end": 9, "value": "X", "#w": "NaN"},
      {"%ID": 3, "%TYPE": "my.Claim", "@sofa": 1, "begin": 0, "end": 3, "sure": true},
      {"%ID": 4, "%TYPE": "my.Claim", "@sofa": 1, "begin": 2.5, "end": 3},
      {"%ID": 5, "%TYPE": "my.Link", "@sofa": 1, "begin": 0, "end": 3,
       "@Governor": 2, "@Dependent": 3}],
     "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 3, 4, 5]}}}"""
    article, problems = parted(read_bytes(JSON, data.encode(), "a.json"))
    assert [(one.start, one.end, one.label, one.attributes) for one in article.spans] == [
        (3, 8, "X", (("w", "NaN"),)),
        (0, 2, "Claim", (("sure", True),)),
    ]
    assert [(one.label, one.source, one.target) for one in article.relations] == [
        ("Link", "2", "3")
    ]
    assert problems == ["The annotation 4 was left out: “2.5” is no offset."]


def test_only_a_cas_is_recognised():
    made = export_all(JSON, [full_article()])
    (name,) = made.files
    assert JSON.recognises(made.file(name))
    for other in (b"[]", b'{"text": "%TYPES"}', b'{"a": {"%TYPES": 1}}', b"", b"{"):
        assert not JSON.recognises(InputFile.of_bytes(other, "a.json"))


LAUGHS = """<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore">
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="&b;"/></xmi:XMI>"""
SECRET = LAUGHS.replace('"ha"', 'SYSTEM "file:///etc/hostname"')


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (LAUGHS, "declares entities|damaged"),
        (SECRET, "declares entities|damaged"),
        ("", "damaged"),
        ("<a/>", "It is no XMI; export the document as UIMA CAS XMI."),
        ("<a>" * 5_000, "damaged"),
        (FOREIGN_XMI.replace("sofaString", "sofaURI"), "It has no text."),
        (re.sub('sofaString="[^"]*"', 'sofaString=" "', FOREIGN_XMI), "Its text is empty."),
    ],
)
def test_an_xmi_that_holds_no_article_gives_one_sentence(data, sentence):
    article, problems = read_xmi(data)
    assert article is None
    assert len(problems) == 1
    assert re.search(sentence, problems[0])


def test_a_hostile_type_system_is_data_and_nothing_else(tmp_path):
    """cassis compiles code with feature names in it; those of a file must never get there."""
    target = tmp_path / "made"
    name = f"a=open({str(target)!r}, 'w')"
    evil = TYPES.replace("strength", name.replace("'", "&apos;"))
    article, _ = read_xmi(FOREIGN_XMI, types=evil)
    assert len(article.spans) == 4
    assert not target.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "It is not valid JSON"),
        (b"[1]", "It is no CAS: it is no JSON object."),
        (b"[" * 100_000, "It is not valid JSON"),
        (b"{}", "It has no text."),
        (b'{"%TYPES": [], "%FEATURE_STRUCTURES": 7, "%VIEWS": [1]}', "It has no text."),
        (
            b'{"%FEATURE_STRUCTURES": {"1": {"%TYPE": "uima.cas.Sofa", "sofaString": "a\\u0000"}}}',
            "Its text has a zero character at 1; remove it.",
        ),
        (
            b'{"%FEATURE_STRUCTURES": [{"%TYPE": "uima.cas.Sofa", "sofaString": "\\ud800"}]}',
            "It is not",
        ),
    ],
)
def test_a_json_that_holds_no_article_gives_one_sentence(data, sentence):
    article, problems = parted(read_bytes(JSON, data, "a.json"))
    assert article is None
    assert [one[: len(sentence)] for one in problems] == [sentence]
